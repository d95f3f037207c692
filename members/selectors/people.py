"""Reading people: who somebody is today, and who holds a role today."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import BigIntegerField, Q, QuerySet, Value
from django.utils.translation import gettext as _

from council.common.actor import RANK, STAFF_ROLES, Actor, Role
from council.common.scope import ScopeError, current_council_id, wide_scope
from council.models import Committee, Council
from members.models import (
    CommitteeMembership,
    Consent,
    Membership,
    Office,
    OfficialPost,
    PlatformPost,
    Residency,
    User,
)
from members.selectors.personal import looks_at

#: What stands in place of the name of somebody who has closed the account.
CLOSED_NAME = "탈퇴한 사람"


@dataclass(frozen=True, slots=True)
class Belonging:
    """A council that a person has to do with, and the roles held there today."""

    council: Council
    roles: frozenset[str]

    @property
    def labels(self) -> list[str]:
        """Return the roles as this council says them, the most entrusted first."""
        shown = self.roles - ({Role.RESIDENT} if Role.MEMBER in self.roles else set())
        return [self.council.label(role) for role in sorted(shown, key=RANK.__getitem__, reverse=True)]

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & STAFF_ROLES)


# --- Who is this, today? --------------------------------------------------------------------------------------

#: Every page of a person who is signed in asks this: written out, because building it from querysets cost as much
#: as the rest of the page. It says what _council_roles and _platform_posts say, for one council.
ROLES_HERE = """
    SELECT kind, committee_id FROM members_office
    WHERE council_id = %(council)s AND user_id = %(user)s AND starts_on <= %(on)s AND (ends_on IS NULL OR ends_on > %(on)s)
    UNION ALL
    SELECT kind, NULL FROM members_officialpost
    WHERE council_id = %(council)s AND user_id = %(user)s AND starts_on <= %(on)s AND (ends_on IS NULL OR ends_on > %(on)s)
    UNION ALL
    SELECT 'MEMBER', NULL FROM members_membership
    WHERE council_id = %(council)s AND user_id = %(user)s AND starts_on <= %(on)s AND (ends_on IS NULL OR ends_on > %(on)s)
    UNION ALL
    SELECT 'RESIDENT', NULL FROM members_residency
    WHERE council_id = %(council)s AND user_id = %(user)s AND status = 'VERIFIED'
    UNION ALL
    SELECT kind, NULL FROM members_platformpost
    WHERE user_id = %(user)s AND starts_on <= %(on)s AND (ends_on IS NULL OR ends_on > %(on)s)
        AND (kind = 'OPERATOR' OR region_id = ANY(%(regions)s))
"""


def actor_for(user: User | AnonymousUser, council: Council, on: dt.date) -> Actor:
    """Return the person with the roles held in this council on that day (one query, inside its scope)."""
    if not isinstance(user, User) and not user.is_authenticated:
        return Actor.anonymous(council.pk)
    if current_council_id() != council.pk:
        raise ScopeError("a person's roles are asked for in the council's own scope")
    roles: set[str] = set()
    led: set[int] = set()
    asked: dict[str, Any] = {"user": user.pk, "council": council.pk, "on": on, "regions": list(_regions_over(council))}
    with connection.cursor() as cursor:
        cursor.execute(ROLES_HERE, asked)
        for role, committee_id in cursor.fetchall():
            roles.add(role)
            if committee_id is not None:
                led.add(committee_id)
    actor = Actor(user.pk, council.pk, _with_implied(roles), frozenset(led), user.name)
    user.holds_staff_role = actor.is_staff
    return actor


def platform_actor(user: User | AnonymousUser, on: dt.date) -> Actor:
    """Return the person outside any council: only posts over several councils count there (one query)."""
    if not isinstance(user, User) and not user.is_authenticated:
        return Actor.anonymous()
    roles = set(_platform_posts(user.pk, on).values_list("kind", flat=True))
    actor = Actor(user.pk, None, frozenset(roles or {Role.VISITOR}), name=user.name)
    user.holds_staff_role = actor.is_staff
    return actor


def belongings(user: User, on: dt.date) -> list[Belonging]:
    """Return the councils where the person holds a role that day, by name; call it outside any scope.

    An operator, whose post covers every council, gets them all; four queries whatever their number.
    """
    posts = list(_platform_posts(user.pk, on).values_list("kind", "region_id"))
    councils = {council.pk: council for council in Council.objects.select_related("region__parent").order_by("name")}
    with wide_scope(councils):
        rows = list(_council_roles(user.pk, on))
    roles: defaultdict[int, set[str]] = defaultdict(set)
    for council_id, role, _led in rows:
        roles[council_id].add(role)
    for kind, region_id in posts:
        for council in councils.values():
            if kind == Role.OPERATOR or region_id in _regions_over(council):
                roles[council.pk].add(kind)
    return [Belonging(c, _with_implied(roles[c.pk])) for c in councils.values() if roles.get(c.pk)]


def councils_of(user: User, on: dt.date) -> list[Council]:
    """Return the councils where the person holds a role that day; call it outside any scope."""
    return [belonging.council for belonging in belongings(user, on)]


def is_staff_anywhere(user: User, on: dt.date) -> bool:
    """Return whether the person works with other people's records in any council; call it outside any scope."""
    if _platform_posts(user.pk, on).exists():
        return True
    with wide_scope(Council.objects.values_list("pk", flat=True)):
        return any(role in STAFF_ROLES for _council_id, role, _led in _council_roles(user.pk, on))


def _with_implied(roles: set[str]) -> frozenset[str]:
    """Return the roles with what they include: a 위원 is a resident of the council too (DOMAIN §1, 자격)."""
    if Role.MEMBER in roles:
        roles = roles | {Role.RESIDENT}
    return frozenset(roles or {Role.VISITOR})


