"""A verdict on a page: its word, its tone and the figures it was made of (templates/_verdict.html)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.rulebook import Verdict
from council.rulebook.fact_names import KINDS, Kind, label
from council.rulebook.questions import wording
from council.rulebook.verdict import Strength
from council.rulebook.words import said

register = template.Library()

_PASSED = (gettext_lazy("성립"), gettext_lazy("불성립"))
_VOTED = (gettext_lazy("가결"), gettext_lazy("부결"))
_IN_TIME = (gettext_lazy("기한 안"), gettext_lazy("기한 지남"))
_MAY = (gettext_lazy("할 수 있음"), gettext_lazy("할 수 없음"))
_FITS = (gettext_lazy("맞음"), gettext_lazy("맞지 않음"))

#: Question → the word of a verdict that holds, and of one that does not.
WORDS: dict[str, tuple[Any, Any]] = {
    "quorum": _PASSED,
    "assembly_quorum": _PASSED,
    "decision": _VOTED,
    "dismissal": _VOTED,
    "assembly_decision": _VOTED,
    "elect": (gettext_lazy("뽑힘"), gettext_lazy("뽑히지 않음")),
    "notice": _IN_TIME,
    "due": _IN_TIME,
    "appoint": (gettext_lazy("위촉할 수 있음"), gettext_lazy("위촉할 수 없음")),
    "vacancy": (gettext_lazy("채움"), gettext_lazy("채우지 않음")),
    "office_vacancy": (gettext_lazy("채움"), gettext_lazy("채우지 않음")),
    "loss": (gettext_lazy("해당함"), gettext_lazy("해당하지 않음")),
    "absence": (gettext_lazy("해당함"), gettext_lazy("해당하지 않음")),
    **dict.fromkeys(
        ("call", "online", "voter", "committee_place", "dismissal_proposal", "reappointment", "office", "change"), _MAY
    ),
}

#: Lines of a verdict that stand among its figures, with their labels.
_LINES = {
    "needed": gettext_lazy("필요한 수"),
    "allowed": gettext_lazy("둘 수 있는 수"),
    "due": gettext_lazy("기한"),
    "starts": gettext_lazy("시작하는 날"),
    "last_day": gettext_lazy("마지막 날"),
}

#: Figures that are no facts.
_OWED = {
    "owed_by": gettext_lazy("해야 하는 사람"),
    "owed_to": gettext_lazy("받는 사람"),
    "by": gettext_lazy("판단하는 사람"),
}


@register.filter
def verdict_word(verdict: Verdict) -> str:
    """``{{ verdict|verdict_word }}`` → 성립, 부결, 판정하지 못함."""
    if verdict.holds is None:
        return _("판정하지 못함")
    holds, fails = WORDS.get(verdict.question, _FITS)
    if verdict.holds:
        return str(holds)
    return str(fails) if verdict.strength == Strength.BLOCKS else _("알아 두기")


@register.filter
def verdict_tone(verdict: Verdict) -> str:
    """Return "ok", "no" or "wait"; what only warns does not look like a refusal."""
    if verdict.holds is False and verdict.strength != Strength.BLOCKS:
        return "wait"
    return verdict.tone


@register.filter
def verdict_figures(verdict: Verdict) -> list[tuple[str, str]]:
    """Return the figures that the verdict was made of, labelled, the deciding one last."""
    rows = [(_name(name), _figure(name, value)) for name, value in verdict.figures.items() if value not in (None, "")]
    for line, words in _LINES.items():
        value = getattr(verdict, line)
        if value is not None:
            rows.append((str(words), wording.day(value) if isinstance(value, dt.date) else _counted(verdict, value)))
    return rows


def _name(name: str) -> str:
    if name in _OWED:
        return str(_OWED[name])
    return label(name) if name in KINDS else said(name)


def _figure(name: str, value: Any) -> str:
    if isinstance(value, dt.date):
        return wording.day(value)
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return wording.day(dt.date.fromisoformat(value))  # a verdict kept as JSON
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return wording.amount(value, wording.unit_of(name))
    return said(str(value))


def _counted(verdict: Verdict, figure: int) -> str:
    """Return the deciding figure with the unit of what was counted."""
    counted = [name for name in verdict.figures if name in KINDS and KINDS[name] == Kind.NUMBER]
    return wording.amount(figure, wording.unit_of(counted[-1]) if counted else "")
