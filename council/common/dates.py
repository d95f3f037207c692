"""Dates the way a Korean office writes them: ``2026. 9. 17.(목) 14:00``.

The parts of one date are joined by no-break spaces, so that a narrow screen never splits a date.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

NBSP = "\u00a0"
WEEKDAYS = "월화수목금토일"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SOON_DAYS = 2


def to_date(value: date | datetime) -> date:
    """Return the day in Korea: an aware moment is brought to local time first."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def kdate(value: date | datetime | None, *, today: date | None = None, weekday: bool = True) -> str:
    """Return ``9. 17.(목)``, with the year in front unless it is this year; "" for None."""
    if value is None:
        return ""
    day = to_date(value)
    this_year = (today or timezone.localdate()).year
    year = "" if day.year == this_year else f"{day.year}.{NBSP}"
    english = (get_language() or "ko").startswith("en")
    name = WEEKDAYS_EN[day.weekday()] if english else WEEKDAYS[day.weekday()]
    return f"{year}{day.month}.{NBSP}{day.day}." + (f"({name})" if weekday else "")


def kdatetime(value: datetime | None, *, today: date | None = None) -> str:
    """Return ``9. 17.(목) 14:00`` in Korean time; "" for None."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{kdate(local, today=today)}{NBSP}{local:%H:%M}"


def kperiod(start: date | None, end: date | None, *, today: date | None = None) -> str:
    """Return ``4. 1.~12. 31.``; an open side stays open. Both days belong to the period."""
    if start and end and start.year == end.year:
        return f"{kdate(start, today=today, weekday=False)}~{end.month}.{NBSP}{end.day}."
    left, right = (kdate(day, today=today, weekday=False) for day in (start, end))
    return f"{left}~{right}" if left or right else ""


def due_tone(due: date | datetime | None, on: date) -> str:
    """Return "late" past the day, "soon" from two days before it, else ""."""
    if due is None:
        return ""
    left = (to_date(due) - on).days
    if left < 0:
        return "late"
    return "soon" if left <= SOON_DAYS else ""


def due_words(due: date | datetime | None, on: date) -> str:
    """Return how the due day stands on a day: ``2일 지남``, ``오늘까지``, ``3일 남음``; "" for None."""
    if due is None:
        return ""
    left = (to_date(due) - on).days
    if left < 0:
        return ngettext("%(days)d일 지남", "%(days)d일 지남", -left) % {"days": -left}
    if left == 0:
        return _("오늘까지")
    return ngettext("%(days)d일 남음", "%(days)d일 남음", left) % {"days": left}


def due_sentence(due: date | datetime | None, on: date, *, today: date | None = None) -> str:
    """Return the due day with its count: ``9. 18.(금)까지, 2일 남음`` or ``2일 지남 · 9. 14.(월)까지``."""
    if due is None:
        return ""
    until = _("%(day)s까지") % {"day": kdate(due, today=today or on)}
    words = due_words(due, on)
    left = (to_date(due) - on).days
    if left < 0:
        return f"{words} · {until}"
    return words if left == 0 else f"{until}, {words}"
