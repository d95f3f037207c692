"""Notices of proposals and projects, in the words of the person who reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zlib import crc32

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from council.common.actor import Actor
from council.common.dates import kdate
from council.notices.services import notify
from projects.models import Project, Proposal


def _send(
    kind: str, to: Iterable[int], thing: Proposal | Project, title: Any, body: Any, *, at: dt.datetime, by: Actor | None
) -> None:
    # Several things may happen to one proposal in one moment: what is said tells them apart.
    said = crc32(str(title).encode())
    notify(
        kind,
        to,
        council_id=thing.council_id,
        title=title,
        body=body,
        path=thing.get_absolute_url(),
        at=at,
        by=by,
        about=thing,
        event=f"{kind}|{thing._meta.label_lower}:{thing.pk}|{at.isoformat()}|{said}",
    )


def received(proposal: Proposal, *, at: dt.datetime) -> None:
    """Tell the author that the proposal arrived; about one's own act, so nobody is named as its doer."""
    body = format_lazy(
        _("접수번호는 {number}입니다. {assign_by}까지 담당을 정하고 {answer_by}까지 답과 까닭을 드립니다."),
        number=proposal.number_label,
        assign_by=kdate(proposal.assign_by),
        answer_by=kdate(proposal.answer_by),
    )
    title = format_lazy(_("제안 ‘{title}’을(를) 받았습니다"), title=proposal.title)
    _send("projects.proposal.received", [proposal.author_id], proposal, title, body, at=at, by=None)


def duty_of_proposal(proposal: Proposal, to: Iterable[int], title: Any, *, at: dt.datetime, by: Actor) -> None:
    body = format_lazy(_("‘{title}’. 답변 기한은 {due}입니다."), title=proposal.title, due=kdate(proposal.answer_by))
    _send("projects.duty.proposal", to, proposal, title, body, at=at, by=by)


def proposal_moved(
    proposal: Proposal,
    followers: Iterable[int],
    title: Any,
    body: Any,
    *,
    at: dt.datetime,
    by: Actor,
    answered: bool = False,
) -> None:
    """Tell the author and, if the proposal is public, those who follow it."""
    kind = "projects.proposal.answered" if answered else "projects.proposal.moved"
    _send(kind, [proposal.author_id], proposal, title, body, at=at, by=by)
    if not proposal.held:
        others = [user for user in followers if user != proposal.author_id]
        _send("projects.followed.proposal", others, proposal, title, body, at=at, by=by)


def duty_of_project(project: Project, to: Iterable[int], *, at: dt.datetime, by: Actor) -> None:
    due = kdate(project.due_on)
    title = format_lazy(_("차례가 되었습니다: {act}"), act=project.state_info.act or project.status_title)
    if due:
        body = format_lazy(_("‘{title}’. {due}까지입니다."), title=project.title, due=due)
    else:
        body = format_lazy(_("‘{title}’."), title=project.title)
    _send("projects.duty.project", to, project, title, body, at=at, by=by)


def project_moved(
    project: Project, proposers: Iterable[int], followers: Iterable[int], what: Any, *, at: dt.datetime, by: Actor
) -> None:
    """Tell the proposers and followers where the project stands now."""
    title = format_lazy(_("‘{title}’: {what}"), title=project.title, what=what)
    body = project.waiting_sentence
    first = list(dict.fromkeys(proposers))
    _send("projects.proposal.moved", first, project, title, body, at=at, by=by)
    rest = [user for user in followers if user not in set(first)]
    _send("projects.followed.project", rest, project, title, body, at=at, by=by)


def comment_hidden(thing: Proposal | Project, author_id: int, reason: str, *, at: dt.datetime, by: Actor) -> None:
    body = format_lazy(_("까닭: {reason} 다르게 생각하시면 간사에게 알려 주십시오."), reason=reason)
    _send("projects.comment.hidden", [author_id], thing, _("쓰신 의견을 가렸습니다"), body, at=at, by=by)
