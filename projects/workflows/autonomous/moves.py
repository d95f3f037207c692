"""Moves of this class: who takes a project from where to where, with which facts."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as __

from projects.choices import OfficeOpinion, Outcome, Status
from projects.workflows.autonomous.checks import (
    annual,
    assembly_majority,
    assembly_no_majority,
    ends_here,
    no_veto_without_grant,
    not_annual,
    nothing_to_settle,
    plan_written,
)
from projects.workflows.common import (
    ASSEMBLY_LATER,
    CHAIR,
    COMMITTEE_COUNTS,
    COMMITTEE_HEAD,
    COST,
    ENDS_ON,
    HEAD,
    MEETINGS_LATER,
    MONEY_LATER,
    OFFICIAL,
    PAPERS_LATER,
    RESULT,
    RUNNERS,
    SECRETARY,
    STARTS_ON,
    change_moves,
    committee_agreed,
    ends_after_start,
    granted,
    not_granted,
    reject_move,
    resubmit_move,
    return_move,
    stop_move,
    vote_condition,
    vote_down_move,
)
from projects.workflows.inputs import BASIS, VOTES, Input, Kind
from projects.workflows.table import Move, Subject, Text

OFFICE_POINTS = tuple(
    Input(name, label, Kind.LINE, required=False, help=__("살필 것이 없으면 비워 두십시오."))
    for name, label in (
        ("law", __("법령")),
        ("budget", __("예산")),
        ("overlap", __("겹치는 사업")),
        ("site", __("장소")),
    )
)
ASSEMBLY_VOTES = (
    Input("attended", __("참여한 주민"), Kind.COUNT),
    Input("yes", __("찬성"), Kind.COUNT),
    Input("no", __("반대"), Kind.COUNT, required=False),
)
GRANT_DECISION = (
    Input("granted_on", __("교부결정 날짜"), Kind.DATE, past=True),
    Input("grant_reference", __("교부결정 문서 번호"), Kind.LINE),
)


def _carried(code: str, target: str, consequence: Text, when: Callable[[Subject], bool]) -> Move:
    """Return the council's vote for it; where it leads depends on the annual plan."""
    return Move(
        code,
        (Status.COUNCIL_VOTE,),
        target,
        __("가결로 기록하기"),
        (SECRETARY, CHAIR),
        consequence=consequence,
        when=when,
        inputs=(*BASIS, *VOTES),
        check=vote_condition(carried=True),
        paper=__("회의록"),
        by_hand=MEETINGS_LATER,
        done_word=__("가결"),
    )


CONFIRMED = {"starts_on": "starts_on", "ends_on": "ends_on", "planned_cost": "planned_cost"}

