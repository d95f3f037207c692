"""The pages of the papers: list, one paper, letterhead, batches, and the section on a record's own page."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context as TemplateContext
from django.template import Template
from django.test import Client, RequestFactory
from django.urls import reverse
from PIL import Image, ImageDraw
from pytest_django import DjangoAssertNumQueries

from council.common.scope import council_scope
from council.documents import gathering
from council.documents.models import Batch, IssuedPaper, Letterhead
from council.documents.services import change_letterhead, issue
from tests.documents.conftest import AT, CODE, Desk
from tests.documents.readers import pdf_text


def link(name: str, *args: Any) -> str:
    return reverse(f"documents:{name}", args=["majang", *args])


def some(desk: Desk, count: int, formats: tuple[str, ...] = ("xlsx",)) -> list[IssuedPaper]:
    return [issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=formats) for _ in range(count)]


@pytest.fixture
def secretary(desk: Desk) -> Client:
    return desk.cast.client("secretary")


def test_the_list_shows_what_was_issued_and_finds_it(desk: Desk, secretary: Client) -> None:
    some(desk, 3)
    page = secretary.get(link("papers")).content.decode()
    assert "문서 3건" in page
    assert "마장동-2026-0003" in page
    found = secretary.get(link("papers"), {"q": "0002"}).content.decode()
    assert "문서 1건" in found
    assert "마장동-2026-0003" not in found
    assert "찾는 문서가 없습니다" in secretary.get(link("papers"), {"first": "2030-01-01"}).content.decode()
    assert "문서 3건" in secretary.get(link("papers"), {"kind": CODE}).content.decode()


@pytest.mark.parametrize(
    "query", ["first=nonsense", "kind=nothing", "page=99999999999", "q=%00%25", "last=9999999-1-1"]
)
def test_a_question_that_makes_no_sense_still_shows_a_page(desk: Desk, secretary: Client, query: str) -> None:
    assert secretary.get(f"{link('papers')}?{query}").status_code == 200


def test_the_list_asks_as_often_for_many_as_for_few(
    desk: Desk, secretary: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    some(desk, 20)
    secretary.get(link("papers"))
    with django_assert_max_num_queries(12):
        secretary.get(link("papers"))


def test_a_preview_opens_in_the_window_and_cannot_run_anything(desk: Desk, secretary: Client) -> None:
    answer = secretary.get(link("preview", CODE, desk.committee.pk, "pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert "미리 보기" in pdf_text(answer.content)
    for wrong in ("doc", "%2e%2e"):
        assert secretary.get(link("preview", CODE, desk.committee.pk, wrong)).status_code == 404
    assert secretary.get(link("preview", "nothing", desk.committee.pk, "pdf")).status_code == 404
    assert secretary.get(link("preview", CODE, 10**17, "pdf")).status_code == 404


def test_it_is_issued_and_downloaded(desk: Desk, secretary: Client) -> None:
    answer = secretary.post(link("issue", CODE, desk.committee.pk), follow=True)
    page = answer.content.decode()
    assert "마장동-" in page
    assert "PDF 받기" in page
    issued = IssuedPaper.objects.get()
    for file in issued.files.all():
        got = secretary.get(link("file", issued.pk, file.format))
        assert len(got.content) == file.size
        assert file.sha256 in page
    assert secretary.get(link("file", issued.pk, "hwpx"))["Content-Disposition"].startswith("attachment")
    assert "filename*=utf-8''" in secretary.get(link("file", issued.pk, "pdf"))["Content-Disposition"]


def test_what_makes_no_sense_yet_is_said(desk: Desk, secretary: Client) -> None:
    desk.kind.applies = False
    page = secretary.post(link("issue", CODE, desk.committee.pk), follow=True).content.decode()
    assert "아직 이 문서를 만들 때가 아닙니다." in page
    assert not IssuedPaper.objects.exists()


def test_a_paper_is_issued_anew_with_its_reason(desk: Desk, secretary: Client) -> None:
    [first] = some(desk, 1)
    assert "다시 발급하는 까닭" in secretary.post(link("reissue", first.pk), {"why": ""}).content.decode()
    page = secretary.post(link("reissue", first.pk), {"why": "이름이 빠졌습니다."}, follow=True).content.decode()
    assert "이름이 빠졌습니다." in page
    assert "마장동-2026-0001" in page
    earlier = secretary.get(link("paper", first.pk)).content.decode()
    assert "새 문서" in earlier
    assert "새 번호로 다시 발급" not in earlier
    assert secretary.post(link("reissue", first.pk), {"why": "또"}).status_code == 409


def test_another_councils_paper_is_not_there(desk: Desk) -> None:
    with council_scope(desk.cast.other_council.pk):
        by = desk.cast.actor("neighbour_secretary", desk.cast.other_council)
        theirs = issue(CODE, desk.cast.other_committee, by=by, at=AT, formats=["xlsx"], is_public=True)
    for who in ("secretary", "operator", None):
        assert desk.cast.client(who).get(link("file", theirs.pk, "xlsx")).status_code == 404


def seal() -> SimpleUploadedFile:
    picture = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(picture).ellipse((20, 20, 180, 180), outline=(200, 0, 0), width=12)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return SimpleUploadedFile("직인.png", out.getvalue(), "image/png")


def test_the_letterhead_is_chosen_and_looked_at(desk: Desk, secretary: Client) -> None:
    given = {"name": "마장동 주민자치회", "motto": "함께", "footer": "02-123-4567", "seal": seal()}
    page = secretary.post(link("letterhead"), given, follow=True).content.decode()
    assert "앞으로 내는 문서부터" in page
    assert Letterhead.objects.get().motto == "함께"
    assert secretary.get(link("seal"))["Content-Type"] == "image/png"
    assert "02-123-4567" in pdf_text(secretary.get(link("letterhead_sample")).content)
    wrong = {**given, "seal": SimpleUploadedFile("x.png", b"no picture")}
    assert "그림으로 읽을 수 없습니다" in secretary.post(link("letterhead"), wrong).content.decode()


def test_ticked_papers_come_in_one_file(desk: Desk, secretary: Client) -> None:
    papers = some(desk, 2)
    wanted = {"papers": [paper.pk for paper in papers], "formats": ["xlsx"]}
    page = secretary.post(link("batches"), wanted, follow=True).content.decode()
    assert "2건 가운데 0건을 모았습니다." in page
    assert 'hx-trigger="every 2s"' in page
    batch = Batch.objects.get()
    assert secretary.get(link("batch_zip", batch.pk)).status_code == 404
    gathering.make(desk.cast.council.pk, batch.pk, at=AT)
    part = secretary.get(link("batch", batch.pk), HTTP_HX_REQUEST="true").content.decode()
    assert "문서 2건을 모았습니다." in part
    assert "hx-trigger" not in part
    assert "<html" not in part
    got = secretary.get(link("batch_zip", batch.pk))
    assert b"".join(got.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert desk.cast.client("chair").get(link("batch", batch.pk)).status_code == 404
    assert "문서 2건" in secretary.get(link("batches")).content.decode()


@pytest.mark.parametrize("given", [{}, {"papers": ["x", "-1", "9" * 30]}, {"papers": ["1"], "formats": ["exe"]}])
def test_a_batch_of_nothing_says_so(desk: Desk, secretary: Client, given: dict[str, Any]) -> None:
    page = secretary.post(link("batches"), given)
    assert page.status_code == 200
    assert "모으지 못했습니다." in page.content.decode()
    assert not Batch.objects.exists()


def section(desk: Desk, who: str) -> str:
    request: Any = RequestFactory().get("/")
    request.actor, request.council = desk.cast.actor(who), desk.cast.council
    shown = Template("{% load papers %}{% papers committee %}")
    return shown.render(TemplateContext({"request": request, "committee": desk.committee}))


def test_the_section_of_a_record_shows_what_concerns_the_person(
    desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert section(desk, "resident").strip() == ""
    assert "발급" in section(desk, "secretary")
    some(desk, 3)
    assert "마장동-2026-0003" in section(desk, "official")
    assert "미리 보기" not in section(desk, "official")
    desk.kind.is_public = True
    some(desk, 1)
    public = section(desk, "resident")
    assert "마장동-2026-0004" in public
    assert "마장동-2026-0003" not in public
    actor = desk.secretary
    request: Any = RequestFactory().get("/")
    request.actor, request.council = actor, desk.cast.council
    template = Template("{% load papers %}{% papers committee %}")
    with django_assert_max_num_queries(2):
        template.render(TemplateContext({"request": request, "committee": desk.committee}))


def test_a_seal_stays_when_only_words_change(desk: Desk) -> None:
    change_letterhead(desk.cast.council, by=desk.secretary, at=AT, name="마장동", seal=seal())
    change_letterhead(desk.cast.council, by=desk.secretary, at=AT, name="마장동 주민자치회", motto="새 문구")
    assert Letterhead.objects.get().seal
