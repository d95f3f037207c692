"""Writing and sending a proposal in a browser."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from council.common.scope import council_scope
from projects.choices import ProposalState
from projects.models import Photo
from tests.cast import Cast
from tests.projects_pages.town import BODY, LIST, NEW, TITLE, TYPED, Town, picture, text

AUTOSAVE = f"{LIST}draft/"


def test_it_works(kim: Client, town: Town) -> None:
    response = kim.post(NEW, TYPED, follow=True)

    [proposal] = town.sent_by("resident")
    assert response.redirect_chain[-1][0] == f"{LIST}{proposal.pk}/sent/"
    assert "제안을 받았습니다" in text(response)
    assert "3일 안에 담당이 정해집니다." in text(response)
    assert proposal.number_label in text(response)
    assert proposal.consent_version == "2026-11"
    assert not proposal.show_name


def test_a_visitor_reads_what_it_takes_and_comes_back_after_signing_in(visitor: Client, cast: Cast) -> None:
    page = text(visitor.get(NEW))

    assert "보내려면 두 가지가 필요합니다" in page
    assert "/accounts/login/?next=%2Fc%2Fmajang%2Fproposals%2Fnew%2F" in page
    assert "csrfmiddlewaretoken" not in page


def test_a_visitor_cannot_send(visitor: Client, cast: Cast, town: Town) -> None:
    visitor.post(NEW, TYPED)
    assert town.sent_by("resident") == []


def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(kim: Client, town: Town) -> None:
    page = text(kim.post(NEW, {"place": "마장역 2번 출구", "wish": "TOGETHER"}))

    assert "한 줄로 무엇을 바라는지 써 주십시오." in page
    assert "무엇이 불편하고 어떻게 되면 좋은지 써 주십시오." in page
    assert "동의해야 답을 보낼 수 있습니다" in page
    assert 'value="마장역 2번 출구"' in page
    assert town.sent_by("resident") == []
    draft = town.draft_of("resident")
    assert draft is not None
    assert draft.place == "마장역 2번 출구"


def test_a_text_that_is_too_long_stays_on_the_page_and_says_by_how_much(kim: Client, town: Town) -> None:
    long = "가" * 81
    page = text(kim.post(NEW, {**TYPED, "title": long}))
    assert long in page
    assert "80자까지 쓸 수 있습니다. 지금 81자입니다." in page
    assert town.sent_by("resident") == []


def test_sent_twice_is_one_proposal(kim: Client, town: Town) -> None:
    first = kim.post(NEW, TYPED)
    second = kim.post(NEW, TYPED)

    assert len(town.sent_by("resident")) == 1
    assert first.url == second.url  # type: ignore[attr-defined]
    assert town.draft_of("resident") is None


def test_a_late_autosave_does_not_bring_a_sent_proposal_back_as_a_draft(kim: Client, town: Town) -> None:
    kim.post(NEW, TYPED)
    page = text(kim.post(AUTOSAVE, TYPED))
    assert "이미 보낸 제안입니다." in page
    assert town.draft_of("resident") is None


def test_keeping_leaves_a_draft_to_go_on_with(kim: Client, town: Town) -> None:
    response = kim.post(NEW, {"title": TITLE, "keep": "1"})
    assert response.status_code == 302
    draft = town.draft_of("resident")
    assert draft is not None
    assert draft.title == TITLE
    assert f'value="{TITLE}"' in text(kim.get(NEW))
    assert town.sent_by("resident") == []


def test_typing_is_kept_without_a_button(kim: Client, town: Town) -> None:
    page = text(kim.post(AUTOSAVE, {"title": TITLE, "body": BODY, "wish": "OFFICE_TASK"}))
    draft = town.draft_of("resident")
    assert draft is not None
    assert (draft.title, draft.body) == (TITLE, BODY)
    assert "에 임시로 저장했습니다" in page
    assert 'id="hints"' in page
    assert "위탁" in page


def test_nothing_typed_keeps_nothing(kim: Client, town: Town) -> None:
    kim.post(AUTOSAVE, {"title": "  ", "wish": "UNKNOWN"})
    assert town.draft_of("resident") is None


def test_what_does_not_fit_is_not_kept_and_said_so(kim: Client, town: Town) -> None:
    kim.post(AUTOSAVE, {"title": "작은도서관"})
    page = text(kim.post(AUTOSAVE, {"title": "가" * 100, "place": "마장로"}))
    draft = town.draft_of("resident")
    assert draft is not None
    assert (draft.title, draft.place) == ("작은도서관", "마장로")
    assert "‘한 줄로 말하면’은(는) 고칠 것이 있어" in page


def test_autosave_opened_as_a_page_shows_the_way_back(kim: Client, cast: Cast) -> None:
    response = kim.get(AUTOSAVE)
    assert response.status_code == 405
    assert f'href="{LIST}"' in text(response)


def test_similar_proposals_and_the_class_are_shown_after_a_plain_post_too(kim: Client, town: Town) -> None:
    town.sent("member", title="밤길 위험한 골목이 많아요")
    page = text(kim.post(NEW, {"title": "위험한 골목을 밝게 해 주세요", "wish": "OFFICE_TASK"}))
    assert "비슷한 제안이 1건 있습니다" in page
    assert "밤길 위험한 골목이 많아요" in page
    assert "갈래는 분과장과 간사가 정하고" in page


def test_the_draft_of_somebody_else_is_not_there(cast: Cast, town: Town) -> None:
    draft = town.draft()
    for who in ("member", "secretary", None):
        assert cast.client(who).get(f"{LIST}{draft.pk}/").status_code == 404


def test_editing_a_draft_opens_the_form_and_a_sent_one_stays_as_sent(kim: Client, town: Town) -> None:
    draft = town.draft()
    assert kim.get(f"{LIST}{draft.pk}/", follow=True).redirect_chain[-1][0] == NEW
    kim.post(NEW, TYPED)
    [proposal] = town.sent_by("resident")
    response = kim.get(f"{LIST}{proposal.pk}/edit/", follow=True)
    assert "보낸 제안은 고치지 않습니다." in text(response)


def test_a_draft_can_be_thrown_away(kim: Client, town: Town) -> None:
    town.draft()
    assert "쓰던 글을 지울까요" in text(kim.get(f"{LIST}draft/discard/"))
    kim.post(f"{LIST}draft/discard/")
    assert town.draft_of("resident") is None
    assert kim.post(f"{LIST}draft/discard/").status_code == 302


class TestUnverified:
    def test_may_write_and_is_told_how_to_be_verified(self, cast: Cast, town: Town) -> None:
        page = text(cast.client("newcomer").get(NEW))
        assert "아직 마장동 주민으로 확인되지 않았습니다" in page
        assert "/c/majang/join/" in page
        assert "제안 보내기" not in page

    def test_sending_anyway_keeps_the_text_and_says_why(self, cast: Cast, town: Town) -> None:
        page = text(cast.client("newcomer").post(NEW, TYPED))
        assert "주민 확인을 받으면 보낼 수 있습니다." in page
        assert TITLE in page
        assert town.draft_of("newcomer") is not None
        assert town.sent_by("newcomer") == []

    def test_is_held_when_the_rule_allows_it(self, cast: Cast, town: Town) -> None:
        town.rule("proposal.unverified_allowed", True)
        browser = cast.client("newcomer")
        assert "간사가 살펴본 뒤 공개하고" in text(browser.get(NEW))
        page = text(browser.post(NEW, TYPED, follow=True))
        assert "주민 확인 전이라 간사가 살펴본 뒤 공개합니다." in page
        [proposal] = town.sent_by("newcomer")
        assert proposal.held
        assert "아직 공개하지 않았습니다" in text(browser.get(f"{LIST}{proposal.pk}/"))
        assert cast.client("member").get(f"{LIST}{proposal.pk}/").status_code == 404
        assert Client().get(f"{LIST}{proposal.pk}/").status_code == 404


class TestPhotos:
    def test_are_sent_along(self, kim: Client, town: Town) -> None:
        kim.post(NEW, {**TYPED, "photos": [picture(), picture("2.png", kind="PNG")]})
        [proposal] = town.sent_by("resident")
        with town.scope():
            assert proposal.photos.count() == 2

    def test_stay_when_something_else_has_to_be_corrected(self, kim: Client, town: Town) -> None:
        page = text(kim.post(NEW, {"title": TITLE, "photos": [picture()]}))
        assert "올린 사진 1장" in page
        draft = town.draft_of("resident")
        assert draft is not None
        kim.post(NEW, TYPED)
        [proposal] = town.sent_by("resident")
        with town.scope():
            assert proposal.photos.count() == 1

    def test_can_be_described_and_taken_out_while_writing(self, kim: Client, town: Town) -> None:
        kim.post(NEW, {"title": TITLE, "add": "1", "photos": [picture(), picture()]})
        with town.scope():
            first, second = Photo.objects.order_by("pk")
        kim.post(NEW, {"title": TITLE, "keep": "1", f"alt-{second.pk}": "가로등이 꺼진 골목"})
        response = kim.post(NEW, {"title": "고친 제목", "remove": str(first.pk)})
        assert response.status_code == 302
        page = text(kim.get(NEW))
        assert "올린 사진 1장" in page
        assert "가로등이 꺼진 골목" in page
        assert "고친 제목" in page

    def test_a_sixth_one_is_refused_beside_the_field(self, kim: Client, town: Town) -> None:
        kim.post(NEW, {"title": TITLE, "add": "1", "photos": [picture() for _ in range(4)]})
        page = text(kim.post(NEW, {**TYPED, "photos": [picture(), picture()]}))
        assert "사진은 5장까지 올릴 수 있습니다." in page
        assert town.sent_by("resident") == []

    @pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"\x00" * 2000])
    def test_what_is_no_photo_is_refused_and_the_text_stays(self, kim: Client, town: Town, content: bytes) -> None:
        broken = SimpleUploadedFile("골목.jpg", content, content_type="image/jpeg")
        response = kim.post(NEW, {**TYPED, "photos": [broken]})
        assert response.status_code == 200
        assert TITLE in text(response)
        assert town.sent_by("resident") == []

    def test_of_somebody_else_cannot_be_taken_out(self, kim: Client, cast: Cast, town: Town) -> None:
        kim.post(NEW, {**TYPED, "photos": [picture()]})
        [proposal] = town.sent_by("resident")
        with town.scope():
            photo = proposal.photos.get()
        address = f"{LIST}{proposal.pk}/photos/{photo.pk}/remove/"
        assert cast.client("member").post(address).status_code == 403
        assert kim.post(address).status_code == 302
        with town.scope():
            assert Photo.objects.get(pk=photo.pk).removed_at is not None


def test_another_council_does_not_know_the_proposal(kim: Client, cast: Cast, town: Town) -> None:
    proposal = town.sent()
    assert kim.get(f"/c/sageun/proposals/{proposal.pk}/").status_code == 404


@pytest.mark.parametrize("pk", ["0", "999999999", "9" * 30])
@pytest.mark.parametrize("rest", ["", "edit/", "sent/", "withdraw/", "reask/", "history/"])
def test_a_number_that_is_not_there_is_not_found(kim: Client, cast: Cast, pk: str, rest: str) -> None:
    assert kim.get(f"{LIST}{pk}/{rest}").status_code == 404


def test_the_sent_page_is_for_the_sender(cast: Cast, town: Town) -> None:
    proposal = town.sent()
    response = cast.client("member").get(f"{LIST}{proposal.pk}/sent/")
    assert response.status_code == 302
    with council_scope(cast.council.pk):
        assert town.fresh(proposal).state == ProposalState.RECEIVED
