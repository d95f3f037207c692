"""Reads of meetings for pages; each says how many queries it costs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from council.meetings.attending import Present, counted, numbers_of, quorum, seats_of
from council.meetings.models import AgendaItem, Attendance, Meeting, Recusal, Resolution
from council.meetings.services import preview
from council.rulebook import Verdict, rulebook
from members.models import User


def meetings_of(*, office: bool) -> QuerySet[Meeting]:
    """Return the council's meetings, the latest first; those in preparation for the office only."""
    rows = Meeting.objects.all() if office else Meeting.objects.announced()
    return (
        rows.select_related("committee")
        .annotate(item_count=Count("items", distinct=True))
        .order_by("-starts_at", "-pk")
    )


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda in order, each item with its standing resolution (two queries)."""
    standing = Prefetch("resolutions", Resolution.objects.standing().select_related("vote"), to_attr="decided")
    return list(meeting.items.prefetch_related(standing).order_by("number", "pk"))


def register_of(words: str = "", year: int | None = None) -> QuerySet[Resolution]:
    """Return the register of decisions, the latest first; corrected ones stay in it."""
    rows = Resolution.objects.select_related("item__meeting__committee", "vote", "corrects", "corrected_by")
    if year:
        rows = rows.filter(year=year)
    for word in words.split()[:5]:
        rows = rows.filter(Q(text__icontains=word) | Q(item__title__icontains=word))
    return rows.order_by("-year", "-number", "-pk")


@dataclass(frozen=True, slots=True)
class Seat:
    """One name to tap in the room."""

    user: User
    stay: Attendance | None
    recused: bool

    @property
    def there(self) -> bool:
        return self.stay is not None and self.stay.left_at is None


@dataclass(frozen=True, slots=True)
class RoomNow:
    """All that the room's screen shows."""

    meeting: Meeting
    items: list[AgendaItem]
    now: AgendaItem | None
    seats: list[Seat]
    room: Present
    quorum: Verdict
    decision: Verdict | None
    recusals: list[Recusal]
    note: Any
    spare: int | None

    @property
    def numbers(self) -> dict[str, int]:
        return numbers_of(self.room)

    @property
    def after(self) -> int:
        """How many items come after the one that is dealt with."""
        return sum(item.is_open for item in self.items)


def room_now(meeting: Meeting, at: dt.datetime) -> RoomNow:
    """Return the room as it is (six queries: agenda and decisions, people, stays, recusals with the note, rules)."""
    items = agenda_of(meeting)
    now = next((item for item in items if item.state == AgendaItem.State.NOW), None)
    people = list(User.objects.filter(pk__in=seats_of(meeting).values("user_id")).order_by("name", "pk"))
    stays: dict[int, Attendance] = {}
    for stay in Attendance.objects.standing().filter(meeting=meeting).order_by("arrived_at", "pk"):
        stays[stay.user_id] = stay
    recusals: list[Recusal] = []
    note = None
    if now is not None:
        recusals = list(now.recusals.select_related("user", "item__note").order_by("pk"))
        note = getattr(now, "note", None)
    away = {row.user_id for row in recusals}
    there = {user_id: stay for user_id, stay in stays.items() if stay.left_at is None}
    numbers = Present(
        enrolled=len(people),
        present=len(there),
        online=sum(stay.online for stay in there.values()),
        recused=len(away & there.keys()),
    )
    book = rulebook(meeting.council, meeting.held_on)
    verdict = quorum(book, numbers)
    needed = verdict.needed
    return RoomNow(
        meeting=meeting,
        items=items,
        now=now,
        seats=[Seat(user, stays.get(user.pk), user.pk in away) for user in people],
        room=numbers,
        quorum=verdict,
        decision=preview(now, numbers, book) if now is not None and now.kind == AgendaItem.Kind.DECIDE else None,
        recusals=recusals,
        note=note,
        spare=numbers.present - needed + 1 if needed is not None and numbers.present >= needed else None,
    )


@dataclass(frozen=True, slots=True)
class Pulse:
    """The head of the room: how many are there, and whether that is enough."""

    room: Present
    quorum: Verdict


def pulse(meeting: Meeting, at: dt.datetime) -> Pulse:
    """Return the head of the room after a tap (two queries)."""
    numbers = counted(meeting, at)
    return Pulse(numbers, quorum(rulebook(meeting.council, meeting.held_on), numbers))
