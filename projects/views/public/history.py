"""이력: everything that was recorded about a proposal or a project, newest first."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from council.audit.models import Entry
from council.audit.selectors import entries_of, line
from council.common.access import public
from council.common.http import PortalRequest
from council.common.paging import page
from projects.models import Project, Proposal
from projects.selectors import projects as project_reads
from projects.views.public.common import project_or_404, visible_proposal

#: Counted on the page itself; a line for each would bury what was decided.
COUNTED = ("projects.proposal.supported", "projects.proposal.unsupported")
PER_PAGE = 50


def told_entries(thing: Proposal | Project) -> QuerySet[Entry]:
    """Return the entries that the thing's history shows."""
    return entries_of(thing).exclude(action__in=COUNTED)


@public
@require_safe
def proposal_history(request: PortalRequest, pk: int) -> HttpResponse:
    """The history of one proposal."""
    proposal = visible_proposal(request, pk)
    if proposal.is_draft:
        return redirect("projects:proposal_edit", request.council.slug, pk)
    entries = page(request, told_entries(proposal), PER_PAGE)
    context = {"proposal": proposal, "page": entries, "lines": [line(entry) for entry in entries]}
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
        "lines": [line(entry) for entry in entries],
        "changes": list(reversed(project_reads.changes(project))),
    }
    return render(request, "projects/project_history.html", context)
