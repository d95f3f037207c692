"""Filters of the two lists. Only valid choices; a bad value is an error beside its field, never a fault."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django import forms
from django.db.models import Max, Min, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.common.forms import ChipRadio, FilterForm
from council.models import Committee
from projects.choices import AffairsClass, ProposalState, Stage
from projects.models import Project, Proposal
from projects.models.project import ProjectQuerySet
from projects.models.proposal import ProposalQuerySet

LONGEST_WORDS = 60


def _year(year: int) -> str:
    return gettext("%(year)s년") % {"year": year}


def _years(model: type[Model]) -> list[tuple[str, str]]:
    """Return every year from the first to the last row, newest first (one query on the ends of an index)."""
    ends = model._default_manager.aggregate(first=Min("year"), last=Max("year"))
    if ends["first"] is None:
        return []
    return [(str(year), _year(year)) for year in range(ends["last"], ends["first"] - 1, -1)]


def proposal_years() -> list[tuple[str, str]]:
    return _years(Proposal)


def project_years() -> list[tuple[str, str]]:
    return _years(Project)


def committees(request: Any) -> QuerySet[Committee]:
    return Committee.objects.filter(closed_on__isnull=True)


class _ListFilter(df.FilterSet):
    """What both lists share: words, committee, lateness, and an order that is always complete."""

    q = df.CharFilter(
        label=_("찾는 말"),
        method="find",
        max_length=LONGEST_WORDS,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    committee = df.ModelChoiceFilter(label=_("분과"), queryset=committees, empty_label=_("모든 분과"))
    late = df.BooleanFilter(label=_("기한 지남"), method="only_late", widget=forms.CheckboxInput)

    class Meta:
        form = FilterForm

    def find(self, queryset: ProposalQuerySet | ProjectQuerySet, name: str, value: str) -> Any:
        return queryset.matching(value)

    def only_late(self, queryset: ProposalQuerySet | ProjectQuerySet, name: str, value: bool | None) -> Any:
        return queryset.late(timezone.localdate()) if value else queryset


class ProposalFilter(_ListFilter):
    state = df.ChoiceFilter(
        label=_("지금 상태"),
        choices=[(code, label) for code, label in ProposalState.choices if code != ProposalState.DRAFT],
        empty_label=_("전체"),
        widget=ChipRadio,
    )
    year = df.ChoiceFilter(label=_("연도"), choices=proposal_years, empty_label=_("모든 연도"))
    sort = df.ChoiceFilter(
        label=_("차례"),
        method="order",
        choices=[("due", _("답변 기한이 빠른 차례")), ("supports", _("공감이 많은 차례"))],
        empty_label=_("새로 온 차례"),
    )

    class Meta(_ListFilter.Meta):
        model = Proposal
        fields = ["q", "state", "committee", "year", "late", "sort"]

    def order(self, queryset: ProposalQuerySet, name: str, value: str) -> ProposalQuerySet:
        if value == "due":
            return queryset.open().order_by("answer_by", "-pk")
        return queryset.order_by("-support_count", "-pk")

    @property
    def qs(self) -> ProposalQuerySet:
        rows: ProposalQuerySet = super().qs
        return rows if rows.query.order_by else rows.order_by("-submitted_at", "-pk")


class ProjectFilter(_ListFilter):
    affairs = df.ChoiceFilter(
        label=_("사무 구분"),
        field_name="affairs_class",
        choices=AffairsClass.choices,
        empty_label=_("전체"),
        widget=ChipRadio,
    )
    stage = df.ChoiceFilter(label=_("지금 상태"), method="in_stage", choices=Stage.choices, empty_label=_("모든 상태"))
    year = df.ChoiceFilter(label=_("연도"), choices=project_years, empty_label=_("모든 연도"))
    sort = df.ChoiceFilter(
        label=_("차례"), method="order", choices=[("latest", _("새로 연 차례"))], empty_label=_("급한 차례")
    )

    class Meta(_ListFilter.Meta):
        model = Project
        fields = ["affairs", "stage", "q", "committee", "year", "late", "sort"]

    def in_stage(self, queryset: ProjectQuerySet, name: str, value: str) -> ProjectQuerySet:
        return queryset.in_stage(value)

    def order(self, queryset: ProjectQuerySet, name: str, value: str) -> ProjectQuerySet:
        return queryset.order_by("-created_at", "-pk")
