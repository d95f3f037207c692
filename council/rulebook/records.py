"""Reading a mapping with known fields, one reader per field."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from council.rulebook.conditions import Condition, check_fact, read_condition
from council.rulebook.deadlines import Deadline
from council.rulebook.readers import read_deadline
from council.rulebook.spans import Span, read_span
from council.rulebook.spots import LARGEST, Spot


class Record:
    """A mapping at a spot. A field that is absent, or wrong and noted, gives the neutral value of its reader."""

    def __init__(self, spot: Spot, allowed: Collection[str], *, required: Collection[str] = ()) -> None:
        self.spot = spot
        self.fields = spot.fields(allowed, required=required)

    def __contains__(self, name: str) -> bool:
        return name in self.fields

    def __getitem__(self, name: str) -> Spot:
        return self.fields[name]

    def word(self, name: str, known: Collection[str] | None = None) -> str:
        return (self[name].word(known) or "") if name in self else ""

    def words(self, name: str, known: Collection[str] | None = None) -> tuple[str, ...]:
        return self[name].words(known) if name in self else ()

    def text(self, name: str, *, longest: int = 500) -> str:
        return (self[name].text(longest=longest) or "") if name in self else ""

    def flag(self, name: str) -> bool | None:
        return self[name].flag() if name in self else None

    def whole(self, name: str, *, least: int = 0, most: int = LARGEST) -> int | None:
        return self[name].whole(least=least, most=most) if name in self else None

    def fraction(self, name: str) -> Fraction | None:
        return self[name].fraction() if name in self else None

    def fact(self, name: str) -> str:
        word = self.word(name)
        return word if word and check_fact(word, self[name]) else ""

    def span(self, name: str) -> Span | None:
        return read_span(self[name]) if name in self else None

    def condition(self, name: str) -> Condition | None:
        return read_condition(self[name]) if name in self else None

    def deadline(self, name: str, event: str = "") -> Deadline | None:
        return read_deadline(self[name], event) if name in self else None

    def month_day(self, name: str) -> tuple[int, int] | None:
        return self[name].month_day() if name in self else None
