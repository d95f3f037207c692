"""XLSX by openpyxl: the whole paper on the first sheet, each table on one of its own with typed cells.

Nothing that people wrote is ever a formula: such cells are stored as text, whatever they begin with.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from council.documents.blocks import Kind, Table, Value
from council.documents.layout import ALIGN, Foot, Grid, Line, Part, lay_out, shown
from council.documents.sheet import Sheet
from council.documents.text import width

FONT = "맑은 고딕"
#: What one cell of a spreadsheet can hold.
MOST = 32_000
SHARES, EM = 12, 1.9  # columns of the first sheet, and characters of its width to a letter
ACROSS = 92.0
FORMATS = {
    Kind.NUMBER: "#,##0",
    Kind.WON: "#,##0",
    Kind.DATE: 'yyyy". "m". "d"."',
    Kind.TIME: 'yyyy". "m". "d". "hh:mm',
}
CLOCK = "hh:mm"
HEAD = PatternFill("solid", start_color="F1F3F5")
THIN = Side(style="thin", color="3C4650")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_RISKY = ("=", "+", "-", "@", "\t")


def render(sheet: Sheet) -> bytes:
    """Return the paper as a workbook."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has a sheet")
    first.title = str(_("문서"))
    _whole(first, sheet)
    for number, table in enumerate([b for b in sheet.context.blocks if isinstance(b, Table)], 1):
        names = {one.title for one in book.worksheets}
        _table(book.create_sheet(_name(table.caption or _("표 %(n)d") % {"n": number}, names)), table, sheet)
    book.properties.title = sheet.context.title
    book.properties.creator = sheet.head.name
    book.properties.language = "ko"
    moment = (sheet.made_at or timezone.now()).astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    book.properties.created = book.properties.modified = moment
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(cell: Any, value: Value, kind: Kind = Kind.TEXT) -> None:
    """Write a value with its type; a text stays a text."""
    if not isinstance(cell, SheetCell):
        raise TypeError("the cell is inside a merged one")
    if isinstance(value, dt.datetime):
        cell.value = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        cell.number_format = FORMATS[Kind.TIME]
    elif isinstance(value, dt.date):
        cell.value, cell.number_format = value, FORMATS[Kind.DATE]
    elif isinstance(value, dt.time):
        cell.value, cell.number_format = value, CLOCK
    elif isinstance(value, int) and kind in (Kind.NUMBER, Kind.WON):
        cell.value, cell.number_format = value, FORMATS[kind]
    elif value is not None:
        text = str(value)
        cell.value = text
        cell.data_type = "s"  # openpyxl takes what begins with = for a formula
        cell.number_format = "@"
        cell.quotePrefix = text.startswith(_RISKY)


def _name(wanted: str, taken: set[str]) -> str:
    """Return a sheet's name that spreadsheets accept and nobody else has."""
    plain = _NOT_IN_NAMES.sub(" ", " ".join(wanted.split())).strip()[:28] or "표"
    name, number = plain, 2
    while name.casefold() in {one.casefold() for one in taken}:
        name, number = f"{plain[:25]} {number}", number + 1
    return name


def _page(sheet: Worksheet, *, landscape: bool, last_column: int, heads: int = 0) -> None:
    """Set A4, one page wide, everything inside the print area, the head on every page."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_area = f"A1:{get_column_letter(last_column)}{max(sheet.max_row, 1)}"
    if heads:
        sheet.print_title_rows = f"1:{heads}"
    if sheet.oddFooter is not None and sheet.oddFooter.center is not None:
        sheet.oddFooter.center.text = "- &P -"
    sheet.page_margins.left = sheet.page_margins.right = 0.6


def _table(page: Worksheet, table: Table, sheet: Sheet) -> None:
    """Write one table for sorting and summing: its head frozen, its columns typed."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    for place, column in enumerate(table.columns, 1):
        cell = page.cell(1, place)
        put(cell, column.title)
        _style(cell, bold=True, center=True, fill=True)
        longest = [width(line) for row in rows for line in shown(row[place - 1], column.kind).split("\n")]
        page.column_dimensions[get_column_letter(place)].width = min(
            max([width(column.title), *longest, 4]) * 2 + 2, 60
        )
        for line, row in enumerate(rows, 2):
            cell = page.cell(line, place)
            put(cell, row[place - 1], column.kind)
            _style(
                cell, align=str(column.align or ALIGN[column.kind]), bold=bool(table.total) and line == len(rows) + 1
            )
    page.freeze_panes = "A2"
    if table.rows:
        page.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    _page(page, landscape=len(table.columns) > 6, last_column=len(table.columns), heads=1)


