"""The rules of a council as the database holds them."""

from __future__ import annotations

import datetime as dt

from council.models import Council, Rule
from council.rulebook.book import RuleBook
from council.rulebook.clauses import Clause
from council.rulebook.keys import KEYS


def rulebook(council: Council, on: dt.date) -> RuleBook:
    """Return the rules in force for the council on that day (one query)."""
    rows = [row for row in Rule.objects.for_council(council, on) if row.key in KEYS]
    return RuleBook((clause_of(row) for row in rows), on=on, council=council)


def clause_of(row: Rule) -> Clause:
    """Return a row as the clause that the pure engine knows."""
    return Clause(
        key=row.key,
        level=row.level,
        value=row.value,
        article=row.article,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        checked=row.checked,
        reason=row.reason,
        pk=row.pk,
    )
