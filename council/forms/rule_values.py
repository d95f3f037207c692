"""Plain fields for the value of a rule, by its shape; what they cannot hold is written directly, as in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from council.common.forms import ChipRadio, WonField
from council.rulebook.fact_names import label
from council.rulebook.fractions import NotAFraction, fraction
from council.rulebook.keys import RuleKey

#: Prefix of the value's fields, so that a mistake at {min: …} is shown beside the field value_min.
PREFIX = "value_"

COMPARISONS = (
    ("majority", _("과반수(절반을 넘음)")),
    ("at_least", _("이상")),
    ("more_than", _("초과")),
    ("at_most", _("이하")),
    ("less_than", _("미만")),
)
BASES = (
    "enrolled",
    "present",
    "present_unrecused",
    "seats",
    "votes_cast",
    "valid_votes",
    "participants",
    "existing_members",
    "track_seats",
    "registered_population",
    "voters",
    "held",
)
ROUNDS = (
    ("exact", _("올리거나 내리지 않음")),
    ("up", _("올림")),
    ("down", _("버림")),
    ("half_up", _("반올림")),
)
UNITS = (("days", _("일")), ("weeks", _("주")), ("months", _("개월")), ("years", _("년")))
SIDES = (("after", _("뒤")), ("before", _("전")))
EVENTS = (
    "meeting",
    "call",
    "announcement",
    "application_end",
    "draw",
    "list",
    "appointment",
    "vacancy",
    "assembly",
    "result",
    "plan_received",
    "term_end",
    "decision",
)

Fields = dict[str, forms.Field]
Raw = Any


class NotPlain(Exception):
    """The value says more than the plain fields can hold."""


@dataclass(frozen=True, slots=True)
class Editor:
    """How a shape's value is asked for: its fields, what they show of a value, and the value they give."""

    fields: Callable[[RuleKey], Fields]
    show: Callable[[Raw], dict[str, Any]]
    take: Callable[[Mapping[str, Any], Raw], Raw]


def editor_for(known: RuleKey) -> Editor | None:
    """Return the plain fields for the key's shape, None where a value is only written directly."""
    return EDITORS.get(known.shape)


# --- Single values ------------------------------------------------------------------------------------------------


def _one(field: Callable[[RuleKey], forms.Field], kind: type) -> Editor:
    def show(value: Raw) -> dict[str, Any]:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise NotPlain
        return {"": value}

    return Editor(lambda known: {"": field(known)}, show, lambda data, old: data[""])


def _number(known: RuleKey) -> forms.Field:
    unit = now("%(unit)s 단위로 적습니다.") % {"unit": known.unit} if known.unit else ""
    return forms.IntegerField(label=_("값"), min_value=known.minimum or 0, max_value=known.maximum, help_text=unit)


def _yes_no(known: RuleKey) -> forms.Field:
    return forms.TypedChoiceField(
        label=_("값"),
        choices=[("yes", _("예")), ("no", _("아니오"))],
        widget=ChipRadio,
        coerce=lambda chosen: chosen == "yes",
    )


def _choice(known: RuleKey) -> forms.Field:
    return forms.ChoiceField(
        label=_("값"),
        choices=[(word, CHOICES.get((known.key, word), CHOICES.get(("", word), word))) for word in known.choices],
        widget=forms.RadioSelect,
    )


#: What a word means where it is chosen.
CHOICES: dict[tuple[str, str], Any] = {
    ("", "next_day"): _("다음 날부터 셉니다(첫날은 넣지 않음)"),
    ("", "same_day"): _("그날부터 셉니다(첫날을 넣음)"),
    ("counting.roll", "none"): _("쉬는 날이어도 그날까지"),
    ("counting.roll", "next"): _("쉬는 날이면 다음 일하는 날까지"),
    ("counting.roll", "previous"): _("쉬는 날이면 앞의 일하는 날까지"),
    ("", "rejected"): _("부결로 봅니다"),
    ("", "chair"): _("회장이 정합니다"),
    ("", "remaining"): _("앞사람의 남은 임기"),
    ("", "full"): _("새 임기 전체"),
}


