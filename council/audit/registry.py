"""Action codes and their Korean sentences. An act whose code nobody registered cannot be recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Code (``projects.proposal.submitted``) → sentence with {names} taken from the entry's data.
SENTENCES: dict[str, Any] = {}


class UnregisteredAction(KeyError):
    """The action code has no sentence; register it in the app's ``audit_actions.py``."""


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def register(code: str, sentence: Any) -> None:
    """Give an action code its Korean sentence. Raises ValueError when it already has one."""
    if code in SENTENCES:
        raise ValueError(f"audit action {code} is registered twice")
    SENTENCES[code] = sentence


def sentence(code: str, data: Mapping[str, Any]) -> str:
    """Return what was done, in Korean. Data that an old entry lacks shows as a dash."""
    return str(SENTENCES[code]).format_map(_Blank(data)) if code in SENTENCES else code
