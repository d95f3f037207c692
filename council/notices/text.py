"""What may stand in a title, a mail header or a link."""

from __future__ import annotations

from django.utils.http import url_has_allowed_host_and_scheme

TITLE_LENGTH = 200
PATH_LENGTH = 500


def one_line(text: str, limit: int = TITLE_LENGTH) -> str:
    """Return the text without line breaks or control signs, so that it can never become a header of its own."""
    flat = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def is_local(path: str) -> bool:
    """Return whether the path stays in this portal; a notice must not lead anybody elsewhere."""
    if not path.startswith("/") or not path.isprintable() or "\\" in path or len(path) > PATH_LENGTH:
        return False
    return url_has_allowed_host_and_scheme(path, allowed_hosts=None)
