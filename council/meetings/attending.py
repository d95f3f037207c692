"""Who is called to a meeting and who is there: reads that services and pages share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, IntegerField, Q, QuerySet, Subquery

from council.meetings.models import AgendaItem, Attendance, Meeting, Recusal
from council.rulebook import RuleBook, Verdict
from members.models import CommitteeMembership, Membership, Office


@dataclass(frozen=True, slots=True)
class Present:
    """The numbers of the room at one moment."""

    enrolled: int
    present: int
    online: int
    recused: int = 0

    @property
    def voting(self) -> int:
        return self.present - self.recused


def seats_of(meeting: Meeting) -> QuerySet[Any]:
    """Return the dated rows that give a seat in this meeting on its day: 위원, a 분과's places, or officers."""
    on = meeting.held_on
    if meeting.kind == Meeting.Kind.COMMITTEE:
        return CommitteeMembership.objects.current(on).filter(committee_id=meeting.committee_id)
    if meeting.kind == Meeting.Kind.BOARD:
        return Office.objects.current(on).filter(kind__in=Office.FOR_MEMBERS)
    return Membership.objects.current(on)


def called_to(meeting: Meeting) -> list[int]:
    """Return the ids of those who sit in the meeting on its day (one query)."""
    return sorted(set(seats_of(meeting).values_list("user_id", flat=True)))


def counted(meeting: Meeting, at: dt.datetime, item: AgendaItem | None = None) -> Present:
    """Return the room's numbers at the moment, those recused from the item among them (one query)."""
    there = Attendance.objects.there_at(at).filter(meeting=meeting)
    away = Recusal.objects.filter(item=item, user_id__in=there.values("user_id"))
    row = (
        Meeting.objects.filter(pk=meeting.pk)
        .annotate(
            enrolled=_number(seats_of(meeting)), present=_number(there), online=_number(there.filter(online=True)),
            recused=_number(away),
        )
        .values_list("enrolled", "present", "online", "recused")
        .get()
    )  # fmt: skip
    return Present(*row)


def _number(rows: QuerySet[Any]) -> Subquery:
    """Return the number of people in the rows as a column; a plain COUNT would group by the outer query."""
    people = Func(F("user_id"), function="COUNT", template="COUNT(DISTINCT %(expressions)s)")
    return Subquery(rows.order_by().annotate(people=people).values("people"), output_field=IntegerField())


#: The matter of an item that no rule sets apart.
ORDINARY = "ordinary"


def quorum(book: RuleBook, room: Present, matter: str = "") -> Verdict:
    """Return whether the room may meet (or decide such a matter), and from how many on (no query)."""
    return book.ask(
        "quorum",
        enrolled=room.enrolled,
        present=room.present,
        online=room.online,
        suspended=0,
        matter=matter or ORDINARY,
    )


def numbers_of(room: Present) -> dict[str, int]:
    """Return the facts of the room as the rules ask for them; the roll knows of nobody suspended."""
    return {
        "enrolled": room.enrolled,
        "present": room.present,
        "recused": room.recused,
        "present_unrecused": room.voting,
        "online": room.online,
        "suspended": 0,
    }


def unfinished(council_id: int, before: dt.date) -> QuerySet[AgendaItem]:
    """Return what earlier meetings of the whole council left over and no later one has taken up."""
    left = Q(state=AgendaItem.State.CARRIED)
    return (
        AgendaItem.objects.filter(left, carried_to__isnull=True)
        .filter(meeting__status=Meeting.Status.CLOSED, meeting__starts_at__date__lt=before)
        .exclude(meeting__kind__in=[Meeting.Kind.COMMITTEE, Meeting.Kind.BOARD])
        .order_by("meeting__starts_at", "number", "pk")
    )
