"""Entering rules at a desk: the form, the preview of what changes for whom, ending, and having compared an article."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from council.audit.models import Entry
from council.common.scope import council_scope
from council.models import Council, Rule, RuleLoading
from council.rulebook import rulebook
from council.services import set_rule
from tests.cast import Cast

pytestmark = pytest.mark.django_db

OFFICE = "/c/majang/office/rules/"
DISTRICT = "/district/1120000000/rules/"
MOST_QUERIES = 15

SEATS: dict[str, Any] = {"answer": "VALUE", "value_min": "20", "value_max": "30", "article": "제6조"}
QUORUM: dict[str, Any] = {"answer": "VALUE", "value_op": "at_least", "value_amount": "2/3", "value_of": "enrolled"}
BYLAW: dict[str, Any] = {
    "answer": "VALUE",
    "value_event": "meeting",
    "value_number": "7",
    "value_unit": "days",
    "value_side": "before",
    "article": "세칙 제9조",
    "resolution": "제9차 정기회의",
    "strength": "BLOCKS",
}


def typed(values: dict[str, Any], **more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {"valid_from": today.isoformat(), "strength": "BLOCKS", "locked": "on"} | values | more


def main_of(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode().split("<main")[1].split("</main>")[0])


def test_it_works(cast: Cast, ruled: list[RuleLoading]) -> None:
    """The 시군구 담당 changes the 정원: first what would change, then it is done."""
    browser = cast.client("district")
    address = f"{DISTRICT}set/seats/"
    assert 'value="30"' in main_of(browser.get(address))
    shown = main_of(browser.post(address, typed(SEATS, preview="1")))
    assert "이렇게 바뀝니다" in shown
    assert "30명에서 50명" in shown
    assert "20명에서 30명" in shown
    assert "2곳 모두" in shown
    with council_scope(cast.council.pk):
        assert rulebook(cast.council, timezone.localdate()).ask("seats", seats=45).holds is True
    assert browser.post(address, typed(SEATS, save="1")).status_code == 302
    with council_scope(cast.council.pk):
        book = rulebook(cast.council, timezone.localdate())
        assert book.ask("seats", seats=45).holds is False
        yesterday = rulebook(cast.council, timezone.localdate() - dt.timedelta(days=1))
        assert yesterday.ask("seats", seats=45).holds is True
    assert Entry.objects.get(action="council.rule.set").actor_id == cast.district.pk


def test_the_secretary_enters_the_bylaw_with_the_meeting_that_adopted_it(cast: Cast, ruled: list[RuleLoading]) -> None:
    browser = cast.client("secretary")
    address = f"{OFFICE}set/meeting.notice/"
    wrong = main_of(browser.post(address, typed(BYLAW, resolution="", save="1")))
    assert "이 칸을 써 주십시오." in wrong
    assert browser.post(address, typed(BYLAW, save="1")).status_code == 302
    with council_scope(cast.council.pk):
        rule = Rule.objects.filter(council=cast.council, key="meeting.notice", conditions={}).latest("pk")
    assert rule.value == {"days": 7, "before": "meeting", "owed_by": "chair", "owed_to": "members"}
    assert (rule.resolution, rule.locked) == ("제9차 정기회의", False)


def test_what_the_ordinance_fixes_is_refused_with_its_article(cast: Cast, ruled: list[RuleLoading]) -> None:
    address = f"{OFFICE}set/seats/"
    page = main_of(cast.client("secretary").post(address, typed(SEATS, resolution="제9차 정기회의", preview="1")))
    assert "제6조에서 정해 두었습니다" in page
    assert "이렇게 바뀝니다" not in page


def test_the_desk_shows_what_is_fixed_and_what_is_open(
    cast: Cast, ruled: list[RuleLoading], django_assert_max_num_queries: Any
) -> None:
    for who, address in (("secretary", OFFICE), ("district", DISTRICT), ("operator", "/platform/rules/")):
        browser = cast.client(who)
        browser.get(address)
        with django_assert_max_num_queries(MOST_QUERIES):
            page = main_of(browser.get(address))
    desk = main_of(cast.client("secretary").get(OFFICE))
    assert "세칙으로 바꿀 수 없음" in desk
    assert "마장동 주민자치회 운영세칙(시연용으로 지어낸 것)" in desk
    assert f'href="{OFFICE}set/seats/"' not in desk
    assert f'href="{OFFICE}set/minutes.made/?from=' in desk
    assert page


@pytest.mark.parametrize(
    ("key", "change", "told"),
    [
        ("seats", {"value_min": "50", "value_max": "30"}, "클 수 없습니다"),
        ("seats", {"value_min": "스물"}, "숫자로 써 주십시오."),
        ("seats", {"article": ""}, "이 칸을 써 주십시오."),
        ("seats", {"valid_from": "어제"}, "날짜를 2026. 9. 30.처럼 써 주십시오."),
        ("seats", {"last_day": "2020-01-01"}, "보다 앞설 수 없습니다."),
        ("seats", {"conditions": "urgnt: true"}, "urgent"),
        ("seats", {"conditions": "urgent: [true"}, "번째 줄"),
        ("seats", {"answer": "JUDGED"}, "무엇을 판단하는지 써 주십시오."),
        ("meeting.quorum", {"value_amount": "3/2"}, "0과 1 사이"),
        ("meeting.quorum", {"value_amount": "0.5"}, "처럼 적어야"),
        ("meeting.quorum", {"value_amount": ""}, "얼마나인지 써 주십시오."),
        ("officers", {"value_yaml": "- {office: chair, by: magic}"}, "쓸 수 있는 낱말"),
        ("officers", {"value_yaml": ""}, "값을 써 주십시오."),
    ],
)
def test_what_cannot_stand_is_told_beside_its_field(
    cast: Cast, ruled: list[RuleLoading], key: str, change: dict[str, str], told: str
) -> None:
    values = SEATS | QUORUM | {"article": "제6조"} | change
    page = main_of(cast.client("district").post(f"{DISTRICT}set/{key}/", typed(values, preview="1")))
    assert told in page
    assert "이렇게 바뀝니다" not in page
    assert Rule.objects.filter(loading=None).count() == 0


@pytest.mark.parametrize("answer", ["NONE", "BYLAW", "JUDGED"])
def test_the_other_answers_need_no_value(cast: Cast, ruled: list[RuleLoading], answer: str) -> None:
    values = {"answer": answer, "article": "제6조", "judged_what": "정원이 알맞은지", "judged_by": "head"}
    assert cast.client("district").post(f"{DISTRICT}set/seats/", typed(values, save="1")).status_code == 302
    with council_scope(cast.council.pk):
        verdict = rulebook(cast.council, timezone.localdate()).ask("seats", seats=500)
    expected = {"NONE": (True, ""), "BYLAW": (None, "left_to_bylaw"), "JUDGED": (None, "needs_judgement")}
    assert (verdict.holds, verdict.because) == expected[answer]


def test_a_rule_with_a_condition_stands_beside_the_general_one(cast: Cast, ruled: list[RuleLoading]) -> None:
    values = QUORUM | {"value_amount": "3/4", "article": "제18조제9항", "conditions": "matter: dismissal"}
    assert cast.client("district").post(f"{DISTRICT}set/meeting.quorum/", typed(values, save="1")).status_code == 302
    with council_scope(cast.council.pk):
        book = rulebook(cast.council, timezone.localdate())
    assert book.ask("quorum", enrolled=36, matter="dismissal").needed == 27
    assert book.ask("quorum", enrolled=36, matter="ordinary").needed == 19


def test_a_value_that_no_fields_can_hold_is_written_directly(cast: Cast, ruled: list[RuleLoading]) -> None:
    browser, address = cast.client("district"), f"{DISTRICT}set/meeting.call/"
    assert "value_yaml" in main_of(browser.get(address)), "several doors"
    doors = "any:\n- {by: chair}\n- {at_least: 1/4, of: enrolled}"
    values = {"answer": "VALUE", "value_yaml": doors, "article": "제18조제1항"}
    assert browser.post(address, typed(values, save="1")).status_code == 302
    with council_scope(cast.council.pk):
        book = rulebook(cast.council, timezone.localdate())
    assert book.ask("call", called_by="members", callers=9, enrolled=36).holds is True


def test_quotas_that_exclude_each_other_are_said_in_the_preview(cast: Cast, ruled: list[RuleLoading]) -> None:
    quotas = "- {of: sex, each: true, at_most: 2/5, base: seats}\n- {of: sex, is: female, at_least: 3/5, base: seats}"
    values = {"answer": "VALUE", "value_yaml": quotas, "article": "제9조"}
    page = main_of(cast.client("district").post(f"{DISTRICT}set/composition/", typed(values, preview="1")))
    assert "함께 지킬 수 없는 규칙이 있습니다" in page
    assert "30~50명" in page


def test_tracks_that_do_not_come_out_whole_are_said_in_the_preview(cast: Cast, ruled: list[RuleLoading]) -> None:
    tracks = "- {track: open, by: draw, seats: 1/2}\n- {track: recommended, by: draw, seats: 1/2}"
    values = {"answer": "VALUE", "value_yaml": tracks, "article": "제9조"}
    page = main_of(cast.client("district").post(f"{DISTRICT}set/tracks/", typed(values, preview="1")))
    assert "정원이 31, 33, 35" in page
    assert "나누어떨어지지 않아" in page


def test_more_people_than_seats_is_said_in_the_preview(cast: Cast, ruled: list[RuleLoading]) -> None:
    few = SEATS | {"value_min": "1", "value_max": "3"}
    page = main_of(cast.client("district").post(f"{DISTRICT}set/seats/", typed(few, preview="1")))
    assert "지금 위원 4명이 정원 3명보다 많습니다. (마장동)" in page


def test_a_council_with_its_own_bylaw_is_told_apart_in_the_preview(cast: Cast, ruled: list[RuleLoading]) -> None:
    """성동구 fixes what 마장동's 세칙 had: both change, each from its own value."""
    values = BYLAW | {"article": "제18조제3항", "value_number": "10"}
    page = main_of(cast.client("district").post(f"{DISTRICT}set/meeting.notice/", typed(values, preview="1")))
    assert "회의 5일 전까지" in page
    assert "마장동" in page
    assert "사근동" in page


