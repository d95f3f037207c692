"""Proposals as the council works on them: the list, the desk of one, its owner, its review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from council.common.access import allow, may, require
from council.common.http import PortalRequest
from council.common.paging import page
from projects.choices import OPEN_STATES, ProposalState
from projects.forms.office import AssignForm, NoteForm
from projects.forms.once import OnceForm
from projects.models import Proposal
from projects.selectors import proposals as proposal_list
from projects.selectors.timeline import proposal_path
from projects.sentences import turn_of
from projects.services import answers, proposals
from projects.views.office.shared import acted, desk_of, proposal_or_404, sent_once


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the proposals of the council."""

    code: str
    label: Any
    empty: Any


VIEWS = (
    View("unassigned", gettext_lazy("담당을 정할 것"), gettext_lazy("담당을 기다리는 제안이 없습니다.")),
    View("mine", gettext_lazy("내가 맡은 것"), gettext_lazy("맡은 제안이 없습니다.")),
    View("late", gettext_lazy("기한이 지난 것"), gettext_lazy("답변 기한이 지난 제안이 없습니다.")),
    View("held", gettext_lazy("공개를 미룬 것"), gettext_lazy("공개를 미룬 제안이 없습니다.")),
    View("adopted", gettext_lazy("사업으로 만들 것"), gettext_lazy("사업으로 만들 제안이 없습니다.")),
    View("all", gettext_lazy("모두"), gettext_lazy("아직 제안이 없습니다.")),
)


@allow("projects.inbox")
@require_GET
def proposal_list_page(request: PortalRequest) -> HttpResponse:
    """The proposals to work on, the earliest answer day first."""
    wanted = request.GET.get("view", "")
    views = [v for v in VIEWS if v.code != "held" or may(request.actor, "projects.view_held")]
    view = next((v for v in views if v.code == wanted), views[0])
    rows = page(request, _rows(request, view.code))
    items = [(proposal, turn_of(proposal, request.today)) for proposal in rows]
    context = {"views": views, "view": view, "rows": rows, "items": items, "q": request.GET.get("q", "")[:80]}
    return render(request, "projects/office/proposal_list.html", context)


def _rows(request: PortalRequest, code: str) -> Any:
    """Return the rows of a view, oldest duty first; the words asked for narrow every view."""
    rows = proposal_list.visible_to(request.actor).exclude(state=ProposalState.DRAFT)
    if code == "unassigned":
        rows = rows.filter(state=ProposalState.RECEIVED, assigned_at__isnull=True, held=False)
    elif code == "mine":
        rows = rows.filter(owner_id=request.actor.user_id, state__in=OPEN_STATES)
    elif code == "late":
        rows = rows.filter(state__in=OPEN_STATES, answer_by__lt=request.today)
    elif code == "held":
        rows = rows.filter(held=True)
    elif code == "adopted":
        rows = rows.filter(state=ProposalState.ADOPTED, project__isnull=True)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    if words:
        rows = rows.matching(words)
    return rows.order_by("-submitted_at", "-pk") if code == "all" else rows.order_by("answer_by", "pk")


@allow("projects.inbox")
@require_GET
def proposal_desk(request: PortalRequest, pk: int) -> HttpResponse:
    """One proposal with what is to be done about it now."""
    proposal = proposal_or_404(request, pk)
    context = {
        "proposal": proposal,
        "turn": turn_of(proposal, request.today),
        "steps": proposal_path(proposal, proposal_list.steps(proposal), request.today),
        "photos": proposal_list.photos(proposal),
        "similar": proposal_list.similar(proposal.title, exclude_pk=proposal.pk),
        "acts": acts_on(request, proposal),
    }
    return render(request, "projects/office/proposal.html", context)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do with a proposal: the address's name, the words on the button, and what follows."""

    name: str
    label: Any
    text: Any


