"""The facts that moves ask: a form field for each kind, under which name, and how a must is marked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common.forms import KDateField, WonField
from projects.wording import particles
from projects.workflows.inputs import MOST_PEOPLE, MOST_WON, Input, Kind
from projects.workflows.table import Move


def names_of(moves: Sequence[Move]) -> dict[tuple[str, str], str]:
    """Return the form's name for each (move, input): shared when every move asks the very same thing."""
    variants: dict[str, set[Input]] = {}
    for move in moves:
        for asked in move.inputs:
            variants.setdefault(asked.name, set()).add(dataclasses.replace(asked, required=True))
    return {
        (move.code, asked.name): asked.name if len(variants[asked.name]) == 1 else f"{move.code}-{asked.name}"
        for move in moves
        for asked in move.inputs
    }


def _line(asked: Input) -> forms.Field:
    return forms.CharField(max_length=200)


def _text(asked: Input) -> forms.Field:
    return forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


def _date(asked: Input) -> forms.Field:
    return KDateField()


def _won(asked: Input) -> forms.Field:
    return WonField(max_value=MOST_WON)


def _count(asked: Input) -> forms.Field:
    return forms.IntegerField(
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "min_value": gettext_lazy("0이나 그보다 큰 수를 써 주십시오."),
            "max_value": gettext_lazy("수가 너무 큽니다. 다시 살펴 주십시오."),
        },
    )


def _choice(asked: Input) -> forms.Field:
    return forms.ChoiceField(choices=asked.choices, widget=forms.RadioSelect)


def _check(asked: Input) -> forms.Field:
    return forms.BooleanField()


FIELDS: dict[Kind, Callable[[Input], forms.Field]] = {
    Kind.DATE: _date,
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.WON: _won,
    Kind.COUNT: _count,
    Kind.CHOICE: _choice,
    Kind.CHECK: _check,
}


def mark_of(asked: Input) -> str:
    """Return the small words behind the label; boxes to tick are told about once for all of them."""
    if asked.kind == Kind.CHECK:
        return "" if asked.required else _("해당할 때만")
    if not asked.required:
        return ""
    return _("꼭 고르기") if asked.kind == Kind.CHOICE else _("꼭 쓰기")


def marked(field: forms.Field, mark: str) -> forms.Field:
    """Return the field with these small words behind its label."""
    if mark:
        field.mark = mark  # type: ignore[attr-defined]
    return field


def needed_for(moves: Sequence[Move], among: int) -> str:
    """Return the small words behind a label: for which of the choices the field must be filled."""
    if not moves:
        return ""
    if len(moves) == among:
        return _("꼭 쓰기")
    labels: list[str | Promise] = [move.label for move in moves]
    return particles(_("{labels}에 꼭 쓰기").replace("{labels}", ", ".join(map(str, labels))))
