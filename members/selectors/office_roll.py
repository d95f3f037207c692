"""The office's roll: the list with what each line needs, and all that is known of one person (but personal data)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet

from council.audit.models import Entry
from council.audit.selectors import HistoryLine, line
from council.models import Council
from council.rulebook import RuleBook, Verdict
from members.models import Attendance, CommitteeMembership, Membership, Office, Training, User
from members.selectors.figures import Roll, rolls_of
from members.selectors.people import office_label
from members.selectors.warnings import Warning, books_for, too_absent, trainings_of, warnings_of


@dataclass(frozen=True, slots=True)
class RollLine:
    """One line of the office's roll."""

    seat: Membership
    offices: list[str]
    committees: list[str]
    hours: int | None
    training: Verdict | None

    @property
    def untrained(self) -> bool:
        return self.training is not None and self.training.holds is False


@dataclass(frozen=True, slots=True)
class RollPage:
    """The list and the warnings above it."""

    lines: list[RollLine]
    warnings: list[Warning]
    seated: int


def roll_page(council: Council, rows: QuerySet[Membership], on: dt.date, *, state: str, missing: str) -> RollPage:
    """Return the roll for the office, narrowed by state and by what is missing (seven queries, however long)."""
    book, roll = books_for([council], on)[council.pk], rolls_of([council], on)[council.pk]
    verdicts = trainings_of(book, roll.members)
    hours = {seat.user_id: seat.hours for seat in roll.members}
    wanted = _wanted(book, roll, verdicts, missing)
    until = on + dt.timedelta(days=book.days("people.warn_days"))
    offices: defaultdict[int, list[str]] = defaultdict(list)
    for office in Office.objects.current(on).select_related("committee").order_by("pk"):
        offices[office.user_id].append(office_label(council, office))
    committees: defaultdict[int, list[str]] = defaultdict(list)
    places = CommitteeMembership.objects.current(on).select_related("committee").order_by("committee__number")
    for place in places:
        committees[place.user_id].append(place.committee.name)
    lines = []
    for seat in _in_state(rows, state, on, until).select_related("user", "appointment"):
        now = seat.covers(on)
        verdict = verdicts.get(seat.user_id) if now else None
        if wanted is not None and not (now and seat.user_id in wanted):
            continue
        lines.append(
            RollLine(
                seat,
                offices[seat.user_id] if now else [],
                committees[seat.user_id] if now else [],
                hours.get(seat.user_id) if now else None,
                verdict,
            )
        )
    return RollPage(lines, warnings_of(book, roll, on), len(roll.members))


def _wanted(book: RuleBook, roll: Roll, verdicts: dict[int, Verdict], missing: str) -> set[int] | None:
    """Return whom the list is narrowed to, None for everybody."""
    if missing == "training":
        return {user_id for user_id, verdict in verdicts.items() if verdict.holds is False}
    if missing == "sex":
        return {seat.user_id for seat in roll.members if not seat.sex}
    return {seat.user_id for seat, _verdict in too_absent(book, roll)} if missing == "absent" else None


def _in_state(rows: QuerySet[Any], state: str, on: dt.date, until: dt.date) -> QuerySet[Any]:
    if state in ("seated", "ending"):
        rows = rows.filter(starts_on__lte=on, ends_on__gt=on)
        return rows.filter(ends_on__lte=until) if state == "ending" else rows
    if state == "coming":
        return rows.filter(starts_on__gt=on, ends_on__gt=F("starts_on"))
    return rows.filter(ends_on__lte=on) if state == "ended" else rows


@dataclass
class Person:
    """All that the roll tells of one person."""

    user: User
    seats: list[Membership] = field(default_factory=list)
    offices: list[tuple[Office, str]] = field(default_factory=list)
    places: list[CommitteeMembership] = field(default_factory=list)
    trainings: list[Training] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    lines: list[HistoryLine] = field(default_factory=list)

    @property
    def hours(self) -> int:
        return sum(row.hours for row in self.trainings if row.withdrawn_at is None)

    @property
    def there(self) -> int:
        return sum(row.presence in Attendance.THERE for row in self.attendances)

    def seat_on(self, on: dt.date) -> Membership | None:
        """Return the term that runs that day, or else the next one to come."""
        open_ones = [seat for seat in self.seats if seat.ends_on and seat.ends_on > max(on, seat.starts_on)]
        return min(open_ones, key=lambda seat: seat.starts_on, default=None)


def person_page(council: Council, user_id: int) -> Person | None:
    """Return one person of the roll, or None for somebody who was never on it (eight queries)."""
    seats = Membership.objects.filter(user_id=user_id).select_related("user", "appointment", "council")
    person_seats = list(seats.prefetch_related("endings").order_by("-starts_on", "-pk"))
    offices = list(Office.objects.filter(user_id=user_id).select_related("committee", "election", "user"))
    places = CommitteeMembership.objects.filter(user_id=user_id).select_related("committee", "user")
    person_places = list(places.order_by("-starts_on", "-pk"))
    everything: list[Any] = [*person_seats, *offices, *person_places]
    if not everything:
        return None
    person = Person(everything[0].user, person_seats, places=person_places)
    person.offices = [(office, office_label(council, office)) for office in sorted(offices, key=_newest, reverse=True)]
    person.trainings = list(Training.objects.filter(user_id=user_id).order_by("-held_on", "-pk"))
    person.attendances = list(Attendance.objects.filter(user_id=user_id).order_by("-held_on", "-pk")[:60])
    person.lines = _history(council, [*everything, *person.trainings])
    return person


def _newest(office: Office) -> tuple[dt.date, int]:
    return office.starts_on, office.pk


def _history(council: Council, targets: Iterable[Any], limit: int = 60) -> list[HistoryLine]:
    """Return what was done with any of these records, newest first (one query)."""
    keys: defaultdict[str, list[int]] = defaultdict(list)
    for target in targets:
        keys[target._meta.label_lower].append(target.pk)
    about = Q()
    for kind, ids in keys.items():
        about |= Q(target_type=kind, target_id__in=ids)
    rows = Entry.objects.filter(about, council=council)
    return [line(entry) for entry in rows.order_by("-at", "-pk")[:limit]]
