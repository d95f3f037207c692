"""The three renderers, by format."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models

from council.documents.renderers import hwpx, pdf, xlsx
from council.documents.sheet import Sheet


class Format(models.TextChoices):
    PDF = "pdf", "PDF"
    HWPX = "hwpx", "HWPX"
    XLSX = "xlsx", "XLSX"


RENDERERS: dict[str, Callable[[Sheet], bytes]] = {
    Format.PDF: pdf.render,
    Format.HWPX: hwpx.render,
    Format.XLSX: xlsx.render,
}
CONTENT_TYPES: dict[str, str] = {
    Format.PDF: "application/pdf",
    Format.HWPX: "application/hwp+zip",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def render(sheet: Sheet, file_format: str) -> bytes:
    """Return the paper in one format. Raises KeyError for a format that there is not."""
    return RENDERERS[file_format](sheet)
