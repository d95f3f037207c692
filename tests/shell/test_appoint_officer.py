"""``manage.py appointofficer``: the posts over several councils, which no council can give."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from council.common.actor import Role
from council.models import Council
from members.models import User
from members.selectors import platform_actor

pytestmark = pytest.mark.django_db

EMAIL = "seo@example.kr"


@pytest.fixture
def seo() -> User:
    return User.objects.create_user(EMAIL, "x", name="서담당")


def test_it_works_for_a_sigungu(council: Council, seo: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("appointofficer", EMAIL, "DISTRICT", region="1120000000")
    assert "성동구 시군구 담당" in capsys.readouterr().out
    assert platform_actor(seo, timezone.localdate()).has(Role.DISTRICT)


def test_it_works_for_an_operator(seo: User) -> None:
    call_command("appointofficer", EMAIL, "OPERATOR")
    assert platform_actor(seo, timezone.localdate()).has(Role.OPERATOR)


@pytest.mark.parametrize(
    ("email", "kind", "region", "told"),
    [
        ("nobody@example.kr", "OPERATOR", "", "계정이 없습니다"),
        (EMAIL, "DISTRICT", "", "시군구의 코드"),
        (EMAIL, "DISTRICT", "9999999999", "시군구의 코드"),
        (EMAIL, "OPERATOR", "1120000000", "--region 을 빼"),
    ],
)
def test_what_is_wrong_is_said(council: Council, seo: User, email: str, kind: str, region: str, told: str) -> None:
    with pytest.raises(CommandError, match=told):
        call_command("appointofficer", email, kind, region=region)


def test_twice_is_refused(seo: User) -> None:
    call_command("appointofficer", EMAIL, "OPERATOR")
    with pytest.raises(CommandError):
        call_command("appointofficer", EMAIL, "OPERATOR")
