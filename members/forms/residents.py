"""Forms of residency: asking for it, and the secretary's answers."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from council.common.forms import ChipRadio, ChoiceCards, FilterForm, KrdsFormMixin
from members.models import Residency


class JoinForm(KrdsFormMixin, forms.Form):
    """Ask to be confirmed as a resident: only what the secretary needs to find the person."""

    basis = forms.ChoiceField(
        label=_("이 동네와 어떤 사이인가요"),
        choices=Residency.Basis.choices,
        widget=ChoiceCards,
        initial=Residency.Basis.ADDRESS,
    )
    address_hint = forms.CharField(
        label=_("어디쯤인가요"),
        max_length=40,
        required=False,
        help_text=_("예: 마장로 3길, 현대아파트. 번지와 호수, 주민등록번호는 쓰지 마십시오."),
    )


class CodeForm(KrdsFormMixin, forms.Form):
    """The one-time code from the paper."""

    code = forms.CharField(
        label=_("확인 번호"),
        max_length=20,
        help_text=_("간사가 준 종이에 있는 여덟 글자입니다. 예: ABCD-2345"),
        error_messages={"required": _("종이에 있는 번호를 써 주십시오.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update({"autocomplete": "one-time-code", "autocapitalize": "characters"})


class SeenForm(KrdsFormMixin, forms.Form):
    """The secretary says to have seen the papers."""

    seen = forms.BooleanField(
        label=_("신분증이나 우편물로 주소를 보았습니다"),
        help_text=_("보기만 하고 베끼거나 찍어 두지 않습니다. 확인한 사람의 이름이 이력에 남습니다."),
        error_messages={"required": _("서류를 본 다음에 표시해 주십시오.")},
    )


class RefuseForm(KrdsFormMixin, forms.Form):
    """Why residency could not be confirmed."""

    reason = forms.CharField(
        label=_("확인하지 못한 까닭"),
        max_length=200,
        help_text=_("신청한 사람이 읽습니다. 어떻게 하면 되는지도 써 주십시오."),
        error_messages={"required": _("까닭을 써 주십시오. 신청한 사람이 읽습니다.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EndResidencyForm(KrdsFormMixin, forms.Form):
    """Why residency ends."""

    reason = forms.CharField(
        label=_("주민 자격을 끝내는 까닭"),
        max_length=200,
        help_text=_("그 사람이 읽습니다. 예: 다른 동네로 이사함"),
        error_messages={"required": _("까닭을 써 주십시오. 그 사람이 읽습니다.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ContactForm(KrdsFormMixin, forms.Form):
    """Why the secretary looks at somebody's contacts."""

    why = forms.CharField(
        label=_("왜 보나요"),
        max_length=100,
        help_text=_("언제 누가 왜 보았는지 이력에 남고, 고칠 수 없습니다. 예: 확인할 날을 잡으려고"),
        error_messages={"required": _("왜 보는지 써 주십시오. 기록에 남습니다.")},
    )


class ResidentFilter(django_filters.FilterSet):
    """The secretary's list: by state and by name; what waits comes first."""

    status = django_filters.ChoiceFilter(
        label=_("상태"), choices=Residency.Status.choices, widget=ChipRadio, empty_label=_("모두")
    )
    q = django_filters.CharFilter(label=_("이름"), method="by_name")

    class Meta:
        model = Residency
        fields = ["status", "q"]
        form = FilterForm

    def by_name(self, queryset: QuerySet[Residency], name: str, value: str) -> QuerySet[Residency]:
        return queryset.filter(user__name__icontains=value.strip())
