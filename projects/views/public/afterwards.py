"""What a proposer may do after sending: take the proposal back, or ask once more about the answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from council.common.access import allow, require
from council.common.errors import Refused
from council.common.http import PortalRequest
from council.rulebook import rulebook
from projects.forms.public import ReaskForm, WithdrawForm
from projects.models import Proposal
from projects.services import proposals as services
from projects.views.public.common import back_to, visible_proposal


def _own(request: PortalRequest, pk: int, code: str) -> Proposal:
    proposal = visible_proposal(request, pk)
    require(request.actor, code, proposal)
    if proposal.is_draft:
        raise Http404
    return proposal


@allow("projects.withdraw")
def proposal_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask whether to take the proposal back, then do so."""
    proposal = _own(request, pk, "projects.withdraw")
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(proposal, by=request.actor, at=request.now, reason=form.cleaned_data["reason"])
        except Refused as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, _("제안을 철회했습니다. 기록은 남습니다."))
        return back_to(proposal)
    problem = services.withdrawal_problem(proposal)
    if problem is not None:
        messages.warning(request, problem.message)
        return back_to(proposal)
    return render(request, "projects/proposal_withdraw.html", {"form": form, "proposal": proposal})


@allow("projects.reask")
def proposal_reask(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask what should be looked at again, then open the proposal once more."""
    proposal = _own(request, pk, "projects.reask")
    book = rulebook(request.council, request.today)
    problem = services.reask_problem(proposal, request.today, book)
    if problem is not None:
        messages.warning(request, problem.message)
        return back_to(proposal)
    form = ReaskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reask(proposal, by=request.actor, at=request.now, text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("다시 물었습니다. 다른 담당이 정해지면 알려 드립니다."))
            return back_to(proposal)
    context = {
        "form": form,
        "proposal": proposal,
        "assign_days": book.days("proposal.assign_days"),
        "answer_days": book.days("proposal.answer_days"),
    }
    return render(request, "projects/proposal_reask.html", context)
