"""A paper laid out: blocks turned into lines and grids of finished text, the same for PDF and HWPX."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from django.utils.translation import gettext as _

from council.common.office_style import enclosures, ended, item_mark, office_date, office_datetime
from council.documents.blocks import (
    Address,
    Align,
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
    Table,
    Value,
)
from council.documents.text import width

#: Numbers stand at the right, days and boxes in the middle, words at the left.
ALIGN = {
    Kind.NUMBER: Align.RIGHT,
    Kind.WON: Align.RIGHT,
    Kind.DATE: Align.CENTER,
    Kind.TIME: Align.CENTER,
    Kind.SIGN: Align.CENTER,
    Kind.TEXT: Align.LEFT,
}
#: A column of words takes at most this many letters' width before its text wraps.
WIDEST, NARROWEST, SIGNED = 26.0, 3.0, 8.0
#: How many letters a row of a table holds across the page.
ACROSS, ACROSS_WIDE = 46.0, 70.0
LABEL_SHARE = 0.2
MOST_SHRINK = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of finished text; ``role`` is h1, h2, h3, p, item, address or enclosure."""

    text: str
    role: str = "p"
    level: int = 0
    align: Align = Align.LEFT
    small: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    align: Align = Align.LEFT
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of finished text; ``role`` is facts, table or sign. Shares of the widths add up to one."""

    role: str
    shares: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: bool = False
    caption: str = ""
    unit: str = ""
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """Day, issuer and seal."""

    day: str
    issuer: str
    sealed: bool


@dataclass(frozen=True, slots=True)
class Break:
    pass


Part: TypeAlias = Line | Grid | Foot | Break


def shown(value: Value, kind: Kind) -> str:
    """Return a table's value as text: 1,234, 1,540,000, ``2026. 7. 4.(토)``; "" for None."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return office_datetime(value)
    if isinstance(value, dt.date):
        return office_date(value)
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, int) and kind in (Kind.NUMBER, Kind.WON):
        return f"{value:,}"
    return str(value)


def lay_out(context: Context) -> list[Part]:
    """Return the parts of the paper in order, without its title."""
    parts: list[Part] = []
    level = 0
    for block in context.blocks:
        if isinstance(block, End):
            _end(parts)
            continue
        if isinstance(block, Heading):
            if not block.text.strip():
                continue
            # A level is never skipped: whoever hears the paper read goes from one to the next.
            level = min(max(block.level, 1), 3, level + 1)
            block = replace(block, level=level)
        parts.extend(_parts(block, ACROSS_WIDE if context.landscape else ACROSS))
    return parts


def texts(parts: Iterable[Part]) -> Iterator[str]:
    """Yield every text of the parts in order: what each rendering must show."""
    for part in parts:
        if isinstance(part, Line):
            yield part.text
        elif isinstance(part, Grid):
            yield from (text for text in (part.caption, part.unit) if text)
            yield from (cell.text for row in part.rows for cell in row if cell.text)
        elif isinstance(part, Foot):
            yield from (text for text in (part.day, part.issuer) if text)


def _end(parts: list[Part]) -> None:
    """Put 끝. behind the last word; under a table it has a line of its own."""
    last = parts[-1] if parts else None
    if isinstance(last, Line) and last.text:
        parts[-1] = replace(last, text=ended(last.text))
    else:
        parts.append(Line(ended("")))


def _parts(block: Block, across: float) -> Iterator[Part]:
    match block:
        case Heading():
            yield Line(block.text, role=f"h{block.level}", strong=True)
        case Paragraph():
            yield Line(block.text, align=block.align, small=block.small, strong=block.strong)
        case NumberedList():
            yield from _items(block.items, block.level, block.start)
        case FactsTable():
            rows = tuple((Cell(label, Align.CENTER, strong=True), Cell(value)) for label, value in block.rows)
            yield Grid("facts", (LABEL_SHARE, 1 - LABEL_SHARE), rows, caption=block.caption)
        case Table():
            yield _grid(block, across)
        case Signatures():
            yield _signatures(block)
        case Address():
            yield Line(_("수신  %(to)s") % {"to": block.to}, role="address")
            yield Line(_("(경유)  %(through)s") % {"through": block.through}, role="address")
            if block.subject:
                yield Line(_("제목  %(subject)s") % {"subject": block.subject}, role="address", strong=True)
        case Attachments():
            yield from (Line(text, role="enclosure") for text in enclosures(block.names))
        case Seal():
            yield Foot(office_date(block.on, weekday=False) if block.on else "", block.issuer, block.sealed)
        case PageBreak():
            yield Break()
        case End():
            pass  # lay_out puts it behind what stands before
        case _:
            assert_never(block)


def _items(items: tuple[Item, ...], level: int, start: int) -> Iterator[Line]:
    for number, item in enumerate(items, start):
        yield Line(f"{item_mark(level, number)} {item.text}", role="item", level=level)
        yield from _items(item.items, level + 1, 1)


def _grid(table: Table, across: float) -> Grid:
    aligns = [column.align or ALIGN[column.kind] for column in table.columns]
    head = tuple(Cell(column.title, Align.CENTER, strong=True) for column in table.columns)
    body = [
        tuple(
            Cell(shown(value, column.kind), align)
            for value, column, align in zip(row, table.columns, aligns, strict=True)
        )
        for row in table.rows
    ]
    if table.total:
        summed = zip(table.total, table.columns, aligns, strict=True)
        body.append(tuple(Cell(shown(value, column.kind), align, strong=True) for value, column, align in summed))
    shares = _shares(table.columns, [head, *body], across)
    return Grid(
        "table",
        shares,
        (head, *body),
        header=True,
        caption=table.caption,
        unit=table.unit,
        tall=any(column.kind is Kind.SIGN for column in table.columns),
    )


def _shares(columns: tuple[Column, ...], rows: list[tuple[Cell, ...]], across: float) -> tuple[float, ...]:
    """Return the share of each column: figures and days get what they need, words divide the rest."""
    wanted = []
    for place, column in enumerate(columns):
        natural = max(width(line) for row in rows for line in row[place].text.split("\n")) + 1.5
        least = SIGNED if column.kind is Kind.SIGN else NARROWEST
        most = WIDEST if column.kind is Kind.TEXT else natural
        wanted.append(column.width or max(min(natural, most), least))
    words = [place for place, column in enumerate(columns) if column.kind is Kind.TEXT and not column.width]
    stretching = words or list(range(len(columns)))
    together = sum(wanted[place] for place in stretching)
    spare = across - sum(wanted)
    # Too many columns for the page: all of them shrink alike rather than the words alone to nothing.
    if spare > -together * MOST_SHRINK:
        for place in stretching:
            wanted[place] *= 1 + spare / together
    whole = sum(wanted)
    return tuple(part / whole for part in wanted)


def _signatures(block: Signatures) -> Grid:
    per_row = max(1, min(block.per_row, 3))
    cells: list[Cell] = []
    for person in block.people:
        cells += [
            Cell(person.title, Align.LEFT),
            Cell(person.name, Align.LEFT, strong=True),
            Cell(person.mark or str(_("(서명)")), Align.RIGHT),
        ]
    cells += [Cell("")] * (-len(cells) % (3 * per_row))
    rows = tuple(tuple(cells[at : at + 3 * per_row]) for at in range(0, len(cells), 3 * per_row))
    one = (0.36, 0.34, 0.30)
    return Grid("sign", tuple(share / per_row for share in one * per_row), rows, tall=True)
