"""The words of the field: one term per thing, on screen, in code and in docs/glossary.md."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Term:
    """A Korean term, the English of code and catalogue, and what it means to a resident."""

    slug: str
    word: str
    english: str
    identifier: str
    meaning: str | Promise


@dataclass(frozen=True, slots=True)
class Group:
    slug: str
    title: str | Promise
    terms: tuple[Term, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        "council",
        _("주민자치회와 사람"),
        (
            Term(
                "council",
                "주민자치회",
                "resident autonomy council",
                "Council",
                _("읍·면·동마다 있는 주민의 모임입니다. 동네 일을 스스로 정하고, 맡아서 하고, 행정과 의논합니다."),
            ),
            Term(
                "resident",
                "주민",
                "resident",
                "RESIDENT",
                _("그 읍·면·동에 살거나 일하거나 배우는 사람입니다. 간사가 확인하면 제안하고 의견을 쓸 수 있습니다."),
            ),
            Term(
                "member",
                "위원",
                "member",
                "Membership",
                _("추첨 등으로 뽑혀 정해진 기간 동안 주민자치회를 꾸리는 주민입니다."),
            ),
            Term("chair", "회장", "chair", "CHAIR", _("주민자치회를 대표하고 회의를 이끄는 위원입니다.")),
            Term("vice-chair", "부회장", "vice chair", "VICE_CHAIR", _("회장이 없을 때 그 일을 하는 위원입니다.")),
            Term(
                "secretary",
                "간사",
                "secretary",
                "SECRETARY",
                _("회의, 서류, 돈을 챙기는 사람입니다. 곳에 따라 사무장이나 사무국장이라고 합니다."),
            ),
            Term(
                "auditor", "감사", "auditor", "AUDITOR", _("돈과 일이 바르게 되었는지 살피고 총회에 알리는 사람입니다.")
            ),
            Term(
                "committee",
                "분과",
                "committee",
                "Committee",
                _("안전·환경, 문화처럼 분야를 나누어 맡은 위원과 주민의 작은 모임입니다."),
            ),
            Term("committee-head", "분과장", "committee head", "COMMITTEE_HEAD", _("한 분과를 이끄는 위원입니다.")),
            Term(
                "official",
                "읍면동 담당",
                "local official",
                "OFFICIAL",
                _("동 주민센터(읍·면 사무소)에서 주민자치회 일을 맡은 공무원입니다."),
            ),
            Term(
                "head",
                "읍면동장",
                "head of the local office",
                "HEAD",
                _("읍·면·동 행정의 책임자입니다. 위탁을 승인하고 협의 의견에 답합니다."),
            ),
            Term(
                "district",
                "시군구 담당",
                "district official",
                "DISTRICT",
                _("시·군·구에서 여러 주민자치회를 돕고 위원을 위촉하는 공무원입니다."),
            ),
            Term(
                "appointment",
                "위촉",
                "appointment",
                "appoint",
                _("뽑힌 사람에게 위원 자리를 맡기는 일입니다. 그만두게 하는 일은 해촉입니다."),
            ),
            Term(
                "term",
                "임기",
                "term of office",
                "starts_on, ends_on",
                _("맡은 기간입니다. 조례가 길이와 다시 맡을 수 있는 횟수를 정합니다."),
            ),
        ),
    ),
    Group(
        "roll",
        _("명부와 추첨"),
        (
            Term("roll", "명부", "roll", "roll", _("위원이 누구이고 임기가 언제까지인지 적은 목록입니다.")),
            Term("seats", "정원", "number of seats", "seats", _("조례가 정한 위원 자리의 수입니다.")),
            Term(
                "enrolled",
                "재적",
                "members in office",
                "enrolled",
                _("지금 임기 중인 위원의 수입니다. 회의를 열 수 있는지 셀 때 씁니다."),
            ),
            Term(
                "dismissal",
                "해촉",
                "dismissal",
                "dismiss",
                _("임기가 끝나기 전에 의결을 거쳐 위원을 그만두게 하는 일입니다."),
            ),
            Term(
                "loss-of-seat",
                "자격상실",
                "loss of seat",
                "lose_seat",
                _("이사처럼 조례가 정한 까닭이 생겨 위원 자리가 없어지는 일입니다."),
            ),
            Term(
                "open-call",
                "공개모집",
                "open call",
                "Recruitment",
                _("누구나 신청할 수 있게 알리고 위원을 모으는 일입니다."),
            ),
            Term(
                "screening",
                "자격 심사",
                "screening",
                "screen",
                _("신청한 사람이 조례의 자격을 갖추었는지 살피는 일입니다."),
            ),
            Term(
                "draw",
                "공개추첨",
                "public draw",
                "Draw",
                _("미리 굳힌 명단과 그날 나온 수로 위원을 뽑습니다. 누구나 다시 셈해 볼 수 있습니다."),
            ),
            Term(
                "draw-officer",
                "추첨위원",
                "draw officer",
                "DrawNumber",
                _("추첨하는 자리에서 수를 하나씩 내는 사람입니다. 위원이 될 수 없습니다."),
            ),
            Term("reserve", "예비후보", "reserve candidate", "Reserve", _("자리가 비면 순위대로 이어받을 사람입니다.")),
            Term("vacancy", "결원", "vacancy", "vacancy", _("임기가 남았는데 비게 된 자리입니다.")),
            Term(
                "succession",
                "승계",
                "succession",
                "Succession",
                _("예비후보가 빈 자리를 이어받는 일입니다. 남은 임기만 맡는 것이 보통입니다."),
            ),
        ),
    ),
    Group(
        "affairs",
        _("세 가지 일(사무)"),
        (
            Term(
                "class",
                "사무 구분",
                "class of affairs",
                "AffairsClass",
                _("주민자치회가 하는 일을 세 갈래로 나눈 것입니다. 갈래마다 정하는 사람과 순서가 다릅니다."),
            ),
            Term(
                "autonomous",
                "주민자치 사무",
                "autonomous affairs",
                "AUTONOMOUS",
                _("축제, 마을신문, 자율청소처럼 동네 안에서 주민이 정하고 하는 일입니다."),
            ),
            Term(
                "entrusted",
                "위탁사무",
                "entrusted affairs",
                "ENTRUSTED",
                _(
                    "작은도서관처럼 행정이 하던 일을 협약을 맺고 맡아 하는 일입니다. 권리와 의무를 바꾸는 일은 맡지 않습니다."
                ),
            ),
            Term(
                "consultative",
                "협의사무",
                "consultative affairs",
                "CONSULTATIVE",
                _("주·정차 구역이나 시설 확충처럼 행정이 정하기 전에 주민자치회와 의논하는 일입니다."),
            ),
        ),
    ),
    Group(
        "proposal",
        _("제안"),
        (
            Term(
                "proposal",
                "제안",
                "proposal",
                "Proposal",
                _("주민이 동네 일을 해 달라고 내는 글입니다. 모든 제안에 담당과 답변 기한이 있습니다."),
            ),
            Term("received", "접수", "received", "RECEIVED", _("제안을 받았고 담당을 정하는 중입니다.")),
            Term("review", "검토", "review", "REVIEW", _("분과나 간사가 내용을 살펴보는 중입니다.")),
            Term("adopted", "채택", "adopted", "ADOPTED", _("제안대로 하기로 정했습니다.")),
            Term("merged", "병합", "merged", "MERGED", _("비슷한 제안 여럿을 한 사업으로 묶었습니다.")),
            Term("declined", "불채택", "declined", "DECLINED", _("하지 않기로 정했습니다. 까닭을 함께 알립니다.")),
            Term("withdrawn", "철회", "withdrawn", "WITHDRAWN", _("제안한 사람이 스스로 거두었습니다.")),
            Term(
                "support",
                "공감",
                "support",
                "Support",
                _("제안에 뜻을 함께한다는 표시입니다. 수가 적어도 모든 제안에 답합니다."),
            ),
            Term(
                "answer-by", "답변 기한", "answer-by date", "answer_by", _("이날까지 답과 까닭을 드린다는 약속입니다.")
            ),
        ),
    ),
    Group(
        "project",
        _("사업과 결정"),
        (
            Term("project", "사업", "project", "Project", _("하기로 정해 계획, 돈, 담당이 있는 일입니다.")),
            Term("deliberation", "심의", "deliberation", "deliberate", _("정하기 전에 함께 따져 보는 일입니다.")),
            Term(
                "resolution",
                "의결",
                "resolution",
                "Resolution",
                _("회의에서 찬성과 반대를 세어 정하는 일입니다. 가결은 통과, 부결은 통과하지 못함입니다."),
            ),
            Term(
                "assembly",
                "주민총회",
                "residents' assembly",
                "assembly",
                _("주민이 모여 한 해의 계획 등을 정하는 자리입니다."),
            ),
            Term(
                "application",
                "수탁 신청",
                "application for entrustment",
                "apply",
                _("행정의 일을 맡겠다고 신청서, 사업계획서, 예산서를 내는 일입니다."),
            ),
            Term(
                "suitability",
                "적정성 검토",
                "suitability review",
                "suitability",
                _("맡겨도 되는 일인지 행정이 살펴보는 일입니다."),
            ),
            Term(
                "consent",
                "의회 동의",
                "consent of the local assembly",
                "consent",
                _("위탁하기 전에 시·군·구 의회의 동의를 받는 일입니다. 조례가 정한 때에는 면제됩니다."),
            ),
            Term("approval", "승인", "approval", "approve", _("읍면동장이 맡기기로 정하는 일입니다.")),
            Term(
                "returned",
                "보완 요구",
                "returned for supplement",
                "RETURNED",
                _("모자란 점을 고쳐 다시 내 달라고 돌려보내는 일입니다."),
            ),
            Term(
                "rejected",
                "거절",
                "rejected",
                "REJECTED",
                _("신청을 받지 않기로 정하는 일입니다. 까닭을 함께 알립니다."),
            ),
            Term("stopped", "중단", "stopped", "STOPPED", _("하던 일을 그만두는 것입니다.")),
            Term(
                "agreement",
                "협약",
                "agreement",
                "agreement",
                _("맡긴 쪽과 맡은 쪽이 하는 일, 돈, 책임을 적어 서명한 약속입니다."),
            ),
            Term(
                "reply",
                "회신",
                "reply",
                "reply",
                _("주민자치회의 의견에 행정이 반영, 일부반영, 미반영, 추후검토 가운데 하나로 답하는 일입니다."),
            ),
            Term(
                "inspection",
                "점검·성과평가",
                "inspection and evaluation",
                "inspect",
                _("맡은 일이 계획대로 되는지 살피고 평가하는 일입니다."),
            ),
            Term(
                "report",
                "결과보고",
                "final report",
                "report",
                _("계획과 견주어 무엇을 했는지, 돈을 얼마나 썼는지 알리는 일입니다."),
            ),
        ),
    ),
    Group(
        "money",
        _("돈"),
        (
            Term(
                "subsidy",
                "정부 지원금",
                "subsidy",
                "SUBSIDY",
                _("나라, 시·도, 시·군·구가 준 돈입니다. 쓴 내용을 맞추어 보고 남으면 돌려줍니다."),
            ),
            Term(
                "own",
                "자체재원",
                "own revenue",
                "OWN",
                _("수강료, 사용료, 회비, 기부금처럼 주민자치회가 스스로 마련한 돈입니다."),
            ),
            Term(
                "settlement",
                "정산",
                "settlement",
                "Settlement",
                _("받은 돈과 쓴 돈을 증빙과 맞추어 보고 남은 돈과 이자를 돌려주는 일입니다."),
            ),
            Term(
                "carry-over",
                "이월",
                "carry-over",
                "carry_over",
                _("올해 다 쓰지 못한 돈을 다음 해로 넘기는 일입니다. 승인이 필요합니다."),
            ),
            Term(
                "transfer",
                "전용",
                "transfer between budget lines",
                "transfer",
                _("한 항목의 예산을 다른 항목으로 옮겨 쓰는 일입니다. 정해진 만큼을 넘으면 승인이 필요합니다."),
            ),
        ),
    ),
    Group(
        "rules",
        _("규칙과 기록"),
        (
            Term(
                "ordinance",
                "조례",
                "ordinance",
                "Ordinance",
                _("시·군·구 의회가 정한 규칙입니다. 정원, 임기, 정족수 같은 값이 여기에서 나옵니다."),
            ),
            Term("bylaws", "운영세칙", "bylaws", "bylaws", _("조례가 맡긴 것을 주민자치회가 스스로 정한 규칙입니다.")),
            Term("quorum", "정족수", "quorum", "quorum", _("회의를 열거나 정하는 데 필요한 사람 수입니다.")),
            Term("recusal", "제척", "recusal", "recusal", _("자기와 이해관계가 있는 안건에서 빠지는 일입니다.")),
            Term(
                "history",
                "바뀐 기록",
                "audit trail",
                "audit",
                _("누가 언제 무엇을 왜 바꾸었는지 적은 기록입니다. 고치거나 지울 수 없습니다."),
            ),
        ),
    ),
)


def all_terms() -> list[Term]:
    return [term for group in GROUPS for term in group.terms]
