"""Training hours, and who came to which meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.dates import kdate
from council.common.documents import SafeDocument, forget, store
from council.common.errors import Conflict, Refused, constraint_of, explain
from council.models import Council
from members.models import Attendance, Membership, Training, User
from members.services.guard import guard

#: Certificates of one person in one council; a life of training fits, a disk does not fill.
MOST_CERTIFICATES = 40


def record_training(
    council: Council,
    user: User,
    *,
    course: str,
    hours: int,
    held_on: dt.date,
    certificate: SafeDocument | None = None,
    by: Actor,
    at: dt.datetime,
) -> Training:
    """Record hours that the person took, with the certificate if there is one, and return the row.

    Refused for a day to come, and for the same course on the same day twice.
    """
    guard(by, "members.train", council)
    if held_on > timezone.localdate(at):
        raise Refused(_("아직 오지 않은 날입니다. 교육을 마친 뒤에 적어 주십시오."), field="held_on", code="future")
    row = Training(
        council=council,
        user=user,
        course=course.strip(),
        hours=hours,
        held_on=held_on,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    if certificate is not None:
        if Training.objects.filter(user=user).exclude(certificate="").count() >= MOST_CERTIFICATES:
            raise Refused(
                _("수료증은 한 사람에 %(most)d장까지 둘 수 있습니다.") % {"most": MOST_CERTIFICATES},
                field="certificate",
            )
        row.certificate = store(certificate, council.pk)
        row.certificate_type, row.certificate_name = certificate.type, certificate.name
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            record("members.training.recorded", row, by=by, at=at, hours=hours)
    except IntegrityError as error:
        forget(row.certificate)
        sentence = explain(error)
        if sentence is None:
            raise
        raise Refused(sentence, field="held_on", code=constraint_of(error) or "refused") from error
    return row


def withdraw_training(training: Training, *, why: str, by: Actor, at: dt.datetime) -> Training:
    """Take a wrong row back; it stays with the reason and no longer counts."""
    guard(by, "members.train", training)
    if not why.strip():
        raise Refused(_("까닭을 써 주십시오. 이력에 남습니다."), field="why", code="no_reason")
    with transaction.atomic():
        changed = (
            Training.objects.counted().filter(pk=training.pk).update(withdrawn_at=at, withdrawn_why=why.strip()[:200])
        )
        if not changed:
            raise Conflict(_("다른 분이 먼저 이 교육을 거두었습니다."))
        training.refresh_from_db()
        record("members.training.withdrawn", training, by=by, at=at, why=why.strip(), hours=training.hours)
    return training


def mark_attendance(
    council: Council, *, meeting: str, held_on: dt.date, presences: Mapping[int, str], by: Actor, at: dt.datetime
) -> int:
    """Write who was at a meeting ({user id: presence}), over what was written before; return how many rows changed.

    Only who was 위원 on that day is counted; others are refused.
    """
    guard(by, "members.train", council)
    meeting = meeting.strip()
    if not meeting:
        raise Refused(_("어느 회의인지 써 주십시오. 예: 제9차 정기회의"), field="meeting", code="no_meeting")
    if held_on > timezone.localdate(at):
        raise Refused(_("아직 오지 않은 날입니다. 회의를 마친 뒤에 적어 주십시오."), field="held_on", code="future")
    seated = set(Membership.objects.current(held_on).values_list("user_id", flat=True))
    if strangers := set(presences) - seated:
        words = {"n": len(strangers), "day": kdate(held_on)}
        raise Refused(_("%(day)s에 위원이 아닌 사람 %(n)d명이 들어 있습니다.") % words, code="not_seated")
    with transaction.atomic():
        standing = {
            row.user_id: row
            for row in Attendance.objects.select_for_update().filter(held_on=held_on, meeting=meeting).order_by("pk")
        }
        fresh, changed = [], []
        for user_id, presence in presences.items():
            row = standing.get(user_id)
            if row is None:
                fresh.append(
                    Attendance(council=council, user_id=user_id, held_on=held_on, meeting=meeting, presence=presence)
                )
            elif row.presence != presence:
                row.presence = presence
                changed.append(row)
        Attendance.objects.bulk_create(fresh)
        Attendance.objects.bulk_update(changed, ["presence"])
        if fresh or changed:
            there = sum(presence in Attendance.THERE for presence in presences.values())
            record(
                "members.attendance.marked", council, by=by, at=at,
                meeting=meeting, day=held_on.isoformat(), there=there, all=len(presences),
            )  # fmt: skip
    return len(fresh) + len(changed)