def test_a_rule_ends_on_its_last_day_and_says_why(cast: Cast, council: Council, ruled: list[RuleLoading]) -> None:
    rule = Rule.objects.get(region=council.region.parent, key="seats")
    browser, address = cast.client("district"), f"{DISTRICT}{rule.pk}/end/"
    today = timezone.localdate()
    assert "이 칸을 써 주십시오." in main_of(browser.post(address, {"last_day": today.isoformat(), "reason": ""}))
    assert "보다 앞설 수 없습니다" not in main_of(browser.get(address))
    assert browser.post(address, {"last_day": today.isoformat(), "reason": "조례 폐지"}).status_code == 302
    rule.refresh_from_db()
    assert rule.valid_until == today + dt.timedelta(days=1)
    again = main_of(browser.post(address, {"last_day": today.isoformat(), "reason": "또"}))
    assert "이미 끝났습니다" in again


def test_a_slip_is_withdrawn_as_if_it_had_never_been(cast: Cast, council: Council) -> None:
    at, region = timezone.now(), council.region.parent
    rule = set_rule(
        region=region, key="seats", value={"min": 3}, valid_from=timezone.localdate(), by=cast.actor("district"), at=at
    )
    address = f"{DISTRICT}{rule.pk}/end/"
    assert cast.client("district").post(address, {"withdraw": "on", "reason": "0을 빠뜨림"}).status_code == 302
    rule.refresh_from_db()
    assert rule.is_withdrawn


