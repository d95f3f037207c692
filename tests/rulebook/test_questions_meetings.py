"""Meetings: quorum, votes, ties, recusals, those online, who may call one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rulebook.asked import ask, book, expect

HALF_OF_ENROLLED = {"key": "meeting.quorum", "value": {"more_than": "1/2", "of": "enrolled"}}
HALF_OF_PRESENT = {"key": "meeting.decision", "value": {"more_than": "1/2", "of": "present"}}
RECUSAL = {"key": "meeting.recusal", "value": {"leaves_base": True}}
CHAIR_BREAKS_TIES = {"key": "meeting.tie", "value": "chair"}
ONLINE = {"key": "meeting.online", "value": {"allowed": True, "counts": False}}


def test_a_quorum_says_how_many_are_missing() -> None:
    verdict = ask(book(HALF_OF_ENROLLED), "quorum", enrolled=36, present=18)
    expect(verdict, holds=False, needed=19, article="제1조", strength="blocks")
    assert verdict.sentence == "출석 18명으로 필요한 19명보다 1명 적습니다."
    assert verdict.figures == {"enrolled": 36, "present": 18}


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ({"more_than": "1/2", "of": "enrolled"}, {"enrolled": 0, "present": 0}, {"holds": False, "needed": 1}),
        # A half of nobody is nobody, but a meeting of nobody is none.
        ({"at_least": "1/2", "of": "enrolled"}, {"enrolled": 0, "present": 0}, {"holds": False, "needed": 1}),
        ({"at_least": "1/2", "of": "enrolled"}, {"enrolled": 24, "present": 12}, {"holds": True, "needed": 12}),
        ({"at_least": "2/3", "of": "enrolled"}, {"enrolled": 20, "present": 13}, {"holds": False, "needed": 14}),
        (
            {"at_least": "1/3", "of": "enrolled", "base_less": ["suspended"], "floor": 8},
            {"enrolled": 24, "suspended": 3, "present": 7},
            {"holds": False, "needed": 8},
        ),
        (
            {"more_than": "1/2", "of": "enrolled"},
            {"enrolled": 36},
            {"holds": None, "needed": 19, "missing": ["present"]},
        ),
        ({"more_than": "1/2", "of": "enrolled"}, {"present": 36}, {"holds": None, "missing": ["enrolled"]}),
    ],
)
def test_quorum_at_its_edges(rule: dict[str, Any], facts: dict[str, Any], expected: dict[str, Any]) -> None:
    expect(ask(book({"key": "meeting.quorum", "value": rule}), "quorum", **facts), **expected)


def test_more_people_than_there_are_is_no_quorum_but_a_mistake() -> None:
    verdict = ask(book(HALF_OF_ENROLLED), "quorum", enrolled=20, present=21)
    expect(verdict, holds=None, because="facts_disagree")


@pytest.mark.parametrize(
    ("rules", "facts", "expected"),
    [
        # 19 of 36 with 2 online: without them 17.
        ((HALF_OF_ENROLLED, ONLINE), {"online": 2}, {"holds": False, "article": "제1조, 제2조"}),
        ((HALF_OF_ENROLLED, ONLINE), {"online": 0}, {"holds": True, "article": "제1조"}),
        ((HALF_OF_ENROLLED, {**ONLINE, "value": {"allowed": True, "counts": True}}), {"online": 2}, {"holds": True}),
        # No rule says whether they count, and it matters.
        ((HALF_OF_ENROLLED,), {"online": 2}, {"holds": None, "because": "not_loaded", "needed": 19}),
        ((HALF_OF_ENROLLED,), {"online": 2, "present": 30}, {"holds": True}),
        ((HALF_OF_ENROLLED, {"key": "meeting.online", "bylaw": True}), {"online": 2}, {"because": "left_to_bylaw"}),
    ],
)
def test_those_online_count_as_the_rule_says(
    rules: tuple[dict[str, Any], ...], facts: dict[str, Any], expected: dict[str, Any]
) -> None:
    expect(ask(book(*rules), "quorum", **{"enrolled": 36, "present": 19, **facts}), **expected)


# --- Votes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"present": 24, "in_favour": 12}, {"holds": False, "needed": 13}),
        ({"present": 24, "in_favour": 13}, {"holds": True, "needed": 13}),
        ({"present": 23, "in_favour": 12}, {"holds": True, "needed": 12}),
        ({"present": 0, "in_favour": 0}, {"holds": False, "needed": 1}),
        ({"present": 24}, {"holds": None, "needed": 13, "missing": ["in_favour"]}),
        ({"present": 10, "in_favour": 11}, {"holds": None, "because": "facts_disagree"}),
        # Abstaining does not lessen the base.
        ({"present": 24, "in_favour": 12, "against": 2, "abstained": 10}, {"holds": False}),
        # A vote that is known to lack its quorum decides nothing.
        ({"enrolled": 36, "present": 18, "in_favour": 18}, {"holds": False, "failed": ["quorum"], "needed": 10}),
        ({"enrolled": 36, "present": 19, "in_favour": 10}, {"holds": True, "failed": []}),
    ],
)
def test_a_majority_of_those_present(facts: dict[str, Any], expected: dict[str, Any]) -> None:
    rules = book(HALF_OF_PRESENT, HALF_OF_ENROLLED)
    expect(ask(rules, "decision", matter="ordinary", **facts), **expected)


@pytest.mark.parametrize(
    ("rules", "facts", "expected"),
    [
        ((HALF_OF_PRESENT, RECUSAL), {"recused": 1, "in_favour": 12}, {"holds": True, "needed": 12}),
        ((HALF_OF_PRESENT, RECUSAL), {"recused": 0, "in_favour": 12}, {"holds": False, "needed": 13}),
        ((HALF_OF_PRESENT, RECUSAL), {"in_favour": 12}, {"holds": None, "missing": ["recused"]}),
        ((HALF_OF_PRESENT,), {"recused": 1, "in_favour": 12}, {"holds": False, "needed": 13}),
        (
            (HALF_OF_PRESENT, {"key": "meeting.recusal", "bylaw": True}),
            {"recused": 1, "in_favour": 12},
            {"holds": None, "because": "left_to_bylaw"},
        ),
        (
            (HALF_OF_PRESENT, {"key": "meeting.recusal", "bylaw": True}),
            {"recused": 0, "in_favour": 12},
            {"holds": False},
        ),
        # Of all enrolled the recused stay a part, unless the threshold itself takes them off.
        (
            ({"key": "meeting.decision", "value": {"at_least": "2/3", "of": "enrolled"}}, RECUSAL),
            {"enrolled": 30, "recused": 3, "in_favour": 20},
            {"holds": True, "needed": 20},
        ),
        (
            ({"key": "meeting.decision", "value": {"more_than": "1/2", "of": "present_unrecused"}}, RECUSAL),
            {"recused": 4, "in_favour": 11},
            {"holds": True, "needed": 11},
        ),
    ],
)
def test_the_recused_leave_the_base(
    rules: tuple[dict[str, Any], ...], facts: dict[str, Any], expected: dict[str, Any]
) -> None:
    expect(ask(book(*rules), "decision", **{"matter": "ordinary", "present": 24, **facts}), **expected)


@pytest.mark.parametrize(
    ("rules", "facts", "expected"),
    [
        ((HALF_OF_PRESENT,), {"against": 12}, {"holds": False, "article": "제1조"}),
        (
            (HALF_OF_PRESENT, {"key": "meeting.tie", "value": "rejected"}),
            {"against": 12},
            {"holds": False, "needed": 13},
        ),
        ((HALF_OF_PRESENT, CHAIR_BREAKS_TIES), {"against": 12}, {"holds": None, "because": "needs_judgement"}),
        (
            (HALF_OF_PRESENT, CHAIR_BREAKS_TIES),
            {"against": 12, "judgement": {"holds": True, "by": "chair"}},
            {"holds": True},
        ),
        (
            (HALF_OF_PRESENT, CHAIR_BREAKS_TIES),
            {"against": 12, "judgement": {"holds": False, "by": "chair"}},
            {"holds": False},
        ),
        ((HALF_OF_PRESENT, CHAIR_BREAKS_TIES), {"against": 11, "abstained": 1}, {"holds": False}),
        # Exactly half: whether the others were against is not known.
        ((HALF_OF_PRESENT, CHAIR_BREAKS_TIES), {}, {"holds": None, "missing": ["against"], "needed": 13}),
        ((HALF_OF_PRESENT, CHAIR_BREAKS_TIES), {"in_favour": 11}, {"holds": False, "needed": 13}),
        (
            (HALF_OF_PRESENT, {"key": "meeting.tie", "bylaw": True}),
            {"against": 12},
            {"holds": None, "because": "left_to_bylaw"},
        ),
    ],
)
def test_a_tie_is_as_the_rule_on_ties_says(
    rules: tuple[dict[str, Any], ...], facts: dict[str, Any], expected: dict[str, Any]
) -> None:
    given = {"matter": "ordinary", "present": 24, "in_favour": 12, **facts}
    expect(ask(book(*rules), "decision", **given), **expected)


def test_the_change_of_a_bylaw_has_its_own_majority_where_one_is_loaded() -> None:
    own = {"key": "bylaw.change", "value": {"at_least": "2/3", "of": "enrolled"}}
    rules = book(HALF_OF_PRESENT, own)
    expect(
        ask(rules, "decision", matter="bylaw", enrolled=36, present=30, in_favour=23),
        holds=False,
        needed=24,
        article="제2조",
    )
    expect(
        ask(book(HALF_OF_PRESENT), "decision", matter="bylaw", present=30, in_favour=16), holds=True, article="제1조"
    )


def test_a_matter_that_is_not_told_leaves_the_majority_open() -> None:
    special = {"key": "meeting.decision", "when": {"matter": "budget"}, "value": {"at_least": "2/3", "of": "present"}}
    rules = book(HALF_OF_PRESENT, special)
    expect(ask(rules, "decision", present=24, in_favour=13), holds=None, because="missing_fact", missing=["matter"])
    expect(ask(rules, "decision", matter="budget", present=24, in_favour=15), holds=False, needed=16)


def test_two_rules_that_differ_and_both_hold_are_a_contradiction_with_both_articles() -> None:
    urgent = {"key": "meeting.quorum", "when": {"urgent": True}, "value": {"at_least": "1/3", "of": "enrolled"}}
    plan = {"key": "meeting.quorum", "when": {"matter": "plan"}, "value": {"at_least": "2/3", "of": "enrolled"}}
    verdict = ask(book(urgent, plan), "quorum", urgent=True, matter="plan", enrolled=30, present=30)
    expect(verdict, holds=None, because="contradiction", article="제1조, 제2조")


# --- Calling, notice, frequency -------------------------------------------------------------------------------------

DOORS = {
    "key": "meeting.call",
    "value": {
        "any": [
            {"by": "chair"},
            {"by": "head", "consulted": ["chair"]},
            {"at_least": "1/3", "of": "enrolled"},
            {"at_least": 30, "count": "residents"},
        ]
    },
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"called_by": "chair"}, {"holds": True}),
        ({"called_by": "head", "consulted": ["chair"]}, {"holds": True}),
        ({"called_by": "members", "callers": 12, "residents": 0}, {"holds": True, "needed": 12}),
        ({"called_by": "members", "callers": 11, "residents": 29}, {"holds": False, "needed": 12}),
        ({"called_by": "members", "callers": 11, "residents": 30}, {"holds": True, "needed": 30}),
        # Where people are counted and nobody is named, no single person asked.
        ({"callers": 11, "residents": 0}, {"holds": False, "needed": 12}),
        ({"called_by": "members", "callers": 11}, {"holds": None, "missing": ["residents"]}),
        ({"called_by": "head", "callers": 0, "residents": 0}, {"holds": None, "missing": ["consulted"]}),
        ({"called_by": "head", "callers": 0, "residents": 0, "consulted": []}, {"holds": False}),
        ({"callers": 37, "residents": 0}, {"holds": None, "because": "facts_disagree"}),
    ],
)
def test_one_of_several_doors_suffices(facts: dict[str, Any], expected: dict[str, Any]) -> None:
    expect(ask(book(DOORS), "call", enrolled=36, **facts), **expected)


NOTICE = {"key": "meeting.notice", "value": {"days": 7, "before": "meeting"}}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"notice": "2026-09-10"}, {"holds": True, "due": "2026-09-10"}),
        ({"notice": "2026-09-11"}, {"holds": False, "due": "2026-09-10"}),
        ({}, {"holds": None, "due": "2026-09-10", "missing": ["notice"]}),
    ],
)
def test_notice_is_in_time_up_to_its_last_day(facts: dict[str, Any], expected: dict[str, Any]) -> None:
    expect(ask(book(NOTICE), "notice", meeting="2026-09-17", **facts), **expected)


def test_an_assembly_has_a_notice_of_its_own() -> None:
    rules = book(NOTICE, {"key": "assembly.notice", "value": {"months": 1, "before": "assembly"}})
    expect(
        ask(rules, "notice", kind="assembly", assembly="2026-03-31", notice="2026-02-28"), holds=True, due="2026-02-28"
    )
    expect(ask(rules, "notice", kind="assembly", meeting="2026-03-31", notice="2026-03-01"), holds=False)


def test_only_periods_that_are_over_ask_for_meetings() -> None:
    twice_a_year = book({"key": "meeting.regular", "value": {"times": 2, "per": "year"}})
    expect(ask(twice_a_year, "meeting_frequency", held=0, months=11), holds=True, needed=0)
    expect(ask(twice_a_year, "meeting_frequency", held=1, months=12), holds=False, needed=2)
    quarterly = book({"key": "meeting.regular", "value": {"times": 1, "per": "quarter"}})
    expect(ask(quarterly, "meeting_frequency", held=2, months=8), holds=True, needed=2)