RELEASE = Act(
    "office_release", gettext_lazy("공개하기"), gettext_lazy("주민 확인 전에 낸 제안이라 아직 남에게 보이지 않습니다.")
)
ASSIGN = Act("office_assign", gettext_lazy("담당 정하기"), gettext_lazy("분과와 맡을 사람을 고릅니다."))
REASSIGN = Act("office_assign", gettext_lazy("담당 바꾸기"), gettext_lazy("다른 분과나 다른 사람이 보게 합니다."))
REVIEW = Act("office_review", gettext_lazy("검토 시작하기"), gettext_lazy("제안한 분에게 살펴보고 있다고 알립니다."))
ANSWER = Act("office_answer", gettext_lazy("답하기"), gettext_lazy("채택하거나 채택하지 않고, 까닭을 씁니다."))
MERGE = Act(
    "office_merge", gettext_lazy("비슷한 제안과 묶기"), gettext_lazy("여러 제안에 한 번에 답하고 한 사업으로 만듭니다.")
)
CLASSIFY = Act(
    "office_classify", gettext_lazy("사무 나누기"), gettext_lazy("세 물음에 답하면 어느 갈래인지 알려 드립니다.")
)
MAKE = Act(
    "office_make_project",
    gettext_lazy("사업으로 만들기"),
    gettext_lazy("이름과 사무 구분을 정하면 계획을 쓰기 시작합니다."),
)


def acts_on(request: PortalRequest, proposal: Proposal) -> list[Act]:
    """Return what this person may do with the proposal now, the next thing first."""
    found: list[tuple[str, Act]] = []
    if proposal.held:
        found.append(("projects.release", RELEASE))
    if proposal.is_open:
        if proposal.assigned_at is None:
            found.append(("projects.assign_proposal", ASSIGN))
        if proposal.state == ProposalState.RECEIVED:
            found.append(("projects.review_proposal", REVIEW))
        found += [("projects.answer_proposal", ANSWER), ("projects.merge_proposals", MERGE)]
        if proposal.assigned_at is not None:
            found.append(("projects.assign_proposal", REASSIGN))
        found.append(("projects.classify", CLASSIFY))
    elif proposal.state == ProposalState.ADOPTED and proposal.project_id is None:
        found += [("projects.make_project", MAKE), ("projects.classify", CLASSIFY)]
    return [act for code, act in found if may(request.actor, code, proposal)]


@allow("projects.assign_proposal")
@require_http_methods(["GET", "POST"])
@sent_once
def assign(request: PortalRequest, pk: int) -> HttpResponse:
    """Say which 분과 and who look at the proposal."""
    proposal = proposal_or_404(request, pk)
    require(request.actor, "projects.assign_proposal", proposal)
    form = AssignForm(request.POST or None, proposal=proposal, on=request.today)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            answers.assign(proposal, by=request.actor, at=request.now, **form.chosen())
            return desk_of(proposal)

        done = acted(request, form, act, _("담당을 정했습니다. 맡은 사람과 제안한 분에게 알렸습니다."))
        if done:
            return done
    return render(request, "projects/office/assign.html", {"proposal": proposal, "form": form})


@allow("projects.inbox")
@require_http_methods(["GET", "POST"])
@sent_once
def review(request: PortalRequest, pk: int) -> HttpResponse:
    """Take the proposal up, with a word for its author."""
    proposal = proposal_or_404(request, pk)
    require(request.actor, "projects.review_proposal", proposal)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            answers.start_review(proposal, by=request.actor, at=request.now, note=form.cleaned_data["note"])
            return desk_of(proposal)

        done = acted(request, form, act, _("검토를 시작했습니다. 제안한 분에게 알렸습니다."))
        if done:
            return done
    return render(request, "projects/office/review.html", {"proposal": proposal, "form": form})


@allow("projects.release")
@require_http_methods(["GET", "POST"])
@sent_once
def release(request: PortalRequest, pk: int) -> HttpResponse:
    """Make a held proposal public, after a look at it."""
    proposal = proposal_or_404(request, pk)
    require(request.actor, "projects.release", proposal)
    form = OnceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            proposals.release(proposal, by=request.actor, at=request.now)
            return desk_of(proposal)

        done = acted(request, form, act, _("제안을 공개했습니다. 제안한 분에게 알렸습니다."))
        if done:
            return done
    return render(request, "projects/office/release.html", {"proposal": proposal, "form": form})
