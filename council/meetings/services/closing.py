"""The end of a meeting: who was absent, and what is paid."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Conflict, Refused
from council.meetings.attending import called_to
from council.meetings.models import AgendaItem, AllowanceLine, Attendance, Meeting
from council.meetings.services.guard import expect_open, guard, locked
from council.rulebook import rulebook
from members.models import Attendance as Marked
from members.services import mark_attendance


def close(meeting: Meeting, *, by: Actor, at: dt.datetime) -> Meeting:
    """End the meeting and return it: unfinished items go to the next one, absences to the roll.

    Raises Refused while an item that was voted on is not ended (cannot happen), Conflict when it is not open.
    """
    guard(by, "meetings.run", meeting)
    with transaction.atomic():
        current = locked(meeting)
        expect_open(current)
        if current.opened_at is not None and at < current.opened_at:
            raise Refused(_("회의를 마친 때는 연 때보다 앞설 수 없습니다."), code="order")
        open_items = current.items.filter(state__in=AgendaItem.OPEN)
        open_items.update(state=AgendaItem.State.CARRIED, outcome=_("다루지 못해 다음 회의로 넘김"))
        presences = _presences(current)
        current.status, current.closed_at = Meeting.Status.CLOSED, at
        current.version += 1
        current.save(update_fields=["status", "closed_at", "version"])
        record("meetings.meeting.closed", current, by=by, at=at, meeting=current.title)
        if current.kind in (Meeting.Kind.REGULAR, Meeting.Kind.EXTRAORDINARY):
            # The roll counts absences for the rule's warnings; the portal writes it, whoever closed the meeting.
            mark_attendance(
                current.council, meeting=current.title, held_on=current.held_on, presences=presences,
                by=Actor.system(current.council_id), at=at,
            )  # fmt: skip
    return current


def _presences(meeting: Meeting) -> dict[int, str]:
    """Return how each of those called was there: whoever came for a while was there."""
    rows = Attendance.objects.standing().filter(meeting=meeting).values_list("user_id", "online")
    there: dict[int, bool] = {}
    for user_id, online in rows:
        there[user_id] = there.get(user_id, True) and online
    found = {}
    for user_id in called_to(meeting):
        online_only = there.get(user_id)
        if online_only is None:
            found[user_id] = Marked.Presence.ABSENT.value
        else:
            found[user_id] = (Marked.Presence.ONLINE if online_only else Marked.Presence.PRESENT).value
    return found


def record_allowances(meeting: Meeting, *, by: Actor, at: dt.datetime) -> list[AllowanceLine]:
    """Write what each of those who were there is paid (rule ``allowance``, what: meeting) and return the lines, in won.

    Raises Refused where no rule says how much, Conflict when it was written already.
    """
    guard(by, "meetings.run", meeting)
    with transaction.atomic():
        current = locked(meeting)
        if not current.is_held:
            raise Refused(_("회의를 마친 뒤에 적을 수 있습니다."), code="not_closed")
        if current.allowances.exists():
            raise Conflict(_("이 회의의 수당을 이미 적었습니다."))
        verdict = rulebook(current.council, current.held_on).ask("allowance", what="meeting", times=1)
        if verdict.holds is not True or not isinstance(verdict.result, int):
            raise Refused(f"{verdict.sentence} {verdict.article}".strip(), code="rule")
        there = sorted(user for user, presence in _presences(current).items() if presence != Marked.Presence.ABSENT)
        lines = AllowanceLine.objects.bulk_create(
            AllowanceLine(
                council_id=current.council_id,
                meeting=current,
                user_id=user,
                won=verdict.result,
                verdict=verdict.as_json(),
            )
            for user in there
        )
        total = sum(line.won for line in lines)
        record("meetings.allowance.recorded", current, by=by, at=at, count=len(lines), won=f"{total:,}")
    return lines