def _regions_over(council: Council) -> set[int | None]:
    """Return the regions above the council's 행정동: its 시군구, or the 구 and the city that it lies in."""
    parent = council.region.parent
    return {parent.pk, parent.parent_id} - {None} if parent else set()


def _platform_posts(user_id: int, on: dt.date) -> QuerySet[PlatformPost]:
    return PlatformPost.objects.current(on).filter(user_id=user_id)


def _council_roles(user_id: int, on: dt.date) -> QuerySet[Any, tuple[int, str, int]]:
    """Return (council, role, committee led or 0) from every dated row of the councils in scope, as one query."""
    none = Value(0, BigIntegerField())
    mine = Q(user_id=user_id)
    led = Office.objects.current(on).filter(mine, kind=Role.COMMITTEE_HEAD)
    others = Office.objects.current(on).filter(mine).exclude(kind=Role.COMMITTEE_HEAD)
    return led.values_list("council_id", "kind", "committee_id").union(
        others.values_list("council_id", "kind", none),
        OfficialPost.objects.current(on).filter(mine).values_list("council_id", "kind", none),
        Membership.objects.current(on).filter(mine).values_list("council_id", Value(Role.MEMBER.value), none),
        Residency.objects.verified().filter(mine).values_list("council_id", Value(Role.RESIDENT.value), none),
        all=True,
    )


# --- Who holds a role, today? ---------------------------------------------------------------------------------


def who(council_id: int, role: str, on: dt.date) -> list[int]:
    """Return the ids of those who hold the role in the council that day, to be told of something (one query)."""
    rows: QuerySet[Any]
    if role == Role.RESIDENT:
        rows = Residency.objects.verified().filter(council_id=council_id)
    elif role == Role.MEMBER:
        rows = Membership.objects.current(on).filter(council_id=council_id)
    elif role in (Role.OFFICIAL, Role.HEAD):
        rows = OfficialPost.objects.current(on).filter(council_id=council_id, kind=role)
    elif role == Role.OPERATOR:
        rows = PlatformPost.objects.current(on).filter(kind=role)
    elif role == Role.DISTRICT:
        over = Q(region__children__councils=council_id) | Q(region__children__children__councils=council_id)
        rows = PlatformPost.objects.current(on).filter(over, kind=role)
    else:
        rows = Office.objects.current(on).filter(council_id=council_id, kind=role)
    ids = rows.filter(user__is_active=True).order_by("user_id").values_list("user_id", flat=True)
    return list(ids.distinct())


def who_leads(committee_id: int, on: dt.date) -> list[int]:
    """Return the ids of the 분과장 of one 분과 that day (one query)."""
    heads = Office.objects.current(on).filter(kind=Role.COMMITTEE_HEAD, committee_id=committee_id)
    return list(heads.filter(user__is_active=True).values_list("user_id", flat=True))


def officers(on: dt.date) -> list[Office]:
    """Return the offices held that day in the council in scope, in the order of the roll (one query)."""
    order = {kind: place for place, kind in enumerate(Office.Kind.values)}
    rows = Office.objects.current(on).select_related("user", "committee")
    return sorted(rows, key=lambda o: (order[o.kind], o.committee.number if o.committee else 0, o.seat, o.pk))


def committees_of(user_id: int, on: dt.date) -> list[Committee]:
    """Return the 분과 where the person has a place that day (one query)."""
    places = CommitteeMembership.objects.current(on).filter(user_id=user_id).select_related("committee")
    return [place.committee for place in places.order_by("committee__number")]


def standing(user_id: int, on: dt.date) -> dict[str, Any]:
    """Return what one's own page tells of oneself here: residency, offices and 분과 (five queries, in scope)."""
    offices = Office.objects.current(on).filter(user_id=user_id).select_related("committee").order_by("pk")
    return {
        "residency": residency_of(user_id),
        "my_offices": list(offices),
        "my_committees": committees_of(user_id, on),
        "my_seat": Membership.objects.current(on).filter(user_id=user_id).first(),
        "looks": looks_at(user_id, limit=5),
    }


def residency_of(user_id: int) -> Residency | None:
    """Return the person's newest residency in the council in scope, whatever became of it (one query)."""
    return Residency.objects.filter(user_id=user_id).order_by("-requested_at", "-pk").first()


# --- How is somebody named? -----------------------------------------------------------------------------------


def display_name(user: User | None, viewer: Actor, council: Council, *, shown: bool = False) -> str:
    """Return how the person is named to this viewer, without a query.

    The full name is for the person, for staff of the council, and where the person chose to show it
    (``shown``). Everybody else reads the neighbourhood's name in its place.
    """
    if user is not None and user.is_closed:
        return CLOSED_NAME
    if user is not None and (
        shown or viewer.user_id == user.pk or (viewer.is_staff and viewer.council_id == council.pk)
    ):
        return user.name
    return _("%(place)s 주민") % {"place": council.short_name}


# --- Consents -------------------------------------------------------------------------------------------------


def consents_of(user_id: int) -> dict[str, Consent]:
    """Return the standing answer to each kind of consent that was ever asked (one query)."""
    return Consent.latest_of(user_id)


def has_consent(user_id: int, kind: str) -> bool:
    """Return whether the person's last answer to this kind was yes (one query)."""
    last = Consent.objects.filter(user_id=user_id, kind=kind).order_by("-at", "-pk").first()
    return last is not None and last.given


def office_label(council: Council, office: Office) -> str:
    """Return the office as this council says it: 마을환경분과장, 부회장, 사무장."""
    if office.committee is not None:
        name = office.committee.name
        return _("%(committee)s장") % {"committee": name if name.endswith("분과") else f"{name}분과"}
    return council.label(office.kind)
