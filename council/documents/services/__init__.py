"""Issuing papers, the letterhead, and batches."""

from __future__ import annotations

from council.documents.services.issuing import (
    AlreadyReissued,
    FileDamaged,
    NotForThis,
    issue,
    number_text,
    preview,
    reissue,
    stored,
)
from council.documents.services.letterheads import change_letterhead, head_of, letterhead_of

__all__ = [
    "AlreadyReissued",
    "FileDamaged",
    "NotForThis",
    "change_letterhead",
    "head_of",
    "issue",
    "letterhead_of",
    "number_text",
    "preview",
    "reissue",
    "stored",
]
