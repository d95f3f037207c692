"""The plan of a project, its class, and who is responsible."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from council.common.access import allow, require
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from projects.forms.plans import ClassForm, PlanForm, ResponsibleForm, label_of
from projects.models import Project
from projects.services import moves, plans
from projects.services.moves import moved_first
from projects.views.office.shared import acted, page_of, project_or_404, sent_once

COLUMNS = tuple(name for _title, names in PlanForm.SECTIONS for name in names)


@allow("projects.inbox")
@require_http_methods(["GET", "POST"])
@sent_once
def plan(request: PortalRequest, pk: int) -> HttpResponse:
    """Write the plan. Half of it may be saved; what is missing is listed until it may go to the 분과."""
    project = project_or_404(pk)
    require(request.actor, "projects.edit_plan", project)
    if not project.plan_open:
        raise Conflict(_closed(project))
    initial = {name: getattr(project, name) for name in COLUMNS} | {"seen": seen(project)}
    data = request.POST or None
    form = PlanForm(data, initial=initial, council=request.council, on=request.today, keep=project)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            _must_be_as_seen(project, form)
            plans.edit_plan(project, by=request.actor, at=request.now, **form.plan())
            return f"{request.path}#missing"

        done = acted(request, form, act, _("계획을 저장했습니다."))
        if done:
            return done
    context = {
        "project": project,
        "form": form,
        "next_moves": moves.available_moves(project, request.actor, request.today),
    }
    return render(request, "projects/office/plan.html", context)


def seen(project: Project) -> str:
    """Return a mark of the plan as it stands, to notice that somebody else wrote meanwhile."""
    text = "\x1f".join(str(getattr(project, name)) for name in COLUMNS)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _must_be_as_seen(project: Project, form: PlanForm) -> None:
    """Refuse to overwrite what somebody else saved since the form was opened; the typed text stays."""
    current = Project.objects.select_for_update().get(pk=project.pk)
    if form.cleaned_data["seen"] in ("", seen(current)):
        return
    form.see(seen(current))
    changed = [label_of(name) for name in COLUMNS if getattr(current, name) != form.cleaned_data[name]]
    if changed:
        raise Refused(
            _(
                "그사이 다른 사람이 계획을 고쳤습니다. 지금 계획과 다른 칸: %(fields)s. "
                "쓰신 글은 아래에 그대로 있습니다. 다시 저장하면 쓰신 대로 바뀝니다."
            )
            % {"fields": ", ".join(changed)}
        )


def _closed(project: Project) -> str:
    return _("‘%(title)s’의 계획은 이미 정해졌습니다. 사업을 하는 동안에는 변경 신청으로 고칩니다.") % {
        "title": project.title
    }


@allow("projects.inbox")
@require_http_methods(["GET", "POST"])
@sent_once
def reclassify(request: PortalRequest, pk: int) -> HttpResponse:
    """Put the class right before the council has voted."""
    project = project_or_404(pk)
    require(request.actor, "projects.classify", project)
    if project.status not in plans.RECLASSIFIABLE:
        raise moved_first(project)
    initial = {"affairs_class": project.affairs_class, "expected_class": project.affairs_class}
    form = ClassForm(request.POST or None, initial=initial, council=request.council)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            given: dict[str, Any] = {name: form.cleaned_data[name] for name in ("affairs_class", "class_reason")}
            if form.cleaned_data["expected_class"] != project.affairs_class:
                raise moved_first(project)
            plans.reclassify(project, by=request.actor, at=request.now, **given)
            return page_of(project)

        done = acted(request, form, act, _("사무 구분을 바꾸었습니다. 제안한 분과 맡은 사람에게 알렸습니다."))
        if done:
            return done
    return render(request, "projects/office/reclassify.html", {"project": project, "form": form})


@allow("projects.inbox")
@require_http_methods(["GET", "POST"])
@sent_once
def responsible(request: PortalRequest, pk: int) -> HttpResponse:
    """Give the project to another 분과 or person."""
    project = project_or_404(pk)
    require(request.actor, "projects.edit_plan", project)
    initial = {"committee_id": project.committee_id, "owner_id": project.owner_id}
    form = ResponsibleForm(
        request.POST or None, initial=initial, council=request.council, on=request.today, keep=project
    )
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            given = {name: form.cleaned_data[name] for name in ("committee_id", "owner_id")}
            plans.hand_over(project, by=request.actor, at=request.now, **given)
            return page_of(project)

        done = acted(request, form, act, _("맡은 사람을 바꾸었습니다. 두 사람에게 알렸습니다."))
        if done:
            return done
    return render(request, "projects/office/responsible.html", {"project": project, "form": form})
