"""The pages of an import as people see them, and the roll as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from council.audit.models import Entry
from council.common.scope import council_scope
from members.models import Membership, PersonalRecord, User
from members.models.imports import RollImport
from members.selectors import looks_at
from tests.cast import Cast
from tests.members.sheet_files import comma_separated, xlsx

HEADINGS = ("성명", "생년월일", "임기 시작", "임기 끝", "전자우편", "비고")
SINCE, LAST = "2026-01-01", "2027-12-31"


def go(cast: Cast, name: str, who: str = "secretary", data: Any = None, **kwargs: Any) -> Any:
    """Open or send a page of an import as somebody."""
    browser = cast.client(who)
    headers = {"HX-Request": "true"} if kwargs.pop("htmx", False) else {}
    address = reverse(f"members:{name}", kwargs={"slug": cast.council.slug, **kwargs})
    return browser.get(address, headers=headers) if data is None else browser.post(address, data)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def upload(cast: Cast, *rows: Any, who: str = "secretary", headings: Any = HEADINGS) -> RollImport:
    file = SimpleUploadedFile("2026 명부.xlsx", xlsx(*rows, headings=headings))
    response = go(cast, "people_import_new", who, {"file": file})
    assert response.status_code == 302, text(response)
    with council_scope(cast.council.pk):
        found: RollImport = RollImport.objects.order_by("-pk")[0]
    return found


def test_a_secretary_uploads_and_a_district_official_confirms(cast: Cast) -> None:
    row = upload(
        cast,
        ("김하나", "1974-03-21", SINCE, LAST, "one@example.kr", "열심"),
        ("박둘", "1980-02-30", SINCE, LAST, "", ""),
    )
    page = text(go(cast, "people_import", pk=row.pk))
    assert "2줄 가운데 1줄을 고쳐야 합니다" in page
    assert "달력에 없는 날입니다" in page
    assert "읽지 않은 칸: 비고" in page
    assert "김하나" not in page
    assert "들여오기 확정" not in page
    assert go(cast, "people_import_ask", "secretary", {}, pk=row.pk).status_code == 302
    page = text(go(cast, "people_import", "district", pk=row.pk))
    assert "1줄 들여오기 확정" in page
    refused = text(go(cast, "people_import_confirm", "district", {}, pk=row.pk))
    assert "고칠 줄이 1줄 있습니다" in refused
    assert go(cast, "people_import_confirm", "district", {"skip_bad": "on"}, pk=row.pk).status_code == 302
    page = text(go(cast, "people_import", "district", pk=row.pk))
    assert "1줄을 명부에 적었습니다" in page
    assert "김하나" not in page
    undone = go(cast, "people_import_undo", "district", {"why": "틀린 파일"}, pk=row.pk)
    assert undone.status_code == 302
    assert "되돌렸습니다" in text(go(cast, "people_import", "district", pk=row.pk))


def test_all_rows_can_be_seen_and_looking_is_on_record(cast: Cast) -> None:
    row = upload(cast, ("김하나", "1974-03-21", SINCE, LAST, "", ""))
    assert "김하나" in text(go(cast, "people_import", "district", pk=row.pk))
    with council_scope(cast.council.pk):
        seen = Entry.objects.filter(action="members.import.seen").order_by("-pk")[0]
    assert (seen.actor_id, seen.data["count"]) == (cast.district.pk, 1)


def test_a_file_that_cannot_be_read_is_refused_beside_the_field(cast: Cast) -> None:
    file = SimpleUploadedFile("명부.xlsx", b"\x00\x01")
    page = text(go(cast, "people_import_new", "secretary", {"file": file}))
    assert "글자를 읽을 수 없는 파일입니다" in page
    bad = SimpleUploadedFile("명부.csv", comma_separated(("김", "740321-1234567"), headings=("성명", "임기 시작")))
    page = text(go(cast, "people_import_new", "secretary", {"file": bad}))
    assert "주민등록번호로 보이는 값" in page
    assert "740321" not in page


def test_columns_are_chosen_where_the_headings_do_not_tell(cast: Cast) -> None:
    row = upload(cast, ("김하나", SINCE), headings=("사람", "언제부터"))
    assert "칸 고르기" in text(go(cast, "people_import", pk=row.pk))
    page = text(go(cast, "people_import_columns", "secretary", {"name": "0"}, pk=row.pk))
    assert "임기 시작 칸을 골라 주십시오" in page
    done = go(cast, "people_import_columns", "secretary", {"name": "0", "starts_on": "1"}, pk=row.pk)
    assert done.status_code == 302
    assert "1줄을 모두 들여올 수 있습니다" in text(go(cast, "people_import", pk=row.pk))


def test_the_page_of_a_long_file_shows_how_far_it_is_with_and_without_script(cast: Cast) -> None:
    row = upload(cast, ("김하나", "1974-03-21", SINCE, LAST, "", ""))
    with council_scope(cast.council.pk):
        RollImport.objects.filter(pk=row.pk).update(status="APPLYING", total=2000, done=500)
    page = text(go(cast, "people_import", pk=row.pk))
    assert "2000줄 가운데 500줄 (25%)" in page
    assert '<meta http-equiv="refresh"' in page
    part = text(go(cast, "people_import", pk=row.pk, htmx=True))
    assert part.strip().startswith('<div id="progress"')
    with council_scope(cast.council.pk):
        RollImport.objects.filter(pk=row.pk).update(status="DONE", finished_at=timezone.now())
    assert go(cast, "people_import", pk=row.pk, htmx=True).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("count", [3, 40])
def test_an_import_is_shown_with_a_fixed_number_of_queries(
    cast: Cast, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [
        (f"김{sign}나", f"19{n + 50}-03-21", SINCE, LAST, "", "") for n, sign in enumerate("가나다라마바사아자차" * 4)
    ]
    row = upload(cast, *rows[:count])
    browser = cast.client("secretary")
    address = reverse("members:people_import", kwargs={"slug": cast.council.slug, "pk": row.pk})
    browser.get(address)
    with django_assert_max_num_queries(16):
        browser.get(address)
    with django_assert_max_num_queries(12):
        browser.get(reverse("members:people_imports", args=[cast.council.slug]))


def test_the_template_can_be_had(cast: Cast) -> None:
    response = go(cast, "people_import_template")
    assert "attachment" in response["Content-Disposition"]
    roll = load_workbook(io.BytesIO(response.content))["명부"]
    assert roll["A1"].value == "성명"


# --- Out ------------------------------------------------------------------------------------------------------


def test_the_roll_is_handed_out_with_typed_cells(cast: Cast) -> None:
    response = go(cast, "people_export", "chair", {"kind": "xlsx"})
    sheet: Any = load_workbook(io.BytesIO(response.content)).active
    assert [cell.value for cell in sheet[3]][:3] == ["성명", "직책", "분과"]
    row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == "오준호")
    assert row[1].value == "안전·환경분과장"
    assert (row[6].is_date, row[6].number_format, row[8].data_type) == (True, "yyyy-mm-dd", "n")
    assert sheet.freeze_panes == "B4"
    assert sheet.print_area
    assert len(sheet[3]) == 10


def test_personal_data_needs_a_reason_and_each_person_can_see_who_took_it(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        PersonalRecord.objects.create(council=cast.council, user=cast.member, phone="010-1111-2222", sex="FEMALE")
    page = text(go(cast, "people_export", "secretary", {"kind": "csv", "personal": "on"}))
    assert "왜 받는지 써 주십시오" in page
    response = go(cast, "people_export", "secretary", {"kind": "csv", "personal": "on", "why": "위촉장 발송"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert next(row for row in rows if row["성명"] == "이영희")["전화"] == "010-1111-2222"
    with council_scope(cast.council.pk):
        assert Membership.objects.current(timezone.localdate()).count() == len(rows)
        assert looks_at(cast.member.pk)[0].why == "위촉장 발송"
        assert Entry.objects.filter(action="members.personal.seen").count() == len(rows)


def test_without_the_right_no_personal_data_leaves(cast: Cast) -> None:
    asked = {"kind": "csv", "personal": "on", "why": "궁금해서"}
    for who in ("chair", "auditor", "operator", "official"):
        response = go(cast, "people_export", who, asked)
        assert "생년월일" not in response.content.decode("utf-8-sig")


def test_a_name_that_looks_like_a_formula_stays_text(cast: Cast) -> None:
    User.objects.filter(pk=cast.member.pk).update(name="=1+1")
    response = go(cast, "people_export", "secretary", {"kind": "xlsx"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    cell = next(row[0] for row in sheet.iter_rows(min_row=4) if row[0].value == "=1+1")
    assert cell.data_type == "s"
    assert "'=1+1" in go(cast, "people_export", "secretary", {"kind": "csv"}).content.decode("utf-8-sig")
