"""Forms of the roll: the acts about one person of it. Forms check shape, services check rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from council.common.documents import SafeDocument, safe_document
from council.common.errors import Refused
from council.common.forms import ChipRadio, ChoiceCards, KDateField, KrdsFormMixin
from members.forms.people import NamedChoiceField, TermForm
from members.forms.roll_filter import open_committees
from members.models import Attendance, Election, Membership, PersonalRecord, Training, User

REASON: dict[str, Any] = {
    "label": gettext_lazy("까닭"),
    "max_length": 200,
    "error_messages": {"required": gettext_lazy("까닭을 써 주십시오. 이력에 남습니다.")},
}


def reason_field(**more: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **(REASON | more))


def optional_reason() -> forms.CharField:
    return reason_field(
        label=gettext_lazy("규칙이 정하지 못할 때의 까닭"),
        required=False,
        help_text=gettext_lazy("규칙이 정하지 못하거나 주의만 줄 때 씁니다. 판정과 함께 남습니다."),
    )


class DayField(KDateField):
    """The first day without the seat."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("위원이 아닌 첫날"))
        kwargs.setdefault("help_text", gettext_lazy("이 날부터 위원이 아닙니다."))
        super().__init__(**kwargs)


class ActForm(TermForm):
    """A service speaks of ``ends_on``, as this form does."""

    aliases = {}


class ResignForm(ActForm):
    ends_on = DayField()
    reason = reason_field(help_text=gettext_lazy("예: 이사, 건강, 직장"))


class DismissForm(ActForm):
    """The vote of the council, as the minutes have it."""

    ground = forms.ChoiceField(label=gettext_lazy("사유"), choices=[], widget=forms.Select)
    meeting = forms.CharField(
        label=gettext_lazy("의결한 회의"), max_length=60, help_text=gettext_lazy("예: 제3차 임시회의")
    )
    decided_on = KDateField(label=gettext_lazy("의결한 날"))
    enrolled = forms.IntegerField(label=gettext_lazy("재적위원"), min_value=1, max_value=200)
    present = forms.IntegerField(label=gettext_lazy("출석위원"), min_value=0, max_value=200)
    in_favour = forms.IntegerField(label=gettext_lazy("찬성"), min_value=0, max_value=200)
    proposers = forms.IntegerField(label=gettext_lazy("발의한 위원"), min_value=0, max_value=200, required=False)
    residents = forms.IntegerField(label=gettext_lazy("발의한 주민"), min_value=0, max_value=1_000_000, required=False)
    ends_on = DayField()
    reason = reason_field(help_text=gettext_lazy("무엇 때문에 해촉하는지, 본인이 읽습니다."))

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["ground"], grounds)

    def votes(self) -> dict[str, int]:
        names = ("enrolled", "present", "in_favour", "proposers", "residents")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name) is not None}


class LoseForm(ActForm):
    ground = forms.ChoiceField(label=gettext_lazy("사유"), choices=[], widget=forms.Select)
    event_on = KDateField(label=gettext_lazy("사유가 생긴 날"), help_text=gettext_lazy("예: 전출한 날, 당선된 날"))
    reason = reason_field(label=gettext_lazy("무엇을 보고 알았나요"), help_text=gettext_lazy("예: 전입지 통보 공문"))

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["ground"], grounds)


class WithdrawForm(ActForm):
    reason = reason_field(help_text=gettext_lazy("예: 다른 사람을 잘못 적음"))


class DocumentField(forms.FileField):
    """A certificate: PDF or picture, made harmless; cleans to SafeDocument or None."""

    def clean(self, data: Any, initial: Any = None) -> SafeDocument | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return safe_document(upload)
        except Refused as refused:
            raise ValidationError(refused.message, code=refused.code) from refused


class TrainingForm(ActForm):
    course = forms.CharField(
        label=gettext_lazy("교육 이름"),
        max_length=Training._meta.get_field("course").max_length,
        initial="주민자치학교",
    )
    hours = forms.IntegerField(label=gettext_lazy("시간"), min_value=1, max_value=100)
    held_on = KDateField(label=gettext_lazy("교육을 마친 날"))
    certificate = DocumentField(
        label=gettext_lazy("수료증"),
        required=False,
        help_text=gettext_lazy("PDF나 사진 한 장. 간사와 시군구 담당만 봅니다."),
    )


class WhyForm(ActForm):
    why = reason_field(label=gettext_lazy("왜 거두나요"))


class LookForm(KrdsFormMixin, forms.Form):
    """Why somebody looks at a person's data."""

    why = forms.CharField(
        label=gettext_lazy("왜 보나요"),
        max_length=100,
        help_text=gettext_lazy("언제 누가 왜 보았는지 남고, 본인이 자기 쪽에서 읽습니다. 예: 위촉장을 보내려고"),
        error_messages={"required": gettext_lazy("왜 보는지 써 주십시오. 본인이 읽습니다.")},
    )


