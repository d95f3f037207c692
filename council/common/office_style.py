"""How a Korean office writes (행정업무의 운영 및 혁신에 관한 규정 시행규칙): dates, amounts, item marks, 붙임 and 끝.

For papers only: pages speak shorter (``council.common.dates``). Plain spaces, so that a word processor finds
what somebody types into its search.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone

from council.common.dates import WEEKDAYS
from council.common.money import MAX_WON, won_words

#: Two 타 (half-width spaces) stand before 끝 and after 붙임.
GAP = "  "
END = "끝."
ENCLOSED = "붙임"
#: Item letters go 가, 나, … 하, then 거, 너, … 허, 고, …: fourteen a row.
_LETTERS = "가나다라마바사아자차카타파하"
_ROWS = "ㅏㅓㅗㅜㅡㅣ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_SYLLABLES_PER_VOWEL = 28
#: 1. 가. 1) 가) (1) (가) ① ㉮: the eight levels of the rule.
LEVELS = 8
_CIRCLED = 20
_CIRCLED_LETTERS = 14


def office_date(day: dt.date, *, weekday: bool = True) -> str:
    """Return ``2026. 7. 4.(토)``; an aware moment is brought to Korean time first."""
    if isinstance(day, dt.datetime):
        day = _local(day).date()
    return f"{day.year}. {day.month}. {day.day}." + (f"({WEEKDAYS[day.weekday()]})" if weekday else "")


def office_datetime(moment: dt.datetime) -> str:
    """Return ``2026. 7. 4.(토) 14:00``: 24 hours, in Korean time."""
    local = _local(moment)
    return f"{office_date(local.date())} {local:%H:%M}"


def office_hours(start: dt.datetime, end: dt.datetime) -> str:
    """Return ``2026. 2. 19.(목) 14:00~15:20``; over midnight both days are named."""
    first, last = _local(start), _local(end)
    if first.date() == last.date():
        return f"{office_datetime(start)}~{last:%H:%M}"
    return f"{office_datetime(start)} ~ {office_datetime(end)}"


def office_period(start: dt.date | None, end: dt.date | None) -> str:
    """Return ``2026. 4. 1. ~ 2026. 12. 31.``, both days included; an open side stays open, "" for neither."""
    left, right = (office_date(day, weekday=False) if day else "" for day in (start, end))
    return f"{left} ~ {right}".strip() if left or right else ""


def office_won(amount: int) -> str:
    """Return ``금1,234,000원(금일백이십삼만사천원)``, which nobody can alter by adding a digit.

    Raises ValueError below zero and from ten thousand trillion on: no such amount is written on a paper.
    """
    if not 0 <= amount < MAX_WON * 10_000:
        raise ValueError(amount)
    return f"금{amount:,}원({won_words(amount)})"


def item_letter(number: int) -> str:
    """Return the letter of an item: 1 가, 14 하, 15 거, … 84 히; after that the letters are doubled (가가)."""
    row, column = divmod(number - 1, len(_LETTERS))
    if number < 1:
        raise ValueError(number)
    if row >= len(_ROWS):
        return item_letter(number - len(_LETTERS) * len(_ROWS)) * 2
    shift = _VOWELS.index(_ROWS[row]) * _SYLLABLES_PER_VOWEL
    return chr(ord(_LETTERS[column]) + shift)


def item_mark(level: int, number: int) -> str:
    """Return the mark of the n-th item of a level (0 to 7): ``1.`` ``가.`` ``1)`` ``가)`` ``(1)`` ``(가)`` ``①`` ``㉮``."""
    if level not in range(LEVELS) or number < 1:
        raise ValueError((level, number))
    if level == 6:
        return chr(0x2460 + number - 1) if number <= _CIRCLED else f"({number})"
    if level == 7:
        return chr(0x326E + number - 1) if number <= _CIRCLED_LETTERS else f"({item_letter(number)})"
    sign = str(number) if level % 2 == 0 else item_letter(number)
    return (f"{sign}.", f"{sign}.", f"{sign})", f"{sign})", f"({sign})", f"({sign})")[level]


def enclosures(names: Sequence[str]) -> list[str]:
    """Return the lines of 붙임: ``붙임  사업계획서 1부.``, or numbered lines under each other when there are several."""
    if not names:
        return []
    if len(names) == 1:
        return [f"{ENCLOSED}{GAP}{_stopped(names[0])}"]
    pad = " " * (2 * len(ENCLOSED) + len(GAP))
    return [
        f"{f'{ENCLOSED}{GAP}' if number == 1 else pad}{number}. {_stopped(name)}"
        for number, name in enumerate(names, 1)
    ]


def ended(text: str) -> str:
    """Return the text with its end mark, two 타 after the last word: ``…바랍니다.  끝.``"""
    return f"{text.rstrip()}{GAP}{END}" if text.strip() else END


def _stopped(name: str) -> str:
    plain = name.strip()
    return plain if plain.endswith(".") else f"{plain}."


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
