"""Staff use a second factor where the setting demands it."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.conf import LazySettings
from django.test import Client

from members.adapters import MFAAdapter
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db

DOOR = "/accounts/second-factor/"


@pytest.fixture(autouse=True)
def demanded(settings: LazySettings) -> None:
    settings.STAFF_MFA_REQUIRED = True


def code_for(secret: str) -> str:
    """Return what the app on the phone shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06d}"


@pytest.mark.parametrize("who", ["secretary", "chair", "auditor", "official", "head", "district", "operator"])
def test_staff_wait_at_the_door(cast: Cast, who: str) -> None:
    response = cast.client(who).get("/c/majang/office/people/")
    assert response.status_code == 302
    assert response["Location"].startswith(DOOR)


def test_forms_of_staff_wait_too(cast: Cast) -> None:
    response = cast.client("secretary").post("/c/majang/office/residents/1/verify/", {"seen": "on"})
    assert response["Location"] == DOOR


@pytest.mark.parametrize("who", ["resident", "member", "newcomer", "stranger"])
def test_others_go_in(cast: Cast, who: str) -> None:
    assert cast.client(who).get("/c/majang/members/").status_code == 200


def test_the_admin_site_waits_for_staff_of_any_council(cast: Cast) -> None:
    assert cast.client("secretary").get("/admin/")["Location"].startswith(DOOR)


def test_at_the_door_one_learns_why_and_how(cast: Cast) -> None:
    client = cast.client("secretary")
    page = client.get(f"{DOOR}?next=/c/majang/office/").content.decode()
    assert "/accounts/2fa/totp/activate/" in page
    assert "/c/majang/office/" in page
    assert 'href="https://evil' not in client.get(f"{DOOR}?next=https://evil.example/").content.decode()


def test_it_is_not_asked_where_the_setting_is_off(cast: Cast, settings: LazySettings) -> None:
    settings.STAFF_MFA_REQUIRED = False
    assert cast.client("secretary").get("/c/majang/office/people/").status_code == 200


def test_whoever_has_one_goes_in_and_is_asked_at_the_next_sign_in(cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.secretary, secret)
    assert cast.client("secretary").get("/c/majang/office/people/").status_code == 200

    client = Client()
    response = client.post("/accounts/login/", {"login": cast.secretary.email, "password": PASSWORD})
    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/c/majang/office/people/").status_code == 302
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert client.post("/accounts/2fa/authenticate/", {"code": code_for(secret)}).status_code == 302
    assert client.get("/c/majang/office/people/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(cast: Cast) -> None:
    RecoveryCodes.activate(cast.secretary)
    assert cast.client("secretary").get("/c/majang/office/people/")["Location"].startswith(DOOR)


def test_the_secret_is_sealed_in_the_database(cast: Cast, settings: LazySettings) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.secretary, secret)
    kept = Authenticator.objects.get(user=cast.secretary).data["secret"]
    assert secret not in kept
    assert MFAAdapter().decrypt(kept) == secret
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key"
    assert MFAAdapter().decrypt(kept) == secret
    settings.SECRET_KEY_FALLBACKS = []
    assert MFAAdapter().decrypt(kept) == ""


def test_staff_keep_their_last_one_and_others_may_drop_it(cast: Cast) -> None:
    for who, may_drop in (("secretary", False), ("resident", True)):
        user = getattr(cast, who)
        TOTP.activate(user, generate_totp_secret())
        assert MFAAdapter().can_delete_authenticator(Authenticator.objects.get(user=user)) is may_drop
