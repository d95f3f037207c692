"""Reading papers back, each format by its own reader, and papers that are hard to print."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pypdfium2
from hwpx import HwpxDocument
from lxml import etree
from openpyxl import Workbook, load_workbook

from council.documents.blocks import (
    Address,
    Attachments,
    Block,
    Column,
    Context,
    End,
    FactsTable,
    Heading,
    Item,
    Kind,
    NumberedList,
    PageBreak,
    Paragraph,
    Seal,
    Signatures,
    Signer,
    Table,
)
from council.documents.layout import Foot, Grid, Line, lay_out
from council.documents.sheet import Head, Sheet

HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
AT = dt.datetime(2026, 9, 17, 5, 0, tzinfo=dt.UTC)
RARE = "뷁 똠 쀍 펲시 漢字 城東區 🎉👍🏽☑ ①⑳㉮ ㎡ 「조례」 ―※□○"
MARKUP = "#panic() *굵게* $x^2$ <b>&amp; \\ = + @링크 [칸] {{ 7*7 }} `code` //주석"
OPINION = ("조사하는 분의 상해보험을 예산에 넣어야 합니다. " * 200)[:3000].rstrip()


def squeezed(text: str) -> str:
    """Return the text without any white space: lines break where the page ends."""
    return re.sub(r"\s", "", text)


def sheet(*blocks: Block, title: str = "제2차 정기회의 회의록", number: str = "마장동-2026-0012", **more: Any) -> Sheet:
    head = Head("마장동 주민자치회", "함께 사는 마장동", "서울 성동구 · 02-0000-0000", more.pop("seal", b""))
    return Sheet(Context(title, blocks, **more), head, number, AT)


def everything() -> tuple[Block, ...]:
    """Return one of each block."""
    day = dt.date(2026, 7, 4)
    return (
        Address("마장동장", "협의의견 제출", "사무국"),
        Heading("1. 회의 개요"),
        FactsTable((("일시", "2026. 2. 19.(목) 14:00~15:20"), ("장소", "자치회관 3층\n(온라인 함께)")), "개요"),
        Heading("가. 안건", level=2),
        Table(
            (
                Column("안건"),
                Column("찬성", Kind.NUMBER),
                Column("예산", Kind.WON),
                Column("날", Kind.DATE),
                Column("때", Kind.TIME),
                Column("서명", Kind.SIGN),
            ),
            (
                ("본예산", 25, 1_540_000, day, AT, None),
                ("=HYPERLINK(1)", 0, None, None, dt.time(15, 20), "(서명)"),
            ),
            caption="의결",
            total=("계", 25, 1_540_000, None, None, None),
            unit="단위: 명, 원",
        ),
        NumberedList((Item("첫째", (Item("나라", (Item("셋", (Item("넷"),)),)),)), Item("둘째"))),
        Paragraph(f"{RARE}\n{MARKUP}"),
        Paragraph("작은 글", small=True),
        PageBreak(),
        Attachments(("사업계획서 1부", "예산서 1부")),
        End(),
        Signatures((Signer("자치회장", "최동욱"), Signer("간사", "박지영", "(서명) 2. 24."), Signer("위원", "이영희"))),
        Seal("마장동 주민자치회장", day),
    )


def hard() -> tuple[Block, ...]:
    """Return what a long meeting brings: 60 people, 200 lines, long opinions, rare letters."""
    people = tuple(
        (number, f"홍길동{number}", "안전·환경분과 위원", None if number % 3 else f"온라인 {RARE}")
        for number in range(1, 61)
    )
    return (
        Heading("1. 출석"),
        Table((Column("연번", Kind.NUMBER), Column("성명"), Column("직"), Column("비고")), people),
        Heading("2. 안건"),
        Table(
            (Column("안건"), Column("의견"), Column("금액", Kind.WON)),
            tuple(
                (f"제{number}호 안건 {RARE}", f"의견 {number}: {OPINION[:120]}", number * 1000)
                for number in range(1, 201)
            ),
        ),
        Heading("3. 의견"),
        FactsTable((("의견", OPINION), ("둘째 의견", f"{OPINION}\n{RARE}"))),
        NumberedList(tuple(Item(f"발언 {number} {OPINION[:200]}") for number in range(1, 31))),
        Paragraph(OPINION),
        End(),
    )


# --- PDF ------------------------------------------------------------------------------------------------------


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def blank_pages(content: bytes) -> list[int]:
    """Return the pages on which nothing is drawn below the head line."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(content), 1):
        picture = page.render(scale=0.5).to_pil().convert("L")
        body = picture.crop((0, picture.height // 12, picture.width, picture.height * 11 // 12))
        low, _high = body.getextrema()
        if low > 128:
            found.append(number)
    return found


# --- HWPX -----------------------------------------------------------------------------------------------------


def body_of(content: bytes) -> Any:
    """Return the section of the file, read by the library's own reader."""
    return HwpxDocument.open(io.BytesIO(content)).sections[0].element


def _text(element: Any) -> str:
    """Return a paragraph's own text; a table inside it is another's."""
    return "".join(
        part
        for run in element.findall(f"{HP}run")
        for t in run.findall(f"{HP}t")
        for part in ([t.text or ""] + [("\n" if c.tag == f"{HP}lineBreak" else "") + (c.tail or "") for c in t])
    )


def hwpx_lines(content: bytes) -> list[str]:
    """Return the paragraphs of the body outside tables that say something."""
    return [text for p in body_of(content).findall(f"{HP}p") if (text := _text(p))]


def hwpx_tables(content: bytes) -> list[list[list[str]]]:
    """Return the cells of each table."""
    return [
        [
            ["\n".join(_text(p) for p in cell.iter(f"{HP}p")) for cell in row.findall(f"{HP}tc")]
            for row in table.findall(f"{HP}tr")
        ]
        for table in body_of(content).iter(f"{HP}tbl")
    ]


def hwpx_part(content: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


# --- XLSX -----------------------------------------------------------------------------------------------------


def workbook(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def expected_lines(context: Context) -> list[str]:
    return [part.text for part in lay_out(context) if isinstance(part, Line)]


def expected_tables(context: Context) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in part.rows] for part in lay_out(context) if isinstance(part, Grid)]


def expected_feet(context: Context) -> list[str]:
    return [text for part in lay_out(context) if isinstance(part, Foot) for text in (part.day, part.issuer) if text]
