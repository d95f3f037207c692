"""The people of the tests, one of each role, with one line on who they are (a pytest plugin)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from council.common.actor import Actor
from council.common.scope import council_scope
from council.models import Committee, Council
from members.models import (
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


def make_user(name: str, email: str) -> User:
    """Return an account that signs in with PASSWORD and a confirmed address."""
    user = User.objects.create_user(email, PASSWORD, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_cast(council: Council, other_council: Council, committee: Committee, other_committee: Committee) -> Cast:
    """Return everybody with their dated rows, in force for some months before and after today."""
    cast = Cast(
        **{who: make_user(name, email) for who, (name, email) in PEOPLE.items()},
        council=council,
        other_council=other_council,
        committee=committee,
        other_committee=other_committee,
    )
    since, until = timezone.localdate() - TERM, timezone.localdate() + TERM
    now = timezone.now()
    with council_scope(council.pk):
        for seated in (cast.member, cast.committee_head, cast.vice_chair, cast.chair):
            Membership.objects.create(council=council, user=seated, starts_on=since, ends_on=until)
        for kind, user in (
            (Office.Kind.SECRETARY, cast.secretary),
            (Office.Kind.VICE_CHAIR, cast.vice_chair),
            (Office.Kind.CHAIR, cast.chair),
            (Office.Kind.AUDITOR, cast.auditor),
        ):
            Office.objects.create(council=council, user=user, kind=kind, starts_on=since)
        Office.objects.create(
            council=council,
            user=cast.committee_head,
            kind=Office.Kind.COMMITTEE_HEAD,
            committee=committee,
            starts_on=since,
        )
        for user in (cast.member, cast.committee_head):
            CommitteeMembership.objects.create(council=council, user=user, committee=committee, starts_on=since)
        for post, user in ((OfficialPost.Kind.OFFICIAL, cast.official), (OfficialPost.Kind.HEAD, cast.head)):
            OfficialPost.objects.create(council=council, user=user, kind=post, starts_on=since)
        Residency.objects.create(
            council=council,
            user=cast.resident,
            status=Residency.Status.VERIFIED,
            method=Residency.Method.IN_PERSON,
            requested_at=now,
            verified_at=now,
            verified_by=cast.secretary,
        )
        Residency.objects.create(council=council, user=cast.newcomer, requested_at=now, address_hint="마장로 3길")
    with council_scope(other_council.pk):
        Membership.objects.create(council=other_council, user=cast.neighbour, starts_on=since, ends_on=until)
        Office.objects.create(
            council=other_council, user=cast.neighbour_secretary, kind=Office.Kind.SECRETARY, starts_on=since
        )
    PlatformPost.objects.create(
        user=cast.district, kind=PlatformPost.Kind.DISTRICT, region=council.region.parent, starts_on=since
    )
    PlatformPost.objects.create(user=cast.operator, kind=PlatformPost.Kind.OPERATOR, starts_on=since)
    return cast


@pytest.fixture
def cast(council: Council, other_council: Council, committees: tuple[Committee, Committee]) -> Cast:
    """Everybody, in two councils."""
    return make_cast(council, other_council, *committees)
