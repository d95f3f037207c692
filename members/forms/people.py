"""Forms of seats, offices and posts. People write the last day; the record keeps the day after it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.common.errors import Refused
from council.common.forms import ChoiceCards, KDateField, KrdsFormMixin
from council.models import Committee
from members.models import Invitation, Membership, Office, OfficialPost, PersonalRecord, User
from members.models.user import normal_email

ONE_DAY = dt.timedelta(days=1)


class PersonField(forms.EmailField):
    """A person with an account, named by e-mail; cleans to the User."""

    default_error_messages = {
        "unknown": gettext_lazy(
            "이 전자우편으로 만든 계정이 없습니다. 본인이 먼저 가입하거나, 초대장을 보내 주십시오."
        ),
        "required": gettext_lazy("그 사람의 전자우편을 써 주십시오."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("그 사람의 전자우편"))
        kwargs.setdefault("help_text", gettext_lazy("포털에 가입한 주소입니다."))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> User | None:
        email = normal_email(super().clean(value))
        if not email:
            return None
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return user


class LastDayField(KDateField):
    """The last day that counts; cleans to the half-open end, the day after."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("마지막 날"))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> dt.date | None:
        day = super().clean(value)
        return day + ONE_DAY if day else None


class NamedChoiceField(forms.ModelChoiceField):
    """A choice of rows by their names; the rows come with the request, because they lie in a council's scope."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


def _choose_from(field: forms.Field, rows: QuerySet[Any]) -> None:
    field.queryset = rows  # type: ignore[attr-defined]


class TermForm(KrdsFormMixin, forms.Form):
    """What the forms of this page share: a service speaks of its own arguments, the form of its fields."""

    aliases = {"ends_on": "last_day", "user": "person"}

    def add_refusal(self, refused: Refused) -> None:
        field = self.aliases.get(refused.field or "", refused.field)
        super().add_refusal(Refused(refused.message, field=field, code=refused.code))


class SeatForm(TermForm):
    """Appoint one 위원 of the list that was sent. What the form asks is what the rules ask."""

    person = PersonField(
        label=gettext_lazy("그 사람의 전자우편"),
        required=False,
        help_text=gettext_lazy("포털에 가입한 주소입니다. 가입하지 않은 사람은 비우고 이름을 쓰십시오."),
    )
    name = forms.CharField(label=gettext_lazy("가입하지 않은 사람의 이름"), max_length=30, required=False)
    track = forms.ChoiceField(label=gettext_lazy("어떤 길로 뽑혔나요"), choices=[], widget=ChoiceCards)
    eligibility = forms.ChoiceField(label=gettext_lazy("자격"), choices=[], required=False)
    born_on = KDateField(label=gettext_lazy("생년월일"), required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("성별"),
        choices=[("", gettext_lazy("적지 않음")), *PersonalRecord.Sex.choices],
        required=False,
    )
    training_hours = forms.IntegerField(
        label=gettext_lazy("받은 교육 시간"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=gettext_lazy("포털에 이미 적은 교육은 비워 두십시오."),
    )
    trained_on = KDateField(label=gettext_lazy("교육을 마친 날"), required=False)
    draw = KDateField(label=gettext_lazy("추첨일"), required=False, help_text=gettext_lazy("추첨으로 뽑혔을 때만"))
    clear = forms.BooleanField(
        label=gettext_lazy("결격사유 조회를 마쳤고 걸리는 것이 없습니다"),
        required=False,
        help_text=gettext_lazy("조회 회보를 받은 뒤에 표시하십시오."),
    )
    list_sent_on = KDateField(label=gettext_lazy("명부를 받은 날"))
    appointed_on = KDateField(label=gettext_lazy("위촉한 날"))
    starts_on = KDateField(label=gettext_lazy("임기 첫날"))
    last_day = LastDayField(label=gettext_lazy("임기 마지막 날"))
    reason = forms.CharField(
        label=gettext_lazy("규칙이 정하지 못할 때의 까닭"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("규칙이 정하지 못하거나 주의만 줄 때 씁니다. 판정과 함께 남습니다."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, tracks: list[tuple[str, str]], kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["track"].choices = tracks  # type: ignore[attr-defined]
        self.fields["eligibility"].choices = [("", _("고르기")), *kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("person")) == bool(data.get("name")) and "person" not in self.errors:
            self.add_error("person", _("전자우편과 이름 가운데 하나를 써 주십시오."))
        return data


class OfficeForm(TermForm):
    """Record who holds an office: one of the 위원, or somebody from outside by e-mail."""

    kind = forms.ChoiceField(label=gettext_lazy("직책"), choices=Office.Kind.choices, widget=ChoiceCards)
    person = NamedChoiceField(label=gettext_lazy("위원 가운데서"), required=False, empty_label=gettext_lazy("고르기"))
    outsider = PersonField(
        label=gettext_lazy("위원이 아니면 그 사람의 전자우편"),
        required=False,
        help_text=gettext_lazy("간사와 감사는 위원이 아니어도 됩니다."),
    )
    committee = NamedChoiceField(
        label=gettext_lazy("분과"),
        required=False,
        empty_label=gettext_lazy("분과장일 때만 고르기"),
    )
    seat = forms.IntegerField(
        label=gettext_lazy("몇 번째 자리인가요"),
        min_value=1,
        max_value=9,
        initial=1,
        help_text=gettext_lazy("부회장이나 감사가 둘이면 두 번째 사람은 2입니다."),
    )
    starts_on = KDateField(label=gettext_lazy("임기 첫날"))
    last_day = LastDayField(label=gettext_lazy("임기 마지막 날"), required=False)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = Membership.objects.not_over(on).values("user_id")
        people = User.objects.filter(pk__in=seated, is_active=True).order_by("name", "pk")
        _choose_from(self.fields["person"], people)
        _choose_from(self.fields["committee"], Committee.objects.filter(closed_on__isnull=True))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("person")) == bool(data.get("outsider")) and "outsider" not in self.errors:
            self.add_error("person", _("위원 가운데서 고르거나, 전자우편을 쓰거나 둘 가운데 하나를 하십시오."))
        data["user"] = data.get("person") or data.get("outsider")
        return data


class PlaceForm(TermForm):
    """Give somebody a place in a 분과."""

    person = PersonField()
    committee = NamedChoiceField(label=gettext_lazy("분과"), empty_label=gettext_lazy("고르기"))
    starts_on = KDateField(label=gettext_lazy("첫날"))

    def __init__(self, *args: Any, on: dt.date, whom: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self.fields["committee"], Committee.objects.filter(closed_on__isnull=True))
        if whom is not None:  # come from the person's page: nothing is left to ask
            del self.fields["person"]


class OfficialForm(TermForm):
    """Record an official of the 읍·면·동 office."""

    person = PersonField()
    kind = forms.ChoiceField(label=gettext_lazy("자리"), choices=OfficialPost.Kind.choices, widget=ChoiceCards)
    starts_on = KDateField(label=gettext_lazy("온 날"))
    last_day = LastDayField(required=False)


class InviteForm(TermForm):
    """Offer an office by e-mail."""

    email = forms.EmailField(
        label=gettext_lazy("전자우편"), help_text=gettext_lazy("이 주소로 가입한 사람만 받아들일 수 있습니다.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("자리"), choices=Invitation.Kind.choices, widget=ChoiceCards)

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [choice for choice in Invitation.Kind.choices if choice[0] in kinds]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]


class EndForm(TermForm):
    """End a term: the last day and why."""

    last_day = LastDayField(help_text=gettext_lazy("이 날까지 맡고, 다음 날부터 맡지 않습니다."))
    reason = forms.CharField(
        label=gettext_lazy("까닭"),
        max_length=200,
        help_text=gettext_lazy("예: 스스로 사임, 해촉 의결(제8차 정기회의), 인사이동"),
        error_messages={"required": gettext_lazy("까닭을 써 주십시오. 이력에 남습니다.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
