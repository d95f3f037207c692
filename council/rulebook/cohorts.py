"""Cohorts: people appointed, or procedures begun, before or from a day, as a 부칙 tells them apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from council.rulebook.conditions import Comparison, Line

#: Which day of the person or the procedure decides, and on which side of the date.
COHORTS = {
    f"{name}_{side}": (fact, op)
    for name, fact in (("appointed", "appointed_on"), ("begun", "begun_on"))
    for side, op in (("before", "before"), ("from", "since"))
}


def cohort_lines(cohort: Mapping[str, Any]) -> tuple[Line, ...]:
    """Return a cohort as lines of a condition: appointed before a day, begun from a day."""
    lines = []
    for name, day in cohort.items():
        fact, op = COHORTS[name]
        lines.append(Line(fact, (Comparison(op, dt.date.fromisoformat(day) if isinstance(day, str) else day),)))
    return tuple(lines)
