"""What every verb about the council begins with."""

from __future__ import annotations

from typing import Any

from council.common.access import require
from council.common.actor import Actor


def guard(by: Actor, code: str, obj: Any = None) -> None:
    """Raise Forbidden unless the actor may; the portal's own commands may."""
    if not by.is_system:
        require(by, code, obj)
