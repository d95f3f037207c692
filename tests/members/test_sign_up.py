"""Signing up: consent apart and on record, a confirmed address, and never a 500."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.models import Consent, User
from tests.cast import Cast
from tests.members.conftest import code_from_mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_used_up")]

URL = "/accounts/signup/"
GOOD = {
    "name": "고새봄",
    "email": "Saebom@Example.com",
    "password1": "mountain-rice-2026",
    "password2": "mountain-rice-2026",
    "agree_privacy": "on",
    "agree_terms": "on",
    "agree_age_14": "on",
}


def sign_up(client: Client, **changes: Any) -> Any:
    data = {key: value for key, value in (GOOD | changes).items() if value is not None}
    return client.post(URL, data)


def test_it_works(client: Client, db: None) -> None:
    response = sign_up(client, agree_news="on")
    assert response.status_code == 302
    user = User.objects.get(email="saebom@example.com")
    assert user.name == "고새봄"
    given_kinds = set(Consent.objects.filter(user=user).values_list("kind", "version"))
    assert given_kinds == {(kind, "2026-11") for kind in ("PRIVACY", "TERMS", "AGE_14", "NEWS")}
    assert not EmailAddress.objects.get(user=user).verified

    response = client.post(response["Location"], {"code": code_from_mail()})
    assert response.status_code == 302
    assert EmailAddress.objects.get(user=user).verified
    assert client.get("/accounts/me/").status_code == 200


def test_the_page_keeps_required_and_optional_consent_apart_with_their_texts(client: Client) -> None:
    page = client.get(URL).content.decode()
    for kind in ("privacy", "terms", "age_14", "news", "show_name"):
        assert f"/accounts/consents/{kind}/" in page
        assert client.get(f"/accounts/consents/{kind}/").status_code == 200
    assert "checked" not in page


@pytest.mark.parametrize("missing", ["agree_privacy", "agree_terms", "agree_age_14", "name", "email", "password1"])
def test_what_is_required_is_asked_for_beside_its_field(client: Client, missing: str) -> None:
    response = sign_up(client, **{missing: None})
    assert response.status_code == 200
    assert missing in response.context["form"].errors
    assert not User.objects.exists()
    assert "고새봄" in response.content.decode() or missing == "name"


def test_optional_consent_may_be_left_out(client: Client) -> None:
    sign_up(client)
    assert not Consent.objects.filter(kind__in=["NEWS", "SHOW_NAME"]).exists()


def test_an_address_in_use_is_not_given_away(client: Client, cast: Cast) -> None:
    response = sign_up(client, email=cast.resident.email.upper())
    assert response.status_code == 302
    assert User.objects.filter(email=cast.resident.email).count() == 1
    assert mail.outbox[-1].to == [cast.resident.email]


def test_a_wrong_code_is_refused_and_in_the_end_a_new_start_is_offered(client: Client) -> None:
    url = sign_up(client)["Location"]
    for _try in range(6):
        response = client.post(url, {"code": "WRONG1"})
        assert response.status_code in (200, 302)
    assert not EmailAddress.objects.get().verified
    assert client.get("/accounts/me/").status_code == 302


@pytest.mark.parametrize("password", ["1234567890", "saebom@example.com", "short"])
def test_a_password_that_is_easy_to_guess_is_refused(client: Client, password: str) -> None:
    response = sign_up(client, password1=password, password2=password)
    assert response.status_code == 200
    assert not User.objects.exists()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    data=st.fixed_dictionaries(
        {},
        optional={
            key: st.one_of(
                st.text(max_size=300), st.sampled_from(["on", "", "\x00", "a@b.c", "가" * 400, "\ud55c\u200b"])
            )
            for key in (*GOOD, "agree_news", "next")
        },
    )
)
def test_whatever_is_sent_is_answered_with_a_page(client: Client, data: dict[str, str]) -> None:
    response = client.post(URL, {key: value.encode("utf-8", "replace").decode() for key, value in data.items()})
    assert response.status_code in (200, 302, 429)
