"""What the office pages share: the thing with the right, and where to go on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from council.common.access import Forbidden
from council.common.dates import kdate
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from council.rulebook import rulebook
from projects.forms.once import once, sent_before
from projects.models import Project, Proposal
from projects.selectors import projects as project_list
from projects.selectors import proposals as proposal_list
from projects.services.moves import moved_first, roles_for
from projects.wording import particles
from projects.workflows import Move


def proposal_or_404(request: PortalRequest, pk: int) -> Proposal:
    """Return the sent proposal that this person may see."""
    try:
        proposal = proposal_list.get_visible(request.actor, pk)
    except Proposal.DoesNotExist as error:
        raise Http404 from error
    if proposal.is_draft:
        raise Http404
    return proposal


def project_or_404(pk: int) -> Project:
    try:
        return project_list.get(pk)
    except Project.DoesNotExist as error:
        raise Http404 from error


def desk_of(proposal: Proposal) -> str:
    return reverse("projects:office_proposal", args=[proposal.council.slug, proposal.pk])


def page_of(project: Project) -> str:
    return reverse("projects:project_detail", args=[project.council.slug, project.pk])


def not_now(request: PortalRequest, project: Project, move: Move) -> Exception:
    """Return why this person cannot make the move: it is somebody else's, or somebody was faster."""
    if not move.open_for(project):
        return moved_first(project)
    roles = roles_for(move, project, rulebook(request.council, request.today))
    who = ", ".join(dict.fromkeys(project.role_label(role) for role in sorted(roles)))
    if project.due_on is None:
        return Forbidden(particles(_("이 일은 %(who)s{이/가} 합니다.") % {"who": who}))
    due = kdate(project.due_on, today=request.today)
    return Forbidden(particles(_("이 일은 %(who)s{이/가} 합니다. %(due)s까지입니다.") % {"who": who, "due": due}))


def acted(request: PortalRequest, form: Any, act: Callable[[], str], said: str) -> HttpResponse | None:
    """Do the act once and go on to the address it returns; None when a rule refused and the form says why.

    A conflict is left to the middleware: its page tells who was faster.
    """
    try:
        address = once(form, request.actor, act)
    except Conflict:
        raise
    except Refused as refused:
        form.add_refusal(refused)
        return None
    messages.success(request, said)
    return HttpResponseRedirect(address or reverse("council:office", args=[request.council.slug]))


def sent_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a form that was sent already with where it led, even if its page has changed since."""

    @wraps(view)
    def wrapped(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            address = sent_before(request.actor, request.POST.get("token", ""))
            if address:
                return HttpResponseRedirect(address)
        return view(request, *args, **kwargs)

    return wrapped
