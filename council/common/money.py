"""Whole won: written with separators and 원, read from whatever people type."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

#: No council's books come near a trillion won; above it somebody slipped on the keys.
MAX_WON = 10**12

UNITS = {"조": 10**12, "억": 10**8, "만": 10**4, "천": 10**3, "백": 10**2}
DIGITS = "영일이삼사오육칠팔구"

_NOISE = re.compile(r"[\s,_'₩\\]|^금|원정?$|^KRW", re.IGNORECASE)
_PART = re.compile(r"(\d+(?:\.\d+)?)(조|억|만|천만|백만|천|백)?")


def won(amount: int | None) -> str:
    """Return ``1,540,000원``; "" for None. Never thousands of won."""
    return "" if amount is None else f"{amount:,}원"


def parse_won(text: str) -> int:
    """Return whole won from ``1,234,000원``, full-width digits, ``금1,234원``, ``150만``, ``1억 2천만``.

    Raises ValueError when the text is not one amount, has a fraction of a won, or a sign.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for _pass in range(2):  # 금 and 원 may hide behind a space
        plain = _NOISE.sub("", plain)
    if not plain or len(plain) > 40:
        raise ValueError(text)
    total, position, last = Decimal(0), 0, Decimal("Infinity")
    for match in _PART.finditer(plain):
        number, unit = match.groups()
        size = Decimal(1)
        for letter in unit or "":
            size *= UNITS[letter]
        if match.start() != position or size >= last:
            raise ValueError(text)
        try:
            total += Decimal(number) * size
        except InvalidOperation as error:
            raise ValueError(text) from error
        position, last = match.end(), size
    if position != len(plain) or total != total.to_integral_value():
        raise ValueError(text)
    return int(total)


def won_words(amount: int) -> str:
    """Return the amount spelt out for vouchers: ``금일백오십사만원``."""
    if amount == 0:
        return "금영원"
    words: list[str] = []
    rest, group = amount, 0
    while rest:
        rest, four = divmod(rest, 10_000)
        if four:
            words.insert(0, _four_digits(four) + ("", "만", "억", "조")[group])
        group += 1
    return "금" + "".join(words) + "원"


def _four_digits(number: int) -> str:
    """Return 1 to 9999 in hangul, 일 spoken everywhere, as vouchers want it."""
    names = ("", "십", "백", "천")
    figures = str(number)
    return "".join(
        DIGITS[int(digit)] + names[len(figures) - place - 1] for place, digit in enumerate(figures) if digit != "0"
    )


def percent(part: int, whole: int) -> str:
    """Return the share to one decimal, computed from won: ``46.2%``; "" when there is no whole."""
    if not whole:
        return ""
    tenths = (abs(part) * 2000 + abs(whole)) // (abs(whole) * 2)
    sign = "-" if tenths and (part < 0) != (whole < 0) else ""
    return f"{sign}{tenths // 10}.{tenths % 10}%"
