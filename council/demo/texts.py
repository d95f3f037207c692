"""The texts of the demonstration, read from data/ and put into each council's own words."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from projects.wording import particles

DATA = Path(__file__).resolve().parent / "data"


@cache
def load(name: str) -> Any:
    """Return the content of one file of data/."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


class Words:
    """A council's own words for ``$market``, ``$street`` and the like, with the particles that fit them."""

    def __init__(self, council: dict[str, Any]) -> None:
        self.words = {
            "short": council["short_name"],
            "hall": council["hall"].removesuffix("(시연)"),
            **council["words"],
        }

    def __call__(self, text: str) -> str:
        """Return the text with the council's words in it. Raises KeyError for an unknown one."""
        return particles(Template(text).substitute(self.words))
