"""How many are needed, or allowed: exact at every edge."""

from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rulebook.facts import Facts, Missing
from council.rulebook.readers import read_threshold
from council.rulebook.saying import threshold as said
from council.rulebook.spots import Spot
from council.rulebook.thresholds import Bound, Op, Outcome, Round, Threshold, counts_of

ON = dt.date(2026, 9, 17)


def written(raw: Any, count: str = "in_favour") -> Threshold:
    spot = Spot(raw)
    read = read_threshold(spot, count)
    assert read is not None
    assert not spot.reading.mistakes, spot.reading.mistakes
    return read


def asked(raw: Any, *, count: str = "in_favour", **facts: Any) -> Outcome:
    return written(raw, count).test(Facts(facts, ON))


# --- Edges ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "base", "needed"),
    [
        ({"more_than": "1/2", "of": "enrolled"}, 36, 19),
        ({"more_than": "1/2", "of": "enrolled"}, 25, 13),
        ({"at_least": "1/2", "of": "enrolled"}, 36, 18),
        ({"at_least": "1/2", "of": "enrolled"}, 25, 13),
        ({"at_least": "2/3", "of": "enrolled"}, 20, 14),
        ({"at_least": "2/3", "of": "enrolled"}, 36, 24),
        ({"more_than": "2/3", "of": "enrolled"}, 36, 25),
        ({"at_least": "1/3", "of": "enrolled"}, 25, 9),
        ({"at_least": "2/3", "of": "enrolled", "round": "down"}, 20, 13),
        ({"more_than": "1/2", "of": "enrolled", "round": "up"}, 25, 14),
        ({"at_least": "1/2", "of": "enrolled", "round": "half_up"}, 25, 13),
        ({"at_least": "0.5%", "of": "enrolled"}, 21450, 108),
        ({"at_least": "1%", "of": "enrolled", "floor": 50, "ceiling": 150}, 3200, 50),
        ({"at_least": "1%", "of": "enrolled", "floor": 50, "ceiling": 150}, 14_000, 140),
        ({"at_least": "1%", "of": "enrolled", "floor": 50, "ceiling": 150}, 70_000, 150),
    ],
)
def test_the_least_number_needed(raw: Any, base: int, needed: int) -> None:
    assert asked(raw, enrolled=base).needed == needed
    assert asked(raw, enrolled=base, in_favour=needed).holds is True
    assert asked(raw, enrolled=base, in_favour=needed - 1).holds is False


@pytest.mark.parametrize(
    ("raw", "base", "allowed"),
    [
        ({"at_most": "60%", "of": "seats"}, 36, 21),
        ({"at_most": "3/5", "of": "seats"}, 35, 21),
        ({"less_than": "3/5", "of": "seats"}, 35, 20),
        ({"at_most": "3/5", "of": "seats", "floor": 10}, 12, 10),
        ({"at_most": 10}, 36, 10),
        ({"less_than": 10}, 36, 9),
    ],
)
def test_the_largest_number_allowed(raw: Any, base: int, allowed: int) -> None:
    assert asked(raw, seats=base).allowed == allowed
    assert asked(raw, seats=base, in_favour=allowed).holds is True
    assert asked(raw, seats=base, in_favour=allowed + 1).holds is False


shares = st.fractions(min_value=0, max_value=1, max_denominator=1000)
bases = st.integers(min_value=0, max_value=100_000)


@given(share=shares, base=bases, op=st.sampled_from([Op.AT_LEAST, Op.MORE_THAN]), how=st.sampled_from(list(Round)))
def test_needed_is_the_least_number_that_passes(share: Fraction, base: int, op: Op, how: Round) -> None:
    bound = Bound(op, share, of="enrolled", count="in_favour", round=how)
    needed = bound.figure(Facts({"enrolled": base}, ON))
    assert bound.test(Facts({"enrolled": base, "in_favour": needed}, ON)).holds
    assert not bound.test(Facts({"enrolled": base, "in_favour": needed - 1}, ON)).holds


@given(share=shares, base=bases)
def test_what_is_allowed_and_what_is_needed_are_two_sides(share: Fraction, base: int) -> None:
    facts = Facts({"enrolled": base}, ON)
    figure = {op: Bound(op, share, of="enrolled").figure(facts) for op in Op}
    assert figure[Op.AT_MOST] == figure[Op.MORE_THAN] - 1
    assert figure[Op.LESS_THAN] == figure[Op.AT_LEAST] - 1
    assert figure[Op.AT_LEAST] == math.ceil(share * base)


@given(share=shares, base=bases, op=st.sampled_from(list(Op)))
def test_more_people_never_need_fewer(share: Fraction, base: int, op: Op) -> None:
    bound = Bound(op, share, of="enrolled")
    assert bound.figure_of(base) <= bound.figure_of(base + 1)


# --- Facts that are not known -----------------------------------------------------------------------------------------


def test_without_the_count_there_is_only_the_figure() -> None:
    outcome = asked({"more_than": "1/2", "of": "enrolled"}, enrolled=36)
    assert (outcome.holds, set(outcome.missing), outcome.needed) == (None, {"in_favour"}, 19)


def test_without_the_base_nothing_is_said() -> None:
    outcome = asked({"more_than": "1/2", "of": "enrolled"}, in_favour=19)
    assert (outcome.holds, set(outcome.missing), outcome.needed) == (None, {"enrolled"}, None)


def test_a_floor_settles_it_without_the_base() -> None:
    raw = {"at_least": "1%", "of": "registered_population", "floor": 50, "ceiling": 150}
    assert asked(raw, in_favour=49).holds is False
    assert asked(raw, in_favour=150).holds is True
    assert asked(raw, in_favour=100).holds is None


