"""Stations of this class: whom each waits for, and until when."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as __

from projects.choices import Stage, Status
from projects.workflows.common import (
    CHAIR,
    CHANGING,
    COMMITTEE_HEAD,
    HEAD,
    OFFICIAL,
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
        Status.PLANNING,
        __("계획 작성"),
        RUNNERS,
        __("%(committee)s{이/가} 계획을 쓰고 있습니다."),
        Stage.PREPARING,
        act=__("계획 쓰기"),
        due=Due("project.plan_days"),
    ),
    state(
        Status.COMMITTEE,
        __("분과 심의"),
        (COMMITTEE_HEAD, SECRETARY),
        __("%(committee)s{이/가} 계획을 살펴봅니다."),
        Stage.WAITING,
        act=__("분과 심의"),
        due=Due("project.committee_days"),
    ),
    state(
        Status.OFFICE_CHECK,
        __("행정 검토"),
        (OFFICIAL,),
        __("%(official)s{이/가} 법·예산·겹침·장소를 살펴봅니다."),
        Stage.WAITING,
        act=__("행정 검토"),
        due=Due("project.office_check_days"),
    ),
    state(
        Status.COUNCIL_VOTE,
        __("정기회의 의결"),
        (SECRETARY, CHAIR),
        __("정기회의에서 할지 정합니다."),
        Stage.WAITING,
        act=__("의결 기록"),
        due=Due("project.council_vote_days"),
    ),
    state(
        Status.ASSEMBLY,
        __("주민총회 의결"),
        (SECRETARY, CHAIR),
        __("주민총회에서 주민이 정합니다."),
        Stage.WAITING,
        act=__("총회 결과 기록"),
        due=Due("project.assembly_days"),
    ),
    state(
        Status.CONFIRMING,
        __("확정"),
        (CHAIR,),
        __("%(chair)s{이/가} 사업을 확정합니다."),
        Stage.WAITING,
        act=__("사업 확정"),
        due=Due("project.confirm_days"),
    ),
    state(
        Status.RUNNING,
        __("시행"),
        RUNNERS,
        __("%(committee)s{이/가} 사업을 하고 있습니다."),
        Stage.DOING,
        act=__("사업 마치기"),
        due=Due(since="ends_on"),
    ),
    state(
        Status.REPORTING,
        __("결과보고"),
        RUNNERS,
        __("%(secretary)s{이/가} 결과를 알릴 차례입니다."),
        Stage.DOING,
        tone="warning",
        act=__("결과보고"),
        due=Due("project.report_months", since="ends_on", months=True),
    ),
    state(
        Status.SETTLING,
        __("정산 확인"),
        (HEAD,),
        __("쓴 돈과 결과를 확인하는 중입니다."),
        Stage.WAITING,
        act=__("정산 확인"),
        due=Due("project.settle_days"),
    ),
    final_state(Status.CLOSED, __("종료"), __("사업을 마쳤습니다."), stage=Stage.DONE, path=True),
    returned_state(),
    CHANGING,
    REJECTED,
    STOPPED,
)