def _whole(page: Worksheet, sheet: Sheet) -> None:
    """Write the paper from top to bottom, as it is read."""
    context = sheet.context
    across = 140.0 if context.landscape else ACROSS
    for place in range(1, SHARES + 1):
        page.column_dimensions[get_column_letter(place)].width = across / SHARES
    writer = _Whole(page, across)
    writer.text(sheet.label, size=8, align="left")
    writer.text(context.title, size=16, bold=True, align="center")
    page.freeze_panes = f"A{writer.row}"
    if context.subtitle:
        writer.text(context.subtitle, align="center")
    tables = iter([block for block in context.blocks if isinstance(block, Table)])
    for part in lay_out(context):
        writer.part(part, next(tables) if isinstance(part, Grid) and part.role == "table" else None)
    if sheet.foot:
        writer.text(sheet.foot, size=8, align="left")
    _page(page, landscape=context.landscape, last_column=SHARES, heads=2)


def _style(
    cell: Any, *, bold: bool = False, align: str = "left", center: bool = False, fill: bool = False, size: float = 10
) -> None:
    cell.font = Font(name=FONT, size=size, bold=bold)
    cell.alignment = Alignment(horizontal="center" if center else align, vertical="center", wrap_text=True)
    cell.border = BOX
    if fill:
        cell.fill = HEAD


class _Whole:
    """Writes parts one under the other; each part spans the columns it needs of the twelve."""

    def __init__(self, page: Worksheet, across: float) -> None:
        self.page, self.across, self.row = page, across, 1

    def part(self, part: Part, table: Table | None) -> None:
        if isinstance(part, Line):
            self.text(part.text, bold=part.strong, align=str(part.align), size=12 if part.role == "h1" else 10)
        elif isinstance(part, Grid):
            self.grid(part, table)
        elif isinstance(part, Foot):
            for text, size in ((part.day, 11), (part.issuer, 15)):
                if text:
                    self.text(text, size=size, bold=size > 11, align="center")

    def text(self, text: str, *, size: float = 10, bold: bool = False, align: str = "left") -> None:
        """Write a line over the whole width; what one cell cannot hold goes on in the next row."""
        for start in range(0, max(len(text), 1), MOST):
            cell = self.page.cell(self.row, 1)
            piece = text[start : start + MOST]
            put(cell, piece)
            cell.font = Font(name=FONT, size=size, bold=bold)
            cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
            self.page.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=SHARES)
            self._height([(piece, self.across)], size)
            self.row += 1

    def grid(self, grid: Grid, table: Table | None) -> None:
        for text, align in ((grid.caption, "left"), (grid.unit, "right")):
            if text:
                self.text(text, bold=align == "left", align=align)
        spans = self._spans(grid.shares)
        typed = [None, *table.rows, *([table.total] if table and table.total else [])] if table else []
        for number, row in enumerate(grid.rows):
            values = typed[number] if table else None
            self._cells(grid, number, spans, values, table)
            inside = [
                (cell.text, self.across * (last - first + 1) / SHARES)
                for cell, (first, last) in zip(row, spans, strict=True)
            ]
            self._height(inside, 10, least=28 if grid.tall else 18)
            self.row += 1

    def _cells(self, grid: Grid, number: int, spans: list[tuple[int, int]], values: Any, table: Table | None) -> None:
        for place, (cell, (first, last)) in enumerate(zip(grid.rows[number], spans, strict=True)):
            made = self.page.cell(self.row, first)
            if values is not None and table is not None:
                put(made, values[place], table.columns[place].kind)
            else:
                put(made, cell.text[:MOST])
            is_head = (grid.header and number == 0) or (grid.role == "facts" and place == 0)
            for column in range(first, last + 1):
                _style(self.page.cell(self.row, column), bold=cell.strong, align=str(cell.align), fill=is_head)
            if last > first:
                self.page.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)

    @staticmethod
    def _spans(shares: tuple[float, ...]) -> list[tuple[int, int]]:
        """Return first and last of the twelve columns for each share; wider tables take more than twelve."""
        if len(shares) >= SHARES:
            return [(place, place) for place in range(1, len(shares) + 1)]
        left, spans, begun = SHARES, [], 1
        for place, share in enumerate(shares):
            others = len(shares) - place - 1
            wide = left if not others else max(1, min(round(share * SHARES), left - others))
            spans.append((begun, begun + wide - 1))
            begun, left = begun + wide, left - wide
        return spans

    def _height(self, cells: list[tuple[str, float]], size: float, *, least: float = 18) -> None:
        """Give the row the height of its longest cell; merged cells never grow by themselves."""
        scale = size / 10 * EM
        lines = max(
            (sum(max(1, -(-int(width(line) * scale * 10) // max(int(room * 10), 1))) for line in text.split("\n")))
            for text, room in cells
        )
        self.page.row_dimensions[self.row].height = min(max(least, lines * size * 1.5 + 4), 409)
