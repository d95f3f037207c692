"""Tables of questions with the answers that somebody computed by hand (docs/ordinances.md §7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from council.rulebook.asking import QUESTIONS
from council.rulebook.document import Document, FileProblems, load
from council.rulebook.facts import Facts, Missing
from council.rulebook.records import Record
from council.rulebook.spots import Reading, Spot
from council.rulebook.verdict import Because, Verdict, plain

if TYPE_CHECKING:
    from council.rulebook.book import RuleBook

#: Lines of a verdict that a table may name.
LINES = frozenset(line.name for line in fields(Verdict)) - {"question"}


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a table, with the lines of the verdict that are expected."""

    ask: str
    facts: Mapping[str, Any]
    expect: Mapping[str, Any]
    name: str = ""
    line: int = 0

    @property
    def title(self) -> str:
        return f"{self.ask} ({self.name})" if self.name else self.ask


@dataclass(frozen=True, slots=True)
class CaseTable:
    """A table as its file holds it; ``files`` are the ordinances it is about."""

    cases: tuple[Case, ...]
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of a verdict that is not as expected."""

    case: Case
    line: str
    expected: Any
    found: Any
    verdict: Verdict = field(repr=False)


# --- Reading --------------------------------------------------------------------------------------------------------


def read_cases(text: str | bytes, name: str = "") -> CaseTable:
    """Return the table written in YAML or JSON: a list of cases, or ``{files: […], cases: […]}``.

    Unlike an ordinance it may use YAML's anchors and merges. Raises FileProblems with every mistake and its line.
    """
    document = load(text, name, aliases=True)
    reading = Reading()
    top = Spot(document.data, (), reading)
    files: tuple[str, ...] = ()
    if isinstance(document.data, dict):
        record = Record(top, ("files", "cases"), required=("cases",))
        files = record.words("files")
        top = record["cases"] if "cases" in record else top.at("cases", [])
    cases = [_read(spot, document) for spot in top.items()]
    if reading.mistakes:
        raise FileProblems([document.problem(mistake) for mistake in reading.mistakes], name)
    return CaseTable(tuple(cases), files)


def _read(spot: Spot, document: Document) -> Case:
    """Return one case; what is wrong with it is noted."""
    case = Record(spot, ("ask", "name", "facts", "expect"), required=("ask", "expect"))
    line, _column = document.place(spot.path)
    return Case(
        case.word("ask", tuple(QUESTIONS)),
        {name: field.raw for name, field in case["facts"].fields(None).items()} if "facts" in case else {},
        {name: field.raw for name, field in case["expect"].fields(LINES).items()} if "expect" in case else {},
        case.text("name"),
        line,
    )


# --- Running --------------------------------------------------------------------------------------------------------


def answer(book: RuleBook, case: Case) -> Verdict:
    """Return the verdict on a case; a case without a day is asked of no day and stays open."""
    try:
        facts = Facts(case.facts)
    except Missing:
        return Verdict(case.ask, None, because=Because.MISSING_FACT, missing=("on",))
    return book.ask_with(case.ask, facts)


def differences(book: RuleBook, cases: tuple[Case, ...]) -> Iterator[Difference]:
    """Go through every line of every verdict that is not as its table expects."""
    for case in cases:
        verdict = answer(book, case)
        for line, expected in case.expect.items():
            found = getattr(verdict, line)
            if not same(line, expected, found):
                yield Difference(case, line, expected, plain(found), verdict)


def same(line: str, expected: Any, found: Any) -> bool:
    """Return whether a line is as expected: lists of names in any order, of a mapping the lines it names."""
    if line in ("missing", "failed"):
        return {str(name) for name in expected or ()} == set(found)
    if line == "article":
        return _articles(expected) == _articles(found)
    return _alike(_normal(expected), _normal(found))


def _articles(text: Any) -> set[str]:
    return {" ".join(article.split()) for article in str(text or "").split(",") if article.strip()}


def _alike(expected: Any, found: Any) -> bool:
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(_alike(value, found.get(name)) for name, value in expected.items())
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    return bool(expected == found)


def _normal(value: Any) -> Any:
    """Return a value in JSON's own types, so that dates and fractions compare as they are written."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return int(value)
    if isinstance(value, Mapping):
        return {str(plain(name)): _normal(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_normal(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return plain(value)
