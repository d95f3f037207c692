"""Who looked at somebody's personal data: for the person concerned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from council.audit.models import Entry

#: Every act by which somebody sees what is kept of a person apart from the name.
LOOKING = ("members.personal.seen", "members.contact.seen")


@dataclass(frozen=True, slots=True)
class Look:
    """One look: when, in which role, and why. The person reads the role, as everywhere in the history."""

    at: dt.datetime
    actor_label: str
    why: str


def looks_at(user_id: int, limit: int = 50) -> list[Look]:
    """Return who looked at the person's data in the councils in scope, newest first (one query)."""
    rows = Entry.objects.filter(action__in=LOOKING, data__person=user_id, council__isnull=False)
    return [Look(row.at, row.actor_label, row.why) for row in rows.order_by("-at", "-pk")[:limit]]
