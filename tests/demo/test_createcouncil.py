"""``manage.py createcouncil``: a real, empty council, and each refusal in plain words."""

from __future__ import annotations

import sys
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from council.common.actor import Role
from council.common.scope import council_scope
from council.management.commands import createcouncil
from council.models import Committee, Council, Region
from members.models import Invitation, PlatformPost, User
from members.selectors import platform_actor
from projects.models import Proposal

GIVEN: dict[str, Any] = {
    "short_name": "용답동",
    "slug": "yongdap",
    "sido": "1100000000 서울특별시",
    "sigungu": "1120000000 성동구",
    "dong": "1120079000 용답동",
    "parent_name": "서울 성동구",
    "secretary_email": "Park@Office.example",
}


def create(**more: Any) -> str:
    out = StringIO()
    call_command("createcouncil", stdout=out, no_input=True, **{**GIVEN, **more})
    return out.getvalue()


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'members.send_mail'")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_it_works() -> None:
    said = create(committee=["문화분과", "복지분과"], operator_email="moon@portal.example")
    council = Council.objects.select_related("region__parent__parent").get(slug="yongdap")
    assert (council.name, council.is_demo, council.region.code) == ("용답동 주민자치회", False, "1120079000")
    assert [council.region.parent.name, council.region.parent.parent.name] == ["성동구", "서울특별시"]  # type: ignore[union-attr]
    assert "/c/yongdap/" in said
    with council_scope(council.pk):
        assert list(Committee.objects.values_list("number", "name")) == [(1, "문화분과"), (2, "복지분과")]
        invitation = Invitation.objects.get()
        assert (invitation.email, invitation.kind) == ("park@office.example", Role.SECRETARY)
        assert not Proposal.objects.exists()
    assert jobs() == 1
    operator = User.objects.get(email="moon@portal.example")
    assert platform_actor(operator, timezone.localdate()).has(Role.OPERATOR)
    assert not operator.has_usable_password()


@pytest.mark.django_db
def test_it_asks_for_what_was_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(
        (
            *("수원동", "suwon", "", "4100000000 경기도", "4111000000 수원시", "4111500000 팔달구"),
            *("4111599000 수원동", "경기 수원시", "", "", "", "", "", "kim@office.example"),
        )
    )
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    out = StringIO()
    call_command("createcouncil", stdout=out)
    council = Council.objects.get(slug="suwon")
    assert (council.name, council.secretary_title) == ("수원동 주민자치회", "간사")
    assert council.region.parent == Region.objects.get(name="팔달구")
    # The one required question that was left empty was asked again.
    assert "꼭 있어야 합니다" in out.getvalue()
    assert "운영자가 아직 없습니다" in out.getvalue()
    assert not PlatformPost.objects.exists()


def test_the_same_address_twice_is_refused(council: Council) -> None:
    with pytest.raises(CommandError, match="이미 쓰고 있습니다"):
        create(slug="majang")


@pytest.mark.django_db
def test_the_same_place_twice_is_refused() -> None:
    create()
    with pytest.raises(CommandError, match="이미 용답동 주민자치회"):
        create(slug="yongdap2", secretary_email="lee@office.example")
    assert Council.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"slug": "용답"}, "쓸 수 없습니다"),
        ({"slug": "a"}, "쓸 수 없습니다"),
        ({"dong": "1120079000"}, "코드와 이름을 띄어"),
        ({"dong": "112007900 용답동"}, "숫자 열 자리"),
        ({"dong": "1121079000 용답동"}, "성동구에 있는 코드가 아닙니다"),
        ({"sigungu": "1120050000 성동구"}, "코드가 아닙니다"),
        ({"secretary_email": "office.example"}, "전자우편 주소가 아닙니다"),
        ({"operator_email": "office.example"}, "전자우편 주소가 아닙니다"),
        ({"secretary_email": None}, "--secretary-email"),
        ({"short_name": None}, "--short-name"),
        ({"short_name": "용" * 21}, "짧은 이름"),
        ({"committee": ["문화분과", "문화분과"]}, "이미 있습니다"),
    ],
)
def test_wrong_input_is_refused_and_nothing_is_made(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        create(**wrong)
    assert not Council.objects.exists()
    assert not Region.objects.exists()
    assert jobs() == 0


@pytest.mark.django_db
def test_a_known_code_under_another_name_is_refused() -> None:
    create()
    with pytest.raises(CommandError, match="이미 ‘성동구’입니다"):
        create(slug="other", sigungu="1120000000 성북구", dong="1120080000 다른동")


@pytest.mark.django_db
def test_a_second_first_operator_is_refused() -> None:
    create(operator_email="moon@portal.example")
    with pytest.raises(CommandError, match="운영자가 이미 있습니다"):
        create(slug="other", dong="1120080000 다른동", operator_email="sun@portal.example")


def test_it_is_refused_beside_demonstration_data(council: Council) -> None:
    Council.objects.filter(pk=council.pk).update(is_demo=True)
    with pytest.raises(CommandError, match="시연 자료가 있습니다"):
        create()


def test_a_wrong_day_is_said_plainly() -> None:
    with pytest.raises(CommandError, match="날짜가 아닙니다"):
        createcouncil._day("2026. 1. 2.")
