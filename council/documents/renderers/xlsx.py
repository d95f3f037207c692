"""XLSX by openpyxl: the whole paper on the first sheet, each table on one of its own with typed cells.

Nothing that people wrote is ever a formula: such cells are stored as text, whatever they begin with.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from copy import copy
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
#: What one cell can hold, and how high (points) one row can be.
MOST, HIGHEST = 32_000, 400
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
    looks = _Looks()
    _whole(first, sheet, looks)
    for number, table in enumerate([b for b in sheet.context.blocks if isinstance(b, Table)], 1):
        names = {one.title for one in book.worksheets}
        _table(book.create_sheet(_name(table.caption or _("표 %(n)d") % {"n": number}, names)), table, looks)
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
        text = str(value)[:MOST]
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


def _table(page: Worksheet, table: Table, looks: _Looks) -> None:
    """Write one table for sorting and summing: its head frozen, its columns typed."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    for place, column in enumerate(table.columns, 1):
        cell = page.cell(1, place)
        looks.give(cell, bold=True, align="center", fill=True)
        put(cell, column.title)
        longest = [width(line) for row in rows for line in shown(row[place - 1], column.kind).split("\n")]
        wide = min(max([width(column.title), *longest, 4]) * 2 + 2, 60)
        page.column_dimensions[get_column_letter(place)].width = wide
        align = str(column.align or ALIGN[column.kind])
        for line, row in enumerate(rows, 2):
            cell = page.cell(line, place)
            looks.give(cell, align=align, bold=bool(table.total) and line == len(rows) + 1)
            put(cell, row[place - 1], column.kind)
    page.freeze_panes = "A2"
    if table.rows:
        page.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    _page(page, landscape=len(table.columns) > 6, last_column=len(table.columns), heads=1)


def _whole(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    """Write the paper from top to bottom, as it is read."""
    context = sheet.context
    across = 140.0 if context.landscape else ACROSS
    for place in range(1, SHARES + 1):
        page.column_dimensions[get_column_letter(place)].width = across / SHARES
    writer = _Whole(page, across, looks)
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


class _Looks:
    """How cells look; openpyxl weighs each new combination for long, so cells alike share one."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Any] = {}

    def give(
        self,
        cell: Any,
        *,
        bold: bool = False,
        align: str = "left",
        fill: bool = False,
        size: float = 10,
        boxed: bool = True,
        top: bool = False,
    ) -> None:
        """Dress a cell, before its value is put in: that sets the format of the number."""
        key = (bold, align, fill, size, boxed, top)
        if key in self._known:
            cell._style = copy(self._known[key])
            return
        cell.font = Font(name=FONT, size=size, bold=bold)
        cell.alignment = Alignment(horizontal=align, vertical="top" if top else "center", wrap_text=True)
        if boxed:
            cell.border = BOX
        if fill:
            cell.fill = HEAD
        self._known[key] = copy(cell._style)


class _Whole:
    """Writes parts one under the other; each part spans the columns it needs of the twelve."""

    def __init__(self, page: Worksheet, across: float, looks: _Looks) -> None:
        self.page, self.across, self.looks, self.row = page, across, looks, 1

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
            piece = text[start : start + MOST]
            rows = self._rows([(piece, self.across)], size)
            cell = self.page.cell(self.row, 1)
            self.looks.give(cell, size=size, bold=bold, align=align, boxed=False, top=rows > 1)
            put(cell, piece)
            self._merge(1, SHARES, rows)
            self.row += rows

    def grid(self, grid: Grid, table: Table | None) -> None:
        for text, align in ((grid.caption, "left"), (grid.unit, "right")):
            if text:
                self.text(text, bold=align == "left", align=align)
        spans = self._spans(grid.shares)
        typed: list[Any] = [None, *table.rows, *([table.total] if table.total else [])] if table else []
        kinds = [column.kind for column in table.columns] if table else []
        for number, row in enumerate(grid.rows):
            is_head = grid.header and number == 0
            values = typed[number] if table and not is_head else [cell.text for cell in row]
            room = [self.across * (last - first + 1) / SHARES for first, last in spans]
            texts = [cell.text for cell in row]
            rows = self._rows(list(zip(texts, room, strict=True)), 10, least=28 if grid.tall else 18)
            for place, (cell, (first, last)) in enumerate(zip(row, spans, strict=True)):
                fill = is_head or (grid.role == "facts" and place == 0)
                for line in range(self.row, self.row + rows):
                    for column in range(first, last + 1):
                        made = self.page.cell(line, column)
                        self.looks.give(made, bold=cell.strong, align=str(cell.align), fill=fill, top=rows > 1)
                put(
                    self.page.cell(self.row, first), values[place], kinds[place] if kinds and not is_head else Kind.TEXT
                )
                self._merge(first, last, rows)
            self.row += rows
            self._beyond(texts)

    def _beyond(self, texts: list[str]) -> None:
        """Write what a cell could not hold over the whole width below it."""
        for text in texts:
            if len(text) > MOST:
                self.text(text[MOST:])

    def _merge(self, first: int, last: int, rows: int) -> None:
        if last > first or rows > 1:
            corner = f"{get_column_letter(first)}{self.row}"
            # Not merge_cells: it dresses every cell once more.
            self.page.merged_cells.add(f"{corner}:{get_column_letter(last)}{self.row + rows - 1}")

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

    def _rows(self, cells: list[tuple[str, float]], size: float, *, least: float = 18) -> int:
        """Make the rows high enough and return how many: one cannot be higher than 409 points, so long texts take more.

        Merged cells never grow by themselves.
        """
        scale = size / 10 * EM
        lines = max(
            sum(max(1, math.ceil(width(line) * scale / room)) for line in text.split("\n")) for text, room in cells
        )
        high = max(least, lines * size * 1.5 + 4)
        rows = math.ceil(high / HIGHEST)
        for line in range(self.row, self.row + rows):
            self.page.row_dimensions[line].height = high / rows
        return rows
