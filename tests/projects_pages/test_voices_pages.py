"""공감, 소식 받기 and comments in a browser, and how comments are moderated."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from projects.models import Comment, Follow, Support
from tests.cast import Cast
from tests.projects_pages.town import LIST, PROJECTS, Town, text

COMMENTS = "/c/majang/comments/"


def test_it_works(kim: Client, town: Town) -> None:
    proposal = town.sent("member")
    response = kim.post(f"{LIST}{proposal.pk}/support/", {"to": "on"})
    assert response.url == f"{LIST}{proposal.pk}/#support"  # type: ignore[attr-defined]
    page = text(kim.get(f"{LIST}{proposal.pk}/"))
    assert "공감했습니다." in page
    assert "공감 거두기" in page
    assert town.fresh(proposal).support_count == 1


def test_pressing_twice_supports_once_and_taking_back_twice_takes_back_once(kim: Client, town: Town) -> None:
    proposal = town.sent("member")
    for to, count in (("on", 1), ("on", 1), ("off", 0), ("off", 0)):
        assert kim.post(f"{LIST}{proposal.pk}/support/", {"to": to}).status_code == 302
        with town.scope():
            assert Support.objects.count() == count
        assert town.fresh(proposal).support_count == count


def test_following_can_be_switched_on_and_off(kim: Client, town: Town) -> None:
    project = town.project()
    for to, count in (("on", 1), ("on", 1), ("off", 0)):
        assert kim.post(f"{PROJECTS}{project.pk}/follow/", {"to": to}).status_code == 302
        with town.scope():
            assert Follow.objects.filter(project=project).count() == count


@pytest.mark.parametrize("rest", ["support/", "follow/", "comments/"])
def test_a_visitor_is_asked_to_sign_in(visitor: Client, town: Town, rest: str) -> None:
    proposal = town.sent()
    response = visitor.post(f"{LIST}{proposal.pk}/{rest}", {"body": "저도요", "to": "on"})
    assert response.status_code == 302
    assert "/accounts/login/" in response.url  # type: ignore[attr-defined]


def test_who_is_not_verified_is_told_how_to_be(cast: Cast, town: Town) -> None:
    proposal = town.sent()
    newcomer = cast.client("newcomer")
    page = text(newcomer.get(f"{LIST}{proposal.pk}/"))
    assert "마장동 주민으로 확인되면 공감할 수 있습니다." in page
    assert "/c/majang/join/" in page
    assert newcomer.post(f"{LIST}{proposal.pk}/support/", {"to": "on"}).status_code == 403


def test_a_withdrawn_proposal_takes_no_voices_and_says_so(kim: Client, town: Town) -> None:
    proposal = town.sent("member")
    town.cast.client("member").post(f"{LIST}{proposal.pk}/withdraw/")
    page = text(kim.post(f"{LIST}{proposal.pk}/support/", {"to": "on"}, follow=True))
    assert "철회한 제안입니다" in page
    assert "의견을 더 받지 않습니다." in page
    assert "나도 공감하기" not in page


class TestComments:
    @pytest.mark.parametrize("base", [LIST, PROJECTS])
    def test_appear_under_what_they_are_about(self, kim: Client, town: Town, base: str) -> None:
        thing = town.sent() if base == LIST else town.project()
        response = kim.post(f"{base}{thing.pk}/comments/", {"body": "저도 무섭습니다.", "token": str(uuid.uuid4())})
        with town.scope():
            comment = Comment.objects.get()
        assert response.url == f"{base}{thing.pk}/#comment-{comment.pk}"  # type: ignore[attr-defined]
        assert "저도 무섭습니다." in text(kim.get(f"{base}{thing.pk}/"))

    def test_sent_twice_are_one(self, kim: Client, town: Town) -> None:
        proposal = town.sent()
        typed = {"body": "저도 무섭습니다.", "token": str(uuid.uuid4())}
        for _ in range(2):
            assert kim.post(f"{LIST}{proposal.pk}/comments/", typed).status_code == 302
        with town.scope():
            assert Comment.objects.count() == 1

    @pytest.mark.parametrize("base", [LIST, PROJECTS])
    @pytest.mark.parametrize(
        ("body", "message"),
        [("", "의견을 써 주십시오."), ("가" * 1001, "1000자까지 쓸 수 있습니다. 지금 1001자입니다.")],
    )
    def test_with_something_to_correct_come_back(
        self, kim: Client, town: Town, base: str, body: str, message: str
    ) -> None:
        thing = town.sent() if base == LIST else town.project()
        response = kim.post(f"{base}{thing.pk}/comments/", {"body": body})
        assert response.status_code == 200
        assert message in text(response)
        assert body in text(response)
        with town.scope():
            assert not Comment.objects.exists()

    def test_are_text_not_markup(self, kim: Client, town: Town) -> None:
        proposal = town.sent()
        kim.post(f"{LIST}{proposal.pk}/comments/", {"body": "<script>alert(1)</script>"})
        assert "<script>alert(1)" not in text(kim.get(f"{LIST}{proposal.pk}/"))

    def test_come_in_pages(self, visitor: Client, town: Town) -> None:
        proposal = town.sent()
        for number in range(22):
            town.comment(proposal, "member", f"{number}번째 의견")
        page = text(visitor.get(f"{LIST}{proposal.pk}/"))
        assert "다음 2개 보기" in page
        assert "21번째 의견" not in page
        assert "21번째 의견" in text(visitor.get(f"{LIST}{proposal.pk}/?page=2"))

    def test_can_be_taken_back_by_who_wrote_them(self, kim: Client, cast: Cast, town: Town) -> None:
        proposal = town.sent()
        comment = town.comment(proposal, "resident")
        assert cast.client("member").post(f"{COMMENTS}{comment.pk}/withdraw/").status_code == 403
        for _ in range(2):
            assert kim.post(f"{COMMENTS}{comment.pk}/withdraw/").status_code == 302
        assert "저도 무섭습니다." not in text(kim.get(f"{LIST}{proposal.pk}/"))


class TestModeration:
    def test_hides_with_a_reason_that_everyone_reads(self, cast: Cast, town: Town) -> None:
        proposal = town.sent()
        comment = town.comment(proposal, "member", "전화 010-0000-0000")
        secretary = cast.client("secretary")
        assert "의견 가리기" in text(secretary.get(f"{COMMENTS}{comment.pk}/hide/"))
        secretary.post(f"{COMMENTS}{comment.pk}/hide/", {"reason": "전화번호가 들어 있습니다"})
        page = text(Client().get(f"{LIST}{proposal.pk}/"))
        assert "가린 의견입니다. 까닭: 전화번호가 들어 있습니다" in page
        assert "010-0000-0000" not in page
        assert "010-0000-0000" in text(secretary.get(f"{LIST}{proposal.pk}/"))

    def test_needs_the_reason(self, cast: Cast, town: Town) -> None:
        comment = town.comment(town.sent(), "member")
        page = text(cast.client("secretary").post(f"{COMMENTS}{comment.pk}/hide/", {"reason": " "}))
        assert "가리는 까닭을 써 주십시오." in page
        assert comment.body in page

    def test_by_a_second_person_is_told_apart(self, cast: Cast, town: Town) -> None:
        comment = town.comment(town.sent(), "member")
        cast.client("secretary").post(f"{COMMENTS}{comment.pk}/hide/", {"reason": "광고입니다"})
        assert cast.client("chair").post(f"{COMMENTS}{comment.pk}/hide/", {"reason": "광고"}).status_code == 409

    def test_can_be_undone(self, cast: Cast, town: Town) -> None:
        proposal = town.sent()
        comment = town.comment(proposal, "member")
        secretary = cast.client("secretary")
        secretary.post(f"{COMMENTS}{comment.pk}/hide/", {"reason": "광고입니다"})
        secretary.post(f"{COMMENTS}{comment.pk}/restore/")
        assert comment.body in text(Client().get(f"{LIST}{proposal.pk}/"))

    @pytest.mark.parametrize("who", ["resident", "member", "official", "auditor"])
    def test_is_not_for_everyone(self, cast: Cast, town: Town, who: str) -> None:
        comment = town.comment(town.sent(), "member")
        assert cast.client(who).post(f"{COMMENTS}{comment.pk}/hide/", {"reason": "싫어서"}).status_code == 403

    def test_of_another_council_is_not_found(self, cast: Cast, town: Town) -> None:
        comment = town.comment(town.sent(), "member")
        address = f"/c/sageun/comments/{comment.pk}/hide/"
        assert cast.client("neighbour_secretary").post(address, {"reason": "궁금해서"}).status_code == 404
