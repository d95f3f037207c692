"""Votes written down by hand must be possible, and must say what they are recorded as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.workflows.votes import Tally, tally_problem

COUNT = st.integers(0, 60)


@given(COUNT, COUNT, COUNT, COUNT, COUNT, COUNT)
def test_a_possible_quorate_vote_is_either_carried_or_not(
    seated: int, present: int, yes: int, no: int, abstain: int, recused: int
) -> None:
    tally = Tally(seated, present, yes, no, abstain, recused)
    problems = [tally_problem(tally, carried=carried) for carried in (True, False)]
    possible = present <= seated and recused <= present and yes + no + abstain <= present - recused
    if possible and tally.quorate:
        assert problems.count(None) == 1
    else:
        assert None not in problems


@pytest.mark.parametrize(
    ("tally", "field"),
    [
        (Tally(36, 37, 20, 0), "present"),
        (Tally(36, 27, 28, 0), "yes"),
        (Tally(36, 18, 18, 0), "present"),
        (Tally(36, 27, 13, 14), "yes"),
        (Tally(36, 27, 10, 0, recused=28), "recused"),
    ],
)
def test_what_does_not_carry_names_the_number(tally: Tally, field: str) -> None:
    problem = tally_problem(tally, carried=True)
    assert problem is not None
    assert problem.field == field


def test_the_recused_are_taken_out_before_the_majority() -> None:
    assert Tally(36, 24, 12, 11, recused=1).carried
    assert not Tally(36, 24, 12, 12).carried
