"""Reading a value that somebody wrote: every mistake is noted with its place, and reading goes on."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from council.rulebook.fractions import NotAFraction, fraction

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
#: Days beyond these years are slips of the finger.
FIRST_YEAR, LAST_YEAR = 1900, 2200
#: Larger counts of people, days or won are slips of the finger.
LARGEST = 10**15

Step: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: where in the value (keys and positions from its top), and one Korean sentence."""

    path: tuple[Step, ...]
    message: str


class ShapeError(ValueError):
    """A value does not have its key's shape; carries every mistake found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(m.message for m in self.mistakes))


class _AnyFact:
    """Stands for the names of facts where they were checked when the rule was entered."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0


ANY_FACT: Any = _AnyFact()


@dataclass(slots=True)
class Reading:
    """One act of reading: its mistakes, and what the reader may name."""

    facts: Collection[str] = ()  # names of facts besides the portal's own
    mistakes: list[Mistake] = field(default_factory=list)


def near(word: str, known: Iterable[str]) -> str:
    """Return a question for the known word nearest to a slip, or nothing."""
    found = difflib.get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return " " + _("‘%(word)s’을(를) 쓰려 하셨습니까?") % {"word": found[0]} if found else ""


def shown(raw: Any) -> str:
    """Return what was written, short enough for a sentence."""
    text = raw if isinstance(raw, str) else repr(raw)
    return text if len(text) <= 40 else text[:39] + "…"


