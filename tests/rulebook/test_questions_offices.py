"""Officers, committees, dismissal, loss of seat, the assembly, bodies, money, who may change a rule."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rulebook.asked import ask, book, expect

CHAIR = {
    "office": "chair",
    "label": "회장",
    "seats": {"min": 1, "max": 1},
    "by": "secret_ballot",
    "from": "members",
    "years": 2,
    "reelections": 1,
    "sole": "approval",
    "fill_within": {"months": 2, "after": "vacancy"},
    "article": "제9조",
}
OFFICERS = {"key": "officers", "value": [CHAIR, {"office": "auditor", "by": "mutual", "from": "either"}]}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"is_member": True, "times_held": 1},
            {"holds": True, "article": "제9조", "result": {"by": "secret_ballot", "years": 2}},
        ),
        ({"is_member": True, "times_held": 2}, {"holds": False, "failed": ["reelections"]}),
        ({"is_member": False, "times_held": 0}, {"holds": False, "failed": ["from"]}),
        ({"is_member": True}, {"holds": None, "missing": ["times_held"]}),
        ({"is_member": True, "times_held": 0, "holders": 1}, {"holds": False, "failed": ["seats"]}),
        ({"office": "treasurer"}, {"holds": None, "because": "not_loaded"}),
    ],
)
def test_an_office_is_held_as_its_rule_says(facts: dict[str, Any], expected: dict[str, Any]) -> None:
    expect(ask(book(OFFICERS), "office", **{"office": "chair", **facts}), **expected)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"candidates": 1, "in_favour": 14, "votes_cast": 28}, {"holds": False, "needed": 15}),
        ({"candidates": 1, "in_favour": 15, "votes_cast": 28}, {"holds": True, "needed": 15}),
        ({"candidates": 1, "in_favour": 0, "votes_cast": 0}, {"holds": False, "needed": 1}),
        ({"candidates": 2, "in_favour": 12, "runner_up": 11}, {"holds": True, "needed": 12}),
        ({"candidates": 2, "in_favour": 11, "runner_up": 12}, {"holds": False, "needed": 13}),
        # Equal votes: no rule says who wins.
        ({"candidates": 2, "in_favour": 12, "runner_up": 12}, {"holds": None, "because": "not_loaded"}),
        ({"candidates": 3, "in_favour": 15, "votes_cast": 28}, {"holds": True}),
        ({"candidates": 3, "in_favour": 14, "votes_cast": 28}, {"holds": None, "missing": ["runner_up"]}),
        ({"in_favour": 14, "votes_cast": 28}, {"holds": None, "missing": ["candidates"]}),
        ({"candidates": 0}, {"holds": False}),
        ({"candidates": 1, "in_favour": 29, "votes_cast": 28}, {"holds": None, "because": "facts_disagree"}),
    ],
)
def test_the_most_votes_win_and_a_sole_candidate_needs_approval(
    facts: dict[str, Any], expected: dict[str, Any]
) -> None:
    expect(ask(book(OFFICERS), "elect", office="chair", **facts), **expected)


def test_a_vacant_office_is_filled_by_a_day() -> None:
    expect(ask(book(OFFICERS), "office_vacancy", office="chair", vacancy="2026-12-30"), holds=True, due="2027-02-28")
    expect(
        ask(book(OFFICERS), "office_vacancy", office="auditor", vacancy="2026-12-30"), holds=None, because="not_loaded"
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"is_member": False, "age": 14, "committees_joined": 1}, {"holds": True, "result": {"votes": False}}),
        ({"is_member": True, "age": 40, "committees_joined": 1}, {"holds": True, "result": {"votes": True}}),
        ({"is_member": False, "age": 13, "committees_joined": 1}, {"holds": False, "failed": ["age"]}),
        ({"is_member": False, "age": 14, "committees_joined": 2}, {"holds": False, "failed": ["membership"]}),
        (
            {"is_member": False, "age": 14, "committees_joined": 0, "outsiders": 6, "places": 15},
            {"failed": ["outsiders"]},
        ),
        ({"age": 14, "committees_joined": 0}, {"holds": None, "missing": ["is_member"]}),
    ],
)
def test_a_place_in_a_committee(facts: dict[str, Any], expected: dict[str, Any]) -> None:
    rules = book(
        {
            "key": "committee.outsiders",
            "value": {"join": True, "vote": False, "share": {"at_most": "1/3", "of": "places"}},
        },
        {"key": "age.committee", "value": {"min": 14}},
        {"key": "committee.membership", "value": {"min": 0, "max": 2}},
    )
    expect(ask(rules, "committee_place", **facts), **expected)


# --- Dismissal and loss ---------------------------------------------------------------------------------------------

PROPOSE = {
    "key": "dismissal.propose",
    "value": {
        "any": [{"at_least": "1/3", "of": "enrolled", "count": "proposers"}, {"at_least": 50, "count": "residents"}]
    },
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"proposers": 11, "residents": 49}, {"holds": False, "needed": 12}),
        ({"proposers": 12}, {"holds": True, "needed": 12}),
        ({"residents": 50}, {"holds": True}),
        ({"proposers": 11}, {"holds": None, "missing": ["residents"], "needed": 12}),
        ({}, {"holds": None, "missing": ["proposers", "residents"]}),
    ],
)
def test_a_motion_to_dismiss_needs_one_of_its_doors(facts: dict[str, Any], expected: dict[str, Any]) -> None:
    expect(ask(book(PROPOSE), "dismissal_proposal", enrolled=36, **facts), **expected)


def test_a_begun_procedure_keeps_the_majority_it_began_with() -> None:
    old = {"key": "dismissal.decide", "value": {"at_least": "2/3", "of": "enrolled"}, "until": "2026-07-01"}
    new = {
        "key": "dismissal.decide",
        "value": {"more_than": "1/2", "of": "enrolled"},
        "from": "2026-07-01",
        "begun": "old",
    }
    rules = book(old, new, {"key": "dismissal.target", "value": {"speaks": True, "votes": False}})
    facts = {"enrolled": 36, "in_favour": 20}
    expect(ask(rules, "dismissal", begun_on="2026-06-30", **facts), holds=False, needed=24, article="제1조")
    expect(ask(rules, "dismissal", begun_on="2026-07-01", **facts), holds=True, needed=19, result={"votes": False})
    expect(ask(rules, "dismissal", **facts), holds=None, missing=["begun_on"])


LOSS = {
    "key": "loss",
    "value": [
        {"ground": "moved_away", "when": {"moved_away": True}, "how": "automatic", "effect": "next_day"},
        {
            "ground": "absent",
            "when": {"absences_in_row": {"at_least": 3}},
            "how": "vote",
            "effect": "on_decision",
            "barred": {"years": 2},
            "article": "제1조제2호",
        },
    ],
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"moved_away": True, "event_on": "2026-02-28"},
            {"holds": True, "result": {"how": "automatic", "effective_on": "2026-03-01", "barred_until": None}},
        ),
        (
            {"moved_away": False, "absences_in_row": 3, "decision": "2026-09-17"},
            {
                "holds": True,
                "article": "제1조제2호",
                "result": {"effective_on": "2026-09-17", "barred_until": "2028-09-17"},
            },
        ),
        ({"moved_away": False, "absences_in_row": 2}, {"holds": False}),
        ({"moved_away": False}, {"holds": None, "missing": ["absences_in_row"]}),
        ({"absences_in_row": 3, "decision": "2026-09-17"}, {"holds": True}),
        ({"ground": "moved_away", "event_on": "2026-02-28"}, {"holds": True}),
        ({"ground": "absent", "absences_in_row": 2}, {"holds": False}),
        ({"ground": "unheard_of"}, {"holds": False}),
        ({"moved_away": True}, {"holds": True, "missing": ["event_on"], "result": {"effective_on": None}}),
    ],
)
def test_a_seat_is_lost_on_a_ground_from_a_day(facts: dict[str, Any], expected: dict[str, Any]) -> None:
    expect(ask(book(LOSS), "loss", **facts), **expected)


def test_absences_reach_the_limit_through_one_of_two_counts() -> None:
    doors = {"any": [{"at_least": 3, "count": "absences_in_row"}, {"at_least": 8, "count": "absences_in_year"}]}
    rules = book({"key": "absence", "value": doors})
    expect(ask(rules, "absence", absences_in_row=2, absences_in_year=8), holds=True)
    expect(ask(rules, "absence", absences_in_row=2, absences_in_year=7), holds=False, needed=3)
    expect(ask(rules, "absence", absences_in_row=2), holds=None, missing=["absences_in_year"])


# --- Assembly -------------------------------------------------------------------------------------------------------

TURNOUT = {"key": "assembly.quorum", "value": {"at_least": "0.5%", "of": "registered_population"}}
EARLY = {"key": "assembly.early", "value": {"allowed": True, "weight": "1/2", "counts": True}}


@pytest.mark.parametrize(
    ("rules", "facts", "expected"),
    [
        ((TURNOUT,), {"participants": 107}, {"holds": False, "needed": 108}),
        ((TURNOUT,), {"participants": 108}, {"holds": True, "needed": 108}),
        ((TURNOUT, EARLY), {"participants": 100, "early_participants": 16}, {"holds": True, "article": "제1조, 제2조"}),
        ((TURNOUT, EARLY), {"participants": 100, "early_participants": 15}, {"holds": False}),
        (
            (TURNOUT,),
            {"participants": 100, "early_participants": 8},
            {"holds": None, "because": "not_loaded", "needed": 108},
        ),
        ((TURNOUT,), {"participants": 100, "early_participants": 7}, {"holds": False}),
        (
            ({"key": "assembly.quorum", "bylaw": True},),
            {"participants": 300},
            {"holds": None, "because": "left_to_bylaw"},
        ),
        (({"key": "assembly.quorum", "none": True},), {"participants": 3}, {"holds": True, "needed": None}),
    ],
)
def test_an_assembly_needs_its_share_of_the_residents(
    rules: tuple[dict[str, Any], ...], facts: dict[str, Any], expected: dict[str, Any]
) -> None:
    expect(ask(book(*rules), "assembly_quorum", registered_population=21450, **facts), **expected)


def test_an_assembly_that_is_known_to_be_too_small_decides_nothing() -> None:
    rules = book(TURNOUT, {"key": "assembly.decision", "value": {"more_than": "1/2", "of": "participants"}})
    facts = {"participants": 100, "in_favour": 90}
    expect(ask(rules, "assembly_decision", **facts), holds=True, needed=51)
    expect(ask(rules, "assembly_decision", registered_population=21450, **facts), holds=False, failed=["quorum"])
    expect(ask(rules, "assembly_decision", participants=10, in_favour=11), holds=None, because="facts_disagree")


# --- Any key --------------------------------------------------------------------------------------------------------


def test_the_bylaw_answers_only_what_is_left_to_it() -> None:
    left = {"key": "meeting.notice", "bylaw": True}
    own = {"key": "meeting.notice", "value": {"days": 5, "before": "meeting"}, "article": "세칙 제4조"}
    facts = {"key": "meeting.notice", "meeting": "2026-09-17"}
    expect(ask(book(left), "due", **facts), holds=None, because="left_to_bylaw", article="제1조")
    expect(ask(book(left, bylaw=(own,)), "due", **facts), due="2026-09-12", article="세칙 제4조")
    expect(ask(book(left), "change", key="meeting.notice", level="bylaw"), holds=True)
    fixed = {"key": "meeting.notice", "value": {"days": 7, "before": "meeting"}}
    expect(ask(book(fixed, bylaw=(own,)), "due", **facts), due="2026-09-10", article="제1조")
    expect(ask(book(fixed), "change", key="meeting.notice", level="bylaw"), holds=False, article="제1조")


def test_without_delay_has_no_day() -> None:
    rules = book({"key": "minutes.published", "value": {"at_once": True, "after": "meeting"}})
    expect(
        ask(rules, "due", key="minutes.published", meeting="2026-09-17"), holds=None, because="at_once", article="제1조"
    )


def test_what_is_asked_of_the_wrong_key_is_not_guessed() -> None:
    rules = book({"key": "secretary.title", "value": "간사"})
    for question in ("threshold", "due", "body"):
        expect(ask(rules, question, key="secretary.title"), holds=None, because="not_loaded")
    expect(ask(rules, "value", key="no.such.key"), holds=None, because="not_loaded")
    expect(ask(rules, "value", key="secretary.title"), holds=True, result="간사")


def test_a_body_is_made_up_as_its_rule_says() -> None:
    made_of = [{"who": "official", "at_most": 1}, {"who": "outside", "at_least": "1/2"}]
    rules = book(
        {"key": "selection.committee", "value": {"seats": {"min": 3, "max": 5}, "made_of": made_of, "named_by": "head"}}
    )
    asked = {"key": "selection.committee"}
    expect(
        ask(rules, "body", who_counts={"official": 1, "outside": 2}, **asked), holds=True, result={"named_by": "head"}
    )
    expect(ask(rules, "body", who_counts={"official": 2, "outside": 2}, **asked), holds=False, failed=["official"])
    expect(ask(rules, "body", who_counts={"official": 1, "outside": 1}, **asked), failed=["seats"])
    expect(ask(rules, "body", **asked), holds=None, missing=["members"])


def test_an_allowance_is_its_won_times_the_times() -> None:
    rules = book({"key": "allowance", "value": [{"what": "meeting", "won": 30000, "per": "time"}]})
    expect(ask(rules, "allowance", what="meeting", times=3), holds=True, result=90000)
    expect(ask(rules, "allowance", what="meeting"), holds=None, missing=["times"])
    expect(ask(rules, "allowance", what="travel", times=1), holds=None, because="not_loaded")