MOVES = (
    Move(
        "submit_plan",
        (Status.PLANNING,),
        Status.COMMITTEE,
        __("계획 내기"),
        RUNNERS,
        consequence=__("분과가 살펴봅니다"),
        check=plan_written,
        paper=__("사업계획서(안)"),
    ),
    Move(
        "committee_pass",
        (Status.COMMITTEE,),
        Status.OFFICE_CHECK,
        __("분과 심의 통과"),
        (COMMITTEE_HEAD, SECRETARY),
        consequence=__("동에 검토를 부탁합니다"),
        inputs=(*BASIS, *COMMITTEE_COUNTS),
        check=committee_agreed,
        by_hand=MEETINGS_LATER,
    ),
    return_move("committee_return", Status.COMMITTEE, (COMMITTEE_HEAD, SECRETARY)),
    reject_move("committee_reject", (Status.COMMITTEE,), (COMMITTEE_HEAD, SECRETARY), inputs=BASIS),
    Move(
        "office_opinion",
        (Status.OFFICE_CHECK,),
        Status.COUNCIL_VOTE,
        __("검토 의견 보내기"),
        (OFFICIAL,),
        consequence=__("정기회의로 갑니다. 의견은 참고로 합니다"),
        inputs=(
            Input("opinion", __("검토 의견"), Kind.CHOICE, choices=tuple(OfficeOpinion.choices)),
            *OFFICE_POINTS,
        ),
        check=no_veto_without_grant,
        paper=__("검토의견서"),
        by_hand=PAPERS_LATER,
        done_word=__("의견 보냄"),
    ),
    return_move("office_return", Status.OFFICE_CHECK, (OFFICIAL,)),
    reject_move(
        "office_reject", (Status.OFFICE_CHECK,), (HEAD, OFFICIAL), when=granted, label=__("반려"), done_word=__("반려")
    ),
    _carried("vote_to_assembly", Status.ASSEMBLY, __("주민총회로 갑니다"), annual),
    _carried("vote_to_confirm", Status.CONFIRMING, __("확정으로 갑니다"), not_annual),
    return_move("council_return", Status.COUNCIL_VOTE, (SECRETARY, CHAIR)),
    vote_down_move("vote_down", Status.COUNCIL_VOTE),
    Move(
        "assembly_pass",
        (Status.ASSEMBLY,),
        Status.CONFIRMING,
        __("총회 가결로 기록하기"),
        (SECRETARY, CHAIR),
        consequence=__("확정으로 갑니다"),
        inputs=(*BASIS, *ASSEMBLY_VOTES),
        check=assembly_majority,
        paper=__("총회 결과 공고"),
        by_hand=ASSEMBLY_LATER,
        done_word=__("가결"),
    ),
    reject_move(
        "assembly_reject",
        (Status.ASSEMBLY,),
        (SECRETARY, CHAIR),
        label=__("총회 부결로 기록하기"),
        done_word=__("부결"),
        inputs=(*BASIS, *ASSEMBLY_VOTES),
        check=assembly_no_majority,
        by_hand=ASSEMBLY_LATER,
    ),
    Move(
        "confirm",
        (Status.CONFIRMING,),
        Status.RUNNING,
        __("사업 확정하기"),
        (CHAIR,),
        consequence=__("사업을 시작합니다"),
        when=not_granted,
        inputs=(STARTS_ON, ENDS_ON, COST),
        check=ends_after_start,
        done_word=__("확정"),
        sets=CONFIRMED,
    ),
    Move(
        "confirm_grant",
        (Status.CONFIRMING,),
        Status.RUNNING,
        __("교부결정을 적고 확정하기"),
        (CHAIR,),
        consequence=__("사업을 시작합니다"),
        when=granted,
        inputs=(*GRANT_DECISION, STARTS_ON, ENDS_ON, COST),
        check=ends_after_start,
        paper=__("교부결정서"),
        by_hand=MONEY_LATER,
        done_word=__("확정"),
        sets=CONFIRMED,
    ),
    return_move("confirm_return", Status.CONFIRMING, (CHAIR,)),
    *change_moves({"": ((CHAIR,), not_granted), "_grant": ((HEAD,), granted)}),
    Move(
        "finish",
        (Status.RUNNING,),
        Status.REPORTING,
        __("사업 마치기"),
        RUNNERS,
        consequence=__("결과를 보고합니다"),
        inputs=(Input("finished_on", __("마친 날"), Kind.DATE, past=True),),
    ),
    Move(
        "report",
        (Status.REPORTING,),
        Status.SETTLING,
        __("결과보고 내기"),
        RUNNERS,
        consequence=__("쓴 돈과 결과를 확인받습니다"),
        inputs=RESULT,
        paper=__("결과보고서"),
        by_hand=MONEY_LATER,
    ),
    Move(
        "settle",
        (Status.SETTLING,),
        Status.CLOSED,
        __("결과를 확인하고 마치기"),
        (CHAIR,),
        consequence=__("사업이 끝납니다"),
        when=not_granted,
        inputs=BASIS,
        by_hand=MONEY_LATER,
        done_word=__("확인"),
    ),
    Move(
        "settle_grant",
        (Status.SETTLING,),
        Status.CLOSED,
        __("정산 확인하기"),
        (HEAD,),
        consequence=__("사업이 끝납니다"),
        when=granted,
        inputs=(*BASIS, Input("returned", __("돌려받은 돈"), Kind.WON)),
        paper=__("정산보고서"),
        by_hand=MONEY_LATER,
        done_word=__("확인"),
    ),
    return_move("settle_return", Status.SETTLING, (CHAIR,), when=not_granted),
    return_move("settle_return_grant", Status.SETTLING, (HEAD,), when=granted),
    resubmit_move("resubmit", RUNNERS),
    stop_move(
        (
            Status.PLANNING,
            Status.COMMITTEE,
            Status.OFFICE_CHECK,
            Status.COUNCIL_VOTE,
            Status.ASSEMBLY,
            Status.CONFIRMING,
            Status.RUNNING,
            Status.RETURNED,
            Status.CHANGING,
        ),
        when=nothing_to_settle,
    ),
    Move(
        "stop_and_settle",
        (Status.RUNNING, Status.CHANGING),
        Status.REPORTING,
        __("그만두고 정산하기"),
        (CHAIR, SECRETARY),
        Outcome.STOP,
        consequence=__("여기까지 한 일과 쓴 돈을 보고합니다"),
        when=granted,
        inputs=BASIS,
        effect=ends_here,
        reason_required=True,
        by_hand=MEETINGS_LATER,
        done_word=__("중단"),
    ),
)
