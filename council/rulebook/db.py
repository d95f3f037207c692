"""The rules of a council as the database holds them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from council.models import Council, Rule
from council.rulebook.book import RuleBook
from council.rulebook.clauses import Clause
from council.rulebook.keys import KEYS

#: Nearly every page asks this: written out, because building it from querysets cost more than running it. Every day's
#: rules come along (but not those withdrawn before they counted): a procedure already begun may keep an earlier one,
#: and a question may ask about another day.
RULES = """
    SELECT r.id, r.key, r.level, r.answer, r.value::text, r.article, r.conditions::text, r.cohort::text, r.valid_from,
           r.valid_until, r.begun_old, lower(r.strength), r.locked, r.rank, r.clause, r.checked, r.reason, o.title
    FROM council_rule r LEFT JOIN council_ordinance o ON o.id = r.ordinance_id
    WHERE (
        r.level = 'PLATFORM' OR r.council_id = %(council)s
        OR r.region_id IN (
            SELECT unnest(ARRAY[here.id, here.parent_id, above.parent_id])
            FROM council_region here LEFT JOIN council_region above ON above.id = here.parent_id
            WHERE here.id = %(region)s
        )
    ) AND (r.valid_until IS NULL OR r.valid_until > r.valid_from)
    ORDER BY r.id
"""


def rulebook(council: Council, on: dt.date) -> RuleBook:
    """Return the rules of the council, to be asked as of that day (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(RULES, {"council": council.pk, "region": council.region_id})
        rows = cursor.fetchall()
    return RuleBook((_clause(row) for row in rows if row[1] in KEYS), on=on, council=council)


def book_of(rows: Iterable[Rule], on: dt.date, council: Council | None = None) -> RuleBook:
    """Return rows that were read, or are yet to be written, as rules to be asked."""
    return RuleBook((clause_of(row) for row in rows if row.key in KEYS), on=on, council=council)


def clause_of(row: Rule) -> Clause:
    """Return a row as the clause that the pure engine knows."""
    return Clause(
        key=row.key,
        level=row.level,
        answer=row.answer,
        value=row.value,
        article=row.article,
        when=row.conditions,
        cohort=row.cohort,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        begun_old=row.begun_old,
        strength=row.strength.lower(),
        locked=row.locked,
        rank=row.rank,
        clause=row.clause,
        text=row.text,
        checked=row.checked,
        reason=row.reason,
        source=row.ordinance.title if row.ordinance else "",
        pk=row.pk,
    )


_NOTHING: dict[str, Any] = {}


def _clause(row: tuple[Any, ...]) -> Clause:
    pk, key, level, answer, value, article, when, cohort, since, until, begun, strength, locked, rank, name = row[:15]
    return Clause(
        key=key,
        level=level,
        answer=answer,
        value=None if value is None else json.loads(value),
        article=article,
        when=_NOTHING if when == "{}" else json.loads(when),
        cohort=_NOTHING if cohort == "{}" else json.loads(cohort),
        valid_from=since,
        valid_until=until,
        begun_old=begun,
        strength=strength,
        locked=locked,
        rank=rank,
        clause=name,
        checked=row[15],
        reason=row[16],
        source=row[17] or "",
        pk=pk,
    )
