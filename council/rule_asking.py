"""Trying a question out: which facts it wants, as fields of a form, and its verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.common.forms import KDateField, KrdsFormMixin
from council.rule_words import WORDS
from council.rulebook import KEYS, RuleBook, Verdict
from council.rulebook.fact_names import KINDS, Kind, label

MOST = 10**9


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that everybody may try: what it is called, and the facts it is usually asked with."""

    name: str
    label: Any
    facts: tuple[str, ...]
    #: Facts that most people leave alone; they are offered, and asked for when the rules turn on them.
    fixed: Mapping[str, Any] = field(default_factory=dict)


ASKED: tuple[Asked, ...] = (
    Asked("quorum", _("회의를 열 수 있나요(정족수)"), ("enrolled", "present")),
    Asked("decision", _("안건이 가결되나요"), ("matter", "enrolled", "present", "recused", "in_favour", "against")),
    Asked("call", _("임시회의를 소집할 수 있나요"), ("called_by", "callers", "enrolled")),
    Asked("notice", _("회의를 제때 알렸나요"), ("notice", "meeting")),
    Asked("seats", _("이 정원을 둘 수 있나요"), ("seats",)),
    Asked("tracks", _("선정 방법별로 몇 자리인가요"), ("seats",)),
    Asked("training", _("교육을 마쳤나요"), ("training_hours", "reappointed", "appointment", "draw")),
    Asked("reappointment", _("다시 위원이 될 수 있나요"), ("terms_served",)),
    Asked("term", _("임기는 언제부터 언제까지인가요"), ("appointment",)),
    Asked("vacancy", _("빈자리를 채우나요"), ("remaining_months", "reserves")),
    Asked("absence", _("결석이 해촉할 만큼인가요"), ("absences_in_row", "absences_in_year")),
    Asked("dismissal_proposal", _("해촉을 발의할 수 있나요"), ("proposers", "residents", "enrolled")),
    Asked("dismissal", _("해촉이 의결되나요"), ("in_favour", "enrolled", "present")),
    Asked("voter", _("주민총회에서 투표할 수 있나요"), ("age", "registered_here", "works_here")),
    Asked("assembly_quorum", _("주민총회가 성립하나요"), ("participants", "registered_population")),
    Asked("committee_place", _("분과에 들어갈 수 있나요"), ("is_member", "age")),
    Asked("due", _("기한이 언제인가요"), ("key",)),
)
BY_NAME = {asked.name: asked for asked in ASKED}

#: Words that a fact may be; others are typed.
CHOICES: dict[str, tuple[str, ...]] = {
    "matter": ("ordinary", "dismissal", "bylaw", "plan", "officer", "budget"),
    "called_by": ("chair", "members", "head", "district_head", "residents"),
    "kind": ("regular", "extraordinary", "assembly"),
    "sex": ("female", "male"),
    "office": ("chair", "vice_chair", "secretary", "auditor", "committee_head"),
}


def deadline_keys() -> list[tuple[str, str]]:
    return [(known.key, str(known.label)) for known in KEYS.values() if known.shape == "deadline"]


class AskForm(KrdsFormMixin, forms.Form):
    """The figures of one question; what is left empty is not known."""

    def __init__(
        self, *args: Any, asked: Asked, more: Iterable[str] = (), own: Mapping[str, str], **kwargs: Any
    ) -> None:
        names = [name for name in dict.fromkeys((*asked.facts, *more)) if KINDS.get(name) is not Kind.LIST]
        self.base_fields = {name: _field(name, own) for name in names}  # type: ignore[misc]
        super().__init__(*args, **kwargs)

    def facts(self) -> dict[str, Any]:
        """Return the facts that were typed; an empty field is a fact that is not known."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def _field(name: str, own: Mapping[str, str]) -> forms.Field:
    title = own.get(name) or label(name)
    kind = KINDS.get(name, Kind.YES_NO if name in own else Kind.WORD)
    if name == "key":
        return forms.ChoiceField(label=_("무엇의 기한"), required=False, choices=[("", _("고르기")), *deadline_keys()])
    if kind is Kind.NUMBER:
        return forms.IntegerField(label=title, required=False, min_value=0, max_value=MOST)
    if kind is Kind.DATE:
        return KDateField(label=title, required=False)
    if kind is Kind.YES_NO:
        choices = [("", _("모름")), ("yes", _("예")), ("no", _("아니오"))]
        return forms.TypedChoiceField(
            label=title, required=False, choices=choices, coerce=lambda chosen: chosen == "yes", empty_value=None
        )
    if name in CHOICES:
        words = [(word, WORDS.get(word, word)) for word in CHOICES[name]]
        return forms.ChoiceField(label=title, required=False, choices=[("", _("모름")), *words])
    return forms.CharField(label=title, required=False, max_length=60)


def given_names(data: Mapping[str, Any], own: Mapping[str, str]) -> list[str]:
    """Return the facts that the address names beyond the question's own."""
    return [name for name in data if name in KINDS or name in own]


#: What a question's verdict is called; others say 됩니다 and 안 됩니다.
CALLED: dict[str, tuple[Any, Any]] = {
    "quorum": (_("성립"), _("불성립")),
    "assembly_quorum": (_("성립"), _("불성립")),
    "decision": (_("가결"), _("부결")),
    "dismissal": (_("가결"), _("부결")),
    "assembly_decision": (_("가결"), _("부결")),
    "absence": (_("한도에 이름"), _("한도에 이르지 않음")),
    "vacancy": (_("채웁니다"), _("채우지 않습니다")),
}


def called(verdict: Verdict) -> str:
    """Return the bold word of a verdict."""
    if verdict.holds is None:
        # A day or a list is an answer too; only what nobody can say is not determined.
        return str(_("정해지지 않음")) if verdict.because else str(_("답"))
    yes, no = CALLED.get(verdict.question, (_("됩니다"), _("안 됩니다")))
    return str(yes if verdict.holds else no)


def ask(book: RuleBook, asked: Asked, facts: Mapping[str, Any], on: dt.date) -> Verdict:
    """Return the verdict as of the day."""
    return book.ask(asked.name, **{**asked.fixed, **facts, "on": on})


@dataclass(frozen=True, slots=True)
class Example:
    """A verdict taken apart, for the page of the rules."""

    title: str
    verdict: Verdict
    called: str
    figures: list[tuple[str, str]]


def figures(verdict: Verdict, facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the facts of a verdict and the figure it came to, as they are read."""
    unit = _("%(n)s명")
    shown = [
        (label(name), str(unit % {"n": value}) if name in PEOPLE else str(WORDS.get(str(value), value)))
        for name, value in facts.items()
        if name != "on"
    ]
    if verdict.needed is not None:
        shown.append((str(_("필요한 수")), str(unit % {"n": verdict.needed})))
    if verdict.allowed is not None:
        shown.append((str(_("둘 수 있는 수")), str(unit % {"n": verdict.allowed})))
    return shown


PEOPLE = frozenset(
    ("enrolled", "present", "recused", "in_favour", "against", "callers", "proposers", "residents", "participants")
)
