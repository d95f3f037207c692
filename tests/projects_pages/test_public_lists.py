"""The two lists that everyone reads: rows, filters, pages, and how many questions they ask the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from council.audit import fragments
from tests.cast import Cast
from tests.projects_pages.town import LIST, PROJECTS, Town, many_projects, many_proposals, text

MOST_QUERIES = 12


def test_it_works(visitor: Client, town: Town) -> None:
    proposal = town.sent()
    page = text(visitor.get(LIST))
    assert proposal.title in page
    assert f'href="{LIST}{proposal.pk}/"' in page
    assert "간사가 담당을 정합니다." in page
    assert "csrfmiddlewaretoken" not in page


def test_an_adopted_one_names_its_end(visitor: Client, town: Town) -> None:
    town.adopted()
    page = text(visitor.get(LIST))
    assert "채택" in page
    assert "안전·환경분과장" in page


def test_an_empty_list_says_what_will_stand_there(visitor: Client, cast: Cast) -> None:
    assert "아직 제안이 없습니다." in text(visitor.get(LIST))
    assert "아직 사업이 없습니다." in text(visitor.get(PROJECTS))


def test_a_filter_that_fits_nothing_offers_the_way_back(visitor: Client, town: Town) -> None:
    town.sent()
    page = text(visitor.get(LIST, {"q": "없는말"}))
    assert "고른 것에 맞는 제안이 없습니다." in page
    assert "처음 상태로" in page


def test_drafts_and_held_ones_stay_out(visitor: Client, cast: Cast, town: Town) -> None:
    town.rule("proposal.unverified_allowed", True)
    town.draft(title="쓰는 중인 글")
    town.sent("newcomer", title="확인 전 글")
    for who in (None, "resident", "newcomer", "secretary"):
        page = text(cast.client(who).get(LIST))
        assert "쓰는 중인 글" not in page
        assert "확인 전 글" not in page


def test_state_year_committee_and_words_narrow_the_list(visitor: Client, cast: Cast, town: Town) -> None:
    town.adopted(title="벽화를 그려 주세요")
    town.sent("member", title="가로등을 고쳐 주세요")
    narrow: list[tuple[dict[str, Any], str, str]] = [
        ({"state": "ADOPTED"}, "벽화", "가로등"),
        ({"q": "가로등"}, "가로등", "벽화"),
        ({"committee": cast.committee.pk}, "벽화", "가로등"),
    ]
    for query, there, gone in narrow:
        page = text(visitor.get(LIST, query))
        assert there in page
        assert f"{gone}를" not in page
        assert f"{gone}을" not in page


def test_late_ones_are_marked_and_can_be_asked_for(visitor: Client, town: Town) -> None:
    town.sent(days_ago=40, title="오래 기다린 제안")
    town.sent("member", title="오늘 온 제안")
    page = text(visitor.get(LIST))
    assert "답변 기한이 지난 제안 1개" in page
    assert "기한 지남" in page
    late = text(visitor.get(LIST, {"late": "on"}))
    assert "오래 기다린 제안" in late
    assert "오늘 온 제안" not in late


@pytest.mark.parametrize("address", [LIST, PROJECTS])
@pytest.mark.parametrize(
    "query",
    [
        "state=NOWHERE&stage=NOWHERE&affairs=NOWHERE",
        "year=abc",
        "year=99999999999999999999",
        "committee=abc",
        "committee=99999999999999999999",
        "sort=%00",
        "q=" + "가" * 500,
        "q=%00%F0%9F%8C%B8%27%22%3C%3E",
        "q=%5C%5C%27",
        "q=%ff%fe",
        "q=a&q=b&late=maybe",
    ],
)
def test_a_filter_that_makes_no_sense_is_said_and_breaks_nothing(
    visitor: Client, town: Town, address: str, query: str
) -> None:
    town.sent()
    response = visitor.get(f"{address}?{query}")
    assert response.status_code == 200
    assert "<h1>" in text(response)


def test_a_bad_choice_is_named_beside_its_field(visitor: Client, cast: Cast) -> None:
    page = text(visitor.get(LIST, {"state": "NOWHERE"}))
    assert "고를 수 없는 값입니다." in page
    assert "고칠 곳이 1군데 있습니다" in page


@pytest.mark.parametrize("number", ["abc", "0", "-1", "99999", "9" * 400, "", "%00"])
def test_a_page_that_is_not_there_shows_the_nearest(visitor: Client, town: Town, number: str) -> None:
    many_proposals(town, 25)
    response = visitor.get(f"{LIST}?page={number}")
    assert response.status_code == 200
    assert "/ 2쪽" in text(response)


def test_the_next_page_keeps_the_filter(visitor: Client, town: Town) -> None:
    many_proposals(town, 120)
    page = text(visitor.get(LIST, {"state": "RECEIVED"}))
    assert "24개 제안" in page
    assert "?state=RECEIVED&amp;page=2" in page


def test_projects_tell_who_does_what_by_when(visitor: Client, town: Town) -> None:
    project = town.project()
    page = text(visitor.get(PROJECTS))
    assert project.title in page
    assert str(project.waiting_sentence) in page
    assert "까지" in page
    assert "전체 1" in page
    assert "위탁 1" in page


def test_projects_narrow_by_class_and_stage(visitor: Client, town: Town) -> None:
    town.project("ENTRUSTED", title="생활안전 활동")
    town.project("CONSULTATIVE", title="주차구역 협의")
    page = text(visitor.get(PROJECTS, {"affairs": "CONSULTATIVE"}))
    assert "주차구역 협의" in page
    assert "생활안전 활동" not in page
    assert "생활안전 활동" not in text(visitor.get(PROJECTS, {"stage": "DONE"}))


#: The test's own transaction turns the request's into a savepoint and puts the outer scope back.
NOT_ASKED = ("SAVEPOINT", "RELEASE", "SELECT set_config('app.council_ids', ''")


def questions(browser: Client, address: str) -> list[str]:
    """Return what the page asked the database."""
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return [query["sql"] for query in asked.captured_queries if not query["sql"].startswith(NOT_ASKED)]


@pytest.mark.parametrize("count", [50, 5000])
def test_a_list_asks_few_questions_whatever_its_length(cast: Cast, town: Town, count: int) -> None:
    many_proposals(town, count)
    many_projects(town, count)
    for who in (None, "resident", "secretary"):
        browser = cast.client(who)
        browser.get("/c/majang/")  # the first visit of the day is noted down
        for address in (LIST, f"{LIST}?q=골목&state=RECEIVED", f"{LIST}?sort=supports&page=2", PROJECTS):
            fragments.shelf.clear()
            found = questions(browser, address)
            assert len(found) <= MOST_QUERIES, "\n".join(found)


def test_the_same_list_is_rendered_once_for_everybody(cast: Cast, town: Town) -> None:
    many_proposals(town, 30)
    questions(cast.client("resident"), LIST)
    again = questions(cast.client("member"), LIST)
    assert not [sql for sql in again if "projects_proposal" in sql]


def test_the_shared_part_knows_nobody(cast: Cast, town: Town) -> None:
    town.sent()
    for address in (LIST, PROJECTS):
        cast.client("resident").get(address)
    for html in list(fragments.shelf._things.values()):
        assert "csrfmiddlewaretoken" not in html
        assert cast.resident.email not in html
        assert "내 정보" not in html
