"""The forms of the papers: filter, letterhead, batch, re-issue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.common.actor import Actor
from council.common.forms import CardCheckboxes, KDateField, KrdsFormMixin
from council.documents.registry import PAPERS, readable_codes
from council.documents.renderers import Format


class PaperFilterForm(KrdsFormMixin, forms.Form):
    """What narrows the list; a value that makes no sense is said beside its field."""

    q = forms.CharField(label=_("찾는 말"), required=False, max_length=60, help_text=_("문서번호나 제목"))
    kind = forms.ChoiceField(label=_("문서"), required=False)
    first = KDateField(label=_("부터"), required=False)
    last = KDateField(label=_("까지"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, str(PAPERS[code].title)) for code in readable_codes(actor)]
        self.fields["kind"].choices = [("", _("모든 문서")), *sorted(kinds, key=lambda kind: kind[1])]  # type: ignore[attr-defined]


class BatchForm(KrdsFormMixin, forms.Form):
    """Which papers, in which formats."""

    papers = forms.TypedMultipleChoiceField(label=_("문서"), coerce=int, widget=forms.MultipleHiddenInput)
    formats = forms.MultipleChoiceField(
        label=_("형식"), choices=Format.choices, widget=CardCheckboxes, initial=[Format.PDF]
    )

    def __init__(self, *args: Any, keys: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].choices = [(key, str(key)) for key in keys]  # type: ignore[attr-defined]


class ReissueForm(KrdsFormMixin, forms.Form):
    why = forms.CharField(
        label=_("다시 발급하는 까닭"),
        max_length=300,
        help_text=_("예: 참석자 이름이 빠져 바로잡았습니다. 새 문서의 이력에 남습니다."),
    )


class LetterheadForm(KrdsFormMixin, forms.Form):
    name = forms.CharField(label=_("기관 이름"), max_length=60, help_text=_("문서 머리와 발신 명의에 씁니다."))
    motto = forms.CharField(
        label=_("머리 문구"), max_length=80, required=False, help_text=_("기관 이름 위에 작게 놓입니다.")
    )
    footer = forms.CharField(
        label=_("꼬리말"),
        max_length=160,
        required=False,
        help_text=_("모든 쪽 아래에 놓입니다. 주소와 전화를 쓰십시오."),
    )
    seal = forms.FileField(
        label=_("직인 그림"), required=False, help_text=_("PNG나 JPG, 3MB까지. 흰 바탕은 비치게 바꿉니다.")
    )
    remove_seal = forms.BooleanField(label=_("직인을 넣지 않기"), required=False)
