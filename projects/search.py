"""Finding by words, also in the middle of a word: bigrams in an index, then the words themselves.

PostgreSQL's own extensions for this (pg_trgm) are not in the embedded build, so the words are cut into
pairs of letters by ``portal_bigrams`` (migration 0001) and compared through a GIN index.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db import models
from django.db.models import F, Func, GeneratedField, Q, TextField, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Lookup

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=models.Model)

#: More words than this only narrow further what nobody reads.
MOST_WORDS = 6


def searched(*names: str) -> GeneratedField:
    """Return the column that the database fills with the bigrams of these text columns."""
    parts: list[F | Value] = []
    for name in names:
        parts += [F(name), Value(" ")]
    text = Concat(*parts, output_field=TextField())
    return GeneratedField(
        expression=Func(text, function="portal_bigrams"), output_field=SearchVectorField(), db_persist=True
    )


class BigramQuery(Func):
    """The tsquery: all bigrams of the words."""

    function = "portal_bigram_query"
    output_field = SearchQueryField()


class HoldsBigrams(Lookup):
    """``search @@ portal_bigram_query(words)``."""

    lookup_name = "holds_bigrams"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}", (*left_params, *right_params)


def words_of(text: str) -> list[str]:
    """Return the words asked for, composed (NFC), as many as are looked at."""
    return unicodedata.normalize("NFC", text).split()[:MOST_WORDS]


class SearchQuerySet(models.QuerySet[M]):
    """A queryset of a model with a ``search`` column of bigrams."""

    search_fields: ClassVar[tuple[str, ...]] = ()

    def matching(self, text: str) -> Self:
        """Rows that hold every word somewhere in their text; all rows when no word is given."""
        words = words_of(text)
        if not words:
            return self
        rows = self.filter(HoldsBigrams(F("search"), BigramQuery(Value(" ".join(words)))))
        # The pairs may stand apart in a long text; only the words themselves decide.
        for word in words:
            anywhere = Q()
            for field in self.search_fields:
                anywhere |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(anywhere)
        return rows
