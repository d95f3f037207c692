"""The council's own records on the admin site; the site itself is in ``council.admin.site``."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from council.audit.admin import RoleAdmin
from council.common.actor import Role
from council.models import Committee, Council, Ordinance, Region, Rule
from council.rulebook import KEYS

ALL_STAFF = frozenset({Role.SECRETARY, Role.CHAIR, Role.AUDITOR, Role.OFFICIAL, Role.HEAD, Role.DISTRICT, Role.OPERATOR})


@admin.register(Region)
class RegionAdmin(RoleAdmin):
    readers = frozenset({Role.DISTRICT})
    writers = frozenset({Role.OPERATOR})
    list_display = ("code", "name", "level", "parent", "valid_from", "valid_until")
    list_filter = ("level",)
    search_fields = ("name", "code")
    list_select_related = ("parent",)
    ordering = ("code", "valid_from")


@admin.register(Council)
class CouncilAdmin(RoleAdmin):
    readers = ALL_STAFF
    writers = frozenset({Role.OPERATOR})
    list_display = ("name", "slug", "parent_name", "opened_on", "closed_on")
    search_fields = ("name", "slug")
    ordering = ("slug",)


@admin.register(Committee)
class CommitteeAdmin(RoleAdmin):
    readers = ALL_STAFF
    writers = frozenset({Role.SECRETARY, Role.CHAIR})
    list_display = ("number", "name", "duties", "opened_on", "closed_on")
    ordering = ("number",)


@admin.register(Ordinance)
class OrdinanceAdmin(RoleAdmin):
    readers = ALL_STAFF
    writers = frozenset({Role.DISTRICT, Role.OPERATOR})
    list_display = ("title", "number", "region", "in_force_on")
    list_select_related = ("region",)
    ordering = ("region", "-in_force_on")


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A rule is one of the registered keys with a value that its key allows."""

    key = forms.ChoiceField()

    class Meta:
        model = Rule
        fields = ("level", "region", "council", "ordinance", "key", "value", "article", "checked",
                  "valid_from", "valid_until", "reason")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = [(k.key, f"{k.label} ({k.key})") for k in KEYS.values()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "key" in data and "value" in data:
            problem = KEYS[data["key"]].problem(data["value"])
            if problem:
                self.add_error("value", problem)
        return data


@admin.register(Rule)
class RuleAdmin(RoleAdmin):
    form = RuleForm
    readers = ALL_STAFF
    writers = frozenset({Role.DISTRICT, Role.OPERATOR})
    list_display = ("key", "value", "level", "article", "checked", "valid_from", "valid_until")
    list_filter = ("level", "key")
    ordering = ("key", "-valid_from")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Rule]:
        """Return the rules that bear on the chosen council, past ones too."""
        council = request.council  # type: ignore[attr-defined]
        own = models.Q(council=council) | models.Q(region_id__in=[council.region_id, council.region.parent_id])
        return super().get_queryset(request).filter(own | models.Q(level=Rule.Level.PLATFORM))  # type: ignore[no-any-return]

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: bool) -> None:
        obj.entered_by_id = request.actor.user_id  # type: ignore[attr-defined]
        obj.entered_at = timezone.now()
        super().save_model(request, obj, form, change)
