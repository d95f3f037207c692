"""Opening the meeting and going through its agenda."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.dates import kdatetime
from council.common.errors import Conflict, Refused
from council.meetings.attending import counted, quorum
from council.meetings.models import AgendaItem, Meeting, Note
from council.meetings.services.attendance import EARLY
from council.meetings.services.guard import expect_open, guard, locked, locked_item, weigh
from council.rulebook import rulebook

LONGEST_NOTE = 20_000


def open_meeting(meeting: Meeting, *, by: Actor, at: dt.datetime, judged: str = "") -> Meeting:
    """Open the meeting and return it, judged by the rule ``meeting.quorum`` from those who have come.

    Raises Refused with the figures when they are too few; where no rule can say, ``judged`` holds a reason.
    """
    guard(by, "meetings.run", meeting)
    with transaction.atomic():
        current = locked(meeting)
        if current.status == Meeting.Status.OPEN:
            raise Conflict(_("%(when)s에 이미 연 회의입니다.") % {"when": kdatetime(current.opened_at)})
        if current.status != Meeting.Status.NOTICED:
            raise Refused(_("먼저 회의를 알린 뒤 열 수 있습니다."), code="not_noticed")
        if at < current.starts_at - EARLY:
            raise Refused(
                _("%(when)s에 열기로 알린 회의입니다.") % {"when": kdatetime(current.starts_at)}, code="early"
            )
        room = counted(current, at)
        verdict = quorum(rulebook(current.council, current.held_on), room)
        weigh(verdict, judged, field="judged")
        current.status, current.opened_at = Meeting.Status.OPEN, at
        current.quorum_verdict = verdict.as_json()
        current.version += 1
        current.save(update_fields=["status", "opened_at", "quorum_verdict", "version"])
        record(
            "meetings.meeting.opened", current, by=by, at=at, why=judged.strip(), meeting=current.title,
            present=room.present,
        )  # fmt: skip
    return current


def start_item(item: AgendaItem, *, by: Actor, at: dt.datetime) -> AgendaItem:
    """Take up an item and return it; the one before goes back to those waiting if it is not finished."""
    with transaction.atomic():
        meeting, current = locked_item(item)
        guard(by, "meetings.run", meeting)
        expect_open(meeting)
        if not current.is_open:
            raise Conflict(_("이미 다룬 안건입니다: ‘%(state)s’") % {"state": current.get_state_display()})
        meeting.items.filter(state=AgendaItem.State.NOW).update(state=AgendaItem.State.WAITING)
        current.state = AgendaItem.State.NOW
        current.started_at = current.started_at or at
        current.save(update_fields=["state", "started_at"])
    return current


def finish_item(item: AgendaItem, *, by: Actor, at: dt.datetime, outcome: str = "") -> AgendaItem:
    """End an item that wants no vote (보고, 심의) and return it. Raises Refused for one that does."""
    if item.kind == AgendaItem.Kind.DECIDE:
        raise Refused(_("의결할 안건입니다. 표결을 적거나 다음 회의로 넘겨 주십시오."), code="vote_needed")
    return _end(item, AgendaItem.State.DONE, outcome.strip() or _("보고를 받음"), by=by, at=at)


def carry_over(item: AgendaItem, *, by: Actor, at: dt.datetime, why: str) -> AgendaItem:
    """Put an item off to the next meeting and return it."""
    if not why.strip():
        raise Refused(_("다음으로 넘기는 까닭을 써 주십시오."), field="why", code="required")
    return _end(item, AgendaItem.State.CARRIED, why.strip(), by=by, at=at)


def _end(item: AgendaItem, state: str, outcome: str, *, by: Actor, at: dt.datetime) -> AgendaItem:
    with transaction.atomic():
        meeting, current = locked_item(item)
        guard(by, "meetings.run", meeting)
        expect_open(meeting)
        if not current.is_open:
            raise Conflict(_("이미 다룬 안건입니다: ‘%(state)s’") % {"state": current.get_state_display()})
        current.state, current.outcome = state, outcome[:300]
        current.started_at, current.ended_at = current.started_at or at, at
        current.save(update_fields=["state", "outcome", "started_at", "ended_at"])
        record("meetings.item.ended", meeting, by=by, at=at, item=current.title, outcome=current.outcome)
    return current


def save_note(item: AgendaItem, text: str, *, expected_version: int, by: Actor, at: dt.datetime) -> Note:
    """Keep what was said about the item and return the note with its new version.

    Raises Conflict when another screen has saved since ``expected_version``: nothing is overwritten.
    """
    if len(text) > LONGEST_NOTE:
        raise Refused(_("%(most)s자까지 쓸 수 있습니다.") % {"most": f"{LONGEST_NOTE:,}"}, field="text")
    with transaction.atomic():
        meeting, current = locked_item(item)
        guard(by, "meetings.run", meeting)
        note, fresh = Note.objects.get_or_create(
            council_id=meeting.council_id, item=current, defaults={"saved_at": at, "saved_by_id": by.user_id}
        )
        if note.text == text and not fresh:
            return note
        if note.version != expected_version:
            words = {"when": kdatetime(note.saved_at)}
            raise Conflict(_("다른 화면에서 %(when)s에 먼저 저장했습니다. 그 글을 보고 합쳐 주십시오.") % words)
        note.text, note.version, note.saved_at, note.saved_by_id = text, note.version + 1, at, by.user_id
        note.save(update_fields=["text", "version", "saved_at", "saved_by"])
        if note.version == 1:
            record("meetings.item.noted", meeting, by=by, at=at, item=current.title)
    return note
