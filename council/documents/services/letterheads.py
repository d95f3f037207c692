"""The council's letterhead: chosen by the secretary, copied onto each paper when it is issued."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from council.audit.services import record
from council.common.access import require
from council.common.actor import Actor
from council.documents.models import Letterhead
from council.documents.seal import sanitized_seal
from council.documents.sheet import Head
from council.models import Council


def letterhead_of(council: Council) -> Letterhead:
    """Return the council's letterhead; an unsaved one with its name until somebody chooses (one query)."""
    found = Letterhead.objects.filter(council=council).first()
    return found or Letterhead(council=council, name=council.name, footer=_contact(council))


def _contact(council: Council) -> str:
    return " · ".join(part for part in (council.address, council.phone) if part)


def change_letterhead(
    council: Council,
    *,
    by: Actor,
    at: dt.datetime,
    name: str,
    motto: str = "",
    footer: str = "",
    seal: Any = None,
    remove_seal: bool = False,
) -> Letterhead:
    """Set the letterhead and return it; ``seal`` is an uploaded picture, None keeps the one there is.

    Raises Refused (field ``seal``) for a picture that is none.
    """
    require(by, "documents.letterhead", council)
    picture = sanitized_seal(seal) if seal else b""
    with transaction.atomic():
        letterhead = Letterhead.objects.select_for_update().filter(council=council).first() or Letterhead(
            council=council
        )
        letterhead.name, letterhead.motto, letterhead.footer = name, motto, footer
        letterhead.changed_at = at
        had = letterhead.seal
        if picture:
            letterhead.seal = _keep(picture, council)
        elif remove_seal:
            letterhead.seal = ""
        letterhead.save()
        record("documents.letterhead.changed", letterhead, by=by, at=at)
        if letterhead.seal != had:
            changed = "documents.seal.changed" if letterhead.seal else "documents.seal.removed"
            record(changed, letterhead, by=by, at=at)
    return letterhead


def _keep(picture: bytes, council: Council) -> str:
    """Store the picture under its hash; the old one stays, papers refer to it."""
    name = f"papers/{council.pk}/seals/{hashlib.sha256(picture).hexdigest()}.png"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(picture))


def head_of(letterhead: Letterhead) -> Head:
    """Return the letterhead as papers show it, its seal read from the storage."""
    return Head(letterhead.name, letterhead.motto, letterhead.footer, seal_bytes(letterhead.seal))


def seal_bytes(name: str) -> bytes:
    """Return the picture; b"" when there is none."""
    if not name:
        return b""
    with default_storage.open(name) as file:
        return bytes(file.read())
