"""Exact fractions as ordinances write them: "2/3", "60%", "0.5%". Never a binary decimal."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

_RATIO = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})")
_PERCENT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(?:%|퍼센트)")
_WHOLE = re.compile(r"\d{1,15}")


class NotAFraction(ValueError):
    """What was written is no exact fraction; says what to write instead."""


def fraction(raw: Any) -> Fraction:
    """Return the exact fraction of "2/3", "60%" or a whole number. Raises NotAFraction."""
    if isinstance(raw, Fraction):
        return raw
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Fraction(raw)
    if isinstance(raw, float):
        raise NotAFraction(
            _('‘%(raw)s’처럼 소수점으로 적지 않습니다. 분수로 적습니다. 예: "%(example)s"')
            % {"raw": raw, "example": _example(raw)}
        )
    text = raw.strip() if isinstance(raw, str) else ""
    if match := _RATIO.fullmatch(text):
        if int(match[2]) == 0:
            raise NotAFraction(_("‘%(raw)s’은(는) 0으로 나눈 값입니다.") % {"raw": text})
        return Fraction(int(match[1]), int(match[2]))
    if match := _PERCENT.fullmatch(text):
        return Fraction(match[1]) / 100
    if _WHOLE.fullmatch(text):
        return Fraction(int(text))
    raise NotAFraction(_('"2/3"이나 "60%%"처럼 적어야 하는데 ‘%(raw)s’이(가) 있습니다.') % {"raw": str(raw)[:40]})


def _example(number: float) -> str:
    """Return what was probably meant: the simplest fraction within a rounding of the decimal."""
    if not abs(number) < 10**6:
        return "1/2"
    return text(Fraction(str(number)).limit_denominator(1000))


def text(value: Fraction) -> str:
    """Return the fraction as a file holds it: "2/3", or "1" when it is whole."""
    return str(value)


def words(value: Fraction) -> str:
    """Return the fraction as people say it: 3분의 2, or 0.5% where nobody says 200분의 1."""
    if value.denominator == 1:
        return str(value.numerator)
    hundredths = value * 100
    if (100 % value.denominator == 0 and value.denominator >= 10) or hundredths < 5:
        return percent(value)
    return _("%(denominator)s분의 %(numerator)s") % {"denominator": value.denominator, "numerator": value.numerator}


def percent(value: Fraction) -> str:
    """Return the fraction in percent when that comes out with two decimals at most, else as a ratio."""
    hundredths = value * 100
    if 100 % hundredths.denominator == 0:
        digits = f"{hundredths.numerator / hundredths.denominator:.2f}".rstrip("0").rstrip(".")
        return f"{digits}%"
    return f"{value.numerator}/{value.denominator}"
