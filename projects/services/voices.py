"""Support, comments and their moderation, following."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.access import require
from council.common.actor import Actor, Role
from council.common.errors import Conflict, Refused
from projects.choices import ProposalState
from projects.models import Comment, Follow, Project, Proposal, Support
from projects.services import telling
from projects.services.people import acting_label, person

LONGEST_COMMENT = 1000


def support(proposal: Proposal, *, by: Actor, at: dt.datetime) -> bool:
    """Add one's 공감 and return whether it is new. Supporting twice is supporting once."""
    require(by, "projects.support", proposal)
    _must_be_public(proposal)
    with transaction.atomic():
        _row, created = Support.objects.get_or_create(
            proposal=proposal, user_id=person(by), defaults={"at": at, "council_id": proposal.council_id}
        )
        if created:
            record("projects.proposal.supported", proposal, by=by, at=at)
    return created


def unsupport(proposal: Proposal, *, by: Actor, at: dt.datetime) -> bool:
    """Take one's 공감 back and return whether there was one."""
    require(by, "projects.support", proposal)
    with transaction.atomic():
        gone, _rows = Support.objects.filter(proposal=proposal, user_id=person(by)).delete()
        if gone:
            record("projects.proposal.unsupported", proposal, by=by, at=at)
    return bool(gone)


def _must_be_public(proposal: Proposal) -> None:
    if proposal.is_draft or proposal.held:
        raise Refused(_("아직 공개하지 않은 제안입니다."))
    if proposal.state == ProposalState.WITHDRAWN:
        raise Refused(_("제안한 사람이 철회한 제안입니다."))


def comment(thing: Proposal | Project, *, by: Actor, at: dt.datetime, body: str, token: uuid.UUID) -> Comment:
    """Write a comment and return it. The same token twice is the same comment."""
    require(by, "projects.comment", thing)
    if isinstance(thing, Proposal):
        _must_be_public(thing)
    words = body.strip()
    if not words:
        raise Refused(_("의견을 써 주십시오."), field="body")
    if len(words) > LONGEST_COMMENT:
        raise Refused(_("%(most)s자까지 쓸 수 있습니다.") % {"most": f"{LONGEST_COMMENT:,}"}, field="body")
    about = {"proposal": thing} if isinstance(thing, Proposal) else {"project": thing}
    with transaction.atomic():
        row, created = Comment.objects.get_or_create(
            author_id=person(by),
            token=token,
            council_id=thing.council_id,
            defaults={**about, "body": words, "at": at, "author_role": _speaks_as(thing, by)},
        )
        if created:
            record("projects.comment.added", thing, by=by, at=at)
    return row


def _speaks_as(thing: Proposal | Project, by: Actor) -> str:
    """Return the role to name for those who speak in one; residents speak as residents."""
    speaking = by.roles - {Role.RESIDENT, Role.VISITOR}
    if not speaking:
        return ""
    committee = thing.committee.name if thing.committee and by.leads(thing.committee_id) else ""
    return acting_label(by, thing.council, committee_name=committee, roles=speaking)


def hide(comment: Comment, *, by: Actor, at: dt.datetime, reason: str) -> Comment:
    """Hide a comment with a reason that its author is told, and return it."""
    require(by, "projects.moderate", comment)
    why = reason.strip()
    if not why:
        raise Refused(_("가리는 까닭을 써 주십시오. 쓴 사람에게 알려 줍니다."), field="reason")
    if len(why) > 200:
        raise Refused(_("%(most)s자까지 쓸 수 있습니다.") % {"most": 200}, field="reason")
    with transaction.atomic():
        hidden = Comment.objects.filter(pk=comment.pk, hidden_at__isnull=True).update(
            hidden_at=at, hidden_by_id=by.user_id, hidden_reason=why
        )
        if not hidden:
            raise Conflict(_("다른 사람이 먼저 가린 의견입니다."))
        comment.refresh_from_db()
        record("projects.comment.hidden", comment.thing, by=by, at=at, why=why)
        telling.comment_hidden(comment.thing, comment.author_id, why, at=at, by=by)
    return comment


def restore(comment: Comment, *, by: Actor, at: dt.datetime) -> Comment:
    """Show a hidden comment again and return it."""
    require(by, "projects.moderate", comment)
    with transaction.atomic():
        shown = Comment.objects.filter(pk=comment.pk, hidden_at__isnull=False).update(
            hidden_at=None, hidden_by=None, hidden_reason=""
        )
        if not shown:
            raise Conflict(_("이미 보이는 의견입니다."))
        comment.refresh_from_db()
        record("projects.comment.restored", comment.thing, by=by, at=at)
    return comment


def withdraw_comment(comment: Comment, *, by: Actor, at: dt.datetime) -> Comment:
    """Take one's own comment back and return it; its text is emptied."""
    require(by, "projects.withdraw_comment", comment)
    with transaction.atomic():
        gone = Comment.objects.filter(pk=comment.pk, withdrawn_at__isnull=True).update(withdrawn_at=at, body="")
        comment.refresh_from_db()
        if gone:
            record("projects.comment.withdrawn", comment.thing, by=by, at=at)
    return comment


def follow(thing: Proposal | Project, *, by: Actor, at: dt.datetime) -> bool:
    """Follow a proposal or project and return whether that is new. Nobody else sees it: no history."""
    require(by, "projects.follow", thing)
    if isinstance(thing, Proposal):
        _must_be_public(thing)
    about = {"proposal": thing} if isinstance(thing, Proposal) else {"project": thing}
    _row, created = Follow.objects.get_or_create(
        user_id=person(by), council_id=thing.council_id, **about, defaults={"at": at}
    )
    return created


def unfollow(thing: Proposal | Project, *, by: Actor, at: dt.datetime) -> bool:
    """Stop following and return whether one did."""
    about = {"proposal": thing} if isinstance(thing, Proposal) else {"project": thing}
    gone, _rows = Follow.objects.filter(user_id=person(by), **about).delete()
    return bool(gone)