# --- Several fields -----------------------------------------------------------------------------------------------


def _range_fields(known: RuleKey) -> Fields:
    unit = now("세") if known.key.startswith("age.") else known.unit or now("명")
    return {
        "min": forms.IntegerField(
            label=now("가장 적게(%(unit)s)") % {"unit": unit},
            min_value=0,
            required=False,
            help_text=_("이 수도 됩니다."),
        ),
        "max": forms.IntegerField(
            label=now("가장 많이(%(unit)s)") % {"unit": unit},
            min_value=0,
            required=False,
            help_text=_("이 수까지 됩니다."),
        ),
    }


def _range_show(value: Raw) -> dict[str, Any]:
    whole = _mapping(value, {"min", "max", "as_of"})
    return {name: whole[name] for name in ("min", "max") if name in whole}


def _range_take(data: Mapping[str, Any], old: Raw) -> Raw:
    low, high = data.get("min"), data.get("max")
    if low is not None and high is not None and low > high:
        raise forms.ValidationError({"min": now("가장 많은 수 %(high)d보다 클 수 없습니다.") % {"high": high}})
    if low is None and high is None:
        raise forms.ValidationError({"min": now("가장 적은 수와 가장 많은 수 가운데 하나는 써 주십시오.")})
    kept = _kept(old, "as_of")
    return {name: data[name] for name in ("min", "max") if data.get(name) is not None} | kept


def _threshold_fields(known: RuleKey) -> Fields:
    return {
        "op": forms.ChoiceField(label=_("어떻게 견주나요"), choices=COMPARISONS, widget=ChipRadio),
        "amount": forms.CharField(
            label=_("얼마나"),
            required=False,
            max_length=20,
            help_text=_("2/3이나 60%, 또는 50처럼 씁니다. 과반수를 골랐으면 비워 둡니다."),
        ),
        "of": forms.ChoiceField(
            label=_("무엇에 견주나요"),
            required=False,
            choices=[("", _("사람 수로 정함")), *((name, label(name)) for name in BASES)],
        ),
        "floor": forms.IntegerField(
            label=_("적어도 이 수"),
            min_value=0,
            required=False,
            help_text=_("셈한 수가 작아도 이 수는 되어야 할 때 씁니다."),
        ),
        "round": forms.ChoiceField(label=_("셈한 수가 딱 떨어지지 않을 때"), choices=ROUNDS, required=False),
    }


_OPS = ("at_least", "more_than", "at_most", "less_than")


def _threshold_show(value: Raw) -> dict[str, Any]:
    whole = _mapping(value, {*_OPS, "of", "floor", "round", "count", "as_of", "per"})
    op = next((name for name in _OPS if name in whole), None)
    if op is None:
        raise NotPlain
    shown = {"op": op, "amount": str(whole[op]), "of": whole.get("of", "")}
    if op == "more_than" and whole[op] == "1/2":
        shown |= {"op": "majority", "amount": ""}
    if shown["of"] not in ("", *BASES):
        raise NotPlain
    return shown | {"floor": whole.get("floor"), "round": whole.get("round", "exact")}


def _threshold_take(data: Mapping[str, Any], old: Raw) -> Raw:
    op, amount = data["op"], (data.get("amount") or "").strip()
    if op == "majority":
        op, amount = "more_than", "1/2"
    if not amount:
        raise forms.ValidationError({"amount": now("얼마나인지 써 주십시오. 예: 2/3")})
    try:
        number = fraction(amount.removesuffix("명"))
    except NotAFraction as mistake:
        raise forms.ValidationError({"amount": str(mistake)}) from mistake
    value: dict[str, Any] = {op: int(number) if number.denominator == 1 and "%" not in amount else amount}
    if data.get("of"):
        value["of"] = data["of"]
        value[op] = amount
    if data.get("floor") is not None:
        value["floor"] = data["floor"]
    if data.get("round") not in (None, "", "exact"):
        value["round"] = data["round"]
    return value | _kept(old, "count", "as_of", "per")


