"""Before the meeting: planning, calling, telling, changing, cancelling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor
from council.common.dates import kdatetime
from council.common.errors import Conflict, Refused
from council.meetings.attending import called_to, unfinished
from council.meetings.models import AgendaItem, Convening, Meeting
from council.meetings.services.guard import guard, locked, weigh
from council.models import Committee, Council
from council.notices.services import notify
from council.rulebook import Verdict, rulebook
from members.models import Membership

#: What may be changed of a meeting that is still to come.
CHANGEABLE = ("starts_at", "place", "link", "mode", "chair_id")


def propose_regular(council: Council, month: dt.date) -> dict[str, Any] | None:
    """Return what the next regular meeting of that month would be, None where the month has its meetings already.

    The day is that of the last regular meeting's weekday and week in its month (제3목요일); the rule
    ``meeting.regular`` says how often. ``items``: what earlier meetings left over.
    """
    first = month.replace(day=1)
    after = (first + dt.timedelta(days=32)).replace(day=1)
    regular = Meeting.objects.filter(kind=Meeting.Kind.REGULAR).exclude(status=Meeting.Status.CANCELLED)
    if regular.filter(starts_at__date__gte=first, starts_at__date__lt=after).exists():
        return None
    last = regular.filter(starts_at__date__lt=first).order_by("-starts_at").first()
    local = timezone.localtime(last.starts_at) if last else None
    week, weekday = ((local.day - 1) // 7, local.weekday()) if local else (2, 3)
    day = first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * min(week, 3))
    hour = local.timetz().replace(tzinfo=None) if local else dt.time(14)
    return {
        "starts_at": timezone.make_aware(dt.datetime.combine(day, hour)),
        "place": last.place if last else council.hall,
        "mode": last.mode if last else Meeting.Mode.IN_PERSON,
        "items": list(unfinished(council.pk, day)),
    }


def plan_regular(
    council: Council, *, starts_at: dt.datetime, place: str, by: Actor, at: dt.datetime,
    kind: str = Meeting.Kind.REGULAR, committee: Committee | None = None, mode: str = Meeting.Mode.IN_PERSON,
    link: str = "",
) -> Meeting:  # fmt: skip
    """Plan a regular meeting (or one of a 분과 or the officers) and return it, with what was left over as its agenda.

    Raises Refused for a time that is past, and for an online meeting that no rule allows.
    """
    if kind == Meeting.Kind.EXTRAORDINARY:
        raise ValueError("an extraordinary meeting is called")
    return _plan(
        council, kind=kind, committee=committee, starts_at=starts_at, place=place, mode=mode, link=link, by=by, at=at
    )


def call(
    council: Council, *, starts_at: dt.datetime, place: str, called_by: str, callers: int | None, reason: str,
    by: Actor, at: dt.datetime, who: str = "", mode: str = Meeting.Mode.IN_PERSON, link: str = "", judged: str = "",
) -> Meeting:  # fmt: skip
    """Call an extraordinary meeting and return it: ``called_by`` chair, head … or "" where ``callers`` 위원 ask.

    Judged by the rule ``meeting.call`` of the day; where that cannot say, ``judged`` holds a person's reason.
    """
    if not reason.strip():
        raise Refused(_("임시회의를 여는 까닭을 써 주십시오. 소집 통지에 적힙니다."), field="reason", code="required")
    on = timezone.localdate(at)
    facts: dict[str, Any] = {
        "enrolled": Membership.objects.current(on).count(),
        "call": on,
        "meeting": timezone.localdate(starts_at),
    }
    if callers is not None:
        facts["callers"] = callers
        if callers > facts["enrolled"]:
            words = {"callers": callers, "enrolled": facts["enrolled"]}
            raise Refused(_("소집을 요구한 %(callers)s명이 재적 %(enrolled)s명보다 많습니다.") % words, field="callers")
    if called_by:
        facts["called_by"] = called_by
    verdict = rulebook(council, on).ask("call", **facts)
    weigh(verdict, judged, field="judged")
    return _plan(
        council, kind=Meeting.Kind.EXTRAORDINARY, committee=None, starts_at=starts_at, place=place, mode=mode,
        link=link, by=by, at=at, called=(who or called_by, callers, reason.strip(), verdict),
    )  # fmt: skip


def _plan(
    council: Council, *, kind: str, committee: Committee | None, starts_at: dt.datetime, place: str, mode: str,
    link: str, by: Actor, at: dt.datetime, called: tuple[str, int | None, str, Verdict] | None = None,
) -> Meeting:  # fmt: skip
    meeting = Meeting(
        council=council, kind=kind, committee=committee, starts_at=starts_at, place=place.strip(), mode=mode,
        link=link.strip(), created_at=at, year=timezone.localdate(starts_at).year, number=1,
    )  # fmt: skip
    guard(by, "meetings.prepare", meeting)
    _check_time(meeting, at)
    _check_online(meeting)
    if called is not None:
        meeting.called_by, meeting.callers, meeting.call_reason = called[0][:100], called[1], called[2][:300]
        meeting.call_verdict = called[3].as_json()
    with transaction.atomic():
        one_after_the_other("meetings_number", council.pk)
        series = Meeting.objects.filter(year=meeting.year, kind=kind, committee=committee)
        meeting.number = (series.aggregate(last=Max("number"))["last"] or 0) + 1
        meeting.save()
        if kind == Meeting.Kind.REGULAR:
            _carry(meeting)
        if called is None:
            record("meetings.meeting.planned", meeting, by=by, at=at, meeting=meeting.title)
        else:
            record(
                "meetings.meeting.called", meeting, by=by, at=at, why=called[2], meeting=meeting.title, who=called[0]
            )
    return meeting


def _carry(meeting: Meeting) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(
            council_id=meeting.council_id, meeting=meeting, number=number, carried_from=left, kind=left.kind,
            title=left.title, body=left.body, decides=left.decides, decides_with=left.decides_with,
            matter=left.matter, closed_reason=left.closed_reason,
        )
        for number, left in enumerate(unfinished(meeting.council_id, meeting.held_on), 1)
    )  # fmt: skip


def notice(meeting: Meeting, *, by: Actor, at: dt.datetime, late_reason: str = "", urgent: bool = False) -> Meeting:
    """Call everybody of the roll of the meeting's day, and return the meeting.

    The rule ``meeting.notice`` judges the period; a late notice needs its reason, which is published with it.
    Raises Refused without an agenda, for a meeting whose time has passed, and Conflict when it was sent already.
    """
    guard(by, "meetings.prepare", meeting)
    with transaction.atomic():
        current = locked(meeting)
        if current.status != Meeting.Status.PLANNED:
            words = {
                "meeting": current.title,
                "when": kdatetime(current.notice_sent_at) or current.get_status_display(),
            }
            raise Conflict(_("%(meeting)s: 먼저 알린 회의입니다(%(when)s).") % words)
        if not current.items.exists():
            raise Refused(_("안건이 하나도 없습니다. 안건을 넣은 뒤 알려 주십시오."), code="no_agenda")
        _check_time(current, at)
        verdict = judge_notice(current, at, urgent=urgent)
        weigh(verdict, late_reason, field="late_reason", always=True)
        people = called_to(current)
        if not people:
            raise Refused(_("그 날 이 회의에 나올 사람이 없습니다. 임기를 살펴봐 주십시오."), code="nobody")
        current.status, current.notice_sent_at = Meeting.Status.NOTICED, at
        current.notice_verdict = verdict.as_json()
        current.late_reason = "" if verdict.holds else late_reason.strip()[:300]
        current.version += 1
        current.save(update_fields=["status", "notice_sent_at", "notice_verdict", "late_reason", "version"])
        Convening.objects.bulk_create(
            Convening(council_id=current.council_id, meeting=current, user_id=user, sent_at=at) for user in people
        )
        record(
            "meetings.meeting.noticed", current, by=by, at=at, why=current.late_reason, meeting=current.title,
            count=len(people),
        )  # fmt: skip
        _tell(current, "meetings.meeting.noticed", gettext_lazy("%(meeting)s에 모십니다"), people, at=at)
    return current


def judge_notice(meeting: Meeting, at: dt.datetime, *, urgent: bool = False) -> Verdict:
    """Return whether a notice sent at that moment would be in time (one query)."""
    facts: dict[str, Any] = {"notice": timezone.localdate(at), "meeting": meeting.held_on, "urgent": urgent}
    return rulebook(meeting.council, timezone.localdate(at)).ask("notice", **facts)


def change(
    meeting: Meeting, changes: Mapping[str, Any], *, why: str, by: Actor, at: dt.datetime, expected_version: int
) -> Meeting:
    """Change time, place or mode of a meeting to come and return it; whoever was called is told of it, with the reason."""
    guard(by, "meetings.prepare", meeting)
    with transaction.atomic():
        current = locked(meeting)
        if current.version != expected_version or not current.can_change:
            raise Conflict(_("그사이 회의가 바뀌었습니다. 새로 연 뒤 다시 해 주십시오."))
        told = current.status == Meeting.Status.NOTICED
        if told and not why.strip():
            raise Refused(_("이미 알린 회의입니다. 바꾸는 까닭을 써 주십시오."), field="why", code="required")
        changed = [name for name in CHANGEABLE if name in changes and getattr(current, name) != changes[name]]
        if not changed:
            return current
        for name in changed:
            setattr(current, name, changes[name])
        if "starts_at" in changed:
            _check_time(current, at)
            if current.held_on.year != current.year:
                raise Refused(_("다른 해로 옮기려면 취소하고 새로 잡아 주십시오."), field="starts_at")
        _check_online(current)
        current.version += 1
        current.save(update_fields=[*changed, "version"])
        record("meetings.meeting.changed", current, by=by, at=at, why=why.strip(), meeting=current.title)
        if told:
            _tell(current, "meetings.meeting.changed", gettext_lazy("%(meeting)s의 때나 곳이 바뀌었습니다"),
                  _told(current), at=at, why=why.strip())  # fmt: skip
    return current


def cancel(meeting: Meeting, *, why: str, by: Actor, at: dt.datetime) -> Meeting:
    """Call a meeting off and return it; whoever was called is told why."""
    guard(by, "meetings.prepare", meeting)
    if not why.strip():
        raise Refused(_("취소하는 까닭을 써 주십시오. 알림에 적힙니다."), field="why", code="required")
    with transaction.atomic():
        current = locked(meeting)
        if not current.can_change:
            raise Conflict(
                _("지금은 취소할 수 없는 회의입니다: ‘%(status)s’") % {"status": current.get_status_display()}
            )
        current.status, current.cancelled_why = Meeting.Status.CANCELLED, why.strip()[:300]
        current.version += 1
        current.save(update_fields=["status", "cancelled_why", "version"])
        record("meetings.meeting.cancelled", current, by=by, at=at, why=why.strip(), meeting=current.title)
        _tell(current, "meetings.meeting.cancelled", gettext_lazy("%(meeting)s이(가) 취소되었습니다"),
              _told(current), at=at, why=why.strip())  # fmt: skip
    return current


def _told(meeting: Meeting) -> list[int]:
    return list(meeting.convenings.order_by("user_id").values_list("user_id", flat=True))


def _tell(meeting: Meeting, kind: str, title: Any, people: list[int], *, at: dt.datetime, why: str = "") -> None:
    """Tell everybody, whoever acts too: the delivery is the proof of convening."""
    where = meeting.place or meeting.link
    lines = [f"{kdatetime(meeting.starts_at)}, {where}", why]
    if kind == "meetings.meeting.noticed":
        lines += [f"{item.number}. {item.title}" for item in meeting.items.order_by("number")]
    notify(
        kind, people, council_id=meeting.council_id, title=str(title) % {"meeting": meeting.title},
        body="\n".join(line for line in lines if line), at=at, about=meeting,
        path=reverse("meetings:meeting", args=[meeting.council.slug, meeting.pk]),
    )  # fmt: skip


def _check_time(meeting: Meeting, at: dt.datetime) -> None:
    if meeting.starts_at <= at:
        words = {"when": kdatetime(meeting.starts_at)}
        raise Refused(
            _("%(when)s은 이미 지난 때입니다. 앞으로 올 때를 골라 주십시오.") % words, field="starts_at", code="past"
        )


def _check_online(meeting: Meeting) -> None:
    if meeting.mode == Meeting.Mode.IN_PERSON:
        if not meeting.place:
            raise Refused(_("모이는 곳을 써 주십시오."), field="place", code="required")
        return
    verdict = rulebook(meeting.council, meeting.held_on).ask("online", meeting=meeting.held_on)
    if verdict.holds is False and verdict.blocks:
        raise Refused(f"{verdict.sentence} ({verdict.article})", field="mode", code="rule")


def one_after_the_other(what: str, council_id: int) -> None:
    """Let those who take the next number wait for each other until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [what, council_id])
