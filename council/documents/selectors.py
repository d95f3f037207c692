"""Reading issued papers: the list with its filters, and what belongs to one record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from council.common.actor import Actor
from council.documents.models import Batch, IssuedPaper
from council.documents.registry import PAPERS, Paper, papers_for, readable_codes


def _with_files(papers: QuerySet[IssuedPaper]) -> QuerySet[IssuedPaper]:
    later = IssuedPaper.objects.filter(replaces=OuterRef("pk"))
    return papers.defer("context", "head").annotate(is_replaced=Exists(later)).prefetch_related("files")


def issued_list(
    actor: Actor,
    *,
    words: str = "",
    code: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> QuerySet[IssuedPaper]:
    """Return the papers that the actor may read, newest first, filtered; two queries with their files."""
    found = IssuedPaper.objects.filter(Q(code__in=readable_codes(actor)) | Q(is_public=True))
    if code:
        found = found.filter(code=code)
    for word in words.split():
        found = found.filter(Q(number__icontains=word) | Q(title__icontains=word))
    zone = timezone.get_current_timezone()
    if first:
        found = found.filter(issued_at__gte=dt.datetime.combine(first, dt.time.min, zone))
    if last:
        found = found.filter(issued_at__lt=dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min, zone))
    return _with_files(found.newest_first())


def may_read(actor: Actor, issued: IssuedPaper) -> bool:
    """Return whether the actor may read the paper: published, or by the permission of its kind."""
    if issued.is_public:
        return True
    paper = PAPERS.get(issued.code)
    return paper is not None and paper.may_read(actor, _target(paper, issued))


def _target(paper: Paper, issued: IssuedPaper) -> Any:
    """Return the record; None when it is gone, which leaves the question of the role."""
    return paper.target_model._default_manager.filter(pk=issued.target_id).first()


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of paper of a record, as a person sees it: what may be done, and what was issued."""

    paper: Paper
    may_issue: bool
    issued: list[IssuedPaper]


def offers(actor: Actor, target: Any) -> list[Offer]:
    """Return the papers of one record that concern the actor; two queries, none when nothing is declared.

    What was issued of a kind that does not apply any longer is still there.
    """
    declared = [paper for paper in PAPERS.values() if paper.model == target._meta.label_lower]
    if not declared:
        return []
    issued = list(_with_files(IssuedPaper.objects.of(target).newest_first()))
    open_now = set(papers_for(target))
    found = []
    for paper in declared:
        may_issue = paper in open_now and paper.may_issue(actor, target)
        reads = paper.may_read(actor, target)
        own = [one for one in issued if one.code == paper.code and (one.is_public or reads)]
        if may_issue or own:
            found.append(Offer(paper, may_issue, own))
    return found


def batches_of(user_id: int | None) -> QuerySet[Batch]:
    """Return the person's batches, newest first."""
    return Batch.objects.filter(asked_by_id=user_id).order_by("-asked_at", "-pk")
