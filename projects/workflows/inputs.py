"""The facts a move asks for: kinds of input, and the check that a service runs on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common.errors import Refused

Text = str | Promise

#: Whole won fit bigint with room; a typing slip of this size is refused before the database does.
MOST_WON = 100_000_000_000
MOST_PEOPLE = 1_000_000


class Kind(StrEnum):
    """How a form shows the input and how it is stored."""

    DATE = "DATE"
    LINE = "LINE"
    TEXT = "TEXT"
    WON = "WON"
    COUNT = "COUNT"
    CHOICE = "CHOICE"
    CHECK = "CHECK"


@dataclass(frozen=True, slots=True)
class Input:
    """One fact: its name, label, kind, and limits. ``past``: a date that may not lie ahead."""

    name: str
    label: Text
    kind: Kind
    required: bool = True
    choices: tuple[tuple[str, Any], ...] = ()
    help: Text = ""
    past: bool = False
    group: Text = ""


BASIS_ON = Input("basis_on", gettext_lazy("날짜"), Kind.DATE, past=True)
BASIS_REFERENCE = Input(
    "basis_reference",
    gettext_lazy("근거 문서나 회의"),
    Kind.LINE,
    help=gettext_lazy("예: 제9차 정기회의 회의록"),
)
BASIS = (BASIS_ON, BASIS_REFERENCE)

VOTE_GROUP = gettext_lazy("표결")
VOTES = (
    Input("seated", gettext_lazy("재적"), Kind.COUNT, group=VOTE_GROUP),
    Input("present", gettext_lazy("출석"), Kind.COUNT, group=VOTE_GROUP),
    Input("recused", gettext_lazy("제척"), Kind.COUNT, required=False, group=VOTE_GROUP),
    Input("yes", gettext_lazy("찬성"), Kind.COUNT, group=VOTE_GROUP),
    Input("no", gettext_lazy("반대"), Kind.COUNT, group=VOTE_GROUP),
    Input("abstain", gettext_lazy("기권"), Kind.COUNT, required=False, group=VOTE_GROUP),
)


def clean(inputs: tuple[Input, ...], given: Mapping[str, Any], *, on: dt.date) -> dict[str, Any]:
    """Return the checked values of the asked inputs only; Refused names the input that does not fit.

    Dates come as ``datetime.date``, numbers as int, checks as bool, choices as their code.
    """
    return {asked.name: _clean_one(asked, given.get(asked.name), on) for asked in inputs}


def _clean_one(asked: Input, value: Any, on: dt.date) -> Any:
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "" or value is False:
        if asked.required:
            raise Refused(_missing(asked), field=asked.name, code="required")
        return False if asked.kind == Kind.CHECK else None
    return _CHECKS[asked.kind](asked, value, on)


def _missing(asked: Input) -> str:
    if asked.kind == Kind.CHECK:
        return _("‘%(label)s’에 표시해 주십시오.") % {"label": asked.label}
    if asked.kind in (Kind.CHOICE, Kind.DATE):
        return _("‘%(label)s’ 칸을 골라 주십시오.") % {"label": asked.label}
    return _("‘%(label)s’ 칸을 써 주십시오.") % {"label": asked.label}


def _date(asked: Input, value: Any, on: dt.date) -> dt.date:
    if not isinstance(value, dt.date):
        raise Refused(_("날짜를 다시 골라 주십시오."), field=asked.name)
    if asked.past and value > on:
        raise Refused(_("아직 오지 않은 날입니다. 있었던 날을 골라 주십시오."), field=asked.name)
    return value


def _number(asked: Input, value: Any, on: dt.date) -> int:
    most = MOST_WON if asked.kind == Kind.WON else MOST_PEOPLE
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise Refused(_("0부터 %(most)s까지의 수를 써 주십시오.") % {"most": f"{most:,}"}, field=asked.name)
    return value


def _choice(asked: Input, value: Any, on: dt.date) -> str:
    if value not in {code for code, label in asked.choices}:
        raise Refused(_("보기 가운데 하나를 골라 주십시오."), field=asked.name)
    return str(value)


def _text(asked: Input, value: Any, on: dt.date) -> str:
    most = 200 if asked.kind == Kind.LINE else 4000
    if not isinstance(value, str) or len(value) > most:
        raise Refused(_("%(most)s자까지 쓸 수 있습니다.") % {"most": most}, field=asked.name)
    return value


def _check(asked: Input, value: Any, on: dt.date) -> bool:
    return bool(value)


_CHECKS = {
    Kind.DATE: _date,
    Kind.LINE: _text,
    Kind.TEXT: _text,
    Kind.WON: _number,
    Kind.COUNT: _number,
    Kind.CHOICE: _choice,
    Kind.CHECK: _check,
}


def as_facts(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as JSON keeps them (dates as ISO text), empty ones left out."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
        if value not in (None, "")
    }
