"""From a draft to a sent proposal, and what its author may do with it later."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.audit.services import record
from council.common.access import may, require
from council.common.actor import Actor, Role
from council.common.dates import kdate
from council.common.errors import Refused
from council.common.scope import current_council_id
from council.rulebook import RuleBook, rulebook
from members.selectors import who
from projects.choices import OPEN_STATES, ProposalState, StepKind, Wish
from projects.models import Follow, Proposal
from projects.services import telling
from projects.services.numbering import next_number
from projects.services.people import default_owner, followers_of_proposal, person
from projects.services.photos import forget_photos
from projects.services.steps import decided_first, locked, write_step

REASKABLE = (ProposalState.DECLINED, ProposalState.MERGED)


def save_draft(
    *,
    by: Actor,
    at: dt.datetime,
    title: str = "",
    body: str = "",
    place: str = "",
    rough_cost: int | None = None,
    wish: str = Wish.UNKNOWN,
    show_name: bool = False,
) -> Proposal:
    """Keep what was typed as the author's one draft in the open council, and return it.

    Not recorded in the history: a draft is nobody's business but the author's.
    """
    require(by, "projects.draft")
    values = {
        "title": title.strip(),
        "body": body.strip(),
        "place": place.strip(),
        "rough_cost": rough_cost,
        "wish": wish,
        "show_name": show_name,
        "draft_saved_at": at,
    }
    mine: dict[str, Any] = {"author_id": person(by), "state": ProposalState.DRAFT}
    try:
        with transaction.atomic():
            draft, _created = Proposal.objects.update_or_create(
                **mine, council_id=current_council_id(), defaults=values
            )
    except IntegrityError:  # the first autosave and another of its kind came at once
        draft = Proposal.objects.get(**mine)
        for name, value in values.items():
            setattr(draft, name, value)
        draft.save(update_fields=list(values))
    return draft


def discard_draft(draft: Proposal, *, by: Actor, at: dt.datetime) -> None:
    """Throw the author's draft away, with its photos."""
    require(by, "projects.withdraw", draft)
    with transaction.atomic():
        current = locked(draft)
        if not current.is_draft:
            raise Refused(_("이미 보낸 제안입니다. 거두려면 철회해 주십시오."))
        forget_photos(current)
        current.delete()


def submit(
    draft: Proposal, *, by: Actor, at: dt.datetime, consent: bool, consent_version: str, show_name: bool
) -> Proposal:
    """Send the draft and return it: numbered, owned, with the days by which it is assigned and answered.

    From a person whose residency is not verified it is taken only when the rule says so, and held until
    the secretary releases it. Sending a second time returns the sent proposal unchanged.
    Deadlines: rules ``proposal.assign_days`` and ``proposal.answer_days``.
    """
    require(by, "projects.withdraw", draft)
    on = timezone.localdate(at)
    with transaction.atomic():
        proposal = locked(draft)
        if not proposal.is_draft:
            return proposal
        book = rulebook(proposal.council, on)
        held = _held(by, book)
        _must_be_complete(proposal, consent)
        proposal.year = on.year
        proposal.number = next_number(Proposal, council_id=proposal.council_id, year=on.year)
        proposal.state = ProposalState.RECEIVED
        proposal.held = held
        proposal.show_name = show_name
        proposal.consented_at, proposal.consent_version = at, consent_version
        proposal.submitted_at = at
        proposal.owner_id = default_owner(proposal.council, on)
        _set_deadlines(proposal, book, on)
        proposal.save()
        Follow.objects.get_or_create(proposal=proposal, user_id=person(by), defaults={"at": at})
        write_step(proposal, StepKind.SENT, by=by, at=at, label=proposal.author_label)
        record(
            "projects.proposal.submitted",
            proposal,
            by=by,
            at=at,
            number=proposal.number_label,
            answer_by=kdate(proposal.answer_by, today=on),
        )
        if held:
            record("projects.proposal.held", proposal, by=by, at=at)
        telling.received(proposal, at=at)
        _tell_secretary(proposal, gettext_lazy("새 제안이 왔습니다. 담당을 정해 주십시오"), by=by, at=at)
    return proposal


def _held(by: Actor, book: RuleBook) -> bool:
    """Return whether the proposal waits for the secretary; refuse who may not propose at all."""
    if may(by, "projects.propose"):
        return False
    if book.value("proposal.unverified_allowed") and may(by, "projects.propose_unverified"):
        return True
    raise Refused(
        _("주민 확인을 받으면 보낼 수 있습니다. 쓴 글은 저장되어 있습니다. ‘주민 확인’에서 신청해 주십시오."),
        code="unverified",
    )


def _must_be_complete(proposal: Proposal, consent: bool) -> None:
    if not proposal.title:
        raise Refused(_("한 줄로 무엇을 바라는지 써 주십시오."), field="title")
    if not proposal.body:
        raise Refused(_("무엇이 불편하고 어떻게 되면 좋은지 써 주십시오."), field="body")
    if not consent:
        raise Refused(
            _(
                "이름과 연락처를 답변에 쓰는 데 동의해야 답을 보낼 수 있습니다. "
                "동의하지 않으면 주민센터에 말로 알려 주십시오."
            ),
            field="consent",
        )


