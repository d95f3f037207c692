"""One's own page: proposals, what one follows, notices, and where one stands."""

from __future__ import annotations

import pytest
from django.test import Client

from council.models import Council
from members.models import User

pytestmark = pytest.mark.django_db


def test_it_works_for_somebody_who_has_done_nothing_yet(client: Client, council: Council) -> None:
    person = User.objects.create_user("kim@example.kr", "x", name="김마장")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/c/majang/my/").content.decode()
    assert "보낸 제안이 없습니다." in page
    assert "소식을 받는 제안이나 사업이 없습니다." in page
    assert "아직 신청하지 않음" in page


def test_a_visitor_signs_in_first(client: Client, council: Council) -> None:
    response = client.get("/c/majang/my/")
    assert response.status_code == 302
    assert response.headers["Location"].endswith("next=/c/majang/my/")


def test_the_rules_show_value_level_and_article(client: Client, council: Council) -> None:
    page = client.get("/c/majang/rules/").content.decode()
    assert "포털 기본값" in page
    assert "조례에 없음" in page
    assert "30일" in page