class Spot:
    """A place in a value. Each reader returns what it read, or None after noting what is wrong."""

    __slots__ = ("path", "raw", "reading")

    def __init__(self, raw: Any, path: tuple[Step, ...] = (), reading: Reading | None = None) -> None:
        self.raw = raw
        self.path = path
        self.reading = reading if reading is not None else Reading()

    def wrong(self, message: str) -> Any:
        """Note a mistake; the None is for the reader to return."""
        self.reading.mistakes.append(Mistake(self.path, message))
        return None

    def at(self, step: Step, raw: Any) -> Spot:
        return Spot(raw, (*self.path, step), self.reading)

    # --- Containers ---------------------------------------------------------------------------------------------

    def fields(self, allowed: Collection[str] | None, *, required: Iterable[str] = ()) -> dict[str, Spot]:
        """Return the fields of a mapping, noting unknown and absent ones; empty when it is no mapping."""
        if not isinstance(self.raw, dict):
            self.wrong(_("‘이름: 값’의 모음이어야 하는데 ‘%(raw)s’이(가) 있습니다.") % {"raw": shown(self.raw)})
            return {}
        found: dict[str, Spot] = {}
        for name, raw in self.raw.items():
            spot = self.at(str(name), raw)
            if allowed is not None and name not in allowed:
                spot.wrong(
                    _("‘%(name)s’은(는) 여기에 쓰지 않는 이름입니다.") % {"name": shown(name)} + near(name, allowed)
                )
            else:
                found[str(name)] = spot
        for name in required:
            if name not in self.raw:
                self.wrong(_("‘%(name)s’을(를) 적어야 합니다.") % {"name": name})
        return found

    def items(self, *, least: int = 1) -> list[Spot]:
        """Return the items of a list."""
        if not isinstance(self.raw, list):
            self.wrong(_("목록이어야 하는데 ‘%(raw)s’이(가) 있습니다.") % {"raw": shown(self.raw)})
            return []
        if len(self.raw) < least:
            self.wrong(_("목록이 비어 있습니다."))
        return [self.at(position, raw) for position, raw in enumerate(self.raw)]

    # --- Single values ------------------------------------------------------------------------------------------

    def text(self, *, longest: int = 500) -> str | None:
        if not isinstance(self.raw, str) or not self.raw.strip():
            return self.wrong(_("글이어야 하는데 ‘%(raw)s’이(가) 있습니다.") % {"raw": shown(self.raw)})
        if len(self.raw) > longest:
            return self.wrong(_("%(n)s자보다 길 수 없습니다.") % {"n": longest})
        return self.raw.strip()

    def word(self, known: Collection[str] | None = None) -> str | None:
        """Return one word; with ``known``, one of these."""
        if not isinstance(self.raw, str) or not self.raw.strip():
            return self.wrong(_("낱말이어야 하는데 ‘%(raw)s’이(가) 있습니다.") % {"raw": shown(self.raw)})
        if known is not None and self.raw not in known:
            options = ", ".join(known) if len(known) <= 12 else ""
            message = _("‘%(raw)s’은(는) 여기에 쓸 수 있는 낱말이 아닙니다.") % {"raw": shown(self.raw)}
            if options:
                message += " " + _("쓸 수 있는 낱말: %(words)s.") % {"words": options}
            return self.wrong(message + near(self.raw, known))
        if len(self.raw) > 60:
            return self.wrong(_("%(n)s자보다 길 수 없습니다.") % {"n": 60})
        return self.raw

    def words(self, known: Collection[str] | None = None) -> tuple[str, ...]:
        """Return one word or a list of words."""
        spots = self.items() if isinstance(self.raw, list) else [self]
        return tuple(word for spot in spots if (word := spot.word(known)) is not None)

    def flag(self) -> bool | None:
        if not isinstance(self.raw, bool):
            return self.wrong(_("true 또는 false여야 하는데 ‘%(raw)s’이(가) 있습니다.") % {"raw": shown(self.raw)})
        return self.raw

    def whole(self, *, least: int = 0, most: int = LARGEST) -> int | None:
        if isinstance(self.raw, bool) or not isinstance(self.raw, int):
            return self.wrong(_("정수여야 하는데 ‘%(raw)s’이(가) 있습니다.") % {"raw": shown(self.raw)})
        if self.raw < least:
            return self.wrong(_("%(n)s보다 작을 수 없습니다.") % {"n": least})
        if self.raw > most:
            return self.wrong(_("%(n)s보다 클 수 없습니다.") % {"n": most})
        return self.raw

    def fraction(self, *, most: int | None = 1) -> Fraction | None:
        """Return an exact fraction, up to ``most``; a number with a decimal point is refused."""
        try:
            read = fraction(self.raw)
        except NotAFraction as mistake:
            return self.wrong(str(mistake))
        if read < 0 or (most is not None and read > most):
            return self.wrong(
                _("‘%(raw)s’은(는) 0과 %(most)s 사이가 아닙니다.") % {"raw": shown(self.raw), "most": most or "∞"}
            )
        return read

    def date(self) -> dt.date | None:
        if isinstance(self.raw, str) and DATE.fullmatch(self.raw):
            try:
                date = dt.date.fromisoformat(self.raw)
            except ValueError:
                return self.wrong(_("‘%(raw)s’은(는) 없는 날입니다.") % {"raw": self.raw})
            if not FIRST_YEAR <= date.year <= LAST_YEAR:
                years = {"first": FIRST_YEAR, "last": LAST_YEAR}
                return self.wrong(_("%(first)s년과 %(last)s년 사이의 날을 적습니다.") % years)
            return date
        return self.wrong(_("날짜는 2026-03-01처럼 적습니다. ‘%(raw)s’이(가) 있습니다.") % {"raw": shown(self.raw)})

    def month_day(self) -> tuple[int, int] | None:
        """Return month and day of ``"12-31"``; the day of ``"02-last"`` is 31, cut to the month when it is used."""
        if isinstance(self.raw, str) and self.raw.endswith("-last") and self.raw[:-5].isdecimal():
            month = int(self.raw[:-5])
            return (month, 31) if 1 <= month <= 12 else self.wrong(_("없는 달입니다."))
        match = MONTH_DAY.fullmatch(self.raw) if isinstance(self.raw, str) else None
        if match:
            month, day = int(match[1]), int(match[2])
            try:
                dt.date(2024, month, day)
            except ValueError:
                return self.wrong(_("‘%(raw)s’은(는) 없는 날입니다.") % {"raw": self.raw})
            return month, day
        return self.wrong(_('해마다의 날은 "12-31"처럼 적습니다. ‘%(raw)s’이(가) 있습니다.') % {"raw": shown(self.raw)})
