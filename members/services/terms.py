"""Seats, places in a 분과, offices and posts: beginning and ending them. Each role of the portal starts here."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.actor import Actor, Role
from council.common.dates import kdate
from council.common.errors import Conflict, Refused, constraint_of, explain
from council.models import Committee, Council, Region
from council.notices.services import notify
from members.models import CommitteeMembership, Membership, Office, OfficialPost, PlatformPost, User
from members.models.term import Term
from members.selectors import office_label
from members.services.guard import guard

T = TypeVar("T", bound=Term)


class TermRefused(Refused):
    """The dates or the person do not fit the seat; the message says what is in the way."""


def seat_member(
    council: Council,
    user: User,
    *,
    starts_on: dt.date,
    ends_on: dt.date,
    track: str = Membership.Track.OPEN,
    by: Actor,
    at: dt.datetime,
) -> Membership:
    """Appoint (위촉) a 위원 for the half-open term [starts_on, ends_on). Refused when it overlaps an earlier one."""
    guard(by, "members.appoint", council)
    seat = Membership(council=council, user=user, starts_on=starts_on, ends_on=ends_on, track=track)
    with transaction.atomic():
        _open(seat)
        record("members.membership.seated", seat, by=by, at=at)
        _tell_started(council, user, str(Role.MEMBER.label), seat, by=by, at=at)
    return seat


def end_membership(seat: Membership, *, ends_on: dt.date, reason: str, by: Actor, at: dt.datetime) -> Membership:
    """End a 위원's term early (사임·해촉), and with it the offices that only a 위원 may hold."""
    guard(by, "members.appoint", seat)
    with transaction.atomic():
        _close(seat, ends_on, reason)
        record("members.membership.ended", seat, by=by, at=at, why=reason)
        # Without those withdrawn before they began (starts_on = ends_on): there is nothing to end in them.
        offices = (
            Office.objects.not_over(ends_on)
            .filter(user_id=seat.user_id, kind__in=Office.FOR_MEMBERS)
            .exclude(ends_on=F("starts_on"))
        )
        for office in offices.select_related("committee"):
            _close(office, max(ends_on, office.starts_on), reason)
            label = office_label(seat.council, office)
            record("members.office.ended", office, by=by, at=at, why=reason, office=label)
        _tell_ended(seat.council, seat.user_id, str(Role.MEMBER.label), seat, by=by, at=at)
    return seat


def grant_office(
    council: Council,
    user: User,
    *,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    seat: int = 1,
    committee: Committee | None = None,
    by: Actor,
    at: dt.datetime,
) -> Office:
    """Record that the person holds an office from starts_on, and return it.

    Refused while the numbered seat is held by another, and when a chair, vice-chair or 분과장 has no 위원's
    seat on the first day: they are elected among the 위원 (조례, 회장·분과).
    """
    guard(by, "members.appoint", council)
    return open_office(
        council,
        user,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        seat=seat,
        committee=committee,
        by=by,
        at=at,
    )


def open_office(
    council: Council,
    user: User,
    *,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    seat: int = 1,
    committee: Committee | None = None,
    by: Actor,
    at: dt.datetime,
) -> Office:
    """Open an office without asking for a right: the caller has asked (grant_office, accept_invitation)."""
    if (kind == Office.Kind.COMMITTEE_HEAD) != (committee is not None):
        raise TermRefused(_("분과장이면 분과를 고르고, 다른 직책이면 분과를 비우십시오."), field="committee")
    if kind in Office.FOR_MEMBERS and not Membership.objects.current(starts_on).filter(user=user).exists():
        raise TermRefused(
            _("%(name)s 님은 %(day)s에 위원이 아닙니다. 먼저 위원으로 위촉해 주십시오.")
            % {"name": user.name, "day": kdate(starts_on)},
            field="user",
            code="not_seated",
        )
    office = Office(
        council=council, user=user, kind=kind, seat=seat, committee=committee, starts_on=starts_on, ends_on=ends_on
    )
    with transaction.atomic():
        _open(office)
        label = office_label(council, office)
        record("members.office.granted", office, by=by, at=at, office=label)
        _tell_started(council, user, label, office, by=by, at=at)
    return office


def end_office(office: Office, *, ends_on: dt.date, reason: str, by: Actor, at: dt.datetime) -> Office:
    """End an office; from ends_on on the role is gone."""
    guard(by, "members.appoint", office)
    with transaction.atomic():
        _close(office, ends_on, reason)
        label = office_label(office.council, office)
        record("members.office.ended", office, by=by, at=at, why=reason, office=label)
        _tell_ended(office.council, office.user_id, label, office, by=by, at=at)
    return office


def join_committee(
    committee: Committee,
    user: User,
    *,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: Actor,
    at: dt.datetime,
) -> CommitteeMembership:
    """Give the person a place in a 분과; residents who are no 위원 may have one (조례, 분과)."""
    guard(by, "members.place", committee)
    place = CommitteeMembership(
        council_id=committee.council_id, user=user, committee=committee, starts_on=starts_on, ends_on=ends_on
    )
    with transaction.atomic():
        _open(place)
        record("members.committee.joined", place, by=by, at=at, committee=committee.name)
    return place


def leave_committee(
    place: CommitteeMembership, *, ends_on: dt.date, reason: str, by: Actor, at: dt.datetime
) -> CommitteeMembership:
    """End the person's place in a 분과."""
    guard(by, "members.place", place)
    with transaction.atomic():
        _close(place, ends_on, reason)
        record("members.committee.left", place, by=by, at=at, why=reason, committee=place.committee.name)
    return place


