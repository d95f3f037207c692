"""A file comes in, is understood and looked over; nothing of it is on the roll yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from council.audit.services import record
from council.common.actor import Actor, Role
from council.common.errors import Conflict, Refused
from council.models import Council
from council.notices.services import notify
from members.models.imports import RollImport, RollImportRow
from members.selectors import who
from members.services.guard import guard
from members.services.imports.setting import setting_of
from members.sheets.checks import check as check_lines
from members.sheets.columns import BY_CODE, missing, recognise
from members.sheets.lines import Line, read_lines
from members.sheets.reading import Grid, read

#: Up to so many lines are looked over and written at once; more go to a job with a page that shows how far it is.
AT_ONCE = 300
CHUNK = 200
TONES = {"error": RollImportRow.Tone.ERROR, "warning": RollImportRow.Tone.WARNING, "note": RollImportRow.Tone.NOTE}


def upload(council: Council, *, name: str, data: bytes, by: Actor, at: dt.datetime) -> RollImport:
    """Take in a file of people and look it over, now or in a job. Refused when it cannot be read as a roll."""
    guard(by, "members.import_roll", council)
    grid = read(data)
    mapping = recognise(grid.headings)
    with transaction.atomic():
        row = RollImport.objects.create(
            council=council,
            file_name=name[-120:] or _("이름 없는 파일"),
            sheet=grid.sheet[:60],
            headings=grid.headings,
            mapping=mapping,
            status=RollImport.Status.COLUMNS,
            total=len(grid.rows),
            uploaded_at=at,
            uploaded_by_id=by.user_id,
            uploaded_label=by.label[:30],
        )
        RollImportRow.objects.bulk_create(
            [RollImportRow(council=council, roll_import=row, number=n, cells=cells) for n, cells in grid.rows],
            batch_size=1000,
        )
        record("members.import.uploaded", row, by=by, at=at, rows=row.total)
        if not missing(mapping):
            start_check(row, at=at)
    return row


def choose_columns(row: RollImport, *, mapping: Mapping[str, int], by: Actor, at: dt.datetime) -> RollImport:
    """Say which column of the file is which, where the headings do not tell. Refused while a needed one is missing."""
    guard(by, "members.import_roll", row)
    chosen = {code: place for code, place in mapping.items() if code in BY_CODE and 0 <= place < len(row.headings)}
    if wanting := missing(chosen):
        names = ", ".join(column.title for column in wanting)
        raise Refused(_("%(columns)s 칸을 골라 주십시오.") % {"columns": names}, field=wanting[0].code, code="missing")
    if len(set(chosen.values())) < len(chosen):
        raise Refused(_("한 칸을 두 번 골랐습니다. 하나씩만 골라 주십시오."), code="twice")
    with transaction.atomic():
        row = locked(row, RollImport.Status.COLUMNS, RollImport.Status.READY)
        row.mapping = chosen
        row.save(update_fields=["mapping"])
        start_check(row, at=at)
    return row


def start_check(row: RollImport, *, at: dt.datetime) -> None:
    """Look the lines over: a short file now, a long one in a job."""
    row.status, row.done, row.trouble = RollImport.Status.CHECKING, 0, ""
    row.save(update_fields=["status", "done", "trouble"])
    if row.total <= AT_ONCE:
        check(row, at=at)
    else:
        defer("check", row, at=at)


def defer(job: str, row: RollImport, **told: Any) -> None:
    """Leave the work to a job of members.roll_tasks, which stands to the right of this module."""
    plain = {name: value.isoformat() if isinstance(value, dt.datetime) else value for name, value in told.items()}
    task = app.configure_task(f"members.{job}_roll_import", queue="members")
    task.defer(council_id=row.council_id, pk=row.pk, **plain)


def check(row: RollImport, *, at: dt.datetime) -> RollImport:
    """Look all waiting lines over against the roll as it stands, and keep what was found beside each."""
    lines, kept = waiting_lines(row, at=at)
    changed = []
    for line in lines:
        stored = kept[line.number]
        stored.problems = [{"column": p.column, "tone": p.tone, "text": p.text, "code": p.code} for p in line.problems]
        stored.tone = max((TONES[problem.tone] for problem in line.problems), default=RollImportRow.Tone.FINE)
        changed.append(stored)
    RollImportRow.objects.bulk_update(changed, ["problems", "tone"], batch_size=CHUNK)
    # Rows with text only in columns that are not read are no people.
    empty = kept.keys() - {line.number for line in lines}
    if empty:
        row.rows.filter(number__in=empty).delete()
        row.total -= len(empty)
    row.bad = sum(stored.tone == RollImportRow.Tone.ERROR for stored in changed)
    row.doubtful = sum(stored.tone == RollImportRow.Tone.WARNING for stored in changed)
    row.done, row.status = row.total, RollImport.Status.READY
    row.save(update_fields=["total", "bad", "doubtful", "done", "status"])
    return row


def waiting_lines(row: RollImport, *, at: dt.datetime) -> tuple[list[Line], dict[int, RollImportRow]]:
    """Return the lines that are not on the roll yet, read and checked, with their rows by number."""
    from_file = list(row.rows.filter(state=RollImportRow.State.WAITING).order_by("number"))
    grid = Grid(row.headings, [(stored.number, stored.cells) for stored in from_file], row.sheet)
    place = row.mapping.get("email")
    emails = {stored.cells[place].strip().lower() for stored in from_file if place is not None and stored.cells[place]}
    setting = setting_of(row.council, timezone.localdate(at), emails=emails)
    lines = read_lines(grid, row.mapping, setting)
    check_lines(lines, setting)
    return lines, {stored.number: stored for stored in from_file}


def ask_to_confirm(row: RollImport, *, by: Actor, at: dt.datetime) -> int:
    """Ask the 시군구 담당 to confirm; return how many were asked. Refused where nobody is named yet."""
    guard(by, "members.import_roll", row)
    people = who(row.council_id, Role.DISTRICT, timezone.localdate(at)) or who(
        row.council_id, Role.OPERATOR, timezone.localdate(at)
    )
    if not people:
        raise Refused(_("이 시군구의 담당이 아직 없습니다. 운영자에게 알려 주십시오."), code="nobody")
    with transaction.atomic():
        row = locked(row, RollImport.Status.READY)
        row.asked_at = at
        row.save(update_fields=["asked_at"])
        record("members.import.asked", row, by=by, at=at)
        return notify(
            "members.import.asked",
            people,
            council_id=row.council_id,
            title=format_lazy(gettext_lazy("{council} 명부 들여오기를 확정해 주십시오"), council=row.council.name),
            body=format_lazy(gettext_lazy("{n}줄이 확정을 기다립니다."), n=row.good),
            path=reverse("members:people_import", args=[row.council.slug, row.pk]),
            about=row,
            at=at,
            by=by,
        )


def log_seen(row: RollImport, numbers: Sequence[int], *, by: Actor, at: dt.datetime) -> None:
    """Record who looked at which lines of the file: they are people's data (안전성 확보조치 기준 §8)."""
    guard(by, "members.import_roll", row)
    record("members.import.seen", row, by=by, at=at, count=len(numbers), first=numbers[0], last=numbers[-1])


