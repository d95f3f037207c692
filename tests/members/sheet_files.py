"""Files as offices send them: small XLSX and CSV rolls made in the test."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

HEADINGS = ("성명", "생년월일", "성별", "전화", "임기 시작", "임기 끝", "분과", "직책")


def xlsx(*rows: Sequence[Any], headings: Iterable[Any] = HEADINGS, above: Sequence[Sequence[Any]] = ()) -> bytes:
    """Return a workbook with the rows below the headings."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (*above, tuple(headings), *rows):
        sheet.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def comma_separated(
    *rows: Sequence[Any], headings: Iterable[Any] = HEADINGS, encoding: str = "utf-8-sig", delimiter: str = ","
) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([tuple(headings), *rows])
    return out.getvalue().encode(encoding)
