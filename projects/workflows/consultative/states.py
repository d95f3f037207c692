"""Stations of this class: whom each waits for, and until when."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as __

from projects.choices import Stage, Status
from projects.workflows.common import (
    CHAIR,
    COMMITTEE_HEAD,
    HEAD,
    REJECTED,
    RUNNERS,
    SECRETARY,
    STOPPED,
    final_state,
    returned_state,
    state,
)
from projects.workflows.table import Due

STATES = (
    state(
        Status.REQUESTED,
        __("협의 요청"),
        (SECRETARY, CHAIR),
        __("%(secretary)s{이/가} 협의 요청을 받아 분과를 정합니다."),
        Stage.PREPARING,
        act=__("협의 요청 받기"),
        due=Due("consultative.accept_days"),
    ),
    state(
        Status.COMMITTEE,
        __("분과·정기회의 심의"),
        (COMMITTEE_HEAD, SECRETARY),
        __("%(committee)s{이/가} 주민의 의견을 모읍니다."),
        Stage.WAITING,
        act=__("의견 심의"),
        due=Due("consultative.review_days"),
    ),
    state(
        Status.COUNCIL_VOTE,
        __("의견 의결"),
        (SECRETARY, CHAIR),
        __("정기회의에서 의견을 정합니다."),
        Stage.WAITING,
        act=__("의견 의결 기록"),
        due=Due("project.council_vote_days"),
    ),
    state(
        Status.SENDING,
        __("의견서 송부"),
        (SECRETARY, CHAIR),
        __("%(secretary)s{이/가} 의견서를 보낼 차례입니다."),
        Stage.PREPARING,
        act=__("의견서 보내기"),
        due=Due("consultative.send_days"),
    ),
    state(
        Status.REPLY,
        __("회신"),
        (HEAD,),
        __("%(head)s{이/가} 의견에 답할 차례입니다."),
        Stage.WAITING,
        act=__("의견 회신"),
        due=Due("consultative.reply_days"),
    ),
    state(
        Status.FOLLOW_UP,
        __("이행 확인"),
        RUNNERS,
        __("%(committee)s{이/가} 답한 대로 되는지 확인합니다."),
        Stage.DOING,
        act=__("이행 확인"),
        due=Due("consultative.follow_up_days"),
    ),
    final_state(Status.CLOSED, __("종료"), __("협의를 마쳤습니다."), stage=Stage.DONE, path=True),
    returned_state(),
    REJECTED,
    STOPPED,
)
