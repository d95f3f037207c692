"""Moving a project on: the decision with its choices, and the page of each single move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from council.common.access import allow, may, require
from council.common.http import PortalRequest
from council.rulebook import RuleValue, rulebook
from projects.choices import Outcome, Status
from projects.forms.moves import MoveForm
from projects.models import Project, StatusChange
from projects.selectors import projects as project_list
from projects.services import moves
from projects.services.plans import RECLASSIFIABLE
from projects.views.office.shared import acted, not_now, page_of, project_or_404, sent_once
from projects.wording import in_words_of
from projects.workflows import Move

#: What answers the question a project waits with; the rest (log, stop, ask for a change) stands beside it.
DECIDES = frozenset({Outcome.PASS, Outcome.SKIP, Outcome.RETURN, Outcome.REJECT, Outcome.RESUBMIT})
FACTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier station of the way came to, beside the decision."""

    title: Any
    change: StatusChange


@allow("projects.advance")
@require_http_methods(["GET", "POST"])
@sent_once
def decide(request: PortalRequest, pk: int) -> HttpResponse:
    """The question the project waits with, each choice with what follows from it."""
    project = project_or_404(pk)
    if request.method == "POST" and request.POST.get("expected_status", project.status) != project.status:
        # The page was opened when another question was asked; its choices may not even be among today's.
        raise moves.moved_first(project)
    tools = tools_for(request, project)
    if not tools:
        require(request.actor, "projects.advance", project)
    open_here = moves.available_moves(project, request.actor, request.today)
    choices = [move for move in open_here if is_decision(project, move)]
    if not choices and request.method == "POST":
        raise moves.moved_first(project)
    if not open_here and not tools:
        return HttpResponseRedirect(page_of(project))
    if request.method == "GET" and len(choices) == 1 and len(open_here) == 1:
        return HttpResponseRedirect(_address(project, choices[0].code))
    form = MoveForm(request.POST or None, project=project, moves=choices) if choices else None
    done = _advanced(request, project, form)
    if done:
        return done
    return _page(request, project, form, [move for move in open_here if move not in choices])


def is_decision(project: Project, move: Move) -> bool:
    """Return whether the move answers what the project waits with; a change is decided while it is asked for."""
    return move.outcome in DECIDES or (project.status == Status.CHANGING and move.outcome == Outcome.CHANGE)


@allow("projects.advance")
@require_http_methods(["GET", "POST"])
@sent_once
def make_move(request: PortalRequest, pk: int, code: str) -> HttpResponse:
    """One move with the facts it asks."""
    project = project_or_404(pk)
    try:
        move = project.workflow.move(code)
    except KeyError as error:
        raise Http404 from error
    open_here = moves.available_moves(project, request.actor, request.today)
    if move not in open_here:
        raise not_now(request, project, move)
    form = MoveForm(request.POST or None, project=project, moves=[move])
    done = _advanced(request, project, form)
    if done:
        return done
    return _page(request, project, form, [other for other in open_here if other != move])


def _advanced(request: PortalRequest, project: Project, form: MoveForm | None) -> HttpResponse | None:
    """Make the posted move once; None when the form is to be shown (again)."""
    if form is None or request.method != "POST" or not form.is_valid():
        return None
    move = form.chosen
    assert move is not None

    def act() -> str:
        after = moves.advance(
            project,
            move.code,
            by=request.actor,
            at=request.now,
            inputs=form.values(),
            comment=form.cleaned_data["comment"],
            reason_code=form.cleaned_data.get("reason_code", "") if move.reasons else "",
            expected_status=form.cleaned_data["expected_status"],
            expected_version=form.cleaned_data["expected_version"],
        )
        return page_of(after)

    said = _("‘%(move)s’을(를) 기록했습니다. 다음 차례인 사람에게 알렸습니다.") % {"move": move.label}
    return acted(request, form, act, said)


def _page(request: PortalRequest, project: Project, form: MoveForm | None, others: Sequence[Move]) -> HttpResponse:
    shown = form.moves if form else ()
    context = {
        "project": project,
        "form": form,
        "single": shown[0] if len(shown) == 1 else None,
        "consequence": in_words_of(project.council, shown[0].consequence) if len(shown) == 1 else "",
        "others": [
            (move.label, in_words_of(project.council, move.consequence), _address(project, move.code))
            for move in others
        ],
        "tools": tools_for(request, project),
        "before": before(project),
        "rules": rules_of(request, shown),
        "by_hand": list(dict.fromkeys(str(move.by_hand) for move in shown if move.by_hand)),
        "papers": list(dict.fromkeys(str(move.paper) for move in shown if move.paper)),
    }
    return render(request, "projects/office/move.html", context)


@dataclass(frozen=True, slots=True)
class Tool:
    """A page for looking after a project, besides its moves."""

    code: str
    name: str
    label: Any


TOOLS = (
    Tool("projects.log_progress", "office_log", gettext_lazy("사업 일지 쓰기")),
    Tool("projects.upload_photo", "office_photos", gettext_lazy("사업 사진")),
    Tool("projects.edit_plan", "office_plan", gettext_lazy("사업계획 쓰기")),
    Tool("projects.edit_plan", "office_responsible", gettext_lazy("맡은 사람 바꾸기")),
    Tool("projects.classify", "office_reclassify", gettext_lazy("사무 구분 바꾸기")),
)


def tools_for(request: PortalRequest, project: Project) -> list[tuple[Any, str]]:
    """Return the pages with which this person looks after the project now, as (label, address)."""
    closed = {
        "office_plan": not project.plan_open,
        "office_responsible": project.is_final,
        "office_reclassify": project.status not in RECLASSIFIABLE,
    }
    return [
        (tool.label, reverse(f"projects:{tool.name}", args=[request.council.slug, project.pk]))
        for tool in TOOLS
        if may(request.actor, tool.code, project) and not closed.get(tool.name, False)
    ]


def _address(project: Project, code: str) -> str:
    return reverse("projects:office_move", args=[project.council.slug, project.pk, code])


def before(project: Project) -> list[Before]:
    """Return what the stations before came to, the latest word of each, in their order."""
    latest: dict[str, StatusChange] = {}
    for change in project_list.changes(project):
        if change.outcome in (Outcome.PASS, Outcome.SKIP) and change.affairs_class == project.affairs_class:
            latest[change.from_status] = change
    states = {str(state.status): state.title for state in project.workflow.states}
    found = [Before(states[status], change) for status, change in latest.items() if status in states]
    return sorted(found, key=lambda one: one.change.pk)[-FACTS_SHOWN:]


def rules_of(request: PortalRequest, shown: Sequence[Move]) -> list[RuleValue]:
    """Return the rules that the moves are checked against, with their articles."""
    keys = dict.fromkeys(move.rule_key for move in shown if move.rule_key)
    if not keys:
        return []
    book = rulebook(request.council, request.today)
    return [book.rule(key) for key in keys]
