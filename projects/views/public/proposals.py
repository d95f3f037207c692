"""Proposals as everyone reads them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from council.audit.fragments import Everyone, shared_fragment
from council.common.access import public
from council.common.http import PortalRequest
from council.common.paging import page
from projects.filters import ProposalFilter
from projects.selectors import counts
from projects.selectors import proposals as reads
from projects.selectors.projects import HEAVY
from projects.sentences import turn_of
from projects.views.public.common import visible_proposal
from projects.views.public.pages import proposal_page
from projects.views.public.reading import only_reads, reader_page

#: Long texts that no row shows.
UNREAD = ("search", "body", "answer", *(f"project__{name}" for name in (*HEAVY, "class_reason", "summary")))


@public
@require_safe
def proposal_list(request: PortalRequest) -> HttpResponse:
    """All proposals, filtered and sorted as asked; the same for everybody."""
    return render(request, "projects/proposal_list.html", {"body": shared_fragment(request, "proposals", _list)})


def _list(everyone: Everyone) -> SafeString:
    found = ProposalFilter(everyone.GET, queryset=reads.public().defer(*UNREAD), request=everyone)
    shown = found.qs
    total, late = counts.sizes(shown, everyone.today)
    proposals = page(everyone, shown, count=total)
    context = {
        "request": everyone,
        "council": everyone.council,
        "form": found.form,
        "page": proposals,
        "rows": [(proposal, turn_of(proposal, everyone.today)) for proposal in proposals],
        "base": everyone.path,
        "late_word": _("기한 지남"),
        "filtered": bool(everyone.GET),
        "late_count": late,
    }
    return render_to_string("projects/_proposal_list.html", context)


@public
@require_safe
def proposal_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One proposal: what was answered and why, the path it walked, and what people add."""
    glanced = reads.glance(request.actor, pk)
    if glanced is not None and only_reads(request.actor, glanced):
        return reader_page(request, glanced)
    proposal = visible_proposal(request, pk)
    if proposal.is_draft:
        return redirect("projects:proposal_edit", request.council.slug, pk)
    return proposal_page(request, proposal)
