"""A 위원's term ends before its day: resigned, dismissed, lost, or withdrawn before it began."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor, Role
from council.common.language import kept, recorded
from council.rulebook import RuleBook, Verdict, rulebook
from members.judging import weigh, written
from members.models import CommitteeMembership, Ending, Membership, Office
from members.selectors import office_label
from members.services.guard import guard
from members.services.spans import TermRefused, close_term, tell_ended


def resign(
    seat: Membership,
    *,
    ends_on: dt.date,
    reason: str,
    letter_on: dt.date | None = None,
    by: Actor,
    at: dt.datetime,
) -> Ending:
    """Record that the 위원 gives up the seat (사임) and return how: by the person, or by the office on a letter.

    ``ends_on`` is the first day without the seat. Where the rules bar who resigned, the bar is kept.
    """
    guard(by, "members.resign", seat)
    today = timezone.localdate(at)
    if by.user_id == seat.user_id and ends_on < today:
        raise TermRefused(
            _("지난 날로 사임할 수는 없습니다. 오늘이나 뒤의 날을 골라 주십시오."), field="ends_on", code="past"
        )
    book = rulebook(seat.council, today)
    verdict = book.ask("loss", resigned=True, resigned_on=ends_on, event_on=ends_on, term_end=seat.last_day)
    told = _result(verdict)
    kept = verdict if verdict.holds is True and told.get("ground", "").startswith("resign") else None
    return write_ending(
        seat,
        kind=Ending.Kind.RESIGNED,
        ends_on=ends_on,
        reason=reason,
        decided_on=letter_on or today,
        article=kept.article if kept else "",
        verdict=kept.as_json() if kept else None,
        barred_until=_day(told.get("barred_until")) if kept else None,
        by=by,
        at=at,
    )


def dismiss(
    seat: Membership,
    *,
    ground: str,
    votes: Mapping[str, int],
    decided_on: dt.date,
    ends_on: dt.date,
    meeting: str,
    reason: str,
    by: Actor,
    at: dt.datetime,
) -> Ending:
    """Dismiss (해촉) a 위원 on the council's vote, and return how.

    ``votes`` holds the vote's figures under the names of docs/ordinances.md §6 (``enrolled``, ``present``,
    ``in_favour``, and ``proposers`` or ``residents`` for the motion). Refused when the rules find the motion or the
    vote short; where they cannot say, the reason is a person's decision and is kept as such.
    """
    guard(by, "members.appoint", seat)
    if not reason.strip():
        raise TermRefused(_("까닭을 써 주십시오. 이력에 남습니다."), field="reason", code="no_reason")
    book = rulebook(seat.council, decided_on)
    facts = {"matter": "dismissal", "ground": ground, "meeting": decided_on, "decision": decided_on} | dict(votes)
    verdict = book.ask("dismissal", **facts)
    # The reason of the dismissal is not the reason to pass over a rule: only "cannot say" takes it.
    weigh(verdict, reason if verdict.holds is None else "")
    if any(votes.get(name) is not None for name in ("proposers", "residents")):
        motion = book.ask("dismissal_proposal", **facts)
        weigh(motion, reason if motion.holds is None else "")
    loss = book.ask("loss", ground=ground, event_on=decided_on, decision=decided_on, notice=ends_on)
    return write_ending(
        seat,
        kind=Ending.Kind.DISMISSED,
        ends_on=ends_on,
        reason=reason,
        decided_on=decided_on,
        ground=ground,
        article=_article(book, "dismissal.grounds", ground) or verdict.article,
        verdict=kept(lambda: book.ask("dismissal", **facts), verdict).as_json()
        | {"votes": dict(votes), "meeting": meeting},
        barred_until=_day(_result(loss).get("barred_until")) if loss.holds else None,
        by=by,
        at=at,
    )


def lose_seat(
    seat: Membership,
    *,
    ground: str,
    event_on: dt.date,
    reason: str,
    notice_on: dt.date | None = None,
    by: Actor,
    at: dt.datetime,
) -> Ending:
    """Record that a seat is lost by the rules themselves (자격 상실), and return how.

    The rules (question ``loss``) say from which day and how long the person is barred. Refused for a ground on which
    the council has to vote. Where the rules cannot say, the seat is lost on the day of the event, with the reason.
    """
    guard(by, "members.appoint", seat)
    if not ground:
        raise TermRefused(_("어떤 사유인지 골라 주십시오."), field="ground", code="no_ground")
    today = timezone.localdate(at)
    book = rulebook(seat.council, event_on)
    facts = {
        "ground": ground,
        "event_on": event_on,
        "decision": today,
        "notice": notice_on or today,
        "term_end": seat.last_day,
    }
    verdict = book.ask("loss", **facts)
    told = _result(verdict)
    if told.get("how") == "vote":
        raise TermRefused(
            _("이 사유는 위원들의 의결로 해촉합니다. ‘해촉’에 표결한 수를 적어 주십시오."), field="ground", code="vote"
        )
    weigh(verdict, reason if verdict.holds is None else "")
    effective_on = _day(told.get("effective_on")) or event_on
    return write_ending(
        seat,
        kind=Ending.Kind.LOST,
        ends_on=max(effective_on, seat.starts_on),
        reason=reason,
        decided_on=today,
        ground=ground,
        article=verdict.article,
        verdict=kept(lambda: book.ask("loss", **facts), verdict).as_json(),
        barred_until=_day(told.get("barred_until")),
        by=by,
        at=at,
    )


def withdraw(seat: Membership, *, reason: str, by: Actor, at: dt.datetime) -> Ending:
    """Take an appointment back as if it had never been: the term ends on the day on which it was to begin."""
    guard(by, "members.appoint", seat)
    kind = Ending.Kind.WITHDRAWN
    return write_ending(seat, kind=kind, ends_on=seat.starts_on, reason=reason, by=by, at=at)


def end_membership(
    seat: Membership,
    *,
    ends_on: dt.date,
    reason: str,
    kind: str = Ending.Kind.RESIGNED,
    by: Actor,
    at: dt.datetime,
) -> Membership:
    """End a 위원's term early (사임·해촉), and with it the offices that only a 위원 may hold."""
    guard(by, "members.appoint", seat)
    # A term that is over before its first day has never been one.
    told = Ending.Kind.WITHDRAWN if ends_on == seat.starts_on else kind
    write_ending(seat, kind=told, ends_on=ends_on, reason=reason, by=by, at=at)
    return seat


