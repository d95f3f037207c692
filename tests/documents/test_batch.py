"""Many papers in one ZIP, made in the background."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.core.files.storage import default_storage
from procrastinate.contrib.django.models import ProcrastinateJob

from council.common.access import Forbidden
from council.common.errors import Refused
from council.documents import gathering
from council.documents.models import Batch, IssuedPaper
from council.documents.services import issue, stored
from council.documents.services.batches import MOST, gather, issue_all
from tests.documents.conftest import AT, CODE, Desk


def archive(batch: Batch) -> zipfile.ZipFile:
    with default_storage.open(batch.path) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def some(desk: Desk, count: int = 3) -> list[IssuedPaper]:
    return [issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["pdf", "xlsx"]) for _ in range(count)]


def asked(desk: Desk, papers: list[IssuedPaper], formats: tuple[str, ...] = ("pdf",)) -> Batch:
    return gather(papers, council=desk.cast.council, by=desk.secretary, at=AT, formats=formats)


def test_it_works(desk: Desk) -> None:
    papers = some(desk)
    batch = asked(desk, papers)
    assert (batch.state, batch.done, batch.total) == (Batch.State.WAITING, 0, 3)
    assert ProcrastinateJob.objects.filter(task_name="documents.make_batch").count() == 1
    gathering.make(desk.cast.council.pk, batch.pk, at=AT)
    batch.refresh_from_db()
    assert (batch.state, batch.done) == (Batch.State.DONE, 3)
    found = archive(batch)
    assert found.namelist() == [f"{paper.number} 안전·환경분과 회의록.pdf" for paper in papers]
    assert found.read(found.namelist()[0]) == stored(papers[0].files.get(format="pdf"))


def test_it_shows_how_far_it_is(desk: Desk) -> None:
    batch = asked(desk, some(desk))
    assert gathering._step(desk.cast.council.pk, batch.pk, at=AT)
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.percent) == (Batch.State.RUNNING, 1, 33)


def test_a_job_cut_off_goes_on_and_issues_nothing_twice(desk: Desk) -> None:
    batch = issue_all(CODE, [desk.committee] * 3, council=desk.cast.council, by=desk.secretary, at=AT, formats=["pdf"])
    gathering._step(desk.cast.council.pk, batch.pk, at=AT)
    for _ in range(2):
        gathering.make(desk.cast.council.pk, batch.pk, at=AT)
    batch.refresh_from_db()
    assert IssuedPaper.objects.count() == len(batch.made) == 3
    assert len(archive(batch).namelist()) == 3


def test_what_cannot_be_made_is_told_and_the_rest_is_there(desk: Desk) -> None:
    batch = asked(desk, some(desk, 2))
    batch.wanted = [{"code": CODE, "target": 0}, *batch.wanted, {"code": "gone", "target": 1}]
    batch.total = 4
    batch.save()
    gathering.make(desk.cast.council.pk, batch.pk, at=AT)
    batch.refresh_from_db()
    assert batch.state == Batch.State.DONE
    assert [trouble["place"] for trouble in batch.troubles] == [1, 4]
    assert len(archive(batch).namelist()) == 2


def test_when_nothing_can_be_made_it_failed(desk: Desk) -> None:
    desk.kind.applies = False
    batch = issue_all(CODE, [desk.committee], council=desk.cast.council, by=desk.secretary, at=AT, formats=["pdf"])
    gathering.make(desk.cast.council.pk, batch.pk, at=AT)
    batch.refresh_from_db()
    assert (batch.state, batch.path) == (Batch.State.FAILED, "")
    assert "때가 아닙니다" in batch.troubles[0]["why"]


def test_a_zip_goes_after_a_week_and_the_papers_stay(desk: Desk) -> None:
    batch = asked(desk, some(desk, 1))
    gathering.make(desk.cast.council.pk, batch.pk, at=AT)
    batch.refresh_from_db()
    path = batch.path
    assert gathering.sweep(desk.cast.council.pk, at=AT + dt.timedelta(days=6)) == 0
    assert gathering.sweep(desk.cast.council.pk, at=AT + dt.timedelta(days=8)) == 1
    batch.refresh_from_db()
    assert batch.state == Batch.State.GONE
    assert not default_storage.exists(path)
    assert stored(IssuedPaper.objects.get().files.get(format="pdf"))


def test_none_or_too_many_or_no_format_is_refused(desk: Desk) -> None:
    papers = some(desk, 1)
    for wrong, formats in (([], ("pdf",)), (papers * (MOST + 1), ("pdf",)), (papers, ()), (papers, ("exe",))):
        with pytest.raises(Refused):
            asked(desk, wrong, formats)


def test_nobody_gathers_what_he_may_not_read(desk: Desk, kind: Any) -> None:
    papers = some(desk, 1)
    for who in ("resident", "member", "stranger"):
        with pytest.raises(Forbidden):
            gather(papers, council=desk.cast.council, by=desk.cast.actor(who), at=AT, formats=["pdf"])