def _deadline_fields(known: RuleKey) -> Fields:
    return {
        "event": forms.ChoiceField(
            label=_("무엇에서부터"),
            choices=[(name, label(name)) for name in dict.fromkeys((known.event, *EVENTS)) if name],
            initial=known.event,
        ),
        "number": forms.IntegerField(label=_("얼마나"), min_value=0, max_value=1000),
        "unit": forms.ChoiceField(label=_("단위"), choices=UNITS, widget=ChipRadio, initial="days"),
        "side": forms.ChoiceField(label=_("앞뒤"), choices=SIDES, widget=ChipRadio, initial=known.side or "after"),
        "working_days": forms.BooleanField(
            label=_("일하는 날만 셉니다"), required=False, help_text=_("토요일·일요일·공휴일은 세지 않습니다.")
        ),
    }


_DEADLINE = {unit for unit, _label in UNITS} | {"after", "before", "working_days", "owed_by", "owed_to"}


def _deadline_show(value: Raw) -> dict[str, Any]:
    whole = _mapping(value, _DEADLINE)
    units = [unit for unit, _label in UNITS if unit in whole]
    side = next((name for name in ("after", "before") if name in whole), None)
    if len(units) != 1 or side is None or not isinstance(whole[side], str):
        raise NotPlain
    return {
        "event": whole[side],
        "number": whole[units[0]],
        "unit": units[0],
        "side": side,
        "working_days": whole.get("working_days", False),
    }


def _deadline_take(data: Mapping[str, Any], old: Raw) -> Raw:
    value: dict[str, Any] = {data["unit"]: data["number"], data["side"]: data["event"]}
    if data.get("working_days"):
        value["working_days"] = True
    return value | _kept(old, "owed_by", "owed_to")


def _span_fields(known: RuleKey) -> Fields:
    return {
        "number": forms.IntegerField(label=_("얼마나"), min_value=0, max_value=1000),
        "unit": forms.ChoiceField(label=_("단위"), choices=UNITS, widget=ChipRadio, initial="years"),
    }


def _span_show(value: Raw) -> dict[str, Any]:
    whole = _mapping(value, {unit for unit, _label in UNITS})
    if len(whole) != 1:
        raise NotPlain
    ((unit, number),) = whole.items()
    return {"number": number, "unit": unit}


def _mapping(value: Raw, allowed: set[str]) -> dict[str, Any]:
    """Return the value if it says no more than these names. Raises NotPlain."""
    if not isinstance(value, dict) or not set(value) <= allowed:
        raise NotPlain
    return value


def _kept(old: Raw, *names: str) -> dict[str, Any]:
    """Return what the value before said and no field asks for."""
    return {name: old[name] for name in names if isinstance(old, dict) and name in old}


EDITORS: dict[str, Editor] = {
    "number": _one(_number, int),
    "yes_no": Editor(
        lambda known: {"": _yes_no(known)},
        lambda value: {"": "yes" if value is True else "no"},
        lambda data, old: data[""],
    ),
    "text": _one(lambda known: forms.CharField(label=_("값"), max_length=200), str),
    "won": _one(lambda known: WonField(label=_("값")), int),
    "choice": _one(_choice, str),
    "range": Editor(_range_fields, _range_show, _range_take),
    "threshold": Editor(_threshold_fields, _threshold_show, _threshold_take),
    "deadline": Editor(_deadline_fields, _deadline_show, _deadline_take),
    "span": Editor(_span_fields, _span_show, lambda data, old: {data["unit"]: data["number"]}),
}
