"""Values of rules as people say them: 재적위원 과반수, 회의 7일 전까지."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.rulebook import deadlines as d
from council.rulebook import fractions
from council.rulebook.fact_names import label
from council.rulebook.thresholds import Asker, Bound, Op, Threshold
from council.rulebook.words import said

HALF = Fraction(1, 2)

_COMPARED = {
    Op.AT_LEAST: gettext_lazy("%(what)s 이상"),
    Op.MORE_THAN: gettext_lazy("%(what)s 초과"),
    Op.AT_MOST: gettext_lazy("%(what)s 이하"),
    Op.LESS_THAN: gettext_lazy("%(what)s 미만"),
}

#: What is counted → the unit after a plain number.
_UNITS = {
    "residents": gettext_lazy("주민 %(n)s명"),
    "participants": gettext_lazy("주민 %(n)s명"),
    "proposers": gettext_lazy("위원 %(n)s명"),
    "callers": gettext_lazy("위원 %(n)s명"),
    "absences_in_row": gettext_lazy("잇따라 %(n)s번"),
    "absences_in_year": gettext_lazy("한 해 %(n)s번"),
    "attended": gettext_lazy("%(n)s번"),
}


def threshold(value: Threshold) -> str:
    """Return a threshold as people say it: 재적위원 과반수, 회장 또는 재적위원 3분의 1 이상."""
    if isinstance(value, Asker):
        return _consulting(_("%(who)s의 요구") % {"who": ", ".join(said(word) for word in value.by)}, value.consulted)
    if isinstance(value, Bound):
        return _consulting(bound(value), value.consulted)
    if value.every:
        return _(", 그리고 ").join(threshold(door) for door in value.doors)
    return _(" 또는 ").join(threshold(door) for door in value.doors)


def bound(value: Bound) -> str:
    """Return one comparison as people say it."""
    words = _compared(value)
    extras = []
    if value.as_of is not None:
        extras.append(value.as_of.words)
    if value.floor is not None:
        extras.append(_("적어도 %(n)s명") % {"n": value.floor})
    if value.ceiling is not None:
        extras.append(_("많아야 %(n)s명") % {"n": value.ceiling})
    rounding = {"up": _("소수점 아래 올림"), "down": _("소수점 아래 버림"), "half_up": _("소수점 아래 반올림")}
    if value.round in rounding:
        extras.append(rounding[value.round])
    if value.per:
        words = _("%(per)s마다 %(words)s") % {"per": label(value.per), "words": words}
    return f"{words}({', '.join(extras)})" if extras else words


def _compared(value: Bound) -> str:
    if not value.of:
        shape = _UNITS.get(value.count, gettext_lazy("%(n)s명"))
        return str(_COMPARED[value.op]) % {"what": str(shape) % {"n": value.amount}}
    base = label(value.of)
    if value.base_less:
        base = _("%(base)s(%(less)s 뺌)") % {"base": base, "less": ", ".join(label(name) for name in value.base_less)}
    if value.times != 1:
        base = _("%(base)s의 %(times)s배") % {"base": base, "times": fractions.words(value.times)}
        if value.amount == 1:
            return str(_COMPARED[value.op]) % {"what": base}
    if value.op is Op.MORE_THAN and value.amount == HALF:
        return _("%(base)s 과반수") % {"base": base}
    if value.amount == 1:
        return _("%(base)s 전원") % {"base": base}
    return str(_COMPARED[value.op]) % {"what": f"{base} {fractions.words(value.amount)}"}


def _consulting(words: str, consulted: Iterable[str]) -> str:
    who = ", ".join(said(word) for word in consulted)
    return _("%(words)s(%(who)s과(와) 먼저 협의)") % {"words": words, "who": who} if who else words


_UNIT_WORDS = {
    "days": gettext_lazy("%(n)s일"),
    "weeks": gettext_lazy("%(n)s주"),
    "months": gettext_lazy("%(n)s개월"),
    "years": gettext_lazy("%(n)s년"),
}

_EVENTS = {
    "call": gettext_lazy("소집 요구"),
    "meeting": gettext_lazy("회의"),
    "notice": gettext_lazy("알린 날"),
    "announcement": gettext_lazy("공고"),
    "application_end": gettext_lazy("신청 마감"),
    "draw": gettext_lazy("추첨"),
    "list": gettext_lazy("명부를 보낸 날"),
    "appointment": gettext_lazy("위촉"),
    "vacancy": gettext_lazy("결원"),
    "assembly": gettext_lazy("주민총회"),
    "result": gettext_lazy("결과를 알린 날"),
    "plan_received": gettext_lazy("자치계획을 받은 날"),
    "term_end": gettext_lazy("임기 끝"),
    "decision": gettext_lazy("의결"),
    "year_end": gettext_lazy("연말"),
}


def event(name: str) -> str:
    return str(_EVENTS[name]) if name in _EVENTS else label(name)


def deadline(value: d.Deadline) -> str:
    """Return a deadline as people say it: 회의 7일 전까지, 총회 뒤 1개월 안."""
    if isinstance(value, d.Whichever):
        words = _(" 또는 ").join(deadline(part) for part in value.of)
        return (
            _("%(words)s 가운데 늦은 날") % {"words": words}
            if value.later
            else _("%(words)s 가운데 이른 날") % {"words": words}
        )
    what = {"event": event(value.event)}
    if isinstance(value, d.WithoutDelay):
        return _("%(event)s 뒤 지체 없이") % what
    if isinstance(value, d.ThatDay):
        return _("%(event)s 당일") % what
    if isinstance(value, d.Beforehand):
        return _("%(event)s 전까지") % what
    if isinstance(value, d.FixedDate):
        year = {"same": _("그해 "), "next": _("다음 해 ")}.get(value.year, "")
        return _("%(year)s%(month)s월 %(day)s일까지") % {"year": year, "month": value.month, "day": value.day}
    if isinstance(value, d.DayOfMonth):
        day = _("말일") if value.day == 31 else _("%(n)s일") % {"n": value.day}
        months = {0: _("그달"), 1: _("다음 달")}.get(value.months, _("%(n)s개월 뒤") % {"n": value.months})
        return _("%(event)s 뒤 %(months)s %(day)s까지") % {**what, "months": months, "day": day}
    return _period(value)


def _period(value: d.Period) -> str:
    unit, number = value.unit, value.number
    if unit == "months" and number and number % 12 == 0:
        unit, number = "years", number // 12
    length = str(_UNIT_WORDS[unit]) % {"n": number}
    if value.working_days:
        length = _("%(length)s(일하는 날)") % {"length": length}
    what = {"event": event(value.event), "length": length}
    if not number:
        return _("%(event)s 당일까지") % what
    return _("%(event)s %(length)s 전까지") % what if value.before else _("%(event)s 뒤 %(length)s 안") % what
