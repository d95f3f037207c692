"""A book of rules answers settings and questions; a question nobody can answer says why."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

import pytest

from council.rulebook import KEYS, QUESTIONS, Because, Clause, Facts, NotDetermined, RuleBook, Verdict, question
from council.rulebook.file import read_file

ON = dt.date(2026, 9, 17)
QUORUM = Clause(
    "meeting.quorum",
    "REGION",
    value={"more_than": "1/2", "of": "enrolled"},
    article="제17조제3항",
    locked=True,
    checked=True,
)


def book(*clauses: Clause) -> RuleBook:
    return RuleBook(clauses, on=ON)


@pytest.fixture
def asking() -> Iterator[None]:
    """Register a question for one test."""

    @question("test.quorum")
    def quorum(rules: RuleBook, facts: Facts) -> Verdict:
        answer = rules.need("meeting.quorum", facts)
        outcome = answer.value.test(facts)
        if outcome.holds is None:
            raise NotDetermined(answer, because=Because.MISSING_FACT, missing=tuple(outcome.missing))
        return Verdict("", outcome.holds, needed=outcome.needed, article=answer.article, checked=answer.checked)

    @question("test.due")
    def due(rules: RuleBook, facts: Facts) -> Verdict:
        return Verdict("", True, due=rules.need("minutes.made", facts).value.on(facts, rules.counting(facts)))

    yield
    del QUESTIONS["test.quorum"], QUESTIONS["test.due"]


@pytest.mark.usefixtures("asking")
def test_a_question_gets_its_verdict() -> None:
    verdict = book(QUORUM).ask("test.quorum", enrolled=36, present=18)
    assert (verdict.question, verdict.holds, verdict.needed, verdict.article) == (
        "test.quorum",
        False,
        19,
        "제17조제3항",
    )
    assert (verdict.tone, verdict.blocks, verdict.determined) == ("no", True, True)


@pytest.mark.usefixtures("asking")
def test_a_question_without_rule_or_fact_stays_open_and_says_why() -> None:
    for open_, because in (
        (book().ask("test.quorum", enrolled=36, present=18), Because.NOT_LOADED),
        (book(QUORUM).ask("test.quorum", present=18), Because.MISSING_FACT),
        (
            book(Clause("minutes.made", "REGION", value={"at_once": True}, article="제27조")).ask(
                "test.due", meeting=ON
            ),
            Because.AT_ONCE,
        ),
        (
            book(Clause("minutes.made", "REGION", value={"days": 3}, article="제27조")).ask("test.due"),
            Because.MISSING_FACT,
        ),
    ):
        assert (open_.holds, open_.because, open_.tone) == (None, because, "wait")
        assert open_.sentence
        assert open_.blocks


@pytest.mark.usefixtures("asking")
def test_days_are_counted_as_the_place_counts_them() -> None:
    rules = (
        Clause("minutes.made", "REGION", value={"days": 3}, article="제27조"),
        Clause("counting.roll", "REGION", value="next", article="제33조"),
        Clause("counting.first_day", "REGION", value="same_day", article="제33조"),
    )
    assert book(*rules[:1]).ask("test.due", meeting="2026-09-17").due == dt.date(2026, 9, 20)
    assert book(*rules[:2]).ask("test.due", meeting="2026-09-17").due == dt.date(2026, 9, 21)
    assert book(*rules).ask("test.due", meeting="2026-09-16").due == dt.date(2026, 9, 18)


def test_a_question_nobody_registered_is_an_error() -> None:
    with pytest.raises(KeyError):
        book().ask("weather")
    with pytest.raises(ValueError, match="twice"):
        question(next(iter(QUESTIONS)))(lambda rules, facts: Verdict(""))


def test_a_setting_has_the_platform_s_default_until_a_rule_stands() -> None:
    assert book().days("proposal.answer_days") == 30
    own = Clause("proposal.answer_days", "COUNCIL", value=14, article="세칙 제5조")
    rule = book(own).rule("proposal.answer_days")
    assert (rule.value, rule.level_label, rule.basis, rule.shown) == (
        14,
        "운영세칙",
        "세칙 제5조 (조문 확인 전)",
        "14일",
    )


def test_a_key_of_an_ordinance_has_no_default() -> None:
    with pytest.raises(KeyError):
        book().value("seats")
    assert all(rule.key.is_operating for rule in book())
    assert not book().loaded("seats")


def test_a_verdict_is_kept_and_read_again() -> None:
    verdict = Verdict(
        "quorum",
        False,
        needed=19,
        due=ON,
        missing=("present",),
        failed=("age",),
        result={"open": 18},
        figures={"enrolled": 36, "meeting": ON},
        sentence="모자랍니다.",
    )
    kept = verdict.as_json()
    assert kept["due"] == "2026-09-17"
    assert "needed" in kept
    assert "allowed" not in kept
    again = Verdict.from_json({**kept, "of_a_later_version": 1})
    assert (again.due, again.missing, again.failed, again.figures["meeting"]) == (
        ON,
        ("present",),
        ("age",),
        "2026-09-17",
    )
    assert Verdict.from_json(again.as_json()) == again


def test_a_place_s_own_words() -> None:
    assert book(Clause("labels", "REGION", value={"plan": "마을계획"}, article="제2조")).labels() == {
        "plan": "마을계획"
    }
    assert book().labels() == {}


def test_answers_are_quick() -> None:
    text = (
        "format: 1\nlevel: ordinance\nregion: '1120000000'\ntitle: 시험\nin_force: 2024-01-01\nrules:\n"
        "  - {key: meeting.quorum, article: 제1조, value: {more_than: 1/2, of: enrolled}}\n"
        "  - {key: meeting.quorum, article: 제2조, when: {matter: plan}, value: {more_than: 2/3, of: enrolled}}\n"
    )
    rules = RuleBook.of_files([read_file(text)], ON)
    facts = Facts({"matter": "plan", "enrolled": 36, "present": 20}, ON)
    rules.answer("meeting.quorum", facts).value.test(facts)
    started = time.perf_counter()
    for _turn in range(1000):
        rules.answer("meeting.quorum", facts).value.test(facts)
    # A twentieth of a millisecond is usual; the bound leaves room for a busy machine.
    assert time.perf_counter() - started < 1


def test_every_operating_key_is_registered_once() -> None:
    assert len(KEYS) == len(set(KEYS))
