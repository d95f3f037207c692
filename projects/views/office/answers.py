"""Answering proposals: adopt, decline, or several at once."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from council.common.access import allow, may, require
from council.common.http import PortalRequest
from projects.choices import ProposalState
from projects.forms.office import MOST_MERGED, AnswerForm, MergeForm
from projects.models import Proposal
from projects.selectors import proposals as proposal_list
from projects.services import answers
from projects.services.steps import decided_first
from projects.views.office.shared import acted, desk_of, proposal_or_404, sent_once

SIMILAR_SHOWN = 10


@allow("projects.inbox")
@require_http_methods(["GET", "POST"])
@sent_once
def answer(request: PortalRequest, pk: int) -> HttpResponse:
    """Adopt the proposal or not, with the reason everybody reads."""
    proposal = proposal_or_404(request, pk)
    require(request.actor, "projects.answer_proposal", proposal)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            given = {"by": request.actor, "at": request.now, "answer": form.cleaned_data["answer"]}
            if form.cleaned_data["decision"] == AnswerForm.ADOPT:
                answers.adopt(proposal, **given)
            else:
                answers.decline(proposal, reason=form.cleaned_data["reason"], **given)
            return desk_of(proposal)

        done = acted(request, form, act, _("답을 달았습니다. 제안한 분과 지켜보는 분들에게 알렸습니다."))
        if done:
            return done
    elif request.method == "GET" and not proposal.is_open:
        raise decided_first(proposal)
    return render(request, "projects/office/answer.html", {"proposal": proposal, "form": form})


@allow("projects.inbox")
@require_http_methods(["GET", "POST"])
@sent_once
def merge(request: PortalRequest, pk: int) -> HttpResponse:
    """Answer several proposals as one: similar ones are proposed, others found by words."""
    proposal = proposal_or_404(request, pk)
    require(request.actor, "projects.merge_proposals", proposal)
    if proposal.merged_into_id is not None:
        return HttpResponseRedirect(desk_of(proposal_or_404(request, proposal.merged_into_id)))
    if request.method == "GET" and not (proposal.is_open or proposal.state == ProposalState.ADOPTED):
        raise decided_first(proposal)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    candidates = _candidates(request, proposal, words)
    initial = {"answer": proposal.answer}
    form = MergeForm(request.POST or None, candidates=candidates, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            text = form.cleaned_data["answer"]
            answers.merge(proposal, form.chosen(), by=request.actor, at=request.now, answer=text)
            return desk_of(proposal)

        done = acted(request, form, act, _("제안들을 묶고 답을 달았습니다. 제안한 분들에게 알렸습니다."))
        if done:
            return done
    context = {"proposal": proposal, "form": form, "q": words, "found": bool(candidates)}
    return render(request, "projects/office/merge.html", context)


def _candidates(request: PortalRequest, proposal: Proposal, words: str) -> list[Proposal]:
    """Return the open proposals to choose from: what was ticked, then those searched for, then similar ones."""
    open_ones = proposal_list.mergeable(proposal)
    ticked = [
        int(value) for value in request.POST.getlist("others")[:MOST_MERGED] if value.isdecimal() and len(value) < 16
    ]
    found = list(open_ones.filter(pk__in=ticked)) if ticked else []
    if words:
        found += open_ones.matching(words)[:MOST_MERGED]
    found += [
        other
        for other in proposal_list.similar(proposal.title, exclude_pk=proposal.pk, limit=SIMILAR_SHOWN)
        if other.is_open
    ]
    if not words and not ticked:
        found += open_ones.order_by("answer_by", "pk")[:SIMILAR_SHOWN]
    unique = {other.pk: other for other in found if may(request.actor, "projects.merge_proposals", other)}
    return list(unique.values())
