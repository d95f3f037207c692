"""A 주민자치 사무 with grant money, in the annual plan: from an adopted proposal to the confirmed settlement."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from projects import classifier
from tests.browser.conftest import Arrives
from tests.browser.test_story_proposing import phone_photo
from tests.projects_pages.office import Office

TITLE = "마장동 골목 축제"
QUESTIONS = [str(question) for _name, question, _hint in classifier.QUESTIONS]


def test_from_a_proposal_through_the_assembly_to_the_settlement(arrives: Arrives, office: Office) -> None:
    today = timezone.localdate()
    proposal = office.adopted(title="골목에서 축제를 열어 주세요")
    oh, secretary, chair = arrives("committee_head"), arrives("secretary"), arrives("chair")
    official, head = arrives("official"), arrives("head")

    oh.takes_up(proposal.title)
    for question in QUESTIONS:
        oh.picks("아니오", under=question)
    oh.presses("갈래 살펴보기").sees("주민자치 사무로 볼 만합니다").follows("갈래를 정하고 사업으로 만들기")
    assert oh.field("그렇게 나눈 까닭").input_value()
    oh.types("사업 이름", TITLE)
    oh.picks("정부 지원금을 씁니다").picks("자치계획에 넣습니다").presses("사업 만들기")

    # 계획 작성: it may be kept half written, but not handed in.
    plan = oh.path
    oh.sees("사업으로 만들었습니다.", "아래 칸을 써야 분과에 낼 수 있습니다.")
    oh.types("배경", "이웃이 만날 자리가 없습니다.").presses("저장하기").sees("내기 전에 쓸 것")
    oh.follows("계획 내기", within="main").presses("계획 내기").sees("먼저 써 주십시오.")
    oh.opens(plan)
    oh.types("대상", "마장동 주민 300명").types("내용", "골목 장터와 노래 자랑").types("일정", "4월 준비, 5월 축제")
    oh.types("드는 돈", "400만원").presses("저장하기").sees("필요한 칸을 모두 썼습니다.")
    oh.follows("계획 내기", within="main").presses("계획 내기").sees("분과 심의")
    project = oh.path

    # 분과 심의
    oh.takes_up(TITLE).picks("분과 심의 통과", under="결정")
    oh.types("날짜", today).types("근거 문서나 회의", "제5차 안전·환경분과 회의").types("찬성", 7).types("반대", 0)
    oh.presses("분과 심의 통과하기").sees("행정 검토")

    # 행정 검토: with grant money an unfit plan cannot go on.
    official.takes_up(TITLE).picks("검토 의견 보내기", under="결정").picks("부적합", under="검토 의견")
    official.presses("검토 의견 보내기").sees("보완 요구나 반려를 골라 주십시오.")
    official.picks("조건부 적합", under="검토 의견").types("장소", "도로 점용 허가를 먼저 받아야 합니다.")
    official.presses("검토 의견 보내기").sees("정기회의 의결")

    # 정기회의 의결: the votes must really carry it.
    secretary.takes_up(TITLE).picks("가결로 기록하기", under="결정").types("날짜", today)
    secretary.types("근거 문서나 회의", "제9차 정기회의 회의록").types("재적", 36).types("출석", 27)
    secretary.types("찬성", 10).types("반대", 15).presses("가결로 기록하기").sees("부결로 기록해 주십시오.")
    secretary.types("찬성", 24).types("반대", 0).presses("가결로 기록하기").sees("주민총회 의결")

    # 주민총회 의결
    secretary.takes_up(TITLE).picks("총회 가결로 기록하기", under="결정")
    secretary.types("날짜", today).types("근거 문서나 회의", "2026년 주민총회").types("참여한 주민", 320)
    secretary.types("찬성", 290).types("반대", 30).presses("총회 가결로 기록하기").sees("확정")

    # 확정
    chair.takes_up(TITLE).picks("교부결정을 적고 확정하기", under="결정").types("교부결정 날짜", today)
    chair.types("교부결정 문서 번호", "마장동-2026-118").types("시작하는 날", today)
    chair.types("끝나는 날", today - dt.timedelta(days=3)).presses("교부결정을 적고 확정하기").sees("보다 빠릅니다.")
    chair.types("끝나는 날", today + dt.timedelta(days=60)).presses("교부결정을 적고 확정하기").sees(
        "사업을 하고 있습니다"
    )

    # 시행, with a log that everybody follows.
    oh.opens(project.replace("/projects/", "/office/projects/") + "log/")
    oh.types("있었던 일", "골목 장터에 쓸 탁자를 빌렸습니다.").hands_in("사진", phone_photo())
    oh.types("사진을 말로 하면", "탁자 열 개가 골목에 놓여 있습니다.").presses("일지 쓰기").sees(
        "사업 일지를 썼습니다."
    )
    visitor = arrives(phone=True).opens(project).sees("골목 장터에 쓸 탁자를 빌렸습니다.")
    assert visitor.page.get_by_alt_text("탁자 열 개가 골목에 놓여 있습니다.").count() == 1
    visitor.no_sideways_scroll()
    oh.takes_up(TITLE).types("마친 날", today).presses("사업 마치기").sees("결과보고")

    # 결과보고와 정산
    oh.takes_up(TITLE).types("함께한 사람 수", 310).types("계획과 견준 결과", "계획보다 열 명 더 왔습니다.")
    oh.types("쓴 지원금", "3,900,000").presses("결과보고 내기").sees("정산 확인")
    head.takes_up(TITLE).picks("정산 확인하기", under="결정").types("날짜", today).types(
        "근거 문서나 회의", "정산검사 조서"
    )
    head.types("돌려받은 돈", "100,000").presses("정산 확인하기").sees("사업을 마쳤습니다.")

    visitor.opens(project).sees("종료", "사업을 마쳤습니다.", "골목에서 축제를 열어 주세요")
    arrives("resident").opens(f"proposals/{proposal.pk}/").sees("채택했습니다.", TITLE, "끝남")