def test_who_left_the_base_must_be_known() -> None:
    raw = {"more_than": "1/2", "of": "present", "base_less": ["recused", "suspended"]}
    assert asked(raw, present=20, in_favour=10).missing == {"recused", "suspended"}
    assert asked(raw, present=20, recused=2, suspended=0, in_favour=10).holds is True
    assert asked({"more_than": "1/2", "of": "present_unrecused"}, present=20, in_favour=10).missing == {"recused"}


# --- Doors ------------------------------------------------------------------------------------------------------------

PROPOSE = {"any": [{"at_least": "1/3", "of": "enrolled", "count": "proposers"}, {"at_least": 50, "count": "residents"}]}


@pytest.mark.parametrize(
    ("facts", "holds"),
    [
        ({"enrolled": 36, "proposers": 12, "residents": 0}, True),
        ({"enrolled": 36, "proposers": 12}, True),
        ({"residents": 50}, True),
        ({"enrolled": 36, "proposers": 11, "residents": 49}, False),
        ({"enrolled": 36, "proposers": 11}, None),
        ({"residents": 49}, None),
    ],
)
def test_one_door_suffices(facts: dict[str, Any], holds: bool | None) -> None:
    assert asked(PROPOSE, **facts).holds is holds


def test_the_figure_is_that_of_the_first_door_until_another_opens() -> None:
    assert asked(PROPOSE, enrolled=36, proposers=5, residents=3).needed == 12
    assert asked(PROPOSE, enrolled=36, proposers=5, residents=60).count == "residents"
    assert counts_of(written(PROPOSE)) == ["proposers", "residents"]


def test_all_must_be_met_and_the_hardest_is_needed() -> None:
    raw = {"all": [{"more_than": "1/2", "of": "enrolled"}, {"at_least": 10}]}
    assert asked(raw, enrolled=15, in_favour=9).holds is False
    assert asked(raw, enrolled=15).needed == 10
    assert asked(raw, enrolled=30).needed == 16


def test_a_door_opens_to_who_asks_after_consulting() -> None:
    raw = {"any": [{"by": "chair"}, {"by": "mayor", "consulted": ["chair"]}, {"at_least": "1/4", "of": "enrolled"}]}
    assert asked(raw, called_by="chair").holds is True
    assert asked(raw, called_by="mayor", consulted="chair").holds is True
    assert asked(raw, called_by="mayor", consulted=[], enrolled=20, in_favour=0).holds is False
    assert asked(raw, called_by="mayor", enrolled=20, in_favour=0).missing == {"consulted"}
    assert asked(raw, called_by="members", enrolled=20, in_favour=5).holds is True


# --- The day of the base ----------------------------------------------------------------------------------------------

PEOPLE = {"2024-12-31": 20_000, "2025-12-31": 21_450, "2026-03-01": 30_000}


@pytest.mark.parametrize(
    ("as_of", "facts", "needed"),
    [
        ({"last": "12-31"}, {}, 108),
        ({"last": "12-31"}, {"on": "2025-12-31"}, 100),
        ("2024-12-31", {}, 100),
        ({"event": "announcement"}, {"announcement": "2026-04-01"}, 150),
        ({"last": "month_end", "before": "announcement"}, {"announcement": "2026-03-15"}, 108),
    ],
)
def test_the_base_is_taken_on_its_day(as_of: Any, facts: dict[str, Any], needed: int) -> None:
    raw = {"at_least": "0.5%", "of": "registered_population", "as_of": as_of}
    given_ = Facts({"on": ON, "registered_population": PEOPLE, **facts})
    assert written(raw).test(given_).needed == needed


def test_a_day_before_all_that_is_known_is_not_known() -> None:
    raw = {"at_least": "0.5%", "of": "registered_population", "as_of": "2020-12-31"}
    with pytest.raises(Missing):
        written(raw).needed(Facts({"registered_population": PEOPLE}, ON))


# --- Reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        ({"at_least": "1/2"}, ("at_least",)),
        ({"at_least": "3/2", "of": "enrolled"}, ("at_least",)),
        ({"at_least": 0.5, "of": "enrolled"}, ("at_least",)),
        ({"at_least": "1/2", "more_than": "1/2", "of": "enrolled"}, ()),
        ({"of": "enrolled"}, ()),
        ({"at_least": "1/2", "of": "enroled"}, ("of",)),
        ({"at_least": "1/2", "of": "enrolled", "floor": 9, "ceiling": 3}, ("floor",)),
        ({"at_least": 3, "round": "up"}, ("round",)),
        ({"at_least": "1/2", "of": "enrolled", "round": "sideways"}, ("round",)),
        ({"any": []}, ("any",)),
        ({"any": [{"at_least": 3}, {"least": 3}]}, ("any", 1, "least")),
        ("과반수", ()),
    ],
)
def test_a_mistake_is_noted_where_it_is(raw: Any, path: tuple[str | int, ...]) -> None:
    spot = Spot(raw)
    read_threshold(spot, "in_favour")
    assert path in {mistake.path for mistake in spot.reading.mistakes}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"more_than": "1/2", "of": "enrolled"}, "재적위원 과반수"),
        ({"at_least": "2/3", "of": "present"}, "출석위원 3분의 2 이상"),
        ({"at_least": 50, "count": "residents"}, "주민 50명 이상"),
        (
            {"any": [{"by": "chair"}, {"at_least": "1/3", "of": "enrolled"}]},
            "회장의 요구 또는 재적위원 3분의 1 이상",
        ),
    ],
)
def test_people_say_it_so(raw: Any, words: str) -> None:
    assert said(written(raw)) == words
