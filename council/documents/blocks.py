"""What a paper is made of. A builder returns one Context; each renderer shows the same blocks.

Blocks hold plain data, so that an issued paper can be kept as JSON and be made again letter for letter.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, cast

from council.documents.text import clean, one_line


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Kind(StrEnum):
    """What a column of a table holds; a spreadsheet gets numbers, amounts and dates as such."""

    TEXT = "text"
    NUMBER = "number"
    WON = "won"
    DATE = "date"
    TIME = "time"  # a moment or a time of day
    SIGN = "sign"  # a box to sign in: higher rows, mostly empty


class Form(StrEnum):
    """How the first page looks."""

    RECORD = "record"  # title in the middle, then the record: minutes, plans, lists
    LETTER = "letter"  # the council's name on top, 수신 and 제목, seal at the foot
    CERTIFICATE = "certificate"  # one page, large: 위촉장


Value: TypeAlias = "str | int | dt.date | dt.datetime | dt.time | None"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; the builder writes its number, if it has one."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; its line ends are kept."""

    text: str
    align: Align = Align.LEFT
    small: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, with the items under it."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Items marked 1. 가. 1) 가) (1) (가) by depth, from ``level`` (0 is ``1.``) and ``start`` on."""

    items: tuple[Item, ...]
    level: int = 0
    start: int = 1


@dataclass(frozen=True, slots=True)
class FactsTable:
    """Label beside value, as at the head of minutes."""

    rows: tuple[tuple[str, str], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` is in letters (about 46 stand across a page), 0 lets the content decide."""

    title: str
    kind: Kind = Kind.TEXT
    width: float = 0
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``total`` is a last row that sums up, ``unit`` stands above its right corner (단위: 원)."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    caption: str = ""
    total: tuple[Value, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: office or 직, name, and what stands in the place of the signature (``(서명) 2. 24.``)."""

    title: str
    name: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, side by side."""

    people: tuple[Signer, ...]
    per_row: int = 2


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a letter is for: 수신, (경유), 제목."""

    to: str
    subject: str = ""
    through: str = ""


@dataclass(frozen=True, slots=True)
class Attachments:
    """붙임."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """The foot of a letter or certificate: the day, who issues it, and the seal over the last letter."""

    issuer: str
    on: dt.date | None = None
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class End:
    """``끝.`` behind the last word, or on a line of its own under a table."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | NumberedList
    | FactsTable
    | Table
    | Signatures
    | Address
    | Attachments
    | Seal
    | PageBreak
    | End
)
BLOCKS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        *(Heading, Paragraph, NumberedList, FactsTable, Table, Signatures),
        *(Address, Attachments, Seal, PageBreak, End),
    )
}


@dataclass(frozen=True, slots=True)
class Context:
    """One paper: its title and its blocks."""

    title: str
    blocks: tuple[Block, ...]
    form: Form = Form.RECORD
    landscape: bool = False
    subtitle: str = ""
    #: Said on every page beside the number, e.g. 시연 자료.
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "blocks", tuple(tidied(block) for block in self.blocks))

    def noted(self, note: str) -> Context:
        """Return the paper with a note on every page."""
        return dataclasses.replace(self, note=note)

    def as_json(self) -> dict[str, Any]:
        """Return the paper as plain JSON."""
        return {
            "title": self.title,
            "subtitle": self.subtitle,
            "form": str(self.form),
            "landscape": self.landscape,
            "note": self.note,
            "blocks": [{"block": type(block).__name__, **_plain(block)} for block in self.blocks],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Context:
        """Return the paper that was kept."""
        return cls(
            title=data["title"],
            subtitle=data["subtitle"],
            form=Form(data["form"]),
            landscape=data["landscape"],
            note=data["note"],
            blocks=tuple(_read(dict(block)) for block in data["blocks"]),
        )

    @property
    def mark(self) -> str:
        """Return the hash of what the paper says, the same in every format."""
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def tidied(thing: Any) -> Any:
    """Return the same block with all its texts cleaned; raises ValueError for a table whose rows do not fit."""
    if isinstance(thing, str) and not isinstance(thing, StrEnum):
        return clean(thing)
    if isinstance(thing, tuple):
        return tuple(tidied(part) for part in thing)
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        if isinstance(thing, Table):
            _check(thing)
        return dataclasses.replace(
            thing, **{part.name: tidied(getattr(thing, part.name)) for part in dataclasses.fields(thing)}
        )
    return thing


def _check(table: Table) -> None:
    wanted = len(table.columns)
    if not wanted:
        raise ValueError("a table needs columns")
    for row in (*table.rows, *([table.total] if table.total else [])):
        if len(row) != wanted:
            raise ValueError(f"a row has {len(row)} values for {wanted} columns: {row!r}")


def _plain(thing: Any) -> Any:
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {part.name: _plain(getattr(thing, part.name)) for part in dataclasses.fields(thing)}
    if isinstance(thing, tuple):
        return [_plain(part) for part in thing]
    if isinstance(thing, dt.datetime):
        return {"moment": thing.isoformat()}
    if isinstance(thing, dt.date):
        return {"day": thing.isoformat()}
    if isinstance(thing, dt.time):
        return {"clock": thing.isoformat()}
    return str(thing) if isinstance(thing, StrEnum) else thing


_MOMENTS: dict[str, Any] = {
    "moment": dt.datetime.fromisoformat,
    "day": dt.date.fromisoformat,
    "clock": dt.time.fromisoformat,
}


def _value(thing: Any) -> Any:
    """Return lists as tuples and days as days."""
    if isinstance(thing, list):
        return tuple(_value(part) for part in thing)
    if isinstance(thing, dict) and len(thing) == 1:
        [(name, text)] = thing.items()
        if name in _MOMENTS:
            return _MOMENTS[name](text)
    return thing


def _item(data: dict[str, Any]) -> Item:
    return Item(data["text"], tuple(_item(part) for part in data["items"]))


def _read(data: dict[str, Any]) -> Block:
    kind = BLOCKS[data.pop("block")]
    values = {name: _value(value) for name, value in data.items()}
    if kind is NumberedList:
        values["items"] = tuple(_item(item) for item in data["items"])
    elif kind is Table:
        values["columns"] = tuple(
            Column(c["title"], Kind(c["kind"]), c["width"], Align(c["align"]) if c["align"] else None)
            for c in data["columns"]
        )
    elif kind is Signatures:
        values["people"] = tuple(Signer(**person) for person in data["people"])
    elif kind is Paragraph:
        values["align"] = Align(data["align"])
    return cast(Block, kind(**values))
