"""Conditions of a 주민자치 사무: plan written, opinion without veto, majority of the assembly."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from council.common.errors import Refused
from projects.choices import OfficeOpinion, Status
from projects.workflows.table import Situation, Subject


def plan_written(situation: Situation) -> Refused | None:
    missing = situation.subject.plan_missing
    if missing:
        return Refused(_("계획에서 %(missing)s을(를) 먼저 써 주십시오.") % {"missing": ", ".join(missing)})
    return None


def no_veto_without_grant(situation: Situation) -> Refused | None:
    # With grant money the office may hold the plan; without it an opinion is only an opinion.
    if situation.get("opinion") == OfficeOpinion.UNFIT and situation.subject.grant_funded:
        return Refused(
            _("지원금을 쓰는 사업에 ‘부적합’이면 다음으로 보낼 수 없습니다. 보완 요구나 반려를 골라 주십시오."),
            field="opinion",
        )
    return None


def assembly_majority(situation: Situation) -> Refused | None:
    attended, yes, no = (situation.get(name) or 0 for name in ("attended", "yes", "no"))
    if yes + no > attended:
        return Refused(_("찬성과 반대를 더하면 참여한 사람보다 많습니다."), field="yes")
    if yes * 2 <= attended:
        return Refused(
            _("찬성 %(yes)s명으로 필요한 %(needed)s명보다 적습니다. 부결로 기록해 주십시오.")
            % {"yes": yes, "needed": attended // 2 + 1},
            field="yes",
        )
    return None


def assembly_no_majority(situation: Situation) -> Refused | None:
    attended, yes = situation.get("attended") or 0, situation.get("yes") or 0
    if yes * 2 > attended:
        return Refused(_("찬성 %(yes)s명이면 가결입니다. 가결로 기록해 주십시오.") % {"yes": yes}, field="yes")
    return None


def annual(subject: Subject) -> bool:
    return subject.in_annual_plan


def not_annual(subject: Subject) -> bool:
    return not subject.in_annual_plan


def nothing_to_settle(subject: Subject) -> bool:
    """Once grant money runs, or a result is being checked, a project ends by settlement only."""
    if subject.status == Status.RETURNED:
        return subject.resume_status != Status.SETTLING
    return not (subject.grant_funded and subject.status in (Status.RUNNING, Status.CHANGING))


def ends_here(situation: Situation) -> dict[str, Any]:
    """A project ends on the day it is stopped; one that had not begun, on its first day."""
    stopped, starts = situation.get("basis_on"), situation.subject.starts_on
    return {"ends_on": max(stopped, starts) if starts else stopped}
