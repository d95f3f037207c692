"""Papers from outside (certificates, proofs): a picture is written anew, a PDF is kept only without moving parts.

What is stored is private: it has no address of its own, and each view that sends it asks for the right first.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from council.common.errors import Refused
from council.common.images import sanitize

PDF = "application/pdf"
JPEG = "image/jpeg"
EXTENSIONS = {PDF: ".pdf", JPEG: ".jpg"}
#: What makes a PDF do things when it is opened; a certificate needs none of it.
MOVING = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|SubmitForm|ImportData|GoToR)\b")


@dataclass(frozen=True, slots=True)
class SafeDocument:
    """A paper that may be stored: its bytes, what they are, and the name that it came with."""

    data: bytes
    type: str
    name: str

    @property
    def size(self) -> int:
        return len(self.data)


def safe_document(upload: Any) -> SafeDocument:
    """Return the paper made harmless; raises Refused when it is too big, or neither a picture nor a plain PDF."""
    if upload.size > settings.MAX_PHOTO_BYTES:
        limit = settings.MAX_PHOTO_BYTES // 1024**2
        raise Refused(_("파일 하나는 %(size)dMB까지 올릴 수 있습니다.") % {"size": limit}, code="too_big")
    name = shown_name(upload.name)
    upload.seek(0)
    if upload.read(5) == b"%PDF-":
        upload.seek(0)
        data = upload.read()
        if b"%%EOF" not in data[-2048:]:
            raise Refused(_("끝까지 올라오지 않은 PDF입니다. 다시 올려 주십시오."), code="broken")
        if MOVING.search(data):
            raise Refused(
                _(
                    "움직이는 기능(스크립트, 첨부 파일)이 든 PDF는 받지 않습니다. 인쇄하여 찍거나 새 PDF로 저장해 주십시오."
                ),
                code="moving",
            )
        return SafeDocument(data, PDF, name)
    upload.seek(0)
    try:
        picture = sanitize(upload)
    except Refused as refused:
        if refused.code == "not_an_image":
            raise Refused(_("PDF나 사진(JPG, PNG, WebP)을 골라 주십시오."), code="not_a_document") from refused
        raise
    return SafeDocument(picture.full, JPEG, name)


def shown_name(name: str | None) -> str:
    """Return the file's name without any path or sign that could mislead, at most 100 letters."""
    plain = PurePath((name or "").replace("\\", "/")).name
    return "".join(sign for sign in plain if sign.isprintable())[:100] or "file"


def store(document: SafeDocument, council_id: int) -> str:
    """Keep the paper under a name that nobody can guess, and return that name."""
    name = f"c{council_id}/papers/{uuid.uuid4().hex}{EXTENSIONS[document.type]}"
    return str(default_storage.save(name, ContentFile(document.data)))


def forget(name: str) -> None:
    """Delete the paper from the store; one that is gone already is fine."""
    if name:
        default_storage.delete(name)


def send(name: str, type_: str, shown: str) -> HttpResponse:
    """Return the answer that hands out a stored paper; raises Http404 when it is gone."""
    if type_ not in EXTENSIONS:
        raise Http404
    try:
        with default_storage.open(name) as file:
            data = bytes(file.read())
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = HttpResponse(data, content_type=type_)
    # A PDF is saved, never opened beside the portal; a picture has been written by the portal itself.
    stem = PurePath(shown).stem + EXTENSIONS[type_]
    response["Content-Disposition"] = str(content_disposition_header(type_ == PDF, stem))
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
