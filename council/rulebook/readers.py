"""Reading thresholds and deadlines from what was written."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from council.rulebook.basedays import read_base_day
from council.rulebook.conditions import check_fact
from council.rulebook.deadlines import (
    Beforehand,
    Count,
    DayOfMonth,
    Deadline,
    FixedDate,
    Owed,
    Period,
    Roll,
    ThatDay,
    Whichever,
    WithoutDelay,
)
from council.rulebook.spans import MOST
from council.rulebook.spots import Spot
from council.rulebook.thresholds import Asker, Bound, Doors, Op, Round, Threshold

OPS = tuple(Op)
BOUND_FIELDS = (*OPS, "of", "count", "base_less", "floor", "ceiling", "round", "as_of", "consulted", "per", "times")

# --- Thresholds -----------------------------------------------------------------------------------------------------


def read_threshold(spot: Spot, count: str = "", *, more: tuple[str, ...] = ()) -> Threshold | None:
    """Return the threshold written at a spot; ``more`` are fields that belong to what stands around it."""
    raw: Any = spot.raw
    if isinstance(raw, Mapping):
        for name in ("any", "all"):
            if name in raw:
                fields = spot.fields((name, *more))
                doors = [read_threshold(item, count) for item in fields[name].items()]
                return Doors(name == "all", tuple(door for door in doors if door is not None)) if doors else None
        if "by" in raw and not any(op in raw for op in OPS):
            fields = spot.fields(("by", "consulted", *more))
            return Asker(fields["by"].words(), fields["consulted"].words() if "consulted" in fields else ())
    return read_bound(spot, count, more=more)


def read_bound(spot: Spot, count: str = "", *, more: tuple[str, ...] = ()) -> Bound | None:
    """Return one comparison written at a spot."""
    fields = spot.fields((*BOUND_FIELDS, *more))
    ops = [op for op in OPS if op in fields]
    if len(ops) != 1:
        if isinstance(spot.raw, Mapping):
            spot.wrong(_("at_least, more_than, at_most, less_than 가운데 하나를 적어야 합니다."))
        return None
    op, written = Op(ops[0]), fields[ops[0]]
    of = _fact(fields, "of")
    amount = _amount(written, of)
    counted = _fact(fields, "count") or count
    if not counted:
        spot.wrong(_("무엇을 세는지(count) 적어야 합니다."))
    less = fields["base_less"].words() if "base_less" in fields else ()
    for name in less:
        check_fact(name, fields["base_less"])
    floor = fields["floor"].whole() if "floor" in fields else None
    ceiling = fields["ceiling"].whole() if "ceiling" in fields else None
    if floor is not None and ceiling is not None and floor > ceiling:
        fields["floor"].wrong(_("floor는 ceiling보다 클 수 없습니다."))
    if not of:
        for name in ("base_less", "round", "as_of", "floor", "ceiling", "times"):
            if name in fields:
                fields[name].wrong(_("of가 없으면 쓰지 않습니다."))
    return Bound(
        op,
        amount if amount is not None else Fraction(0),
        of,
        counted,
        less,
        floor,
        ceiling,
        (fields["round"].word(tuple(Round)) or Round.EXACT) if "round" in fields else Round.EXACT,
        read_base_day(fields["as_of"]) if "as_of" in fields else None,
        fields["consulted"].words() if "consulted" in fields else (),
        (fields["per"].word() or "") if "per" in fields else "",
        _times(fields),
    )


def _times(fields: dict[str, Spot]) -> Fraction:
    times = fields["times"].fraction(most=None) if "times" in fields else None
    return Fraction(1) if times is None else times


def _amount(spot: Spot, of: str) -> Fraction | None:
    amount = spot.fraction(most=None)
    if amount is None:
        return None
    if of and amount > 1:
        return spot.wrong(_("of가 있으면 0과 1 사이의 분수여야 하는데 ‘%(raw)s’이(가) 있습니다.") % {"raw": spot.raw})
    if not of and amount.denominator != 1:
        return spot.wrong(_("무엇의 ‘%(raw)s’인지(of) 적어야 합니다.") % {"raw": spot.raw})
    return amount


def _fact(fields: dict[str, Spot], name: str) -> str:
    if name not in fields:
        return ""
    word: str | None = fields[name].word()
    return word if word is not None and check_fact(word, fields[name]) else ""


# --- Deadlines ------------------------------------------------------------------------------------------------------

PERIODS = {"days": ("days", 1), "weeks": ("weeks", 1), "months": ("months", 1), "years": ("months", 12)}
OWED = ("owed_by", "owed_to")


def read_deadline(spot: Spot, event: str = "", side: str = "after", *, more: tuple[str, ...] = ()) -> Deadline | None:
    """Return the deadline written at a spot; ``event`` and ``side`` stand where it names none."""
    raw = spot.raw if isinstance(spot.raw, Mapping) else {}
    for name in ("earlier_of", "later_of"):
        if name in raw:
            fields = spot.fields((name, *OWED, *more))
            parts = [read_deadline(item, event, side) for item in fields[name].items()]
            whole = tuple(part for part in parts if part is not None)
            return Whichever(name == "later_of", whole, _owed(fields)) if whole else None
    if "at" in raw:
        fields = spot.fields(("at", *OWED, *more))
        return ThatDay(_event(fields, "at", event), _owed(fields))
    if "at_once" in raw:
        fields = spot.fields(("at_once", "after", *OWED, *more))
        if fields["at_once"].flag() is False:
            fields["at_once"].wrong(_("at_once에는 true만 적습니다."))
        return WithoutDelay(_event(fields, "after", event), _owed(fields))
    if "date" in raw:
        return _fixed(spot, event, more)
    if "before" in raw and not {*PERIODS, "day"} & raw.keys():
        fields = spot.fields(("before", *OWED, *more))
        return Beforehand(_event(fields, "before", event), _owed(fields))
    if "day" in raw:
        return _day_of_month(spot, event, more)
    return _period(spot, event, side, more)


def _period(spot: Spot, event: str, side: str, more: tuple[str, ...]) -> Period | None:
    fields = spot.fields((*PERIODS, "after", "before", "working_days", "count", "roll", *OWED, *more))
    units = [unit for unit in PERIODS if unit in fields]
    if len(units) != 1:
        if isinstance(spot.raw, Mapping):
            spot.wrong(_("days, weeks, months, years, date, at, at_once 가운데 하나를 적어야 합니다."))
        return None
    if "after" in fields and "before" in fields:
        spot.wrong(_("after와 before 가운데 하나만 적습니다."))
    unit, times = PERIODS[units[0]]
    number = fields[units[0]].whole(least=0 if unit == "days" else 1, most=MOST[units[0]])
    working = bool(fields["working_days"].flag()) if "working_days" in fields else False
    if working and unit != "days":
        fields["working_days"].wrong(_("working_days는 days와 함께만 씁니다."))
    before = "before" in fields or ("after" not in fields and side == "before")
    return Period(
        unit,
        (number or 0) * times,
        _event(fields, "before" if "before" in fields else "after", event),
        before,
        working,
        (fields["count"].word(tuple(Count)) or "") if "count" in fields else "",
        _roll(fields),
        _owed(fields),
    )


def _fixed(spot: Spot, event: str, more: tuple[str, ...]) -> FixedDate | None:
    fields = spot.fields(("date", "year", "after", "roll", *OWED, *more))
    day = fields["date"].month_day()
    year = fields["year"].word(("same", "next")) if "year" in fields else ""
    return FixedDate(*day, _event(fields, "after", event), year or "", _roll(fields), _owed(fields)) if day else None


def _day_of_month(spot: Spot, event: str, more: tuple[str, ...]) -> DayOfMonth | None:
    fields = spot.fields(("day", "months", "after", "roll", *OWED, *more))
    day = 31 if fields["day"].raw == "last" else fields["day"].whole(least=1, most=31)
    months = fields["months"].whole(most=MOST["months"]) if "months" in fields else 0
    return DayOfMonth(day or 1, months or 0, _event(fields, "after", event), _roll(fields), _owed(fields))


def _roll(fields: dict[str, Spot]) -> str:
    return (fields["roll"].word(tuple(Roll)) or "") if "roll" in fields else ""


def _event(fields: dict[str, Spot], name: str, event: str) -> str:
    if name in fields:
        return _fact(fields, name)
    if not event:
        spot = next(iter(fields.values()))
        Spot(None, spot.path[:-1], spot.reading).wrong(_("언제부터 세는지(after 또는 before) 적어야 합니다."))
    return event


def _owed(fields: dict[str, Spot]) -> Owed:
    by, to = ((fields[name].word() or "") if name in fields else "" for name in OWED)
    return Owed(by, to)
