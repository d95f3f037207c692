"""Issuing: a number without a gap, files kept as they were, and who may."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from council.audit.models import Entry
from council.audit.registry import sentence
from council.common.access import Forbidden
from council.common.errors import Conflict, Refused
from council.common.scope import council_scope
from council.documents.blocks import Context, Paragraph
from council.documents.models import IssuedPaper
from council.documents.registry import PAPERS, UnknownPaper, register_paper
from council.documents.selectors import issued_list, may_read, offers
from council.documents.services import FileDamaged, NotForThis, issue, preview, reissue, stored
from tests.documents.conftest import AT, CODE, Desk
from tests.documents.readers import hwpx_lines, pdf_text


def test_it_works(desk: Desk) -> None:
    issued = issue(CODE, desk.committee, by=desk.secretary, at=AT)
    assert issued.number == "마장동-2026-0001"
    assert desk.kind.built == [dt.date(2026, 9, 17)]
    files = {file.format: file for file in issued.files.all()}
    assert set(files) == {"pdf", "hwpx", "xlsx"}
    for file in files.values():
        content = stored(file)
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert len(content) == file.size
    said = pdf_text(stored(files["pdf"]))
    assert "마장동-2026-0001" in said
    assert "골목을 살폈습니다." in said
    assert "미리 보기" not in said
    assert "골목을 살폈습니다." in hwpx_lines(stored(files["hwpx"]))
    assert Context.from_json(issued.context).mark == issued.mark


def test_numbers_follow_each_other_within_a_year(desk: Desk) -> None:
    numbers = [issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["xlsx"]).number for _ in range(3)]
    later = AT.replace(year=2027)
    numbers.append(issue(CODE, desk.committee, by=desk.secretary, at=later, formats=["xlsx"]).number)
    assert numbers == ["마장동-2026-0001", "마장동-2026-0002", "마장동-2026-0003", "마장동-2027-0001"]


def test_a_year_begins_at_midnight_in_korea(desk: Desk) -> None:
    eve = dt.datetime(2026, 12, 31, 15, 0, tzinfo=dt.UTC)
    assert issue(CODE, desk.committee, by=desk.secretary, at=eve, formats=["xlsx"]).year == 2027


def test_a_series_and_another_council_count_for_themselves(desk: Desk, kind: Any) -> None:
    issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["xlsx"])
    register_paper(
        "tests.own", "의결서", kind.build, model="council.committee", permission="documents.read", series="의결"
    )
    try:
        own = issue("tests.own", desk.committee, by=desk.secretary, at=AT, formats=["xlsx"])
    finally:
        del PAPERS["tests.own"]
    assert own.number == "마장동-의결-2026-0001"
    with council_scope(desk.cast.other_council.pk):
        by = desk.cast.actor("neighbour_secretary", desk.cast.other_council)
        there = issue(CODE, desk.cast.other_committee, by=by, at=AT, formats=["xlsx"])
    assert there.number == "사근동-2026-0001"


def test_a_failed_paper_leaves_neither_number_nor_row(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> bytes:
        raise RuntimeError("no ink")

    with monkeypatch.context() as patched:
        patched.setattr("council.documents.services.issuing.render", broken)
        with pytest.raises(RuntimeError, match="no ink"):
            issue(CODE, desk.committee, by=desk.secretary, at=AT)
    assert not IssuedPaper.objects.exists()
    assert issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["pdf"]).sequence == 1


def test_history_tells_of_it_without_the_papers_words(desk: Desk) -> None:
    issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["xlsx"])
    entry = Entry.objects.get(action="documents.paper.issued")
    assert (entry.target_type, entry.target_id) == ("council.committee", desk.committee.pk)
    assert sentence(entry.action, entry.data) == "문서를 발급했습니다: 분과 회의록, 문서번호 마장동-2026-0001"


def test_a_preview_has_no_number_and_leaves_nothing(desk: Desk) -> None:
    said = pdf_text(preview(CODE, desk.committee, by=desk.secretary, at=AT, file_format="pdf"))
    assert "미리 보기(발급하지 않음)" in said
    assert "문서번호" not in said
    assert not IssuedPaper.objects.exists()
    with pytest.raises(KeyError):
        preview(CODE, desk.committee, by=desk.secretary, at=AT, file_format="doc")


def test_a_demonstrations_paper_says_so_on_every_page(desk: Desk) -> None:
    desk.committee.council.is_demo = True
    issued = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["pdf"])
    assert "시연 자료" in pdf_text(stored(issued.files.get()))


@pytest.mark.parametrize("who", ["resident", "member", "auditor", "official", "stranger"])
def test_only_whose_act_it_is_issues(desk: Desk, who: str) -> None:
    with pytest.raises(Forbidden):
        issue(CODE, desk.committee, by=desk.cast.actor(who), at=AT)
    with pytest.raises(Forbidden):
        preview(CODE, desk.committee, by=desk.cast.actor(who), at=AT, file_format="pdf")


def test_what_makes_no_sense_yet_is_refused(desk: Desk) -> None:
    desk.kind.applies = False
    with pytest.raises(NotForThis):
        issue(CODE, desk.committee, by=desk.secretary, at=AT)
    with pytest.raises(UnknownPaper):
        issue("tests.nothing", desk.committee, by=desk.secretary, at=AT)
    with pytest.raises(ValueError, match="not from"):
        issue(CODE, desk.cast.council, by=desk.secretary, at=AT)


# --- Issuing anew ---------------------------------------------------------------------------------------------


def test_a_paper_issued_anew_names_the_earlier_one(desk: Desk) -> None:
    first = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["pdf"])
    before = stored(first.files.get())
    desk.kind.blocks = (Paragraph("바로잡은 글"),)
    second = reissue(first, by=desk.secretary, at=AT, why="이름이 빠졌습니다.")
    assert (second.number, second.replaces, second.why) == ("마장동-2026-0002", first, "이름이 빠졌습니다.")
    assert "바로잡은 글" in pdf_text(stored(second.files.get()))
    assert stored(first.files.get()) == before
    assert Entry.objects.get(action="documents.paper.reissued").data["earlier"] == first.number


def test_a_paper_is_issued_anew_once(desk: Desk) -> None:
    first = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["xlsx"])
    reissue(first, by=desk.secretary, at=AT, why="잘못")
    with pytest.raises(Conflict):
        reissue(first, by=desk.secretary, at=AT, why="잘못")


def test_issuing_anew_needs_a_reason_and_the_right(desk: Desk) -> None:
    first = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["xlsx"])
    with pytest.raises(Refused):
        reissue(first, by=desk.secretary, at=AT, why="  ")
    with pytest.raises(Forbidden):
        reissue(first, by=desk.cast.actor("official"), at=AT, why="잘못")


# --- Reading --------------------------------------------------------------------------------------------------


def test_a_changed_file_is_not_handed_out(desk: Desk, tmp_path: Path) -> None:
    file = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["pdf"]).files.get()
    (tmp_path / file.path).write_bytes(b"%PDF-1.7 other")
    with pytest.raises(FileDamaged):
        stored(file)
    default_storage.delete(file.path)
    with pytest.raises(FileDamaged):
        stored(file)


def test_who_reads_what_was_issued(desk: Desk) -> None:
    desk.kind.is_public = True
    published = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["xlsx"])
    desk.kind.is_public = False
    kept = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["xlsx"])
    for who in ("stranger", "resident", "member"):
        assert may_read(desk.cast.actor(who), published)
        assert not may_read(desk.cast.actor(who), kept)
    for who in ("auditor", "official", "chair"):
        assert may_read(desk.cast.actor(who), kept)


def test_the_list_is_found_by_words_kind_and_days(desk: Desk) -> None:
    first = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["xlsx"])
    desk.kind.title = "총회 결과"
    second = issue(CODE, desk.committee, by=desk.secretary, at=AT + dt.timedelta(days=1), formats=["xlsx"])
    actor, day = desk.secretary, timezone.localdate(AT)
    assert list(issued_list(actor)) == [second, first]
    assert list(issued_list(actor, words="2026-0001")) == [first]
    assert list(issued_list(actor, words="총회 0002")) == [second]
    assert list(issued_list(actor, code="other")) == []
    assert list(issued_list(actor, first=day, last=day)) == [first]
    assert list(issued_list(actor, first=day + dt.timedelta(days=1))) == [second]


def test_offers_are_what_concerns_the_person(desk: Desk) -> None:
    [offer] = offers(desk.secretary, desk.committee)
    assert (offer.may_issue, offer.issued) == (True, [])
    assert offers(desk.cast.actor("resident"), desk.committee) == []
    issued = issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["xlsx"])
    [offer] = offers(desk.cast.actor("official"), desk.committee)
    assert (offer.may_issue, offer.issued) == (False, [issued])
    assert offers(desk.cast.actor("resident"), desk.committee) == []
    desk.kind.applies = False
    [offer] = offers(desk.secretary, desk.committee)
    assert (offer.may_issue, offer.issued) == (False, [issued])
