"""Tables as files: XLSX with typed cells that print well, and CSV that opens in Korean Excel."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HEAD = PatternFill("solid", fgColor="1D3461")
WHITE = Font(bold=True, color="FFFFFF")
THIN = Border(bottom=Side("thin", color="C6CBD3"))
FORMATS = {"text": "@", "day": "yyyy-mm-dd", "number": "#,##0", "percent": "0.0%"}
#: What a spreadsheet takes for a formula at the beginning of a text.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: heading, the type of its cells (text, day, number, percent), and its width in letters."""

    label: str
    kind: str = "text"
    width: int = 12


def xlsx(title: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[Any]], *, note: str = "") -> bytes:
    """Return a workbook with one table: title, note, frozen headings, and what prints on each page.

    None stays an empty cell. Texts are never formulas, whatever they begin with.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title[:31].translate(dict.fromkeys(map(ord, "[]:*?/\\"), " "))
    _write(sheet, 1, 1, title).font = Font(bold=True, size=14)
    _write(sheet, 2, 1, note).font = Font(color="464C53")
    last = 3
    for place, column in enumerate(columns, start=1):
        head = _write(sheet, 3, place, column.label)
        head.font, head.fill = WHITE, HEAD
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for last, row in enumerate(rows, start=4):
        for place, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
            cell = _write(sheet, last, place, value)
            cell.number_format, cell.border = FORMATS[column.kind], THIN
            cell.alignment = Alignment(vertical="top", wrap_text=column.kind == "text")
    corner = f"{get_column_letter(len(columns))}{last}"
    sheet.freeze_panes = "B4"
    sheet.auto_filter.ref = f"A3:{corner}"
    sheet.print_area = f"A1:{corner}"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer: Any = sheet.oddFooter
    footer.center.text = "&P / &N"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, place: int, value: Any) -> Any:
    cell = sheet.cell(row, place)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
    return cell


def comma_separated(columns: Sequence[SheetColumn], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return UTF-8 with the mark by which Excel knows it; a text that looks like a formula gets a quote before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.label for column in columns])
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(DANGEROUS) else text
