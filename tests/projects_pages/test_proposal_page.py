"""One proposal as everyone reads it, and what its author may do afterwards."""

from __future__ import annotations

import pytest
from django.test import Client

from projects.choices import ProposalState
from tests.cast import Cast
from tests.projects_pages.town import LIST, Town, text


def page_of(browser: Client, pk: int, rest: str = "") -> str:
    response = browser.get(f"{LIST}{pk}/{rest}")
    assert response.status_code == 200
    return text(response)


def test_it_works(visitor: Client, town: Town) -> None:
    proposal = town.sent(rough_cost=1_500_000)
    page = page_of(visitor, proposal.pk)
    assert f"접수번호 {proposal.number_label}" in page
    assert "간사가 담당을 정합니다." in page
    assert "제안은 30일 안에 답합니다." in page
    assert "1,500,000원" in page
    assert "마장동 주민" in page
    assert "김민수" not in page


def test_a_visitor_gets_links_instead_of_buttons(visitor: Client, town: Town) -> None:
    proposal = town.sent()
    town.comment(proposal, "member")
    page = page_of(visitor, proposal.pk)
    assert "csrfmiddlewaretoken" not in page
    assert f"/accounts/login/?next=%2Fc%2Fmajang%2Fproposals%2F{proposal.pk}%2F" in page
    assert "로그인하고 공감하기" in page
    assert "로그인하고 의견 쓰기" in page


def test_the_answer_and_its_reason_come_first(visitor: Client, town: Town) -> None:
    page = page_of(visitor, town.declined().pk)
    assert "채택하지 않았습니다." in page
    assert "이미 하고 있거나 계획된 일" in page
    assert "구청이 내년에 같은 일을 합니다." in page
    assert "안전·환경분과장" in page
    assert page.index("구청이 내년에") < page.index("제안 내용</h2>")


def test_a_late_one_says_so(visitor: Client, town: Town) -> None:
    page = page_of(visitor, town.sent(days_ago=40).pk)
    assert "답변 기한 지남" in page
    assert "10일 지남" in page


def test_staff_find_the_way_to_their_desk(cast: Cast, town: Town) -> None:
    proposal = town.sent()
    desk = f"/c/majang/office/proposals/{proposal.pk}/"
    assert desk in page_of(cast.client("secretary"), proposal.pk)
    assert desk not in page_of(cast.client("resident"), proposal.pk)
    assert desk not in page_of(Client(), proposal.pk)


def test_the_history_is_there_for_everyone(visitor: Client, town: Town) -> None:
    proposal = town.declined()
    page = page_of(visitor, proposal.pk, "history/")
    assert "채택하지 않았습니다. 까닭: 이미 하고 있거나 계획된 일" in page
    assert "안전" in page


class TestWithdrawing:
    def test_asks_first_and_keeps_the_record(self, kim: Client, town: Town) -> None:
        proposal = town.sent()
        assert "제안을 철회할까요" in page_of(kim, proposal.pk, "withdraw/")
        assert town.fresh(proposal).state == ProposalState.RECEIVED
        response = kim.post(f"{LIST}{proposal.pk}/withdraw/", {"reason": "이미 고쳐졌습니다"}, follow=True)
        assert "제안을 철회했습니다." in text(response)
        assert "이미 고쳐졌습니다" in text(response)
        assert town.fresh(proposal).state == ProposalState.WITHDRAWN

    def test_twice_is_once(self, kim: Client, town: Town) -> None:
        proposal = town.sent()
        kim.post(f"{LIST}{proposal.pk}/withdraw/")
        response = kim.post(f"{LIST}{proposal.pk}/withdraw/", follow=True)
        assert response.status_code == 200
        assert "이미 철회한 제안입니다." in text(response)

    def test_is_over_once_answered(self, kim: Client, town: Town) -> None:
        proposal = town.declined()
        assert "철회하기" not in page_of(kim, proposal.pk)
        page = text(kim.get(f"{LIST}{proposal.pk}/withdraw/", follow=True))
        assert "이미 답한 제안이라 철회할 수 없습니다." in page

    @pytest.mark.parametrize("who", ["member", "secretary", "stranger"])
    def test_is_for_the_author_alone(self, cast: Cast, town: Town, who: str) -> None:
        proposal = town.sent()
        assert cast.client(who).post(f"{LIST}{proposal.pk}/withdraw/").status_code == 403
        assert town.fresh(proposal).state == ProposalState.RECEIVED

    def test_a_reason_that_is_too_long_stays_to_be_shortened(self, kim: Client, town: Town) -> None:
        proposal = town.sent()
        page = text(kim.post(f"{LIST}{proposal.pk}/withdraw/", {"reason": "가" * 201}))
        assert "가" * 201 in page
        assert town.fresh(proposal).state == ProposalState.RECEIVED


class TestAskingAgain:
    def test_opens_the_proposal_once_more(self, kim: Client, town: Town) -> None:
        proposal = town.declined()
        assert "다시 묻기" in page_of(kim, proposal.pk)
        assert "구청이 내년에 같은 일을 합니다." in page_of(kim, proposal.pk, "reask/")
        page = text(kim.post(f"{LIST}{proposal.pk}/reask/", {"text": "구청 계획에 이 골목이 없습니다"}, follow=True))
        assert "다시 물었습니다." in page
        assert "구청 계획에 이 골목이 없습니다" in page
        assert town.fresh(proposal).state == ProposalState.RECEIVED

    def test_needs_words(self, kim: Client, town: Town) -> None:
        proposal = town.declined()
        page = text(kim.post(f"{LIST}{proposal.pk}/reask/", {"text": "  "}))
        assert "어떤 점을 다시 봐야 하는지 써 주십시오." in page
        assert town.fresh(proposal).state == ProposalState.DECLINED

    def test_works_once(self, kim: Client, town: Town) -> None:
        proposal = town.declined()
        address = f"{LIST}{proposal.pk}/reask/"
        kim.post(address, {"text": "다시 봐 주십시오"})
        page = text(kim.post(address, {"text": "다시 봐 주십시오"}, follow=True))
        assert "다시 물을 수 있습니다." in page

    def test_is_for_the_author_alone(self, cast: Cast, town: Town) -> None:
        proposal = town.declined()
        assert cast.client("member").get(f"{LIST}{proposal.pk}/reask/").status_code == 403


@pytest.mark.parametrize("rest", ["support/", "follow/", "comments/"])
def test_a_button_opened_as_a_page_shows_the_way_back(kim: Client, town: Town, rest: str) -> None:
    proposal = town.sent()
    response = kim.get(f"{LIST}{proposal.pk}/{rest}")
    assert response.status_code == 405
    assert f'href="{LIST}{proposal.pk}/"' in text(response)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("rest", ["", "history/"])
def test_a_page_takes_no_other_method(kim: Client, town: Town, method: str, rest: str) -> None:
    proposal = town.sent()
    assert getattr(kim, method)(f"{LIST}{proposal.pk}/{rest}").status_code == 405
