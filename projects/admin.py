"""Proposals and projects on the admin site: to be read. They change through their pages, which know the rules."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from council.audit.admin import RoleAdmin
from council.common.access import may
from council.common.actor import Role
from projects.choices import ProposalState
from projects.models import Comment, Photo, ProgressUpdate, Project, Proposal, ProposalStep, StatusChange

READERS = frozenset(
    {
        Role.COMMITTEE_HEAD,
        Role.SECRETARY,
        Role.VICE_CHAIR,
        Role.CHAIR,
        Role.AUDITOR,
        Role.OFFICIAL,
        Role.HEAD,
        Role.DISTRICT,
        Role.OPERATOR,
    }
)


class RecordAdmin(RoleAdmin):
    """A record that moves by services only: nobody adds or changes it here."""

    readers = READERS
    #: Whose name stays out: residents are named by their place, as on the pages.
    hidden_people: ClassVar[tuple[str, ...]] = ()

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    @admin.display(description=_("번호"))
    def shown_number(self, obj: Any) -> str:
        return str(obj.number_label)

    @admin.display(description=_("한 일"))
    def shown_label(self, obj: Any) -> str:
        return str(obj.label)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        hidden = {"search", "token", "transaction", "council", *self.hidden_people}
        return [field.name for field in self.opts.fields if field.name not in hidden]


@admin.register(Proposal)
class ProposalAdmin(RecordAdmin):
    """Sent proposals; drafts belong to their authors alone, held ones to who releases them."""

    hidden_people = ("author", "answered_by")
    list_display = ("shown_number", "title", "state", "held", "committee", "answer_by", "support_count")
    list_display_links = ("shown_number", "title")
    list_filter = ("state", "held", "year", "committee")
    search_fields = ("title", "body")
    list_select_related = ("committee",)
    ordering = ("-submitted_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Proposal]:
        rows: models.QuerySet[Proposal] = super().get_queryset(request)
        rows = rows.exclude(state=ProposalState.DRAFT)
        return rows if may(request.actor, "projects.view_held") else rows.filter(held=False)  # type: ignore[attr-defined]


def seen_proposals(request: HttpRequest, rows: Any) -> Any:
    """Return the rows without what hangs on a draft or on a held proposal."""
    rows = rows.exclude(proposal__state=ProposalState.DRAFT)
    may_see = may(request.actor, "projects.view_held")  # type: ignore[attr-defined]
    return rows if may_see else rows.exclude(proposal__held=True)


@admin.register(ProposalStep)
class ProposalStepAdmin(RecordAdmin):
    hidden_people = ("by",)
    list_display = ("proposal", "kind", "state", "at", "by_label")
    list_filter = ("kind",)
    list_select_related = ("proposal",)
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        return seen_proposals(request, super().get_queryset(request))


@admin.register(Project)
class ProjectAdmin(RecordAdmin):
    list_display = ("shown_number", "title", "affairs_class", "status", "committee", "due_on", "planned_cost")
    list_display_links = ("shown_number", "title")
    list_filter = ("affairs_class", "status", "year", "committee")
    search_fields = ("title", "summary")
    list_select_related = ("committee",)
    ordering = ("-year", "-number")


@admin.register(StatusChange)
class StatusChangeAdmin(RecordAdmin):
    hidden_people = ("by",)
    list_display = ("project", "shown_label", "from_status", "to_status", "by_label", "at", "basis_on", "by_hand")
    list_filter = ("affairs_class", "outcome", "by_hand")
    list_select_related = ("project",)
    ordering = ("-at", "-pk")


@admin.register(ProgressUpdate)
class ProgressUpdateAdmin(RecordAdmin):
    hidden_people = ("by",)
    list_display = ("project", "on", "text", "by_label")
    list_select_related = ("project",)
    ordering = ("-on", "-pk")


@admin.register(Comment)
class CommentAdmin(RecordAdmin):
    """Comments with what was hidden and why; withdrawn ones have left."""

    readers = frozenset({Role.SECRETARY, Role.CHAIR, Role.AUDITOR})
    hidden_people = ("author", "hidden_by")
    list_display = ("pk", "proposal", "project", "author_role", "at", "hidden_at", "hidden_reason")
    list_filter = (("hidden_at", admin.EmptyFieldListFilter),)
    list_select_related = ("proposal", "project")
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        return seen_proposals(request, super().get_queryset(request).filter(withdrawn_at__isnull=True))


@admin.register(Photo)
class PhotoAdmin(RecordAdmin):
    hidden_people = ("by", "full_name", "thumb_name")
    list_display = ("pk", "proposal", "project", "caption", "at", "removed_at")
    list_select_related = ("proposal", "project")
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        return seen_proposals(request, super().get_queryset(request))
