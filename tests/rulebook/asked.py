"""Asking rules written out in a test, through the file format that a place would use."""

from __future__ import annotations

import json
from typing import Any

from council.rulebook import RuleBook, Verdict
from council.rulebook.cases import same
from council.rulebook.file import in_sequence, read_file

ON = "2026-09-17"


def book(
    *rules: dict[str, Any], bylaw: tuple[dict[str, Any], ...] = (), facts: dict[str, Any] | None = None
) -> RuleBook:
    """Return the rules of one ordinance, and of a 세칙 below it."""
    top = {"format": 1, "in_force": "2020-01-01"}
    texts = [{**top, "level": "ordinance", "region": "9900000000", "title": "시험 조례", "rules": _numbered(rules)}]
    if facts:
        texts[0]["facts"] = facts
    if bylaw:
        resolution = {"on": "2020-01-01"}
        texts.append(
            {
                **top,
                "level": "bylaw",
                "council": "try",
                "title": "시험 세칙",
                "resolution": resolution,
                "rules": _numbered(bylaw),
            }
        )
    files = [read_file(json.dumps(text), "try.json") for text in texts]
    return RuleBook(in_sequence(files), on=files[0].in_force)


def _numbered(rules: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    return [{"article": f"제{number}조", **rule} for number, rule in enumerate(rules, start=1)]


def ask(rules: RuleBook, question: str, /, **facts: Any) -> Verdict:
    """Return the verdict, on the day of the tests unless another is given."""
    return rules.ask(question, **{"on": ON, **facts})


def expect(verdict: Verdict, **lines: Any) -> None:
    """Assert the lines named, as a table of cases does."""
    found = {name: getattr(verdict, name) for name in lines}
    different = {name: found[name] for name, wanted in lines.items() if not same(name, wanted, found[name])}
    assert not different, f"{different} instead of {lines}: {verdict}"
    assert verdict.sentence
