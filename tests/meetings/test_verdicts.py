"""Sixty and more votes under the ordinances that ship, computed by hand."""

from __future__ import annotations

import pytest

from council.meetings.attending import Present, quorum
from council.meetings.models import AgendaItem
from council.meetings.services import Count, preview
from council.rulebook import Verdict
from tests.ordinances.test_ordinances import book_of

BOOKS = {
    "대덕": book_of(("daedeok.yaml",)),
    "성동": book_of(("seongdong.yaml",)),
    "순천": book_of(("suncheon.yaml",)),
    "가온": book_of(("gaon.yaml",)),
}

#: place, enrolled, present, needed to open, quorate. More than half of the enrolled; in 가온 three fifths.
OPENING = """
대덕 36 18 19 no
대덕 36 19 19 yes
대덕 35 17 18 no
대덕 35 18 18 yes
대덕  1  1  1 yes
성동 30 15 16 no
성동 30 16 16 yes
성동 41 20 21 no
성동 41 21 21 yes
순천 50 25 26 no
순천 50 26 26 yes
순천 21 10 11 no
순천 21 11 11 yes
순천  2  1  2 no
가온 30 17 18 no
가온 30 18 18 yes
가온 31 18 19 no
가온 31 19 19 yes
가온 40 23 24 no
가온 40 24 24 yes
"""

#: place, enrolled, present, recused, for, against, needed, carried.
#: 대덕: of those present less the recused. 성동, 순천: of those present; no rule takes the recused off. 가온 as 대덕.
DECIDING = """
대덕 36 24 0 12 12 13 no
대덕 36 24 0 13 11 13 yes
대덕 36 24 1 12 11 12 yes
대덕 36 24 1 11 12 12 no
대덕 36 24 3 11 10 11 yes
대덕 36 24 3 10 11 11 no
대덕 36 19 0 10  9 10 yes
대덕 36 19 0  9 10 10 no
대덕 36 19 2  9  8  9 yes
대덕 36 36 0 18 18 19 no
대덕 36 36 0 19 17 19 yes
대덕 36 36 35 1  0  1 yes
성동 36 24 0 12 12 13 no
성동 36 24 0 13 11 13 yes
성동 36 23 0 12 11 12 yes
성동 36 23 0 11 12 12 no
성동 36 24 1 12 11 13 no
성동 36 24 1 13 10 13 yes
성동 30 16 0  9  7  9 yes
성동 30 16 0  8  8  9 no
성동 30 30 0 15 15 16 no
성동 30 30 0 16 14 16 yes
순천 50 26 0 13 13 14 no
순천 50 26 0 14 12 14 yes
순천 50 27 0 14 13 14 yes
순천 50 27 0 13 14 14 no
순천 21 11 0  6  5  6 yes
순천 21 11 0  5  6  6 no
순천 21 20 2 10  8 11 no
순천 21 20 2 11  7 11 yes
가온 30 20 0 10 10 11 no
가온 30 20 0 11  9 11 yes
가온 30 20 1 10  9 10 yes
가온 30 20 1  9 10 10 no
가온 30 20 2  9  9 10 no
가온 30 20 2 10  8 10 yes
가온 30 18 0 10  8 10 yes
가온 30 18 0  9  9 10 no
"""

#: place, matter, enrolled, present, for, against, needed, carried: what an ordinance sets apart.
APART = """
대덕 dismissal 36 30 23  7 24 no
대덕 dismissal 36 30 24  6 24 yes
순천 dismissal 50 40 33  7 34 no
순천 dismissal 50 40 34  6 34 yes
가온 bylaw     30 24 19  5 20 no
가온 bylaw     30 24 20  4 20 yes
"""


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def decided(place: str, room: Present, yes: int, no: int, matter: str = "") -> Verdict:
    item = AgendaItem(kind="DECIDE", title="안건", matter=matter)
    return preview(item, room, BOOKS[place], Count(in_favour=yes, against=no))


@pytest.mark.parametrize("row", rows(OPENING), ids=" ".join)
def test_opening(row: list[str]) -> None:
    place, enrolled, present, needed, holds = row
    verdict = quorum(BOOKS[place], Present(int(enrolled), int(present), 0))
    assert (verdict.needed, verdict.holds) == (int(needed), holds == "yes"), verdict
    assert verdict.article


@pytest.mark.parametrize("row", rows(DECIDING), ids=" ".join)
def test_deciding(row: list[str]) -> None:
    place, *numbers, holds = row
    enrolled, present, recused, yes, no, needed = map(int, numbers)
    verdict = decided(place, Present(enrolled, present, 0, recused), yes, no)
    assert (verdict.needed, verdict.holds) == (needed, holds == "yes"), verdict
    assert verdict.article
    # What the resolution keeps says the same again.
    assert Verdict.from_json(verdict.as_json()).holds is verdict.holds


@pytest.mark.parametrize("row", rows(APART), ids=" ".join)
def test_matters_apart(row: list[str]) -> None:
    place, matter, *numbers, holds = row
    enrolled, present, yes, no, needed = map(int, numbers)
    verdict = decided(place, Present(enrolled, present, 0), yes, no, matter)
    assert (verdict.needed, verdict.holds) == (needed, holds == "yes"), verdict


def test_there_are_sixty() -> None:
    assert len(rows(OPENING)) + len(rows(DECIDING)) + len(rows(APART)) >= 60
