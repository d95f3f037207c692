"""What residents add to proposals and projects: 공감, 소식 받기, comments and their moderation."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from council.common.access import allow, require
from council.common.errors import Refused
from council.common.http import PortalRequest
from projects.forms.public import CommentForm, HideForm
from projects.models import Comment, Project, Proposal
from projects.services import voices
from projects.views.public.common import address_of, back_to, post_only, project_or_404, visible_proposal
from projects.views.public.pages import project_page, proposal_page

#: What the button says it should be afterwards, so that a second press changes nothing.
ON, OFF = "on", "off"


def _say(request: PortalRequest, refused: Refused) -> None:
    messages.error(request, refused.message)


@allow("projects.support")
@post_only
def proposal_support(request: PortalRequest, pk: int) -> HttpResponse:
    """Add one's 공감, or take it back."""
    proposal = visible_proposal(request, pk)
    change = voices.unsupport if request.POST.get("to") == OFF else voices.support
    try:
        change(proposal, by=request.actor, at=request.now)
    except Refused as refused:
        _say(request, refused)
    return back_to(proposal, "support")


def _follow(request: PortalRequest, thing: Proposal | Project) -> HttpResponse:
    change = voices.unfollow if request.POST.get("to") == OFF else voices.follow
    try:
        change(thing, by=request.actor, at=request.now)
    except Refused as refused:
        _say(request, refused)
    return back_to(thing, "follow")


@allow("projects.follow")
@post_only
def proposal_follow(request: PortalRequest, pk: int) -> HttpResponse:
    """Get the news of a proposal, or no longer."""
    return _follow(request, visible_proposal(request, pk))


@allow("projects.follow")
@post_only
def project_follow(request: PortalRequest, pk: int) -> HttpResponse:
    """Get the news of a project, or no longer."""
    return _follow(request, project_or_404(pk))


@allow("projects.comment")
@post_only
def proposal_comment(request: PortalRequest, pk: int) -> HttpResponse:
    """Write a comment on a proposal."""
    return _comment(request, visible_proposal(request, pk))


@allow("projects.comment")
@post_only
def project_comment(request: PortalRequest, pk: int) -> HttpResponse:
    """Write a comment on a project."""
    return _comment(request, project_or_404(pk))


def _comment(request: PortalRequest, thing: Proposal | Project) -> HttpResponse:
    form = CommentForm(request.POST)
    if form.is_valid():
        words, token = form.cleaned_data["body"], form.cleaned_data["token"]
        try:
            comment = voices.comment(thing, by=request.actor, at=request.now, body=words, token=token)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return back_to(thing, f"comment-{comment.pk}")
    if isinstance(thing, Proposal):
        return proposal_page(request, thing, comment_form=form)
    return project_page(request, thing, comment_form=form)


def _own_comment(request: PortalRequest, pk: int) -> Comment:
    """Return the comment with what it is about; a comment on what one may not see is not there."""
    about = ("proposal__council", "proposal__committee", "project__council", "project__committee", "council")
    comment = Comment.objects.select_related(*about).filter(pk=pk).first()
    if comment is None:
        raise Http404
    if comment.proposal_id is not None:
        visible_proposal(request, comment.proposal_id)
    return comment


@allow("projects.moderate")
def comment_hide(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then hide the comment; the reason stands in its place."""
    comment = _own_comment(request, pk)
    require(request.actor, "projects.moderate", comment)
    form = HideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            voices.hide(comment, by=request.actor, at=request.now, reason=form.cleaned_data["reason"])
        except Refused as refused:
            if refused.field is None:
                raise
            form.add_refusal(refused)
        else:
            messages.success(request, _("의견을 가렸습니다. 쓴 사람에게 까닭을 알렸습니다."))
            return back_to(comment.thing, f"comment-{comment.pk}")
    context = {"form": form, "comment": comment, "thing": comment.thing, "back_url": address_of(comment.thing)}
    return render(request, "projects/comment_hide.html", context)


@allow("projects.moderate")
@post_only
def comment_restore(request: PortalRequest, pk: int) -> HttpResponse:
    """Show a hidden comment again."""
    comment = _own_comment(request, pk)
    voices.restore(comment, by=request.actor, at=request.now)
    messages.success(request, _("의견이 다시 보입니다."))
    return back_to(comment.thing, f"comment-{comment.pk}")


@allow("projects.withdraw_comment")
@post_only
def comment_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take one's own comment back."""
    comment = _own_comment(request, pk)
    voices.withdraw_comment(comment, by=request.actor, at=request.now)
    messages.success(request, _("의견을 거두었습니다."))
    return back_to(comment.thing, f"comment-{comment.pk}")
