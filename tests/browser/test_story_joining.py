"""First act: somebody signs up, joins the council, and is verified."""

from __future__ import annotations

import re

from tests.browser.conftest import Arrives
from tests.browser.server import Portal

ADDRESS = "kang@majang.example"
PASSWORD = "golmok-gil-2026"


def test_a_newcomer_signs_up_joins_and_is_verified_by_a_printed_code(arrives: Arrives, portal: Portal) -> None:
    kang = arrives(phone=True, fresh=True).opens("").follows("동네 일 제안하기")
    kang.sees("보내려면 두 가지가 필요합니다").follows("계정 만들기")

    # An account needs the required consents; the optional ones may stay empty.
    kang.types("이름", "강은영").types("전자우편", ADDRESS)
    kang.types("비밀번호", PASSWORD).types("비밀번호 한 번 더", PASSWORD)
    kang.presses("가입하기").sees("동의해야 계정을 만들 수 있습니다")
    kang.types("비밀번호", PASSWORD).types("비밀번호 한 번 더", PASSWORD)
    kang.picks("이름과 전자우편을 계정에 쓰는 데 동의합니다").picks("이용 약관에 동의합니다").picks(
        "만 14세 이상입니다"
    )
    kang.presses("가입하기").sees("받은 번호를 넣어 주십시오", ADDRESS)

    mail = portal.mail_to(ADDRESS)
    code = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail, re.M)
    assert code, mail
    kang.page.locator("main input[name=code]").fill(code[1])
    kang.presses("확인받기")

    # Back where the way began; writing is possible, sending is not yet.
    kang.sees("아직 마장동 주민으로 확인되지 않았습니다").misses("제안 보내기").follows("주민 확인 신청하기")
    kang.picks("이 동네에 삽니다").types("어디쯤인가요", "마장로 7길")
    kang.presses("주민으로 확인해 달라고 하기").sees("신청을 받았습니다", "확인을 기다립니다")

    secretary = (
        arrives("secretary").opens("office/").follows("주민 확인", within="main").follows("강은영", within="main")
    )
    secretary.sees("마장로 7길").presses("확인 번호 찍기").sees("마장동 주민자치회 주민 확인 번호", "강은영 님께")
    printed = secretary.page.locator("article.sheet dl.stats dd").inner_text()

    kang.opens("join/").types("확인 번호", "ZZZZ-9999").presses("번호로 확인하기").sees(
        "번호가 다릅니다.", "4번 더 쓸 수 있습니다."
    )
    kang.types("확인 번호", printed.lower()).presses("번호로 확인하기").sees("확인된 주민입니다")
    kang.follows("동네 일 제안하기", within="main").misses("아직 마장동 주민으로 확인되지 않았습니다")
    assert kang.page.get_by_role("button", name="제안 보내기").is_visible()
    kang.no_sideways_scroll()


def test_a_request_is_sent_back_with_a_reason_asked_again_and_confirmed_in_person(arrives: Arrives) -> None:
    na, secretary = arrives("newcomer"), arrives("secretary")
    secretary.opens("office/residents/").follows("나은지", within="main")
    secretary.presses("까닭을 적어 돌려보내기").sees("까닭을 써 주십시오")
    secretary.types("확인하지 못한 까닭", "마장로 3길에 사시는 분을 찾지 못했습니다. 다시 적어 주십시오.")
    secretary.presses("까닭을 적어 돌려보내기")

    na.opens("join/").sees("지난 신청은 확인하지 못했습니다", "마장로 3길에 사시는 분을 찾지 못했습니다.")
    na.types("어디쯤인가요", "마장로 33길").presses("주민으로 확인해 달라고 하기").sees("확인을 기다립니다")

    secretary.opens("office/residents/").follows("나은지", within="main").sees("마장로 33길")
    secretary.presses("주민으로 확인하기").sees("서류를 본 다음에 표시해 주십시오")
    secretary.picks("신분증이나 우편물로 주소를 보았습니다").presses("주민으로 확인하기").sees("주민으로 확인했습니다.")
    na.opens("join/").sees("확인된 주민입니다", "만나서 확인")
