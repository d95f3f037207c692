"""Applying: online by the person, or on paper through the secretary; taken back at any time before the appointment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.access import Forbidden
from council.common.actor import Actor, Role
from council.common.dates import kdate
from council.models import Committee
from members.models import Application, Recruitment, RecruitmentTrack, User
from members.selectors import who
from members.services.guard import guard
from members.services.recruitment.steps import RecruitmentRefused, refusing, tell

Status = Application.Status

#: The version of the text that applicants agree to (templates/members/recruitment/_consent_required.html).
CONSENT_VERSION = "2026-11"


@dataclass(frozen=True, slots=True)
class Statement:
    """What the person says of themselves. ``facts`` are answers under the names of docs/ordinances.md §6."""

    name: str = ""
    born_on: dt.date | None = None
    sex: str = ""
    phone: str = ""
    address: str = ""
    eligibility: str = ""
    occupation: str = ""
    household: str = ""
    recommended_by: str = ""
    motive: str = ""
    track: RecruitmentTrack | None = None
    committee: Committee | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    show_name: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def own(application: Application, by: Actor) -> None:
    """Raise Forbidden unless the application is the actor's own."""
    if not by.is_system and by.user_id != application.user_id:
        raise Forbidden(_("지원서는 쓴 사람만 고칠 수 있습니다."))


def save_draft(
    recruitment: Recruitment, user: User, statement: Statement, *, by: Actor, at: dt.datetime
) -> Application:
    """Keep what has been written so far, and return it. Writing again after a withdrawal takes up the same one."""
    guard(by, "members.apply", recruitment)
    if not by.is_system and by.user_id != user.pk:
        raise Forbidden(_("지원서는 쓴 사람만 고칠 수 있습니다."))
    _refuse_unless_open(recruitment, timezone.localdate(at))
    with transaction.atomic():
        found = Application.objects.select_for_update().filter(recruitment=recruitment, user=user).first()
        if found is not None and found.status not in (Status.DRAFT, Status.WITHDRAWN):
            raise RecruitmentRefused(
                _("이미 접수한 지원서입니다. 고치려면 먼저 취하하고 다시 내 주십시오."), code="sent"
            )
        if found is None:
            found = Application(recruitment=recruitment, user=user, council_id=recruitment.council_id, started_at=at)
        found.status = Status.DRAFT
        for name, value in statement.columns.items():
            setattr(found, name, value)
        with refusing():
            found.save()
    return found


def submit(application: Application, *, consent: bool, by: Actor, at: dt.datetime) -> Application:
    """Hand the application in and give it its number. Refused after the last day, or while something is missing."""
    own(application, by)
    with transaction.atomic():
        # One after the other, so that numbers have no gaps.
        recruitment = (
            Recruitment.objects.select_for_update().select_related("council").get(pk=application.recruitment_id)
        )
        _refuse_unless_open(recruitment, timezone.localdate(at))
        row = Application.objects.select_for_update().get(pk=application.pk)
        if row.status != Status.DRAFT:
            raise RecruitmentRefused(_("이미 접수한 지원서입니다."), code="sent")
        refuse_incomplete(row, consent)
        _receive(row, recruitment, by=by, at=at)
        record("members.application.submitted", row, by=by, at=at, number=row.number)
        _tell_received(row, recruitment, by=by, at=at)
    return row


def enter_paper(
    recruitment: Recruitment,
    user: User,
    statement: Statement,
    *,
    received_on: dt.date,
    consent: bool,
    by: Actor,
    at: dt.datetime,
) -> Application:
    """Enter an application that came on paper by the last day; the person need not have an account."""
    guard(by, "members.recruit", recruitment)
    if not recruitment.opens_on <= received_on <= recruitment.closes_on:
        raise RecruitmentRefused(
            _("접수 기간(%(first)s부터 %(last)s까지)에 받은 지원서만 넣을 수 있습니다.")
            % {"first": kdate(recruitment.opens_on), "last": kdate(recruitment.closes_on)},
            field="received_on",
            code="received",
        )
    with transaction.atomic():
        row = Recruitment.objects.select_for_update().select_related("council").get(pk=recruitment.pk)
        found = Application.objects.select_for_update().filter(recruitment=row, user=user).first()
        if found is not None and found.status not in (Status.DRAFT, Status.WITHDRAWN):
            raise RecruitmentRefused(_("이 사람은 이미 지원했습니다."), field="name", code="application_one_each")
        if found is None:
            found = Application(recruitment=row, user=user, council_id=row.council_id, started_at=at)
        for name, value in statement.columns.items():
            setattr(found, name, value)
        found.channel, found.entered_by_id = Application.Channel.PAPER, by.user_id
        refuse_incomplete(found, consent)
        _receive(found, row, by=by, at=at)
        record("members.application.entered", found, by=by, at=at, number=found.number)
        _tell_received(found, row, by=by, at=at)
    return found


REQUIRED = ("name", "born_on", "phone", "address", "eligibility", "track_id")


def refuse_incomplete(application: Application, consent: bool) -> None:
    """Raise for the first thing that is missing; the consent is required by 개인정보 보호법 제15조."""
    if not consent:
        raise RecruitmentRefused(
            _("개인정보 수집·이용에 동의해야 접수합니다. 동의하지 않으면 심사를 할 수 없습니다."),
            field="consent",
            code="consent",
        )
    for name in REQUIRED:
        if not getattr(application, name):
            label = Application._meta.get_field(name.removesuffix("_id")).verbose_name  # type: ignore[union-attr]
            raise RecruitmentRefused(
                _("‘%(label)s’을(를) 써 주십시오.") % {"label": label}, field=name.removesuffix("_id"), code="missing"
            )


