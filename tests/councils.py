"""Two councils next to each other, as fixtures (a pytest plugin)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection

from council.common.scope import council_scope
from council.models import Committee, Council, Region

OPENED = dt.date(2024, 1, 1)


def make_region(code: str, *names: str) -> Region:
    """Return the 행정동 under its 시군구 and 시도, made if need be."""
    parent = None
    for level, name, digits in zip(("SIDO", "SIGUNGU", "DONG"), names, (2, 5, 10), strict=True):
        parent, _ = Region.objects.get_or_create(
            code=code[:digits].ljust(10, "0"),
            valid_from=dt.date(2000, 1, 1),
            defaults={"name": name, "level": level, "parent": parent},
        )
    assert parent is not None
    return parent


def make_council(slug: str, short_name: str, code: str, *places: str) -> Council:
    return Council.objects.create(
        slug=slug,
        name=f"{short_name} 주민자치회",
        short_name=short_name,
        parent_name=" ".join(places[:2]).replace("서울특별시", "서울"),
        region=make_region(code, *places, short_name),
        opened_on=OPENED,
    )


@pytest.fixture
def council(db: None) -> Council:
    """마장동: where the cast lives."""
    return make_council("majang", "마장동", "1120056000", "서울특별시", "성동구")


@pytest.fixture
def other_council(db: None) -> Council:
    """사근동: the council next door, in the same 구."""
    return make_council("sageun", "사근동", "1120057000", "서울특별시", "성동구")


@pytest.fixture
def committees(council: Council, other_council: Council) -> tuple[Committee, Committee]:
    """One 분과 here and one next door."""
    made = []
    for owner, name in ((council, "안전·환경분과"), (other_council, "문화분과")):
        with council_scope(owner.pk):
            made.append(Committee.objects.create(council=owner, number=1, name=name, opened_on=OPENED))
    return made[0], made[1]


@pytest.fixture
def as_owner(db: None) -> Iterator[None]:
    """Let a test step up with RESET ROLE; whatever happens, the next one serves again."""
    yield
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE portal_app")
