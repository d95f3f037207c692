"""Counting days and months: pure arithmetic."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.workflows.due import add_months, add_years, due_on
from projects.workflows.entrusted.checks import term_problem
from projects.workflows.table import Due
from tests.projects.test_workflow_tables import Standing

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
RULES = {"n": 2, "lead": 90}


@given(DAYS, st.integers(0, 60))
def test_months_later_is_in_that_month_and_never_past_its_end(day: dt.date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    last = calendar.monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)


@given(DAYS, st.integers(1, 10))
def test_a_term_of_exactly_the_years_is_allowed_and_a_day_more_is_not(starts: dt.date, years: int) -> None:
    last = add_years(starts, years) - dt.timedelta(days=1)
    assert term_problem(starts, last, years) is None
    assert term_problem(starts, last + dt.timedelta(days=1), years) is not None


def test_the_report_of_a_year_is_due_at_the_end_of_february() -> None:
    standing = Standing("REPORTING", ends_on=dt.date(2026, 12, 31))
    due = Due("n", since="ends_on", months=True)
    assert due_on(due, standing, dt.date(2026, 12, 1), RULES) == dt.date(2027, 2, 28)


def test_the_evaluation_is_due_ninety_days_before_the_end() -> None:
    standing = Standing("RUNNING", ends_on=dt.date(2026, 12, 31))
    due = Due("lead", since="ends_on", before=True)
    assert due_on(due, standing, dt.date(2026, 4, 1), RULES) == dt.date(2026, 10, 2)


@given(DAYS, DAYS, st.sampled_from(["", "lead", "n"]), st.booleans())
def test_nobody_is_late_on_arrival(entered: dt.date, ends: dt.date, key: str, before: bool) -> None:
    standing = Standing("RUNNING", ends_on=ends)
    found = due_on(Due(key, since="ends_on", before=before), standing, entered, RULES)
    assert found is not None
    assert found >= entered


@pytest.mark.parametrize("due", [None, Due(since="ends_on")])
def test_without_a_rule_or_an_end_there_is_no_deadline(due: Due | None) -> None:
    assert due_on(due, Standing("RUNNING"), dt.date(2026, 1, 1), RULES) is None
