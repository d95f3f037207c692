"""How a paper's file is called when somebody keeps it."""

from __future__ import annotations

import re

from council.documents.models import IssuedPaper

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
#: File systems take 255 bytes; a syllable has three.
LONGEST = 60


def safe_name(text: str) -> str:
    """Return the text as a file's name on any system."""
    return " ".join(_NOT_IN_NAMES.sub(" ", text).split())[:LONGEST].strip(". ") or "문서"


def file_name(paper: IssuedPaper, file_format: str) -> str:
    """Return ``마장동-2026-0012 제2차 정기회의 회의록.pdf``."""
    return f"{safe_name(paper.number)} {safe_name(paper.title)}.{file_format}"
