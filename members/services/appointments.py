"""위촉: the only way to a 위원's seat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from council.audit.services import record
from council.common.actor import Actor, Role
from council.models import Council
from members.models import Appointment, Membership, User
from members.services.spans import open_term, tell_started


@dataclass(frozen=True, slots=True)
class Appointee:
    """Somebody to be appointed for the half-open term [starts_on, ends_on)."""

    user: User
    starts_on: dt.date
    ends_on: dt.date
    track: str = Membership.Track.OPEN
    eligibility: str = ""
    nth: int = 1
    predecessor: Membership | None = None


def write_appointment(
    council: Council,
    people: Sequence[Appointee],
    *,
    appointed_on: dt.date,
    list_sent_on: dt.date | None = None,
    appointer: str = "",
    note: str = "",
    verdict: dict[str, Any] | None = None,
    by: Actor,
    at: dt.datetime,
) -> list[Membership]:
    """Write the letter and return its seats, without asking for a right or the rules: the caller has asked."""
    with transaction.atomic():
        # One letter after the other, so that numbers have no gaps and no doubles.
        Council.objects.select_for_update(no_key=True).get(pk=council.pk)
        last = Appointment.objects.filter(year=appointed_on.year).aggregate(last=Max("number"))["last"]
        letter = Appointment.objects.create(
            council=council,
            year=appointed_on.year,
            number=(last or 0) + 1,
            appointed_on=appointed_on,
            list_sent_on=list_sent_on,
            appointer=appointer,
            note=note,
            verdict=verdict or {},
            recorded_by_id=by.user_id,
        )
        seats = [_seat(council, letter, serial, person) for serial, person in enumerate(people, 1)]
        for seat in seats:
            open_term(seat)
            record("members.membership.seated", seat, by=by, at=at)
            tell_started(council, seat.user, str(Role.MEMBER.label), seat, by=by, at=at)
    return seats


def _seat(council: Council, letter: Appointment, serial: int, person: Appointee) -> Membership:
    return Membership(
        council=council,
        appointment=letter,
        serial=serial,
        user=person.user,
        starts_on=person.starts_on,
        ends_on=person.ends_on,
        track=person.track,
        eligibility=person.eligibility,
        nth=person.nth,
        predecessor=person.predecessor,
    )
