"""An office offered by e-mail."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from council.common.access import Forbidden
from council.common.actor import Actor, Role
from council.common.errors import Conflict, Refused
from council.common.scope import council_scope
from members import services
from members.models import Office
from tests.cast import Cast
from tests.members.conftest import code_from_mail
from tests.members.test_sign_up import GOOD

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def empty_chair(cast: Cast) -> None:
    """The secretary's seat of 마장동 is free."""
    with council_scope(cast.council.pk):
        Office.objects.filter(user=cast.secretary).update(ends_on=TODAY)


def offer(cast: Cast, email: str, kind: str = "SECRETARY") -> str:
    """Return the secret of a new invitation."""
    with council_scope(cast.council.pk):
        return services.invite(cast.council, email=email, kind=kind, by=Actor.system(cast.council.pk), at=NOW).token


def test_it_works(cast: Cast, empty_chair: None) -> None:
    with app.replace_connector(InMemoryConnector()) as queue:
        token = offer(cast, " Son@Nowhere.example ")
        queue.run_worker(wait=False, install_signal_handlers=False)
    sent = mail.outbox[-1]
    assert sent.to == [cast.stranger.email]
    url = f"/c/majang/join/invited/{token}/"
    assert url in str(sent.body)
    client = cast.client("stranger")
    assert "간사 자리 받아들이기" in client.get(url).content.decode()
    response = client.post(url)
    assert response["Location"] == "/c/majang/office/"
    assert cast.actor("stranger").has(Role.SECRETARY)
    assert client.get(url).status_code == 404


def test_whoever_is_not_signed_in_is_shown_the_way(cast: Cast, empty_chair: None) -> None:
    token = offer(cast, "new@example.com")
    page = cast.client(None).get(f"/c/majang/join/invited/{token}/").content.decode()
    assert "/accounts/signup/?next=" in page
    assert cast.client(None).post(f"/c/majang/join/invited/{token}/").status_code in (302, 403)


def test_a_newcomer_signs_up_and_comes_back_to_it(cast: Cast, empty_chair: None) -> None:
    token = offer(cast, GOOD["email"])
    url = f"/c/majang/join/invited/{token}/"
    client = cast.client(None)
    response = client.post("/accounts/signup/", GOOD | {"next": url})
    response = client.post(response["Location"], {"code": code_from_mail()})
    assert response["Location"] == url
    assert client.post(url)["Location"] == "/c/majang/office/"


def test_another_account_cannot_take_it(cast: Cast, empty_chair: None) -> None:
    token = offer(cast, cast.stranger.email)
    response = cast.client("resident").post(f"/c/majang/join/invited/{token}/")
    assert "다른 전자우편" in response.content.decode()
    assert not cast.actor("resident").has(Role.SECRETARY)


@pytest.mark.parametrize("days", [15, 400])
def test_it_ends_after_its_days(cast: Cast, empty_chair: None, days: int) -> None:
    token = offer(cast, cast.stranger.email)
    with council_scope(cast.council.pk):
        assert services.find_invitation(token, NOW) is not None
        assert services.find_invitation(token, NOW + dt.timedelta(days=days)) is None


def test_a_second_invitation_replaces_the_first(cast: Cast, empty_chair: None) -> None:
    first, second = offer(cast, cast.stranger.email), offer(cast, cast.stranger.email)
    with council_scope(cast.council.pk):
        assert services.find_invitation(first, NOW) is None
        assert services.find_invitation(second, NOW) is not None


def test_its_secret_is_not_in_the_database(cast: Cast, empty_chair: None) -> None:
    token = offer(cast, cast.stranger.email)
    with council_scope(cast.council.pk):
        found = services.find_invitation(token, NOW)
        assert found is not None
        assert token not in found.token_hash


def test_a_seat_that_is_taken_refuses_and_leaves_the_invitation(cast: Cast) -> None:
    token = offer(cast, cast.stranger.email)
    response = cast.client("stranger").post(f"/c/majang/join/invited/{token}/")
    assert "앞사람의 임기" in response.content.decode()
    with council_scope(cast.council.pk):
        assert services.find_invitation(token, NOW) is not None


def test_twice_is_told_as_done(cast: Cast, empty_chair: None) -> None:
    token = offer(cast, cast.stranger.email)
    with council_scope(cast.council.pk):
        found = services.find_invitation(token, NOW)
        assert found is not None
        services.accept_invitation(found, cast.stranger, by=cast.actor("stranger"), at=NOW)
        with pytest.raises(Conflict):
            services.accept_invitation(found, cast.stranger, by=cast.actor("stranger"), at=NOW)


def test_the_wrong_council_does_not_know_it(cast: Cast, empty_chair: None) -> None:
    token = offer(cast, cast.stranger.email)
    assert cast.client("stranger").get(f"/c/sageun/join/invited/{token}/").status_code == 404


def test_who_may_invite_to_what(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        services.invite(cast.council, email="a@example.com", kind="AUDITOR", by=cast.actor("district"), at=NOW)
        with pytest.raises(Forbidden):
            services.invite(cast.council, email="a@example.com", kind="HEAD", by=cast.actor("district"), at=NOW)
        with pytest.raises(Forbidden):
            services.invite(cast.council, email="a@example.com", kind="AUDITOR", by=cast.actor("secretary"), at=NOW)


def test_taken_back_it_is_dead(cast: Cast, empty_chair: None) -> None:
    token = offer(cast, cast.stranger.email)
    by = cast.actor("district")
    with council_scope(cast.council.pk):
        found = services.find_invitation(token, NOW)
        assert found is not None
        services.withdraw_invitation(found, by=by, at=NOW)
        assert services.find_invitation(token, NOW) is None
        with pytest.raises(Conflict):
            services.withdraw_invitation(found, by=by, at=NOW)
    assert issubclass(Conflict, Refused)
