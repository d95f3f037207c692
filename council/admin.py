"""The council's own records on the admin site; the site itself is in ``council.adminsite``."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from council.audit.admin import RoleAdmin
from council.common.actor import Role
from council.models import Committee, Council, Ordinance, Region, Rule
from council.rule_pages import words_of
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


@admin.register(Rule)
class RuleAdmin(RoleAdmin):
    """The rules that bear on the chosen council, to be read; they are entered on their own pages."""

    readers = ALL_STAFF
    list_display = ("key", "answer", "said", "level", "article", "checked", "valid_from", "valid_until", "page")
    list_filter = ("level", "answer", "key")
    ordering = ("key", "-valid_from")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Rule]:
        """Return the rules that bear on the chosen council, past ones too."""
        council = request.council  # type: ignore[attr-defined]
        own = models.Q(council=council) | models.Q(region__in=regions_of(request))
        return super().get_queryset(request).filter(own | models.Q(level=Rule.Level.PLATFORM))

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the columns, the last one leading to the rule's own page in the chosen council."""
        self.slug = request.council.slug  # type: ignore[attr-defined]
        return self.list_display

    @admin.display(description=_("값"))
    def said(self, rule: Rule) -> str:
        """Return the value as the rule's page says it."""
        return words_of(rule) if rule.key in KEYS else str(rule.value)

    @admin.display(description=_("규칙의 쪽"))
    def page(self, rule: Rule) -> str:
        if rule.key not in KEYS:
            return ""
        return format_html('<a href="{}">{}</a>', reverse("council:rule", args=[self.slug, rule.key]), _("열기"))

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    has_change_permission = has_add_permission
