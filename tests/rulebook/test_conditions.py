"""Conditions: true, false, or not known for want of a fact."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rulebook.conditions import Condition, read_condition
from council.rulebook.facts import Facts
from council.rulebook.spots import Reading, Spot
from council.rulebook.truth import Truth, all_of, any_of, negation

ON = dt.date(2026, 9, 17)


def written(raw: Any, *own: str) -> Condition:
    reading = Reading(facts=own)
    condition = read_condition(Spot(raw, (), reading))
    assert not reading.mistakes, reading.mistakes
    return condition


def asked(raw: Any, **facts: Any) -> Truth:
    return written(raw).test(Facts(facts, ON))


@pytest.mark.parametrize(
    ("raw", "facts", "holds"),
    [
        ({}, {}, True),
        ({"urgent": True}, {"urgent": True}, True),
        ({"urgent": False}, {"urgent": True}, False),
        ({"matter": ["dismissal", "bylaw"]}, {"matter": "bylaw"}, True),
        ({"matter": ["dismissal", "bylaw"]}, {"matter": "plan"}, False),
        ({"matter": "plan", "urgent": True}, {"matter": "plan"}, None),
        ({"matter": "plan", "urgent": True}, {"matter": "bylaw"}, False),
        ({"any": [{"urgent": True}, {"disaster": True}]}, {"disaster": True}, True),
        ({"any": [{"urgent": True}, {"disaster": True}]}, {"disaster": False}, None),
        ({"any": [{"urgent": True}, {"disaster": True}]}, {"disaster": False, "urgent": False}, False),
        ({"not": {"first_council": True}}, {"first_council": False}, True),
        ({"not": {"first_council": True}}, {}, None),
        ({"population": {"more_than": 5000, "at_most": 20000}}, {"population": 5000}, False),
        ({"population": {"more_than": 5000, "at_most": 20000}}, {"population": 5001}, True),
        ({"population": {"more_than": 5000, "at_most": 20000}}, {"population": 20000}, True),
        ({"population": {"more_than": 5000, "at_most": 20000}}, {"population": 20001}, False),
        ({"candidates": {"more_than": {"of": "seats", "times": "2"}}}, {"candidates": 60, "seats": 30}, False),
        ({"candidates": {"more_than": {"of": "seats", "times": "2"}}}, {"candidates": 61, "seats": 30}, True),
        ({"candidates": {"more_than": {"of": "seats", "times": "2"}}}, {"candidates": 61}, None),
        ({"enrolled": {"at_least": {"of": "seats", "times": "9/10"}}}, {"enrolled": 22, "seats": 25}, False),
        ({"enrolled": {"at_least": {"of": "seats", "times": "9/10"}}}, {"enrolled": 23, "seats": 25}, True),
        ({"vacancy": True}, {"vacancy": "2026-09-01"}, True),
        ({"vacancy": True}, {"vacancy": None}, False),
        ({"draw": {"known": False}}, {}, True),
        ({"draw": {"known": False}}, {"draw": None}, True),
        ({"draw": {"known": True}}, {"draw": "2026-01-01"}, True),
        ({"draw": {"since": "2026-01-01"}}, {"draw": "2026-01-01"}, True),
        ({"draw": {"before": "2026-01-01"}}, {"draw": "2026-01-01"}, False),
        ({"draw": {"after": "2026-01-01"}}, {"draw": "2026-01-01"}, False),
        ({"draw": {"until": "2026-01-01"}}, {"draw": "2026-01-01"}, True),
        ({"draw": {"before": {"of": "announcement"}}}, {"draw": "2026-01-01", "announcement": "2026-01-02"}, True),
    ],
)
def test_it_holds_or_not_or_is_not_known(raw: Any, facts: dict[str, Any], holds: bool | None) -> None:
    assert asked(raw, **facts).holds is holds


@pytest.mark.parametrize(
    ("dismissed", "holds"),
    [
        ("2024-09-18", True),
        ("2024-09-17", False),  # the two years are over on this very day
        ("2026-09-17", True),
        ("2026-09-18", False),
        ("2019-01-01", False),
        (None, False),
        ("never", False),
    ],
)
def test_a_look_back_ends_on_the_day_it_is_over(dismissed: str | None, holds: bool) -> None:
    assert asked({"dismissed_on": {"within": {"years": 2}}}, dismissed_on=dismissed).holds is holds


def test_a_look_back_may_start_from_another_day() -> None:
    raw = {"dismissed_on": {"within": {"years": 2, "before": "application_end"}}}
    facts = {"dismissed_on": "2024-09-17"}
    assert asked(raw, **facts, application_end="2026-09-16").holds is True
    assert asked(raw, **facts, application_end="2026-09-17").holds is False
    assert asked(raw, **facts).missing == {"application_end"}


def test_what_is_missing_is_named() -> None:
    raw = {"any": [{"urgent": True}, {"disaster": True}], "not": {"shortage": True}}
    assert asked(raw).missing == {"urgent", "disaster", "shortage"}
    assert asked(raw, urgent=True).missing == {"shortage"}


@pytest.mark.parametrize(
    ("raw", "weight"),
    [
        ({}, 0),
        ({"urgent": True, "matter": "plan"}, 2),
        ({"population": {"more_than": 5, "at_most": 20}}, 2),
        ({"any": [{"urgent": True}, {"disaster": True, "matter": "plan"}]}, 1),
        ({"not": {"urgent": True}}, 1),
    ],
)
def test_how_specific_it_is(raw: Any, weight: int) -> None:
    assert written(raw).weight == weight


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ({"urgnt": True}, ("urgnt",)),
        ({"urgent": {"atleast": 3}}, ("urgent", "atleast")),
        ({"candidates": {"more_than": 0.5}}, ("candidates", "more_than")),
        ({"candidates": {"more_than": {"of": "chairs"}}}, ("candidates", "more_than", "of")),
        ({"draw": {"before": "2026-13-01"}}, ("draw", "before")),
        ({"dismissed_on": {"within": {"year": 2}}}, ("dismissed_on", "within", "year")),
        ({"any": {"urgent": True}}, ("any",)),
        ({"any": []}, ("any",)),
        ("urgent", ()),
        ([], ()),
    ],
)
def test_a_mistake_is_noted_where_it_is(raw: Any, path: tuple[str | int, ...]) -> None:
    reading = Reading()
    read_condition(Spot(raw, (), reading))
    assert path in {mistake.path for mistake in reading.mistakes}


def test_a_slip_gets_the_word_that_was_meant() -> None:
    reading = Reading()
    read_condition(Spot({"urgnt": True}, (), reading))
    assert "‘urgent’" in reading.mistakes[0].message


def test_an_ordinance_may_bring_facts_of_its_own() -> None:
    assert written({"works_in_market": True}, "works_in_market").test(Facts({"works_in_market": True}, ON)).holds


truths = st.sampled_from([Truth(True), Truth(False), Truth(None, frozenset({"urgent"}))])


@given(st.lists(truths))
def test_all_and_any_are_two_sides_of_one_rule(parts: list[Truth]) -> None:
    assert all_of(parts).holds == negation(any_of(negation(part) for part in parts)).holds


@given(st.lists(truths), st.booleans())
def test_a_fact_that_turns_up_never_overturns_what_was_certain(parts: list[Truth], found: bool) -> None:
    settled = [part if part.holds is not None else Truth(found) for part in parts]
    for combine in (all_of, any_of):
        if combine(parts).holds is not None:
            assert combine(settled).holds == combine(parts).holds
