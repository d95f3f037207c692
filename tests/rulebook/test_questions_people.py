"""People: appointment, composition, training, terms, reappointment, vacancies, voters."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rulebook.asked import ask, book, expect

AGE = {"key": "age.member", "value": {"min": 18, "as_of": "announcement"}}
KINDS = {
    "key": "eligibility",
    "value": [
        {"kind": "resident", "requires": {"registered_here": True}, "article": "제2조제1호"},
        {"kind": "worker", "requires": {"works_here": True, "registered_in_city": True}},
    ],
}
DISMISSED = {
    "key": "disqualification",
    "value": [
        {"ground": "councillor", "when": {"local_councillor": True}},
        {"ground": "dismissed", "when": {"dismissed_on": {"within": {"years": 2}}}, "article": "제3조제2호"},
    ],
}
FINE = {
    "born_on": "2008-10-01",
    "announcement": "2026-10-01",
    "registered_here": True,
    "local_councillor": False,
    "dismissed_on": None,
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {"holds": True}),
        ({"born_on": "2008-10-02"}, {"holds": False, "failed": ["age"], "article": "제1조"}),
        ({"born_on": "2008-10-02", "local_councillor": True}, {"holds": False, "failed": ["age", "disqualification"]}),
        ({"registered_here": False, "works_here": True, "registered_in_city": False}, {"failed": ["eligibility"]}),
        ({"registered_here": False, "works_here": True}, {"holds": None, "missing": ["registered_in_city"]}),
        ({"dismissed_on": "2024-09-18"}, {"holds": False, "failed": ["disqualification"], "article": "제3조제2호"}),
        ({"dismissed_on": "2024-09-17"}, {"holds": True}),
        # One part that fails settles it, whatever else is not known.
        ({"born_on": "2008-10-02", "registered_here": None}, {"holds": False, "failed": ["age"]}),
        ({"local_councillor": None, "parts": ["age"]}, {"holds": True}),
    ],
)
def test_every_part_of_an_appointment_must_hold(facts: dict[str, Any], expected: dict[str, Any]) -> None:
    expect(ask(book(AGE, KINDS, DISMISSED), "appoint", **{**FINE, **facts}), **expected)


def test_a_fact_left_out_is_unknown_and_never_no() -> None:
    facts = {name: value for name, value in FINE.items() if name != "dismissed_on"}
    expect(ask(book(DISMISSED), "appoint", **facts), holds=None, because="missing_fact", missing=["dismissed_on"])


def test_without_any_rule_nobody_knows_who_may_be_appointed() -> None:
    expect(ask(book({"key": "secretary.title", "value": "간사"}), "appoint", age=40), holds=None, because="not_loaded")


def test_a_ground_that_a_person_judges_waits_for_the_judgement() -> None:
    judged = {"by": "head", "what": "품위를 손상했는지"}
    rules = book({"key": "disqualification", "value": [{"ground": "dignity", "judged": judged}]})
    expect(ask(rules, "appoint"), holds=None, because="needs_judgement", missing=["judgement"])
    expect(ask(rules, "appoint", judgement={"holds": False, "by": "head", "reason": "없음"}), holds=True)
    expect(ask(rules, "appoint", judgement={"holds": True, "by": "head", "reason": "있음"}), holds=False)


# --- Composition ----------------------------------------------------------------------------------------------------

SIXTY = {"key": "composition", "value": [{"of": "sex", "each": True, "at_most": "3/5", "base": "enrolled"}]}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"enrolled": 36, "sex_counts": {"female": 21, "male": 15}},
            {"holds": True, "result": {"female": 21, "male": 21}},
        ),
        ({"enrolled": 36, "sex_counts": {"female": 22, "male": 14}}, {"holds": False, "failed": ["female"]}),
        # Two are not counted: 20 may be 22.
        ({"enrolled": 36, "sex_counts": {"female": 20, "male": 14}}, {"holds": None, "missing": ["sex_counts"]}),
        ({"enrolled": 36, "sex_counts": {"female": 18, "male": 16}}, {"holds": True}),
        ({"enrolled": 30, "sex_counts": {"female": 18, "male": 13}}, {"holds": None, "because": "facts_disagree"}),
        ({"sex_counts": {"female": 1, "male": 1}}, {"holds": None, "missing": ["enrolled"]}),
        ({"enrolled": 0, "sex_counts": {"female": 0, "male": 0}}, {"holds": True}),
    ],
)
def test_shares_are_of_whole_people(facts: dict[str, Any], expected: dict[str, Any]) -> None:
    expect(ask(book(SIXTY), "composition", **facts), **expected)


def test_a_share_that_only_warns_does_not_block() -> None:
    young = {"of": "age", "is": {"at_most": 39}, "at_least": "1/5", "base": "enrolled", "strength": "warns"}
    rules = book({"key": "composition", "value": [young]})
    expect(ask(rules, "composition", enrolled=25, age_counts={39: 4, 40: 21}), holds=False, strength="warns")
    verdict = ask(rules, "composition", enrolled=25, age_counts={39: 5, 40: 20})
    expect(verdict, holds=True, result={"age:at_most:39": 5})


@pytest.mark.parametrize(("seats", "holds"), [(24, True), (25, False), (26, True)])
def test_halves_of_an_odd_number_cannot_all_hold(seats: int, holds: bool) -> None:
    halves = [{"of": "sex", "each": True, "at_most": "1/2", "base": "seats"}]
    expect(ask(book({"key": "composition", "value": halves}), "consistent", seats=seats), holds=holds)


# --- Tracks, reserve, vacancy ---------------------------------------------------------------------------------------


def test_tracks_that_do_not_come_out_whole_are_not_determined() -> None:
    open_ = {"track": "open", "by": "draw", "seats": "3/5"}
    rules = book({"key": "tracks", "value": [open_, {"track": "recommended", "by": "draw", "seats": "2/5"}]})
    expect(ask(rules, "tracks", seats=30), holds=True, result={"open": 18, "recommended": 12})
    expect(ask(rules, "tracks", seats=31), holds=None, because="not_whole")
    rounded = book(
        {"key": "tracks", "value": [{**open_, "round": "up"}, {"track": "rest", "by": "draw", "seats": "rest"}]}
    )
    expect(ask(rounded, "tracks", seats=31), result={"open": 19, "rest": 12})


def test_tracks_that_do_not_add_up_contradict_each_other() -> None:
    fixed = [{"track": "open", "by": "draw", "seats": 20}, {"track": "named", "by": "appointment", "seats": 5}]
    rules = book({"key": "tracks", "value": fixed})
    expect(ask(rules, "tracks", seats=25), holds=True)
    expect(ask(rules, "tracks", seats=30), holds=None, because="contradiction")


VACANCY = {
    "key": "vacancy",
    "value": {"fill": True, "from": ["reserve", "open_call"], "unless": {"remaining_months": {"less_than": 6}}},
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"remaining_months": 6, "reserves": 1}, {"holds": True, "result": "reserve"}),
        ({"remaining_months": 6, "reserves": 0}, {"holds": True, "result": "open_call"}),
        ({"remaining_months": 5, "reserves": 1}, {"holds": False}),
        ({"vacancy": "2026-06-30", "term_end": "2026-12-31", "reserves": 1}, {"holds": True}),
        ({"vacancy": "2026-07-01", "term_end": "2026-12-31", "reserves": 1}, {"holds": False}),
        ({"remaining_months": 12}, {"holds": True, "missing": ["reserves"], "result": None}),
        ({"reserves": 1}, {"holds": None, "because": "missing_fact"}),
    ],
)
def test_a_seat_is_filled_unless_too_little_of_the_term_is_left(
    facts: dict[str, Any], expected: dict[str, Any]
) -> None:
    expect(ask(book(VACANCY), "vacancy", **facts), **expected)


def test_a_reserve_list_that_has_run_out_fills_no_seat() -> None:
    rules = book(VACANCY, {"key": "reserve.valid", "value": {"years": 2}})
    facts = {"remaining_months": 12, "reserves": 3, "listed_on": "2024-09-17"}
    expect(ask(rules, "vacancy", **facts), result="reserve")
    expect(ask(rules, "vacancy", **{**facts, "listed_on": "2024-09-16"}), result="open_call")
    expect(ask(rules, "reserve", listed_on="2024-09-16"), holds=False, last_day="2026-09-16")


# --- Training -------------------------------------------------------------------------------------------------------

BEFORE_DRAW = {
    "key": "training",
    "value": {"hours": 6, "due": {"before": "draw"}, "valid": {"years": 2}, "missed": "loss"},
}
AFTERWARDS = {
    "key": "training",
    "value": {"hours": 6, "due": {"months": 6, "after": "appointment"}, "missed": "warning"},
}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"training_hours": 6, "trained_on": "2026-10-20"}, {"holds": True, "needed": 6, "due": "2026-10-20"}),
        ({"training_hours": 6, "trained_on": "2026-10-21"}, {"holds": False}),
        ({"training_hours": 5, "trained_on": "2026-10-19"}, {"holds": False, "needed": 6}),
        ({"training_hours": 6, "trained_on": "2024-10-20"}, {"holds": True}),
        ({"training_hours": 6, "trained_on": "2024-10-19"}, {"holds": False}),
        ({"training_hours": 6}, {"holds": None, "missing": ["trained_on"]}),
        ({"training_hours": 6, "trained_on": None}, {"holds": False}),
        ({"training_hours": 5}, {"holds": False}),
        ({}, {"holds": None, "missing": ["training_hours"], "needed": 6}),
    ],
)
def test_training_counts_in_time_and_while_it_is_valid(facts: dict[str, Any], expected: dict[str, Any]) -> None:
    expect(ask(book(BEFORE_DRAW), "training", draw="2026-10-20", **facts), **expected)


def test_training_due_later_does_not_stop_an_appointment() -> None:
    expect(ask(book(AFTERWARDS), "appoint", training_hours=0, appointment="2026-09-17"), holds=True)
    verdict = ask(book(AFTERWARDS), "training", training_hours=0, appointment="2026-08-31")
    expect(verdict, holds=False, strength="warns", due="2027-02-28", result={"missed": "warning"})


# --- Terms ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ({"years": 2}, {"appointment": "2025-01-15"}, {"starts": "2025-01-15", "last_day": "2027-01-14"}),
        ({"years": 2}, {"appointment": "2024-02-29"}, {"last_day": "2026-02-28"}),
        ({"years": 2, "starts": "first_of_month"}, {"appointment": "2025-01-01"}, {"starts": "2025-01-01"}),
        ({"years": 2, "starts": "first_of_month"}, {"appointment": "2025-01-02"}, {"starts": "2025-02-01"}),
        ({"years": 2, "starts": "predecessor_end"}, {"predecessor_end": "2025-12-31"}, {"starts": "2026-01-01"}),
        (
            {"years": 2, "starts": "predecessor_end"},
            {"appointment": "2026-01-01"},
            {"holds": None, "missing": ["predecessor_end"]},
        ),
        (
            {"years": 2, "starts": {"date": "01-01"}},
            {"appointment": "2025-01-02"},
            {"starts": "2026-01-01", "last_day": "2027-12-31"},
        ),
        ({"years": 2, "ends": {"date": "12-31"}}, {"appointment": "2025-03-05"}, {"last_day": "2026-12-31"}),
        ({"years": 2, "ends": {"date": "12-31"}}, {"appointment": "2025-01-01"}, {"last_day": "2026-12-31"}),
    ],
)
def test_a_term_counts_its_first_day(rule: dict[str, Any], facts: dict[str, Any], expected: dict[str, Any]) -> None:
    expect(ask(book({"key": "term", "value": rule}), "term", **facts), **expected)


def test_a_successor_gets_what_the_rule_on_successors_says_and_nothing_else() -> None:
    facts = {"appointment": "2026-03-10", "vacancy": "2026-02-20", "predecessor_end": "2026-12-31"}
    term = {"key": "term", "value": {"years": 2}}
    expect(ask(book(term), "term", **facts), holds=None, because="not_loaded")
    expect(
        ask(book(term, {"key": "term.successor", "value": "remaining"}), "term", **facts),
        last_day="2026-12-31",
        article="제2조",
    )
    expect(ask(book(term, {"key": "term.successor", "value": "full"}), "term", **facts), last_day="2028-03-09")


TERMS = [{"starts_on": "2022-01-01", "ends_on": "2023-12-31"}, {"starts_on": "2024-01-01", "ends_on": "2025-12-31"}]


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ({"limit": 1, "then": "draw"}, {"terms_served": 0}, {"holds": True, "result": "free"}),
        ({"limit": 1, "then": "draw"}, {"terms_served": 1}, {"holds": True, "result": "free"}),
        ({"limit": 1, "then": "draw"}, {"terms_served": 2}, {"holds": True, "result": "draw"}),
        ({"limit": 1, "then": "none"}, {"terms_served": 2}, {"holds": False, "result": "none"}),
        ({"limit": 0}, {"terms_served": 1}, {"holds": False}),
        ({"limit": None}, {}, {"holds": True, "result": "free"}),
        ({"limit": 1}, {}, {"holds": None, "missing": ["terms_served"]}),
        (
            {"limit": 1, "then": {"gap": {"years": 2}}},
            {"terms_served": 2, "last_ended_on": "2024-09-17"},
            {"holds": True},
        ),
        (
            {"limit": 1, "then": {"gap": {"years": 2}}},
            {"terms_served": 2, "last_ended_on": "2024-09-18"},
            {"holds": False},
        ),
        ({"limit": 1}, {"terms": TERMS, "appointment": "2026-01-01"}, {"holds": False}),
        # A day between breaks the row.
        ({"limit": 1}, {"terms": TERMS, "appointment": "2026-01-02"}, {"holds": True}),
        ({"limit": 1, "counting": "total"}, {"terms": TERMS, "appointment": "2030-01-01"}, {"holds": False}),
        ({"limit": 1}, {"terms": []}, {"holds": True}),
    ],
)
def test_a_limit_is_how_often_a_term_may_follow(
    rule: dict[str, Any], facts: dict[str, Any], expected: dict[str, Any]
) -> None:
    expect(ask(book({"key": "reappointment", "value": rule}), "reappointment", **facts), **expected)


def test_a_past_term_counts_as_the_rule_deems() -> None:
    rules = book(
        {"key": "reappointment", "value": {"limit": 1, "counting": "total", "then": "none"}},
        {"key": "term.deemed", "value": [{"when": {"served_months": {"less_than": 12}}, "counts": 0}]},
    )
    short = [*TERMS, {"starts_on": "2026-01-01", "ends_on": "2026-06-30"}]
    expect(ask(rules, "reappointment", terms=[TERMS[0], short[2]]), holds=True)
    expect(ask(rules, "reappointment", terms=short), holds=False)


# --- Voters, publication --------------------------------------------------------------------------------------------


def test_voters_are_told_by_reference_to_another_key() -> None:
    rules = book(
        KINDS, {"key": "assembly.voters", "value": {"as": "eligibility"}}, {"key": "age.assembly", "value": {"min": 15}}
    )
    expect(ask(rules, "voter", age=15, registered_here=True), holds=True)
    expect(ask(rules, "voter", age=14, registered_here=True), holds=False, failed=["age"], article="제3조")
    expect(ask(rules, "voter", age=15, registered_here=False, works_here=False), holds=False, failed=["voters"])
    expect(ask(book({"key": "age.assembly", "value": {"min": 15}}), "voter", age=15), holds=None, because="not_loaded")
    expect(ask(book({"key": "age.assembly", "value": {"min": 15}}), "voter", age=14), holds=False, failed=["age"])


def test_only_fields_that_are_named_are_published() -> None:
    rules = book({"key": "publication.members", "value": {"days": 15, "fields": ["name", "track"]}})
    expect(ask(rules, "published", field="name"), holds=True)
    expect(ask(rules, "published", field="phone"), holds=False)
    silent = book({"key": "publication.members", "value": {"days": 15}})
    expect(ask(silent, "published", field="name"), holds=None, because="not_loaded")
