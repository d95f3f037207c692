"""What the council fills in about a proposal: who looks at it, what is answered, which class it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.common.forms import CardCheckboxes, ChoiceCards, KrdsFormMixin
from council.models import Committee
from members.selectors import office_label, officers
from projects.choices import DECLINE_REASONS, AffairsClass, AnswerReason
from projects.classifier import QUESTIONS, Answers, Tri
from projects.forms.once import OnceForm
from projects.models import Proposal

PICK = ("", _("고르기"))
LONGEST_ANSWER = 4000
MOST_MERGED = 50


def open_committees(on: dt.date) -> list[Committee]:
    """Return the 분과 that work on that day, in their order."""
    return [c for c in Committee.objects.order_by("number") if c.closed_on is None or c.closed_on > on]


def owner_choices(council: Any, on: dt.date, keep: Any = None) -> list[tuple[str, Any]]:
    """Return the officers who may own a task, each named with the office; ``keep`` stays even if no officer now."""
    found: dict[str, str] = {}
    for office in officers(on):
        found.setdefault(str(office.user_id), f"{office_label(council, office)} {office.user.name}")
    if keep is not None and str(keep.pk) not in found:
        found[str(keep.pk)] = keep.name or str(_("이름 없음"))
    return list(found.items())


def _as_id(value: str) -> int | None:
    return int(value) if value else None


class AssignForm(OnceForm):
    """Which 분과 and which person look at a proposal."""

    committee = forms.ChoiceField(label=_("분과"), required=False)
    owner = forms.ChoiceField(
        label=_("담당하는 사람"),
        required=False,
        help_text=_("비워 두면 분과장이 맡습니다. 제안한 분에게는 맡은 자리만 보입니다."),
    )

    def __init__(self, *args: Any, proposal: Proposal, on: dt.date, **kwargs: Any) -> None:
        kwargs["initial"] = {"committee": str(proposal.committee_id or "")} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        committees = [(str(c.pk), c.name) for c in open_committees(on)]
        self.fields["committee"].choices = [("", _("분과 없이")), *committees]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", _("분과장이 맡기")), *owner_choices(proposal.council, on)]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, int | None]:
        return {
            "committee_id": _as_id(self.cleaned_data["committee"]),
            "owner_id": _as_id(self.cleaned_data["owner"]),
        }


class NoteForm(OnceForm):
    """A public line with starting a review."""

    note = forms.CharField(
        label=_("제안한 분에게 한마디"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("제안 쪽에 공개됩니다. 비워 두어도 됩니다."),
    )


class AnswerForm(OnceForm):
    """Adopt or decline, with the reason that everybody reads."""

    ADOPT, DECLINE = "ADOPT", "DECLINE"

    decision = forms.ChoiceField(
        label=_("어떻게 할까요"),
        choices=[(ADOPT, _("채택")), (DECLINE, _("채택하지 않음"))],
        widget=ChoiceCards(
            descriptions={
                ADOPT: _("사업으로 만들 수 있습니다"),
                DECLINE: _("까닭과 함께 답하고 마칩니다. 제안한 분은 한 번 다시 물을 수 있습니다"),
            }
        ),
    )
    reason = forms.ChoiceField(
        label=_("채택하지 않는 까닭"),
        required=False,
        choices=[PICK, *((code, AnswerReason(code).label) for code in DECLINE_REASONS)],
    )
    answer = forms.CharField(
        label=_("답변과 까닭"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("제안한 분과 모두가 봅니다. 무엇을 살폈고 왜 이렇게 정했는지 써 주십시오."),
        error_messages={"required": _("답변과 까닭을 써 주십시오. 제안한 분과 모두가 봅니다.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].mark = _("채택하지 않을 때 꼭 고르기")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == self.DECLINE and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("채택하지 않는 까닭을 골라 주십시오."))
        return cleaned


class MergeForm(OnceForm):
    """Which proposals are answered together with the leading one."""

    others = forms.MultipleChoiceField(
        label=_("함께 묶을 제안"),
        widget=CardCheckboxes,
        error_messages={"required": _("함께 묶을 제안을 하나 넘게 골라 주십시오.")},
    )
    answer = forms.CharField(
        label=_("답변과 까닭"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("묶은 제안 모두에 같은 답이 달립니다."),
        error_messages={"required": _("답변과 까닭을 써 주십시오. 제안한 분과 모두가 봅니다.")},
    )

    def __init__(self, *args: Any, candidates: Iterable[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(proposal.pk): proposal for proposal in candidates}
        field = self.fields["others"]
        field.choices = [(pk, p.title) for pk, p in self.candidates.items()]  # type: ignore[attr-defined]
        field.widget.descriptions = {
            pk: f"{p.number_label} · {p.get_state_display()} · {p._meta.get_field('support_count').verbose_name} "
            f"{p.support_count}"
            for pk, p in self.candidates.items()
        }

    def chosen(self) -> list[Proposal]:
        return [self.candidates[pk] for pk in self.cleaned_data["others"]]


TRI_CHOICES = [(Tri.YES.value, _("예")), (Tri.NO.value, _("아니오")), (Tri.UNKNOWN.value, _("모름"))]


class ClassifyForm(KrdsFormMixin, forms.Form):
    """The three questions behind the three definitions (DESIGN §6)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields = {  # type: ignore[misc]
            name: forms.ChoiceField(
                label=str(question),
                help_text=str(hint),
                choices=TRI_CHOICES,
                widget=forms.RadioSelect,
                error_messages={"required": _("예, 아니오, 모름 가운데 하나를 골라 주십시오.")},
            )
            for name, question, hint in QUESTIONS
        }
        super().__init__(*args, **kwargs)

    def answers(self) -> Answers:
        return Answers(**{name: Tri(self.cleaned_data[name]) for name, _question, _hint in QUESTIONS})


CLASS_TEXTS = {
    AffairsClass.AUTONOMOUS: _("주민이 스스로 정하고 합니다. 정기회의나 주민총회가 정합니다"),
    AffairsClass.ENTRUSTED: _("행정에서 하던 일을 협약을 맺고 맡습니다. 읍면동장이 승인합니다"),
    AffairsClass.CONSULTATIVE: _("행정이 정하기 전에 주민의 의견을 냅니다. 행정이 기한 안에 답합니다"),
}
