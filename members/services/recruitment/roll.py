"""The roll (명부) for the head of the 시군구: who was drawn, sent on, and appointed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor, Role
from council.rulebook import Verdict
from members.models import Application, Draw, DrawResult, Membership, PersonalRecord, Recruitment, Reserve, ReserveCall
from members.rulings import Rulings
from members.selectors import who
from members.services.appointments import Appointee, appoint_members
from members.services.guard import guard
from members.services.recruitment.applications import PERSONAL
from members.services.recruitment.proofs import forget
from members.services.recruitment.screening import said
from members.services.recruitment.steps import RecruitmentRefused, move, tell

Status = Recruitment.Status


@dataclass(frozen=True, slots=True)
class RollLine:
    """Somebody on the roll, and how the person came onto it: drawn, chosen, or moved up from the reserve list."""

    application: Application
    track: str
    label: str
    how: str
    order: int | None = None


def valid_draw(recruitment: Recruitment) -> Draw | None:
    """Return the draw that counts."""
    return recruitment.draws.filter(status=Draw.Status.DRAWN).first()


def lines(recruitment: Recruitment) -> list[RollLine]:
    """Return who is on the roll now, in the order of tracks and of the draw (four queries)."""
    draw = valid_draw(recruitment)
    there = {"candidate__application__status": Application.Status.ACCEPTED}
    found: list[RollLine] = []
    if draw is not None:
        results = (
            draw.results.filter(outcome=DrawResult.Outcome.SEATED, **there)
            .select_related("candidate__application__user", "candidate__track", "candidate__application__committee")
            .order_by("candidate__track__track", "order")
        )
        found = [
            RollLine(
                one.candidate.application,
                one.candidate.track.track,
                one.candidate.track.label,
                str(_("추첨")),
                one.order,
            )
            for one in results
        ]
        moved = draw.reserves.filter(state__in=[Reserve.State.ACCEPTED, Reserve.State.APPOINTED])
        calls = ReserveCall.objects.filter(
            reserve__in=moved, answer=ReserveCall.Answer.ACCEPTED, instead_of__recruitment=recruitment
        )
        for call in calls.select_related(
            "reserve__application__user", "reserve__application__committee", "instead_of__track"
        ).order_by("reserve__rank"):
            track = call.instead_of.track if call.instead_of else None
            how = _("예비후보 %(rank)s순위") % {"rank": call.reserve.rank}
            found.append(
                RollLine(call.reserve.application, track.track if track else "", track.label if track else "", how)
            )
    chosen = recruitment.applications.accepted().exclude(track__by="draw")
    for one in chosen.select_related("user", "track", "committee").order_by("track__track", "number"):
        if one.track is not None:
            found.append(RollLine(one, one.track.track, one.track.label, str(one.track.get_by_display())))
    return found


def vacant(recruitment: Recruitment) -> list[Application]:
    """Return those drawn who withdrew before the appointment and whose seat nobody has taken up yet."""
    draw = valid_draw(recruitment)
    if draw is None:
        return []
    gone = Application.objects.filter(
        status=Application.Status.WITHDRAWN, candidacies__draw=draw, candidacies__result__outcome="seated"
    )
    taken = ReserveCall.objects.filter(instead_of__in=gone, answer=ReserveCall.Answer.ACCEPTED)
    return list(gone.exclude(pk__in=taken.values("instead_of_id")).select_related("track").order_by("number"))


def send_due(recruitment: Recruitment, on: dt.date) -> Verdict:
    """Return by when the roll is due at the 시군구 (key ``list.send``, after the draw)."""
    draw = valid_draw(recruitment)
    drawn_on = timezone.localdate(draw.drawn_at) if draw and draw.drawn_at else recruitment.draw_on
    return Rulings(recruitment.council, on, recruitment).ask("due", key="list.send", draw=drawn_on)


def appointment_due(recruitment: Recruitment, on: dt.date) -> Verdict:
    """Return by when the head of the 시군구 appoints (key ``appointment``, after the list)."""
    rulings = Rulings(recruitment.council, on, recruitment)
    return rulings.ask("due", key="appointment", list=recruitment.list_sent_on or on)


def send(recruitment: Recruitment, *, by: Actor, at: dt.datetime) -> Recruitment:
    """Send the roll to the 시군구, whose officials are told; people on it learn that it went."""
    guard(by, "members.recruit", recruitment)
    on = timezone.localdate(at)
    with transaction.atomic():
        row = Recruitment.objects.select_for_update().select_related("council").get(pk=recruitment.pk)
        people = lines(row)
        if not people:
            raise RecruitmentRefused(_("명부에 올릴 사람이 없습니다."), code="nobody")
        move(row, Status.SENT, by=by, at=at, list_sent_on=on)
        path = reverse("members:recruitment_roll", args=[row.council.slug, row.pk])
        tell(
            row,
            "members.recruitment.list",
            who(row.council_id, Role.DISTRICT, on),
            title=format_lazy(gettext_lazy("{title} 명부가 왔습니다"), title=row.title),
            body=format_lazy(gettext_lazy("{count}명을 위촉해 주십시오."), count=len(people)),
            path=path,
            by=by,
            at=at,
        )
        tell(
            row,
            "members.recruitment.sent",
            [one.application.user_id for one in people],
            title=format_lazy(gettext_lazy("{title} 명부를 시군구에 보냈습니다"), title=row.title),
            body=gettext_lazy("위촉하는 날이 정해지면 알려 드립니다."),
            path=reverse("members:application", args=[row.council.slug, row.pk]),
            by=by,
            at=at,
        )
    recruitment.refresh_from_db()
    return recruitment


def appoint(
    recruitment: Recruitment,
    *,
    appointed_on: dt.date,
    appointer: str = "",
    reason: str = "",
    by: Actor,
    at: dt.datetime,
) -> list[Membership]:
    """Appoint everybody on the roll in one letter for the announced term, and return their seats.

    The rules judge each once more (services.appointments); ``reason`` answers what they leave open.
    """
    guard(by, "members.appoint", recruitment)
    with transaction.atomic():
        row = Recruitment.objects.select_for_update().select_related("council").get(pk=recruitment.pk)
        if row.status != Status.SENT:
            raise RecruitmentRefused(_("명부를 받은 모집만 위촉합니다."), code="status")
        if appointed_on > row.term_starts_on:
            raise RecruitmentRefused(
                _("임기 첫날보다 늦게 위촉할 수 없습니다."), field="appointed_on", code="membership_after_appointment"
            )
        if row.list_sent_on is None or appointed_on < row.list_sent_on:
            raise RecruitmentRefused(
                _("명부를 받기 전 날짜로 위촉할 수 없습니다."), field="appointed_on", code="appointment_after_its_list"
            )
        people = lines(row)
        for one in people:
            keep_record(one.application)
        letter = appoint_members(
            row.council,
            [_appointee(row, one) for one in people],
            appointed_on=appointed_on,
            list_sent_on=row.list_sent_on,
            appointer=appointer,
            note=row.title,
            more={one.application.user_id: stated(one.application, row) for one in people},
            reasons={one.application.user_id: reason or one.application.reason for one in people},
            by=by,
            at=at,
        )
        seats = list(letter.memberships.select_related("user").order_by("serial"))
        move(row, Status.APPOINTED, by=by, at=at, appointed_on=appointed_on)
        Reserve.objects.filter(
            draw__recruitment=row, state=Reserve.State.ACCEPTED, calls__instead_of__isnull=False
        ).update(state=Reserve.State.APPOINTED)
        record("members.recruitment.appointed", row, by=by, at=at, count=len(seats))
    recruitment.refresh_from_db()
    return seats


def stated(application: Application, recruitment: Recruitment) -> dict[str, Any]:
    """Return the facts that the application adds to what the roll knows."""
    days = {
        "announcement": recruitment.announced_on,
        "application_end": recruitment.closes_on,
        "draw": recruitment.draw_on,
        "list": recruitment.list_sent_on,
    }
    return {
        **said(application),
        **{name: day for name, day in days.items() if day},
        "begun_on": recruitment.begun_on,
        "seats": recruitment.seats,
    }


def _appointee(recruitment: Recruitment, line: RollLine) -> Appointee:
    application = line.application
    return Appointee(
        user=application.user,
        starts_on=recruitment.term_starts_on,
        ends_on=recruitment.term_ends_on,
        track=line.track.upper()[:40],
        eligibility=application.eligibility,
    )


def keep_record(application: Application) -> None:
    """Carry what the person stated over to the roll's personal record, where nothing stands yet."""
    record_of, _made = PersonalRecord.objects.get_or_create(
        user_id=application.user_id, council_id=application.council_id
    )
    stated = {
        "born_on": application.born_on,
        "sex": application.sex.upper(),
        "phone": application.phone,
        "address": application.address,
        "eligibility": application.eligibility,
        "occupation": application.occupation,
        "household": application.household,
    }
    changed = [name for name, value in stated.items() if value and not getattr(record_of, name)]
    for name in changed:
        setattr(record_of, name, stated[name])
    if not record_of.consent_version and application.consent_version:
        record_of.consent_version, record_of.consented_at = application.consent_version, application.consent_at
        changed += ["consent_version", "consented_at"]
    record_of.save(update_fields=changed or ["phone"])


def erase(recruitment: Recruitment, *, by: Actor, at: dt.datetime) -> int:
    """Empty what applicants stated who neither sit nor stand on a reserve list any more; return how many.

    개인정보 보호법 제21조: destroyed without delay when the purpose is reached. Numbers and decisions stay.
    """
    guard(by, "members.recruit", recruitment)
    on = timezone.localdate(at)
    if not recruitment.is_over:
        raise RecruitmentRefused(_("끝난 모집의 개인정보만 지울 수 있습니다."), code="status")
    with transaction.atomic():
        needed = Reserve.objects.waiting(on).filter(draw__recruitment=recruitment).values("application_id")
        rows = recruitment.applications.filter(erased_at__isnull=True).exclude(pk__in=needed)
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        forget(ids, at)
        Application.objects.filter(pk__in=ids).update(**PERSONAL, erased_at=at)
        record("members.application.erased", recruitment, by=by, at=at, count=len(ids))
    return len(ids)
