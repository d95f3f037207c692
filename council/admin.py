"""The council's own records on the admin site; the site itself is in ``council.adminsite``."""

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

ALL_STAFF = frozenset(
    {Role.SECRETARY, Role.CHAIR, Role.AUDITOR, Role.OFFICIAL, Role.HEAD, Role.DISTRICT, Role.OPERATOR}
)


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

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Council]:
        """Return the chosen council; the operator, who opens councils, sees all."""
        found: models.QuerySet[Council] = super().get_queryset(request)
        if request.actor.has(Role.OPERATOR):  # type: ignore[attr-defined]
            return found
        return found.filter(pk=request.council.pk)  # type: ignore[attr-defined]


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

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Ordinance]:
        found: models.QuerySet[Ordinance] = super().get_queryset(request)
        return found.filter(region__in=regions_of(request))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "region":
            kwargs["queryset"] = regions_of(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def regions_of(request: HttpRequest) -> models.QuerySet[Region]:
    """Return the regions whose ordinances bear on the chosen council: its own and those above it."""
    region = request.council.region  # type: ignore[attr-defined]
    above = region.parent
    return Region.objects.filter(pk__in=[region.pk, region.parent_id, above.parent_id if above else None])


#: Whose act a rule of each level is: the portal's defaults are nobody's in a 시군구.
LEVEL_WRITERS: dict[str, frozenset[str]] = {
    Rule.Level.PLATFORM: frozenset({Role.OPERATOR}),
    Rule.Level.REGION: frozenset({Role.DISTRICT, Role.OPERATOR}),
    Rule.Level.COUNCIL: frozenset({Role.DISTRICT, Role.OPERATOR}),
}


class RuleForm(forms.ModelForm):
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
        own = models.Q(council=council) | models.Q(region__in=regions_of(request))
        return super().get_queryset(request).filter(own | models.Q(level=Rule.Level.PLATFORM))

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        if not isinstance(obj, Rule):
            return super().has_change_permission(request, obj)
        return bool(request.actor.roles & LEVEL_WRITERS[obj.level])  # type: ignore[attr-defined]

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "level":
            roles = request.actor.roles  # type: ignore[attr-defined]
            kwargs["choices"] = [(code, label) for code, label in Rule.Level.choices if roles & LEVEL_WRITERS[code]]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the chosen council and the regions over it: nobody rules over other places from here."""
        if db_field.name == "region":
            kwargs["queryset"] = regions_of(request)
        elif db_field.name == "council":
            kwargs["queryset"] = Council.objects.filter(pk=request.council.pk)  # type: ignore[attr-defined]
        elif db_field.name == "ordinance":
            kwargs["queryset"] = Ordinance.objects.filter(region__in=regions_of(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Rule, form: Any, change: bool) -> None:
        obj.entered_by_id = request.actor.user_id  # type: ignore[attr-defined]
        obj.entered_at = timezone.now()
        super().save_model(request, obj, form, change)
