"""위촉: the only way to a 위원's seat."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from council.audit.services import record_many
from council.common.actor import Actor, Role
from council.common.errors import Refused
from council.common.language import kept
from council.models import Council
from council.rulebook import Verdict
from members.judging import judge, weigh
from members.models import Appointment, Membership, User
from members.services.guard import guard
from members.services.spans import TermRefused, open_seats, tell_started


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


def appoint_members(
    council: Council,
    people: Sequence[Appointee],
    *,
    appointed_on: dt.date,
    list_sent_on: dt.date | None,
    appointer: str = "",
    note: str = "",
    more: Mapping[int, Mapping[str, Any]] | None = None,
    reasons: Mapping[int, str] | None = None,
    by: Actor,
    at: dt.datetime,
) -> Appointment:
    """Appoint (위촉) the people of the list that was sent, and return the letter.

    Each is judged by the rules (question ``appoint``) with what the portal knows and the facts in ``more``
    ({user id: {fact: value}}). Refused when the rules refuse one of them, all sentences together; where they only
    warn or cannot say, ``reasons`` ({user id: why}) must hold a person's reason, which is kept with the verdict.
    """
    guard(by, "members.appoint", council)
    if not people:
        raise TermRefused(_("위촉할 사람을 골라 주십시오."), field="people", code="nobody")
    if list_sent_on is None:
        raise TermRefused(
            _("명부를 받은 뒤에 위촉합니다. 명부를 보낸 날을 써 주십시오."), field="list_sent_on", code="no_list"
        )
    if list_sent_on > appointed_on:
        raise TermRefused(
            _("명부를 보낸 날은 위촉한 날보다 뒤일 수 없습니다."), field="list_sent_on", code="list_after"
        )

    def verdicts_now() -> dict[int, Verdict]:
        return judge(council, people, appointed_on=appointed_on, list_sent_on=list_sent_on, more=more)

    verdicts = verdicts_now()
    why = {user_id: words.strip() for user_id, words in (reasons or {}).items()}
    _none_refused(people, verdicts, why)
    judged = {
        str(user_id): verdict.as_json() | ({"reason": why[user_id]} if why.get(user_id) else {})
        for user_id, verdict in kept(verdicts_now, verdicts).items()
    }
    counted = _counted(people)
    seats = write_appointment(
        council,
        counted,
        appointed_on=appointed_on,
        list_sent_on=list_sent_on,
        appointer=appointer,
        note=note,
        verdict=judged,
        by=by,
        at=at,
    )
    return seats[0].appointment


def _none_refused(people: Sequence[Appointee], verdicts: Mapping[int, Verdict], why: Mapping[int, str]) -> None:
    """Raise with what stands in the way of each person, the rules' refusals before missing reasons."""
    refusals: list[Refused] = []
    for person in people:
        try:
            weigh(verdicts[person.user.pk], why.get(person.user.pk, ""), who=person.user.name)
        except Refused as refused:
            refusals.append(refused)
    for code in ("rule", "reason_needed"):
        told = [refused for refused in refusals if refused.code == code]
        if told:
            raise TermRefused("\n".join(refused.message for refused in told), field=told[0].field, code=code)


def _counted(people: Sequence[Appointee]) -> list[Appointee]:
    """Return the people with how many terms each has had, this one included."""
    past = Membership.objects.filter(user_id__in=[person.user.pk for person in people]).exclude(ends_on=F("starts_on"))
    had: Counter[int] = Counter()
    for user_id, starts_on in past.values_list("user_id", "starts_on"):
        had[user_id] += any(person.user.pk == user_id and starts_on < person.starts_on for person in people)
    return [replace(person, nth=max(person.nth, had[person.user.pk] + 1)) for person in people]


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
