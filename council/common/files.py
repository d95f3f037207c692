"""Files that the portal hands out."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def attachment(data: bytes, name: str) -> HttpResponse:
    """Return the file for saving under its Korean name; browsers never show it as a page of ours."""
    response = HttpResponse(data, content_type=TYPES[name.rsplit(".", 1)[-1]])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
