"""A 위원's term ends before its day: resigned, dismissed, lost, or withdrawn before it began."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from council.audit.services import record
from council.common.actor import Actor, Role
from members.models import Ending, Membership, Office
from members.selectors import office_label
from members.services.guard import guard
from members.services.spans import close_term, tell_ended


def end_membership(
    seat: Membership,
    *,
    ends_on: dt.date,
    reason: str,
    kind: str = Ending.Kind.RESIGNED,
    by: Actor,
    at: dt.datetime,
) -> Membership:
    """End a 위원's term early (사임·해촉), and with it the offices that only a 위원 may hold."""
    guard(by, "members.appoint", seat)
    # A term that is over before its first day has never been one.
    told = Ending.Kind.WITHDRAWN if ends_on == seat.starts_on else kind
    write_ending(seat, kind=told, ends_on=ends_on, reason=reason, by=by, at=at)
    return seat


def write_ending(
    seat: Membership,
    *,
    kind: str,
    ends_on: dt.date,
    reason: str,
    decided_on: dt.date | None = None,
    ground: str = "",
    article: str = "",
    verdict: dict[str, Any] | None = None,
    barred_until: dt.date | None = None,
    by: Actor,
    at: dt.datetime,
) -> Ending:
    """End the term and write how, without asking for a right or the rules: the caller has asked."""
    with transaction.atomic():
        close_term(seat, ends_on, reason)
        ending = Ending.objects.create(
            council_id=seat.council_id,
            membership=seat,
            kind=kind,
            ground=ground,
            article=article,
            verdict=verdict or {},
            decided_on=decided_on or timezone.localdate(at),
            effective_on=ends_on,
            barred_until=barred_until,
            reason=reason.strip(),
            recorded_at=at,
            recorded_by_id=by.user_id,
        )
        record("members.membership.ended", seat, by=by, at=at, why=reason)
        _end_offices(seat, ends_on, reason, by=by, at=at)
        ending_is_told()
        tell_ended(seat.council, seat.user_id, str(Role.MEMBER.label), seat, by=by, at=at)
    return ending


def _end_offices(seat: Membership, ends_on: dt.date, reason: str, *, by: Actor, at: dt.datetime) -> None:
    # Without those withdrawn before they began (starts_on = ends_on): there is nothing to end in them.
    offices = (
        Office.objects.not_over(ends_on)
        .filter(user_id=seat.user_id, kind__in=Office.FOR_MEMBERS)
        .exclude(ends_on=F("starts_on"))
    )
    for office in offices.select_related("committee"):
        close_term(office, max(ends_on, office.starts_on), reason)
        label = office_label(seat.council, office)
        record("members.office.ended", office, by=by, at=at, why=reason, office=label)


def ending_is_told() -> None:
    """Ask the database now whether each early end has its record, not only at the end of the request."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS membership_ending_told, membership_ended_told IMMEDIATE")
        cursor.execute("SET CONSTRAINTS membership_ending_told, membership_ended_told DEFERRED")
