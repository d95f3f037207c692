"""The two detail pages, drawn also when a comment on them comes back with something to correct."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from council.common.access import may
from council.common.dates import kperiod
from council.common.http import PortalRequest
from council.common.money import won
from council.common.paging import page
from council.models import Council
from council.rulebook import RuleBook, rulebook
from projects.choices import AffairsClass, Status
from projects.forms.public import CommentForm
from projects.models import Comment, Project, Proposal, StatusChange
from projects.selectors import projects as project_reads
from projects.selectors import proposals as proposal_reads
from projects.selectors.timeline import proposal_path, timeline
from projects.sentences import answered_early, closed_for_voices, turn_of
from projects.views.public.history import told_entries, told_lines

#: The colour of ‘지금’ repeats what its words say.
NOW_CLASS = {"success": "ok", "danger": "no", "warning": "wait", "gray": "", "primary": "hint"}
PLAN_TEXTS = ("background", "target", "content", "schedule", "effect", "risk")
HISTORY_SHOWN = 5
COMMENTS_SHOWN = 20


def _voices(request: PortalRequest, thing: Proposal | Project, form: CommentForm | None) -> dict[str, Any]:
    """Return what people added, and what this person may add."""
    actor = request.actor
    comments = page(request, proposal_reads.comments(thing), COMMENTS_SHOWN)
    may_comment = actor.is_authenticated and may(actor, "projects.comment", thing)
    if form is None and may_comment:
        form = CommentForm()
    return {
        "form": form,
        "comments": [(comment, _may_moderate(request, thing, comment)) for comment in comments],
        "comment_page": comments,
        "may_comment": may_comment,
        "may_support": actor.is_authenticated and may(actor, "projects.support", thing),
        "may_follow": actor.is_authenticated and may(actor, "projects.follow", thing),
        "relation": proposal_reads.relation(thing, actor),
    }


def _may_moderate(request: PortalRequest, thing: Proposal | Project, comment: Comment) -> bool:
    # The thing is at hand; asked through the comment it would be fetched again for each row.
    if isinstance(thing, Proposal):
        comment.proposal = thing
    else:
        comment.project = thing
    return request.actor.is_authenticated and may(request.actor, "projects.moderate", comment)


def proposal_page(request: PortalRequest, proposal: Proposal, comment_form: CommentForm | None = None) -> HttpResponse:
    """Draw one proposal: answer and reason first, then the path it walked, then what people add."""
    actor, today = request.actor, request.today
    is_mine = actor.is_authenticated and proposal.author_id == actor.user_id
    book = rulebook(request.council, today)
    closed = closed_for_voices(proposal)
    context = {
        **told_of_proposal(proposal, request.council, today, book),
        "is_mine": is_mine,
        "may_remove_photos": is_mine and proposal.is_open,
        "reask_days": book.days("proposal.reask_days"),
        "may_withdraw": is_mine and proposal_reads.can_withdraw(proposal, actor),
        "may_reask": is_mine and proposal_reads.can_reask(proposal, actor, today, book),
        "open_for_voices": not closed,
        "closed_words": closed,
        "desk_url": _desk_of_proposal(request, proposal),
        **_voices(request, proposal, comment_form),
    }
    return render(request, "projects/proposal_detail.html", context)


def told_of_proposal(
    proposal: Proposal, council: Council, today: dt.date, book: RuleBook | None = None
) -> dict[str, Any]:
    """Return what the page tells everybody alike."""
    early = answered_early(proposal)
    return {
        "proposal": proposal,
        "turn": turn_of(proposal, today),
        "early": early,
        "early_abs": abs(early or 0),
        "late": proposal.is_late(today),
        "path": proposal_path(proposal, proposal_reads.steps(proposal), today),
        "photos": proposal_reads.photos(proposal),
        "answer_rule": (book or rulebook(council, today)).rule("proposal.answer_days"),
        "merged": proposal_reads.merged_with(proposal) if proposal.is_answered else [],
    }


def _desk_of_proposal(request: PortalRequest, proposal: Proposal) -> str:
    works = ("projects.review_proposal", "projects.assign_proposal", "projects.release")
    if not any(may(request.actor, code, proposal) for code in works):
        return ""
    return reverse("projects:office_proposal", args=[request.council.slug, proposal.pk])


def project_page(request: PortalRequest, project: Project, comment_form: CommentForm | None = None) -> HttpResponse:
    """Draw one project: what happens now and whose turn it is, then the way here, the plan and the log."""
    changes = project_reads.changes(project)
    steps = timeline(project, changes, request.today)
    entries = list(told_entries(project)[: HISTORY_SHOWN + 1])
    context = {
        "project": project,
        "late": project.is_late(request.today),
        "last": changes[-1] if changes else None,
        "now_class": NOW_CLASS.get(str(project.tone), "hint"),
        "reason": _reason_of_standing(project, changes),
        "steps": steps,
        "here": next((number for number, step in enumerate(steps, 1) if step.state == "now"), None),
        "plan": _plan(project),
        "facts": _facts(project, request),
        "updates": project_reads.updates(project),
        "photos": [photo for photo in proposal_reads.photos(project) if photo.update_id is None],
        "lines": told_lines(entries[:HISTORY_SHOWN], request.council),
        "more_history": len(entries) > HISTORY_SHOWN,
        "proposals": project_reads.proposals_of(project),
        "desk_url": _desk_of_project(request, project),
        **_voices(request, project, comment_form),
    }
    return render(request, "projects/project_detail.html", context)


def _reason_of_standing(project: Project, changes: list[StatusChange]) -> str:
    """Return why the project stands where it should not have to: returned, refused, stopped or being changed."""
    unusual = (Status.RETURNED, Status.CHANGING, Status.REJECTED, Status.STOPPED, Status.TERMINATED)
    if not changes or project.status not in unusual:
        return ""
    return changes[-1].comment


def _plan(project: Project) -> list[tuple[str, str]]:
    """Return what has been written of the plan, with its labels."""
    labels = {field.name: str(field.verbose_name) for field in Project._meta.fields}
    return [(labels[name], getattr(project, name)) for name in PLAN_TEXTS if getattr(project, name)]


def _facts(project: Project, request: PortalRequest) -> list[tuple[str, str]]:
    """Return what the panel of facts says; what nobody has fixed yet is left out."""
    council = request.council
    money = won(project.planned_cost) if project.planned_cost is not None else ""
    source = _("정부 지원금") if project.grant_funded else _("자체재원")
    entrusted = project.affairs_class == AffairsClass.ENTRUSTED
    facts = (
        (_("맡긴 곳"), council.office_label if entrusted else ""),
        (_("맡은 곳"), project.committee.name if project.committee else council.name),
        (_("처음 낸 곳"), str(project.get_origin_display())),
        (_("기간"), kperiod(project.starts_on, project.ends_on, today=request.today)),
        (_("곳"), project.place),
        (_("드는 돈"), f"{money} ({source})" if money else ""),
        (
            _("자치계획"),
            _("%(year)s년 자치계획에 들어 있음") % {"year": project.year} if project.in_annual_plan else "",
        ),
    )
    return [(label, value) for label, value in facts if value]


def _desk_of_project(request: PortalRequest, project: Project) -> str:
    if not (may(request.actor, "projects.edit_plan", project) or may(request.actor, "projects.advance", project)):
        return ""
    return reverse("projects:office_decide", args=[request.council.slug, project.pk])
