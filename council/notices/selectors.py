"""Reading the inbox and the outbox."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Min, Q, QuerySet

from council.common.scope import current_scope
from council.notices.models import Delivery, Notice, Preference
from council.notices.registry import groups_in_use


def unread_count(user_id: int | None) -> int:
    """Return how many notices of the open council the person has not opened; one query on a partial index."""
    if user_id is None or current_scope() is None:
        return 0
    return Notice.objects.to(user_id).unread().count()


def inbox(user_id: int) -> QuerySet[Notice]:
    """Return the person's notices in this council, unread ones first, newest first."""
    is_read = ExpressionWrapper(Q(read_at__isnull=False), output_field=BooleanField())
    return Notice.objects.to(user_id).order_by(is_read.asc(), "-created_at", "-pk")


def email_groups(user_id: int) -> list[str]:
    """Return the groups that the person gets by e-mail too."""
    declined = set(Preference.objects.filter(user_id=user_id, email=False).values_list("group", flat=True))
    return [group.value for group in groups_in_use() if group.value not in declined]


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How the mails of a council stand: how many wait, since when, and how many were given up."""

    waiting: int
    waiting_since: dt.datetime | None
    failed: int


def outbox_state() -> OutboxState:
    """Return how the mails of the open council stand (one query)."""
    is_waiting = Q(status__in=Delivery.OPEN)
    found = Delivery.objects.filter(is_waiting | Q(status=Delivery.Status.FAILED)).aggregate(
        waiting=Count("pk", filter=is_waiting),
        since=Min("notice__created_at", filter=is_waiting),
        failed=Count("pk", filter=~is_waiting),
    )
    return OutboxState(waiting=found["waiting"], waiting_since=found["since"], failed=found["failed"])


def delivery_report() -> QuerySet[Delivery]:
    """Return the mails that were given up, newest first, with whom they were for."""
    return Delivery.objects.failed().select_related("notice__recipient").order_by("-pk")


def export_for(user_id: int) -> list[dict[str, Any]]:
    """Return the person's notices of the open council, for the download of one's own data."""
    return [
        {
            "갈래": notice.kind_label,
            "제목": notice.title,
            "내용": notice.body,
            "알린 때": notice.created_at.isoformat(),
            "읽은 때": notice.read_at.isoformat() if notice.read_at else None,
        }
        for notice in Notice.objects.to(user_id).order_by("created_at", "pk")
    ]
