"""Which of many dated rules answers, and why sometimes none can."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from council.rulebook import Because, Clause, Facts, Kind, RuleBook
from council.rulebook.clauses import Answer

ON = dt.date(2026, 9, 17)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def ordinance(value: Any = None, **more: Any) -> Clause:
    options: dict[str, Any] = {"article": "제1조", "locked": more.get("answer", Kind.VALUE) == Kind.VALUE, **more}
    return Clause("assembly.times", "REGION", value=value, **options)


def bylaw(value: Any = None, **more: Any) -> Clause:
    return Clause("assembly.times", "COUNCIL", value=value, **{"article": "세칙 제1조", **more})


def asked(*clauses: Clause, **facts: Any) -> Answer:
    return RuleBook(clauses, on=ON).answer("assembly.times", Facts({"on": ON, **facts}))


def said(answer: Answer) -> tuple[Any, str]:
    return (answer.value if answer.kind is Kind.VALUE else str(answer.kind), answer.article)


# --- Answers and levels -----------------------------------------------------------------------------------------------


def test_an_ordinance_answers() -> None:
    assert said(asked(ordinance(2))) == (2, "제1조")


def test_what_no_rule_names_is_not_determined() -> None:
    answer = asked()
    assert (answer.kind, answer.because, answer.determined) == (Kind.UNDETERMINED, Because.NOT_LOADED, False)


def test_a_locked_rule_bars_the_bylaw() -> None:
    assert said(asked(ordinance(2), bylaw(3))) == (2, "제1조")


def test_an_unlocked_rule_gives_way_to_the_bylaw() -> None:
    assert said(asked(ordinance(2, locked=False), bylaw(3))) == (3, "세칙 제1조")


def test_what_is_left_to_the_bylaw_waits_for_it() -> None:
    left = ordinance(answer=Kind.BYLAW)
    alone = asked(left)
    assert (alone.kind, alone.because, alone.article) == (Kind.BYLAW, Because.LEFT_TO_BYLAW, "제1조")
    assert said(asked(left, bylaw(3))) == (3, "세칙 제1조")


def test_expressly_none_is_an_answer_without_a_value() -> None:
    answer = asked(ordinance(answer=Kind.NONE))
    assert (answer.kind, answer.determined, answer.value, answer.because) == (Kind.NONE, True, None, "")


def test_what_a_person_judges_is_not_computed() -> None:
    answer = asked(ordinance({"by": "head", "what": "품위"}, answer=Kind.JUDGED))
    assert (answer.kind, answer.because) == (Kind.JUDGED, Because.NEEDS_JUDGEMENT)


def test_a_bylaw_may_fill_what_the_ordinance_fixes_only_for_some() -> None:
    fixed = ordinance(2, when={"first_council": True})
    assert said(asked(fixed, bylaw(3), first_council=True)) == (2, "제1조")
    assert said(asked(fixed, bylaw(3), first_council=False)) == (3, "세칙 제1조")
    assert asked(fixed, bylaw(3)).missing == {"first_council"}


# --- Days -------------------------------------------------------------------------------------------------------------


def test_a_rule_holds_from_its_first_day_until_the_day_it_ends() -> None:
    rule = ordinance(2, valid_from=day("2026-01-01"), valid_until=day("2026-09-17"))
    assert asked(rule, on="2026-09-16").value == 2
    assert asked(rule, on="2026-09-17").because == Because.NOT_LOADED
    assert asked(rule, on="2025-12-31").because == Because.NOT_LOADED


OLD = ordinance(1, valid_until=day("2026-07-01"), article="제2조")
NEW = ordinance(2, valid_from=day("2026-07-01"), begun_old=True, article="제2조(개정)")


@pytest.mark.parametrize(("begun_on", "value"), [("2026-06-30", 1), ("2026-07-01", 2), ("2026-09-17", 2)])
def test_a_procedure_already_begun_keeps_the_old_rule(begun_on: str, value: int) -> None:
    assert asked(OLD, NEW, begun_on=begun_on).value == value


def test_without_its_beginning_a_procedure_is_not_judged() -> None:
    answer = asked(OLD, NEW)
    assert (answer.because, set(answer.missing)) == (Because.MISSING_FACT, {"begun_on"})


def test_the_beginning_does_not_matter_where_nothing_changed() -> None:
    assert asked(ordinance(2, valid_until=day("2026-07-01"), article=NEW.article), NEW).value == 2
    assert asked(NEW).value == 2


def test_a_new_rule_holds_for_all_unless_it_says_otherwise() -> None:
    new = ordinance(2, valid_from=day("2026-07-01"))
    assert asked(OLD, new, begun_on="2026-01-01").value == 2


# --- Conditions and cohorts -------------------------------------------------------------------------------------------


def test_the_most_specific_rule_answers() -> None:
    rules = (ordinance(1), ordinance(2, when={"urgent": True}), ordinance(3, when={"urgent": True, "disaster": True}))
    assert asked(*rules, urgent=False, disaster=True).value == 1
    assert asked(*rules, urgent=True, disaster=False).value == 2
    assert asked(*rules, urgent=True, disaster=True).value == 3


def test_a_rank_goes_before_the_count_of_conditions() -> None:
    rules = (ordinance(2, when={"urgent": True, "disaster": True}), ordinance(3, when={"first_council": True}, rank=9))
    assert asked(*rules, urgent=True, disaster=True, first_council=True).value == 3


def test_a_rule_that_might_win_leaves_it_open_and_names_the_fact() -> None:
    answer = asked(ordinance(1), ordinance(2, when={"urgent": True}, article="제3조"))
    assert (answer.because, set(answer.missing)) == (Because.MISSING_FACT, {"urgent"})
    assert answer.article == "제3조, 제1조"


def test_a_fact_that_would_change_nothing_is_not_asked_for() -> None:
    assert asked(ordinance(1), ordinance(1, when={"urgent": True})).value == 1
    other_article = asked(ordinance(1), ordinance(1, when={"urgent": True}, article="제3조"))
    assert other_article.missing == {"urgent"}
    assert (
        asked(ordinance(1, when={"urgent": True}, rank=0), ordinance(2, when={"disaster": True}), disaster=True).value
        == 2
    )


def test_rules_of_equal_rank_that_differ_contradict_each_other() -> None:
    answer = asked(
        ordinance(1, when={"urgent": True}, article="제3조"),
        ordinance(2, when={"disaster": True}, article="제4조"),
        urgent=True,
        disaster=True,
    )
    assert (answer.because, answer.article) == (Because.CONTRADICTION, "제3조, 제4조")


def test_rules_that_agree_answer_together() -> None:
    rules = (
        ordinance(2, when={"urgent": True}, article="제3조"),
        ordinance(2, when={"disaster": True}, article="제4조"),
    )
    assert said(asked(*rules, urgent=True, disaster=True)) == (2, "제3조, 제4조")


def test_a_cohort_keeps_its_own_rule() -> None:
    rules = (ordinance(1), ordinance(2, cohort={"appointed_before": "2025-01-01"}, article="부칙 제2조"))
    assert asked(*rules, appointed_on="2024-12-31").value == 2
    assert asked(*rules, appointed_on="2025-01-01").value == 1
    assert asked(*rules).missing == {"appointed_on"}


def test_a_cohort_counts_as_one_condition() -> None:
    rules = (
        ordinance(1, cohort={"appointed_from": "2024-01-01", "appointed_before": "2025-01-01"}),
        ordinance(2, when={"urgent": True, "disaster": True}),
    )
    assert asked(*rules, appointed_on="2024-06-01", urgent=True, disaster=True).value == 2


def test_a_different_strength_is_a_different_answer() -> None:
    rules = (ordinance(1, when={"urgent": True}), ordinance(1, when={"disaster": True}, strength="warns"))
    assert asked(*rules, urgent=True, disaster=True).because == Because.CONTRADICTION


def test_the_order_of_the_rules_does_not_matter() -> None:
    rules = [
        ordinance(1),
        ordinance(2, when={"urgent": True}),
        ordinance(3, when={"matter": "plan"}),
        bylaw(4),
    ]
    for facts in ({}, {"urgent": True}, {"urgent": False, "matter": "plan"}, {"urgent": True, "matter": "plan"}):
        one, other = asked(*rules, **facts), asked(*reversed(rules), **facts)
        assert (one.kind, one.because, one.missing, one.value) == (
            other.kind,
            other.because,
            other.missing,
            other.value,
        )


def test_a_value_is_read_when_it_is_first_asked_for() -> None:
    broken = ordinance("두 번", when={"urgent": True})
    assert asked(ordinance(2), broken, urgent=False).value == 2


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (ordinance(2), "2번"),
        (ordinance(answer=Kind.NONE), "정한 것 없음"),
        (ordinance(answer=Kind.BYLAW), "운영세칙이 정함"),
        (ordinance({"by": "head", "what": "품위를 지켰는지"}, answer=Kind.JUDGED), "사람이 판단함: 품위를 지켰는지"),
        (ordinance("두 번"), "두 번"),
    ],
)
def test_people_say_it_so(clause: Clause, words: str) -> None:
    assert clause.words == words
