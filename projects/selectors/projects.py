"""Reading projects: lists, one project, its moves and its log."""

from __future__ import annotations

from django.db.models import Count, F, Prefetch, Q

from council.common.actor import Actor
from projects.models import Photo, ProgressUpdate, Project, Proposal, StatusChange
from projects.models.project import ProjectQuerySet

SHOWN_WITH = ("council", "committee", "owner")
#: Texts that only the project's own page shows.
HEAVY = ("search", "background", "content", "schedule", "effect", "risk")


def listed() -> ProjectQuerySet:
    """Return the projects with what a row shows, the most urgent first: late, then by due day, ended last."""
    rows = Project.objects.select_related(*SHOWN_WITH).defer(*HEAVY)
    return rows.order_by(F("due_on").asc(nulls_last=True), "-pk")


def latest_moved(limit: int) -> list[Project]:
    """Return the projects whose status changed last, newest first (two queries)."""
    recent = StatusChange.objects.order_by("-pk").values_list("project_id", flat=True)[: limit * 6]
    wanted = list(dict.fromkeys(recent))[:limit]
    rows = {row.pk: row for row in Project.objects.select_related(*SHOWN_WITH).defer(*HEAVY).filter(pk__in=wanted)}
    return [rows[pk] for pk in wanted if pk in rows]


def get(pk: int) -> Project:
    """Return one project with what its page shows. Raises Project.DoesNotExist."""
    return Project.objects.select_related(*SHOWN_WITH).defer("search").get(pk=pk)


def changes(project: Project) -> list[StatusChange]:
    """Return the project's moves, oldest first."""
    return list(StatusChange.objects.filter(project=project).order_by("pk"))


def updates(project: Project, limit: int | None = None) -> list[ProgressUpdate]:
    """Return the project's log, newest first, with its photos (three queries at most)."""
    shown = Photo.objects.filter(removed_at__isnull=True).select_related("council").order_by("position", "pk")
    rows = ProgressUpdate.objects.filter(project=project).prefetch_related(Prefetch("photos", queryset=shown))
    ordered = rows.order_by("-on", "-pk")
    return list(ordered[:limit] if limit else ordered)


def proposals_of(project: Project) -> list[Proposal]:
    """Return the public proposals the project came from, oldest first."""
    rows = Proposal.objects.public().filter(project=project).select_related("council", "author")
    return list(rows.defer("search").order_by("pk"))


def following(actor: Actor) -> ProjectQuerySet:
    """Return the projects one follows, or that came from a proposal of one's own, most urgent first."""
    mine = Q(follows__user_id=actor.user_id) | Q(proposals__author_id=actor.user_id)
    wanted = Project.objects.filter(mine).values("pk")
    return listed().filter(pk__in=wanted)


def of_committee(committee_id: int) -> ProjectQuerySet:
    return listed().filter(committee_id=committee_id)


def years() -> list[int]:
    """Return the years that have projects, newest first."""
    rows = Project.objects.order_by("-year").values("year").annotate(n=Count("pk"))
    return [row["year"] for row in rows]
