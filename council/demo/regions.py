"""The places of the demonstration, from data/regions.json."""

from __future__ import annotations

import datetime as dt

from council.common.actor import Actor
from council.demo.texts import load
from council.models import Region
from council.services import ensure_region

#: Not the day on which a code began, only one before all that is told.
VALID_FROM = dt.date(2012, 7, 1)


def ensure(code: str, *, at: dt.datetime) -> Region:
    """Return the region of that code with all above it, made if need be."""
    told = next(region for region in load("regions")["regions"] if region["code"] == code)
    parent = ensure(told["parent"], at=at) if told["parent"] else None
    return ensure_region(
        code=code,
        name=told["name"],
        level=told["level"],
        parent=parent,
        valid_from=VALID_FROM,
        by=Actor.system(),
        at=at,
    )
