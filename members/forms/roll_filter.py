"""Finding people on the roll."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from council.common.forms import ChipRadio, FilterForm
from council.models import Committee
from members.models import Membership


def open_committees(request: Any = None) -> QuerySet[Committee]:
    """Return the 분과 that are still there."""
    return Committee.objects.filter(closed_on__isnull=True)


class RollFilter(django_filters.FilterSet):
    """The roll: who sits now, who comes, who has gone; and where something is missing."""

    STATES = (
        ("seated", gettext_lazy("지금 위원")),
        ("ending", gettext_lazy("곧 끝남")),
        ("coming", gettext_lazy("시작 전")),
        ("ended", gettext_lazy("지난 위원")),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("상태"), method="unused", choices=STATES, widget=ChipRadio, empty_label=gettext_lazy("모두")
    )
    q = django_filters.CharFilter(label=gettext_lazy("이름"), method="by_name")
    track = django_filters.ChoiceFilter(
        label=gettext_lazy("뽑힌 길"), choices=Membership.Track.choices, empty_label=gettext_lazy("모두")
    )
    committee = django_filters.ModelChoiceFilter(
        label=gettext_lazy("분과"),
        queryset=open_committees,
        method="in_committee",
        empty_label=gettext_lazy("모든 분과"),
    )
    MISSING = (
        ("training", gettext_lazy("교육이 모자람")),
        ("sex", gettext_lazy("성별이 적히지 않음")),
        ("absent", gettext_lazy("결석이 잦음")),
    )
    missing = django_filters.ChoiceFilter(
        label=gettext_lazy("챙길 것"), method="unused", choices=MISSING, empty_label=gettext_lazy("모두")
    )
    sort = django_filters.ChoiceFilter(
        label=gettext_lazy("차례"),
        method="order",
        choices=[("ends", gettext_lazy("먼저 끝나는 차례")), ("new", gettext_lazy("새로 위촉된 차례"))],
        empty_label=gettext_lazy("이름 차례"),
    )

    class Meta:
        model = Membership
        fields = ["state", "q", "track", "committee", "missing", "sort"]
        form = FilterForm

    def unused(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Days and rules decide these: the selector narrows the list."""
        return queryset

    def by_name(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(user__name__icontains=value.strip())

    def in_committee(self, queryset: QuerySet[Any], name: str, value: Committee) -> QuerySet[Any]:
        return queryset.filter(user__committee_memberships__committee=value).distinct()

    def order(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.order_by("ends_on" if value == "ends" else "-starts_on", "user__name", "pk")

    @property
    def qs(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().qs
        return rows if rows.query.order_by else rows.order_by("user__name", "starts_on", "pk")
