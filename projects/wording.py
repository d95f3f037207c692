"""Korean particles that follow a name known only at run time: ``마장동장{이/가}`` becomes ``마장동장이``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from council.common.actor import Role

if TYPE_CHECKING:
    from council.models import Council

_PAIR = re.compile(r"(.?)\{([^/{}]+)/([^/{}]+)\}")
_FIRST, _LAST = 0xAC00, 0xD7A3
_RIEUL = 8
#: Final sounds of digits and of the letters that names end in, as they are read aloud.
_CLOSED_DIGITS = "013678LMNRlmnr"


def _final(character: str) -> int:
    """Return the number of the syllable's final consonant; 0 when it ends in a vowel or is unknown."""
    if character and _FIRST <= ord(character) <= _LAST:
        return (ord(character) - _FIRST) % 28
    return 1 if character and character in _CLOSED_DIGITS else 0


def particles(text: str) -> str:
    """Replace each ``{closed/open}`` by the particle that fits the sound before it.

    으로/로 follows ㄹ like a vowel: 마을로, but 분과장으로.
    """

    def choose(match: re.Match[str]) -> str:
        before, closed, opened = match.groups()
        final = _final(before)
        takes_open = final == 0 or (final == _RIEUL and closed == "으로")
        return before + (opened if takes_open else closed)

    return _PAIR.sub(choose, text)


def in_words_of(council: Council, text: object) -> str:
    """Return the text with the council's own words for the office: 읍면동장 becomes 마장동장."""
    return (
        str(text)
        .replace(str(Role.HEAD.label), council.label(Role.HEAD))
        .replace(str(Role.OFFICIAL.label), council.label(Role.OFFICIAL))
    )
