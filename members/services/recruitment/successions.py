"""Succession: a seat falls free, the next on the reserve list is asked in rank order, and appointed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor, Role
from council.common.dates import kdate
from council.common.errors import Conflict
from council.common.language import recorded
from council.rulebook import Verdict
from members.models import Application, Draw, Membership, Reserve, ReserveCall, Succession
from members.rulings import Rulings
from members.selectors import who
from members.services.appointments import Appointee, appoint_members
from members.services.guard import guard
from members.services.recruitment.roll import keep_record, stated
from members.services.recruitment.steps import RecruitmentRefused, refusing, tell

#: How long somebody on the list has to answer, unless the secretary sets another day.
ANSWER_DAYS = 5
ONE_DAY = dt.timedelta(days=1)


def verdict_for(seat: Membership, on: dt.date, term_ends_on: dt.date | None = None) -> Verdict:
    """Return whether the seat is to be filled (question ``vacancy``), asked with what is known of its full term."""
    rulings = Rulings(seat.council, on)
    term_ends_on = term_ends_on or full_term_end(seat, rulings)
    waiting = Reserve.objects.waiting(on).filter(draw__status=Draw.Status.DRAWN).count()
    known = {"term_end": term_ends_on - ONE_DAY} if term_ends_on else {}
    return rulings.ask(
        "vacancy", vacancy=seat.ends_on, reserves=waiting, appointed_on=seat.appointment.appointed_on, **known
    )


def full_term_end(seat: Membership, rulings: Rulings) -> dt.date | None:
    """Return the day after the term's last day as it was given, which the seat itself no longer tells.

    A successor's is that of the seat taken over; others of the same letter still have it; else the rule's term from
    the day of the appointment (question ``term``). None where nobody can say.
    """
    taken_over = Succession.objects.filter(filled_by=seat).first()
    if taken_over is not None:
        return taken_over.term_ends_on
    same = Membership.objects.filter(appointment_id=seat.appointment_id, starts_on=seat.starts_on)
    # Every seat has an end (membership_has_end), so this one's is among them.
    ends = [end for end in same.values_list("ends_on", flat=True) if end]
    if seat.ends_on and max(ends) > seat.ends_on:
        return max(ends)
    verdict = rulings.ask("term", appointment=seat.appointment.appointed_on)
    if verdict.last_day is None or verdict.starts is None:
        return None
    # A term that began later than the day of the letter ends as much later.
    return verdict.last_day + ONE_DAY + (seat.starts_on - verdict.starts)


def open_succession(
    seat: Membership,
    *,
    fill: bool | None = None,
    term_ends_on: dt.date | None = None,
    reason: str = "",
    by: Actor,
    at: dt.datetime,
) -> Succession:
    """Record that a seat fell free and whether it is filled.

    The rule decides (key ``vacancy``); where it does not, a person does, with a reason. Refused when the rule says
    not to fill and somebody wants to all the same.
    """
    guard(by, "members.recruit", seat)
    on = timezone.localdate(at)
    if seat.ends_on is None or seat.ends_on > on:
        raise RecruitmentRefused(_("이 위원의 임기는 아직 끝나지 않았습니다."), code="not_vacant")
    term_ends_on = term_ends_on or full_term_end(seat, Rulings(seat.council, on))
    verdict = verdict_for(seat, on, term_ends_on)
    filling = verdict.holds if verdict.holds is not None else fill
    if verdict.holds is False and fill and verdict.blocks:
        raise RecruitmentRefused(verdict.sentence, code="not_to_fill")
    if verdict.holds is not None and fill is not None and fill != verdict.holds:
        filling = fill
    if filling is None:
        raise RecruitmentRefused(
            _("규칙만으로는 채울지 정할 수 없습니다. 채울지 고르고 까닭을 써 주십시오. ") + verdict.sentence,
            field="fill",
            code="undetermined",
        )
    if term_ends_on is None or term_ends_on <= seat.ends_on:
        raise RecruitmentRefused(
            _("이 자리의 임기가 본래 언제까지였는지 써 주십시오."), field="term_ends_on", code="term_end"
        )
    if filling != verdict.holds and not reason.strip():
        raise RecruitmentRefused(_("그렇게 정한 까닭을 써 주십시오."), field="reason", code="no_reason")
    with transaction.atomic():
        with refusing():
            made = Succession.objects.create(
                council_id=seat.council_id,
                vacated=seat,
                state=Succession.State.OPEN if filling else Succession.State.LEFT,
                vacant_on=seat.ends_on,
                term_ends_on=term_ends_on,
                verdict=verdict.as_json(),
                reason=reason.strip()[:300],
                decided_at=at,
                decided_by_id=by.user_id,
            )
        code = "members.succession.opened" if filling else "members.succession.left"
        record(code, made, by=by, at=at, why=reason or verdict.sentence)
    return made


def lists(on: dt.date, track: str = "", draw: Draw | None = None) -> list[Reserve]:
    """Return the reserve list that counts for a seat of that track, best rank first: that of the newest draw."""
    rows = Reserve.objects.waiting(on).filter(draw__status=Draw.Status.DRAWN)
    if draw is not None:
        rows = rows.filter(draw=draw)
    found = list(rows.select_related("application__user", "track", "draw").order_by("-draw__drawn_at", "rank"))
    mine = [one for one in found if one.track is None or not track or one.track.track.lower() == track.lower()]
    newest = mine[0].draw_id if mine else None
    return [one for one in mine if one.draw_id == newest]


def ask_next(
    *,
    succession: Succession | None = None,
    instead_of: Application | None = None,
    answer_by: dt.date | None = None,
    by: Actor,
    at: dt.datetime,
) -> ReserveCall:
    """Ask the next on the list to take the seat, and return the call; rank decides, nobody else."""
    guard(by, "members.recruit", succession or instead_of)
    on = timezone.localdate(at)
    with transaction.atomic():
        if succession is not None:
            row = Succession.objects.select_for_update(of=("self",)).select_related("vacated").get(pk=succession.pk)
            if not row.is_open:
                raise RecruitmentRefused(_("이 자리는 이미 정해졌습니다."), code="status")
            waiting = lists(on, row.vacated.track)
        else:
            assert instead_of is not None
            application = (
                Application.objects.select_for_update(of=("self",)).select_related("track").get(pk=instead_of.pk)
            )
            draw = Draw.objects.filter(recruitment_id=application.recruitment_id, status=Draw.Status.DRAWN).first()
            waiting = lists(on, application.track.track if application.track else "", draw) if draw else []
        if not waiting:
            raise RecruitmentRefused(
                _("물어볼 예비후보가 없습니다. 빈자리 모집을 공고하거나 그대로 두기로 정해 주십시오."), code="nobody"
            )
        reserve = waiting[0]
        with refusing():
            Reserve.objects.filter(pk=reserve.pk).update(state=Reserve.State.ASKED)
            call = ReserveCall.objects.create(
                council_id=reserve.council_id,
                succession=succession,
                instead_of=instead_of,
                reserve=reserve,
                asked_at=at,
                asked_by_id=by.user_id,
                answer_by=answer_by or on + dt.timedelta(days=ANSWER_DAYS),
            )
        record("members.reserve.asked", reserve, by=by, at=at, rank=reserve.rank)
        recruitment = reserve.draw.recruitment
        tell(
            recruitment,
            "members.reserve.asked",
            [reserve.application.user_id],
            title=format_lazy(gettext_lazy("위원 자리가 비었습니다. 맡으시겠습니까")),
            body=format_lazy(gettext_lazy("{day}까지 답해 주십시오."), day=kdate(call.answer_by)),
            path=reverse("members:application", args=[recruitment.council.slug, recruitment.pk]),
            by=by,
            at=at,
            about=call,
        )
    return call


def answer(call: ReserveCall, *, accepted: bool, note: str = "", by: Actor, at: dt.datetime) -> ReserveCall:
    """Record the answer: the person's own, or what the secretary was told (by telephone, or nothing in time)."""
    mine = by.user_id is not None and by.user_id == call.reserve.application.user_id
    if not mine:
        guard(by, "members.recruit", call)
        if not note.strip():
            raise RecruitmentRefused(
                _("어떻게 답을 들었는지 써 주십시오. 예: 전화로 맡겠다고 함"), field="note", code="no_reason"
            )
    with transaction.atomic():
        row = (
            ReserveCall.objects.select_for_update(of=("self",))
            .select_related("reserve__draw__recruitment")
            .get(pk=call.pk)
        )
        if row.answer != ReserveCall.Answer.WAITING:
            raise Conflict(_("이미 ‘%(answer)s’(으)로 적혀 있습니다.") % {"answer": row.get_answer_display()})
        answered = ReserveCall.Answer.ACCEPTED if accepted else ReserveCall.Answer.DECLINED
        row.answer, row.answered_at, row.note = answered, at, note.strip()[:200]
        row.save(update_fields=["answer", "answered_at", "note"])
        state = Reserve.State.ACCEPTED if accepted else Reserve.State.DECLINED
        why = "" if accepted else (note.strip() or recorded(lambda: _("본인이 사양함")))
        Reserve.objects.filter(pk=row.reserve_id).update(state=state, state_reason=why[:200])
        record("members.reserve.answered", row.reserve, by=by, at=at, why=note, answer=recorded(row.get_answer_display))
        recruitment = row.reserve.draw.recruitment
        on = timezone.localdate(at)
        to = [*who(recruitment.council_id, Role.SECRETARY, on)]
        if accepted and row.succession_id:
            to += who(recruitment.council_id, Role.DISTRICT, on)
        tell(
            recruitment,
            "members.reserve.answered",
            to,
            title=format_lazy(
                gettext_lazy("예비후보 {rank}순위: {answer}"), rank=row.reserve.rank, answer=row.get_answer_display()
            ),
            body=recruitment.title,
            path=reverse("members:office_reserve", args=[recruitment.council.slug]),
            by=by,
            at=at,
            about=row,
        )
    return row


