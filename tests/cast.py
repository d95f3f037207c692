"""The people of the tests, one of each role, with one line on who they are (a pytest plugin)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from council.common.actor import Actor
from council.common.scope import council_scope
from council.models import Committee, Council
from members.models import (
    Appointment,
    CommitteeMembership,
    Membership,
    Office,
    OfficialPost,
    PlatformPost,
    Residency,
    User,
)
from members.selectors import actor_for

PASSWORD = "majang-market-2026"
TERM = dt.timedelta(days=300)


#: Everybody: (name, e-mail), and one line on who they are.
PEOPLE: dict[str, tuple[str, str]] = {
    # Verified resident of 마장동; proposes.
    "resident": ("김민수", "kim@majang.example"),
    # Has an account and asked to join; nobody has confirmed it yet.
    "newcomer": ("나은지", "na@majang.example"),
    # 위원 of 마장동 without any office; sits in the 안전·환경분과.
    "member": ("이영희", "lee@majang.example"),
    # 위원 and head of the 안전·환경분과.
    "committee_head": ("오준호", "oh@majang.example"),
    # 간사, from outside the council; does the daily work.
    "secretary": ("박지영", "park@majang.example"),
    # 위원 and first 부회장.
    "vice_chair": ("류정희", "ryu@majang.example"),
    # 위원 and 회장.
    "chair": ("최동욱", "choi@majang.example"),
    # 감사, from outside; reads everything, writes nothing.
    "auditor": ("윤서연", "yoon@majang.example"),
    # 마장동 담당 at the 동 office.
    "official": ("한상우", "han@majang.example"),
    # 마장동장.
    "head": ("장미경", "jang@majang.example"),
    # 성동구 담당, over both councils.
    "district": ("서태호", "seo@seongdong.example"),
    # 운영자 of the portal.
    "operator": ("문가람", "moon@portal.example"),
    # 위원 next door, in 사근동; nobody in 마장동.
    "neighbour": ("정하늘", "jung@sageun.example"),
    # 간사 next door.
    "neighbour_secretary": ("조은별", "cho@sageun.example"),
    # Has an account and nothing else.
    "stranger": ("손유진", "son@nowhere.example"),
}


@dataclass
class Cast:
    """Everybody, by role; ``cast.secretary`` is a User, ``cast.actor("secretary")`` acts in 마장동 today."""

    resident: User
    newcomer: User
    member: User
    committee_head: User
    secretary: User
    vice_chair: User
    chair: User
    auditor: User
    official: User
    head: User
    district: User
    operator: User
    neighbour: User
    neighbour_secretary: User
    stranger: User

    council: Council
    other_council: Council
    committee: Committee
    other_committee: Committee

    @classmethod
    def roles(cls) -> list[str]:
        """Return the names of the people."""
        return list(PEOPLE)

    def actor(self, who: str, council: Council | None = None, on: dt.date | None = None) -> Actor:
        """Return the person as the portal sees them in the council (마장동) on the day (today)."""
        place = council or self.council
        with council_scope(place.pk):
            return actor_for(getattr(self, who), place, on or timezone.localdate())

    def client(self, who: str | None) -> Client:
        """Return a browser in which the person is signed in; nobody for None."""
        browser = Client()
        if who is not None:
            browser.force_login(getattr(self, who))
        return browser


def make_users(people: dict[str, tuple[str, str]]) -> dict[str, User]:
    """Return accounts that sign in with PASSWORD, their addresses confirmed; few queries, for many tests."""
    hashed = make_password(PASSWORD)
    users = {who: User(name=name, email=email, password=hashed) for who, (name, email) in people.items()}
    User.objects.bulk_create(users.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users.values()
    )
    return users


def appointed(council: Council, on: dt.date) -> Appointment:
    """Return a letter of appointment of that day, for seats written past the services."""
    number = Appointment.objects.filter(year=on.year).count() + 1
    return Appointment.objects.create(council=council, year=on.year, number=number, appointed_on=on)


def make_cast(council: Council, other_council: Council, committee: Committee, other_committee: Committee) -> Cast:
    """Return everybody with their dated rows, in force for some months before and after today."""
    cast = Cast(
        **make_users(PEOPLE),
        council=council,
        other_council=other_council,
        committee=committee,
        other_committee=other_committee,
    )
    since, until = timezone.localdate() - TERM, timezone.localdate() + TERM
    with council_scope(council.pk):
        _seat(cast, council, since, until)
    with council_scope(other_council.pk):
        here: dict[str, Any] = {"council": other_council, "starts_on": since}
        Membership.objects.create(
            **here, user=cast.neighbour, ends_on=until, appointment=appointed(other_council, since)
        )
        Office.objects.create(**here, user=cast.neighbour_secretary, kind=Office.Kind.SECRETARY)
    PlatformPost.objects.bulk_create(
        [
            PlatformPost(user=cast.district, kind="DISTRICT", region=council.region.parent, starts_on=since),
            PlatformPost(user=cast.operator, kind="OPERATOR", starts_on=since),
        ]
    )
    return cast


def _seat(cast: Cast, council: Council, since: dt.date, until: dt.date) -> None:
    """Write the rows of 마장동."""
    here: dict[str, Any] = {"council": council, "starts_on": since}
    seated = (cast.member, cast.committee_head, cast.vice_chair, cast.chair)
    letter = appointed(council, since)
    Membership.objects.bulk_create(
        Membership(**here, user=user, ends_on=until, appointment=letter, serial=serial)
        for serial, user in enumerate(seated, 1)
    )
    Office.objects.bulk_create(
        [
            Office(**here, user=cast.secretary, kind=Office.Kind.SECRETARY),
            Office(**here, user=cast.vice_chair, kind=Office.Kind.VICE_CHAIR),
            Office(**here, user=cast.chair, kind=Office.Kind.CHAIR),
            Office(**here, user=cast.auditor, kind=Office.Kind.AUDITOR),
            Office(**here, user=cast.committee_head, kind=Office.Kind.COMMITTEE_HEAD, committee=cast.committee),
        ]
    )
    CommitteeMembership.objects.bulk_create(
        CommitteeMembership(**here, user=user, committee=cast.committee) for user in (cast.member, cast.committee_head)
    )
    OfficialPost.objects.bulk_create(
        [
            OfficialPost(**here, user=cast.official, kind=OfficialPost.Kind.OFFICIAL),
            OfficialPost(**here, user=cast.head, kind=OfficialPost.Kind.HEAD),
        ]
    )
    now = timezone.now()
    vouched = {"status": "VERIFIED", "method": "IN_PERSON", "verified_at": now, "verified_by": cast.secretary}
    Residency.objects.bulk_create(
        [
            Residency(council=council, user=cast.resident, requested_at=now, **vouched),
            Residency(council=council, user=cast.newcomer, requested_at=now, address_hint="마장로 3길"),
        ]
    )


@pytest.fixture
def cast(council: Council, other_council: Council, committees: tuple[Committee, Committee]) -> Cast:
    """Everybody, in two councils."""
    return make_cast(council, other_council, *committees)
