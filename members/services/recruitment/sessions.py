"""Training sessions of a recruitment, and who was there; the hours go onto the people's records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor
from council.common.dates import kdate
from council.common.language import recorded
from members.models import Application, Recruitment, SessionAttendance, Training, TrainingSession
from members.services.guard import guard
from members.services.recruitment.steps import RecruitmentRefused, applicants, refusing, tell

OPEN = (Recruitment.Status.SCREENING, Recruitment.Status.TRAINING)


def add_session(
    recruitment: Recruitment,
    *,
    course: str,
    held_on: dt.date,
    hours: int,
    place: str = "",
    by: Actor,
    at: dt.datetime,
) -> TrainingSession:
    """Set a session and tell the applicants found eligible when and where."""
    guard(by, "members.recruit", recruitment)
    if recruitment.status not in OPEN:
        raise RecruitmentRefused(_("심사나 교육 단계에서만 교육을 넣을 수 있습니다."), code="status")
    with transaction.atomic():
        with refusing():
            session = TrainingSession.objects.create(
                council_id=recruitment.council_id,
                recruitment=recruitment,
                course=course,
                held_on=held_on,
                hours=hours,
                place=place,
            )
        record("members.session.added", recruitment, by=by, at=at, course=course, day=recorded(kdate, held_on))
        tell(
            recruitment,
            "members.recruitment.training",
            applicants(recruitment, Application.Status.ACCEPTED),
            title=format_lazy(gettext_lazy("{course} 교육이 있습니다"), course=course),
            body=format_lazy(gettext_lazy("{day} {place}, {hours}시간"), day=kdate(held_on), place=place, hours=hours),
            path=reverse("members:application", args=[recruitment.council.slug, recruitment.pk]),
            by=by,
            at=at,
            about=session,
        )
    return session


def note_attendance(
    session: TrainingSession, present: Collection[int], *, by: Actor, at: dt.datetime
) -> TrainingSession:
    """Write who was there (application ids); whoever was noted before and is not now loses the hours again."""
    recruitment = session.recruitment
    guard(by, "members.recruit", recruitment)
    if session.held_on > timezone.localdate(at):
        raise RecruitmentRefused(_("교육이 끝난 뒤에 출석을 적어 주십시오."), code="early")
    with transaction.atomic():
        locked = Recruitment.objects.select_for_update().get(pk=recruitment.pk)
        if locked.status not in OPEN:
            raise RecruitmentRefused(_("명단을 굳힌 뒤에는 출석을 고칠 수 없습니다."), code="status")
        rows = {row.application_id: row for row in session.attendances.select_related("training")}
        people = {
            one.pk: one
            for one in Application.objects.filter(recruitment=recruitment, pk__in=present).exclude(status="DRAFT")
        }
        for gone in rows.keys() - people.keys():
            row = rows[gone]
            training = row.training
            row.delete()
            if training is not None:
                training.withdrawn_at = at
                training.withdrawn_why = recorded(lambda: _("교육 출석을 바로잡음"))
                training.save(update_fields=["withdrawn_at", "withdrawn_why"])
        for came in sorted(people.keys() - rows.keys()):
            training = _hours(session, people[came], by=by, at=at)
            SessionAttendance.objects.create(
                council_id=session.council_id,
                session=session,
                application=people[came],
                training=training,
                noted_at=at,
            )
        record("members.session.attended", recruitment, by=by, at=at, course=session.course, count=len(people))
    return session


def _hours(session: TrainingSession, application: Application, *, by: Actor, at: dt.datetime) -> Training | None:
    """Write the hours onto the person's record; None where the same session stands there already."""
    same = {"user_id": application.user_id, "course": session.course, "held_on": session.held_on}
    if Training.objects.counted().filter(**same).exists():
        return None
    return Training.objects.create(
        council_id=session.council_id, hours=session.hours, recorded_at=at, recorded_by_id=by.user_id, **same
    )
