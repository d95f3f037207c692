"""What may be ruled: the keys with their labels, shapes and, for the portal's own settings, defaults."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from council.rulebook.shapes import SHAPES, Shape
from council.rulebook.spots import Reading, ShapeError, Spot

#: What stands in place of an article number that nobody has verified; shown as it is.
UNCHECKED = _("조문 확인 전")


class Unset:
    """No default: what no ordinance names is not determined, never another place's value."""

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET = Unset()


class Level(StrEnum):
    """Who set a rule; the database's Rule.Level has the same values."""

    PLATFORM = "PLATFORM"
    REGION = "REGION"
    COUNCIL = "COUNCIL"


#: The narrower level wins.
ORDER: dict[str, int] = {Level.PLATFORM: 0, Level.REGION: 1, Level.COUNCIL: 2}

LEVEL_LABELS = {Level.PLATFORM: _("포털 기본값"), Level.REGION: _("조례"), Level.COUNCIL: _("운영세칙")}


@dataclass(frozen=True, slots=True)
class RuleKey:
    """What may be ruled: label, shape and bounds; the portal's own settings have a default with its source."""

    key: str
    label: Any
    unit: Any
    default: Any
    article: Any
    minimum: int | None = None
    maximum: int | None = None
    shape: str = ""
    #: The fact that a threshold's figure is held against, unless the threshold names its own.
    count: str = ""
    #: The event that a deadline runs from, unless it names its own, and to which side.
    event: str = ""
    side: str = "after"
    choices: tuple[str, ...] = ()
    group: str = ""

    @property
    def is_operating(self) -> bool:
        """Return whether this is a setting of the portal itself, with a platform default."""
        return self.default is not UNSET

    @property
    def shape_(self) -> Shape:
        return SHAPES[self.shape]

    def read(self, spot: Spot) -> Any:
        """Return the value of this key's shape read from a spot; None after noting mistakes."""
        before = len(spot.reading.mistakes)
        parsed = self.shape_.parse(spot, self)
        return parsed if len(spot.reading.mistakes) == before else None

    def parse(self, raw: Any, *, facts: tuple[str, ...] = ()) -> Any:
        """Return the value in its shape. Raises ShapeError with every mistake."""
        reading = Reading(facts=facts)
        parsed = self.read(Spot(raw, (), reading))
        if reading.mistakes:
            raise ShapeError(reading.mistakes)
        return parsed

    def words(self, parsed: Any) -> str:
        """Return a parsed value as people say it."""
        if self.shape == "number":
            return f"{parsed}{self.unit}"
        if self.shape == "range":
            return parsed.words(str(self.unit))
        return self.shape_.words(parsed)

    def problem(self, value: Any) -> str | None:
        """Return why the value cannot stand, or None."""
        try:
            self.parse(value)
        except ShapeError as error:
            return error.mistakes[0].message
        return None


@dataclass(frozen=True, slots=True)
class RuleValue:
    """A setting of the portal as it stands on a day: its value, and where that comes from."""

    key: RuleKey
    value: Any
    level: str
    article: str
    checked: bool
    valid_from: dt.date | None = None

    @property
    def basis(self) -> str:
        """Return the article as printed beside a verdict, saying so when nobody has verified it."""
        article = self.article or self.level_label
        return article if self.checked else f"{article} ({UNCHECKED})"

    @property
    def level_label(self) -> str:
        """Return who set it: 포털 기본값, 조례 or 운영세칙."""
        return str(LEVEL_LABELS[Level(self.level)])

    @property
    def shown(self) -> str:
        """Return the value with its unit, as a person reads it."""
        if isinstance(self.value, bool):
            return now("예") if self.value else now("아니오")
        return f"{self.value}{self.key.unit}"


KEYS: dict[str, RuleKey] = {}


def register_key(
    key: str,
    *,
    label: Any,
    default: Any = UNSET,
    unit: Any = "",
    article: Any = "",
    minimum: int | None = None,
    maximum: int | None = None,
    shape: str = "",
    count: str = "",
    event: str = "",
    side: str = "after",
    choices: tuple[str, ...] = (),
    group: str = "",
) -> RuleKey:
    """Register a rule key, a setting of the portal with its default. Raises ValueError when it is registered twice.

    Without ``shape`` the default tells it: a yes/no, a number or a text.
    """
    if key in KEYS:
        raise ValueError(f"rule key {key} is registered twice")
    if not shape:
        shape = "yes_no" if isinstance(default, bool) else "number" if isinstance(default, int) else "text"
    if shape not in SHAPES:
        raise ValueError(f"rule key {key} has the unknown shape {shape}")
    KEYS[key] = RuleKey(key, label, unit, default, article, minimum, maximum, shape, count, event, side, choices, group)
    return KEYS[key]