def write_ending(
    seat: Membership,
    *,
    kind: str,
    ends_on: dt.date,
    reason: str,
    decided_on: dt.date | None = None,
    ground: str = "",
    article: str = "",
    verdict: dict[str, Any] | None = None,
    barred_until: dt.date | None = None,
    by: Actor,
    at: dt.datetime,
) -> Ending:
    """End the term and write how, without asking for a right or the rules: the caller has asked."""
    with transaction.atomic():
        close_term(seat, ends_on, reason)
        ending = Ending.objects.create(
            council_id=seat.council_id,
            membership=seat,
            kind=kind,
            ground=ground,
            article=article,
            verdict=verdict or {},
            decided_on=decided_on or timezone.localdate(at),
            effective_on=ends_on,
            barred_until=barred_until,
            reason=reason.strip(),
            recorded_at=at,
            recorded_by_id=by.user_id,
        )
        record("members.membership.ended", seat, by=by, at=at, why=reason, kind=Ending.Kind(kind).label)
        end_what_hangs_on(seat, ends_on, reason, by=by, at=at)
        ending_is_told()
        tell_ended(seat.council, seat.user_id, str(Role.MEMBER.label), seat, by=by, at=at)
    return ending


def end_what_hangs_on(seat: Membership, ends_on: dt.date, reason: str, *, by: Actor, at: dt.datetime) -> int:
    """End the offices that only a 위원 may hold and the places in 분과, and return how many; call it with the seat.

    Places taken after the seat has ended are a resident's own and stay.
    """
    # Without those withdrawn before they began (starts_on = ends_on): there is nothing to end in them.
    offices = (
        Office.objects.not_over(ends_on)
        .filter(user_id=seat.user_id, kind__in=Office.FOR_MEMBERS)
        .exclude(ends_on=F("starts_on"))
    )
    ended = 0
    for office in offices.select_related("committee"):
        close_term(office, max(ends_on, office.starts_on), reason)
        label = recorded(office_label, seat.council, office)
        record("members.office.ended", office, by=by, at=at, why=reason, office=label)
        ended += 1
    places = CommitteeMembership.objects.not_over(ends_on).filter(user_id=seat.user_id, starts_on__lt=ends_on)
    for place in places.select_related("committee"):
        close_term(place, ends_on, reason)
        record("members.committee.left", place, by=by, at=at, why=reason, committee=place.committee.name)
        ended += 1
    return ended


def ending_is_told() -> None:
    """Ask the database now whether each early end has its record, not only at the end of the request."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS membership_ending_told, membership_ended_told IMMEDIATE")
        cursor.execute("SET CONSTRAINTS membership_ending_told, membership_ended_told DEFERRED")


def _result(verdict: Verdict) -> dict[str, Any]:
    return dict(verdict.result) if isinstance(verdict.result, Mapping) else {}


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, dt.date) else None


def _article(book: RuleBook, key: str, ground: str) -> str:
    """Return the article of one ground, where the ordinance gives it one of its own."""
    return next((str(item.get("article", "")) for item in written(book, key) if item.get("ground") == ground), "")
