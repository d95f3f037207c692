"""The call itself: prepared, announced, closed, taken on to the next step, cancelled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor, Role
from council.common.dates import kdate
from council.common.language import recorded
from council.models import Council
from council.rulebook import Verdict
from members.models import Recruitment, RecruitmentTrack
from members.rulings import Rulings, TrackPlan
from members.selectors import who
from members.services.guard import guard
from members.services.recruitment.steps import RecruitmentRefused, applicants, move, refusing, tell

Status = Recruitment.Status


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the call says; ``tracks`` only where a person sets the quotas, with the reason."""

    title: str
    kind: str
    seats: int
    places: int
    opens_on: dt.date
    closes_on: dt.date
    draw_on: dt.date
    term_starts_on: dt.date
    term_ends_on: dt.date
    draw_place: str = ""
    text: str = ""
    papers: str = ""
    tracks: Sequence[TrackPlan] = ()
    quota_reason: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        names = (
            "title kind seats places opens_on closes_on draw_on term_starts_on term_ends_on draw_place text papers"
            " quota_reason"
        )
        return {name: getattr(self, name) for name in names.split()}


def prepare(council: Council, plan: Plan, *, by: Actor, at: dt.datetime) -> Recruitment:
    """Begin a procedure and return it. From this day its rules count (부칙: a procedure begun keeps the old rule)."""
    guard(by, "members.recruit", council)
    on = timezone.localdate(at)
    rulings = Rulings(council, on, kind=plan.kind)
    _check_seats(rulings, plan)
    tracks, verdict = quotas(rulings, plan)
    with transaction.atomic():
        with refusing():
            made = Recruitment.objects.create(
                council=council,
                begun_on=on,
                created_at=at,
                created_by_id=by.user_id,
                quota_verdict=verdict.as_json(),
                **plan.columns,
            )
        _write_tracks(made, tracks)
        record("members.recruitment.prepared", made, by=by, at=at, why=plan.quota_reason, title=made.title)
    return made


def edit(recruitment: Recruitment, plan: Plan, *, by: Actor, at: dt.datetime) -> Recruitment:
    """Change a call that is not announced yet."""
    guard(by, "members.recruit", recruitment)
    rulings = Rulings(recruitment.council, recruitment.begun_on, kind=plan.kind)
    _check_seats(rulings, plan)
    tracks, verdict = quotas(rulings, plan)
    with transaction.atomic():
        row = Recruitment.objects.select_for_update().get(pk=recruitment.pk)
        if row.status != Status.PREPARING:
            raise RecruitmentRefused(_("공고한 뒤에는 고칠 수 없습니다. 날짜는 ‘접수 늘리기’에서 바꿉니다."))
        with refusing():
            Recruitment.objects.filter(pk=row.pk).update(quota_verdict=verdict.as_json(), **plan.columns)
        row.tracks.all().delete()
        _write_tracks(row, tracks)
        record("members.recruitment.edited", row, by=by, at=at, why=plan.quota_reason)
    row.refresh_from_db()
    return row


def quotas(rulings: Rulings, plan: Plan) -> tuple[list[TrackPlan], Verdict]:
    """Return each track's seats: the rule's, or where it does not determine them a person's with the reason.

    Refused when the rule leaves it open and nobody decided, or when the seats do not add up to the places.
    """
    ruled, verdict = rulings.tracks(plan.places)
    tracks = list(ruled)
    if verdict.holds is None or any(track.seats is None for track in tracks) or not tracks:
        given = {track.track: track for track in plan.tracks}
        if not given:
            raise RecruitmentRefused(
                _("규칙만으로는 자리를 나눌 수 없습니다. 갈래마다 몇 자리인지 쓰고 까닭을 적어 주십시오. ")
                + verdict.sentence,
                field="tracks",
                code="undetermined",
            )
        if not plan.quota_reason.strip():
            raise RecruitmentRefused(
                _("규칙이 정하지 않은 것을 사람이 정했습니다. 그 까닭을 써 주십시오."),
                field="quota_reason",
                code="no_reason",
            )
        named = {track.track: track for track in tracks}
        # The rules' own words for a track stay; a person only fills in the figure.
        tracks = [replace(named.get(one.track, one), seats=one.seats) for one in given.values()]
        planned = rulings.ask("tracks", seats=plan.places, track_counts={one.track: one.seats or 0 for one in tracks})
        if planned.holds is False and planned.blocks:
            raise RecruitmentRefused(planned.sentence, field="tracks", code="bounds")
    if sum(track.seats or 0 for track in tracks) != plan.places:
        raise RecruitmentRefused(
            _("갈래의 자리를 더하면 뽑는 자리 %(places)s와 같아야 합니다.") % {"places": plan.places},
            field="tracks",
            code="sum",
        )
    return tracks, verdict


def _check_seats(rulings: Rulings, plan: Plan) -> None:
    verdict = rulings.ask("seats", seats=plan.seats)
    if verdict.holds is False and verdict.blocks:
        raise RecruitmentRefused(verdict.sentence, field="seats", code="seats")


def _write_tracks(recruitment: Recruitment, tracks: Sequence[TrackPlan]) -> None:
    RecruitmentTrack.objects.bulk_create(
        RecruitmentTrack(
            council_id=recruitment.council_id,
            recruitment=recruitment,
            track=track.track,
            label=track.label,
            by=track.by,
            seats=track.seats or 0,
            article=track.article,
        )
        for track in tracks
    )


