"""The first pages: all councils, one council's home, and one's own page there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from council.audit.fragments import Everyone, shared_fragment
from council.common.access import public, signed_in
from council.common.http import PortalRequest
from council.meetings.models import Meeting
from council.models import Council
from council.notices import selectors as notices
from members.models import Recruitment
from members.selectors import standing
from projects.choices import AffairsClass, Stage
from projects.models import Project, StatusChange
from projects.selectors import counts
from projects.selectors import projects as project_list
from projects.selectors import proposals as proposal_list

LATEST = 5
MEETINGS = 2
SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class ClassPanel:
    """One of the three classes of 사무 as the home page explains it."""

    affairs_class: str
    title: Any
    text: Any
    approver: Any
    count: int


@dataclass(frozen=True, slots=True)
class StageRow:
    """How many projects stand at a stage, by class and in all."""

    stage: str
    title: Any
    cells: list[tuple[Any, int]]
    total: int


@public
def councils(request: HttpRequest) -> HttpResponse:
    """Show the councils of the portal; a portal with one council goes straight to it."""
    found = list(Council.objects.filter(closed_on__isnull=True).order_by("parent_name", "short_name"))
    if len(found) == 1:
        return HttpResponseRedirect(reverse("council:home", args=[found[0].slug]))
    return render(request, "council/councils.html", {"councils": found})


@public
def home(request: PortalRequest) -> HttpResponse:
    """What happens here now, who acts next, and how many proposals were answered; the same for everybody."""
    return render(request, "council/home.html", {"body": shared_fragment(request, "home", _home)})


def _home(everyone: Everyone) -> SafeString:
    council, today = everyone.council, everyone.today
    figures = counts.home(today)
    context = {
        "request": everyone,
        "council": council,
        "projects": latest_projects(),
        "proposals": list(proposal_list.public().order_by("-submitted_at", "-pk")[:LATEST]),
        "figures": figures,
        "year": counts.proposals_of_year(today.year, today),
        "panels": class_panels(council, figures.by_class),
        "stages": stage_rows(figures),
        "dates": next_dates(today),
        "calls": list(Recruitment.objects.open(today)),
        "meetings": list(next_meetings(today)),
    }
    return render_to_string("council/_home.html", context)


def next_meetings(today: dt.date) -> QuerySet[Meeting]:
    """Return the meetings that people have been told of and that are still to come, the soonest first."""
    told = Meeting.objects.announced().to_come().filter(starts_at__date__gte=today)
    return told.select_related("committee").order_by("starts_at", "pk")[:MEETINGS]


def latest_projects() -> list[Project]:
    """Return the projects that moved last, each once (two queries)."""
    moved = StatusChange.objects.order_by("-at", "-pk").values_list("project_id", flat=True)[: LATEST * 10]
    wanted = list(dict.fromkeys(moved))[:LATEST]
    found = {project.pk: project for project in project_list.listed().filter(pk__in=wanted)}
    return [found[pk] for pk in wanted if pk in found]


def class_panels(council: Council, by_class: dict[str, int]) -> list[ClassPanel]:
    """Return the three classes in the words of residents, with the number of projects of each."""
    return [
        ClassPanel(
            AffairsClass.AUTONOMOUS,
            _("우리가 스스로 하는 일"),
            _("마을축제, 마을신문, 벽화처럼 동네 안에서 주민이 정하고 합니다."),
            _("주민총회나 정기회의에서 정합니다."),
            by_class.get(AffairsClass.AUTONOMOUS, 0),
        ),
        ClassPanel(
            AffairsClass.ENTRUSTED,
            _("행정에서 맡아 하는 일"),
            _("안전지도, 작은도서관처럼 주민센터의 일을 협약을 맺고 대신합니다."),
            _("%(head)s이 승인합니다.") % {"head": council.head_label},
            by_class.get(AffairsClass.ENTRUSTED, 0),
        ),
        ClassPanel(
            AffairsClass.CONSULTATIVE,
            _("행정과 의논하는 일"),
            _("주·정차구역, 시설 확충처럼 행정이 정하기 전에 주민 의견을 냅니다."),
            _("기한 안에 까닭을 붙여 답합니다."),
            by_class.get(AffairsClass.CONSULTATIVE, 0),
        ),
    ]


def stage_rows(figures: counts.HomeCounts) -> list[StageRow]:
    """Return a row per stage with the number of projects of each class, the last cell being all of them."""
    return [
        StageRow(
            stage,
            Stage(stage).label,
            [
                (AffairsClass(affairs).label, figures.by_class_and_stage.get((affairs, stage), 0))
                for affairs in AffairsClass.values
            ],
            figures.by_stage[stage],
        )
        for stage in Stage.values
        if figures.total
    ]


def next_dates(today: dt.date) -> list[Project]:
    """Return the projects whose next step is due within a month, the earliest first."""
    return list(
        project_list.listed()
        .filter(due_on__gte=today, due_on__lte=today + dt.timedelta(days=SOON_DAYS))
        .order_by("due_on", "pk")[:LATEST]
    )


@signed_in
def my(request: PortalRequest) -> HttpResponse:
    """One's own page in this council: proposals, what one follows, notices, and where one stands."""
    actor = request.actor
    person = actor.user_id or 0  # the decorator lets nobody in without one
    return render(
        request,
        "council/my.html",
        {
            "draft": proposal_list.draft_of(actor),
            "proposals": list(proposal_list.mine(actor)[:50]),
            "followed_proposals": list(proposal_list.following(actor)[:50]),
            "followed_projects": list(project_list.following(actor)[:50]),
            "notices": list(notices.inbox(person)[:LATEST]),
            **standing(person, request.today),
        },
    )