def discard(row: RollImport, *, by: Actor, at: dt.datetime) -> RollImport:
    """Give a file up before anything of it was written; its cells go."""
    guard(by, "members.import_roll", row)
    with transaction.atomic():
        row = locked(row, RollImport.Status.COLUMNS, RollImport.Status.READY, RollImport.Status.CHECKING)
        row.rows.all().delete()
        row.status = RollImport.Status.DISCARDED
        row.save(update_fields=["status"])
        record("members.import.discarded", row, by=by, at=at)
    return row


def forget_old(council: Council, *, before: dt.datetime, by: Actor, at: dt.datetime) -> int:
    """Give up the files that nobody confirmed since then; return how many. Personal data waits for nobody."""
    waiting = (RollImport.Status.COLUMNS, RollImport.Status.CHECKING, RollImport.Status.READY)
    old = list(RollImport.objects.filter(status__in=waiting, uploaded_at__lt=before).select_related("council"))
    for row in old:
        discard(row, by=by, at=at)
    return len(old)


def locked(row: RollImport, *expected: str) -> RollImport:
    """Return the import locked, if it still stands where the actor saw it."""
    fresh: RollImport = RollImport.objects.select_for_update(of=("self",)).select_related("council").get(pk=row.pk)
    if fresh.status not in expected:
        raise Conflict(
            _("이 명부는 지금 ‘%(status)s’ 상태입니다. 다른 분이 먼저 하였습니다.")
            % {"status": fresh.get_status_display()}
        )
    return fresh