def test_an_article_is_recorded_as_compared(cast: Cast, council: Council) -> None:
    at, region = timezone.now(), council.region.parent
    rule = set_rule(
        region=region, key="seats", value={"min": 30}, valid_from=timezone.localdate(), by=cast.actor("district"), at=at
    )
    assert cast.client("district").post(f"{DISTRICT}{rule.pk}/check/").status_code == 302
    rule.refresh_from_db()
    assert (rule.checked, rule.checked_on) == (True, timezone.localdate())


def test_another_places_rule_is_not_there(cast: Cast, council: Council, ruled: list[RuleLoading]) -> None:
    theirs = Rule.objects.get(region=council.region.parent, key="seats")
    with council_scope(council.pk):
        own = Rule.objects.filter(council=council).latest("pk")
    assert cast.client("secretary").get(f"{OFFICE}{theirs.pk}/end/").status_code == 404
    assert cast.client("district").get(f"{DISTRICT}{own.pk}/end/").status_code == 404
    assert cast.client("district").get("/district/1100000000/rules/").status_code == 404
    assert cast.client("neighbour_secretary").get(OFFICE).status_code == 403


def test_the_portals_defaults_are_the_operators(cast: Cast, council: Council) -> None:
    values = {"value_": "10", "article": "운영자 결정"}
    address = "/platform/rules/set/proposal.assign_days/"
    assert cast.client("district").get(address).status_code == 403
    assert cast.client("operator").post(address, typed(values, save="1")).status_code == 302
    with council_scope(council.pk):
        assert rulebook(council, timezone.localdate()).days("proposal.assign_days") == 10
    too_many = main_of(cast.client("operator").post(address, typed(values | {"value_": "99"}, save="1")))
    assert "30" in too_many


def test_visitors_see_no_way_to_write(client: Client, ruled: list[RuleLoading], cast: Cast) -> None:
    assert "office/rules" not in client.get("/c/majang/rules/").content.decode()
    assert "office/rules" in cast.client("secretary").get("/c/majang/rules/").content.decode()
    assert "/district/1120000000/rules/" in cast.client("district").get("/c/majang/rules/").content.decode()
