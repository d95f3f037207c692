"""Words that ordinances as data use, as people say them. A word of an ordinance's own is said as it is written."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "chair": _("회장"),
    "vice_chair": _("부회장"),
    "secretary": _("간사"),
    "auditor": _("감사"),
    "committee_head": _("분과장"),
    "head": _("읍면동장"),
    "mayor": _("시장"),
    "district_head": _("시군구청장"),
    "council": _("주민자치회"),
    "members": _("위원"),
    "residents": _("주민"),
    "outside": _("위원이 아닌 사람"),
    "either": _("위원 또는 위원이 아닌 사람"),
    "official": _("공무원"),
    "assembly": _("주민총회"),
    "city_council": _("지방의회"),
    "reserve": _("예비후보"),
    "open_call": _("공개모집"),
    "draw": _("추첨"),
    "committee": _("선정위원회"),
    "recommendation": _("추천"),
    "appointment": _("임명"),
    "secret_ballot": _("무기명 투표"),
    "mutual": _("호선"),
    "approval": _("찬반 투표"),
    "remaining": _("남은 임기"),
    "full": _("새 임기"),
    "rejected": _("부결"),
    "next_day": _("다음 날부터"),
    "same_day": _("그날부터"),
    "clear_days": _("사이의 온 날로"),
    "none": _("하지 않음"),
    "next": _("다음 일하는 날로"),
    "previous": _("앞선 일하는 날로"),
    "month": _("달"),
    "quarter": _("분기"),
    "half_year": _("반년"),
    "year": _("해"),
    "time": _("번"),
    "meeting": _("회의"),
    "automatic": _("자동"),
    "vote": _("의결"),
    "warning": _("경고"),
    "loss": _("자격 상실"),
    "female": _("여성"),
    "male": _("남성"),
    "rest": _("나머지"),
    "gap": _("쉰 뒤"),
    "rank": _("순위대로"),
}


def said(word: str) -> str:
    """Return the Korean for a word."""
    return str(WORDS.get(word, word))
