"""What ordinances of very different places say: ranges left to the 세칙, shares of other facts, ties, written votes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from council.rulebook import QUESTIONS, RuleBook
from council.rulebook.clauses import Clause
from council.rulebook.file import in_sequence, read_file
from council.rulebook.keys import KEYS, Level
from council.rulebook.spots import ShapeError

PAGE = (Path(__file__).parents[2] / "docs" / "ordinances.md").read_text()

HEAD = """format: 1
level: ordinance
region: "1120000000"
title: 시험 조례
in_force: 2024-01-01
rules:
"""
BYLAW = """format: 1
level: bylaw
council: majang
title: 시험 세칙
in_force: 2024-01-01
resolution: {on: 2024-01-01, meeting: 제1차 정기회의}
rules:
"""


def book(rules: str, bylaw: str = "") -> RuleBook:
    files = [read_file(HEAD + rules, "ordinance.yaml")]
    if bylaw:
        files.append(read_file(BYLAW + bylaw, "bylaw.yaml"))
    return RuleBook(in_sequence(files), on=files[0].in_force)


def ask(rules: str, question: str, bylaw: str = "", **facts: Any) -> Any:
    return book(rules, bylaw).ask(question, on="2026-09-17", **facts)


SEATS = "  - {key: seats, article: 제6조, value: {min: 15, max: 50, narrowed_by: bylaw}}\n"


@pytest.mark.parametrize(
    ("low", "high", "seats", "holds", "article"),
    [
        (30, 30, 30, True, "세칙 제2조"),
        (30, 30, 31, False, "세칙 제2조"),
        (10, 30, 40, True, "제6조"),  # below the ordinance's range: passed over
        (20, 51, 51, False, "제6조"),
    ],
)
def test_a_bylaw_narrows_a_range_that_is_left_to_it(low: int, high: int, seats: int, holds: bool, article: str) -> None:
    own = f"  - {{key: seats, article: 세칙 제2조, value: {{min: {low}, max: {high}}}}}\n"
    verdict = ask(SEATS, "seats", own, seats=seats)
    assert (verdict.holds, verdict.article) == (holds, article)


def test_a_bylaw_does_not_narrow_a_range_that_is_fixed() -> None:
    fixed = "  - {key: seats, article: 제6조, value: {min: 15, max: 50}}\n"
    own = "  - {key: seats, article: 세칙 제2조, value: {min: 30, max: 30}}\n"
    assert ask(fixed, "seats", own, seats=40).article == "제6조"


@pytest.mark.parametrize(
    ("seats", "places", "holds"), [(30, 10, True), (30, 11, False), (29, 10, False), (29, 9, True)]
)
def test_an_end_of_a_range_may_be_a_share_of_another_fact(seats: int, places: int, holds: bool) -> None:
    rule = "  - {key: committee.places, article: 제9조, value: {min: 3, max: {share: 1/3, of: seats}}}\n"
    assert ask(rule, "committees", seats=seats, places=places).holds is holds


def test_a_threshold_may_be_taken_of_a_base_several_times() -> None:
    rule = "  - {key: reserve.size, article: 제9조, value: {at_most: 1, of: seats, times: 3/2, count: reserves}}\n"
    assert ask(rule, "reserve", seats=21, reserves=31).holds is True  # 31.5
    assert ask(rule, "reserve", seats=21, reserves=32).holds is False


ELECTION = "  - key: officers\n    article: 제9조\n    value: [{office: chair, by: secret_ballot, tie: %s}]\n"


@pytest.mark.parametrize(
    ("tie", "facts", "holds"),
    [
        ("elder", {"elder": True}, True),
        ("elder", {"elder": False}, False),
        ("elder", {}, None),
        ("lot", {"drawn_by_lot": True}, True),
        ("revote", {}, False),
    ],
)
def test_equal_votes_are_settled_as_the_ordinance_says(tie: str, facts: dict[str, Any], holds: bool | None) -> None:
    verdict = ask(ELECTION % tie, "elect", office="chair", candidates=2, in_favour=10, runner_up=10, **facts)
    assert verdict.holds is holds


def test_early_votes_may_be_part_of_the_base_of_a_decision() -> None:
    rule = "  - {key: assembly.decision, article: 제14조, value: {more_than: 1/2, of: all_participants}}\n"
    facts: dict[str, Any] = {"participants": 80, "early_participants": 121}
    assert ask(rule, "assembly_decision", in_favour=101, **facts).holds is True  # 100.5 of 201
    assert ask(rule, "assembly_decision", in_favour=100, **facts).holds is False


def test_what_is_allowed_is_asked_with_its_conditions() -> None:
    rules = """  - {key: meeting.written, article: 제9조, value: false}
  - {key: meeting.written, article: 제9조 단서, when: {urgent: true}, value: true}
"""
    assert ask(rules, "allowed", key="meeting.written", urgent=False).holds is False
    assert ask(rules, "allowed", key="meeting.written", urgent=True).article == "제9조 단서"


def test_the_last_day_of_a_month_is_written_as_such() -> None:
    rule = "  - {key: plan.submit, article: 제9조, value: {date: 02-last, after: assembly}}\n"
    assert str(ask(rule, "due", key="plan.submit", assembly="2027-10-15").due) == "2028-02-29"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seats", {"min": {"share": "1/3"}}),
        ("seats", {"min": 5, "narrowed_by": "chair"}),
        ("plan.submit", {"date": "13-last"}),
        ("tracks", [{"track": "open", "by": "draw", "seats": {"at_least": "7/5"}}]),
        ("training", [{"hours": 6}]),
        ("officers", [{"office": "chair", "tie": "youngest"}]),
        ("reserve.size", {"at_most": 10, "times": 2}),
    ],
)
def test_what_cannot_be_meant_is_refused(key: str, value: Any) -> None:
    with pytest.raises(ShapeError):
        KEYS[key].parse(value)


def test_a_clause_knows_whether_it_leaves_its_range_open() -> None:
    assert Clause("seats", Level.REGION, value={"min": 1, "narrowed_by": "bylaw"}).is_narrowed
    assert not Clause("seats", Level.REGION, value={"min": 1}).is_narrowed


def test_the_whole_file_of_the_page_reads_as_it_stands() -> None:
    example = PAGE.split("## 9. A whole file")[1].split("```yaml\n")[1].split("```")[0]
    assert len(read_file(example, "page.yaml").clauses) == 19


def test_the_page_names_every_key_and_every_question() -> None:
    names = {key for key, known in KEYS.items() if not known.is_operating} | set(QUESTIONS)
    assert sorted(name for name in names if f"`{name}`" not in PAGE) == []
