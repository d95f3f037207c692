"""The application: short enough for a phone, nothing lost when something is still missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common.forms import CardCheckboxes, ChipRadio, ChoiceCards, KDateField, KrdsFormMixin, PhotoInput
from council.models import Committee
from members.forms.people import NamedChoiceField
from members.models import Application, Recruitment, RecruitmentTrack
from members.rulings import Rulings
from members.services.recruitment import proofs
from members.services.recruitment.applications import Statement

#: Where no rule names the kinds: what every ordinance read so far knows.
USUAL_KINDS = (
    {"kind": "resident", "label": gettext_lazy("주민등록을 둔 사람"), "requires": {"registered_here": True}},
    {"kind": "worker", "label": gettext_lazy("이곳 사업장에서 일하는 사람"), "requires": {"works_here": True}},
    {"kind": "belongs", "label": gettext_lazy("이곳 학교·기관·단체의 임직원"), "requires": {"belongs_here": True}},
)
MUST = gettext_lazy("꼭 쓰기")
MUST_HAVE = ("name", "born_on", "phone", "address", "eligibility", "track", "consent")
NOTHING = gettext_lazy("지원서를 내려면 써 주십시오.")
MISSING = {
    "eligibility": gettext_lazy("어떤 자격인지 골라 주십시오."),
    "track": gettext_lazy("어느 갈래로 지원하는지 골라 주십시오."),
    "consent": gettext_lazy("동의해야 접수합니다. 동의하지 않으면 심사를 할 수 없습니다."),
}
SEX = [*Application.Sex.choices, ("", gettext_lazy("밝히지 않음"))]


class ProofField(forms.FileField):
    """Some papers as they were uploaded; they are looked into when they are kept."""

    widget = PhotoInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploads = [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]
        if len(uploads) > proofs.MOST:
            raise ValidationError(_("서류는 %(most)d개까지 올릴 수 있습니다.") % {"most": proofs.MOST}, code="too_many")
        return [super(ProofField, self).clean(upload) for upload in uploads]


class ApplyForm(KrdsFormMixin, forms.Form):
    """Everything that is asked of an applicant. A draft may leave anything out; handing in may not."""

    name = forms.CharField(label=gettext_lazy("이름"), max_length=30, required=False)
    born_on = KDateField(label=gettext_lazy("생년월일"), required=False, help_text=gettext_lazy("예: 1980. 3. 1."))
    sex = forms.ChoiceField(
        label=gettext_lazy("성별"),
        choices=SEX,
        widget=ChipRadio,
        required=False,
        help_text=gettext_lazy("한쪽 성별이 정한 비율을 넘지 않게 뽑을 때만 씁니다."),
    )
    phone = forms.CharField(
        label=gettext_lazy("전화"),
        max_length=20,
        required=False,
        validators=[RegexValidator(r"^[0-9+\- ]*$", gettext_lazy("숫자와 - 로 써 주십시오. 예: 010-1234-5678"))],
    )
    address = forms.CharField(
        label=gettext_lazy("주소"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("주민등록번호는 쓰지 마십시오. 이곳에서 일하거나 다니면 그곳의 주소를 씁니다."),
    )
    eligibility = forms.ChoiceField(label=gettext_lazy("어떤 자격으로 지원하나요"), required=False, widget=ChoiceCards)
    track = NamedChoiceField(label=gettext_lazy("지원하는 갈래"), required=False, empty_label=None, widget=ChoiceCards)
    recommended_by = forms.CharField(
        label=gettext_lazy("추천한 기관이나 단체"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("추천을 받았을 때만 씁니다."),
    )
    occupation = forms.CharField(label=gettext_lazy("하는 일"), max_length=40, required=False)
    household = forms.CharField(
        label=gettext_lazy("같은 세대에 함께 지원한 사람이 있으면 세대주 이름"), max_length=40, required=False
    )
    committee = NamedChoiceField(
        label=gettext_lazy("들고 싶은 분과"), required=False, empty_label=gettext_lazy("정하지 않음")
    )
    motive = forms.CharField(
        label=gettext_lazy("하고 싶은 일"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("해당하는 것이 있으면 골라 주십시오"),
        required=False,
        widget=CardCheckboxes,
        help_text=gettext_lazy("없으면 그대로 둡니다. 사실과 다르면 위촉한 뒤에도 자리를 잃습니다."),
    )
    proof = ProofField(
        label=gettext_lazy("증빙 서류"),
        required=False,
        widget=PhotoInput(
            attrs={"accept": "image/*,application/pdf"}, button=gettext_lazy("사진이나 PDF 고르기"), multiple=True
        ),
        help_text=gettext_lazy("휴대전화로 찍은 사진이면 됩니다. 주민등록번호 뒷자리는 가려 주십시오."),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("(꼭 필요) 개인정보 수집·이용에 동의합니다"),
        required=False,
        help_text=gettext_lazy(
            "이름, 생년월일, 연락처, 주소, 자격을 심사와 추첨에 쓰고, 위촉되지 않으면 예비후보 기간이 끝난 뒤 지웁니다. "
            "동의하지 않을 수 있지만, 그러면 지원할 수 없습니다."
        ),
    )
    show_name = forms.BooleanField(
        label=gettext_lazy("(고르기) 추첨 결과에 이름을 모두 보여도 됩니다"),
        required=False,
        help_text=gettext_lazy("고르지 않으면 가운데 글자를 가립니다. 지원에는 아무 영향이 없습니다."),
    )

    def __init__(self, *args: Any, recruitment: Recruitment, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rulings = Rulings(recruitment.council, on, recruitment)
        self.kinds: list[Mapping[str, Any]] = rulings.kinds() or list(USUAL_KINDS)
        self.grounds_known = [one for one in rulings.grounds() if self._stated(one.get("when"))]
        kinds = [(str(one["kind"]), str(one.get("label", one["kind"]))) for one in self.kinds]
        self.fields["eligibility"].choices = kinds  # type: ignore[attr-defined]
        named = [(str(one["ground"]), str(one.get("label", one["ground"]))) for one in self.grounds_known]
        self.fields["grounds"].choices = named  # type: ignore[attr-defined]
        if not named:
            del self.fields["grounds"]
        tracks = RecruitmentTrack.objects.filter(recruitment=recruitment).order_by("track")
        self.tracks = list(tracks)
        self.fields["track"].queryset = tracks  # type: ignore[attr-defined]
        self.fields["track"].label_from_instance = lambda row: f"{row.label} ({row.seats})"  # type: ignore[attr-defined]
        self.fields["committee"].queryset = Committee.objects.filter(closed_on__isnull=True)  # type: ignore[attr-defined]
        if len(self.tracks) == 1:
            del self.fields["track"]
        if not any(row.by == "recommendation" or "recommend" in row.track for row in self.tracks):
            del self.fields["recommended_by"]
        if rulings.household()[0] is None:
            del self.fields["household"]
        for name in MUST_HAVE:
            if name in self.fields:
                self.fields[name].mark = MUST  # type: ignore[attr-defined]

    @staticmethod
    def _stated(condition: Any) -> dict[str, bool]:
        """Return the plain yes/no facts of a condition that a person can state of oneself."""
        if not isinstance(condition, Mapping):
            return {}
        return {name: value for name, value in condition.items() if isinstance(value, bool)}

    def ask_for_missing(self) -> bool:
        """Say beside each field what handing in still needs, all at once; return whether anything is missing."""
        for name in MUST_HAVE:
            if name in self.fields and not self.cleaned_data.get(name):
                self.add_error(name, ValidationError(str(MISSING.get(name, NOTHING)), code="missing"))
        return bool(self.errors)

    def statement(self) -> Statement:
        """Return what the person stated; call it on a valid form."""
        data = self.cleaned_data
        facts: dict[str, Any] = {}
        picked = set(data.get("grounds") or ())
        for ground in self.grounds_known:
            for name, value in self._stated(ground.get("when")).items():
                facts[name] = value if str(ground["ground"]) in picked else facts.get(name, not value)
        for kind in self.kinds:
            if str(kind["kind"]) == data.get("eligibility"):
                facts |= self._stated(kind.get("requires"))
        facts |= {name: False for name in self._other_kinds(data.get("eligibility") or "") if name not in facts}
        track = self.tracks[0] if len(self.tracks) == 1 else data.get("track")
        words = {
            name: data.get(name) or ""
            for name in (
                *("name", "sex", "phone", "address", "eligibility", "occupation", "household"),
                *("recommended_by", "motive"),
            )
        }
        return Statement(
            **words,
            born_on=data.get("born_on"),
            committee=data.get("committee"),
            track=track,
            facts=facts,
            show_name=bool(data.get("show_name")),
        )

    def _other_kinds(self, chosen: str) -> set[str]:
        """Return the facts of kinds that were not chosen, known only where one was chosen."""
        if not chosen:
            return set()
        return {
            name for kind in self.kinds if str(kind["kind"]) != chosen for name in self._stated(kind.get("requires"))
        }


def apply_initial(application: Application) -> dict[str, Any]:
    """Return the form's first values for a draft."""
    names = [
        "name",
        "born_on",
        "sex",
        "phone",
        "address",
        "eligibility",
        "recommended_by",
        "occupation",
        "household",
        "motive",
        "show_name",
    ]
    return {name: getattr(application, name) for name in names} | {
        "track": application.track_id,
        "committee": application.committee_id,
    }


class PaperForm(ApplyForm):
    """An application on paper, typed in by the secretary."""

    email = forms.EmailField(
        label=gettext_lazy("전자우편"),
        required=False,
        help_text=gettext_lazy("없으면 비워 둡니다. 결과는 전화로 알려 주십시오."),
    )
    received_on = KDateField(label=gettext_lazy("받은 날"))

    field_order = ("received_on", "name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = gettext_lazy("종이에 개인정보 수집·이용 동의 서명이 있습니다")
        self.fields["consent"].help_text = gettext_lazy("서명이 없으면 접수할 수 없습니다.")
        self.fields["show_name"].label = gettext_lazy("결과에 이름을 모두 보이는 데 동의했습니다")


class WithdrawForm(KrdsFormMixin, forms.Form):
    """Take an application back."""

    reason = forms.CharField(label=gettext_lazy("까닭"), max_length=200, required=False)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = (
            gettext_lazy("쓰지 않아도 됩니다.") if own else gettext_lazy("예: 전화로 취하, 방문하여 취하")
        )
