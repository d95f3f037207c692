"""One's own account: profile, consents, data and closing."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from council.audit.models import Entry
from council.audit.selectors import history
from council.common.access import Forbidden
from council.common.errors import Refused
from council.common.scope import council_scope
from council.notices.models import Notice
from members import services
from members.models import Consent, Residency
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def signed_in(user: Any) -> Client:
    """Return a browser in which the person has just typed the password."""
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


class TestProfile:
    def test_it_works(self, cast: Cast) -> None:
        client = cast.client("resident")
        response = client.post("/accounts/me/", {"name": " 김  민서 ", "phone": "010-1234-5678"}, follow=True)
        assert "고친 대로" in response.content.decode()
        cast.resident.refresh_from_db()
        assert (cast.resident.name, cast.resident.phone) == ("김 민서", "010-1234-5678")
        entry = Entry.objects.get(action="members.account.updated")
        assert entry.council_id is None
        assert "김" not in json.dumps(entry.data)

    @pytest.mark.parametrize(
        ("field", "value"), [("name", ""), ("name", "123"), ("phone", "전화 없음"), ("name", "가" * 31)]
    )
    def test_what_does_not_fit_is_said_beside_the_field(self, cast: Cast, field: str, value: str) -> None:
        response = cast.client("resident").post("/accounts/me/", {"name": "김민수", "phone": ""} | {field: value})
        assert response.status_code == 200
        assert field in response.context["form"].errors
        cast.resident.refresh_from_db()
        assert cast.resident.name == "김민수"

    def test_the_page_lists_ones_councils(self, cast: Cast) -> None:
        page = cast.client("chair").get("/accounts/me/").content.decode()
        assert "마장동 주민자치회" in page
        assert "회장, 위원" in page
        assert "사근동" not in page


class TestConsents:
    def test_optional_consent_is_given_and_taken_back_with_its_version(self, cast: Cast) -> None:
        client = cast.client("resident")
        client.post("/accounts/consents/show_name/answer/", {"answer": "give"})
        client.post("/accounts/consents/show_name/answer/", {"answer": "withdraw"})
        rows = Consent.objects.filter(user=cast.resident, kind="SHOW_NAME").order_by("pk")
        assert list(rows.values_list("answer", "version")) == [("GIVEN", "2026-11"), ("WITHDRAWN", "2026-11")]
        assert "거둠" in client.get("/accounts/consents/").content.decode()

    def test_saying_yes_twice_is_recorded_once(self, cast: Cast) -> None:
        client = cast.client("resident")
        for _time in range(2):
            client.post("/accounts/consents/news/answer/", {"answer": "give"})
        assert Consent.objects.filter(user=cast.resident).count() == 1

    def test_required_consent_ends_with_the_account_only(self, cast: Cast) -> None:
        by = cast.actor("resident")
        services.record_consent(cast.resident, "PRIVACY", by=by, at=NOW)
        with pytest.raises(Refused, match="계정 닫기"):
            services.withdraw_consent(cast.resident, "PRIVACY", by=by, at=NOW)

    def test_nobody_consents_for_somebody_else(self, cast: Cast) -> None:
        with pytest.raises(Forbidden):
            services.record_consent(cast.resident, "NEWS", by=cast.actor("secretary"), at=NOW)

    @pytest.mark.parametrize("url", ["/accounts/consents/nothing/", "/accounts/consents/privacy/?version=1999"])
    def test_a_text_that_is_not_there_is_404(self, client: Client, url: str) -> None:
        assert client.get(url).status_code == 404


class TestMyData:
    def test_everything_stands_on_one_page(self, cast: Cast) -> None:
        page = cast.client("newcomer").get("/accounts/data/").content.decode()
        for text in (cast.newcomer.email, "마장로 3길", "마장동 주민자치회", "확인 기다림"):
            assert text in page
        assert cast.resident.email not in page

    def test_the_file_has_it_for_people_and_machines(self, cast: Cast) -> None:
        response = signed_in(cast.chair).get("/accounts/data/file/")
        assert response["Content-Type"] == "application/zip"
        bundle = zipfile.ZipFile(io.BytesIO(response.content))
        data = json.loads(bundle.read("my-data.json"))
        assert data["account"][0]["전자우편"] == cast.chair.email
        assert {row["자리"] for row in data["terms"]} == {"회장", "위원"}
        assert cast.chair.name in bundle.read("my-data.html").decode()
        assert history(cast.chair)[0].action == "members.account.exported"

    def test_the_password_is_asked_again_first(self, cast: Cast) -> None:
        response = cast.client("chair").get("/accounts/data/file/")
        assert response.status_code == 302
        assert "reauthenticate" in response["Location"]

    def test_nobody_reads_somebody_elses(self, cast: Cast) -> None:
        with pytest.raises(Forbidden):
            services.my_data(cast.resident, by=cast.actor("operator"))


class TestClose:
    def test_it_works(self, cast: Cast) -> None:
        TOTP.activate(cast.newcomer, "JBSWY3DPEHPK3PXP")
        Authenticator.objects.all().delete()
        email = cast.newcomer.email
        client = signed_in(cast.newcomer)
        response = client.post("/accounts/close/", {"sure": "on"}, follow=True)
        assert "계정을 닫았습니다" in response.content.decode()
        user = cast.newcomer
        user.refresh_from_db()
        assert user.is_closed
        assert (user.name, user.phone, user.is_active) == ("탈퇴한 사람", "", False)
        assert email not in user.email
        assert not EmailAddress.objects.filter(user=user).exists()
        with council_scope(cast.council.pk):
            residency = Residency.objects.get(user=user)
            assert (residency.status, residency.address_hint) == ("ENDED", "")
            assert not Notice.objects.filter(recipient=user).exists()
        client.post("/accounts/login/", {"login": email, "password": PASSWORD})
        assert "_auth_user_id" not in client.session

    def test_the_address_may_join_again(self, cast: Cast) -> None:
        email = cast.stranger.email
        services.close_account(cast.stranger, by=cast.actor("stranger"), at=NOW)
        assert services.create_account(email, "손유진", PASSWORD, at=NOW).pk != cast.stranger.pk

    def test_history_stays_and_does_not_name_anybody(self, cast: Cast) -> None:
        services.close_account(cast.newcomer, by=cast.actor("newcomer"), at=NOW)
        entries = Entry.objects.filter(actor=cast.newcomer, council=None)
        assert entries.exists()
        assert not any(cast.newcomer.email in json.dumps(entry.data) + entry.why for entry in entries)

    @pytest.mark.parametrize("who", ["member", "chair", "secretary", "head", "district", "operator"])
    def test_not_while_a_term_runs_and_the_way_out_is_said(self, cast: Cast, who: str) -> None:
        user = getattr(cast, who)
        with pytest.raises(Refused, match="사임"):
            services.close_account(user, by=cast.actor(who), at=NOW)
        page = signed_in(user).get("/accounts/close/").content.decode()
        assert "아직 닫을 수 없습니다" in page

    def test_without_the_tick_nothing_happens(self, cast: Cast) -> None:
        response = signed_in(cast.stranger).post("/accounts/close/", {})
        assert response.status_code == 200
        cast.stranger.refresh_from_db()
        assert not cast.stranger.is_closed

    def test_a_form_sent_too_late_goes_on_after_the_password(self, cast: Cast) -> None:
        client = cast.client("stranger")
        response = client.post("/accounts/close/", {"sure": "on"})
        assert response["Location"].startswith("/accounts/reauthenticate/")
        response = client.post(response["Location"], {"password": PASSWORD, "next": "/accounts/close/"})
        assert response["Location"] == "/accounts/closed/"
        cast.stranger.refresh_from_db()
        assert cast.stranger.is_closed

    def test_nobody_closes_somebody_elses(self, cast: Cast) -> None:
        with pytest.raises(Forbidden):
            services.close_account(cast.stranger, by=cast.actor("operator"), at=NOW)
