"""Which class of 사무 it is, and opening the project."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from council.common.access import allow, require
from council.common.actor import Role
from council.common.http import PortalRequest
from projects.choices import AffairsClass, Origin, ProposalState
from projects.classifier import QUESTIONS, Suggestion, classify
from projects.forms.office import ClassifyForm
from projects.forms.plans import ProjectForm
from projects.models import Proposal
from projects.services import answers, plans
from projects.services.steps import decided_first
from projects.views.office.shared import acted, page_of, proposal_or_404, sent_once

ASKED = tuple(name for name, _question, _hint in QUESTIONS)


@allow("projects.inbox")
@require_http_methods(["GET", "POST"])
@sent_once
def guide(request: PortalRequest, pk: int) -> HttpResponse:
    """Three questions on one page; the answer is a suggestion with its reason, people decide."""
    proposal = proposal_or_404(request, pk)
    require(request.actor, "projects.classify", proposal)
    if request.method == "POST":
        form = ClassifyForm(request.POST)
        if form.is_valid():
            given = form.answers()
            answers.suggest_class(proposal, given, by=request.actor, at=request.now)
            here = reverse("projects:office_classify", args=[request.council.slug, pk])
            query = urlencode({name: str(getattr(given, name)) for name in ASKED})
            return HttpResponseRedirect(f"{here}?{query}#result")
        return render(request, "projects/office/classify.html", {"proposal": proposal, "form": form})
    suggestion = _suggested(request)
    form = ClassifyForm(initial={name: request.GET.get(name, "") for name in ASKED})
    context = {
        "proposal": proposal,
        "form": form,
        "suggestion": suggestion,
        "class_label": AffairsClass(suggestion.affairs_class).label if suggestion and suggestion.affairs_class else "",
        "can_make": proposal.state == ProposalState.ADOPTED and proposal.project_id is None,
        "query": request.GET.urlencode(),
    }
    return render(request, "projects/office/classify.html", context)


def _suggested(request: PortalRequest) -> Suggestion | None:
    """Return what the answers in the address point to, None without all three."""
    form = ClassifyForm(request.GET)
    return classify(form.answers()) if form.is_valid() else None


@allow("projects.inbox")
@require_http_methods(["GET", "POST"])
@sent_once
def make_project(request: PortalRequest, pk: int) -> HttpResponse:
    """Make a project of an adopted proposal and of those merged into it."""
    proposal = proposal_or_404(request, pk)
    require(request.actor, "projects.make_project", proposal)
    if proposal.merged_into_id is not None:
        lead = reverse("projects:office_make_project", args=[request.council.slug, proposal.merged_into_id])
        return HttpResponseRedirect(lead)
    if request.method == "GET" and (proposal.project_id is not None or proposal.state != ProposalState.ADOPTED):
        raise decided_first(proposal)
    initial = _from_proposal(request, proposal)
    form = ProjectForm(request.POST or None, initial=initial, council=request.council, on=request.today)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            project = plans.make_project([proposal], by=request.actor, at=request.now, **_fields(form))
            return reverse("projects:office_plan", args=[request.council.slug, project.pk])

        done = acted(request, form, act, _("사업으로 만들었습니다. 이제 계획을 씁니다. 제안한 분에게 알렸습니다."))
        if done:
            return done
    merged = list(Proposal.objects.filter(merged_into=proposal).select_related("council").order_by("pk"))
    context = {"form": form, "proposal": proposal, "merged": merged}
    return render(request, "projects/office/project_new.html", context)


def _from_proposal(request: PortalRequest, proposal: Proposal) -> dict[str, Any]:
    """Return what the form starts with: the proposal's words and what the three questions pointed to."""
    suggestion = _suggested(request)
    return {
        "title": proposal.title,
        "affairs_class": (suggestion.affairs_class if suggestion else None) or proposal.suggested_class or None,
        "class_reason": suggestion.reason if suggestion and suggestion.affairs_class else "",
        "committee_id": str(proposal.committee_id or ""),
    }


@allow("projects.start_project")
@require_http_methods(["GET", "POST"])
@sent_once
def project_new(request: PortalRequest) -> HttpResponse:
    """Open a project that no proposal asked for: by the council, or asked for by the office."""
    initial = {"committee_id": next((str(pk) for pk in sorted(request.actor.led)), "")}
    origins = _origins(request)
    form = ProjectForm(
        request.POST or None, initial=initial, council=request.council, on=request.today, origins=origins
    )
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            project = plans.start_project(
                by=request.actor, at=request.now, origin=form.cleaned_data["origin"], **_fields(form)
            )
            return page_of(project)

        done = acted(request, form, act, _("사업을 열었습니다. 다음 차례인 사람에게 알렸습니다."))
        if done:
            return done
    return render(request, "projects/office/project_new.html", {"form": form, "proposal": None})


def _origins(request: PortalRequest) -> tuple[str, ...]:
    if request.actor.has(Role.SECRETARY):
        return (Origin.COUNCIL, Origin.OFFICE)
    return (Origin.COUNCIL,) if request.actor.has(Role.COMMITTEE_HEAD) else (Origin.OFFICE,)


def _fields(form: ProjectForm) -> dict[str, Any]:
    names = (
        "title",
        "summary",
        "affairs_class",
        "class_reason",
        "committee_id",
        "owner_id",
        "grant_funded",
        "in_annual_plan",
    )
    return {name: form.cleaned_data[name] for name in names}
