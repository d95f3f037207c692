"""The roll comes in from the secretary's own file: looked over, corrected, confirmed by the 시군구, taken back."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tests.browser.conftest import Arrives
from tests.browser.looks import Finding, look
from tests.browser.person import Person
from tests.members.sheet_files import comma_separated, xlsx

HEADINGS = ("연번", "위원명", "생년월일", "연락처", "임기개시일", "임기만료일", "소속분과", "직위", "비고")
MAIL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": MAIL_TYPE, "buffer": data}


def fine(person: Person, who: str) -> None:
    """See that the page is accessible, and fits a phone with large text."""
    found: Finding = look(person.page, who, person.path)
    assert not [*found.axe, *found.sideways, *found.wrong], found


def test_a_roll_is_looked_over_corrected_confirmed_and_taken_back(arrives: Arrives) -> None:
    park = arrives("secretary").opens("office/people/").follows("명부 들여오기")
    park.sees("올린 명부가 없습니다")
    fine(park, "secretary")
    park.follows("명부 파일 올리기")
    fine(park, "secretary")
    numbers = [("1", "정새롬", "740321-2234567", "", "2026-01-01", "2027-12-31", "", "", "")]
    park.hands_in("명부 파일", file("주민번호.xlsx", xlsx(*numbers, headings=HEADINGS)))
    park.presses("올려서 살펴보기").sees("주민등록번호로 보이는 값이 있습니다", "제24조의2").misses("740321")

    wrong = [
        ("1", "정새롬", "1974-02-30", "010-1234-5678", "2026-01-01", "2027-12-31", "안전·환경분과", "", "총무 경험"),
        ("2", "문초롱", "1980-05-05", "", "2026-01-01", "2027-12-31", "우주분과", "회장", ""),
    ]
    park.hands_in("명부 파일", file("2026 명부.xlsx", xlsx(*wrong, headings=HEADINGS)))
    park.presses("올려서 살펴보기").sees(
        "2줄 가운데 2줄을 고쳐야 합니다", "달력에 없는 날입니다", "이 주민자치회에 없는 분과입니다"
    )
    park.sees("그 기간에는 최동욱 님이 그 자리에 있습니다", "읽지 않은 칸: 연번, 비고")
    fine(park, "secretary")

    right = [
        ("1", "정새롬", "1974-02-28", "010-1234-5678", "2026-01-01", "2027-12-31", "안전·환경분과", "", ""),
        ("2", "문초롱", "1980-05-05", "", "2026-01-01", "2027-12-31", "", "", ""),
    ]
    park.follows("고친 파일 다시 올리기")
    park.hands_in("명부 파일", file("2026 명부 고침.csv", comma_separated(*right, headings=HEADINGS, encoding="cp949")))
    park.presses("올려서 살펴보기").sees("2줄을 모두 들여올 수 있습니다")
    park.presses("시군구 담당에게 확정 부탁하기").sees("확정을 부탁했습니다")

    seo = arrives("district").opens("my/notices/").sees("명부 들여오기를 확정해 주십시오")
    seo.opens(park.path)
    seo.presses("2줄 들여오기 확정").sees("2줄을 명부에 적었습니다")
    fine(seo, "district")
    arrives().opens("members/").sees("정*롬", "문*롱")

    seo.confirms("통째로 되돌리기").sees("이 칸을 써 주십시오")
    seo.types("왜 되돌리나요", "작년 명부였습니다.").confirms("통째로 되돌리기").sees("2줄을 되돌렸습니다")
    arrives().opens("members/").misses("정*롬")


def test_columns_without_telling_headings_are_asked_for(arrives: Arrives) -> None:
    park = arrives("secretary", phone=True).opens("office/people/import/new/")
    park.hands_in("명부 파일", file("표.csv", comma_separated(("한마음", "2026-02-01"), headings=("사람", "언제부터"))))
    park.presses("올려서 살펴보기").follows("칸 고르기")
    fine(park, "secretary")
    park.selects("성명", "사람").selects("임기 시작", "언제부터").presses("이대로 살펴보기")
    park.sees("1줄을 모두 들여올 수 있습니다").presses("그만두기").sees("올린 줄은 모두 지웠습니다")


def test_a_district_official_sees_all_councils_and_takes_the_roll_out(arrives: Arrives) -> None:
    seo = arrives("district").opens("office/").follows("성동구 한눈에").sees("주민자치회 2곳", "마장동", "사근동")
    assert seo.path == reverse("council:district", args=["1120000000"])
    fine(seo, "district")
    seo.opens("office/people/export/")
    fine(seo, "district")
    seo.picks("생년월일, 성별, 연락처, 주소도 넣기").presses("내려받기").sees("왜 받는지 써 주십시오")
    with seo.page.expect_download() as download:
        seo.types("왜 받나요", "위촉장을 보냅니다.").page.get_by_role("button", name="내려받기").click()
    assert download.value.suggested_filename.startswith("마장동 주민자치회 명부")
