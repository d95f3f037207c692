"""Text as a paper can carry it: what no file may hold is taken out, what people wrote stays letter for letter."""

from __future__ import annotations

import re
import unicodedata

#: Control characters that XML forbids, halves of letters, and marks that turn the reading direction round: an
#: amount or a name on a paper must read the way it is stored.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")


def clean(text: object) -> str:
    """Return the text in whole syllables (NFC) with plain line ends and without what files refuse."""
    lines = _LINE_ENDS.sub("\n", str(text)).expandtabs(4)
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", lines)).strip("\n").rstrip()


def one_line(text: object) -> str:
    """Return the text as one line, for titles and file names."""
    return " ".join(clean(text).split())


def width(text: str) -> float:
    """Return how wide a line is in letters (em): Korean, Hanja and emoji one, Latin and figures about half."""
    return sum(
        1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.55
        for letter in text
        if not unicodedata.combining(letter)
    )