def _receive(row: Application, recruitment: Recruitment, *, by: Actor, at: dt.datetime) -> None:
    if not row.number:
        last = (
            Application.objects.filter(recruitment=recruitment)
            .exclude(number="")
            .order_by("-number")
            .values_list("number", flat=True)
            .first()
        )
        row.number = f"A{int(last[1:]) + 1 if last else 1:05}"
    row.status, row.submitted_at = Status.SUBMITTED, at
    row.consent_at, row.consent_version = at, CONSENT_VERSION
    row.withdrawn_at, row.withdraw_reason = None, ""
    with refusing():
        row.save()


def withdraw(application: Application, *, reason: str = "", by: Actor, at: dt.datetime) -> Application:
    """Take the application back, one's own or on behalf of somebody who asked for it on paper.

    A draft is simply thrown away with what it held. After the draw the seat goes to the reserve list.
    """
    if not by.is_system and by.user_id != application.user_id:
        guard(by, "members.recruit", application)
        if not reason.strip():
            raise RecruitmentRefused(
                _("본인이 어떻게 취하하겠다고 했는지 써 주십시오. 예: 전화로 취하"), field="reason", code="no_reason"
            )
    with transaction.atomic():
        recruitment = (
            Recruitment.objects.select_for_update().select_related("council").get(pk=application.recruitment_id)
        )
        row = Application.objects.select_for_update().get(pk=application.pk)
        if recruitment.is_over:
            raise RecruitmentRefused(_("끝난 모집입니다. 위촉된 뒤에는 사임을 알려 주십시오."), code="over")
        if row.status == Status.WITHDRAWN:
            return row
        was = row.status
        row.status, row.withdrawn_at, row.withdraw_reason = Status.WITHDRAWN, at, reason.strip()[:200]
        with refusing():
            row.save(
                update_fields=["status", "withdrawn_at", "withdraw_reason"] + (_forget(row) if not row.number else [])
            )
        record("members.application.withdrawn", row, by=by, at=at, why=reason, number=row.number or "–")
        if was != Status.DRAFT:
            staff = who(recruitment.council_id, Role.SECRETARY, timezone.localdate(at))
            tell(
                recruitment,
                "members.application.withdrawn",
                [row.user_id, *staff],
                title=format_lazy(gettext_lazy("지원 {number}을 취하했습니다"), number=row.number),
                body=recruitment.title,
                path=reverse("members:recruitment", args=[recruitment.council.slug, recruitment.pk]),
                by=by,
                at=at,
                about=row,
            )
    return row


#: What a person's application holds of them; emptied when it is not needed any more (개인정보 보호법 제21조).
PERSONAL: dict[str, Any] = {
    "born_on": None,
    "sex": "",
    "phone": "",
    "address": "",
    "occupation": "",
    "household": "",
    "recommended_by": "",
    "motive": "",
    "facts": {},
}


def _forget(row: Application) -> list[str]:
    for name, empty in PERSONAL.items():
        setattr(row, name, empty)
    return list(PERSONAL)


def forget_person(user: User, *, by: Actor, at: dt.datetime) -> None:
    """Withdraw and empty the applications of somebody who closes the account; numbers and decisions stay."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("recruitment")
    for row in rows.filter(user=user, erased_at__isnull=True).order_by("pk"):
        if row.status != Status.WITHDRAWN and not row.recruitment.is_over:
            row.status, row.withdrawn_at, row.withdraw_reason = Status.WITHDRAWN, at, _("계정을 닫음")
            record("members.application.withdrawn", row, by=by, at=at, number=row.number or "–")
        fields = ["status", "withdrawn_at", "withdraw_reason", *_forget(row), "name", "erased_at"]
        row.name, row.erased_at = "", at
        row.save(update_fields=fields)


def _refuse_unless_open(recruitment: Recruitment, on: dt.date) -> None:
    if recruitment.takes_applications(on):
        return
    if recruitment.status == Recruitment.Status.ANNOUNCED and on < recruitment.opens_on:
        sentence = _("%(day)s부터 받습니다.") % {"day": kdate(recruitment.opens_on)}
    else:
        sentence = _("접수가 끝났습니다. 종이로 미리 낸 것이 있으면 간사에게 알려 주십시오.")
    raise RecruitmentRefused(sentence, code="not_open")


def _tell_received(row: Application, recruitment: Recruitment, *, by: Actor, at: dt.datetime) -> None:
    staff = who(recruitment.council_id, Role.SECRETARY, timezone.localdate(at))
    path = reverse("members:application", args=[recruitment.council.slug, recruitment.pk])
    title = format_lazy(gettext_lazy("지원서를 접수했습니다({number})"), number=row.number)
    tell(
        recruitment,
        "members.application.received",
        [row.user_id],
        title=title,
        body=recruitment.title,
        path=path,
        by=Actor.system(recruitment.council_id),  # the receipt is for the sender, who would not be told of an own act
        at=at,
        about=row,
    )
    tell(
        recruitment,
        "members.application.arrived",
        staff,
        title=format_lazy(gettext_lazy("위원 지원서가 들어왔습니다({number})"), number=row.number),
        body=recruitment.title,
        path=reverse("members:office_applications", args=[recruitment.council.slug, recruitment.pk]),
        by=by,
        at=at,
        about=row,
    )