def pass_over(reserve: Reserve, *, reason: str, by: Actor, at: dt.datetime) -> Reserve:
    """Take somebody off the list who can no longer sit (moved away, elected elsewhere …), with the reason.

    Also who agreed to take a seat and may not be appointed to it (the limit of a sex), so that the next can be asked.
    """
    guard(by, "members.recruit", reserve)
    if not reason.strip():
        raise RecruitmentRefused(_("명단에서 빼는 까닭을 써 주십시오."), field="reason", code="no_reason")
    with transaction.atomic():
        states = (Reserve.State.WAITING, Reserve.State.ACCEPTED)
        gone = Reserve.objects.filter(pk=reserve.pk, state__in=states).update(
            state=Reserve.State.REMOVED, state_reason=reason.strip()[:200]
        )
        if not gone:
            raise Conflict(_("기다리거나 맡기로 한 예비후보만 명단에서 뺄 수 있습니다."))
        ReserveCall.objects.filter(reserve=reserve, answer=ReserveCall.Answer.ACCEPTED).update(
            answer=ReserveCall.Answer.DECLINED, note=reason.strip()[:200]
        )
        record("members.reserve.removed", reserve, by=by, at=at, why=reason, rank=reserve.rank)
    reserve.refresh_from_db()
    return reserve


