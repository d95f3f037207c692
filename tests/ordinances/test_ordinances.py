"""The ordinances that ship with the portal answer as somebody computed by hand, the edges of every fraction included."""

from __future__ import annotations

from pathlib import Path

import pytest

from council.rulebook import QUESTIONS, RuleBook
from council.rulebook.cases import CaseTable, differences, read_cases
from council.rulebook.file import in_sequence, read_file

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "council" / "ordinances"
TABLES = sorted(path.name for path in HERE.glob("*.yaml"))
#: Ordinances that are whole; the other tables are of amendments and 세칙.
WHOLE = (
    *("daedeok.yaml", "seongdong.yaml", "suncheon.yaml", "gaon.yaml"),
    *("gangdong.yaml", "gwangsan.yaml", "siheung.yaml"),
)
LEAST_CASES = 80


def table(name: str) -> CaseTable:
    return read_cases((HERE / name).read_bytes(), name)


def book_of(names: tuple[str, ...]) -> RuleBook:
    files = [read_file((SHIPPED / name).read_bytes(), name) for name in names]
    return RuleBook(in_sequence(files), on=max(file.in_force for file in files))


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.name)
def test_every_file_that_ships_is_read_without_a_mistake(path: Path) -> None:
    assert read_file(path.read_bytes(), path.name).clauses


@pytest.mark.parametrize("name", TABLES)
def test_every_answer_is_as_computed_by_hand(name: str) -> None:
    asked = table(name)
    found = [
        f"{name}:{each.case.line} {each.case.title} {each.line}: {each.expected!r}, not {each.found!r}"
        for each in differences(book_of(asked.files), asked.cases)
    ]
    assert found == []


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_ordinance_is_asked_at_least_eighty_things(name: str) -> None:
    assert len(table(name).cases) >= LEAST_CASES


def test_every_kind_of_question_is_asked_somewhere() -> None:
    asked = {case.ask for name in TABLES for case in table(name).cases}
    assert asked == set(QUESTIONS)


def test_every_answer_says_why_in_one_korean_sentence() -> None:
    for name in TABLES:
        asked = table(name)
        book = book_of(asked.files)
        for case in asked.cases:
            verdict = book.ask(case.ask, **case.facts)
            assert verdict.sentence.endswith("."), f"{name}:{case.line}"
            assert bool(verdict.because) == (verdict.holds is None), f"{name}:{case.line}"
