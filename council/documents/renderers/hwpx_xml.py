"""Paragraphs and tables of OWPML (KS X 6101) as text.

python-hwpx finds each cell anew when it fills one, which takes seconds for a long table; so the body is written
here, while page, styles, header and package stay the library's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from xml.sax.saxutils import escape

from council.documents.text import width

MM = 283.465  # HWPUNIT in a millimetre
PT = 100  # HWPUNIT in a point
CELL_X, CELL_Y = 510, 141
LINE_SPACING = 1.6
#: Words wrap earlier than letters: a line is seldom full.
FULL = 0.94


@dataclass(frozen=True, slots=True)
class Shape:
    """Ids of a paragraph's and its letters' shape, the style's id, and the size of the letters in points."""

    para: str
    char: str
    style: str = "0"
    size: float = 10.0


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: its text, shape and border fill."""

    text: str
    shape: Shape
    fill: str
    header: bool = False


@dataclass(slots=True)
class Ids:
    """Numbers of paragraphs and objects, the same at every rendering."""

    last: int = field(default=1000)

    def next(self) -> int:
        self.last += 1
        return self.last


def letters(text: str) -> str:
    """Return the text as content of ``hp:t``; line ends become line breaks of the same paragraph."""
    return "<hp:lineBreak/>".join(escape(line) for line in text.split("\n"))


def paragraph(text: str, shape: Shape, ids: Ids, *, new_page: bool = False, inner: str = "") -> str:
    """Return one paragraph; ``inner`` is the XML of an object that stands in it."""
    content = inner or f"<hp:t>{letters(text)}</hp:t>"
    return (
        f'<hp:p id="{ids.next()}" paraPrIDRef="{shape.para}" styleIDRef="{shape.style}" '
        f'pageBreak="{int(new_page)}" columnBreak="0" merged="0">'
        f'<hp:run charPrIDRef="{shape.char}">{content}</hp:run></hp:p>'
    )


def lines_needed(text: str, size: float, inside: int) -> int:
    """Return over how many lines the text runs in a cell of that inner width (HWPUNIT)."""
    room = max(inside * FULL / (size * PT), 1.0)
    return sum(max(1, math.ceil(width(line) / room)) for line in text.split("\n"))


def height_of(box: Box, wide: int) -> int:
    """Return the height that a cell of this width needs (HWPUNIT)."""
    lines = lines_needed(box.text, box.shape.size, wide - 2 * CELL_X)
    return int(lines * box.shape.size * PT * LINE_SPACING) + 2 * CELL_Y


def table(
    rows: Sequence[Sequence[Box]], widths: Sequence[int], ids: Ids, *, fill: str, least: int, heads: int = 0
) -> str:
    """Return a table that flows over pages; its first ``heads`` rows are repeated on each.

    Heights are estimated, and the table's own is their sum: readers that trust it break pages rightly.
    """
    heights = [max([least, *(height_of(box, wide) for box, wide in zip(row, widths, strict=True))]) for row in rows]
    body = "".join(
        _row(row, number, widths, high, ids) for number, (row, high) in enumerate(zip(rows, heights, strict=True))
    )
    return (
        f'<hp:tbl id="{ids.next()}" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" '
        'lock="0" dropcapstyle="None" pageBreak="CELL" '
        f'repeatHeader="{int(bool(heads))}" rowCnt="{len(rows)}" colCnt="{len(widths)}" cellSpacing="0" '
        f'borderFillIDRef="{fill}" noAdjust="0">'
        f'<hp:sz width="{sum(widths)}" widthRelTo="ABSOLUTE" height="{sum(heights)}" heightRelTo="ABSOLUTE" protect="0"/>'
        '<hp:pos treatAsChar="0" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" '
        'vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
        '<hp:outMargin left="0" right="0" top="0" bottom="283"/>'
        f'<hp:inMargin left="{CELL_X}" right="{CELL_X}" top="{CELL_Y}" bottom="{CELL_Y}"/>{body}</hp:tbl>'
    )


def _row(row: Sequence[Box], number: int, widths: Sequence[int], high: int, ids: Ids) -> str:
    cells = "".join(
        f'<hp:tc name="" header="{int(box.header)}" hasMargin="0" protect="0" editable="0" dirty="0" '
        f'borderFillIDRef="{box.fill}">'
        '<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER" linkListIDRef="0" '
        'linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">'
        f"{paragraph(box.text, box.shape, ids)}</hp:subList>"
        f'<hp:cellAddr colAddr="{place}" rowAddr="{number}"/><hp:cellSpan colSpan="1" rowSpan="1"/>'
        f'<hp:cellSz width="{wide}" height="{high}"/>'
        f'<hp:cellMargin left="{CELL_X}" right="{CELL_X}" top="{CELL_Y}" bottom="{CELL_Y}"/></hp:tc>'
        for place, (box, wide) in enumerate(zip(row, widths, strict=True))
    )
    return f"<hp:tr>{cells}</hp:tr>"


def shares_to_widths(shares: Sequence[float], whole: int) -> list[int]:
    """Return the columns' widths (HWPUNIT); they add up to the whole."""
    edges = [0]
    for share in shares:
        edges.append(edges[-1] + round(share * whole))
    edges[-1] = whole
    return [right - left for left, right in pairwise(edges)]
