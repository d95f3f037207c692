"""A proposal as most people get it: to be read. What everybody sees alike is drawn once until something changes.

The author, the office and whoever has commented get the page of ``pages.proposal_page``, with their own buttons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from council.audit.fragments import Everyone, shared_parts
from council.common.access import may
from council.common.actor import Actor
from council.common.http import PortalRequest
from council.common.paging import page
from projects.forms.public import CommentForm
from projects.selectors import proposals as reads
from projects.sentences import closed_for_voices
from projects.views.public.pages import COMMENTS_SHOWN, told_of_proposal

PARTS = {
    "head": "projects/_proposal_head.html",
    "column": "projects/_proposal_column.html",
    "comments": "projects/_comment_rows.html",
    "panels": "projects/_proposal_panels.html",
}


def only_reads(actor: Actor, glanced: reads.Glance) -> bool:
    """Return whether the person's page differs from everybody's only by what may be added to it."""
    return not (actor.is_staff or glanced.proposal.author_id == (actor.user_id or 0) or glanced.voiced)


def reader_page(request: PortalRequest, glanced: reads.Glance) -> HttpResponse:
    """Draw the page around the shared parts; ``glanced`` comes from ``selectors.proposals.glance``."""
    actor, known, proposal = request.actor, request.actor.is_authenticated, glanced.proposal
    may_comment = known and may(actor, "projects.comment", proposal)
    closed = closed_for_voices(proposal)
    context = {
        "proposal": proposal,
        "parts": shared_parts(request, f"proposal:{proposal.pk}", _parts_of(proposal.pk)),
        "open_for_voices": not closed,
        "closed_words": closed,
        "form": CommentForm() if may_comment and not closed else None,
        "may_comment": may_comment,
        "may_support": known and may(actor, "projects.support", proposal),
        "may_follow": known and may(actor, "projects.follow", proposal),
        "relation": reads.Relation(glanced.supported, glanced.followed),
    }
    return render(request, "projects/proposal_detail.html", context)


def _parts_of(pk: int) -> Any:
    """Return what draws the shared parts of one proposal, for a reader who is nobody in particular."""

    def draw(everyone: Everyone) -> Mapping[str, SafeString]:
        nobody = Actor.anonymous(everyone.council.pk)
        proposal = reads.get_visible(nobody, pk)
        comments = page(everyone, reads.comments(proposal), COMMENTS_SHOWN)
        context = {
            "request": everyone,
            "council": everyone.council,
            "actor": nobody,
            **told_of_proposal(proposal, everyone.council, everyone.today),
            "comments": [(comment, False) for comment in comments],
            "comment_page": comments,
        }
        return {name: render_to_string(template, context) for name, template in PARTS.items()}

    return draw
