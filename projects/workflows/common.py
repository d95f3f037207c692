"""Exits that every class has (보완 요구, 다시 내기, 부결·반려, 중단) and conditions they share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import pgettext_lazy

from council.common.actor import Role
from council.common.dates import kdate
from council.common.errors import Refused
from projects.choices import Outcome, Stage, Status
from projects.workflows.inputs import BASIS, VOTES, Input, Kind
from projects.workflows.table import REFUSALS, RESUME, Due, Move, Situation, State, Subject, Text
from projects.workflows.votes import Tally, tally_problem

MEETINGS_LATER = __("회의장에서 표결을 적으면 저절로 기록됩니다. 그렇지 않은 회의의 의결만 손으로 적습니다.")
ASSEMBLY_LATER = __("주민총회 기능이 생기면 총회의 결과가 이 기록을 대신합니다.")
PAPERS_LATER = __("문서 기능이 생기면 발급한 문서가 이 기록을 대신합니다.")
MONEY_LATER = __("살림 기능이 생기면 장부와 정산이 이 기록을 대신합니다.")

SECRETARY, CHAIR, COMMITTEE_HEAD = Role.SECRETARY, Role.CHAIR, Role.COMMITTEE_HEAD
OFFICIAL, HEAD, DISTRICT = Role.OFFICIAL, Role.HEAD, Role.DISTRICT
RUNNERS = (SECRETARY, COMMITTEE_HEAD)

RESUBMIT_BY = Input(
    "due_on",
    __("다시 낼 기한"),
    Kind.DATE,
    required=False,
    help=__("비워 두면 규칙의 날수로 정합니다."),
)
STARTS_ON = Input("starts_on", __("시작하는 날"), Kind.DATE)
ENDS_ON = Input("ends_on", __("끝나는 날"), Kind.DATE)
COST = Input("planned_cost", __("드는 돈"), Kind.WON)
GRANT_SPENT = Input("grant_spent", __("쓴 지원금"), Kind.WON, required=False)
OWN_SPENT = Input("own_spent", __("쓴 자체재원"), Kind.WON, required=False)
RESULT = (
    Input("participants", __("함께한 사람 수"), Kind.COUNT, required=False),
    Input("result", __("계획과 견준 결과"), Kind.TEXT),
    GRANT_SPENT,
    OWN_SPENT,
)
COMMITTEE_COUNTS = (
    Input("yes", __("찬성"), Kind.COUNT, required=False),
    Input("no", __("반대"), Kind.COUNT, required=False),
)


def state(status: str, title: Text, waits_for: tuple[str, ...], waiting: Text, stage: str, **more: Any) -> State:
    """Return a state whose tone follows its stage."""
    tones = {
        Stage.PREPARING: "warning",
        Stage.WAITING: "warning",
        Stage.DOING: "primary",
        Stage.DONE: "success",
        Stage.HALTED: "gray",
    }
    return State(status, title, waits_for, waiting, stage, more.pop("tone", tones[Stage(stage)]), **more)


def returned_state(waits_for: tuple[str, ...] = RUNNERS) -> State:
    return state(
        Status.RETURNED,
        __("보완 요구"),
        waits_for,
        __("보완해서 다시 내기를 기다립니다."),
        Stage.WAITING,
        act=__("보완해 다시 내기"),
        due=Due("project.resubmit_days"),
        path=False,
    )


def final_state(status: str, title: Text, sentence: Text, *, stage: str = Stage.HALTED, path: bool = False) -> State:
    return state(status, title, (), sentence, stage, final=True, path=path)


REJECTED = final_state(Status.REJECTED, __("부결·반려"), __("이 사업은 하지 않기로 했습니다."))
STOPPED = final_state(Status.STOPPED, __("중단"), __("사업을 그만두었습니다."))


def return_move(code: str, source: str, who: tuple[str, ...], **more: Any) -> Move:
    """Return 보완 요구: the reason is public and the project comes back to where it was."""
    return Move(
        code,
        (source,),
        Status.RETURNED,
        more.pop("label", pgettext_lazy("act", "보완 요구")),
        who,
        Outcome.RETURN,
        consequence=__("고쳐서 다시 냅니다"),
        inputs=(RESUBMIT_BY,),
        check=not_in_the_past("due_on"),
        reasons=REFUSALS,
        reason_required=True,
        done_word=__("보완 요구"),
        **more,
    )


def reject_move(code: str, source: tuple[str, ...], who: tuple[str, ...], **more: Any) -> Move:
    """Return 부결·반려: the way ends here, with a public reason."""
    return Move(
        code,
        source,
        Status.REJECTED,
        more.pop("label", pgettext_lazy("act", "거절")),
        who,
        Outcome.REJECT,
        consequence=more.pop("consequence", __("여기서 끝납니다")),
        reasons=REFUSALS,
        reason_required=True,
        done_word=more.pop("done_word", __("거절")),
        **more,
    )


def vote_down_move(code: str, source: str, **more: Any) -> Move:
    return reject_move(
        code,
        (source,),
        (SECRETARY, CHAIR),
        label=__("부결로 기록하기"),
        done_word=__("부결"),
        inputs=(*BASIS, *VOTES),
        check=vote_condition(carried=False),
        by_hand=MEETINGS_LATER,
        paper=__("회의록"),
        **more,
    )


def resubmit_move(code: str, who: tuple[str, ...], *, resumes: frozenset[str] | None = None) -> Move:
    """Return 다시 내기: back to where it was returned from."""

    def from_there(subject: Subject) -> bool:
        return resumes is None or subject.resume_status in resumes

    return Move(
        code,
        (Status.RETURNED,),
        RESUME,
        __("보완해 다시 내기"),
        who,
        Outcome.RESUBMIT,
        consequence=__("돌려보낸 사람이 다시 봅니다"),
        when=from_there,
        reason_required=True,
        done_word=__("다시 냄"),
    )


def stop_move(source: tuple[str, ...], *, when: Callable[[Subject], bool] | None = None) -> Move:
    return Move(
        "stop",
        source,
        Status.STOPPED,
        __("그만두기"),
        (CHAIR, SECRETARY),
        Outcome.STOP,
        consequence=__("사업이 끝납니다. 다시 열 수 없습니다"),
        inputs=BASIS,
        when=when,
        reason_required=True,
        by_hand=MEETINGS_LATER,
        done_word=__("중단"),
    )


def change_moves(
    approvers: dict[str, tuple[tuple[str, ...], Callable[[Subject], bool] | None]],
) -> tuple[Move, ...]:
    """Return asking for a change while running, and its approval or refusal by each kind of approver."""
    optional = tuple(Input(i.name, i.label, i.kind, required=False) for i in (ENDS_ON, COST))
    moves = [
        Move(
            "request_change",
            (Status.RUNNING,),
            Status.CHANGING,
            __("변경 신청하기"),
            RUNNERS,
            Outcome.CHANGE,
            consequence=__("변경을 정할 때까지 처음 계획대로 합니다"),
            inputs=(Input("change", __("바꿀 내용"), Kind.TEXT), *optional),
            check=ends_after_start,
            reason_required=True,
            paper=__("변경승인신청서"),
            done_word=__("변경 신청"),
        )
    ]
    for suffix, (who, when) in approvers.items():
        moves.append(
            Move(
                f"approve_change{suffix}",
                (Status.CHANGING,),
                RESUME,
                __("변경 승인하기"),
                who,
                Outcome.CHANGE,
                consequence=__("바뀐 계획대로 합니다"),
                when=when,
                inputs=optional,
                check=ends_after_start,
                sets={"ends_on": "ends_on", "planned_cost": "planned_cost"},
                done_word=__("변경 승인"),
            )
        )
        moves.append(
            Move(
                f"refuse_change{suffix}",
                (Status.CHANGING,),
                RESUME,
                __("변경하지 않기"),
                who,
                Outcome.CHANGE,
                consequence=__("처음 계획대로 합니다"),
                when=when,
                reasons=REFUSALS,
                reason_required=True,
                done_word=__("변경하지 않음"),
            )
        )
    return tuple(moves)


CHANGING = state(
    Status.CHANGING,
    __("변경 심의"),
    (HEAD,),
    __("바꾼 계획을 승인할지 정하는 중입니다."),
    Stage.WAITING,
    act=__("변경 승인"),
    due=Due("project.change_days"),
    path=False,
)


def granted(subject: Subject) -> bool:
    return subject.grant_funded


def not_granted(subject: Subject) -> bool:
    return not subject.grant_funded


def not_in_the_past(name: str) -> Callable[[Situation], Refused | None]:
    def check(situation: Situation) -> Refused | None:
        day: dt.date | None = situation.get(name)
        if day is not None and day < situation.on:
            return Refused(_("지난 날입니다. 오늘이나 그 뒤의 날을 골라 주십시오."), field=name)
        return None

    return check


def ends_after_start(situation: Situation) -> Refused | None:
    """Refuse an end before the start, whichever of the two is asked here."""
    starts = situation.get("starts_on") or situation.subject.starts_on
    ends = situation.get("ends_on")
    if starts is not None and ends is not None and ends < starts:
        return Refused(
            _("끝나는 날이 시작하는 날 %(starts)s보다 빠릅니다.") % {"starts": kdate(starts)}, field="ends_on"
        )
    return None


def vote_condition(*, carried: bool) -> Callable[[Situation], Refused | None]:
    """Return the condition that the counted votes really carry (or do not carry) the motion."""

    def check(situation: Situation) -> Refused | None:
        if situation.resolved:
            return None
        counts = {name: situation.get(name) or 0 for name in ("seated", "present", "yes", "no", "abstain", "recused")}
        return tally_problem(Tally(**counts), carried=carried)

    return check


def committee_agreed(situation: Situation) -> Refused | None:
    yes, no = situation.get("yes"), situation.get("no")
    if yes is not None and no is not None and yes <= no:
        return Refused(_("찬성이 반대보다 많아야 다음으로 갑니다. 보완 요구나 부결을 골라 주십시오."), field="yes")
    return None