def announcement_due(recruitment: Recruitment, on: dt.date) -> Verdict:
    """Return by when the call must be out (key ``announcement``, before applications end)."""
    rulings = Rulings(recruitment.council, on, recruitment)
    return rulings.ask(
        "due", key="announcement", application_end=recruitment.closes_on, done_on=recruitment.announced_on or on
    )


def announce(recruitment: Recruitment, *, reason: str = "", by: Actor, at: dt.datetime) -> Recruitment:
    """Publish the call and tell the confirmed residents.

    Refused when the last day has passed, or when the rule on how long a call stands is broken; a rule that only
    warns is overruled with a reason.
    """
    guard(by, "members.recruit", recruitment)
    on = timezone.localdate(at)
    if recruitment.closes_on < on:
        raise RecruitmentRefused(_("접수 마지막 날이 지났습니다. 날짜를 먼저 고쳐 주십시오."), code="late")
    verdict = announcement_due(recruitment, on)
    if verdict.holds is False and (verdict.blocks or not reason.strip()):
        raise RecruitmentRefused(verdict.sentence, code="announcement")
    with transaction.atomic():
        move(recruitment, Status.ANNOUNCED, by=by, at=at, why=reason, announced_on=on)
        title = format_lazy(gettext_lazy("{title}을 알립니다"), title=recruitment.title)
        day = kdate(recruitment.closes_on, today=on)
        body = format_lazy(gettext_lazy("{day}까지 누리집이나 종이로 지원할 수 있습니다."), day=day)
        residents = who(recruitment.council_id, Role.RESIDENT, on)
        tell(
            recruitment,
            "members.recruitment.announced",
            residents,
            title=title,
            body=body,
            path=_page(recruitment),
            by=by,
            at=at,
        )
    return recruitment


def extend(
    recruitment: Recruitment, *, closes_on: dt.date, draw_on: dt.date, reason: str, by: Actor, at: dt.datetime
) -> Recruitment:
    """Take applications for longer (too few came); never shorter than announced."""
    guard(by, "members.recruit", recruitment)
    if not reason.strip():
        raise RecruitmentRefused(
            _("접수를 늘리는 까닭을 써 주십시오. 모두가 봅니다."), field="reason", code="no_reason"
        )
    with transaction.atomic():
        row = Recruitment.objects.select_for_update().get(pk=recruitment.pk)
        if row.status != Status.ANNOUNCED:
            raise RecruitmentRefused(_("접수하는 동안에만 날짜를 늘릴 수 있습니다."), code="status")
        if closes_on < row.closes_on:
            raise RecruitmentRefused(_("알린 날보다 앞당길 수 없습니다."), field="closes_on", code="earlier")
        with refusing():
            Recruitment.objects.filter(pk=row.pk).update(closes_on=closes_on, draw_on=draw_on)
        row.refresh_from_db()
        record("members.recruitment.extended", row, by=by, at=at, why=reason, day=recorded(kdate, closes_on))
    return row


def close(recruitment: Recruitment, *, by: Actor, at: dt.datetime) -> Recruitment:
    """Stop taking applications, once the announced last day is over."""
    guard(by, "members.recruit", recruitment)
    if timezone.localdate(at) <= recruitment.closes_on:
        raise RecruitmentRefused(
            _("알린 대로 %(day)s까지 받습니다. 그다음 날부터 마감할 수 있습니다.")
            % {"day": kdate(recruitment.closes_on)},
            code="early",
        )
    return move(recruitment, Status.CLOSED, by=by, at=at)


def start_screening(recruitment: Recruitment, *, by: Actor, at: dt.datetime) -> Recruitment:
    guard(by, "members.recruit", recruitment)
    return move(recruitment, Status.SCREENING, by=by, at=at)


def start_training(recruitment: Recruitment, *, by: Actor, at: dt.datetime) -> Recruitment:
    """Go on to the training, once everybody has an answer."""
    guard(by, "members.recruit", recruitment)
    refuse_undecided(recruitment)
    return move(recruitment, Status.TRAINING, by=by, at=at)


def refuse_undecided(recruitment: Recruitment) -> None:
    """Raise while somebody waits for the decision on the application."""
    waiting = recruitment.applications.filter(status="SUBMITTED").count()
    if waiting:
        raise RecruitmentRefused(
            _("아직 심사하지 않은 지원서가 %(count)s건 있습니다. 먼저 적격인지 정해 주십시오.") % {"count": waiting},
            code="undecided",
        )


def cancel(recruitment: Recruitment, *, reason: str, by: Actor, at: dt.datetime) -> Recruitment:
    """End the procedure without appointing anybody, and tell those who applied why."""
    guard(by, "members.recruit", recruitment)
    if not reason.strip():
        raise RecruitmentRefused(
            _("취소하는 까닭을 써 주십시오. 지원한 사람들이 읽습니다."), field="reason", code="no_reason"
        )
    with transaction.atomic():
        people = applicants(recruitment)
        move(recruitment, Status.CANCELLED, by=by, at=at, why=reason, cancel_reason=reason.strip())
        tell(
            recruitment,
            "members.recruitment.cancelled",
            people,
            title=format_lazy(gettext_lazy("{title}이 취소되었습니다"), title=recruitment.title),
            body=format_lazy(gettext_lazy("까닭: {reason}"), reason=reason.strip()),
            path=_page(recruitment)
            if recruitment.is_public
            else reverse("council:home", args=[recruitment.council.slug]),
            by=by,
            at=at,
        )
    return recruitment


def _page(recruitment: Recruitment) -> str:
    return recruitment.get_absolute_url()
