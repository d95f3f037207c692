"""How mails went out. What a notice says belongs to who got it, so notices themselves are not here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList

from council.audit.admin import RoleAdmin
from council.common.actor import Role
from council.notices.models import Delivery


class NamedChoices(admin.ChoicesFieldListFilter):
    """Leaves out the choice without a name: no trouble. A link without words cannot be read out."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        return (choice for choice in super().choices(changelist) if choice["display"])


@admin.register(Delivery)
class DeliveryAdmin(RoleAdmin):
    readers = frozenset({Role.SECRETARY, Role.OPERATOR})
    list_display = ("notice", "channel", "status", "trouble", "attempts", "next_try_at", "sent_at")
    list_filter = ("channel", "status", ("trouble", NamedChoices))
    list_select_related = ("notice",)
    ordering = ("-pk",)
