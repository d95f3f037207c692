"""Signing in, guessing passwords, and signing out by waiting."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from members.middleware import SEEN
from tests.cast import PASSWORD, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_used_up")]

URL = "/accounts/login/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(URL, {"login": email, "password": password} | extra)


class TestSignIn:
    def test_it_works_and_leads_to_the_work_that_waits(self, client: Client, cast: Cast) -> None:
        assert sign_in(client, cast.secretary.email)["Location"] == "/c/majang/office/"

    @pytest.mark.parametrize(("who", "where"), [("resident", "/c/majang/"), ("stranger", "/"), ("district", "/")])
    def test_everybody_is_led_to_their_place(self, client: Client, cast: Cast, who: str, where: str) -> None:
        assert sign_in(client, getattr(cast, who).email)["Location"] == where

    def test_the_address_may_be_typed_in_capitals(self, client: Client, cast: Cast) -> None:
        assert sign_in(client, f" {cast.resident.email.upper()} ").status_code == 302

    def test_one_comes_back_to_the_page_one_wanted(self, client: Client, cast: Cast) -> None:
        response = client.get("/c/majang/my/")
        assert response["Location"] == f"{URL}?next=/c/majang/my/"
        assert sign_in(client, cast.resident.email, next="/c/majang/my/")["Location"] == "/c/majang/my/"

    def test_but_never_to_another_site(self, client: Client, cast: Cast) -> None:
        assert "evil" not in sign_in(client, cast.resident.email, next="https://evil.example/")["Location"]

    def test_a_closed_account_does_not_sign_in(self, client: Client, cast: Cast) -> None:
        type(cast.resident).objects.filter(pk=cast.resident.pk).update(is_active=False)
        sign_in(client, cast.resident.email)
        assert "_auth_user_id" not in client.session

    def test_without_a_confirmed_address_the_code_is_asked_first(self, client: Client, cast: Cast) -> None:
        EmailAddress.objects.filter(user=cast.resident).update(verified=False)
        response = sign_in(client, cast.resident.email)
        assert "confirm-email" in response["Location"]
        assert client.get("/accounts/me/").status_code == 302


class TestGuessing:
    def test_after_five_wrong_ones_the_right_one_waits_too(self, client: Client, cast: Cast) -> None:
        for _try in range(5):
            response = sign_in(client, cast.resident.email, "wrong-password")
            assert response.status_code == 200
            assert "맞지 않습니다" in response.content.decode()
        response = sign_in(client, cast.resident.email)
        assert response.status_code == 200
        assert "다시 정하면 바로 풀립니다" in response.content.decode()

    def test_others_are_not_locked_out_with_them(self, client: Client, cast: Cast) -> None:
        for _try in range(6):
            sign_in(client, cast.resident.email, "wrong-password")
        assert sign_in(client, cast.member.email).status_code == 302

    def test_a_new_password_opens_at_once(self, client: Client, cast: Cast) -> None:
        for _try in range(6):
            sign_in(client, cast.resident.email, "wrong-password")
        client.post("/accounts/password/reset/", {"email": cast.resident.email})
        body = str(mail.outbox[-1].body)
        link = next(word for word in body.split() if "/password/reset/key/" in word)
        form_url = client.get(link.split("testserver", 1)[-1])["Location"]
        new = "a-quiet-river-2026"
        assert client.post(form_url, {"password1": new, "password2": new}).status_code == 302
        assert sign_in(Client(), cast.resident.email, new).status_code == 302

    def test_too_many_from_one_address_get_the_page_that_says_wait(
        self, client: Client, cast: Cast, settings: LazySettings
    ) -> None:
        settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
        for _try in range(2):
            sign_in(client, cast.resident.email, "wrong-password")
        response = sign_in(client, cast.resident.email)
        assert response.status_code == 429
        assert "429.html" in [template.name for template in response.templates]


class TestWaiting:
    def idle(self, client: Client, seconds: int) -> None:
        session = client.session
        session[SEEN] = int(time.time()) - seconds
        session.save()

    def test_one_is_signed_out_after_an_hour_and_led_back(self, cast: Cast, settings: LazySettings) -> None:
        settings.SESSION_IDLE_MINUTES = 60
        client = cast.client("resident")
        client.get("/accounts/me/")
        self.idle(client, 60 * 60 + 5)
        response = client.get("/accounts/consents/?x=1")
        assert response["Location"] == f"{URL}?next=/accounts/consents/%3Fx%3D1"
        page = client.get(response["Location"]).content.decode()
        assert "60분 동안 쓰지 않아 로그아웃했습니다" in page

    def test_whoever_is_there_stays(self, cast: Cast, settings: LazySettings) -> None:
        settings.SESSION_IDLE_MINUTES = 60
        client = cast.client("resident")
        client.get("/accounts/me/")
        self.idle(client, 59 * 60)
        assert client.get("/accounts/me/").status_code == 200
        assert int(time.time()) - client.session[SEEN] < 60

    def test_a_form_is_led_back_to_its_page(self, cast: Cast) -> None:
        client = cast.client("resident")
        client.get("/accounts/me/")
        self.idle(client, 24 * 3600)
        response = client.post("/accounts/me/", {"name": "김"}, headers={"referer": "http://testserver/accounts/me/"})
        assert response["Location"] == f"{URL}?next=/accounts/me/"

    def test_a_partial_update_leaves_the_page_for_the_sign_in(self, cast: Cast) -> None:
        client = cast.client("resident")
        client.get("/accounts/me/")
        self.idle(client, 24 * 3600)
        response = client.get(
            "/accounts/me/", headers={"hx-request": "true", "hx-current-url": "http://testserver/accounts/data/"}
        )
        assert response["HX-Redirect"] == f"{URL}?next=%2Faccounts%2Fdata%2F"

    def test_the_day_of_the_last_visit_is_kept(self, cast: Cast) -> None:
        cast.client("resident").get("/accounts/me/")
        cast.resident.refresh_from_db()
        assert cast.resident.last_seen_on is not None
