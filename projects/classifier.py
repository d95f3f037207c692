"""Which class of 사무 a proposal seems to be: three questions behind the definitions (DESIGN §6, DOMAIN §2).

A suggestion with its reason; 분과장 or 간사 decides. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.choices import AffairsClass, Wish


class Tri(StrEnum):
    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"


QUESTIONS: tuple[tuple[str, Promise, Promise], ...] = (
    (
        "touches_rights",
        _("주민의 권리나 의무를 바꾸는 일인가요"),
        _("구역을 정하거나, 돈을 물리거나, 무엇을 못 하게 하는 일입니다. 이런 일은 맡길 수 없습니다."),
    ),
    (
        "office_work",
        _("주민자치회가 안 하면 행정에서 할 일인가요"),
        _("도서관·문화센터 운영, 안내, 관리처럼 행정이 하던 일입니다."),
    ),
    (
        "together",
        _("행정과 주민이 함께 정해야 하는 일인가요"),
        _("시설을 늘리거나 위치를 정할 때처럼 행정이 정하기 전에 주민의 뜻을 묻는 일입니다."),
    ),
)


@dataclass(frozen=True, slots=True)
class Answers:
    touches_rights: Tri
    office_work: Tri
    together: Tri


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A class (None when nothing points to one), why, and how sure: sure, likely, unsure."""

    affairs_class: AffairsClass | None
    reason: Promise | str
    sureness: str


RIGHTS = _("주민의 권리나 의무를 바꾸는 일은 맡길 수 없어, 행정이 정하기 전에 의견을 냅니다.")
TOGETHER = _("행정과 주민이 함께 정해야 하는 일이기 때문입니다.")
OFFICE = _("행정에서 하던 일을 주민이 맡는 일이고, 주민의 권리와 의무를 바꾸지 않기 때문입니다.")
OFFICE_MAYBE = _("행정에서 하던 일로 보입니다. 주민의 권리와 의무에 닿지 않는지 확인해 주십시오.")
OURS = _("동네 안에서 주민이 스스로 정하고 할 수 있는 일이기 때문입니다.")
OURS_MAYBE = _("주민끼리 할 수 있는 일로 보입니다. 모르는 물음을 확인해 주십시오.")
UNSURE = _("아직 가르기 어렵습니다. 담당이 더 알아보고 정합니다.")


def classify(answers: Answers) -> Suggestion:
    """Return the class the three answers point to.

    Rights and duties come first: what touches them is never entrusted, whatever else is true.
    """
    yes, no = Tri.YES, Tri.NO
    if answers.touches_rights == yes:
        return Suggestion(AffairsClass.CONSULTATIVE, RIGHTS, "sure")
    if answers.together == yes:
        sure = "sure" if answers.office_work != yes else "likely"
        return Suggestion(AffairsClass.CONSULTATIVE, TOGETHER, sure)
    if answers.office_work == yes:
        if answers.touches_rights == no:
            return Suggestion(AffairsClass.ENTRUSTED, OFFICE, "sure" if answers.together == no else "likely")
        return Suggestion(AffairsClass.ENTRUSTED, OFFICE_MAYBE, "unsure")
    if answers.office_work == no:
        if answers.touches_rights == no and answers.together == no:
            return Suggestion(AffairsClass.AUTONOMOUS, OURS, "sure")
        known = no in (answers.touches_rights, answers.together)
        return Suggestion(AffairsClass.AUTONOMOUS, OURS_MAYBE, "likely" if known else "unsure")
    return Suggestion(None, UNSURE, "unsure")


#: Words of the field's own examples; the first class whose word stands in the title wins, longest word first.
WORDS: dict[AffairsClass, tuple[str, ...]] = {
    AffairsClass.CONSULTATIVE: (
        "불법주정차",
        "불법 주정차",
        "주·정차",
        "주정차",
        "주차구역",
        "주차 구역",
        "시설 확충",
        "시설확충",
        "신호등",
        "횡단보도",
        "과속방지턱",
        "노선",
        "재개발",
        "CCTV",
        "위치 선정",
    ),
    AffairsClass.ENTRUSTED: (
        "작은도서관",
        "도서관",
        "문화센터",
        "거주자우선주차",
        "거주자 우선",
        "자전거 대여",
        "노인대학",
        "안전지도",
        "안전 지도",
        "탐방",
        "순찰",
        "생활안전",
        "공원 관리",
        "희망공원",
        "프로그램 운영",
        "어버이날",
        "경로",
        "가로등",
    ),
    AffairsClass.AUTONOMOUS: (
        "마을축제",
        "축제",
        "마을신문",
        "소식지",
        "벽화",
        "벼룩시장",
        "플리마켓",
        "자율청소",
        "청소",
        "꽃길",
        "텃밭",
        "나눔",
        "음악회",
        "체육대회",
        "김장",
        "동아리",
    ),
}
WISHED: dict[str, AffairsClass] = {
    Wish.NEIGHBOURS: AffairsClass.AUTONOMOUS,
    Wish.OFFICE_TASK: AffairsClass.ENTRUSTED,
    Wish.TOGETHER: AffairsClass.CONSULTATIVE,
}
GUESSED = {
    AffairsClass.AUTONOMOUS: _("동네 안에서 주민이 정하고 할 수 있는 일로 보이기 때문입니다."),
    AffairsClass.ENTRUSTED: _("행정에서 하던 일을 주민이 맡는 일로 보이기 때문입니다."),
    AffairsClass.CONSULTATIVE: _("행정과 주민이 함께 정해야 하는 일로 보이기 때문입니다."),
}


def guess(title: str, body: str = "", wish: str = Wish.UNKNOWN) -> Suggestion:
    """Return a hint for the proposer from the words and from whom the proposer wishes to do it.

    Words in the title count before words in the text; when words and wish agree, the hint is likely.
    """
    worded = _by_words(title) or _by_words(body)
    wished = WISHED.get(wish)
    found = worded or wished
    if found is None:
        return Suggestion(None, UNSURE, "unsure")
    return Suggestion(found, GUESSED[found], "likely" if worded == wished else "unsure")


def _by_words(text: str) -> AffairsClass | None:
    upper = text.upper()
    hits = [(len(word), -order, found) for order, found in enumerate(WORDS) for word in WORDS[found] if word in upper]
    return max(hits)[2] if hits else None
