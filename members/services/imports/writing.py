"""A file is confirmed, and its lines are written on the roll, at once or some at a time by a job."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from council.audit.services import record
from council.common.actor import Actor
from council.common.errors import Refused
from members.models.imports import RollImport, RollImportRow
from members.services.guard import guard
from members.services.imports.uploading import AT_ONCE, CHUNK, check, defer, locked, waiting_lines
from members.services.imports.writer import Writer, appointed_on


def confirm(row: RollImport, *, skip_bad: bool, by: Actor, at: dt.datetime) -> RollImport:
    """Have the looked-over file written on the roll, now or by a job.

    Refused while lines are wrong, unless those are to be left out; then nothing of them is written. The lines
    are looked over once more first, because the roll may have changed since.
    """
    guard(by, "members.appoint", row)
    with transaction.atomic():
        row = locked(row, RollImport.Status.READY, RollImport.Status.STOPPED)
        seen_bad = row.bad
        check(row, at=at)
    # What was found now stays beside the lines, whatever becomes of the confirmation.
    if row.bad > seen_bad:
        text = _("그사이 명부가 바뀌어 다시 살폈습니다. 고칠 줄이 %(n)d줄 늘었습니다. 아래에서 살펴 주십시오.")
        raise Refused(text % {"n": row.bad - seen_bad}, code="changed")
    if row.bad and not skip_bad:
        text = _("고칠 줄이 %(n)d줄 있습니다. 파일을 고쳐 다시 올리거나, 그 줄을 빼고 들여오십시오.")
        raise Refused(text % {"n": row.bad}, code="bad")
    if row.bad == row.total:
        raise Refused(_("들여올 수 있는 줄이 없습니다. 파일을 고쳐 다시 올려 주십시오."), code="all_bad")
    with transaction.atomic():
        row = locked(row, RollImport.Status.READY)
        row.status, row.skip_bad, row.done, row.trouble = RollImport.Status.APPLYING, skip_bad, row.written, ""
        row.confirmed_at, row.confirmed_by_id, row.confirmed_label = at, by.user_id, by.label[:30]
        row.save(
            update_fields=["status", "skip_bad", "done", "trouble", "confirmed_at", "confirmed_by", "confirmed_label"]
        )
        record("members.import.confirmed", row, by=by, at=at, rows=row.good)
        if row.total <= AT_ONCE:
            for _chunk in apply(row, by=by, at=at):
                pass
        else:
            defer("apply", row, user_id=by.user_id, at=at)
    row.refresh_from_db()
    return row


def apply(row: RollImport, *, by: Actor, at: dt.datetime) -> Iterator[int]:
    """Write the file's lines, some at a time, yielding how many are written: the caller may commit in between.

    Lines written before are left as they are, so that an interrupted job goes on where it stopped.
    Raises Refused when the roll has changed so that a line no longer fits.
    """
    lines, kept = waiting_lines(row, at=at)
    fine = [line for line in lines if not line.is_bad]
    if len(fine) < len(lines) and not row.skip_bad:
        raise Refused(_("그사이 명부가 바뀌어 맞지 않는 줄이 생겼습니다."), code="changed")
    bad = [kept[line.number].pk for line in lines if line.is_bad]
    RollImportRow.objects.filter(pk__in=bad).update(state=RollImportRow.State.SKIPPED)
    # Those of one letter stand together, so that a letter is not broken up more than need be.
    fine.sort(key=lambda line: (appointed_on(line), line.number))
    writer = Writer(row, by=by, at=at)
    for start in range(0, len(fine), CHUNK):
        chunk = fine[start : start + CHUNK]
        made = writer.write(chunk)
        stored = []
        for line in chunk:
            one = kept[line.number]
            one.state, one.made = RollImportRow.State.WRITTEN, made[line.number]
            stored.append(one)
        RollImportRow.objects.bulk_update(stored, ["state", "made"])
        row.written += len(chunk)
        row.done = min(row.total, row.written)
        row.save(update_fields=["written", "done"])
        yield row.written
    finish(row, by=by, at=at)


def finish(row: RollImport, *, by: Actor, at: dt.datetime) -> None:
    """Close a written import; what the file said of people goes, what it became stays."""
    row.rows.update(cells=[], problems=[])
    row.status, row.done, row.finished_at = RollImport.Status.DONE, row.total, timezone.now()
    row.save(update_fields=["status", "done", "finished_at"])
    record("members.import.applied", row, by=by, at=at, rows=row.written)


def stop(row: RollImport, why: str) -> None:
    """Note why the writing stopped; what is written stays, to be gone on with or undone."""
    RollImport.objects.filter(pk=row.pk, status=RollImport.Status.APPLYING).update(
        status=RollImport.Status.STOPPED, trouble=why[:300]
    )
