"""이력: everything that was recorded about a proposal or a project, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from council.audit.models import Entry
from council.audit.selectors import HistoryLine, entries_of, line
from council.common.access import public
from council.common.actor import Role
from council.common.http import PortalRequest
from council.common.paging import page
from council.models import Council
from projects.models import Project, Proposal
from projects.selectors import projects as project_reads
from projects.views.public.common import project_or_404, visible_proposal

#: Counted on the page itself; a line for each would bury what was decided.
COUNTED = ("projects.proposal.supported", "projects.proposal.unsupported", "projects.comment.added")
PER_PAGE = 50


def told_entries(thing: Proposal | Project) -> QuerySet[Entry]:
    """Return the entries that the thing's history shows."""
    return entries_of(thing).exclude(action__in=COUNTED)


def told_lines(entries: Iterable[Entry], council: Council) -> list[HistoryLine]:
    """Return the entries as people read them, with the council's own words for who acted: 마장동 담당."""
    own = {str(role.label): council.label(role) for role in Role}
    lines = [line(entry) for entry in entries]
    return [replace(told, actor_label=own.get(told.actor_label, told.actor_label)) for told in lines]


@public
@require_safe
def proposal_history(request: PortalRequest, pk: int) -> HttpResponse:
    """The history of one proposal."""
    proposal = visible_proposal(request, pk)
    if proposal.is_draft:
        return redirect("projects:proposal_edit", request.council.slug, pk)
    entries = page(request, told_entries(proposal), PER_PAGE)
    context = {"proposal": proposal, "page": entries, "lines": told_lines(entries, request.council)}
    return render(request, "projects/proposal_history.html", context)


@public
@require_safe
def project_history(request: PortalRequest, pk: int) -> HttpResponse:
    """The history of one project, and every move with its reason and basis."""
    project = project_or_404(pk)
    entries = page(request, told_entries(project), PER_PAGE)
    context = {
        "project": project,
        "page": entries,
        "lines": told_lines(entries, request.council),
        "changes": list(reversed(project_reads.changes(project))),
    }
    return render(request, "projects/project_history.html", context)
