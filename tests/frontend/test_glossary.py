"""One term per thing, on the page and in docs/glossary.md."""

from __future__ import annotations

from collections import Counter

from council.glossary import all_terms
from council.run.places import ROOT


def test_docs_and_page_hold_the_same_pairs() -> None:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    written = {
        tuple(cell.strip(" `") for cell in line.strip("|").split("|")) for line in lines if line.startswith("| ")
    }
    assert {(term.word, term.english, term.identifier) for term in all_terms()} <= written
    assert len(written) == len(all_terms()) + 1  # the heading row


def test_no_word_and_no_anchor_stands_twice() -> None:
    for name in ("word", "english", "slug"):
        counted = Counter(getattr(term, name) for term in all_terms())
        assert max(counted.values()) == 1, counted.most_common(1)
