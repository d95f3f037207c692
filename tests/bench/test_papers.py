"""The pieces of ``bench.papers`` work; how fast anything is, is never a test."""

from __future__ import annotations

from bench.papers import bare, measure, minutes, told
from council.documents.layout import lay_out, texts
from tests.documents.readers import pdf_text, squeezed


def test_the_yardstick_sets_the_same_text() -> None:
    paper = minutes(1)
    found = squeezed(pdf_text(bare(paper)))
    assert all(squeezed(text) in found for text in texts(lay_out(paper.context)))


def test_it_measures_and_tells() -> None:
    found = measure(1)
    assert {len(times) for times in found.values()} == {1}
    lines = told({"bare": [0.1, 0.1], "pdf": [0.2, 0.5], "hwpx": [1.0, 3.0], "xlsx": [0.1, 0.1]})
    assert "3.50배" in lines[-2]
    assert "못 닿음" in lines[-2]
    assert "HWPX 2.00초" in lines[-1]
