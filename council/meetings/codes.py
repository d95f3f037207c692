"""Check-in codes: six digits that change each minute, made from the meeting's secret. Pure but for the settings' key."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac

#: A code that was on the wall a minute ago still opens: people type slowly.
GRACE_MINUTES = 1
DIGITS = 6


def code_at(secret: str, at: dt.datetime) -> str:
    """Return the code of the minute."""
    return _code(secret, int(at.timestamp()) // 60)


def opens(secret: str, code: str, at: dt.datetime) -> bool:
    """Return whether the code is the minute's, or that of the minute before."""
    minute = int(at.timestamp()) // 60
    given = "".join(code.split())
    return any(hmac.compare_digest(_code(secret, minute - back), given) for back in range(GRACE_MINUTES + 1))


def _code(secret: str, minute: int) -> str:
    digest = hmac.new(secret.encode(), str(minute).encode(), hashlib.sha256).digest()
    return str(int.from_bytes(digest[:8], "big") % 10**DIGITS).zfill(DIGITS)
