"""What everybody reads: the rules of a day, one rule with its history, and two sets side by side."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from council.common.scope import council_scope
from council.models import Council, RuleLoading
from council.services import end_rule, set_rule
from tests.cast import Cast

pytestmark = pytest.mark.django_db

RULES = "/c/majang/rules/"
MOST_QUERIES = 12


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_it_works(client: Client, ruled: list[RuleLoading], cast: Cast) -> None:
    page = text(client, RULES)
    for words in ("30명에서 50명", "성동구 조례 제6조", "재적위원 과반수", "확인함", "조문 확인 전", "마장동 운영세칙"):
        assert words in page, words
    assert "어느 값이 이기나요" in page
    assert "성동구 주민자치회 설치 및 운영에 관한 조례을(를) 옮겨 적음" in page


def test_a_verdict_is_taken_apart_with_this_councils_own_figures(
    client: Client, ruled: list[RuleLoading], cast: Cast
) -> None:
    """Four 위원 sit in 마장동, so three open a meeting and two do not."""
    page = text(client, RULES)
    assert "3명이 오면 회의가 열리나요" in page
    assert "출석 2명으로 필요한 3명보다 1명 적습니다." in page


def test_the_number_of_queries_does_not_grow_with_the_rules(
    client: Client, ruled: list[RuleLoading], cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for path in (RULES, f"{RULES}seats/", f"{RULES}compare/?with=sageun", f"{RULES}ask/?q=quorum&present=3"):
        with django_assert_max_num_queries(MOST_QUERIES):
            text(client, path)


def test_the_rules_of_another_day(client: Client, ruled: list[RuleLoading]) -> None:
    assert "30명에서 50명" not in text(client, f"{RULES}?on=2023-01-01")
    # A day that is none is today.
    assert "30명에서 50명" in text(client, f"{RULES}?on=누구")


def test_a_councils_own_rule_stands_before_the_ordinances(client: Client, ruled: list[RuleLoading]) -> None:
    page = text(client, f"{RULES}meeting.notice/")
    assert "5일 전까지" in page
    assert "긴급에 해당할 때" in page
    assert "2026년 3월 정기회의" in page


def test_what_nobody_ruled_on_is_said_to_be_open(client: Client, council: Council) -> None:
    page = text(client, f"{RULES}seats/")
    assert "이 항목을 적은 조례가 없습니다." in page
    assert "적힌 조례가 없는 항목" in text(client, RULES)


def test_the_past_stays_on_the_page_withdrawn_rules_too(client: Client, council: Council, cast: Cast) -> None:
    at, by = timezone.now(), cast.actor("secretary")
    key, today = "proposal.answer_days", timezone.localdate()
    with council_scope(council.pk):
        given: dict[str, Any] = {"council": council, "key": key, "by": by, "at": at, "resolution": "제2차 정기회의"}
        set_rule(value=20, valid_from=today - dt.timedelta(days=90), **given)
        set_rule(value=14, valid_from=today - dt.timedelta(days=30), **given)
        wrong = set_rule(value=10, valid_from=today, **given)
        end_rule(wrong, ends_on=today, reason="잘못 적음", by=by, at=at)
    page = text(client, f"{RULES}{key}/")
    assert "20일" in page
    assert "거두어 쓰지 않은 규칙" in page


def test_an_unknown_key_is_not_found(client: Client, council: Council) -> None:
    assert client.get(f"{RULES}no.such.key/").status_code == 404


def test_two_councils_side_by_side_what_differs_first(client: Client, ruled: list[RuleLoading]) -> None:
    page = text(client, f"{RULES}compare/?with=sageun")
    differing, same = page.split('id="c-s"')
    assert "회의를 알리는 때" in differing
    assert "위원 정원" in same
    assert "위원 정원" not in differing


def test_two_days_side_by_side(client: Client, ruled: list[RuleLoading]) -> None:
    page = text(client, f"{RULES}compare/?then=2024-01-01&on=2024-08-01")
    assert "위원 정원" in page.split('id="c-s"')[0]
    assert "적은 조례 없음" in page
