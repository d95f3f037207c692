"""Third act: the council takes proposals up, answers each with a reason, and makes a project of what it adopts."""

from __future__ import annotations

from tests.browser.conftest import Arrives
from tests.projects_pages.office import Office


def test_a_proposal_is_assigned_reviewed_classified_adopted_and_made_a_project(
    arrives: Arrives, office: Office
) -> None:
    title = "작은도서관을 토요일에도 열어 주세요"
    proposal = office.proposal(title)
    mine = f"proposals/{proposal.pk}/"

    arrives("secretary").takes_up(title).selects("분과", "안전·환경분과").presses("담당 정하기").sees(
        "담당을 정했습니다."
    )
    kim = arrives("resident").opens(mine).sees("안전·환경분과")

    oh = arrives("committee_head").takes_up(title)
    oh.opens(f"office/proposals/{proposal.pk}/").follows("검토 시작하기", within="main")
    oh.types("제안한 분에게 한마디", "이용하는 분이 몇 명인지 세어 보겠습니다.").presses("검토 시작하기")
    kim.opens(mine).sees("이용하는 분이 몇 명인지 세어 보겠습니다.")

    oh.follows("사무 나누기", within="main")
    oh.presses("갈래 살펴보기").sees("예, 아니오, 모름 가운데 하나를 골라 주십시오.")
    oh.picks("아니오", under="주민의 권리나 의무를 바꾸는 일인가요")
    oh.picks("예", under="주민자치회가 안 하면 행정에서 할 일인가요")
    oh.picks("아니오", under="행정과 주민이 함께 정해야 하는 일인가요")
    oh.presses("갈래 살펴보기").sees("위탁 사무로 볼 만합니다").follows("제안에 답하기", within="#result")
    oh.presses("답하기").sees("답변과 까닭을 써 주십시오.")
    oh.picks("채택", under="어떻게 할까요").types(
        "답변과 까닭", "토요일에 오는 분이 하루 마흔 명입니다. 맡아서 열어 보겠습니다."
    )
    oh.presses("답하기").sees("답을 달았습니다.").follows("사업으로 만들기", within="main")
    assert oh.field("사업 이름").input_value() == title
    oh.types("사업 이름", "작은도서관 토요일 운영").picks("위탁", under="사무 구분")
    oh.types("그렇게 나눈 까닭", "행정에서 하던 일을 주민이 맡습니다.").presses("사업 만들기").sees(
        "사업으로 만들었습니다."
    )

    kim.opens(mine).sees("채택했습니다.", "토요일에 오는 분이 하루 마흔 명입니다.", "작은도서관 토요일 운영")
    kim.follows("작은도서관 토요일 운영", within="main").sees("위탁", title)
    kim.opens("my/notices/").sees("작은도서관을 토요일에도 열어 주세요")


def test_a_declined_proposal_says_why_and_may_be_asked_again_once(arrives: Arrives, office: Office) -> None:
    title = "빈 가게에 무인 카페를 열어 주세요"
    proposal = office.assigned(title=title)
    mine = f"proposals/{proposal.pk}/"

    oh = arrives("committee_head").opens(f"office/proposals/{proposal.pk}/answer/")
    oh.picks("채택하지 않음").types("답변과 까닭", "가게 주인이 세를 놓을 뜻이 없습니다.")
    oh.presses("답하기").sees("채택하지 않는 까닭을 골라 주십시오.")
    assert oh.field("답변과 까닭").input_value() == "가게 주인이 세를 놓을 뜻이 없습니다."
    oh.selects("채택하지 않는 까닭", "땅이나 건물을 쓸 권리가 없음").presses("답하기").sees("답을 달았습니다.")
    arrives().opens(mine).sees(
        "채택하지 않았습니다.", "땅이나 건물을 쓸 권리가 없음", "가게 주인이 세를 놓을 뜻이 없습니다."
    )

    kim = arrives("resident").opens(mine).follows("다시 묻기", within="main")
    kim.presses("다시 묻기").sees("어떤 점을 다시 봐야 하는지 써 주십시오.")
    kim.types("어떤 점을 다시 봐야 하나요", "가게 주인이 바뀌었습니다.").presses("다시 묻기")
    kim.opens(mine).sees("다시 물은 제안입니다").misses("다시 묻기")
    arrives("secretary").takes_up(title)


def test_similar_proposals_are_answered_together_and_become_one_project(arrives: Arrives, office: Office) -> None:
    first = office.assigned(title="마장천 산책길에 의자를 놓아 주세요")
    second = office.proposal("마장천 산책길에 쉴 의자가 없어요", who="member")
    third = office.proposal("산책길 의자에 등받이를 달아 주세요", who="chair")

    secretary = arrives("secretary").opens(f"office/proposals/{first.pk}/").follows("비슷한 제안과 묶기", within="main")
    secretary.presses("묶어서 답하기").sees("함께 묶을 제안을 하나 넘게 골라 주십시오.")
    secretary.picks(second.title).picks(third.title)
    secretary.types("답변과 까닭", "한 번에 놓는 것이 좋아 함께 합니다.").presses("묶어서 답하기").sees(
        "제안들을 묶고 답을 달았습니다."
    )
    secretary.follows("사업으로 만들기", within="main").sees("함께 묶은 제안", second.title, third.title)
    secretary.types("사업 이름", "마장천 쉼터 만들기").picks("주민자치", under="사무 구분")
    secretary.types("그렇게 나눈 까닭", "동네 안에서 우리가 정하고 합니다.").presses("사업 만들기")

    for who, proposal in (("member", second), ("chair", third)):
        person = arrives(who).opens(f"proposals/{proposal.pk}/")
        person.sees("비슷한 제안과 묶었습니다.", "한 번에 놓는 것이 좋아 함께 합니다.", "마장천 쉼터 만들기")
    arrives().opens("projects/?q=쉼터").follows("마장천 쉼터 만들기").sees("주민 제안 3건에서 나왔습니다")


def test_a_proposer_takes_a_proposal_back(arrives: Arrives, office: Office) -> None:
    proposal = office.proposal("약수터 물을 검사해 주세요")
    kim = arrives("resident").opens(f"proposals/{proposal.pk}/").follows("철회하기", within="main")
    kim.types("철회하는 까닭", "구청에서 검사해 주었습니다.").presses("철회하기").sees(
        "철회한 제안입니다", "구청에서 검사해 주었습니다."
    )
    arrives("member").opens(f"proposals/{proposal.pk}/").misses("나도 공감하기")
    arrives("secretary").opens(f"office/proposals/{proposal.pk}/answer/", status=409).sees("먼저")