def appoint_official(
    council: Council,
    user: User,
    *,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: Actor,
    at: dt.datetime,
) -> OfficialPost:
    """Record that the person works at the 읍·면·동 office for this council; one 읍면동장 at a time."""
    guard(by, "members.appoint_officials", council)
    return open_post(council, user, kind=kind, starts_on=starts_on, ends_on=ends_on, by=by, at=at)


def open_post(
    council: Council,
    user: User,
    *,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: Actor,
    at: dt.datetime,
) -> OfficialPost:
    """Open a post without asking for a right: the caller has asked (appoint_official, accept_invitation)."""
    post = OfficialPost(council=council, user=user, kind=kind, starts_on=starts_on, ends_on=ends_on)
    with transaction.atomic():
        _open(post)
        record("members.post.granted", post, by=by, at=at, post=council.label(kind))
        _tell_started(council, user, council.label(kind), post, by=by, at=at)
    return post


def end_post(post: OfficialPost, *, ends_on: dt.date, reason: str, by: Actor, at: dt.datetime) -> OfficialPost:
    """Record that an official has left the post."""
    guard(by, "members.appoint_officials", post)
    with transaction.atomic():
        _close(post, ends_on, reason)
        record("members.post.ended", post, by=by, at=at, why=reason, post=post.council.label(post.kind))
    return post


def appoint_platform(
    user: User,
    *,
    kind: str,
    region: Region | None = None,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: Actor,
    at: dt.datetime,
) -> PlatformPost:
    """Make the person the official of a 시군구, or an operator of the portal."""
    guard(by, "members.appoint_officials")
    post = PlatformPost(user=user, kind=kind, region=region, starts_on=starts_on, ends_on=ends_on)
    with transaction.atomic():
        _open(post)
        record("members.post.granted", post, by=by, at=at, council_id=None, post=Role(kind).label)
    return post


def end_platform(post: PlatformPost, *, ends_on: dt.date, reason: str, by: Actor, at: dt.datetime) -> PlatformPost:
    """End a post over several councils. Refused for the last operator: nobody could name another."""
    guard(by, "members.appoint_officials", post)
    with transaction.atomic():
        if post.kind == PlatformPost.Kind.OPERATOR:
            # All operators' rows are locked, so that two cannot dismiss each other at the same moment.
            others = PlatformPost.objects.select_for_update().filter(kind=PlatformPost.Kind.OPERATOR)
            if not [row for row in others if row.pk != post.pk and row.covers(ends_on)]:
                raise TermRefused(_("마지막 운영자입니다. 먼저 다른 운영자를 정해 주십시오."), code="last_operator")
        _close(post, ends_on, reason)
        record("members.post.ended", post, by=by, at=at, council_id=None, why=reason, post=Role(post.kind).label)
    return post


def _open(term: Term) -> None:
    """Save a new term; what the database refuses comes back as a sentence."""
    if term.ends_on is not None and term.ends_on <= term.starts_on:
        raise TermRefused(_("끝나는 날은 시작하는 날보다 뒤여야 합니다."), field="ends_on", code="dates")
    try:
        with transaction.atomic():
            term.save(force_insert=True)
    except IntegrityError as error:
        sentence = explain(error)
        if sentence is None:
            raise
        raise TermRefused(sentence, code=constraint_of(error) or "refused") from error


def _close(term: T, ends_on: dt.date, reason: str) -> None:
    """End the term on that day, unless it is over by then or somebody else ended it first."""
    if not reason.strip():
        raise TermRefused(_("까닭을 써 주십시오. 이력에 남습니다."), field="reason", code="no_reason")
    model = type(term)
    row = model._default_manager.select_for_update().get(pk=term.pk)
    if row.ends_on != term.ends_on:
        raise Conflict(_("다른 분이 먼저 이 임기를 %(day)s까지로 바꾸었습니다.") % {"day": kdate(row.last_day)})
    if row.ends_on is not None and row.ends_on <= ends_on:
        raise TermRefused(
            _("이 임기는 %(day)s에 이미 끝납니다. 그보다 이른 날을 쓰십시오.") % {"day": kdate(row.last_day)},
            field="ends_on",
            code="over",
        )
    if ends_on < row.starts_on:
        raise TermRefused(_("끝난 날은 시작한 날보다 앞설 수 없습니다."), field="ends_on", code="dates")
    term.ends_on, term.end_reason = ends_on, reason.strip()
    term.save(update_fields=["ends_on", "end_reason"])


def _tell_started(council: Council, user: User, label: str, term: Term, *, by: Actor, at: dt.datetime) -> None:
    notify(
        "members.term.started",
        [user.pk],
        council_id=council.pk,
        title=format_lazy(gettext_lazy("{council} {label} 임기가 시작됩니다"), council=council.name, label=label),
        body=format_lazy(gettext_lazy("{day}부터입니다."), day=kdate(term.starts_on)),
        path=reverse("members:roll", args=[council.slug]),
        about=term,
        at=at,
        by=by,
    )


def _tell_ended(council: Council, user_id: int, label: str, term: Term, *, by: Actor, at: dt.datetime) -> None:
    if timezone.localdate(at) < term.starts_on:
        return  # withdrawn before it began: the history says so, and a notice would only puzzle
    notify(
        "members.term.ended",
        [user_id],
        council_id=council.pk,
        title=format_lazy(gettext_lazy("{council} {label} 임기가 끝납니다"), council=council.name, label=label),
        body=format_lazy(gettext_lazy("까닭: {reason}"), reason=term.end_reason),
        path=reverse("members:roll", args=[council.slug]),
        about=term,
        at=at,
        by=by,
    )
