"""The base of every model's admin page: who reads, who writes, and that each change is in the history."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.models import Entry
from council.audit.selectors import history
from council.audit.services import record
from council.common.actor import Role


class RoleAdmin(admin.ModelAdmin):
    """Shows a model to the roles that work with it; nothing is deleted here, because nothing is ever lost."""

    readers: ClassVar[frozenset[str]] = frozenset()
    writers: ClassVar[frozenset[str]] = frozenset()
    list_per_page = 50
    show_full_result_count = False
    actions = None
    object_history_template = "admin/portal_history.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return bool(request.actor.roles & (self.readers | self.writers))  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return bool(request.actor.roles & self.writers)  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return bool(request.actor.roles & self.writers)  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    # The portal's own history takes the place of Django's admin log.
    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:  # type: ignore[override]
        self._record(request, "admin.added", obj, [])

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:  # type: ignore[override]
        changed = [name for part in message if "changed" in part for name in part["changed"].get("fields", [])]
        self._record(request, "admin.changed", obj, changed)

    @staticmethod
    def _record(request: HttpRequest, action: str, obj: models.Model, fields: list[str]) -> None:
        record(
            action,
            obj,
            by=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
            what=str(obj._meta.verbose_name),
            fields=", ".join(fields),
        )

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> TemplateResponse:
        """Show the record's 이력 from the portal's own history."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": _("%(name)s의 이력") % {"name": obj},
            "lines": history(obj),
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)


@admin.register(Entry)
class EntryAdmin(RoleAdmin):
    """The whole history of the council, to be read only."""

    readers = frozenset({Role.SECRETARY, Role.CHAIR, Role.AUDITOR, Role.DISTRICT, Role.OPERATOR})
    list_display = ("at", "actor_label", "action", "target_type", "target_id", "why")
    list_filter = ("target_type",)
    date_hierarchy = "at"
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Entry]:
        return super().get_queryset(request).filter(council_id=request.council.pk)  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
