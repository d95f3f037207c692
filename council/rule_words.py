"""Rules as people read them: conditions, cohorts and periods as Korean phrases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common.dates import kdate
from council.rulebook.fact_names import label
from council.rulebook.words import WORDS as ORDINANCE_WORDS

#: Words that rules and facts use, as people say them; a word that is not here is shown as it is written. Ordinances'
#: own words stand in council.rulebook.words; here are those that only facts use, and one that facts mean otherwise.
WORDS: dict[str, Any] = {
    **ORDINANCE_WORDS,
    "ordinary": gettext_lazy("보통 안건"),
    "dismissal": gettext_lazy("해촉"),
    "bylaw": gettext_lazy("운영세칙"),
    "plan": gettext_lazy("자치계획"),
    "officer": gettext_lazy("임원 선출"),
    "budget": gettext_lazy("예산"),
    "regular": gettext_lazy("정기회의"),
    "extraordinary": gettext_lazy("임시회의"),
    # A kind of meeting; to an ordinance it is the 선정위원회.
    "committee": gettext_lazy("분과"),
    "open": gettext_lazy("공개모집"),
    "recommended": gettext_lazy("추천"),
    "true": gettext_lazy("예"),
    "false": gettext_lazy("아니오"),
}

_COMPARISONS: dict[str, Any] = {
    "at_least": gettext_lazy("%(fact)s %(value)s 이상"),
    "more_than": gettext_lazy("%(fact)s %(value)s 초과"),
    "at_most": gettext_lazy("%(fact)s %(value)s 이하"),
    "less_than": gettext_lazy("%(fact)s %(value)s 미만"),
    "is": gettext_lazy("%(fact)s: %(value)s"),
    "since": gettext_lazy("%(fact)s: %(value)s부터"),
    "after": gettext_lazy("%(fact)s: %(value)s 뒤"),
    "until": gettext_lazy("%(fact)s: %(value)s까지"),
    "before": gettext_lazy("%(fact)s: %(value)s 전"),
}

_UNITS: dict[str, Any] = {
    "years": gettext_lazy("%(n)s년"),
    "months": gettext_lazy("%(n)s개월"),
    "weeks": gettext_lazy("%(n)s주"),
    "days": gettext_lazy("%(n)s일"),
}


def word(value: Any) -> str:
    """Return one value as people say it."""
    if isinstance(value, bool):
        return str(WORDS["true"] if value else WORDS["false"])
    if isinstance(value, Mapping):
        return _reference(value) if "of" in value else _span(value)
    if isinstance(value, dt.date):
        return kdate(value, weekday=False)
    if isinstance(value, str):
        try:
            return kdate(dt.date.fromisoformat(value), weekday=False)
        except ValueError:
            return str(WORDS.get(value, value))
    return str(value)


def condition_lines(conditions: Mapping[str, Any], labels: Mapping[str, str] | None = None) -> list[str]:
    """Return the conditions of a rule, a phrase for each line; all must hold. ``labels`` are a file's own facts."""
    own = labels or {}
    lines = []
    for name, wanted in conditions.items():
        if name == "any":
            lines.append(_(" 또는 ").join("(" + ", ".join(condition_lines(option, own)) + ")" for option in wanted))
        elif name == "all":
            lines.extend(line for option in wanted for line in condition_lines(option, own))
        elif name == "not":
            lines.append(_("다음이 아닌 때: %(what)s") % {"what": ", ".join(condition_lines(wanted, own))})
        else:
            lines.extend(_line(own.get(name) or label(name), wanted))
    return lines


def cohort_lines(cohort: Mapping[str, Any]) -> list[str]:
    """Return to whom or what a 부칙 applies, a phrase for each line."""
    phrases = {
        "appointed_before": _("%(day)s 앞에 위촉된 위원"),
        "appointed_from": _("%(day)s부터 위촉된 위원"),
        "begun_before": _("%(day)s 앞에 시작한 일"),
        "begun_from": _("%(day)s부터 시작한 일"),
    }
    return [phrases.get(name, name) % {"day": word(str(day))} for name, day in cohort.items()]


def _line(fact: str, wanted: Any) -> list[str]:
    if isinstance(wanted, bool):
        words = _("%(fact)s에 해당할 때") if wanted else _("%(fact)s에 해당하지 않을 때")
        return [words % {"fact": fact}]
    if isinstance(wanted, list):
        return [_("%(fact)s: %(value)s") % {"fact": fact, "value": _(" 또는 ").join(map(word, wanted))}]
    if isinstance(wanted, Mapping) and "of" not in wanted:
        return [_compared(fact, op, right) for op, right in wanted.items()]
    return [_("%(fact)s: %(value)s") % {"fact": fact, "value": word(wanted)}]


def _compared(fact: str, op: str, right: Any) -> str:
    if op == "in":
        return _line(fact, right)[0]
    if op == "within":
        return _("%(fact)s: 그 뒤 %(span)s이 지나지 않음") % {"fact": fact, "span": _span(right)}
    if op == "known":
        return _("%(fact)s: 알려짐") % {"fact": fact} if right else _("%(fact)s: 모름") % {"fact": fact}
    return str(_COMPARISONS[op]) % {"fact": fact, "value": word(right)} if op in _COMPARISONS else f"{fact} {op}"


def _reference(value: Mapping[str, Any]) -> str:
    fact = label(value["of"])
    if "times" in value:
        fact = _("%(fact)s의 %(times)s배") % {"fact": fact, "times": value["times"]}
    for sign, name in (("+", "plus"), ("-", "minus")):
        if name in value:
            fact = f"{fact} {sign} {word(value[name])}"
    return fact


def _span(value: Mapping[str, Any]) -> str:
    parts = [str(_UNITS[unit]) % {"n": n} for unit, n in value.items() if unit in _UNITS]
    return " ".join(parts) or "—"
