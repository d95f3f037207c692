"""How mails went out. What a notice says belongs to who got it, so notices themselves are not here."""

from __future__ import annotations

from django.contrib import admin

from council.audit.admin import RoleAdmin
from council.common.actor import Role
from council.notices.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(RoleAdmin):
    readers = frozenset({Role.SECRETARY, Role.OPERATOR})
    list_display = ("notice", "channel", "status", "trouble", "attempts", "next_try_at", "sent_at")
    list_filter = ("channel", "status", "trouble")
    list_select_related = ("notice",)
    ordering = ("-pk",)
