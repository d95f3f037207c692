"""Coming, going, and keeping out of an item."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.dates import kdatetime
from council.common.errors import Conflict, Refused, explain
from council.meetings.attending import called_to, seats_of
from council.meetings.codes import opens
from council.meetings.models import AgendaItem, Attendance, Meeting, Recusal
from council.meetings.services.guard import expect_open, guard, locked, locked_item

#: How long before the beginning the room is open: a slip of a day is not an arrival.
EARLY = dt.timedelta(hours=3)


def arrive(
    meeting: Meeting,
    user_id: int,
    *,
    by: Actor,
    at: dt.datetime,
    online: bool = False,
    came_at: dt.datetime | None = None,
) -> Attendance:
    """Write that somebody came, and return the stay; whoever is there already keeps the first time.

    Raises Refused for somebody without a seat on that day, and before or after the meeting.
    """
    guard(by, "meetings.run", meeting)
    return _arrive(meeting, user_id, by=by, at=came_at or at, online=online, door=Attendance.Door.SECRETARY)


def check_in(meeting: Meeting, code: str, *, by: Actor, at: dt.datetime, online: bool = False) -> Attendance:
    """Write that the person who acts came, by the code of the minute, and return the stay."""
    guard(by, "meetings.check_in", meeting)
    if not opens(meeting.code_secret, code, at):
        raise Refused(_("지금 화면에 있는 번호가 아닙니다. 새 번호로 다시 해 주십시오."), field="code", code="code")
    assert by.user_id is not None
    return _arrive(meeting, by.user_id, by=by, at=at, online=online, door=Attendance.Door.SELF)


def _arrive(meeting: Meeting, user_id: int, *, by: Actor, at: dt.datetime, online: bool, door: str) -> Attendance:
    try:
        with transaction.atomic():
            current = locked(meeting)
            standing = _check_arrival(current, user_id, at, online=online)
            if standing is not None:
                return standing
            stay = Attendance.objects.create(
                council_id=current.council_id, meeting=current, user_id=user_id, arrived_at=at, online=online, door=door
            )
            record("meetings.attendance.arrived", current, by=by, at=at, door=stay.get_door_display(), user=user_id)
    except IntegrityError as error:
        raise Refused(explain(error) or str(error)) from error
    return stay


def _check_arrival(meeting: Meeting, user_id: int, at: dt.datetime, *, online: bool) -> Attendance | None:
    """Refuse whoever may not come now; return the stay of somebody who is there already."""
    if not meeting.has_room:
        raise Conflict(_("출석을 적을 때가 아닙니다: ‘%(status)s’") % {"status": meeting.get_status_display()})
    if meeting.status == Meeting.Status.NOTICED and at < meeting.starts_at - EARLY:
        words = {"when": kdatetime(meeting.starts_at - EARLY)}
        raise Refused(_("출석은 %(when)s부터 적을 수 있습니다.") % words, code="early")
    if online and meeting.mode == Meeting.Mode.IN_PERSON:
        raise Refused(_("모여서만 여는 회의입니다. 온라인으로도 여는 회의로 바꾼 뒤 적어 주십시오."), code="mode")
    stays = Attendance.objects.there().filter(meeting=meeting, user_id=user_id)
    seat = seats_of(meeting).filter(user_id=user_id).annotate(there=Exists(stays)).values_list("there").first()
    if seat is None or timezone.localdate(at) != meeting.held_on:
        words = {"day": kdatetime(meeting.starts_at)}
        raise Refused(
            _("이 사람은 %(day)s 회의에 나올 자격이 없습니다. 임기가 끝났는지 살펴봐 주십시오.") % words,
            code="not_seated",
        )
    return stays.get() if seat[0] else None


def leave(meeting: Meeting, user_id: int, *, by: Actor, at: dt.datetime) -> Attendance:
    """Write that somebody went and return the stay. Raises Conflict for somebody who is not there."""
    guard(by, "meetings.run", meeting)
    with transaction.atomic():
        current = locked(meeting)
        stay = Attendance.objects.there().filter(meeting=current, user_id=user_id).first()
        if stay is None or not current.has_room:
            raise Conflict(_("지금 회의장에 없는 사람입니다."))
        if at < stay.arrived_at:
            raise Refused(_("나간 때는 온 때보다 앞설 수 없습니다."), code="order")
        stay.left_at = at
        stay.save(update_fields=["left_at"])
        record("meetings.attendance.left", current, by=by, at=at, user=user_id)
    return stay


def take_back(meeting: Meeting, user_id: int, *, by: Actor, at: dt.datetime) -> None:
    """Take back a tap on the wrong name; refused once a vote counted that person."""
    guard(by, "meetings.run", meeting)
    with transaction.atomic():
        current = locked(meeting)
        stay = Attendance.objects.there().filter(meeting=current, user_id=user_id).first()
        if stay is None or not current.has_room:
            raise Conflict(_("지금 회의장에 없는 사람입니다."))
        if AgendaItem.objects.filter(meeting=current, votes__taken_at__gte=stay.arrived_at).exists():
            raise Refused(_("그 사이에 표결이 있어 거둘 수 없습니다. 나간 것으로 적어 주십시오."), code="counted")
        stay.voided_at = at
        stay.save(update_fields=["voided_at"])
        record("meetings.attendance.voided", current, by=by, at=at, user=user_id)


def recuse(item: AgendaItem, user_id: int, *, kind: str, reason: str, by: Actor, at: dt.datetime) -> Recusal:
    """Write that somebody keeps out of the item and return the record."""
    with transaction.atomic():
        meeting, current = locked_item(item)
        guard(by, "meetings.run", meeting)
        if kind not in Recusal.Kind.values:
            raise Refused(_("보기 가운데 하나를 골라 주십시오."), field="kind")
        if not reason.strip():
            raise Refused(_("빠지는 까닭을 써 주십시오. 회의록에 적힙니다."), field="reason", code="required")
        if not current.is_open or current.votes.exists():
            raise Conflict(_("이미 표결한 안건입니다."))
        if user_id not in called_to(meeting):
            raise Refused(_("이 회의에 나올 자격이 없는 사람입니다."), field="user", code="not_seated")
        if current.recusals.filter(user_id=user_id).exists():
            raise Conflict(_("이 안건에서 이미 빠진 사람입니다."))
        row = Recusal.objects.create(
            council_id=meeting.council_id, item=current, user_id=user_id, kind=kind, reason=reason.strip()[:300], at=at
        )
        record(
            "meetings.recusal.recorded", meeting, by=by, at=at, why=reason.strip(), item=current.title,
            kind=row.get_kind_display(),
        )  # fmt: skip
    return row


def unrecuse(recusal: Recusal, *, by: Actor, at: dt.datetime) -> None:
    """Take out a recusal that was written by mistake, before it counted."""
    with transaction.atomic():
        meeting, item = locked_item(recusal.item)
        guard(by, "meetings.run", meeting)
        expect_open(meeting)
        if item.votes.exists():
            raise Conflict(_("이미 표결한 안건입니다."))
        recusal.delete()
        record("meetings.item.changed", meeting, by=by, at=at, item=item.title)
