"""Seats, places in a 분과, offices and posts: beginning and ending them. Each role of the portal starts here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor, Role
from council.common.dates import kdate
from council.common.language import recorded
from council.models import Committee, Council, Region
from council.rulebook import Strength, rulebook
from members.models import (
    CommitteeMembership,
    Election,
    Membership,
    Office,
    OfficialPost,
    PersonalRecord,
    PlatformPost,
    User,
)
from members.selectors import office_label
from members.services.appointments import Appointee, write_appointment
from members.services.guard import guard
from members.services.spans import TermRefused, close_term, open_term, tell_ended, tell_started


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
    """Appoint (위촉) one 위원 for the half-open term [starts_on, ends_on), by a letter of its own.

    For a term that began in the past the letter is dated on its first day. The rules are not asked: that is
    appoint_members. Refused when the term overlaps an earlier one.
    """
    guard(by, "members.appoint", council)
    person = Appointee(user, starts_on=starts_on, ends_on=ends_on, track=track)
    appointed_on = min(starts_on, timezone.localdate(at))
    return write_appointment(council, [person], appointed_on=appointed_on, by=by, at=at)[0]


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
    election: Election | None = None,
    by: Actor,
    at: dt.datetime,
) -> Office:
    """Open an office without asking for a right: the caller has asked (grant_office, elect, accept_invitation)."""
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
        council=council,
        user=user,
        kind=kind,
        seat=seat,
        committee=committee,
        election=election,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    with transaction.atomic():
        open_term(office)
        label = recorded(office_label, council, office)
        record("members.office.granted", office, by=by, at=at, office=label)
        tell_started(council, [user.pk], label, office, by=by, at=at)
    return office


def end_office(office: Office, *, ends_on: dt.date, reason: str, by: Actor, at: dt.datetime) -> Office:
    """End an office; from ends_on on the role is gone."""
    guard(by, "members.appoint", office)
    with transaction.atomic():
        close_term(office, ends_on, reason)
        label = recorded(office_label, office.council, office)
        record("members.office.ended", office, by=by, at=at, why=reason, office=label)
        tell_ended(office.council, office.user_id, label, office, by=by, at=at)
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
    """Give the person a place in a 분과; residents who are no 위원 may have one (조례, 분과).

    Refused where the rules (question ``committee_place``) keep outsiders, the young or one more 분과 away.
    """
    guard(by, "members.place", committee)
    _may_join(committee.council, user, starts_on)
    place = CommitteeMembership(
        council_id=committee.council_id, user=user, committee=committee, starts_on=starts_on, ends_on=ends_on
    )
    with transaction.atomic():
        open_term(place)
        record("members.committee.joined", place, by=by, at=at, committee=committee.name)
    return place


def _may_join(council: Council, user: User, on: dt.date) -> None:
    """Raise when the rules refuse the place; where they do not say, whoever places people decides."""
    record_of = PersonalRecord.objects.filter(user=user).first()
    facts: dict[str, Any] = {
        "is_member": Membership.objects.current(on).filter(user=user).exists(),
        "committees_joined": CommitteeMembership.objects.current(on).filter(user=user).count(),
    }
    if record_of is not None and record_of.born_on is not None:
        facts["born_on"] = record_of.born_on
    verdict = rulebook(council, on).ask("committee_place", **facts)
    if verdict.holds is False and verdict.strength == Strength.BLOCKS:
        article = f" ({verdict.article})" if verdict.article else ""
        raise TermRefused(f"{verdict.sentence}{article}", field="user", code="rule")


def leave_committee(
    place: CommitteeMembership, *, ends_on: dt.date, reason: str, by: Actor, at: dt.datetime
) -> CommitteeMembership:
    """End the person's place in a 분과."""
    guard(by, "members.place", place)
    with transaction.atomic():
        close_term(place, ends_on, reason)
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
        open_term(post)
        label = recorded(council.label, kind)
        record("members.post.granted", post, by=by, at=at, post=label)
        tell_started(council, [user.pk], label, post, by=by, at=at)
    return post


def end_post(post: OfficialPost, *, ends_on: dt.date, reason: str, by: Actor, at: dt.datetime) -> OfficialPost:
    """Record that an official has left the post."""
    guard(by, "members.appoint_officials", post)
    with transaction.atomic():
        close_term(post, ends_on, reason)
        label = recorded(post.council.label, post.kind)
        record("members.post.ended", post, by=by, at=at, why=reason, post=label)
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
        open_term(post)
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
        close_term(post, ends_on, reason)
        record("members.post.ended", post, by=by, at=at, council_id=None, why=reason, post=Role(post.kind).label)
    return post
