"""A 위탁사무: asked for by the office, applied for, found suitable, approved, agreed, done, evaluated and closed."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from projects.workflows import WORKFLOWS
from tests.browser.conftest import Arrives
from tests.projects_pages.office import Office

TITLE = "마장동 마을 안전지도 만들기"
CONTENTS = [str(asked.label) for asked in WORKFLOWS["ENTRUSTED"].move("sign").inputs if asked.name.startswith("has_")]


def test_from_the_request_through_approval_and_agreement_to_the_end(arrives: Arrives, office: Office) -> None:
    today = timezone.localdate()
    starts, ends = today + dt.timedelta(days=30), today + dt.timedelta(days=300)
    oh, secretary = arrives("committee_head"), arrives("secretary")
    official, head = arrives("official"), arrives("head")

    # 요청·제안
    official.opens("office/projects/new/").types("사업 이름", TITLE).picks("위탁", under="사무 구분")
    official.types("그렇게 나눈 까닭", "행정이 하던 조사와 안내입니다.").selects("분과", "안전·환경분과")
    official.presses("사업 만들기").sees("사업을 열었습니다.", "요청·제안")
    project = official.path
    secretary.takes_up(TITLE).picks("요청 받기", under="결정").presses("요청 받기").sees("분과 심의")

    # 분과 심의, 수탁 의결
    oh.takes_up(TITLE).picks("분과 심의 통과", under="결정").types("날짜", today)
    oh.types("근거 문서나 회의", "제5차 안전·환경분과 회의").presses("분과 심의 통과하기").sees("수탁 의결")
    secretary.takes_up(TITLE).picks("가결로 기록하기", under="결정").types("날짜", today)
    secretary.types("근거 문서나 회의", "제9차 정기회의 회의록").types("재적", 36).types("출석", 27).types("찬성", 25)
    secretary.types("반대", 1).presses("가결로 기록하기").sees("수탁 신청")

    # 수탁 신청: not before the plan is written, and not for longer than the rule allows.
    secretary.takes_up(TITLE)
    secretary.types("시작하는 날", starts).types("끝나는 날", ends).types("드는 돈", "4,000,000")
    for paper in ("수탁신청서를 냅니다", "사업계획서를 냅니다", "예산서를 냅니다"):
        secretary.picks(paper)
    secretary.presses("수탁 신청하기").sees("먼저 써 주십시오.")
    secretary.opens(project.replace("/projects/", "/office/projects/") + "edit/")
    secretary.types("배경", "어두운 골목이 많습니다.").types("대상", "마장동 주민").types(
        "내용", "골목 12곳을 살핍니다."
    )
    secretary.types("일정", "12월 조사, 2월 지도").types("드는 돈", "4,000,000").presses("저장하기")
    secretary.takes_up(TITLE)
    secretary.types("시작하는 날", starts).types("끝나는 날", starts + dt.timedelta(days=3000)).types(
        "드는 돈", "4,000,000"
    )
    for paper in ("수탁신청서를 냅니다", "사업계획서를 냅니다", "예산서를 냅니다"):
        secretary.picks(paper)
    secretary.presses("수탁 신청하기").sees("협약 기간은 5년까지입니다.")
    secretary.types("끝나는 날", ends).presses("수탁 신청하기").sees("적정성 검토")

    # 적정성 검토
    official.takes_up(TITLE).picks("적합으로 올리기", under="결정").picks("적합", under="검토 결과")
    official.picks("주민의 권리·의무에 닿지 않는 일입니다").picks("맡을 사람과 준비가 있습니다")
    official.picks("보험과 안전 계획이 있습니다")
    official.types("까닭", "조사와 안내만 맡깁니다.").presses("적합으로 올리기")
    official.picks("쓸 돈이 예산에 있습니다").presses("적합으로 올리기").sees("의회 동의")

    # 의회 동의: exempt, with the reason that fits.
    official.takes_up(TITLE).picks("동의 면제 기록하기", under="결정")
    official.picks("이미 동의받은 사무를 같은 조건으로 이어 함", under="면제 까닭")
    official.types("까닭", "기간이 1년보다 짧고 예산 의결에 들어 있습니다.").presses("동의 면제 기록하기")
    official.sees("처음 맡는 일이라 갱신 면제를 쓸 수 없습니다.")
    official.picks("1년 이하이고 예산 의결에 들어 있음", under="면제 까닭").presses("동의 면제 기록하기").sees("승인")

    # 승인
    head.takes_up(TITLE).sees("앞에서 정한 것", "조사와 안내만 맡깁니다.").picks("승인", under="결정")
    head.presses("승인하기").sees("협약 체결")

    # 협약 체결: everything that an agreement has to hold.
    official.takes_up(TITLE).types("서명한 날", today)
    official.picks("마장동장이 서명했습니다").picks("자치회장이 서명했습니다")
    for content in CONTENTS[1:]:
        official.picks(content)
    official.presses("협약 체결 기록하기")
    assert "/projects/" in official.path
    assert official.path != project, "the purpose is missing from the agreement"
    official.picks(CONTENTS[0]).presses("협약 체결 기록하기").sees("맡은 일을 하고 있습니다")

    # 수행, 점검·성과평가
    official.takes_up(TITLE).picks("우수", under="평가").types("까닭", "지도를 제때 만들었습니다.").presses(
        "성과평가 내기"
    )
    head.takes_up(TITLE).picks("평가 확인하기", under="결정").picks("마칩니다", under="끝난 뒤").presses(
        "평가 확인하기"
    )

    # 결과보고, 종료
    secretary.takes_up(TITLE).types("계획과 견준 결과", "골목 12곳을 모두 살폈습니다.").types("쓴 지원금", "3,900,000")
    secretary.presses("결과보고와 정산 내기")
    head.takes_up(TITLE).picks("정산을 확인하고 마치기", under="결정").types("날짜", today)
    head.types("근거 문서나 회의", "정산검사 조서").types("돌려받은 돈", 0).presses("정산을 확인하고 마치기").sees(
        "맡은 일을 마쳤습니다."
    )

    visitor = arrives(phone=True).opens(project).sees("종료", "면제", "승인", "협약 체결")
    visitor.no_sideways_scroll()
    visitor.opens(f"{project}history/").sees("기간이 1년보다 짧고 예산 의결에 들어 있습니다.", "정산검사 조서")
