"""Asking for many papers in one ZIP; a job makes it (``council.documents.gathering``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.access import Forbidden, require
from council.common.actor import Actor
from council.common.errors import Refused
from council.documents import tasks
from council.documents.models import Batch, IssuedPaper
from council.documents.registry import FORMATS, PAPERS, paper_of
from council.models import Council

#: More in one file would keep worker and reader waiting; people take a narrower choice.
MOST = 500


def gather(
    papers: Sequence[IssuedPaper], *, council: Council, by: Actor, at: dt.datetime, formats: Iterable[str]
) -> Batch:
    """Begin a ZIP of papers already issued and return it. Raises Forbidden, Refused for none or too many."""
    require(by, "documents.read", council)
    for paper in papers:
        if paper.code not in PAPERS or not PAPERS[paper.code].may_read(by):
            raise Forbidden(_("고른 문서 가운데 볼 수 없는 것이 있습니다."))
    wanted = [{"paper": paper.pk} for paper in papers]
    return _begin(_("문서 %(n)d건") % {"n": len(wanted)}, wanted, council=council, by=by, at=at, formats=formats)


def issue_all(
    code: str, targets: Sequence[models.Model], *, council: Council, by: Actor, at: dt.datetime, formats: Iterable[str]
) -> Batch:
    """Begin issuing one paper for many records (위촉장 of a whole council) and return the batch with their ZIP."""
    paper = paper_of(code)
    for target in targets:
        require(by, paper.permission, target)
    wanted = [{"code": code, "target": target.pk} for target in targets]
    title = _("%(paper)s %(n)d건") % {"paper": paper.title, "n": len(wanted)}
    return _begin(title, wanted, council=council, by=by, at=at, formats=formats)


def _begin(
    title: str, wanted: list[dict[str, Any]], *, council: Council, by: Actor, at: dt.datetime, formats: Iterable[str]
) -> Batch:
    chosen = [name for name in FORMATS if name in set(formats)]
    if not wanted:
        raise Refused(_("모을 문서를 하나 이상 골라 주십시오."), field="papers")
    if not chosen:
        raise Refused(_("형식을 하나 이상 골라 주십시오."), field="formats")
    if len(wanted) > MOST:
        raise Refused(
            _("한 번에 %(most)d건까지 모을 수 있습니다. 나누어 골라 주십시오.") % {"most": MOST}, field="papers"
        )
    if by.user_id is None:
        raise ValueError("a batch is handed to the person who asked for it")
    with transaction.atomic():
        batch = Batch.objects.create(
            council=council,
            title=title[:120],
            asked_by_id=by.user_id,
            asked_at=at,
            actor={"user_id": by.user_id, "roles": sorted(by.roles), "led": sorted(by.led), "name": by.name},
            wanted=wanted,
            formats=chosen,
            total=len(wanted),
        )
        record("documents.batch.asked", batch, by=by, at=at, count=len(wanted))
        tasks.make_batch.defer(council_id=council.pk, batch_id=batch.pk)
    return batch
