"""Second act: a resident proposes on a phone, and the neighbours join in."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from tests.browser.conftest import Arrives
from tests.cast import PASSWORD, PEOPLE
from tests.projects_pages.office import Office

TITLE = "비가 오면 잠기는 굴다리에 물길을 내 주세요"
BODY = "장마철이면 발목까지 물이 차서 학교 가는 아이들이 큰길로 돌아갑니다."
SEEN_AT = b"Exif\x00\x00"


def phone_photo() -> dict[str, Any]:
    """Return a photo as a phone takes it: large, and telling where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "SomePhone"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.effect_mandelbrot((3000, 2250), (-2, -1.5, 1, 1.5), 30).convert("RGB").save(out, "JPEG", exif=exif)
    assert SEEN_AT in out.getvalue()
    return {"name": "굴다리.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_a_resident_proposes_with_a_photo_on_a_phone_and_a_lost_session_loses_no_word(arrives: Arrives) -> None:
    kim = arrives("resident", phone=True, fresh=True).opens("").follows("동네 일 제안하기")
    kim.types("한 줄로 말하면", TITLE).types("무엇이 불편하고, 어떻게 되면 좋겠나요", BODY)
    kim.sees("임시로 저장했습니다", within="#draft-line").no_sideways_scroll()

    kim.context.clear_cookies()
    kim.opens("proposals/new/").sees("보내려면 두 가지가 필요합니다").follows("로그인하고 쓰기")
    kim.types("전자우편", PEOPLE["resident"][1]).types("비밀번호", PASSWORD).presses("로그인하기")
    assert kim.field("한 줄로 말하면").input_value() == TITLE
    assert kim.field("무엇이 불편하고, 어떻게 되면 좋겠나요").input_value() == BODY

    kim.hands_in("사진", phone_photo()).sees("굴다리.jpg")
    kim.types("어디인가요", "마장동 굴다리").types("돈이 얼마나 들까요", "150만원")
    kim.picks("행정과 주민이 함께 정해야 하는 일")
    kim.presses("제안 보내기").sees("이름과 연락처를 답변에 쓰는 데 동의해야 답을 보낼 수 있습니다.", "올린 사진 1장")
    assert kim.page.title().startswith("오류:")
    kim.picks("이름과 연락처를 답변에만 씁니다").presses("제안 보내기")
    kim.sees("제안을 받았습니다", "3일 안에 담당이 정해집니다.", TITLE).no_sideways_scroll()
    kim.follows("보낸 제안 보기").sees("1,500,000원", "마장동 굴다리", "마장동 주민")

    # Everybody sees it, with the photo, which has forgotten where it was taken.
    visitor = (
        arrives(phone=True).opens("proposals/").follows(TITLE).sees(BODY, "다음 차례").misses(PEOPLE["resident"][0])
    )
    photo = visitor.page.locator("#photos img").first
    photo.scroll_into_view_if_needed()
    assert photo.evaluate("img => img.decode().then(() => img.naturalWidth)") == 480
    large = visitor.context.request.get(
        visitor.portal.url + str(visitor.page.locator("#photos a").first.get_attribute("href"))
    )
    assert large.ok
    assert SEEN_AT not in large.body()
    assert b"SomePhone" not in large.body()
    visitor.no_sideways_scroll()

    # The form is empty again: nothing of what was sent hangs on.
    assert kim.opens("proposals/new/").field("한 줄로 말하면").input_value() == ""


def test_neighbours_support_follow_and_discuss_and_a_hidden_word_leaves_its_reason(
    arrives: Arrives, office: Office
) -> None:
    proposal = office.proposal("놀이터 그늘막을 세워 주세요")
    page = f"proposals/{proposal.pk}/"
    visitor = arrives().opens(page)
    visitor.sees("로그인하고 공감하기", "로그인하고 의견 쓰기").misses("나도 공감하기")

    lee = arrives("member").opens(page).presses("나도 공감하기").sees("1명이 공감했습니다.")
    lee.presses("이 제안 소식 받기").sees("바뀌면 알려 드립니다.")
    lee.presses("의견 보내기").sees("의견을 써 주십시오.")
    lee.types("의견 쓰기", "010-1234-5678로 전화 주세요. 저도 찬성합니다.").presses("의견 보내기").sees(
        "저도 찬성합니다."
    )
    lee.presses("공감 거두기").sees("0명이 공감했습니다.").presses("나도 공감하기")

    secretary = arrives("secretary").opens(page).follows("가리기", within="#comments")
    secretary.presses("의견 가리기").sees("가리는 까닭을 써 주십시오.")
    secretary.types("가리는 까닭", "전화번호가 들어 있습니다").presses("의견 가리기")
    visitor.opens(page).sees("가린 의견입니다. 까닭: 전화번호가 들어 있습니다", "1명이 공감했습니다.").misses(
        "010-1234-5678"
    )
    secretary.opens(page).presses("다시 보이기").sees("저도 찬성합니다.")
    lee.opens(page).confirms("내 의견 거두기").misses("010-1234-5678")
    arrives("stranger").opens(page).misses("나도 공감하기")
