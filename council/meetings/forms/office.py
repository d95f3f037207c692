"""Forms of the office's meetings. Forms check shape, services check rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from council.common.forms import ChipRadio, KDateField, KrdsFormMixin
from council.meetings.models import AgendaItem, Meeting, Vote
from council.models import Committee


class PlaceForm(KrdsFormMixin, forms.Form):
    """When and where."""

    day = KDateField(label=_("날"))
    time = forms.TimeField(label=_("시각"), initial="14:00", help_text=_("예: 14:00"), input_formats=["%H:%M", "%H%M"])
    mode = forms.ChoiceField(label=_("여는 방법"), choices=Meeting.Mode.choices, widget=ChipRadio, initial="IN_PERSON")
    place = forms.CharField(label=_("곳"), max_length=100, required=False)
    link = forms.URLField(label=_("온라인 주소"), max_length=300, required=False, assume_scheme="https")

    @property
    def starts_at(self) -> dt.datetime:
        data = self.cleaned_data
        return timezone.make_aware(dt.datetime.combine(data["day"], data["time"]))

    @property
    def where(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("mode", "place", "link")}


class NewForm(PlaceForm):
    """A regular meeting, or one of a 분과 or of the officers."""

    KINDS = [(kind.value, kind.label) for kind in Meeting.Kind if kind != Meeting.Kind.EXTRAORDINARY]
    kind = forms.ChoiceField(label=_("회의"), choices=KINDS, widget=ChipRadio, initial="REGULAR")
    committee = forms.ModelChoiceField(
        label=_("분과"), queryset=Committee._base_manager.none(), required=False, help_text=_("분과회의일 때 고릅니다.")
    )
    field_order = ("kind", "committee", "day", "time", "mode", "place", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = Committee.objects.filter(closed_on__isnull=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if (data.get("kind") == Meeting.Kind.COMMITTEE) != bool(data.get("committee")):
            self.add_error("committee", _("분과회의이면 분과를 고르고, 다른 회의이면 비우십시오."))
        return data


class CallForm(PlaceForm):
    """An extraordinary meeting: who called it and why."""

    WHO = (("chair", _("회장이 소집")), ("head", _("읍면동장·시군구청장이 요구")), ("", _("위원들이 요구")))
    called_by = forms.ChoiceField(label=_("누가"), choices=WHO, widget=ChipRadio, required=False, initial="chair")
    callers = forms.IntegerField(label=_("요구한 위원 수"), min_value=1, max_value=200, required=False)
    reason = forms.CharField(label=_("여는 까닭"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    judged = forms.CharField(
        label=_("규칙이 정하지 못할 때의 까닭"), max_length=300, required=False,
        help_text=_("규칙이 정하지 못하거나 주의만 줄 때 씁니다. 판정과 함께 남습니다."),
    )  # fmt: skip
    field_order = ("called_by", "callers", "reason", "judged", "day", "time", "mode", "place", "link")


class ChangeForm(PlaceForm):
    why = forms.CharField(
        label=_("바꾸는 까닭"), max_length=300, required=False, help_text=_("알린 회의이면 알림에 적힙니다.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NoticeForm(KrdsFormMixin, forms.Form):
    urgent = forms.BooleanField(label=_("긴급한 회의입니다"), required=False)
    late_reason = forms.CharField(
        label=_("늦게 알리는 까닭"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("기한보다 늦을 때만 씁니다. 공고에 그대로 적힙니다."),
    )  # fmt: skip


class WhyForm(KrdsFormMixin, forms.Form):
    why = forms.CharField(label=_("까닭"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ItemForm(KrdsFormMixin, forms.Form):
    """One line of the agenda."""

    kind = forms.ChoiceField(label=_("갈래"), choices=AgendaItem.Kind.choices, widget=ChipRadio, initial="DECIDE")
    title = forms.CharField(label=_("안건"), max_length=200)
    body = forms.CharField(label=_("내용"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    decides = forms.ChoiceField(
        label=_("가결하면 바뀌는 일"),
        required=False,
        help_text=_("고르면 가결할 때 사업이 다음 단계로 함께 넘어갑니다."),
    )
    matter = forms.ChoiceField(label=_("의결의 갈래"), choices=AgendaItem.Matter.choices, required=False)
    closed_reason = forms.CharField(
        label=_("공개하지 않는 까닭"),
        max_length=200,
        required=False,
        help_text=_("쓰면 제목과 내용을 공개하지 않습니다."),
    )

    def __init__(self, *args: Any, acts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decides"].choices = [("", _("없음")), *acts]  # type: ignore[attr-defined]


class CorrectForm(KrdsFormMixin, forms.Form):
    """A vote counted again."""

    JUDGED = (("", "–"), ("yes", _("가결")), ("no", _("부결")))
    method = forms.ChoiceField(
        label=_("방법"), choices=[(m.value, m.label) for m in Vote.Method if m != Vote.Method.BY_NAME]
    )
    in_favour = forms.IntegerField(label=_("찬성"), min_value=0, max_value=999)
    against = forms.IntegerField(label=_("반대"), min_value=0, max_value=999, initial=0)
    abstained = forms.IntegerField(label=_("기권"), min_value=0, max_value=999, initial=0)
    invalid = forms.IntegerField(label=_("무효"), min_value=0, max_value=999, initial=0)
    why = forms.CharField(label=_("바로잡는 까닭"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    judged = forms.ChoiceField(label=_("규칙이 정하지 못할 때"), choices=JUDGED, required=False)
    judged_why = forms.CharField(label=_("그 까닭"), max_length=300, required=False)
