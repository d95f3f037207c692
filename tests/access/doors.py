"""Addresses of the table's rows, in a town."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse

from tests.access.table import HERE, ROWS, Row
from tests.access.town import Town

#: Who is asked first to stand for those to whom a door is open.
FIRST = ("secretary", "author", "committee_head", "head", "official", "district", "operator", "stranger")


def address(row: Row, town: Town, things: Town | None = None, **instead: Any) -> str:
    """Return the address in the town, naming a thing of the same or of another town."""
    kwargs = {} if row.thing == "-" else (things or town).things[row.thing] | instead
    try:
        return reverse(row.name, kwargs=kwargs)
    except NoReverseMatch:
        return reverse(row.name, kwargs={"slug": town.council.slug, **kwargs})


def in_a_council(row: Row) -> bool:
    if row.name.startswith(("council:district", "council:platform_")):
        return False
    if row.name.split(":")[0] != "council":
        return row.name.split(":")[0] in {"meetings", "members", "notices", "projects"}
    try:
        reverse(row.name)
    except NoReverseMatch:
        return True
    return False


def somebody(row: Row) -> str | None:
    """Return a person to whom the door is open, None for the visitor where it is open to nobody else."""
    return next((who for who in FIRST if row.expected[HERE[who]] in "O*"), None)


COUNCIL_ROWS = [row for row in ROWS if in_a_council(row)]
PLATFORM_ROWS = [row for row in ROWS if not in_a_council(row)]
#: Things that every council has under the same name.
EVERYWHERE = ("-", "rule")
THING_ROWS = [row for row in COUNCIL_ROWS if row.thing not in EVERYWHERE]
