"""How a verdict says its figures: one plain Korean sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common.dates import kdate
from council.rulebook import fact_names
from council.rulebook.fractions import words as fraction_words

#: A year no date falls in, so that a stored sentence always names the year.
_NO_YEAR = dt.date(1, 1, 1)

#: What is counted → its short name in a sentence, its unit, and whether the unit ends in a consonant.
_COUNTED: dict[str, tuple[Any, str]] = {
    "present": (gettext_lazy("출석"), "명"),
    "in_favour": (gettext_lazy("찬성"), "명"),
    "callers": (gettext_lazy("소집 요구"), "명"),
    "proposers": (gettext_lazy("발의"), "명"),
    "residents": (gettext_lazy("주민"), "명"),
    "participants": (gettext_lazy("참가"), "명"),
    "reserves": (gettext_lazy("예비후보"), "명"),
    "household_members": (gettext_lazy("한 가구"), "명"),
    "outsiders": (gettext_lazy("위원이 아닌 분과원"), "명"),
    "seats": (gettext_lazy("정원"), "명"),
    "members": (gettext_lazy("사람"), "명"),
    "age": (gettext_lazy("나이"), "세"),
    "training_hours": (gettext_lazy("교육"), "시간"),
    "absences_in_row": (gettext_lazy("잇따른 결석"), "번"),
    "absences_in_year": (gettext_lazy("한 해의 결석"), "번"),
    "attended": (gettext_lazy("출석"), "번"),
    "held": (gettext_lazy("회의"), "번"),
    "committees": (gettext_lazy("분과"), "개"),
    "places": (gettext_lazy("분과의 위원"), "명"),
    "committees_joined": (gettext_lazy("분과"), "개"),
    "terms_served": (gettext_lazy("지낸 임기"), "번"),
    "remaining_months": (gettext_lazy("남은 임기"), "개월"),
    "months": (gettext_lazy("기간"), "개월"),
    "times": (gettext_lazy("횟수"), "번"),
    "won": (gettext_lazy("금액"), "원"),
    "times_held": (gettext_lazy("그 자리를 지낸 것"), "번"),
}


def name_of(fact: str) -> str:
    """Return the short name of what is counted."""
    return str(_COUNTED[fact][0]) if fact in _COUNTED else fact_names.label(fact)


def unit_of(fact: str) -> str:
    return _COUNTED[fact][1] if fact in _COUNTED else "명"


def amount(figure: int | Fraction, unit: str = "명") -> str:
    """Return 19명, 6시간, or an uncommon half as it is: 53과 1/2명."""
    if isinstance(figure, Fraction) and figure.denominator != 1:
        whole, rest = divmod(figure, 1)
        return f"{whole}과 {rest}{unit}" if whole else f"{rest}{unit}"
    return f"{int(figure)}{unit}"


def particle(word: str, closed: str, opened: str) -> str:
    """Return the word with the particle that fits its last sound; 으로 follows ㄹ as 로."""
    last = word[-1:] if word else ""
    final = (ord(last) - 0xAC00) % 28 if "가" <= last <= "힣" else int(last in "013678LMNRlmnr")
    return word + (opened if final == 0 or (final == 8 and closed == "으로") else closed)


def day(value: dt.date) -> str:
    """Return ``2026. 9. 17.(목)``; the year is never left out, for the sentence is kept."""
    return kdate(value, today=_NO_YEAR)


def listed(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def facts_listed(names: Iterable[str]) -> str:
    """Return the facts' Korean labels, joined."""
    return listed(fact_names.label(name) for name in names)


def _gap(count: int | Fraction, figure: int) -> int | Fraction:
    return count - figure if count > figure else figure - count


def reaches(fact: str, count: int | Fraction, needed: int) -> str:
    """Return how a count stands to the number that is needed."""
    what, unit = name_of(fact), unit_of(fact)
    values = {
        "what": what,
        "count": particle(amount(count, unit), "으로", "로"),
        "needed": amount(needed, unit),
        "needed_object": particle(amount(needed, unit), "을", "를"),
        "gap": amount(_gap(count, needed), unit),
    }
    if count < needed:
        return _("%(what)s %(count)s 필요한 %(needed)s보다 %(gap)s 적습니다.") % values
    if count == needed:
        return _("%(what)s %(count)s 필요한 %(needed_object)s 채웠습니다.") % values
    return _("%(what)s %(count)s 필요한 %(needed)s보다 %(gap)s 많습니다.") % values


def stays_within(fact: str, count: int | Fraction, allowed: int) -> str:
    """Return how a count stands to the number that is allowed."""
    what, unit = name_of(fact), unit_of(fact)
    values = {
        "what": what,
        "count": particle(amount(count, unit), "으로", "로"),
        "allowed": amount(allowed, unit),
        "gap": amount(_gap(count, allowed), unit),
    }
    if count > allowed:
        return _("%(what)s %(count)s 둘 수 있는 %(allowed)s보다 %(gap)s 많습니다.") % values
    return _("%(what)s %(count)s 둘 수 있는 %(allowed)s 안입니다.") % values


def share(value: Fraction) -> str:
    return fraction_words(value)
