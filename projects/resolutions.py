"""What a resolution does to a project: the vote of a meeting is the move, in the same transaction.

An agenda item names the project and the act (``projects.project:12:vote``). Meetings know nothing of this.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from council.common.actor import Actor
from council.common.errors import Refused
from council.meetings.acts import offer
from council.meetings.models import Resolution
from council.meetings.signals import resolution_recorded
from council.models import Council
from projects.choices import AffairsClass, Opinion, Status
from projects.models import Project
from projects.services.moves import advance

TARGET = "projects.project"
#: The moves that a carried vote makes; which of them exists depends on the class and on the annual plan.
CARRIED = ("vote_to_confirm", "vote_to_assembly", "vote_pass")
REJECTED = "vote_down"
OPINION = "opinion-"


@offer
def votes_on_projects(council: Council) -> list[tuple[str, str]]:
    """Return the votes that projects wait for (one query)."""
    acts = []
    for project in Project.objects.filter(status=Status.COUNCIL_VOTE).order_by("due_on", "pk"):
        code, title = f"{TARGET}:{project.pk}:", {"project": project.title}
        if project.affairs_class == AffairsClass.CONSULTATIVE:
            for opinion in Opinion:
                words = _("협의 의견 ‘%(opinion)s’: %(project)s") % {**title, "opinion": opinion.label}
                acts.append((f"{code}{OPINION}{opinion.value}", words))
        else:
            acts.append((f"{code}vote", _("사업 의결: %(project)s") % title))
    return acts


@receiver(resolution_recorded, dispatch_uid="projects.resolution_recorded")
def decide_project(resolution: Resolution, by: Actor, at: dt.datetime, **kwargs: Any) -> None:
    """Make the project's move that was voted on. Raises Refused when it is not open: then nothing is recorded."""
    target = resolution.item.target
    if target is None or target[0] != TARGET:
        return
    if resolution.corrects is not None:
        _check_correction(resolution)
        return
    project = Project.objects.select_related("council", "committee").filter(pk=target[1]).first()
    if project is None:
        raise Refused(_("이 안건이 정하는 사업을 찾지 못했습니다. 안건을 고쳐 주십시오."))
    code, more = _move_of(project, target[2], resolution)
    advance(
        project,
        code,
        by=by,
        at=at,
        inputs={**_votes(resolution), **more},
        comment=_("정기회의에서 부결했습니다. %(text)s") % {"text": resolution.text} if not resolution.passed else "",
        reason_code="OTHER" if not resolution.passed else "",
        expected_status=project.status,
        expected_version=project.version,
        resolved=True,
    )


def _move_of(project: Project, act: str, resolution: Resolution) -> tuple[str, dict[str, Any]]:
    """Return the move's code and what else it wants to be told."""
    open_codes = {move.code for move in project.workflow.open_moves(project)}
    wanted: tuple[str, ...] = CARRIED
    more: dict[str, Any] = {}
    if act.startswith(OPINION):
        wanted = ("vote_opinion",)
        more = {"opinion": act.removeprefix(OPINION), "opinion_text": resolution.text}
    if not resolution.passed:
        wanted, more = (REJECTED,), {}
        if act.startswith(OPINION):
            raise Refused(
                _(
                    "의견이 부결되면 사업은 그대로입니다. 이 안건은 다음 회의로 넘기고 다른 의견을 안건으로 올려 주십시오."
                )
            )
    for code in wanted:
        if code in open_codes:
            return code, more
    words = {"project": project.title, "status": project.status_title}
    raise Refused(_("‘%(project)s’ 사업은 지금 ‘%(status)s’이라 이 의결로 옮길 수 없습니다.") % words)


def _votes(resolution: Resolution) -> dict[str, Any]:
    meeting, vote = resolution.item.meeting, resolution.vote
    inputs: dict[str, Any] = {
        "basis_on": timezone.localdate(resolution.decided_at),
        "basis_reference": f"{resolution.number_label} ({meeting.title})",
    }
    if vote is not None:
        inputs |= {
            "seated": vote.enrolled, "present": vote.present, "recused": vote.recused,
            "yes": vote.in_favour, "no": vote.against, "abstain": vote.abstained,
        }  # fmt: skip
    return inputs


def _check_correction(resolution: Resolution) -> None:
    """A project that a wrong vote took on does not go back by itself."""
    before = resolution.corrects
    assert before is not None
    if before.passed != resolution.passed:
        raise Refused(
            _(
                "이 의결로 사업이 이미 넘어갔습니다. 사업을 그만두거나 다시 안건으로 올린 뒤 그 의결로 바로잡아 주십시오."
            )
        )
