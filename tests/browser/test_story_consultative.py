"""A 협의사무: the office asks, the council gives its opinion, the office replies with a reason, and it is followed up."""

from __future__ import annotations

from django.utils import timezone

from tests.browser.conftest import Arrives
from tests.projects_pages.office import Office

TITLE = "마장로 주차 구역을 새로 정하는 일"


def test_from_the_request_through_opinion_and_reply_to_the_end(arrives: Arrives, office: Office) -> None:
    today = timezone.localdate()
    oh, secretary = arrives("committee_head"), arrives("secretary")
    head = arrives("head")

    # 협의 요청
    head.opens("office/projects/new/").types("사업 이름", TITLE).picks("협의", under="사무 구분")
    head.types("그렇게 나눈 까닭", "주민이 차를 대는 권리를 바꾸는 일입니다.").selects("분과", "안전·환경분과")
    head.presses("사업 만들기").sees("협의 요청")
    project = head.path
    secretary.takes_up(TITLE).picks("협의 요청 받기", under="결정").presses("협의 요청 받기").sees("심의")

    # 분과·정기회의 심의, 의견 의결
    oh.takes_up(TITLE).picks("의견안 올리기", under="결정").types("날짜", today)
    oh.types("근거 문서나 회의", "제5차 안전·환경분과 회의").presses("의견안 올리기").sees("의견 의결")
    secretary.takes_up(TITLE).picks("의견 의결 기록하기", under="결정").picks("조건부 동의", under="의견")
    secretary.types("날짜", today).types("근거 문서나 회의", "제9차 정기회의 회의록").types("재적", 36).types(
        "출석", 27
    )
    secretary.types("찬성", 20).types("반대", 5).presses("의견 의결 기록하기").sees("조건이나 까닭을 써 주십시오.")
    secretary.types("조건이나 까닭", "학교 앞 스무 걸음은 비워 둡니다.").presses("의견 의결 기록하기").sees(
        "의견서 송부"
    )

    # 의견서 송부
    secretary.takes_up(TITLE).types("날짜", today).types("근거 문서나 회의", "협의의견서 2026-7")
    secretary.presses("의견서 보내기").sees("회신")

    # 회신: 미반영 needs its reason.
    head.takes_up(TITLE).picks("의견에 답하기", under="결정").picks("미반영", under="답")
    head.presses("의견에 답하기").sees("반영하지 않는 까닭을 써 주십시오.")
    head.types("까닭과 앞으로 할 일", "소방차가 돌 자리가 모자랍니다.").presses("의견에 답하기").sees("이행 확인")

    # 다시 답을 청하기, 추후검토 needs its day.
    oh.takes_up(TITLE).picks("다시 답을 청하기", under="결정").types("까닭", "소방서는 넉넉하다고 합니다.")
    oh.presses("다시 답을 청하기").sees("회신")
    head.takes_up(TITLE).picks("의견에 답하기", under="결정").picks("추후검토", under="답")
    head.presses("의견에 답하기").sees("언제까지 다시 살필지 날을 골라 주십시오.")
    head.picks("반영", under="답").presses("의견에 답하기").sees("이행 확인")

    # 이행 확인
    oh.takes_up(TITLE).picks("이행을 확인하고 마치기", under="결정").types("확인한 날", today)
    oh.types("까닭", "선을 새로 그은 것을 보았습니다.").presses("이행을 확인하고 마치기").sees("협의를 마쳤습니다.")

    visitor = arrives(phone=True).opens(project).sees("종료", "협의를 마쳤습니다.")
    visitor.no_sideways_scroll()
    visitor.opens(f"{project}history/")
    visitor.sees(
        "학교 앞 스무 걸음은 비워 둡니다.", "소방차가 돌 자리가 모자랍니다.", "선을 새로 그은 것을 보았습니다."
    )
