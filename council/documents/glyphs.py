"""Which letters the fonts of the papers can show; what they cannot is written as its number, never as an empty box."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import lru_cache
from itertools import chain
from pathlib import Path

from django.conf import settings

COVERAGE = "coverage.json"
#: Joiners and variation selectors only choose a picture; without the picture they mean nothing.
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef\U000e0020-\U000e007f]")


class FontsMissing(RuntimeError):
    """The fonts of the papers have not been made; ``make assets`` makes them."""


def folder() -> Path:
    """Return where the fonts lie. Raises FontsMissing."""
    place = Path(settings.PAPER_FONTS)
    if not (place / COVERAGE).is_file():
        raise FontsMissing(f"no fonts for papers in {place}: run `make assets`")
    return place


@lru_cache(maxsize=2)
def _edges(coverage: Path) -> list[int]:
    """Return the sorted edges of the covered ranges: inside begins at even places."""
    ranges = json.loads(coverage.read_text(encoding="utf-8"))
    return list(chain.from_iterable((first, last + 1) for first, last in ranges))


def can_show(letter: str) -> bool:
    """Return whether a font of the papers has the letter."""
    return letter in "\n\t" or bisect_right(_edges(folder() / COVERAGE), ord(letter)) % 2 == 1


def showable(text: str) -> str:
    """Return the text with every letter that no font has as its number: ``〔U+20BB7〕``."""
    if text.isascii():
        return text
    plain = _INVISIBLE.sub("", text)
    missing = {letter for letter in set(plain) if not can_show(letter)}
    if not missing:
        return plain
    return "".join(f"〔U+{ord(letter):04X}〕" if letter in missing else letter for letter in plain)
