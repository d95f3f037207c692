"""The facts that the portal knows by name, their kind and Korean label (docs/ordinances.md §6)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    WORD = "word"
    LIST = "list"


_NUMBERS = {
    "holders": _("그 자리에 있는 사람"),
    "runner_up": _("다음으로 많은 표"),
    "served_months": _("지낸 달"),
    "seats": _("정원"),
    "enrolled": _("재적위원"),
    "present": _("출석위원"),
    "online": _("온라인 출석"),
    "recused": _("제척된 출석위원"),
    "suspended": _("직무가 정지된 위원"),
    "present_unrecused": _("제척된 사람을 뺀 출석위원"),
    "in_favour": _("찬성"),
    "against": _("반대"),
    "abstained": _("기권"),
    "invalid": _("무효"),
    "votes_cast": _("투표수"),
    "valid_votes": _("유효투표"),
    "callers": _("소집을 요구한 위원"),
    "proposers": _("발의한 위원"),
    "residents": _("주민"),
    "candidates": _("후보"),
    "reserves": _("예비후보"),
    "existing_members": _("남아 있는 위원"),
    "track_seats": _("선정 방법별 정원"),
    "household_members": _("같은 가구의 위원"),
    "terms_served": _("지낸 임기"),
    "times_held": _("그 자리를 지낸 횟수"),
    "remaining_months": _("남은 임기(개월)"),
    "training_hours": _("교육 시간"),
    "absences_in_row": _("잇따른 결석"),
    "absences_in_year": _("한 해의 결석"),
    "attended": _("출석한 회의"),
    "held": _("열린 회의"),
    "months": _("개월"),
    "participants": _("참가한 주민"),
    "early_participants": _("사전투표한 주민"),
    "voters": _("투표권이 있는 주민"),
    "age": _("나이"),
    "registered_population": _("주민등록 인구"),
    "population": _("인구"),
    "committees": _("분과"),
    "committees_joined": _("속한 분과"),
    "times": _("횟수"),
    "nth": _("몇 번째 임기"),
    "outsiders": _("위원이 아닌 분과원"),
    "list_rank": _("예비후보 순위"),
    "all_participants": _("참가한 주민(사전투표 포함)"),
    "number": _("수"),
    "incumbents": _("연임을 신청한 위원"),
    "recruited": _("모집 인원"),
    "applicants": _("신청자"),
}

_DATES = {
    "on": _("묻는 날"),
    "begun_on": _("절차가 시작된 날"),
    "born_on": _("태어난 날"),
    "appointed_on": _("위촉된 날"),
    "dismissed_on": _("해촉된 날"),
    "resigned_on": _("사임한 날"),
    "trained_on": _("교육을 마친 날"),
    "listed_on": _("예비후보가 된 날"),
    "done_on": _("한 날"),
    "event_on": _("사유가 생긴 날"),
    "last_ended_on": _("앞 임기가 끝난 날"),
    "predecessor_end": _("앞사람의 임기가 끝난 날"),
    "call": _("소집을 요구한 날"),
    "meeting": _("회의 날"),
    "notice": _("알린 날"),
    "announcement": _("공고한 날"),
    "application_end": _("신청 마감일"),
    "draw": _("추첨일"),
    "list": _("명부를 보낸 날"),
    "appointment": _("위촉일"),
    "vacancy": _("결원"),
    "assembly": _("주민총회 날"),
    "result": _("결과를 알린 날"),
    "plan_received": _("자치계획을 받은 날"),
    "term_end": _("임기가 끝나는 날"),
    "decision": _("의결한 날"),
    "year_end": _("한 해의 마지막 날"),
    "election": _("선거일"),
    "year_start": _("회계연도 첫날"),
    "registered_since": _("이곳에 주민등록을 둔 날"),
    "works_since": _("이곳 사업장에서 일하기 시작한 날"),
    "belongs_since": _("이곳 학교·기관·단체에 속한 날"),
    "residence_permit_on": _("영주 자격을 얻은 날"),
    "starts_on": _("임기가 시작된 날"),
    "ends_on": _("임기의 마지막 날"),
}

_YES_NO = {
    "registered_here": _("이 읍면동에 주민등록"),
    "registered_in_city": _("이 시군구에 주민등록"),
    "permanent_residence": _("영주 자격"),
    "foreigner": _("외국인"),
    "works_here": _("이곳 사업장에서 일함"),
    "belongs_here": _("이곳 학교·기관·단체의 임직원"),
    "studies_here": _("이곳 학교에 다님"),
    "no_voting_right": _("피선거권 없음"),
    "local_councillor": _("지방의회의원"),
    "national_councillor": _("국회의원"),
    "public_official": _("공무원"),
    "draw_officer": _("추첨위원"),
    "other_council_member": _("다른 주민자치회 위원"),
    "tax_arrears": _("지방세 체납"),
    "first_council": _("처음 꾸리는 주민자치회"),
    "urgent": _("긴급"),
    "disaster": _("재난"),
    "shortage": _("사람이 모자람"),
    "reappointed": _("다시 위촉됨"),
    "sole_candidate": _("후보가 한 사람"),
    "trained": _("교육을 마침"),
    "training_missed": _("교육을 마치지 않음"),
    "is_member": _("위원"),
    "voted": _("투표함"),
    "campaigned": _("선거운동을 함"),
    "moved_away": _("전출"),
    "conflicting_office": _("겸할 수 없는 직"),
    "resigned": _("사임"),
    "overseas_korean": _("이곳을 거소로 신고한 재외동포"),
    "party_officer": _("정당의 당직자"),
    "election_candidate": _("공직선거 후보자"),
    "runoff": _("결선투표"),
    "elder": _("같은 표를 얻은 사람 가운데 연장자"),
    "drawn_by_lot": _("같은 표여서 추첨으로 정해짐"),
    "hearing_held": _("말할 기회를 줌"),
}

_WORDS = {
    "matter": _("안건의 종류"),
    "kind": _("회의의 종류"),
    "sex": _("성별"),
    "track": _("선정 방법"),
    "office": _("임원의 자리"),
    "ground": _("사유"),
    "residence": _("사는 곳"),
    "occupation": _("직업"),
    "household": _("가구"),
    "committee": _("분과"),
    "called_by": _("소집한 사람"),
    "consulted": _("협의한 상대"),
    "dismissed_for": _("해촉된 사유"),
    "course": _("교육 과정"),
    "resigned_for": _("사임한 사유"),
    "place": _("읍·면·동 구분"),
    "who": _("누구"),
    "what": _("무엇"),
    "key": _("항목"),
    "field": _("칸"),
    "level": _("단계"),
}

_LISTS = {
    "members": _("위원들"),
    "terms": _("지난 임기들"),
    "offices": _("맡은 자리들"),
    "judgement": _("사람의 판단"),
    "parts": _("물을 것"),
    "places": _("분과별 위원 수"),
}

#: Every fact of the portal's own, with its label.
LABELS: Mapping[str, Any] = {**_NUMBERS, **_DATES, **_YES_NO, **_WORDS, **_LISTS}

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(_NUMBERS, Kind.NUMBER),
    **dict.fromkeys(_YES_NO, Kind.YES_NO),
    **dict.fromkeys(_WORDS, Kind.WORD),
    **dict.fromkeys(_LISTS, Kind.LIST),
    **dict.fromkeys(_DATES, Kind.DATE),
}

#: Facts that are days; what did not happen may be given as "never".
DATES = frozenset(_DATES)

#: Ends of names that are formed from an attribute: counts of people by it.
COUNTS = "_counts"


def is_fact(name: str) -> bool:
    """Return whether the portal knows the fact, or forms it from an attribute (``sex_counts``)."""
    return name in KINDS or name.endswith(COUNTS)


def label(name: str) -> str:
    """Return the fact's Korean label; a fact of an ordinance's own has its name."""
    attribute = name.removesuffix(COUNTS)
    if name not in LABELS and attribute != name and attribute in LABELS:
        return gettext("%(attribute)s마다 몇 명인지") % {"attribute": LABELS[attribute]}
    return str(LABELS.get(name, name))
