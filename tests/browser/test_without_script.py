"""Without JavaScript everything works too: it only takes a page more."""

from __future__ import annotations

from tests.browser.conftest import Arrives
from tests.browser.test_story_proposing import phone_photo
from tests.projects_pages.office import Office


def test_proposing_with_a_photo(arrives: Arrives) -> None:
    lee = arrives("member", java_script_enabled=False).opens("proposals/new/")
    lee.types("한 줄로 말하면", "스크립트 없이 쓴 제안")
    lee.types("무엇이 불편하고, 어떻게 되면 좋겠나요", "오래된 전화기로 씁니다.")
    lee.hands_in("사진", phone_photo()).presses("고른 사진 먼저 올리기").sees("올린 사진 1장")
    lee.presses("제안 보내기").sees("동의해야 답을 보낼 수 있습니다.")
    lee.picks("이름과 연락처를 답변에만 씁니다").presses("제안 보내기").sees("제안을 받았습니다")


def test_supporting_following_and_speaking(arrives: Arrives, office: Office) -> None:
    proposal = office.proposal("스크립트 없이 공감하는 제안")
    lee = arrives("member", java_script_enabled=False).opens(f"proposals/{proposal.pk}/")
    lee.presses("나도 공감하기").sees("1명이 공감했습니다.").presses("이 제안 소식 받기").sees("소식 그만 받기")
    lee.types("의견 쓰기", "저도 바랍니다.").presses("의견 보내기").sees("저도 바랍니다.")
    lee.presses("내 의견 거두기").misses("저도 바랍니다.")


def test_deciding(arrives: Arrives, office: Office) -> None:
    project = office.at_approval("스크립트 없이 정하는 위탁")
    head = arrives("head", java_script_enabled=False).takes_up("스크립트 없이 정하는 위탁")
    head.picks("거절", under="결정").presses("결정하기").sees("까닭을 써 주십시오.", "까닭의 갈래를 골라 주십시오.")
    head.selects("까닭의 갈래", "쓸 돈이 없음").types("까닭", "올해 예산에 없습니다.").presses("결정하기")
    head.sees("부결·반려", "올해 예산에 없습니다.")
    assert office.reload(project).status == "REJECTED"


def test_choosing_large_text(arrives: Arrives) -> None:
    visitor = arrives(java_script_enabled=False).opens("").presses("글자 크게", within="header")
    assert visitor.opens("projects/").page.locator("html").get_attribute("data-text") == "large"
