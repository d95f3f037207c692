"""Counts for the home page, the filters and the year's figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, Value

from projects.choices import ANSWERED_STATES, OPEN_STATES, AffairsClass, ProposalState, Stage
from projects.models import FINAL, Project, Proposal
from projects.models.project import ProjectQuerySet
from projects.models.proposal import ProposalQuerySet
from projects.workflows import WORKFLOWS


@dataclass(frozen=True, slots=True)
class HomeCounts:
    """Projects by class and by stage (codes → numbers, all codes present), and how many are late."""

    by_class: dict[str, int]
    by_stage: dict[str, int]
    by_class_and_stage: dict[tuple[str, str], int]
    running: int
    total: int
    late: int


@dataclass(frozen=True, slots=True)
class ProposalYear:
    """The proposals of one year. ``average_days`` from receipt to answer, None before the first answer."""

    received: int
    answered: int
    reviewing: int
    late: int
    average_days: int | None


def by_class(year: int | None = None) -> dict[str, int]:
    """Return the number of projects by class, and ALL (one query)."""
    rows = Project.objects.filter(year=year) if year else Project.objects.all()
    found = dict(rows.order_by().values_list("affairs_class").annotate(n=Count("pk")))
    counts = {code: found.get(code, 0) for code in AffairsClass.values}
    return {**counts, "ALL": sum(counts.values())}


def home(on: dt.date) -> HomeCounts:
    """Return what the home page counts (one query)."""
    late = Count("pk", filter=Q(due_on__lt=on) & ~Q(status__in=FINAL))
    rows = Project.objects.order_by().values_list("affairs_class", "status").annotate(n=Count("pk"), late=late)
    classes = dict.fromkeys(AffairsClass.values, 0)
    stages = dict.fromkeys(Stage.values, 0)
    both: dict[tuple[str, str], int] = {}
    overdue = total = running = 0
    for affairs_class, status, number, late_number in rows:
        stage = str(WORKFLOWS[affairs_class].state(status).stage)
        classes[affairs_class] += number
        stages[stage] += number
        both[affairs_class, stage] = both.get((affairs_class, stage), 0) + number
        total += number
        running += 0 if status in FINAL else number
        overdue += late_number
    return HomeCounts(classes, stages, both, running, total, overdue)


def proposals_of_year(year: int, on: dt.date) -> ProposalYear:
    """Return how the year's proposals were answered (one query)."""
    days = ExpressionWrapper(F("answered_at") - F("submitted_at"), output_field=DurationField())
    rows = Proposal.objects.sent().filter(year=year).exclude(state=ProposalState.WITHDRAWN)
    found = rows.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=Q(state__in=ANSWERED_STATES)),
        reviewing=Count("pk", filter=Q(state__in=OPEN_STATES)),
        late=Count("pk", filter=Q(state__in=OPEN_STATES, answer_by__lt=on)),
        average=Avg(days, filter=Q(state__in=ANSWERED_STATES, reasked_at__isnull=True)),
    )
    average = found.pop("average")
    return ProposalYear(**found, average_days=None if average is None else round(average / dt.timedelta(days=1)))


def proposals_by_state(year: int | None = None) -> dict[str, int]:
    """Return the public proposals by state (one query)."""
    rows = Proposal.objects.public()
    if year:
        rows = rows.filter(year=year)
    found = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    return {state: found.get(state, 0) for state in ProposalState.values if state != ProposalState.DRAFT}


def sizes(rows: ProposalQuerySet | ProjectQuerySet, on: dt.date) -> tuple[int, int]:
    """Return how many rows a list has and how many of them are past their deadline (one query)."""
    overdue = (
        Q(state__in=OPEN_STATES, answer_by__lt=on)
        if isinstance(rows, ProposalQuerySet)
        else Q(due_on__lt=on) & ~Q(status__in=FINAL)
    )
    found = rows.order_by().aggregate(total=Count("pk"), late=Count("pk", filter=overdue))
    return found["total"], found["late"]


def late_by_council(on: dt.date) -> dict[int, tuple[int, int]]:
    """Return, for each council in scope, how many projects and how many answers are past their day (one query)."""
    projects = Project.objects.late(on).order_by().values("council_id")
    answers = Proposal.objects.public().late(on).order_by().values("council_id")
    rows = projects.annotate(n=Count("pk"), what=Value("projects")).union(
        answers.annotate(n=Count("pk"), what=Value("answers")), all=True
    )
    found: dict[int, tuple[int, int]] = {}
    for row in rows:
        before = found.get(row["council_id"], (0, 0))
        is_project = row["what"] == "projects"
        found[row["council_id"]] = (row["n"], before[1]) if is_project else (before[0], row["n"])
    return found
