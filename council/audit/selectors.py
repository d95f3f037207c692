"""Reading history."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from council.audit.models import Entry
from council.audit.registry import sentence


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of an 이력 tab."""

    at: dt.datetime
    sentence: str
    actor_label: str
    actor_id: int | None
    why: str
    action: str


def entries_of(target: models.Model) -> models.QuerySet[Entry]:
    """Return the entries on one record, newest first."""
    council_id: Any = getattr(target, "council_id", None)
    return Entry.objects.filter(
        council_id=council_id, target_type=target._meta.label_lower, target_id=target.pk
    ).order_by("-at", "-pk")


def line(entry: Entry) -> HistoryLine:
    """Return the entry as a person reads it."""
    return HistoryLine(
        entry.at, sentence(entry.action, entry.data), entry.actor_label, entry.actor_id, entry.why, entry.action
    )


def history(target: models.Model, limit: int | None = None) -> list[HistoryLine]:
    """Return the record's history, newest first, names left out (one query)."""
    rows = entries_of(target)
    return [line(entry) for entry in (rows[:limit] if limit else rows)]


def stamps(council_id: int | None) -> tuple[int, int]:
    """Return how many changes the council and the platform have had: what the page cache keys on (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT chain, seq FROM audit_stamp WHERE chain IN ('platform', %s)",
            [f"c{council_id}" if council_id else ""],
        )
        found = dict(cursor.fetchall())
    return found.get(f"c{council_id}", 0), found.get("platform", 0)
