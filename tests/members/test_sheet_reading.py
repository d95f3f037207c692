"""Files from outside: what is read, and what is refused with a way out."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from members.sheets import reading
from members.sheets.columns import missing, recognise
from members.sheets.reading import Unreadable, read
from members.sheets.template import GUIDE, ROLL, template
from tests.members.sheet_files import HEADINGS, comma_separated, xlsx

PERSON = ("김하나", "1974-03-21", "여", "010-1234-5678", "2026-01-01", "2027-12-31", "교육분과", "회장")


def refused(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.field == "file"
    return caught.value


def test_a_workbook_is_read_as_text_with_its_own_row_numbers() -> None:
    midnight = dt.datetime.combine(dt.date(2026, 1, 1), dt.time())
    row = ("김하나", dt.date(1974, 3, 21), "여", "010-1234-5678", midnight, 46752, "교육분과", 1.0)
    grid = read(xlsx(row))
    assert grid.headings == list(HEADINGS)
    assert grid.rows == [(2, ["김하나", "1974-03-21", "여", "010-1234-5678", "2026-01-01", "46752", "교육분과", "1"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_however_the_office_saved_it(encoding: str, delimiter: str) -> None:
    grid = read(comma_separated(PERSON, encoding=encoding, delimiter=delimiter))
    assert grid.headings == list(HEADINGS)
    assert grid.rows == [(2, list(PERSON))]


def test_a_title_above_the_headings_and_empty_rows_do_no_harm() -> None:
    grid = read(xlsx((), PERSON, (), headings=HEADINGS, above=[("2026년 마장동 주민자치회 위원 명부",), ()]))
    assert grid.headings[0] == "성명"
    assert [number for number, _cells in grid.rows] == [5]


def test_the_sheet_with_the_roll_is_found() -> None:
    book = Workbook()
    book.active.append(["표지"])  # type: ignore[union-attr]
    hidden = book.create_sheet("옛 명부")
    hidden.append(["성명", "임기 시작"])
    hidden.sheet_state = "hidden"
    roll = book.create_sheet("명부")
    roll.append(["위원명", "임기개시일"])
    roll.append(["김하나", "2026-01-01"])
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).sheet == "명부"


def test_headings_are_known_by_what_offices_call_them() -> None:
    found = recognise(["연번", "성명(한글)", "생년월일*", "휴대폰 번호", "E-mail", "임기 시작일", "임기만료일", "비고"])
    assert found == {"name": 1, "born_on": 2, "phone": 3, "email": 4, "starts_on": 5, "last_day": 6}
    assert [column.code for column in missing(recognise(["이름", "연락처"]))] == ["starts_on"]


def test_formulas_come_as_they_are_written_and_never_as_their_results() -> None:
    grid = read(xlsx(('=HYPERLINK("http://evil.example","김하나")', "=A1", *PERSON[2:])))
    assert grid.rows[0][1][0].startswith("=")
    assert grid.rows[0][1][1] == "=A1"


@pytest.mark.parametrize(
    "value", ["740321-2234567", "7403212234567", "740321-2******", "740321 - 2", "０40321-3234567", 7403212234567]
)
def test_a_resident_registration_number_keeps_the_whole_file_out(value: object) -> None:
    error = refused(xlsx(PERSON, (*PERSON[:3], value, *PERSON[4:])))
    assert error.code == "resident_number"
    assert "3번째 줄의 ‘전화’ 칸" in error.message
    assert "제24조의2" in error.message
    assert "740321" not in error.message


@pytest.mark.parametrize("heading", ["주민등록번호", "주민번호", "주민등록번호(뒷자리)", "외국인 등록번호"])
def test_a_column_for_it_keeps_the_file_out_even_when_it_is_empty(heading: str) -> None:
    assert refused(xlsx((*PERSON, ""), headings=(*HEADINGS, heading))).code == "resident_number"


@pytest.mark.parametrize(
    "value", ["010-1234-5678", "01012345678", "1974-03-21", "19740321", "02-123-4567", "2026-01-01"]
)
def test_days_and_telephones_are_no_such_numbers(value: str) -> None:
    assert read(xlsx((*PERSON[:3], value, *PERSON[4:]))).rows


def test_broken_and_foreign_files_are_refused_with_a_way_out() -> None:
    whole = xlsx(PERSON)
    assert refused(b"").code == "empty"
    assert refused(whole[: len(whole) // 2]).code == "broken"
    assert refused(b"PK\x03\x04 no archive at all").code == "broken"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600).code == "ole"
    assert refused(b"\x89PNG\r\n\x1a\n" + bytes(range(256))).code == "not_text"
    assert refused("그냥 글입니다.\n두 번째 줄입니다.".encode()).code == "not_a_table"
    assert refused(xlsx()).code == "no_rows"
    assert refused(b"x" * (reading.MAX_BYTES + 1)).code == "too_big"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert refused(other.getvalue()).code == "not_xlsx"


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is_read() -> None:
    bomb = io.BytesIO(xlsx(PERSON))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/nothing.bin", b"\0" * (reading.MAX_UNPACKED + 1))
    assert len(bomb.getvalue()) < 200_000
    assert refused(bomb.getvalue()).code == "bomb"
    many = io.BytesIO(xlsx(PERSON))
    with zipfile.ZipFile(many, "a") as archive:
        for number in range(reading.MAX_PARTS + 1):
            archive.writestr(f"xl/{number}.txt", "")
    assert refused(many.getvalue()).code == "bomb"


def test_entities_in_the_xml_are_refused() -> None:
    source, out = zipfile.ZipFile(io.BytesIO(xlsx(PERSON))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in source.infolist():
            text = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                text = b'<!DOCTYPE x [<!ENTITY a "b">]>' + text
            archive.writestr(part, text)
    assert refused(out.getvalue()).code == "broken"


def test_a_sheet_that_claims_a_far_corner_is_read_to_where_it_ends() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEADINGS))
    sheet.append(list(PERSON))
    sheet["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    assert len(read(out.getvalue()).rows) == 1


def test_too_many_rows_are_refused() -> None:
    assert refused(comma_separated(*[PERSON] * (reading.MAX_ROWS + 1))).code == "too_long"


def test_five_thousand_rows_are_read_in_a_few_seconds() -> None:
    data = xlsx(*[PERSON] * reading.MAX_ROWS)
    began = time.perf_counter()
    assert len(read(data).rows) == reading.MAX_ROWS
    assert time.perf_counter() - began < 10


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=400), st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore"))))
def test_whatever_comes_is_read_or_refused(data: bytes) -> None:
    for sent in (data, b"PK\x03\x04" + data, comma_separated(PERSON) + data):
        with suppress(Unreadable):
            read(sent)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4000), st.integers(0, 255))
def test_a_workbook_with_a_wrong_byte_is_read_or_refused(place: int, byte: int) -> None:
    data = bytearray(xlsx(PERSON))
    data[place % len(data)] = byte
    with suppress(Unreadable):
        read(bytes(data))


def test_the_template_types_its_columns_and_reads_back() -> None:
    choices = {"sex": ["여", "남"], "committee": ["교육분과", "안전·환경분과"], "office": ["회장", "간사"]}
    data = template(choices, council="마장동 주민자치회")
    book = load_workbook(io.BytesIO(data))
    roll = book[ROLL]
    assert roll.freeze_panes == "B2"
    assert roll["B2"].number_format == "yyyy-mm-dd"
    assert roll["D2"].number_format == "@"
    assert {rule.type for rule in roll.data_validations.dataValidation} == {"date", "whole", "list"}
    assert "주민등록번호" in str(book[GUIDE]["A3"].value)
    assert refused(data).code == "no_rows"
    roll["A2"], roll["K2"] = "김하나", dt.date(2026, 1, 1)
    out = io.BytesIO()
    book.save(out)
    grid = read(out.getvalue())
    assert missing(recognise(grid.headings)) == []
    assert grid.sheet == ROLL
