"""A 구 brings its 조례 in, a council fills in what it leaves open, and anybody reads, compares and asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tests.browser.conftest import Arrives
from tests.browser.newtown import Newtown, make_newtown, ordinance
from tests.browser.person import Person
from tests.cast import Cast

RULES = """
- key: seats
  article: 제6조
  locked: true
  text: 주민자치회는 30명 이상 50명 이하의 위원으로 구성한다.
  value: {min: 30, max: 50}
- key: meeting.quorum
  article: 제18조제2항
  value: {more_than: 1/2, of: enrolled}
- key: meeting.notice
  article: 제28조
  bylaw: true
"""
#: The same with three slips: a fraction upside down, an unknown word, a range the wrong way round.
BROKEN = (
    RULES.replace("1/2", "3/2")
    .replace("meeting.notice", "meeting.notise")
    .replace("min: 30, max: 50", "min: 60, max: 50")
)
AMENDED = RULES.replace("more_than: 1/2", "at_least: 2/3")


@pytest.fixture
def town(cast: Cast) -> Newtown:
    return make_newtown("myeonmok", "면목동", "1126010100", "중랑구")


def file(content: str) -> dict[str, Any]:
    return {"name": "중랑구.yaml", "mimeType": "application/yaml", "buffer": content.encode()}


def line_of(content: str, words: str) -> str:
    return f"{content[: content.index(words)].count(chr(10)) + 1}번째 줄"


def test_an_ordinance_comes_in_a_bylaw_fills_it_and_anybody_asks(town: Newtown, arrives: Arrives) -> None:
    at = {"at": town.council}
    nobody = arrives(**at, phone=True).opens("rules/")
    nobody.sees("적힌 조례가 없는 항목").no_sideways_scroll()

    # The file has slips, which are told by their lines; nothing is entered.
    broken, right = ordinance(town, BROKEN), ordinance(town, RULES)
    person = arrives(town.district, **at).opens("rules/").follows("조례 적기").follows("파일로 한꺼번에 적기")
    person.hands_in("파일 고르기", file(broken)).presses("무엇이 바뀌는지 보기").sees("고칠 곳 3군데")
    person.sees(*(line_of(broken, slip) for slip in ("min: 60", "3/2", "meeting.notise")))
    person.hands_in("파일 고르기", file(right)).presses("무엇이 바뀌는지 보기")
    person.sees("이렇게 바뀝니다", "30명에서 50명", "적은 조례 없음", "면목동")
    person.presses("이대로 적기").sees("제18조제2항", "중랑구.yaml")

    # Everybody reads the value with its article, and where nothing is ruled yet.
    nobody.opens("rules/").sees("30명에서 50명", "제6조").follows("위원 정원", within="main")
    nobody.sees(
        "주민자치회는 30명 이상 50명 이하의 위원으로 구성한다.", "세칙으로 바꿀 수 없습니다"
    ).no_sideways_scroll()

    the_secretary_enters_the_bylaw(town, arrives)
    the_ordinance_is_amended(person)
    a_visitor_asks(arrives(**at, phone=True))


def the_secretary_enters_the_bylaw(town: Newtown, arrives: Arrives) -> None:
    person = arrives(town.secretary, at=town.council).opens("office/").follows("운영세칙", within="main")
    person.sees("세칙으로 바꿀 수 없음")
    assert person.page.get_by_role("link", name="적기: 위원 정원").count() == 0
    # Who knows the address all the same is told which article bars it.
    person.opens("office/rules/set/seats/").types("가장 적게(명)", 20).types("가장 많이(명)", 30)
    person.types("근거 조문", "세칙 제3조").types("의결한 회의", "제2차 정기회의").presses("무엇이 바뀌는지 보기")
    person.sees("제6조에서 정해 두었습니다").misses("이렇게 바뀝니다").follows("그만두기")

    person.follows("회의를 알리는 때", within="main").types("얼마나", 5)
    person.types("근거 조문", "세칙 제9조").presses("무엇이 바뀌는지 보기").sees("이 칸을 써 주십시오")
    person.types("의결한 회의", "제2차 정기회의").types("의결한 날", timezone.localdate())
    person.presses("무엇이 바뀌는지 보기").sees("이렇게 바뀝니다").presses("이대로 적기").sees("세칙 제9조")


def the_ordinance_is_amended(person: Person) -> None:
    """From today more must come; the 시군구 담당 sees what that changes before it is done."""
    person.opens(person.path).follows("회의를 여는 데 필요한 수", within="main")
    person.chooses("이상").types("얼마나", "3/2").types("적는 까닭", "조례를 고침").presses("무엇이 바뀌는지 보기")
    person.sees("0과 1 사이").types("얼마나", "2/3").presses("무엇이 바뀌는지 보기").sees("이렇게 바뀝니다", "면목동")
    person.presses("다시 고치기").presses("무엇이 바뀌는지 보기").presses("이대로 적기").sees("규칙을 적었습니다")


def a_visitor_asks(person: Person) -> None:
    """Two days side by side, the history of one rule, and a verdict with its article."""
    person.opens("rules/").follows("견주어 보기", within="main").types("견줄 날", "2024-06-01").presses("견주어 보기")
    person.sees("다른 것 2가지", "회의를 여는 데 필요한 수").no_sideways_scroll()
    person.follows("회의를 여는 데 필요한 수", within="main").sees("지난 값", "조례를 고침", "2024. 1. 1.")
    person.opens("rules/").follows("물어보기", within="main").follows("회의를 열 수 있나요", within="main")
    for present, told in ((23, "불성립"), (24, "성립")):
        for name, number in (("enrolled", 36), ("present", present)):
            person.page.locator(f"main [name={name}]").fill(str(number))
        person.presses("판정 보기").sees(told, "24명", "제18조제2항").no_sideways_scroll()
