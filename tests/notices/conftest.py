from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from council.common.actor import Actor, Role
from council.common.scope import council_scope
from council.models import Council, Region
from council.notices.models import Delivery
from council.notices.registry import KINDS, Group, Kind
from council.notices.services import notify

ANSWERED = "test.proposal.answered"
WAITING = "test.duty.waiting"
PATH = "/c/majang/proposals/7/"


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, ANSWERED, Kind(ANSWERED, "내 제안에 답이 달림", Group.MY_PROPOSALS))
    monkeypatch.setitem(KINDS, WAITING, Kind(WAITING, "내 차례인 일", Group.DUTY))


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime(2026, 11, 22, 9, 0, tzinfo=timezone.get_default_timezone())


@dataclass
class People:
    """주민 김 proposes, 위원 이 follows, 간사 박 runs the office."""

    users: list[Any]
    secretary: Actor
    resident: Actor

    @property
    def kim(self) -> int:
        return int(self.users[0].pk)

    @property
    def lee(self) -> int:
        return int(self.users[1].pk)

    @property
    def park(self) -> int:
        return int(self.users[2].pk)

    @property
    def everybody(self) -> list[int]:
        return [user.pk for user in self.users]


def make_council(slug: str) -> Council:
    code = f"{abs(hash(slug)) % 10**10:010d}"
    day = dt.date(2026, 1, 1)
    region = Region.objects.create(code=code, name="서울", level=Region.Level.SIDO, valid_from=day)
    return Council.objects.create(
        slug=slug,
        name="마장동 주민자치회",
        short_name="마장동",
        parent_name="서울 성동구",
        region=region,
        opened_on=day,
    )


def make_people(council: Council) -> People:
    users = [
        get_user_model().objects.create_user(f"{name}@{council.slug}.example", name=name)
        for name in ("kim", "lee", "park")
    ]
    return People(
        users,
        secretary=Actor(users[2].pk, council.pk, frozenset({Role.SECRETARY})),
        resident=Actor(users[0].pk, council.pk, frozenset({Role.RESIDENT})),
    )


@pytest.fixture
def council(db: None) -> Council:
    return make_council("majang")


@pytest.fixture
def people(council: Council) -> People:
    return make_people(council)


@pytest.fixture
def here(council: Council) -> Iterator[Council]:
    with council_scope(council.pk):
        yield council


@pytest.fixture
def mail(here: Council, people: People, now: dt.datetime) -> Delivery:
    """One mail to 김 that waits."""
    title, body = "제안 ‘가로등’에 답이 달렸습니다", "채택했습니다.\n까닭은 제안 쪽에 있습니다."
    notify(ANSWERED, [people.kim], council_id=here.pk, title=title, body=body, path=PATH, at=now)
    return Delivery.objects.get(channel=Delivery.Channel.EMAIL)
