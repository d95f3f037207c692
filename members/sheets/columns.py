"""The columns of a roll: what an office calls them, what may stand in them, and which are needed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading in the template, how it is filled, and what else offices call it."""

    code: str
    label: str  # Korean in every language: it is what the file says
    hint: Any
    example: str
    needed: bool = False
    kind: str = "text"  # text, day, number, or choice: how the template types its cells
    also: tuple[str, ...] = ()
    personal: bool = False

    @property
    def title(self) -> str:
        """Return the heading as the reader of a page says it."""
        return gettext(self.label)


COLUMNS: tuple[Column, ...] = (
    Column(
        "name", gettext_noop("성명"), _("꼭 씁니다. 두 글자부터 서른 글자까지입니다."), "김하나", needed=True,
        also=("이름", "위원명", "위원성명", "성함", "name"),
    ),
    Column(
        "born_on", gettext_noop("생년월일"), _("같은 이름을 가르는 데 씁니다. 주민등록번호는 쓰지 않습니다."), "1974-03-21",
        kind="day", also=("생일", "출생일", "생년월일자", "birth", "birthday", "dateofbirth"), personal=True,
    ),
    Column(
        "sex", gettext_noop("성별"), _("여 또는 남"), "여",
        kind="choice", also=("남녀", "성", "sex", "gender"), personal=True,
    ),
    Column(
        "phone", gettext_noop("전화"), _("010-1234-5678처럼 씁니다."), "010-1234-5678", personal=True,
        also=("연락처", "전화번호", "휴대폰", "휴대전화", "핸드폰", "휴대폰번호", "휴대전화번호", "mobile", "phone", "tel"),
    ),
    Column(
        "address", gettext_noop("주소"), _("없어도 됩니다."), "성동구 마장로 12",
        also=("주소지", "거주지", "address"), personal=True,
    ),
    Column(
        "email", gettext_noop("전자우편"), _("있으면 그 사람의 계정과 잇습니다. 없으면 계정 없이 명부에만 오릅니다."),
        "hana@example.kr", also=("이메일", "메일", "전자메일", "이메일주소", "전자우편주소", "email", "mail"), personal=True,
    ),
    Column(
        "residence", gettext_noop("통·리·마을"), _("사는 통이나 리, 마을"), "12통",
        also=("통", "리", "마을", "통리", "통반"), personal=True,
    ),
    Column(
        "occupation", gettext_noop("직업"), _("없어도 됩니다."), "자영업",
        also=("직장", "하는일", "job"), personal=True,
    ),
    Column(
        "eligibility", gettext_noop("자격구분"), _("조례의 자격 가운데 하나입니다."), "", kind="choice",
        also=("자격", "위원자격", "신청자격", "자격요건"),
    ),
    Column(
        "track", gettext_noop("선정 경로"), _("조례의 선정 방법 가운데 하나입니다. 비우면 공개모집입니다."), "공개모집", kind="choice",
        also=("선정방법", "선정구분", "위촉구분", "모집구분", "선출방법", "뽑힌길", "추천구분"),
    ),
    Column(
        "appointed_on", gettext_noop("위촉일"), _("비우면 임기 시작과 같습니다."), "2026-01-01",
        kind="day", also=("위촉일자", "위촉년월일"),
    ),
    Column(
        "starts_on", gettext_noop("임기 시작"), _("꼭 씁니다. 임기의 첫날입니다."), "2026-01-01", needed=True, kind="day",
        also=("임기시작일", "임기개시일", "임기개시", "시작일", "임기첫날"),
    ),
    Column(
        "last_day", gettext_noop("임기 끝"), _("임기의 마지막 날입니다. 비우면 조례의 임기로 셈합니다."), "2027-12-31", kind="day",
        also=("임기종료일", "임기만료일", "임기종료", "임기만료", "종료일", "만료일", "임기마지막날"),
    ),
    Column(
        "committee", gettext_noop("분과"), _("포털에 있는 분과의 이름입니다. 둘이면 쉼표로 나눕니다."), "",
        kind="choice", also=("소속분과", "분과위원회", "분과명"),
    ),
    Column(
        "office", gettext_noop("직책"), _("회장, 부회장, 간사, 감사, 분과장. 없으면 비웁니다."), "",
        kind="choice", also=("직위", "직책명", "임원", "직함"),
    ),
    Column(
        "training_hours", gettext_noop("교육 시간"), _("들은 주민자치 교육의 시간입니다."), "6", kind="number",
        also=("이수시간", "교육이수시간", "교육이수", "교육시수"),
    ),
    Column(
        "training_on", gettext_noop("교육일"), _("교육을 마친 날입니다."), "2025-11-20",
        kind="day", also=("교육이수일", "이수일", "교육일자"),
    ),
    Column("training_course", gettext_noop("교육 이름"), _("없어도 됩니다."), "주민자치 기본교육", also=("교육명", "과정명", "교육과정")),
)  # fmt: skip
BY_CODE: dict[str, Column] = {column.code: column for column in COLUMNS}
NEEDED = tuple(column.code for column in COLUMNS if column.needed)

#: Headings of columns that must never come in (개인정보 보호법 §24의2: only where a law names it).
FORBIDDEN = ("주민등록번호", "주민번호", "주민등록", "외국인등록번호", "외국인번호", "여권번호", "운전면허번호")


def plain(text: str) -> str:
    """Return a heading or a word as it is compared: one form of hangul, small letters, nothing but the word."""
    word = unicodedata.normalize("NFKC", text).lower()
    word = re.sub(r"\(.*?\)|\[.*?\]", "", word)
    return re.sub(r"[\s\W_]+", "", word)


def _words() -> dict[str, str]:
    words = {plain(column.label): column.code for column in COLUMNS}
    for column in COLUMNS:
        words |= {plain(other): column.code for other in column.also}
    return words


#: Compared heading → column.
WORDS = _words()


def recognise(headings: Iterable[str]) -> dict[str, int]:
    """Return column → place for the headings that are understood; of two alike the first counts."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        code = WORDS.get(plain(heading))
        if code is not None:
            found.setdefault(code, place)
    return found


def forbidden(headings: Iterable[str]) -> str | None:
    """Return the first heading of a column that must not come in, or None."""
    for heading in headings:
        if any(plain(heading).startswith(word) for word in FORBIDDEN):
            return heading
    return None


def missing(mapping: Mapping[str, int]) -> list[Column]:
    """Return the columns that a roll needs and the mapping does not have."""
    return [BY_CODE[code] for code in NEEDED if code not in mapping]
