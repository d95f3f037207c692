"""The pages of people, as the different people see and use them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.paginator import Page
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from council.audit.models import Entry
from council.common.actor import Actor, Role
from council.common.scope import council_scope
from members import services
from members.models import Membership, Office, Residency, User
from tests.cast import Cast, appointed

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def residency_of(cast: Cast, who: str) -> Residency:
    with council_scope(cast.council.pk):
        return Residency.objects.get(user=getattr(cast, who))


class TestJoinPage:
    def test_it_works(self, cast: Cast) -> None:
        client = cast.client("stranger")
        assert "주민으로 확인해 달라고 하기" in client.get("/c/majang/join/").content.decode()
        response = client.post("/c/majang/join/", {"basis": "ADDRESS", "address_hint": "살곶이길"}, follow=True)
        assert "확인을 기다립니다" in response.content.decode()
        assert residency_of(cast, "stranger").address_hint == "살곶이길"

    def test_everybody_may_read_how_it_goes(self, cast: Cast) -> None:
        page = cast.client(None).get("/c/majang/join/").content.decode()
        assert "먼저 로그인해 주십시오" in page
        assert "csrfmiddlewaretoken" not in page

    def test_a_wrong_code_stays_counted_and_what_was_typed_stays(self, cast: Cast) -> None:
        browser = cast.client("secretary")
        row = residency_of(cast, "newcomer")
        browser.post(f"/c/majang/office/residents/{row.pk}/code/")
        response = cast.client("newcomer").post("/c/majang/join/code/", {"code": "AAAA-2222"})
        assert response.status_code == 200
        assert "4번 더 쓸 수 있습니다" in response.content.decode()
        assert "AAAA-2222" in response.content.decode()
        assert residency_of(cast, "newcomer").code_tries == 1

    def test_the_code_from_the_paper_opens(self, cast: Cast) -> None:
        row = residency_of(cast, "newcomer")
        sheet = cast.client("secretary").post(f"/c/majang/office/residents/{row.pk}/code/").content.decode()
        found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", sheet)
        assert found
        response = cast.client("newcomer").post("/c/majang/join/code/", {"code": found[0]}, follow=True)
        assert "확인된 주민입니다" in response.content.decode()

    def test_a_resident_may_leave(self, cast: Cast) -> None:
        response = cast.client("resident").post("/c/majang/join/leave/", {"reason": "이사"}, follow=True)
        assert "다시 신청할 수 있습니다" in response.content.decode()
        assert residency_of(cast, "resident").status == "ENDED"

    @pytest.mark.parametrize("act", ["code", "leave"])
    def test_without_a_request_there_is_nothing_to_do(self, cast: Cast, act: str) -> None:
        assert cast.client("stranger").post(f"/c/majang/join/{act}/", {"code": "x", "reason": "x"}).status_code == 404

    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(basis=st.text(max_size=20), hint=st.text(max_size=60), code=st.text(max_size=40))
    def test_whatever_is_sent_is_answered_with_a_page(self, cast: Cast, basis: str, hint: str, code: str) -> None:
        client = cast.client("newcomer")
        data = {"basis": _sendable(basis), "address_hint": _sendable(hint)}
        assert client.post("/c/majang/join/", data).status_code in (200, 302)
        assert client.post("/c/majang/join/code/", {"code": _sendable(code)}).status_code in (200, 302)


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


class TestRoll:
    def test_officers_are_named_and_others_masked(self, cast: Cast) -> None:
        page = cast.client(None).get("/c/majang/members/").content.decode()
        for name in ("최동욱", "박지영", "윤서연", "오준호", "안전·환경분과장"):
            assert name in page
        assert "이영희" not in page
        assert "이*희" in page

    def test_the_secretary_sees_whole_names(self, cast: Cast) -> None:
        assert "이영희" in cast.client("secretary").get("/c/majang/members/").content.decode()

    def test_an_empty_one_says_what_will_be_here(self, cast: Cast) -> None:
        with council_scope(cast.other_council.pk):
            seat = Membership.objects.select_related("council").get(user=cast.neighbour)
            services.end_membership(seat, ends_on=TODAY, reason="사임", by=Actor.system(), at=timezone.now())
            Office.objects.update(ends_on=TODAY)
        assert "아직 위원이 없습니다" in cast.client(None).get("/c/sageun/members/").content.decode()

    @pytest.mark.parametrize("count", [0, 50])
    def test_it_costs_the_same_for_many(
        self, cast: Cast, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        users = [User(email=f"m{n}@example.com", name=f"위원{n:03d}", password="!") for n in range(count)]
        User.objects.bulk_create(users)
        with council_scope(cast.council.pk):
            letter = appointed(cast.council, TODAY)
            until = TODAY + dt.timedelta(days=9)
            Membership.objects.bulk_create(
                Membership(council=cast.council, user=u, starts_on=TODAY, ends_on=until, appointment=letter)
                for u in users
            )
        with django_assert_max_num_queries(12):
            cast.client(None).get("/c/majang/members/")


class TestResidents:
    URL = "/c/majang/office/residents/"

    def test_what_waits_comes_first_and_the_look_is_recorded(self, cast: Cast) -> None:
        page = cast.client("secretary").get(self.URL).content.decode()
        assert "나은지" in page
        assert "김민수" not in page
        assert cast.newcomer.email not in page
        with council_scope(cast.council.pk):
            entry = Entry.objects.get(action="members.residents.listed")
        assert entry.actor == cast.secretary
        assert entry.data["people"] == [cast.newcomer.pk]
        assert entry.data["origin"] == "127.0.0.1"

    def test_one_finds_by_name_and_state(self, cast: Cast) -> None:
        client = cast.client("secretary")
        assert "김민수" in client.get(self.URL, {"status": "", "q": "민수"}).content.decode()
        assert "여기에 맞는 신청이 없습니다" in client.get(self.URL, {"status": "REFUSED"}).content.decode()
        assert client.get(self.URL, {"status": "NONSENSE", "q": "\x00", "page": "x" * 50}).status_code == 200

    @pytest.mark.parametrize("who", ["resident", "member", "chair", "auditor", "official", "head", "operator"])
    def test_nobody_else_sees_the_list(self, cast: Cast, who: str) -> None:
        assert cast.client(who).get(self.URL).status_code == 403

    def test_the_secretary_next_door_sees_neither_list_nor_person(self, cast: Cast) -> None:
        client = cast.client("neighbour_secretary")
        assert client.get(self.URL).status_code == 403
        row = residency_of(cast, "newcomer")
        assert client.get(f"/c/sageun/office/residents/{row.pk}/").status_code == 404
        assert client.post(f"/c/sageun/office/residents/{row.pk}/verify/", {"seen": "on"}).status_code == 404

    def test_confirming_in_person(self, cast: Cast) -> None:
        row = residency_of(cast, "newcomer")
        client = cast.client("secretary")
        response = client.post(f"{self.URL}{row.pk}/verify/", {})
        assert "서류를 본 다음에" in response.content.decode()
        assert client.post(f"{self.URL}{row.pk}/verify/", {"seen": "on"}).status_code == 302
        assert cast.actor("newcomer").has(Role.RESIDENT)

    def test_the_second_click_is_told_what_happened(self, cast: Cast) -> None:
        row = residency_of(cast, "newcomer")
        client = cast.client("secretary")
        client.post(f"{self.URL}{row.pk}/verify/", {"seen": "on"})
        response = client.post(f"{self.URL}{row.pk}/refuse/", {"reason": "못 봄"})
        assert response.status_code == 409
        assert "확인함" in response.content.decode()

    def test_refusing_and_ending_say_why(self, cast: Cast) -> None:
        client = cast.client("secretary")
        row = residency_of(cast, "newcomer")
        assert "까닭을 써 주십시오" in client.post(f"{self.URL}{row.pk}/refuse/", {}).content.decode()
        client.post(f"{self.URL}{row.pk}/refuse/", {"reason": "주소가 다릅니다"})
        assert "주소가 다릅니다" in cast.client("newcomer").get("/c/majang/join/").content.decode()
        verified = residency_of(cast, "resident")
        client.post(f"{self.URL}{verified.pk}/end/", {"reason": "이사"})
        assert residency_of(cast, "resident").status == "ENDED"

    def test_contacts_show_once_after_the_reason(self, cast: Cast) -> None:
        row = residency_of(cast, "newcomer")
        client = cast.client("secretary")
        url = f"{self.URL}{row.pk}/"
        assert cast.newcomer.email not in client.get(url).content.decode()
        assert cast.newcomer.email not in client.post(f"{url}contact/", {"why": ""}).content.decode()
        response = client.post(f"{url}contact/", {"why": "만날 날을 잡으려고"})
        assert cast.newcomer.email in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert cast.newcomer.email not in client.get(url).content.decode()

    @pytest.mark.parametrize("count", [50, 500])
    def test_the_list_costs_the_same_for_many(
        self, cast: Cast, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        users = User.objects.bulk_create(
            User(email=f"r{n}@example.com", name=f"주민{n:03d}", password="!") for n in range(count)
        )
        with council_scope(cast.council.pk):
            Residency.objects.bulk_create(
                Residency(council=cast.council, user=user, requested_at=timezone.now()) for user in users
            )
        client = cast.client("secretary")
        client.get("/accounts/me/")
        # Eight of the list page, four for transaction, scope and the entry that records the look.
        with django_assert_max_num_queries(20):
            response = client.get(self.URL)
        found: Page[Any] = response.context["residents"]
        assert len(found) == 20


class TestPeople:
    URL = "/c/majang/office/people/"

    def test_the_secretary_reads_and_the_district_writes(self, cast: Cast) -> None:
        page = cast.client("secretary").get(self.URL).content.decode()
        assert "이영희" in page
        assert "위원 위촉하기" not in page
        assert "분과에 넣기" in page
        assert "위원 위촉하기" in cast.client("district").get(self.URL).content.decode()
        assert "읍면동 담당 적기" in cast.client("operator").get(self.URL).content.decode()
        assert cast.client("member").get(self.URL).status_code == 403

    def test_appointing_a_member(self, cast: Cast) -> None:
        client = cast.client("district")
        data = {"person": cast.stranger.email, "track": "OPEN", "starts_on": str(TODAY), "last_day": "2099-12-31"}
        data |= {"list_sent_on": str(TODAY), "appointed_on": str(TODAY), "reason": "조례를 아직 적지 않음"}
        response = client.post(f"{self.URL}seat/", data, follow=True)
        assert "손유진 님을 위원으로 위촉했습니다" in response.content.decode()
        with council_scope(cast.council.pk):
            seat = Membership.objects.get(user=cast.stranger)
        assert seat.last_day == dt.date(2099, 12, 31)

    def test_refusals_stand_beside_the_field_and_keep_what_was_typed(self, cast: Cast) -> None:
        client = cast.client("district")
        response = client.post(f"{self.URL}seat/", {"person": "nobody@example.com", "starts_on": "2026-13-40"})
        assert response.status_code == 200
        assert set(response.context["form"].errors) == {
            "person",
            "track",
            "list_sent_on",
            "appointed_on",
            "starts_on",
            "last_day",
        }
        assert "nobody@example.com" in response.content.decode()
        data = {"person": cast.stranger.email, "track": "OPEN", "starts_on": "2026-12-01", "last_day": "2026-11-01"}
        data |= {"list_sent_on": "2026-11-01", "appointed_on": "2026-12-01", "reason": "조례를 아직 적지 않음"}
        response = client.post(f"{self.URL}seat/", data)
        assert "last_day" in response.context["form"].errors

    def test_recording_offices(self, cast: Cast) -> None:
        client = cast.client("district")
        base = {"seat": "2", "starts_on": str(TODAY), "last_day": ""}
        response = client.post(f"{self.URL}office/", base | {"kind": "AUDITOR", "outsider": cast.stranger.email})
        assert response.status_code == 302
        assert cast.actor("stranger").has(Role.AUDITOR)
        response = client.post(f"{self.URL}office/", base | {"kind": "VICE_CHAIR", "person": str(cast.member.pk)})
        assert response.status_code == 302
        response = client.post(f"{self.URL}office/", base | {"kind": "CHAIR", "outsider": cast.stranger.email})
        assert "person" in response.context["form"].errors
        response = client.post(f"{self.URL}office/", base | {"kind": "CHAIR"})
        assert "person" in response.context["form"].errors

    def test_the_secretary_places_people_in_committees(self, cast: Cast) -> None:
        client = cast.client("secretary")
        data = {"person": cast.resident.email, "committee": str(cast.committee.pk), "starts_on": str(TODAY)}
        assert client.post(f"{self.URL}place/", data).status_code == 302
        data["committee"] = str(cast.other_committee.pk)
        assert client.post(f"{self.URL}place/", data).status_code == 200

    def test_the_operator_records_officials(self, cast: Cast) -> None:
        data = {"person": cast.stranger.email, "kind": "OFFICIAL", "starts_on": str(TODAY), "last_day": ""}
        assert cast.client("district").post(f"{self.URL}official/", data).status_code == 403
        assert cast.client("operator").post(f"{self.URL}official/", data).status_code == 302
        assert cast.actor("stranger").has(Role.OFFICIAL)

    def test_ending_keeps_the_last_day_in_office(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            office = Office.objects.get(user=cast.auditor)
        url = f"{self.URL}office/{office.pk}/end/"
        data = {"last_day": str(TODAY), "reason": "사임"}
        assert cast.client("secretary").post(url, data).status_code == 403
        assert cast.client("district").post(url, data).status_code == 302
        assert cast.actor("auditor").has(Role.AUDITOR)
        assert not cast.actor("auditor", on=TODAY + dt.timedelta(days=1)).has(Role.AUDITOR)
        assert cast.client("district").get(f"{self.URL}nothing/{office.pk}/end/").status_code == 404
        assert cast.client("district").get(f"/c/sageun/office/people/office/{office.pk}/end/").status_code == 404

    def test_inviting(self, cast: Cast) -> None:
        client = cast.client("district")
        page = client.get(f"{self.URL}invite/").content.decode()
        assert 'value="HEAD"' not in page
        data = {"email": "new@example.com", "kind": "AUDITOR"}
        assert client.post(f"{self.URL}invite/", data).status_code == 302
        assert "new@example.com" in client.get(self.URL).content.decode()
        assert client.post(f"{self.URL}invite/", data | {"kind": "HEAD"}).status_code == 200


def test_nobody_signed_out_reaches_the_office(client: Client, cast: Cast) -> None:
    for path in ("residents/", "people/", "people/seat/"):
        response = client.get(f"/c/majang/office/{path}")
        assert response["Location"].startswith("/accounts/login/")
