"""The council's side of a proposal: who looks at it, what is answered, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.access import require
from council.common.actor import Actor
from council.common.errors import Refused
from council.common.language import recorded
from council.models import Committee
from members.selectors import who_leads
from projects.choices import DECLINE_REASONS, OPEN_STATES, AffairsClass, AnswerReason, ProposalState, StepKind
from projects.classifier import Answers, Suggestion, classify
from projects.models import Proposal
from projects.services import telling
from projects.services.people import acting_label, followers_of_proposal, must_be_someone
from projects.services.steps import decided_first, locked, write_step

LONGEST_ANSWER = 4000


def assign(
    proposal: Proposal, *, by: Actor, at: dt.datetime, owner_id: int | None = None, committee_id: int | None = None
) -> Proposal:
    """Give the proposal to a 분과, a person, or both, and return it.

    Without a person it goes to the head of the 분과. After 다시 묻기 another 분과 than before must look,
    if the council has another.
    """
    require(by, "projects.assign_proposal", proposal)
    on = timezone.localdate(at)
    with transaction.atomic():
        current = _open(proposal)
        committee = _committee(committee_id, on)
        if committee is not None and committee.pk == current.former_committee_id and _others(committee, on):
            raise Refused(_("다시 물은 제안은 다른 분과가 봅니다. 다른 분과를 골라 주십시오."), field="committee")
        if owner_id is None and committee is not None:
            owner_id = next(iter(who_leads(committee.pk, on)), None) or current.owner_id
        if owner_id is None:
            raise Refused(_("담당할 사람이나 분과를 골라 주십시오."), field="owner")
        current.owner_id = must_be_someone(owner_id).pk
        current.committee = committee
        current.assigned_at = at
        current.save(update_fields=["owner", "committee", "assigned_at"])
        label = f"{committee.name}장" if committee else recorded(str, gettext_lazy("간사"))
        write_step(current, StepKind.ASSIGNED, by=by, at=at, text=label)
        record("projects.proposal.assigned", current, by=by, at=at, label=label)
        telling.duty_of_proposal(current, [owner_id], gettext_lazy("제안의 담당이 되었습니다"), at=at, by=by)
        title = format_lazy(gettext_lazy("제안 ‘{title}’의 담당이 정해졌습니다"), title=current.title)
        telling.proposal_moved(current, (), title, label, at=at, by=by)
    return current


def _open(proposal: Proposal) -> Proposal:
    """Return the locked proposal if it still waits for an answer; else tell who was first."""
    current = locked(proposal)
    if current.state not in OPEN_STATES:
        raise decided_first(current)
    return current


def _committee(committee_id: int | None, on: dt.date) -> Committee | None:
    if committee_id is None:
        return None
    committee = Committee.objects.filter(pk=committee_id).first()
    if committee is None or (committee.closed_on is not None and committee.closed_on <= on):
        raise Refused(_("지금 없는 분과입니다. 다른 분과를 골라 주십시오."), field="committee")
    return committee


def _others(committee: Committee, on: dt.date) -> bool:
    return Committee.objects.exclude(pk=committee.pk).exclude(closed_on__lte=on).exists()


def start_review(proposal: Proposal, *, by: Actor, at: dt.datetime, note: str = "") -> Proposal:
    """Take the proposal up for review and return it."""
    require(by, "projects.review_proposal", proposal)
    with transaction.atomic():
        current = _open(proposal)
        if current.state == ProposalState.REVIEWING:
            raise decided_first(current)
        if current.assigned_at is None:
            current.assigned_at = at
        current.state = ProposalState.REVIEWING
        current.save(update_fields=["state", "assigned_at"])
        write_step(current, StepKind.REVIEWING, by=by, at=at, text=note.strip())
        record("projects.proposal.reviewing", current, by=by, at=at, why=note.strip())
        title = format_lazy(gettext_lazy("제안 ‘{title}’을(를) 살펴보고 있습니다"), title=current.title)
        telling.proposal_moved(current, (), title, note.strip(), at=at, by=by)
    return current


def adopt(proposal: Proposal, *, by: Actor, at: dt.datetime, answer: str) -> Proposal:
    """Take the proposal up, with the reason, and return it."""
    require(by, "projects.answer_proposal", proposal)
    with transaction.atomic():
        current = _open(proposal)
        _answer(current, ProposalState.ADOPTED, AnswerReason.ACCEPTED, answer, by=by, at=at)
        record("projects.proposal.adopted", current, by=by, at=at, why=current.answer)
    return current


def decline(proposal: Proposal, *, by: Actor, at: dt.datetime, answer: str, reason: str) -> Proposal:
    """Do not take the proposal up; the reason is public, whatever the number of supporters. Return it."""
    require(by, "projects.answer_proposal", proposal)
    if reason not in DECLINE_REASONS:
        raise Refused(_("까닭을 보기에서 골라 주십시오."), field="reason")
    with transaction.atomic():
        current = _open(proposal)
        _answer(current, ProposalState.DECLINED, reason, answer, by=by, at=at)
        label = AnswerReason(reason).label
        record("projects.proposal.declined", current, by=by, at=at, why=current.answer, reason=label)
    return current


def merge(primary: Proposal, others: Sequence[Proposal], *, by: Actor, at: dt.datetime, answer: str) -> Proposal:
    """Answer several proposals as one and return the leading one.

    The leading proposal is adopted if it was open; the others are merged into it with the same answer, and
    each keeps its own page.
    """
    for proposal in (primary, *others):
        require(by, "projects.merge_proposals", proposal)
    if not others or primary.pk in {other.pk for other in others}:
        raise Refused(_("함께 묶을 다른 제안을 하나 넘게 골라 주십시오."), field="others")
    with transaction.atomic():
        # Locked in one order, whatever was asked first: two merges at once never wait for each other in a ring.
        rows = {pk: locked(Proposal(pk=pk)) for pk in sorted({primary.pk, *(other.pk for other in others)})}
        lead = rows.pop(primary.pk)
        if lead.is_open:
            _answer(lead, ProposalState.ADOPTED, AnswerReason.ACCEPTED, answer, by=by, at=at)
            record("projects.proposal.adopted", lead, by=by, at=at, why=lead.answer)
        elif lead.state != ProposalState.ADOPTED:
            raise decided_first(lead)
        for other in rows.values():
            if not other.is_open:
                raise decided_first(other)
            other.merged_into = lead
            other.project_id = lead.project_id
            _answer(other, ProposalState.MERGED, AnswerReason.MERGED, answer, by=by, at=at)
            record("projects.proposal.merged", other, by=by, at=at, why=other.answer, into=lead.number_label)
    return lead


def _answer(proposal: Proposal, state: str, reason: str, answer: str, *, by: Actor, at: dt.datetime) -> None:
    text = answer.strip()
    if not text:
        raise Refused(_("답변과 까닭을 써 주십시오. 제안한 분과 모두가 봅니다."), field="answer")
    if len(text) > LONGEST_ANSWER:
        raise Refused(_("%(most)s자까지 쓸 수 있습니다.") % {"most": f"{LONGEST_ANSWER:,}"}, field="answer")
    committee = proposal.committee.name if proposal.committee else ""
    proposal.state, proposal.answer_reason, proposal.answer = state, reason, text
    proposal.answered_at, proposal.answered_by_id = at, by.user_id
    proposal.answered_label = acting_label(by, proposal.council, committee_name=committee)
    if proposal.assigned_at is None:
        proposal.assigned_at = at
    proposal.save(
        update_fields=[
            "state",
            "answer_reason",
            "answer",
            "answered_at",
            "answered_by",
            "answered_label",
            "assigned_at",
            "merged_into",
            "project",
        ]
    )
    write_step(proposal, StepKind.ANSWERED, by=by, at=at, text=text, reason_code=reason)
    title = format_lazy(gettext_lazy("제안 ‘{title}’에 답이 달렸습니다"), title=proposal.title)
    body = format_lazy("{state}. {text}", state=ProposalState(state).label, text=text)
    telling.proposal_moved(proposal, followers_of_proposal(proposal), title, body, at=at, by=by, answered=True)


def suggest_class(proposal: Proposal, answers: Answers, *, by: Actor, at: dt.datetime) -> Suggestion:
    """Keep what the three questions point to, and return it; deciding comes with the project."""
    require(by, "projects.classify", proposal)
    suggestion = classify(answers)
    with transaction.atomic():
        current = locked(proposal)
        current.suggested_class = suggestion.affairs_class or ""
        current.save(update_fields=["suggested_class"])
        if suggestion.affairs_class:
            record(
                "projects.proposal.classified",
                current,
                by=by,
                at=at,
                affairs_class=AffairsClass(suggestion.affairs_class).label,
            )
    return suggestion
