"""What a 조례 or 운영세칙 may rule: every key of docs/ordinances.md §5. None has a default of another place."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from council.rulebook import register_key

PEOPLE, OFFICES, MEETINGS, ENDINGS, ASSEMBLY, COUNTING, OTHER = (
    "people",
    "offices",
    "meetings",
    "endings",
    "assembly",
    "counting",
    "other",
)

#: Groups of keys as the rules page heads them.
GROUPS: dict[str, Any] = {
    PEOPLE: _("위원"),
    OFFICES: _("임원과 분과"),
    MEETINGS: _("회의"),
    ENDINGS: _("해촉과 결석"),
    ASSEMBLY: _("주민총회와 자치계획"),
    COUNTING: _("날짜 세는 법"),
    OTHER: _("그 밖에 이곳에만 있는 것"),
}

_PLACES = _("명")
_TIMES = _("번")

_PEOPLE: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("seats", _("위원 정원"), {"shape": "range", "unit": _PLACES}),
    ("age.member", _("위원 나이"), {"shape": "range", "unit": _("세")}),
    ("age.committee", _("분과원 나이"), {"shape": "range", "unit": _("세")}),
    ("age.assembly", _("주민총회에서 투표하는 나이"), {"shape": "range", "unit": _("세")}),
    ("eligibility", _("위원 자격"), {"shape": "kinds"}),
    ("disqualification", _("위원이 될 수 없는 사유"), {"shape": "grounds"}),
    ("tracks", _("위원 선정 방법"), {"shape": "tracks"}),
    ("household.limit", _("한 가구에서 될 수 있는 위원"), {"shape": "threshold", "count": "household_members"}),
    ("composition", _("위원 구성"), {"shape": "quotas"}),
    ("training", _("위원 교육"), {"shape": "training"}),
    ("training.yearly", _("해마다 받는 교육"), {"shape": "number", "unit": _("시간"), "maximum": 1000}),
    ("reserve.size", _("예비후보 수"), {"shape": "threshold", "count": "reserves"}),
    ("reserve.valid", _("예비후보 명단의 기간"), {"shape": "validity"}),
    ("vacancy", _("빈자리를 채우는 법"), {"shape": "vacancy"}),
    ("term", _("임기"), {"shape": "term"}),
    ("term.successor", _("빈자리를 채운 위원의 임기"), {"shape": "choice", "choices": ("remaining", "full")}),
    ("term.deemed", _("지난 임기를 세는 법"), {"shape": "deemed"}),
    ("reappointment", _("연임"), {"shape": "reappointment"}),
    ("list.send", _("명부를 보내는 기한"), {"shape": "deadline", "event": "draw"}),
    ("appointment", _("위촉 기한"), {"shape": "deadline", "event": "list"}),
    ("publication.members", _("위원을 공개하는 기한"), {"shape": "publication", "event": "appointment"}),
    ("selection.committee", _("선정위원회"), {"shape": "body"}),
    ("selection.draw_officers", _("추첨위원"), {"shape": "body"}),
    ("announcement", _("모집 공고 기간"), {"shape": "deadline", "event": "application_end", "side": "before"}),
)

_OFFICES: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("officers", _("임원"), {"shape": "officers"}),
    ("secretary.title", _("간사를 부르는 이름"), {"shape": "text"}),
    ("audit.times", _("한 해 감사 횟수"), {"shape": "number", "unit": _TIMES, "maximum": 366}),
    ("audit.reports_to", _("감사 결과를 받는 곳"), {"shape": "names"}),
    ("audit.report", _("감사 결과를 내는 기한"), {"shape": "deadline", "event": "year_end"}),
    ("audit.published", _("감사 결과를 공개하는 횟수"), {"shape": "regular"}),
    ("officers.composition", _("임원의 구성"), {"shape": "quotas"}),
    ("committees", _("분과 수"), {"shape": "range", "unit": _("개")}),
    ("committee.places", _("분과의 위원 수"), {"shape": "range", "unit": _PLACES}),
    ("committee.outsiders", _("위원이 아닌 분과원"), {"shape": "outsiders"}),
    ("committee.membership", _("한 사람이 드는 분과 수"), {"shape": "range", "unit": _("개")}),
    ("allowance", _("실비와 수당"), {"shape": "allowances"}),
    ("labels", _("이곳에서 부르는 이름"), {"shape": "labels"}),
)

_MEETINGS: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("meeting.regular", _("정기회의"), {"shape": "regular"}),
    ("meeting.call", _("임시회의를 부를 수 있는 사람"), {"shape": "threshold", "count": "callers"}),
    ("meeting.held_within", _("요구한 임시회의를 여는 기한"), {"shape": "deadline", "event": "call"}),
    ("meeting.notice", _("회의를 알리는 때"), {"shape": "deadline", "event": "meeting", "side": "before"}),
    ("meeting.quorum", _("회의를 여는 데 필요한 수"), {"shape": "threshold", "count": "present"}),
    ("meeting.decision", _("안건을 정하는 데 필요한 수"), {"shape": "threshold", "count": "in_favour"}),
    ("meeting.tie", _("찬반이 같을 때"), {"shape": "choice", "choices": ("rejected", "chair")}),
    ("meeting.online", _("온라인 회의"), {"shape": "online"}),
    ("meeting.written", _("서면 의결"), {"shape": "yes_no"}),
    ("meeting.proxy", _("대리 출석과 대리 표결"), {"shape": "yes_no"}),
    ("meeting.public", _("회의 공개"), {"shape": "yes_no"}),
    ("meeting.recusal", _("제척·기피·회피"), {"shape": "recusal"}),
    ("minutes.made", _("회의록을 쓰는 기한"), {"shape": "deadline", "event": "meeting"}),
    ("minutes.published", _("회의록을 공개하는 기한"), {"shape": "deadline", "event": "meeting"}),
    ("bylaw.change", _("운영세칙을 고치는 데 필요한 수"), {"shape": "threshold", "count": "in_favour"}),
    (
        "bylaw.notice",
        _("운영세칙을 고치기 전에 알리는 기간"),
        {"shape": "deadline", "event": "decision", "side": "before"},
    ),
    ("bylaw.published", _("운영세칙을 공개하는 기한"), {"shape": "deadline", "event": "decision"}),
)

_ENDINGS: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("dismissal.grounds", _("해촉 사유"), {"shape": "grounds"}),
    ("dismissal.propose", _("해촉을 발의할 수 있는 수"), {"shape": "threshold", "count": "proposers"}),
    ("dismissal.decide", _("해촉을 정하는 데 필요한 수"), {"shape": "threshold", "count": "in_favour"}),
    ("dismissal.target", _("해촉 대상자가 할 수 있는 일"), {"shape": "target"}),
    ("loss", _("위원 자격을 잃는 사유"), {"shape": "losses"}),
    ("absence", _("결석의 한도"), {"shape": "threshold", "count": "absences_in_row"}),
    ("attendance.least", _("출석해야 하는 횟수"), {"shape": "threshold", "count": "attended"}),
)

_ASSEMBLY: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("assembly.times", _("한 해 주민총회 횟수"), {"shape": "number", "unit": _TIMES, "maximum": 366}),
    ("assembly.call", _("주민총회를 부를 수 있는 사람"), {"shape": "threshold", "count": "callers"}),
    ("assembly.notice", _("주민총회를 알리는 때"), {"shape": "deadline", "event": "assembly", "side": "before"}),
    ("assembly.quorum", _("주민총회가 성립하는 수"), {"shape": "threshold", "count": "participants"}),
    ("assembly.decision", _("주민총회가 정하는 데 필요한 수"), {"shape": "threshold", "count": "in_favour"}),
    ("assembly.voters", _("주민총회에서 투표하는 사람"), {"shape": "voters"}),
    ("assembly.early", _("사전투표"), {"shape": "early"}),
    ("assembly.online", _("온라인 주민총회"), {"shape": "yes_no"}),
    ("assembly.proxy", _("주민총회의 대리 투표"), {"shape": "yes_no"}),
    ("assembly.votes", _("한 사람의 표"), {"shape": "number", "unit": _("표"), "minimum": 1, "maximum": 1000}),
    ("assembly.result", _("주민총회 결과를 쓰는 기한"), {"shape": "deadline", "event": "assembly"}),
    ("assembly.shown", _("주민총회 결과를 보이는 기간"), {"shape": "span"}),
    ("plan.submit", _("자치계획을 내는 기한"), {"shape": "deadline", "event": "assembly"}),
    ("plan.reply", _("자치계획에 답하는 기한"), {"shape": "deadline", "event": "plan_received"}),
    ("plan.contents", _("자치계획에 담는 것"), {"shape": "texts"}),
)

_COUNTING: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    (
        "counting.first_day",
        _("날을 세기 시작하는 날"),
        {"shape": "choice", "choices": ("next_day", "same_day", "clear_days")},
    ),
    ("counting.roll", _("마지막 날이 쉬는 날일 때"), {"shape": "choice", "choices": ("none", "next", "previous")}),
)

#: What no key foresees: told apart by the condition ``when: {what: …}``.
_OTHER: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("other.allowed", _("그 밖에 할 수 있는 일"), {"shape": "yes_no"}),
    ("other.threshold", _("그 밖에 필요하거나 둘 수 있는 수"), {"shape": "threshold", "count": "number"}),
    ("other.range", _("그 밖의 범위"), {"shape": "range"}),
    ("other.deadline", _("그 밖의 기한"), {"shape": "deadline", "event": "event_on"}),
    ("other.span", _("그 밖의 기간"), {"shape": "span"}),
    ("other.quotas", _("그 밖의 구성"), {"shape": "quotas"}),
    ("other.body", _("그 밖의 기구"), {"shape": "body"}),
    ("other.number", _("그 밖의 수"), {"shape": "number"}),
    ("other.text", _("그 밖의 내용"), {"shape": "text"}),
)

for group, rows in (
    (PEOPLE, _PEOPLE),
    (OFFICES, _OFFICES),
    (MEETINGS, _MEETINGS),
    (ENDINGS, _ENDINGS),
    (ASSEMBLY, _ASSEMBLY),
    (COUNTING, _COUNTING),
    (OTHER, _OTHER),
):
    for key, label, options in rows:
        register_key(key, label=label, group=group, **options)