def _set_deadlines(proposal: Proposal, book: RuleBook, on: dt.date) -> None:
    proposal.assign_by = on + dt.timedelta(days=book.days("proposal.assign_days"))
    proposal.answer_by = on + dt.timedelta(days=book.days("proposal.answer_days"))


def _tell_secretary(proposal: Proposal, title: object, *, by: Actor, at: dt.datetime) -> None:
    secretaries = who(proposal.council_id, Role.SECRETARY, timezone.localdate(at))
    telling.duty_of_proposal(proposal, secretaries or [proposal.owner_id or 0], title, at=at, by=by)


def release(proposal: Proposal, *, by: Actor, at: dt.datetime) -> Proposal:
    """Make a held proposal public and return it."""
    require(by, "projects.release", proposal)
    with transaction.atomic():
        current = locked(proposal)
        if not current.held:
            raise decided_first(current)
        current.held = False
        current.save(update_fields=["held"])
        write_step(current, StepKind.RELEASED, by=by, at=at)
        record("projects.proposal.released", current, by=by, at=at)
        title = format_lazy(gettext_lazy("제안 ‘{title}’을(를) 공개했습니다"), title=current.title)
        telling.proposal_moved(current, (), title, gettext_lazy("이제 누구나 볼 수 있습니다."), at=at, by=by)
    return current


def withdraw(proposal: Proposal, *, by: Actor, at: dt.datetime, reason: str) -> Proposal:
    """Take one's own proposal back before it is answered, and return it."""
    require(by, "projects.withdraw", proposal)
    with transaction.atomic():
        current = locked(proposal)
        refused = withdrawal_problem(current)
        if refused is not None:
            raise refused
        current.state = ProposalState.WITHDRAWN
        current.withdrawn_at, current.withdraw_reason = at, reason.strip()[:200]
        current.save(update_fields=["state", "withdrawn_at", "withdraw_reason"])
        write_step(current, StepKind.WITHDRAWN, by=by, at=at, label=current.author_label, text=current.withdraw_reason)
        record("projects.proposal.withdrawn", current, by=by, at=at)
        telling.duty_of_proposal(
            current, [current.owner_id or 0], gettext_lazy("제안한 사람이 철회했습니다"), at=at, by=by
        )
    return current


def withdrawal_problem(proposal: Proposal) -> Refused | None:
    """Return why the proposal cannot be withdrawn any more, or None."""
    if proposal.state in OPEN_STATES:
        return None
    if proposal.state == ProposalState.WITHDRAWN:
        return Refused(_("이미 철회한 제안입니다."))
    return Refused(_("이미 답한 제안이라 철회할 수 없습니다. 의견으로 뜻을 남겨 주십시오."))


def reask(proposal: Proposal, *, by: Actor, at: dt.datetime, text: str) -> Proposal:
    """Ask once more after a refusing answer, within the rule's days; another 분과 looks at it then.

    The earlier answer stays in the proposal's path. Rule ``proposal.reask_days``.
    """
    require(by, "projects.reask", proposal)
    on = timezone.localdate(at)
    with transaction.atomic():
        current = locked(proposal)
        book = rulebook(current.council, on)
        refused = reask_problem(current, on, book)
        if refused is not None:
            raise refused
        if not text.strip():
            raise Refused(_("어떤 점을 다시 봐야 하는지 써 주십시오."), field="text")
        current.state = ProposalState.RECEIVED
        current.former_committee_id, current.committee = current.committee_id, None
        current.merged_into = current.project = None
        current.answer = current.answer_reason = current.answered_label = ""
        current.answered_at = current.answered_by = None
        current.assigned_at = None
        current.reasked_at = at
        current.owner_id = default_owner(current.council, on)
        _set_deadlines(current, book, on)
        current.save()
        write_step(current, StepKind.REASKED, by=by, at=at, label=current.author_label, text=text.strip())
        record("projects.proposal.reasked", current, by=by, at=at, answer_by=kdate(current.answer_by, today=on))
        _tell_secretary(current, gettext_lazy("제안을 다시 물었습니다. 다른 담당을 정해 주십시오"), by=by, at=at)
        followers = [user for user in followers_of_proposal(current) if user != current.author_id]
        title = format_lazy(gettext_lazy("제안 ‘{title}’을(를) 다시 살펴봅니다"), title=current.title)
        telling.proposal_moved(current, followers, title, text.strip(), at=at, by=by)
    return current


def reask_problem(proposal: Proposal, on: dt.date, book: RuleBook) -> Refused | None:
    """Return why the proposal cannot be asked about again, or None."""
    if proposal.state not in REASKABLE:
        return Refused(_("채택하지 않거나 묶은 제안만 다시 물을 수 있습니다."))
    if proposal.reasked_at is not None:
        return Refused(_("다시 묻기는 한 번입니다. 새 제안으로 써 주십시오."))
    assert proposal.answered_at is not None
    last = timezone.localdate(proposal.answered_at) + dt.timedelta(days=book.days("proposal.reask_days"))
    if on > last:
        return Refused(
            _("다시 물을 수 있는 기한 %(last)s이(가) 지났습니다. 새 제안으로 써 주십시오.")
            % {"last": kdate(last, today=on)}
        )
    return None
