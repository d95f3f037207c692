"""Papers read back: what the context says is what each file says."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import Any

import pypdfium2
import pytest
from hwpx import HwpxDocument
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from council.documents.blocks import Address, Column, Context, FactsTable, Form, Heading, Kind, Paragraph, Seal, Table
from council.documents.glyphs import can_show, showable
from council.documents.layout import Grid, lay_out, texts
from council.documents.renderers import hwpx, pdf, render, xlsx
from council.documents.sheet import Sheet
from tests.documents.readers import (
    HP,
    OPINION,
    RARE,
    blank_pages,
    body_of,
    everything,
    expected_feet,
    expected_lines,
    expected_tables,
    hard,
    hwpx_lines,
    hwpx_part,
    hwpx_tables,
    pdf_text,
    sheet,
    squeezed,
    workbook,
)


def seal() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (60, 60), (200, 0, 0, 255)).save(out, "PNG")
    return out.getvalue()


PAPERS = {
    "everything": lambda: sheet(*everything(), seal=seal()),
    "landscape": lambda: sheet(*everything(), landscape=True),
    "letter": lambda: sheet(*everything(), form=Form.LETTER, seal=seal()),
    "certificate": lambda: sheet(
        Paragraph("위촉합니다."), Seal("성동구청장"), form=Form.CERTIFICATE, subtitle="제2026-1호"
    ),
    "preview": lambda: sheet(*everything(), number=""),
    "hard": lambda: sheet(*hard()),
    "empty": lambda: sheet(),
}
every_paper = pytest.mark.parametrize("name", PAPERS)


def missing_in(found: str, paper: Sheet) -> list[str]:
    """Return the texts of the paper that the file does not have, white space apart."""
    plain = squeezed(found)
    return [text for text in texts(lay_out(paper.context)) if squeezed(text) not in plain]


# --- PDF ------------------------------------------------------------------------------------------------------


@every_paper
def test_a_pdf_says_everything_and_has_no_blank_page(name: str) -> None:
    paper = PAPERS[name]()
    content = pdf.render(paper)
    found = pdf_text(content).replace("\u00a0", " ")
    # What each page repeats may stand inside a long text: the head, the foot, the number, the table's head.
    heads = [
        "".join(cell.text for cell in part.rows[0])
        for part in lay_out(paper.context)
        if isinstance(part, Grid) and part.header
    ]
    found = re.sub(rf"{re.escape(squeezed(showable(paper.foot)))}-\d+-", "", squeezed(found))
    for line in [showable(line) for line in (paper.label, *heads)]:
        first, *rest = found.split(squeezed(line)) if line else [found]
        found = "".join([first, squeezed(line) if line in heads and rest else "", *rest])
    assert [text for text in texts(lay_out(paper.context)) if squeezed(showable(text)) not in found] == []
    if name != "empty":
        assert blank_pages(content) == []


def test_a_pdf_is_tagged_titled_and_korean() -> None:
    content = pdf.render(PAPERS["everything"]())
    document = pypdfium2.PdfDocument(content)
    assert document.get_metadata_value("Title") == "제2차 정기회의 회의록"
    assert b"/StructTreeRoot" in content
    assert re.search(rb"/Lang ?\(ko", content)
    assert b"pdfuaid" in content
    assert b"/DisplayDocTitle true" in content


def test_markup_in_a_text_stays_a_text() -> None:
    found = pdf_text(pdf.render(sheet(Paragraph("#panic() *굵게* $x^2$ `code` \\ // 주석 <이름> @abc"))))
    assert "#panic() *굵게* $x^2$ `code` \\ // 주석 <이름> @abc" in found


def test_a_long_address_breaks_inside_its_cell_and_can_be_copied() -> None:
    address = "https://portal.example.kr/" + "a1b2c3/" * 30
    content = pdf.render(sheet(Table((Column("주소"), Column("비고")), ((address, "비고"),)), Paragraph(address)))
    assert squeezed(pdf_text(content)).count(address) == 2
    page = pypdfium2.PdfDocument(content)[0]
    text = page.get_textpage()
    right = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
    assert right < page.get_width() - 50


def test_a_letter_that_no_font_has_is_named() -> None:
    assert can_show("뷁")
    assert can_show("漢")
    assert can_show("🎉")
    assert not can_show("𠮷")
    assert showable("吉野家 𠮷") == "吉野家 〔U+20BB7〕"
    assert "〔U+20BB7〕" in pdf_text(pdf.render(sheet(Paragraph("𠮷"))))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.text(max_size=60))
@example("\u200b\ufe0f")
@example("\u3164\u115f")
@example("👨‍👩‍👧‍👦🇰🇷☑️ᄒᆞᆫ글각")
def test_no_text_makes_a_paper_fail(text: str) -> None:
    paper = sheet(Heading(text), FactsTable(((text, text),)), Table((Column(text),), ((text,),)), title=text or "제목")
    assert pdf.render(paper)
    assert xlsx.render(paper)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(some.text(max_size=60))
def test_no_text_makes_an_hwpx_invalid(text: str) -> None:
    paper = sheet(Paragraph(text), Table((Column("글"),), ((text,),)))
    assert hwpx_tables(hwpx.render(paper)) == expected_tables(paper.context)


# --- HWPX -----------------------------------------------------------------------------------------------------


@every_paper
def test_an_hwpx_is_valid_and_says_everything_cell_by_cell(name: str) -> None:
    paper = PAPERS[name]()
    content = hwpx.render(paper)
    assert HwpxDocument.open(io.BytesIO(content)).validate().ok
    assert hwpx_tables(content) == expected_tables(paper.context)
    lines = hwpx_lines(content)
    for line in [*expected_lines(paper.context), *expected_feet(paper.context)]:
        assert line in lines
    assert (
        missing_in("\n".join([*lines, *(cell for t in hwpx_tables(content) for row in t for cell in row)]), paper) == []
    )


def test_an_hwpx_is_a4_with_head_and_page_numbers() -> None:
    paper = PAPERS["everything"]()
    content = hwpx.render(paper)
    body = body_of(content)
    size = next(body.iter(f"{HP}pagePr"))
    assert abs(int(size.get("width")) - 59528) < 5
    assert abs(int(size.get("height")) - 84189) < 5
    head, foot = next(body.iter(f"{HP}header")), next(body.iter(f"{HP}footer"))
    assert paper.label in "".join(head.itertext())
    assert paper.foot in "".join(foot.itertext())
    assert next(foot.iter(f"{HP}autoNum")).get("numType") == "PAGE"
    assert next(foot.iter(f"{HP}pageNum"), None) is None


def test_headings_of_an_hwpx_are_headings() -> None:
    content = hwpx.render(PAPERS["everything"]())
    styles = {p.get("styleIDRef") for p in body_of(content).findall(f"{HP}p") if "회의 개요" in "".join(p.itertext())}
    assert styles == {str(HwpxDocument.new().styles.resolve("개요 1").id)}


def test_the_heights_of_a_table_grow_with_its_text() -> None:
    content = hwpx.render(sheet(FactsTable((("짧음", "예"), ("긺", OPINION)))))
    table = next(body_of(content).iter(f"{HP}tbl"))
    short, long = (int(next(row.iter(f"{HP}cellSz")).get("height")) for row in table.findall(f"{HP}tr"))
    assert long > short * 20
    assert int(table.find(f"{HP}sz").get("height")) == short + long


def test_an_hwpx_carries_its_title_and_no_stranger() -> None:
    manifest = hwpx_part(hwpx.render(PAPERS["everything"]()), "Contents/content.hpf")
    said = "".join(manifest.itertext())
    assert "제2차 정기회의 회의록" in said
    assert "마장동 주민자치회" in said
    assert "fixture" not in said


def test_the_seal_stands_over_the_name() -> None:
    body = body_of(hwpx.render(PAPERS["everything"]()))
    picture = next(body.iter(f"{HP}pic"))
    assert picture.get("textWrap") == "IN_FRONT_OF_TEXT"
    assert "마장동 주민자치회장" in "".join(picture.getparent().getparent().itertext())
    without = "".join(body_of(hwpx.render(sheet(Seal("회장")))).itertext())
    assert "(직인 생략)" in without


# --- XLSX -----------------------------------------------------------------------------------------------------


def cells_of(page: Worksheet) -> list[Any]:
    return [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]


@every_paper
def test_a_workbook_says_everything_on_its_first_sheet(name: str) -> None:
    paper = PAPERS[name]()
    book = workbook(xlsx.render(paper))
    page = book.worksheets[0]
    said = "\n".join(str(value) for value in cells_of(page))
    # Figures and days are typed here; they are looked at below.
    words = [cell for table in expected_tables(paper.context) for row in table for cell in row]
    for text in [*expected_lines(paper.context), *expected_feet(paper.context), *words]:
        if not text.replace(",", "").isdecimal() and "2026. " not in text and ":" not in text:
            assert text in said
    assert page.print_area
    assert page.page_setup.paperSize == 9


def test_cells_are_typed_and_the_head_is_frozen() -> None:
    page = workbook(xlsx.render(PAPERS["everything"]())).worksheets[1]
    assert page.title == "의결"
    assert page.freeze_panes == "A2"
    assert page.print_title_rows == "$1:$1"
    row = [cell.value for cell in page[2]]
    assert row[:4] == ["본예산", 25, 1_540_000, dt.datetime.combine(dt.date(2026, 7, 4), dt.time.min)]
    assert str(row[4]) == "2026-09-17 14:00:00"
    assert page["C2"].number_format == "#,##0"
    assert page["E3"].value == dt.time(15, 20)
    assert [cell.value for cell in page[4]][:3] == ["계", 25, 1_540_000]


@pytest.mark.parametrize(
    "text", ["=1+1", "=HYPERLINK(1)", "+82 10", "-1", "@SUM(A1)", "\t=1", "{=1}", "=cmd|'/c calc'!A0"]
)
def test_no_text_becomes_a_formula(text: str) -> None:
    paper = sheet(Paragraph(text), FactsTable(((text, text),)), Table((Column(text),), ((text,),)), title=text)
    book = workbook(xlsx.render(paper))
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n"), (page.title, cell.coordinate, cell.value)


def test_a_long_text_gets_as_many_rows_as_it_needs_to_be_seen() -> None:
    page = workbook(xlsx.render(sheet(FactsTable((("의견", OPINION),)), Paragraph(OPINION)))).worksheets[0]
    tall = [area for area in page.merged_cells.ranges if area.max_row > area.min_row]
    assert len(tall) == 3  # label and value of the table, and the paragraph
    for area in tall:
        heights = [page.row_dimensions[row].height or 0 for row in range(area.min_row, area.max_row + 1)]
        assert max(heights) <= 409
        assert sum(heights) > 500


def test_what_one_cell_cannot_hold_goes_on_below_it() -> None:
    endless = "가나다라마바사아자차" * 4000
    page = workbook(xlsx.render(sheet(FactsTable((("의견", endless),)), Paragraph(endless)))).worksheets[0]
    said = "".join(value for value in cells_of(page) if "가나다" in value)
    assert said == endless * 2


def test_tables_of_one_name_have_sheets_of_their_own() -> None:
    one = Table((Column("글"),), (("가",),), caption="[명부]: 2026/1 아주 길고 긴 이름의 표를 여기에 넣어 봅니다")
    book = workbook(xlsx.render(sheet(one, one, Table((Column("글"),), (("나",),)))))
    assert len(book.sheetnames) == len(set(book.sheetnames)) == 4


# --- All three ------------------------------------------------------------------------------------------------


@every_paper
def test_a_paper_is_kept_as_json_and_made_again(name: str) -> None:
    context = PAPERS[name]().context
    again = Context.from_json(json.loads(json.dumps(context.as_json())))
    assert again == context
    assert again.mark == context.mark


def test_the_same_paper_makes_the_same_pdf_byte_for_byte() -> None:
    paper = sheet(Heading("1. 개요"), Paragraph(RARE))
    assert render(paper, "pdf") == render(paper, "pdf")


def test_rows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="1 values for 2 columns"):
        sheet(Table((Column("가"), Column("나", Kind.NUMBER)), (("하나",),)))


def test_reading_marks_that_turn_text_round_are_taken_out() -> None:
    context = Context("제목\u202e", (Paragraph("금\u202e000,1원\x00\ufeff"), Address("동장\x07")))
    assert context.title == "제목"
    assert list(texts(lay_out(context)))[:2] == ["금000,1원", "수신  동장"]
