"""Who does what by when, as one line of a list says it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from council.common.actor import Role
from council.common.dates import kdate
from projects.choices import ProposalState
from projects.models import Proposal
from projects.wording import particles


@dataclass(frozen=True, slots=True)
class Turn:
    """A sentence and the day by which it should have happened, if it still has to."""

    sentence: str
    due_on: dt.date | None = None
    late: bool = False


def answerer(proposal: Proposal) -> str:
    """Return who answers the proposal: its 분과장, or the secretary while no 분과 has it."""
    if proposal.committee is not None:
        return _("%(committee)s장") % {"committee": proposal.committee.name}
    return proposal.council.label(Role.SECRETARY)


def turn_of(proposal: Proposal, today: dt.date) -> Turn:
    """Return what happens next with the proposal, or how it ended. Needs council, committee and project selected."""
    if proposal.state == ProposalState.RECEIVED and proposal.assigned_at is None:
        who = proposal.council.label(Role.SECRETARY)
        sentence = particles(_("%(who)s{이/가} 담당을 정합니다.") % {"who": who})
        return Turn(sentence, proposal.assign_by, proposal.is_late(today))
    if proposal.is_open:
        sentence = particles(_("%(who)s{이/가} 답합니다.") % {"who": answerer(proposal)})
        return Turn(sentence, proposal.answer_by, proposal.is_late(today))
    if proposal.state == ProposalState.WITHDRAWN:
        return Turn(_("제안한 사람이 철회했습니다."))
    if proposal.project is not None:
        return Turn(_("‘%(project)s’ 사업이 되었습니다.") % {"project": proposal.project.title})
    day = kdate(proposal.answered_at, today=today)
    return Turn(_("%(who)s · %(day)s에 답했습니다.") % {"who": proposal.answered_label, "day": day})


def answered_early(proposal: Proposal) -> int | None:
    """Return how many days before its deadline the proposal was answered; negative after it, None without answer."""
    if proposal.answered_at is None or proposal.answer_by is None:
        return None
    return (proposal.answer_by - timezone.localdate(proposal.answered_at)).days


def closed_for_voices(proposal: Proposal) -> str:
    """Return why nobody can support, follow or comment on the proposal now; "" when everyone can."""
    if proposal.held:
        return _("아직 공개하지 않은 제안이라 의견을 받지 않습니다.")
    if proposal.state == ProposalState.WITHDRAWN:
        return _("철회한 제안이라 의견을 더 받지 않습니다.")
    return ""
