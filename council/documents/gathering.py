"""Making the ZIP of a batch, paper by paper. A job that was cut off goes on where it stopped."""

from __future__ import annotations

import datetime as dt
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from typing import IO, Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from council.common.actor import Actor
from council.common.errors import Refused
from council.common.scope import council_scope
from council.documents.files import file_name
from council.documents.models import Batch, IssuedPaper
from council.documents.registry import UnknownPaper, paper_of
from council.documents.services.issuing import issue, stored

KEPT_DAYS = 7


def make(council_id: int, batch_id: int, *, at: dt.datetime) -> None:
    """Do the batch: each paper in a transaction of its own, so that the page can show how far it is."""
    while _step(council_id, batch_id, at=at):
        pass
    with council_scope(council_id):
        batch = Batch.objects.select_for_update().get(pk=batch_id)
        if batch.state != Batch.State.RUNNING:
            return
        if not batch.made:
            batch.state = Batch.State.FAILED
        else:
            batch.path, batch.size = _zip(batch)
            batch.state = Batch.State.DONE
        batch.finished_at = at
        batch.save(update_fields=["path", "size", "state", "finished_at"])


def _step(council_id: int, batch_id: int, *, at: dt.datetime) -> bool:
    """Make the next paper of the batch; return whether there may be another."""
    with council_scope(council_id):
        batch = Batch.objects.select_for_update().select_related("council").get(pk=batch_id)
        if not batch.is_open or batch.done >= batch.total:
            if batch.state == Batch.State.WAITING:
                Batch.objects.filter(pk=batch_id).update(state=Batch.State.RUNNING)
            return False
        wish = batch.wanted[batch.done]
        try:
            with transaction.atomic():
                batch.made.append(_paper(batch, wish, at=at).pk)
        except (Refused, PermissionDenied, ObjectDoesNotExist, UnknownPaper) as problem:
            message = getattr(problem, "message", "") or _("기록을 찾을 수 없거나 낼 수 없습니다.")
            batch.troubles.append({"place": batch.done + 1, "why": str(message)})
        batch.done += 1
        batch.state = Batch.State.RUNNING
        batch.save(update_fields=["made", "troubles", "done", "state"])
        return batch.done < batch.total


def _paper(batch: Batch, wish: dict[str, Any], *, at: dt.datetime) -> IssuedPaper:
    if "paper" in wish:
        return IssuedPaper.objects.get(pk=wish["paper"])
    who = batch.actor
    by = Actor(who["user_id"], batch.council_id, frozenset(who["roles"]), frozenset(who["led"]), who["name"])
    target = paper_of(wish["code"]).target(wish["target"])
    return issue(wish["code"], target, by=by, at=at, formats=None)


def _zip(batch: Batch) -> tuple[str, int]:
    """Write the ZIP and return its name in the storage and its size."""
    papers = IssuedPaper.objects.filter(pk__in=batch.made).prefetch_related("files").order_by("year", "sequence", "pk")
    with tempfile.TemporaryFile() as space:
        pack(papers, batch.formats, space)
        size = space.tell()
        space.seek(0)
        return default_storage.save(f"papers/{batch.council_id}/batches/{batch.pk}.zip", File(space)), size


def pack(papers: Iterable[IssuedPaper], formats: Sequence[str], into: IO[bytes]) -> None:
    """Write the papers' files into an open ZIP file; all are compressed already but XLSX and HWPX lists shrink."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for paper in papers:
            for file in paper.files.all():
                if file.format in formats:
                    archive.writestr(file_name(paper, file.format), stored(file))


def sweep(council_id: int, *, at: dt.datetime) -> int:
    """Delete ZIPs that have been there for a week; the papers themselves stay. Return how many."""
    with council_scope(council_id):
        old = list(Batch.objects.outdated(at - dt.timedelta(days=KEPT_DAYS)))
        for batch in old:
            default_storage.delete(batch.path)
            Batch.objects.filter(pk=batch.pk).update(state=Batch.State.GONE, path="", size=0)
    return len(old)
