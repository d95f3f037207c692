"""Forms of screening, draw and succession: decisions with their reasons."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from council.common.forms import ChipRadio, ChoiceCards, FilterForm, KDateField, KrdsFormMixin
from members.forms.people import LastDayField
from members.models import Application
from members.services.recruitment.draw_terms import Decided, Terms

YES_NO = [("yes", _("적격")), ("no", _("부적격"))]


class ScreenForm(KrdsFormMixin, forms.Form):
    """Eligible or not, and why."""

    decision = forms.ChoiceField(
        label=_("어떻게 정하나요"),
        choices=YES_NO,
        widget=ChoiceCards(descriptions={"yes": _("추첨 명단에 오릅니다."), "no": _("까닭이 지원한 사람에게 갑니다.")}),
    )
    reason = forms.CharField(
        label=_("까닭"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("부적격이거나 규칙과 다르게 정할 때는 꼭 씁니다. 지원한 사람이 읽습니다."),
    )


class WhyForm(KrdsFormMixin, forms.Form):
    """Why somebody's paper is looked at."""

    why = forms.CharField(
        label=_("왜 보나요"),
        max_length=100,
        help_text=_("언제 누가 왜 보았는지 이력에 남습니다. 예: 자격 심사"),
        error_messages={"required": _("왜 보는지 써 주십시오. 기록에 남습니다.")},
    )


class ApplicationFilter(django_filters.FilterSet):
    """The list of applications: by state, by number or name."""

    status = django_filters.ChoiceFilter(
        label=_("상태"),
        choices=[choice for choice in Application.Status.choices if choice[0] != "DRAFT"],
        widget=ChipRadio,
        empty_label=_("모두"),
    )
    q = django_filters.CharFilter(label=_("이름이나 접수 번호"), method="by_words")

    class Meta:
        model = Application
        fields = ["status", "q"]
        form = FilterForm

    def by_words(self, queryset: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        words = value.strip()
        return queryset.filter(Q(name__icontains=words) | Q(number__iexact=words))


class FreezeForm(KrdsFormMixin, forms.Form):
    """Who draws the numbers and how; and what the rules leave open, only where they do."""

    officers = forms.CharField(
        label=_("추첨위원"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("한 줄에 한 사람씩, 번호를 뽑는 차례대로 씁니다. 한 사람이 번호 하나를 뽑습니다."),
    )
    seed_source = forms.CharField(
        label=_("번호를 어떻게 뽑나요"),
        max_length=300,
        help_text=_("예: 추첨위원이 차례로 1~45가 적힌 공을 하나씩 뽑습니다."),
    )
    most_of_a_sex = forms.IntegerField(
        label=_("한 성별의 위원은 몇 명까지인가요"),
        min_value=0,
        max_value=500,
        required=False,
        help_text=_("비워 두면 성별로 제한하지 않습니다."),
    )
    reserve_size = forms.IntegerField(
        label=_("예비후보는 몇 명인가요"),
        min_value=0,
        max_value=500,
        required=False,
        help_text=_("비워 두면 뽑히지 않은 모두가 예비후보입니다."),
    )
    reserve_by_track = forms.BooleanField(label=_("예비후보를 갈래마다 따로 둡니다"), required=False)
    reason = forms.CharField(
        label=_("규칙이 정하지 않은 것을 그렇게 정한 까닭"),
        max_length=300,
        required=False,
        help_text=_("모두가 봅니다. 예: 정기회의에서 그렇게 정함"),
    )

    def __init__(self, *args: Any, found: Terms, ask_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        if "composition" not in found.open:
            del self.fields["most_of_a_sex"]
        if "reserve" not in found.open:
            del self.fields["reserve_size"], self.fields["reserve_by_track"]
        if not found.open:
            del self.fields["reason"]
        if ask_reason:
            self.fields["void_reason"] = forms.CharField(
                label=_("앞의 추첨을 무효로 하는 까닭"),
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("모두가 봅니다. 앞의 결과도 무효라고 적힌 채 남습니다."),
                error_messages={"required": _("무효로 하는 까닭을 써 주십시오. 모두가 봅니다.")},
            )
            self.order_fields(["void_reason"])

    def given(self) -> dict[str, Any]:
        """Return the arguments of freeze(); call it on a valid form."""
        data = self.cleaned_data
        decided = Decided(
            most_of_a_sex=data.get("most_of_a_sex"),
            reserve_size=data.get("reserve_size"),
            reserve_by_track=bool(data.get("reserve_by_track")),
            reason=data.get("reason") or "",
        )
        return {
            "officers": data["officers"].splitlines(),
            "seed_source": data["seed_source"],
            "decided": decided if self.found.open else None,
        }


class NumberForm(KrdsFormMixin, forms.Form):
    """The number that one draw officer drew."""

    value = forms.CharField(
        label=_("뽑은 번호"), max_length=9, error_messages={"required": _("뽑은 번호를 숫자로 써 주십시오.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})


class ReasonForm(KrdsFormMixin, forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(label=_("까닭"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class AppointForm(KrdsFormMixin, forms.Form):
    """Appoint everybody on the roll."""

    appointed_on = KDateField(label=_("위촉하는 날"))
    appointer = forms.CharField(label=_("위촉하는 사람"), max_length=60, required=False, help_text=_("예: 성동구청장"))
    reason = forms.CharField(
        label=_("규칙이 정하지 못한 것이 있으면 그래도 위촉하는 까닭"),
        max_length=200,
        required=False,
        help_text=_("규칙이 안 된다고 한 사람은 까닭이 있어도 위촉할 수 없습니다."),
    )


class VacancyForm(KrdsFormMixin, forms.Form):
    """Whether a seat that fell free is filled."""

    fill = forms.ChoiceField(
        label=_("이 자리를 채우나요"),
        choices=[("", _("규칙대로")), ("yes", _("채움")), ("no", _("채우지 않음"))],
        widget=ChipRadio,
        required=False,
    )
    reason = forms.CharField(
        label=_("까닭"),
        max_length=300,
        required=False,
        help_text=_("규칙이 정하지 못하거나 규칙과 다르게 할 때는 꼭 씁니다."),
    )

    term_ends_on = LastDayField(
        label=_("본래 임기의 마지막 날"),
        required=False,
        help_text=_("비워 두면 함께 위촉된 사람의 임기나 조례의 임기로 셈합니다."),
    )

    @property
    def wanted(self) -> bool | None:
        """Return the choice; None leaves it to the rule."""
        return {"yes": True, "no": False}.get(self.cleaned_data["fill"])


class AnswerForm(KrdsFormMixin, forms.Form):
    """What the one who was asked said."""

    accepted = forms.ChoiceField(
        label=_("답"), choices=[("yes", _("맡겠습니다")), ("no", _("사양합니다"))], widget=ChoiceCards
    )
    note = forms.CharField(label=_("적을 말"), max_length=200, required=False)


class SuccessorForm(KrdsFormMixin, forms.Form):
    """Appoint whoever agreed to take the seat."""

    appointed_on = KDateField(label=_("위촉하는 날"))
    starts_on = KDateField(label=_("임기 첫날"))
    reason = forms.CharField(
        label=_("규칙이 정하지 못한 것이 있으면 그래도 위촉하는 까닭"), max_length=200, required=False
    )