class PersonalForm(KrdsFormMixin, forms.ModelForm):
    """What is written replaces what was there; what is left empty stays as it is, unseen."""

    born_on = KDateField(label=gettext_lazy("생년월일"), required=False)

    class Meta:
        model = PersonalRecord
        fields = ["born_on", "sex", "phone", "address", "occupation", "residence", "household"]

    def written(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class AddressForm(ActForm):
    email = forms.EmailField(
        label=gettext_lazy("전자우편"),
        max_length=254,
        help_text=gettext_lazy("본인에게 직접 받은 주소를 쓰십시오. 이 주소로 들어오는 길을 보냅니다."),
        error_messages={"required": gettext_lazy("전자우편을 써 주십시오. 예: kim@example.com")},
    )


class PaperConsentForm(ActForm):
    """A consent that the person signed."""

    signed_on = KDateField(label=gettext_lazy("서명한 날"))
    seen = forms.BooleanField(
        label=gettext_lazy("본인이 서명한 동의서를 받았습니다"),
        help_text=gettext_lazy("동의서는 주민자치회가 보관합니다."),
        error_messages={"required": gettext_lazy("서명한 동의서가 있어야 적을 수 있습니다. 먼저 받아 주십시오.")},
    )
    named = forms.BooleanField(
        label=gettext_lazy("공개 명부에 이름을 모두 보이는 데도 동의했습니다"),
        required=False,
        help_text=gettext_lazy("표시하지 않으면 공개 명부에서 가운데 글자를 가립니다."),
    )


class ElectForm(TermForm):
    """The vote on one office, as the minutes have it."""

    aliases = {"user": "person"}

    kind = forms.ChoiceField(label=gettext_lazy("직책"), choices=[], widget=ChoiceCards)
    person = NamedChoiceField(label=gettext_lazy("뽑힌 사람"), empty_label=gettext_lazy("고르기"))
    committee = NamedChoiceField(
        label=gettext_lazy("분과"), required=False, empty_label=gettext_lazy("분과장일 때만 고르기")
    )
    seat = forms.IntegerField(
        label=gettext_lazy("몇 번째 자리인가요"),
        min_value=1,
        max_value=9,
        initial=1,
        help_text=gettext_lazy("부회장이나 감사가 둘이면 두 번째 사람은 2입니다."),
    )
    held_on = KDateField(label=gettext_lazy("뽑은 날"))
    meeting = forms.CharField(label=gettext_lazy("회의"), max_length=60, help_text=gettext_lazy("예: 제1차 정기회의"))
    method = forms.ChoiceField(
        label=gettext_lazy("뽑은 방법"), choices=Election.Method.choices, widget=forms.RadioSelect
    )
    candidates = forms.IntegerField(label=gettext_lazy("후보"), min_value=1, max_value=99, initial=1)
    enrolled = forms.IntegerField(label=gettext_lazy("재적위원"), min_value=1, max_value=200, required=False)
    present = forms.IntegerField(label=gettext_lazy("출석위원"), min_value=0, max_value=200, required=False)
    votes_cast = forms.IntegerField(label=gettext_lazy("투표수"), min_value=0, max_value=200, required=False)
    in_favour = forms.IntegerField(label=gettext_lazy("얻은 표(찬성)"), min_value=0, max_value=200, required=False)
    runner_up = forms.IntegerField(
        label=gettext_lazy("다음으로 많이 얻은 사람의 표"), min_value=0, max_value=200, required=False
    )
    starts_on = KDateField(label=gettext_lazy("임기 첫날"))
    last_day = KDateField(label=gettext_lazy("임기 마지막 날"), required=False)
    reason = optional_reason()

    def __init__(self, *args: Any, on: dt.date, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["kind"], kinds)
        seated = Membership.objects.not_over(on).values("user_id")
        people = User.objects.filter(pk__in=seated).order_by("name", "pk")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["committee"].queryset = open_committees()  # type: ignore[attr-defined]


class MeetingForm(KrdsFormMixin, forms.Form):
    """Which meeting the attendance is of."""

    meeting = forms.CharField(label=gettext_lazy("회의"), max_length=60, help_text=gettext_lazy("예: 제9차 정기회의"))
    held_on = KDateField(label=gettext_lazy("회의한 날"))

    def __init__(self, *args: Any, people: list[User], standing: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = people
        for user in people:
            field = forms.ChoiceField(
                label=user.name,
                choices=Attendance.Presence.choices,
                initial=standing.get(user.pk, Attendance.Presence.PRESENT),
                widget=ChipRadio,
            )
            field.mark = ""  # type: ignore[attr-defined]  # something is chosen for everybody already
            self.fields[f"person-{user.pk}"] = field

    def presences(self) -> dict[int, str]:
        return {user.pk: self.cleaned_data[f"person-{user.pk}"] for user in self._people}


def _choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    field.choices = choices  # type: ignore[attr-defined]
