"""The roll's terms on the admin site, to be read only: they move by the acts of the pages, each with its history."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from council.audit.admin import RoleAdmin
from council.common.actor import Role
from members.models import CommitteeMembership, Invitation, Membership, Office, OfficialPost, Residency

#: As members.see_people.
READERS = frozenset({Role.SECRETARY, Role.CHAIR, Role.AUDITOR, Role.OFFICIAL, Role.HEAD, Role.DISTRICT, Role.OPERATOR})


class TermAdmin(RoleAdmin):
    """Somebody's time in a seat."""

    readers = READERS
    #: What stays out: secrets of links and codes, and names where looking at them is to be noted.
    hidden: ClassVar[tuple[str, ...]] = ()
    search_fields: ClassVar[Any] = ("user__name",)
    ordering: ClassVar[Any] = ("-starts_on", "-pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        hidden = {"id", "council", *self.hidden}
        return [field.name for field in self.opts.fields if field.name not in hidden]

    @admin.display(description=_("마지막 날"))
    def shown_last_day(self, obj: Any) -> Any:
        return obj.last_day


@admin.register(Membership)
class MembershipAdmin(TermAdmin):
    list_display = ("pk", "user", "track", "nth", "starts_on", "shown_last_day", "end_reason")
    list_display_links = ("pk", "user")
    list_filter = ("track",)
    list_select_related = ("user",)


@admin.register(Office)
class OfficeAdmin(TermAdmin):
    list_display = ("pk", "user", "kind", "seat", "committee", "starts_on", "shown_last_day")
    list_display_links = ("pk", "user")
    list_filter = ("kind",)
    list_select_related = ("user", "committee")


@admin.register(CommitteeMembership)
class CommitteeMembershipAdmin(TermAdmin):
    list_display = ("pk", "user", "committee", "starts_on", "shown_last_day")
    list_display_links = ("pk", "user")
    list_filter = ("committee",)
    list_select_related = ("user", "committee")


@admin.register(OfficialPost)
class OfficialPostAdmin(TermAdmin):
    list_display = ("pk", "user", "kind", "starts_on", "shown_last_day")
    list_display_links = ("pk", "user")
    list_filter = ("kind",)
    list_select_related = ("user",)


@admin.register(Residency)
class ResidencyAdmin(TermAdmin):
    """Without names and addresses: those are seen on the pages, where each look is noted."""

    readers = frozenset({Role.SECRETARY})
    hidden = ("user", "address_hint", "code_hash", "verified_by")
    list_display = ("pk", "status", "basis", "method", "requested_at", "verified_at", "ended_at")
    list_filter = ("status", "basis")
    search_fields = ()
    ordering = ("-requested_at", "-pk")


@admin.register(Invitation)
class InvitationAdmin(TermAdmin):
    readers = frozenset({Role.DISTRICT, Role.OPERATOR})
    hidden = ("token_hash",)
    list_display = ("pk", "email", "kind", "invited_at", "expires_at", "accepted_at", "withdrawn_at")
    list_display_links = ("pk", "email")
    list_filter = ("kind",)
    search_fields = ("email",)
    ordering = ("-invited_at", "-pk")