def appoint(
    succession: Succession,
    *,
    appointed_on: dt.date,
    starts_on: dt.date,
    reason: str = "",
    by: Actor,
    at: dt.datetime,
) -> Membership:
    """Appoint whoever agreed, for the rest of the term (term.successor), and return the seat.

    The rules judge the person once more; ``reason`` answers what they leave open.
    """
    guard(by, "members.appoint", succession)
    with transaction.atomic():
        row = (
            Succession.objects.select_for_update(of=("self",))
            .select_related("vacated", "council")
            .get(pk=succession.pk)
        )
        call = (
            row.calls.filter(answer=ReserveCall.Answer.ACCEPTED)
            .select_related("reserve__application__user", "reserve__draw__recruitment")
            .first()
        )
        if not row.is_open or call is None:
            raise RecruitmentRefused(_("맡겠다고 한 예비후보가 없습니다."), code="nobody")
        application = call.reserve.application
        verdict = successor_term(row, appointed_on)
        ends_on = verdict.last_day + ONE_DAY if verdict.holds and verdict.last_day else row.term_ends_on
        keep_record(application)
        recruitment = call.reserve.draw.recruitment
        letter = appoint_members(
            row.council,
            [
                Appointee(
                    user=application.user,
                    starts_on=starts_on,
                    ends_on=ends_on,
                    track=Membership.Track.RESERVE,
                    eligibility=application.eligibility,
                    predecessor=row.vacated,
                )
            ],
            appointed_on=appointed_on,
            # The list on which the person stands as a reserve went to the 시군구 with the roll.
            list_sent_on=recruitment.list_sent_on,
            note=str(_("예비후보 %(rank)s순위") % {"rank": call.reserve.rank}),
            more={application.user_id: stated(application, recruitment) | {"vacancy": row.vacant_on}},
            reasons={application.user_id: reason or application.reason},
            by=by,
            at=at,
        )
        seat = letter.memberships.select_related("user").get()
        with refusing():
            Succession.objects.filter(pk=row.pk).update(state=Succession.State.FILLED, filled_by=seat)
        Reserve.objects.filter(pk=call.reserve_id).update(state=Reserve.State.APPOINTED)
        record("members.succession.filled", row, by=by, at=at)
    succession.refresh_from_db()
    return seat


def successor_term(succession: Succession, appointed_on: dt.date) -> Verdict:
    """Return what term a successor gets (question ``term`` with a vacancy)."""
    return Rulings(succession.council, appointed_on).ask(
        "term",
        appointment=appointed_on,
        vacancy=succession.vacant_on,
        predecessor_end=succession.term_ends_on - ONE_DAY,
    )


def leave(succession: Succession, *, reason: str, by: Actor, at: dt.datetime) -> Succession:
    """Give up filling the seat (nobody on the list took it), with the reason."""
    guard(by, "members.recruit", succession)
    if not reason.strip():
        raise RecruitmentRefused(_("채우지 않는 까닭을 써 주십시오."), field="reason", code="no_reason")
    with transaction.atomic():
        row = Succession.objects.select_for_update().get(pk=succession.pk)
        if not row.is_open or row.calls.filter(answer__in=["WAITING", "ACCEPTED"]).exists():
            raise RecruitmentRefused(_("답을 기다리거나 맡기로 한 사람이 있습니다."), code="status")
        Succession.objects.filter(pk=row.pk).update(state=Succession.State.LEFT, reason=reason.strip()[:300])
        record("members.succession.left", row, by=by, at=at, why=reason)
    succession.refresh_from_db()
    return succession
