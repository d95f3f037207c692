"""Writing the path of a proposal, and locking it before a change."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from council.common.actor import Actor
from council.common.dates import kdatetime
from council.common.errors import Conflict
from projects.models import Proposal, ProposalStep
from projects.services.people import acting_label


def locked(proposal: Proposal) -> Proposal:
    """Return the proposal as it stands now, locked until the transaction ends."""
    return (
        Proposal.objects.select_related("council", "author", "committee")
        .select_for_update(of=("self",))
        .get(pk=proposal.pk)
    )


def write_step(
    proposal: Proposal, kind: str, *, by: Actor, at: dt.datetime, label: str = "", **more: Any
) -> ProposalStep:
    """Add a step to the proposal's path with its state and deadline of that moment."""
    committee = proposal.committee.name if proposal.committee else ""
    return ProposalStep.objects.create(
        council_id=proposal.council_id,
        proposal=proposal,
        kind=kind,
        state=proposal.state,
        at=at,
        by_id=by.user_id,
        by_label=label or acting_label(by, proposal.council, committee_name=committee),
        due_on=proposal.answer_by,
        **more,
    )


def decided_first(proposal: Proposal) -> Conflict:
    """Return the conflict that tells who did what with the proposal in the meantime."""
    last = proposal.steps.order_by("-pk").first()
    if last is None:
        return Conflict(_("그사이 제안이 바뀌었습니다. 새로 연 뒤 다시 해 주십시오."))
    return Conflict(
        _("%(who)s이(가) %(when)s에 먼저 ‘%(state)s’(으)로 정했습니다. 바뀐 제안을 보고 다시 정해 주십시오.")
        % {"who": last.by_label, "when": kdatetime(last.at), "state": proposal.get_state_display()}
    )
