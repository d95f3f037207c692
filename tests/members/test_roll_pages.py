"""The pages of the roll, as the different people see and use them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector
from pytest_django import DjangoAssertNumQueries

from council import pagecache
from council.audit.models import Entry
from council.common.scope import council_scope
from council.models import Rule
from members.models import Attendance, Consent, Ending, Membership, Office, PersonalRecord, Training, User
from tests.cast import Cast, appointed
from tests.members.rolls import DAY, NOW, TODAY, enact, know_the_seated, seat_of
from tests.members.test_train import PLAIN

pytestmark = pytest.mark.django_db
ROLL = "/c/majang/office/roll/"


@pytest.fixture(autouse=True)
def store(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town(cast: Cast) -> Cast:
    enact(cast.council)
    know_the_seated(cast)
    return cast


def page(cast: Cast, who: str | None, url: str = ROLL) -> str:
    response = cast.client(who).get(url)
    assert response.status_code == 200
    return response.content.decode()


def seat_url(cast: Cast, who: str, act: str) -> str:
    with council_scope(cast.council.pk):
        return f"{ROLL}seat/{seat_of(cast, who).pk}/{act}/"


class TestRoll:
    def test_it_works(self, town: Cast) -> None:
        text = page(town, "secretary")
        for name in ("이영희", "오준호", "류정희", "최동욱"):
            assert name in text
        assert "위원 명부, 지금 4명" in text
        assert "교육 6시간을 채우지 못한 위원이 4명 있습니다." in text
        assert "위원 위촉하기" not in text
        assert "위원 위촉하기" in page(town, "district")

    def test_filters_narrow_the_list(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            Training.objects.create(
                user=town.member, course="학교", hours=6, held_on=TODAY - 299 * DAY, recorded_at=NOW
            )
            last = Membership.objects.get(user=town.member).ends_on
            assert last
        assert "이영희" not in page(town, "secretary", f"{ROLL}?missing=training")
        assert "오준호" in page(town, "secretary", f"{ROLL}?missing=training")
        assert "오준호" not in page(town, "secretary", f"{ROLL}?q=이영")
        assert "류정희" not in page(town, "secretary", f"{ROLL}?committee={town.committee.pk}")
        assert "여기에 맞는 위원이 없습니다" in page(town, "secretary", f"{ROLL}?state=ended")
        assert "여기에 맞는 위원이 없습니다" in page(town, "secretary", f"{ROLL}?state=ending")
        assert "이영희" in page(town, "secretary", f"{ROLL}?sort=ends&state=")

    def test_a_warning_leads_to_whom_it_is_about(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            PersonalRecord.objects.filter(user=town.member).update(sex="")
            for week in range(3):
                Attendance.objects.create(
                    user=town.vice_chair, held_on=TODAY - week * DAY, meeting="정기회의", presence="ABSENT"
                )
        assert "?missing=sex" in page(town, "secretary")
        unknown = page(town, "secretary", f"{ROLL}?missing=sex")
        assert "이영희" in unknown
        assert "오준호" not in unknown
        assert "류정희" in page(town, "secretary", f"{ROLL}?missing=absent")
        assert "이영희" not in page(town, "secretary", f"{ROLL}?missing=absent")

    @pytest.mark.parametrize("query", ["state=x", "committee=999999", "q=%00", "track=x", "sort=x", "page=9999999999"])
    def test_whatever_is_asked_is_answered(self, town: Cast, query: str) -> None:
        assert page(town, "secretary", f"{ROLL}?{query}")

    def test_the_council_next_door_is_not_in_it(self, town: Cast) -> None:
        assert "정하늘" not in page(town, "district")

    @pytest.mark.parametrize("count", [0, 46])
    def test_it_costs_the_same_for_many(
        self, cast: Cast, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        enact(cast.council, seats=("제6조", {"min": 4, "max": 50}))
        users = [User(email=f"m{n}@example.com", name=f"위원{n:03d}", password="!") for n in range(count)]
        User.objects.bulk_create(users)
        with council_scope(cast.council.pk):
            letter = appointed(cast.council, TODAY)
            Membership.objects.bulk_create(
                Membership(council=cast.council, user=u, starts_on=TODAY, ends_on=TODAY + 700 * DAY, appointment=letter)
                for u in users
            )
        client = cast.client("secretary")
        client.get("/accounts/me/")
        with django_assert_max_num_queries(18) as captured:
            client.get(ROLL)
        own = [query["sql"] for query in captured.captured_queries]
        # Session, scope and transaction are everybody's; the list itself has twelve at most.
        around = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "SELECT set_config", "SELECT coalesce(current_setting")
        assert len([sql for sql in own if not sql.startswith(around)]) <= 12


class TestMember:
    def test_everything_of_one_person_but_the_personal(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            PersonalRecord.objects.filter(user=town.committee_head).update(phone="010-9999-0000", address="마장로 1")
        text = page(town, "secretary", f"{ROLL}{town.committee_head.pk}/")
        assert "안전·환경분과장" in text
        assert "사임 적기" in text
        assert "해촉하기" not in text
        assert "010-9999-0000" not in text
        assert "해촉하기" in page(town, "district", f"{ROLL}{town.committee_head.pk}/")

    def test_who_was_never_on_the_roll_is_not_found(self, town: Cast) -> None:
        for who in ("stranger", "neighbour"):
            url = f"{ROLL}{getattr(town, who).pk}/"
            assert town.client("secretary").get(url).status_code == 404

    def test_it_takes_a_fixed_number_of_queries(
        self, town: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = town.client("district")
        client.get("/accounts/me/")
        with django_assert_max_num_queries(20):
            client.get(f"{ROLL}{town.committee_head.pk}/")

    def test_a_term_that_ended_on_its_first_day_is_no_term_backwards(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            seat = seat_of(town, "member")
        town.client("district").post(f"{ROLL}seat/{seat.pk}/withdraw/", {"reason": "다른 사람을 잘못 적음"})
        assert "첫날을 넘기지 않고 끝남" in page(town, "secretary", f"{ROLL}{town.member.pk}/")


class TestPersonalData:
    def test_it_is_shown_once_with_a_reason_and_the_person_learns_it(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            PersonalRecord.objects.filter(user=town.member).update(phone="010-9999-0000")
        url = f"{ROLL}{town.member.pk}/"
        response = town.client("secretary").post(f"{url}personal/", {"why": "위촉장을 보냄"})
        assert "010-9999-0000" in response.content.decode()
        assert "010-9999-0000" not in page(town, "secretary", url)
        mine = page(town, "member", "/c/majang/my/")
        assert "내 개인정보를 본 기록" in mine
        assert "위촉장을 보냄" in mine

    def test_without_a_reason_nothing_is_shown(self, town: Cast) -> None:
        response = town.client("secretary").post(f"{ROLL}{town.member.pk}/personal/", {"why": " "})
        assert "왜 보는지 써 주십시오" in response.content.decode()
        assert not Entry.objects.filter(action="members.personal.seen").exists()

    def test_writing_shows_nothing_and_leaves_blanks_alone(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            PersonalRecord.objects.filter(user=town.member).update(phone="010-9999-0000")
        url = f"{ROLL}{town.member.pk}/personal/edit/"
        assert "010-9999-0000" not in page(town, "secretary", url)
        town.client("secretary").post(url, {"address": "마장로 3길"})
        with council_scope(town.council.pk):
            row = PersonalRecord.objects.get(user=town.member)
        assert (row.phone, row.address, row.sex) == ("010-9999-0000", "마장로 3길", "FEMALE")


class TestActs:
    def test_one_resigns_for_oneself(self, town: Cast) -> None:
        assert "사임하기" in page(town, "member", "/c/majang/my/")
        url = seat_url(town, "member", "resign")
        response = town.client("member").post(url, {"ends_on": str(TODAY), "reason": "이사"}, follow=True)
        assert "사임을 적었습니다" in response.content.decode()
        assert town.client("committee_head").get(seat_url(town, "chair", "resign")).status_code == 403

    def test_dismissing_with_the_figures_of_the_vote(self, town: Cast) -> None:
        url = seat_url(town, "member", "dismiss")
        data = {
            "ground": "unfit", "meeting": "제3차 임시회의", "decided_on": str(TODAY), "enrolled": 36, "present": 30,
            "in_favour": 23, "proposers": 12, "ends_on": str(TODAY), "reason": "나오지 않음",
        }  # fmt: skip
        refused = town.client("district").post(url, data).content.decode()
        assert "제13조제3항" in refused
        done = town.client("district").post(url, data | {"in_favour": 24}, follow=True).content.decode()
        assert "해촉했습니다" in done
        assert "부터 다시 위촉할 수 있음" in done

    def test_losing_the_seat(self, town: Cast) -> None:
        url = seat_url(town, "member", "lose")
        assert "직무태만" not in page(town, "district", url)
        data = {"ground": "moved_away", "event_on": str(TODAY), "reason": "전입지 통보"}
        done = town.client("district").post(url, data, follow=True).content.decode()
        assert "자격을 잃은 것을 적었습니다" in done

    def test_withdrawing(self, town: Cast) -> None:
        url = seat_url(town, "member", "withdraw")
        town.client("district").post(url, {"reason": "착오"})
        with council_scope(town.council.pk):
            assert Ending.objects.get().kind == "WITHDRAWN"

    def test_a_form_that_is_not_filled_in_says_so(self, town: Cast) -> None:
        for act in ("resign", "dismiss", "lose", "withdraw"):
            response = town.client("district").post(seat_url(town, "member", act), {"sent": "1"})
            assert response.status_code == 200
            assert "reason" in response.context["form"].errors

    def test_training_with_a_certificate(self, town: Cast) -> None:
        url = f"{ROLL}{town.member.pk}/training/"
        data: dict[str, Any] = {"course": "주민자치학교", "hours": 6, "held_on": str(TODAY)}
        upload = SimpleUploadedFile("수료증.pdf", PLAIN)
        done = town.client("secretary").post(url, data | {"certificate": upload}, follow=True).content.decode()
        assert "교육 6시간" in done
        with council_scope(town.council.pk):
            row = Training.objects.get()
        paper = town.client("secretary").get(f"{ROLL}training/{row.pk}/certificate/")
        assert paper.content == PLAIN
        assert "attachment" in paper["Content-Disposition"]
        assert "sandbox" in paper["Content-Security-Policy"]
        assert town.client("chair").get(f"{ROLL}training/{row.pk}/certificate/").status_code == 403
        town.client("secretary").post(f"{ROLL}training/{row.pk}/withdraw/", {"why": "다른 사람 것"})
        with council_scope(town.council.pk):
            assert not Training.objects.counted().exists()

    def test_a_paper_that_is_none_is_refused_beside_its_field(self, town: Cast) -> None:
        upload = SimpleUploadedFile("a.pdf", b"<html>")
        data: dict[str, Any] = {"course": "학교", "hours": 6, "held_on": str(TODAY), "certificate": upload}
        response = town.client("secretary").post(f"{ROLL}{town.member.pk}/training/", data)
        assert "certificate" in response.context["form"].errors

    def test_attendance_by_hand(self, town: Cast) -> None:
        people = (town.member, town.committee_head, town.vice_chair, town.chair)
        data = {f"person-{user.pk}": "PRESENT" for user in people} | {f"person-{town.chair.pk}": "ABSENT"}
        data |= {"meeting": "제9차 정기회의", "held_on": str(TODAY)}
        done = town.client("secretary").post(f"{ROLL}attendance/", data, follow=True).content.decode()
        assert "3명이 나왔습니다" in done
        with council_scope(town.council.pk):
            assert Attendance.objects.get(user=town.chair).presence == "ABSENT"

    def test_electing(self, town: Cast) -> None:
        data = {
            "kind": "VICE_CHAIR", "person": town.member.pk, "seat": 2, "held_on": str(TODAY), "method": "MUTUAL",
            "meeting": "제1차 정기회의", "candidates": 1, "votes_cast": 30, "in_favour": 20, "starts_on": str(TODAY),
        }  # fmt: skip
        done = town.client("secretary").post(f"{ROLL}elect/", data, follow=True).content.decode()
        assert "부회장 선출을 적었습니다" in done
        with council_scope(town.council.pk):
            election = Office.objects.get(user=town.member).election
        assert election is not None
        assert election.votes_cast == 30


class TestAppointing:
    URL = "/c/majang/office/people/seat/"

    def data(self, **more: Any) -> dict[str, Any]:
        return {
            "track": "OPEN", "eligibility": "resident", "born_on": "1980-05-01", "sex": "FEMALE",
            "training_hours": 6, "trained_on": str(TODAY - 5 * DAY), "draw": str(TODAY - 4 * DAY), "clear": "on",
            "list_sent_on": str(TODAY - DAY), "appointed_on": str(TODAY), "starts_on": str(TODAY),
            "last_day": str(TODAY + 700 * DAY),
        } | more  # fmt: skip

    def test_it_works(self, town: Cast) -> None:
        data = self.data(person=town.stranger.email)
        done = town.client("district").post(self.URL, data, follow=True).content.decode()
        assert f"위촉번호는 제{TODAY.year}-" in done
        with council_scope(town.council.pk):
            assert Membership.objects.get(user=town.stranger).eligibility == "resident"

    def test_somebody_without_an_account(self, town: Cast) -> None:
        town.client("district").post(self.URL, self.data(name="한가온"))
        with council_scope(town.council.pk):
            assert Membership.objects.get(user__name="한가온").user.email is None

    def test_the_way_leads_on_to_the_new_person(self, town: Cast) -> None:
        response = town.client("district").post(self.URL, self.data(name="한가온"), follow=True)
        page = response.content.decode()
        assert "<h1>한가온</h1>" in page
        assert "아직 들어올 수 없습니다." in page

    def test_what_is_missing_is_named_in_words(self, town: Cast) -> None:
        with council_scope(town.council.pk):
            PersonalRecord.objects.filter(user=town.member).update(sex="")
        page = town.client("district").post(self.URL, self.data(name="한가온")).content.decode()
        assert "성별마다 몇 명인지" in page
        assert "sex_counts" not in page

    def test_a_refusal_names_the_article_and_changes_nothing(self, town: Cast) -> None:
        data = self.data(person=town.stranger.email, training_hours=2)
        text = town.client("district").post(self.URL, data).content.decode()
        assert "제9조제1항" in text
        with council_scope(town.council.pk):
            assert not PersonalRecord.objects.filter(user=town.stranger).exists()

    def test_neither_or_both_is_no_person(self, town: Cast) -> None:
        for more in ({}, {"person": town.stranger.email, "name": "한가온"}):
            response = town.client("district").post(self.URL, self.data(**more))
            assert "person" in response.context["form"].errors


class TestPublicRoll:
    URL = "/c/majang/members/"

    def publish(self, cast: Cast, *fields: str) -> None:
        Rule.objects.create(
            level="REGION", region=cast.council.region.parent, key="publication.members", article="제14조제3항",
            value={"days": 15, "after": "appointment", "fields": list(fields)}, valid_from=dt.date(2024, 1, 1),
            entered_at=NOW,
        )  # fmt: skip

    def test_what_the_rules_publish_is_published(self, cast: Cast) -> None:
        self.publish(cast, "name", "term")
        text = page(cast, None, self.URL)
        assert "이영희" in text
        assert "제14조제3항" in text
        assert "뽑힌 길" not in text

    def test_without_names_they_stay_masked(self, cast: Cast) -> None:
        self.publish(cast, "term", "track")
        text = page(cast, None, self.URL)
        assert "이영희" not in text
        assert "이*희" in text

    def test_a_person_without_an_account_stands_in_it(self, cast: Cast) -> None:
        with council_scope(cast.council.pk):
            user = User.objects.create_user(None, None, name="한가온")
            letter = appointed(cast.council, TODAY)
            Membership.objects.create(user=user, starts_on=TODAY, ends_on=TODAY + DAY, appointment=letter)
        assert "한가온" in page(cast, "secretary", self.URL)


class TestWorkspace:
    def test_the_warnings_stand_in_the_office(self, town: Cast) -> None:
        for who in ("secretary", "district", "auditor"):
            assert "부회장 자리 1곳이 비어 있습니다." in page(town, who, "/c/majang/office/")
        assert "부회장 자리" not in page(town, "committee_head", "/c/majang/office/")

    def test_without_anything_to_see_to_there_is_no_block(self, cast: Cast) -> None:
        assert "챙길 것" not in page(cast, "secretary", "/c/majang/office/")


class TestWayIn:
    @pytest.fixture
    def newcomer(self, town: Cast) -> User:
        with council_scope(town.council.pk):
            user = User.objects.create_user(None, None, name="한가온")
            letter = appointed(town.council, TODAY)
            Membership.objects.create(
                council=town.council, user=user, starts_on=TODAY, ends_on=TODAY + 700 * DAY, appointment=letter
            )
        return user

    def test_the_mail_leads_to_a_password_of_ones_own(self, town: Cast, newcomer: User) -> None:
        here = f"{ROLL}{newcomer.pk}/"
        assert "아직 들어올 수 없습니다." in page(town, "secretary", here)
        with app.replace_connector(InMemoryConnector()) as queue:
            town.client("secretary").post(f"{here}address/", {"email": "Gaon@majang.example"})
            queue.run_worker(wait=False, install_signal_handlers=False)
        (letter,) = mail.outbox
        assert letter.to == ["gaon@majang.example"]
        assert "/accounts/password/reset/" in letter.body
        assert "다시 보내기" in page(town, "secretary", here)

    def test_whoever_signs_in_is_not_sent_one(self, town: Cast) -> None:
        assert "들어오는 길" not in page(town, "secretary", f"{ROLL}{town.member.pk}/")
        response = town.client("secretary").post(f"{ROLL}{town.member.pk}/address/", {"email": "x@majang.example"})
        assert "바꾸는 일은 본인만" in response.content.decode()

    def test_what_is_no_address_is_asked_again(self, town: Cast, newcomer: User) -> None:
        response = town.client("secretary").post(f"{ROLL}{newcomer.pk}/address/", {"email": "gaon"})
        assert response.context["form"].errors["email"]


class TestPaperConsent:
    def test_it_is_kept_with_the_day_it_was_signed(self, town: Cast) -> None:
        url = f"{ROLL}{town.member.pk}/consent/"
        town.client("secretary").post(url, {"signed_on": (TODAY - 9 * DAY).isoformat(), "seen": "on"})
        with council_scope(town.council.pk):
            row = PersonalRecord.objects.get(user=town.member)
        assert row.consent_version == "2026-11"
        assert row.consented_at is not None
        assert timezone.localdate(row.consented_at) == TODAY - 9 * DAY
        assert not Consent.objects.filter(user=town.member, kind="ROLL_NAME").exists()

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"signed_on": TODAY.isoformat()}, "seen"),
            ({"signed_on": (TODAY + DAY).isoformat(), "seen": "on"}, "signed_on"),
        ],
    )
    def test_what_was_not_signed_is_refused(self, town: Cast, given: dict[str, str], field: str) -> None:
        response = town.client("secretary").post(f"{ROLL}{town.member.pk}/consent/", given)
        assert field in response.context["form"].errors


class TestNamesOnThePublicRoll:
    PUBLIC = "/c/majang/members/"

    def test_names_are_masked_but_those_of_officers(self, town: Cast) -> None:
        text = page(town, None, self.PUBLIC)
        assert "이*희" in text
        assert "이영희" not in text
        assert "최동욱" in text

    def test_whoever_agreed_on_paper_is_named(self, town: Cast) -> None:
        given = {"signed_on": TODAY.isoformat(), "seen": "on", "named": "on"}
        town.client("secretary").post(f"{ROLL}{town.member.pk}/consent/", given)
        assert "이영희" in page(town, None, self.PUBLIC)

    def test_whoever_takes_it_back_is_masked_again(self, town: Cast) -> None:
        client = town.client("member")
        client.post("/accounts/consents/roll_name/answer/", {"answer": "give"})
        assert "이영희" in page(town, None, self.PUBLIC)
        client.post("/accounts/consents/roll_name/answer/", {"answer": "withdraw"})
        pagecache.shelf.clear()  # in a test nothing is committed, so no stamp rises
        assert "이*희" in page(town, None, self.PUBLIC)


class TestPlaceFromThePersonsPage:
    def test_nobody_is_asked_for_again(self, town: Cast) -> None:
        here = f"{ROLL}{town.chair.pk}/"
        url = f"/c/majang/office/people/place/?person={town.chair.pk}"
        assert url.replace("&", "&amp;") in page(town, "secretary", here)
        assert "전자우편" not in page(town, "secretary", url).split("<main")[1].split("</main>")[0]
        given = {"committee": town.committee.pk, "starts_on": TODAY.isoformat()}
        response = town.client("secretary").post(url, given)
        assert response["Location"] == here

    def test_a_stranger_is_not_found(self, town: Cast) -> None:
        for person in (town.stranger.pk, 10**11):
            assert town.client("secretary").get(f"/c/majang/office/people/place/?person={person}").status_code == 404


@pytest.mark.parametrize("act", ["seat", "elect"])
def test_how_many_sit_need_not_be_counted_by_hand(town: Cast, act: str) -> None:
    url = seat_url(town, "member", "dismiss") if act == "seat" else f"{ROLL}elect/"
    response = town.client("district").get(url)
    assert response.context["form"]["enrolled"].value() == 4
