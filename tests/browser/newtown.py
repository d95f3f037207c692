"""A council in a 구 of its own that has no rules and no 위원 yet: its office, its 구청, and people who may apply."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone

from council.common.actor import Actor
from council.common.scope import council_scope
from council.models import Council
from members.models import Office, OfficialPost, PlatformPost, Residency, User
from tests.cast import make_users
from tests.councils import OPENED, make_council

STAFF = {"secretary": "구본순", "official": "남지훈", "head": "황미라", "district": "제갈윤"}


@dataclass
class Newtown:
    """The council and its people; everything they do, the tests do in their browsers."""

    council: Council
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, who: str) -> User:
        try:
            return self.people[who]
        except KeyError:
            raise AttributeError(who) from None

    @property
    def desk(self) -> str:
        """Where the 시군구 담당 enters the 조례."""
        assert self.council.region.parent is not None
        return f"/district/{self.council.region.parent.code}/rules/"

    def residents(self, *names: str) -> list[User]:
        """Return people of the 동 whose addresses are confirmed."""
        made = make_users({name: (name, f"p{place}@{self.council.slug}.example") for place, name in enumerate(names)})
        now = timezone.now()
        with council_scope(self.council.pk):
            Residency.objects.bulk_create(
                Residency(
                    council=self.council,
                    user=user,
                    status=Residency.Status.VERIFIED,
                    method=Residency.Method.IN_PERSON,
                    requested_at=now,
                    verified_at=now,
                    verified_by=self.people["secretary"],
                )
                for user in made.values()
            )
        return list(made.values())

    def applicant(self, user: User) -> Actor:
        return Actor(user.pk, self.council.pk, frozenset({"RESIDENT"}), name=user.name)


def make_newtown(slug: str, name: str, code: str, sigungu: str) -> Newtown:
    """Return the council with its 간사, 담당, 읍면동장 and 시군구 담당."""
    council = make_council(slug, name, code, "서울특별시", sigungu)
    people = make_users({who: (f"{called}", f"{who}@{slug}.example") for who, called in STAFF.items()})
    with council_scope(council.pk):
        Office.objects.create(user=people["secretary"], kind=Office.Kind.SECRETARY, starts_on=OPENED)
        OfficialPost.objects.create(user=people["official"], kind=OfficialPost.Kind.OFFICIAL, starts_on=OPENED)
        OfficialPost.objects.create(user=people["head"], kind=OfficialPost.Kind.HEAD, starts_on=OPENED)
    PlatformPost.objects.create(
        user=people["district"], kind="DISTRICT", region=council.region.parent, starts_on=OPENED
    )
    return Newtown(council, people)


def ordinance(town: Newtown, rules: str) -> str:
    """Return a file of the 시군구's 조례 with these rules."""
    region = town.council.region.parent
    assert region is not None
    return f'''format: 1
level: ordinance
region: "{region.code}"
title: {region.name} 주민자치회 설치 및 운영에 관한 조례
number: 조례 제1호
in_force: 2024-01-01
source: 시험하려고 지어낸 것
checked: true
rules:
{rules}'''
