"""A file from outside, as rows of text. What is not a plain table is refused with a way out, and nothing is run."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from council.common.errors import Refused
from council.common.forms import clean_text
from members.sheets.cells import is_resident_number
from members.sheets.columns import forbidden, recognise

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
MAX_PARTS = 400
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_CELL = 500
MAX_SHEETS = 10
HEAD_WITHIN = 20

OLE = b"\xd0\xcf\x11\xe0"


class Unreadable(Refused):
    """The file cannot be read as a roll; the message says what to do instead."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message, field="file", code=code)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in the file: headings, and rows with their numbers as the office counts them."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    sheet: str = ""


def read(data: bytes) -> Grid:
    """Return the table of an XLSX or CSV file. Raises Unreadable.

    The kind is told from the content: names of files lie. Formulas come as they are written, never their
    results; numbers that look like resident registration numbers keep the whole file out.
    """
    if not data:
        raise Unreadable(_("빈 파일입니다. 명부가 든 파일을 골라 주십시오."), "empty")
    if len(data) > MAX_BYTES:
        raise Unreadable(
            _("파일은 %(size)dMB까지 올릴 수 있습니다. 명부만 남겨 다시 저장해 주십시오.")
            % {"size": MAX_BYTES // 1024**2},
            "too_big",
        )
    if data.startswith(OLE):
        raise Unreadable(
            _("옛 엑셀 파일(.xls)이거나 비밀번호가 걸린 파일입니다. 비밀번호 없이 .xlsx로 저장해 올려 주십시오."), "ole"
        )
    grid = _workbook(data) if data.startswith(b"PK") else _comma_separated(data)
    _keep_out(grid)
    if not grid.rows:
        raise Unreadable(_("제목 줄 아래에 사람이 한 명도 없습니다."), "no_rows")
    return grid


# --- XLSX -----------------------------------------------------------------------------------------------------


def _workbook(data: bytes) -> Grid:
    broken = Unreadable(_("엑셀 파일이 깨져 있어 읽을 수 없습니다. 엑셀에서 다시 저장해 올려 주십시오."), "broken")
    _weigh(data, broken)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MAX_SHEETS]
        found: Grid | None = None
        for sheet in sheets:
            sheet.reset_dimensions()  # a file may lie about its size
            grid = _table(_shown(sheet.iter_rows(max_row=MAX_ROWS + HEAD_WITHIN + 2, max_col=MAX_COLUMNS)), sheet.title)
            if grid is not None and recognise(grid.headings):
                return grid
            found = found or grid
    except Refused:
        raise
    except (InvalidFileException, Exception) as error:  # a broken file makes the reader raise whatever it likes
        raise broken from error
    if found is None:
        raise Unreadable(_("파일에 글이 없습니다. 명부가 든 파일을 골라 주십시오."), "empty")
    return found


def _weigh(data: bytes, broken: Unreadable) -> None:
    """Refuse what unpacks to too much, and XML that declares entities, before anything is read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise broken from error
    heavy = Unreadable(_("풀었을 때 너무 큰 파일입니다. 명부만 새 파일에 값으로 붙여 넣어 올려 주십시오."), "bomb")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise heavy
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable(
            _("엑셀(.xlsx) 파일이 아닙니다. 한글이나 다른 문서라면 .xlsx나 CSV로 저장해 주십시오."), "not_xlsx"
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            try:
                text = archive.read(part)  # never more than the part's stated size, which is counted above
            except Exception as error:  # checksums, methods, encryption
                raise broken from error
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\x00" in text[:200]:
                raise broken


def _shown(rows: Iterable[Any]) -> Iterator[list[str]]:
    return ([_written(cell) for cell in row] for row in rows)


def _written(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return (value.date() if isinstance(value, dt.datetime) else value).isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, int | float | str):
        text = str(value)
        return f"={text.removeprefix('=')}" if cell.data_type == "f" else text
    return "=" if cell.data_type == "f" else str(value)


# --- CSV ------------------------------------------------------------------------------------------------------


def _comma_separated(data: bytes) -> Grid:
    text = _decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",\t;", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        grid = _table(rows, "")
    except csv.Error as error:
        raise Unreadable(
            _("CSV 파일을 줄과 칸으로 나눌 수 없습니다. 엑셀에서 다시 저장해 주십시오."), "broken"
        ) from error
    if grid is None:
        raise Unreadable(_("파일에 글이 없습니다. 명부가 든 파일을 골라 주십시오."), "empty")
    if len(grid.headings) < 2 and not recognise(grid.headings):
        raise Unreadable(_("표가 아닌 파일입니다. 엑셀(.xlsx)이나 CSV로 저장한 명부를 골라 주십시오."), "not_a_table")
    return grid


def _decoded(data: bytes) -> str:
    """Return the text: UTF-8 with or without its mark, what Excel writes in Korea (CP949), or UTF-16 with a mark."""
    codes = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp949")
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise Unreadable(_("글자를 읽을 수 없는 파일입니다. 엑셀(.xlsx)이나 UTF-8 CSV로 저장해 주십시오."), "not_text")


# --- Both -----------------------------------------------------------------------------------------------------


def _table(rows: Iterable[list[str]], sheet: str) -> Grid | None:
    """Return the table below its headings: the first row with two known headings, else the first with any text."""
    head: tuple[int, list[str]] | None = None
    found: list[tuple[int, list[str]]] = []
    sure = False
    for number, row in enumerate(rows, start=1):
        cells = [clean_text(str(cell)).strip()[:MAX_CELL] for cell in row[:MAX_COLUMNS]]
        if not sure and number <= HEAD_WITHIN and len(recognise(cells)) >= 2:
            head, sure, found = (number, cells), True, []
        elif head is None and any(cells):
            head = (number, cells)
        elif any(cells):
            found.append((number, cells))
        if len(found) > MAX_ROWS or number > 4 * MAX_ROWS:
            raise Unreadable(
                _("한 번에 %(rows)s줄까지 들여올 수 있습니다. 나누어 올려 주십시오.") % {"rows": f"{MAX_ROWS:,}"},
                "too_long",
            )
    if head is None:
        return None
    headings = head[1]
    while headings and not headings[-1]:
        headings.pop()
    width = len(headings)
    return Grid(headings, [(number, (cells + [""] * width)[:width]) for number, cells in found], sheet)


def _keep_out(grid: Grid) -> None:
    """Refuse resident registration numbers wherever they stand, also in columns that would not be read."""
    why = _(
        "주민등록번호는 법령에 근거가 있을 때만 다룰 수 있어(개인정보 보호법 제24조의2) 받지 않습니다. "
        "그 칸을 지우고 생년월일만 남겨 다시 올려 주십시오. 올린 파일은 남기지 않았습니다."
    )
    if heading := forbidden(grid.headings):
        raise Unreadable(_("‘%(heading)s’ 칸이 있습니다.") % {"heading": heading} + " " + why, "resident_number")
    places = [
        (number, place) for number, cells in grid.rows for place, cell in enumerate(cells) if is_resident_number(cell)
    ]
    if places:
        number, place = places[0]
        heading = grid.headings[place] or _("%(n)d번째") % {"n": place + 1}
        raise Unreadable(
            _("%(row)d번째 줄의 ‘%(heading)s’ 칸에 주민등록번호로 보이는 값이 있습니다(모두 %(count)d곳).")
            % {"row": number, "heading": heading, "count": len(places)}
            + " "
            + why,
            "resident_number",
        )
