"""A verdict: what the rules say to one question on one day, with the figures and the article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any


class Strength(StrEnum):
    """What a verdict that does not hold means."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"


class Because(StrEnum):
    """Why a question is not determined."""

    NOT_LOADED = "not_loaded"
    LEFT_TO_BYLAW = "left_to_bylaw"
    CONTRADICTION = "contradiction"
    MISSING_FACT = "missing_fact"
    NEEDS_JUDGEMENT = "needs_judgement"
    AT_ONCE = "at_once"
    NOT_WHOLE = "not_whole"
    FACTS_DISAGREE = "facts_disagree"


_DATES = frozenset({"due", "starts", "last_day"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Holds, does not hold, or None for not determined; see docs/ordinances.md §7 for each line."""

    question: str
    holds: bool | None = None
    strength: str = Strength.BLOCKS
    needed: int | None = None
    allowed: int | None = None
    due: dt.date | None = None
    starts: dt.date | None = None
    last_day: dt.date | None = None
    result: Any = None
    article: str = ""
    because: str = ""
    missing: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    sentence: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)
    #: Whether everybody who entered a deciding article compared it with the original.
    checked: bool = False

    @property
    def determined(self) -> bool:
        return not self.because

    @property
    def blocks(self) -> bool:
        """Return whether an act that asked must not go on: it does not hold, or nobody can say, at full strength."""
        return self.holds is not True and self.strength == Strength.BLOCKS

    @property
    def tone(self) -> str:
        """Return "ok", "no" or "wait" (not determined) for the page."""
        return "wait" if self.holds is None else "ok" if self.holds else "no"

    def as_json(self) -> dict[str, Any]:
        """Return what a record keeps of the verdict: plain JSON, empty lines left out."""
        kept: dict[str, Any] = {}
        for line in fields(self):
            value = getattr(self, line.name)
            if value is None or value == "" or value == () or value == {}:
                continue
            kept[line.name] = plain(value)
        kept["holds"] = self.holds
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Verdict:
        """Return the verdict a record keeps; lines of later versions are passed over."""
        lines = {line.name for line in fields(cls)}
        values: dict[str, Any] = {name: value for name, value in kept.items() if name in lines}
        for name in _DATES & values.keys():
            values[name] = dt.date.fromisoformat(values[name])
        for name in ("missing", "failed"):
            values[name] = tuple(values.get(name, ()))
        return cls(**values)


def plain(value: Any) -> Any:
    """Return the value in JSON's own types: dates and fractions as text, tuples as lists."""
    if isinstance(value, StrEnum):
        return str(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return str(value)
