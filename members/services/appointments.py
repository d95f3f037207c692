"""위촉: the only way to a 위원's seat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from council.audit.services import record_many
from council.common.actor import Actor, Role
from council.models import Council
from members.models import Appointment, Membership, User
from members.services.spans import open_seats, tell_started


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
    tell: bool = True,
    by: Actor,
    at: dt.datetime,
) -> list[Membership]:
    """Write the letter and return its seats, without asking for a right or the rules: the caller has asked.

    The same number of queries for one person and for many. With ``tell=False`` nobody gets a notice: old terms
    that are taken over from a list tell nobody anything new.
    """
    with transaction.atomic():
        letter = _letter(council, appointed_on, by)
        letter.list_sent_on, letter.appointer, letter.note = list_sent_on, appointer, note
        letter.verdict = verdict or {}
        letter.save(force_insert=True)
        seats = [_seat(council, letter, serial, person) for serial, person in enumerate(people, 1)]
        open_seats(seats)
        record_many("members.membership.seated", [(seat, {}) for seat in seats], by=by, at=at)
        if tell:
            _tell(council, seats, by=by, at=at)
    return seats


def _letter(council: Council, appointed_on: dt.date, by: Actor) -> Appointment:
    """Return the next letter of that year, not saved yet."""
    # One letter after the other, so that numbers have no gaps and no doubles.
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    last = Appointment.objects.filter(year=appointed_on.year).aggregate(last=Max("number"))["last"]
    return Appointment(
        council=council,
        year=appointed_on.year,
        number=(last or 0) + 1,
        appointed_on=appointed_on,
        recorded_by_id=by.user_id,
    )


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


def _tell(council: Council, seats: list[Membership], *, by: Actor, at: dt.datetime) -> None:
    """Tell those who begin on the same day together."""
    for starts_on in sorted({seat.starts_on for seat in seats}):
        together = [seat for seat in seats if seat.starts_on == starts_on]
        people = [seat.user_id for seat in together]
        tell_started(council, people, str(Role.MEMBER.label), together[0], by=by, at=at)
