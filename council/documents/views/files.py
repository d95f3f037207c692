"""Handing out files: issued ones as they were, previews as they would be."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from council.common.access import Forbidden, allow, public
from council.common.http import PortalRequest
from council.documents import services
from council.documents.files import file_name, safe_name
from council.documents.models import IssuedPaper
from council.documents.registry import PAPERS
from council.documents.renderers import CONTENT_TYPES
from council.documents.selectors import may_read


def file_response(content: bytes, name: str, file_format: str, *, cache: str = "private, no-store") -> HttpResponse:
    """Return the file so that it can only be read: a PDF in the window, the others kept."""
    response = HttpResponse(content, content_type=CONTENT_TYPES.get(file_format, "application/zip"))
    response["Content-Disposition"] = content_disposition_header(file_format != "pdf", name) or ""
    response["Cache-Control"] = cache
    response["X-Content-Type-Options"] = "nosniff"
    # Even if a browser took it for a page, it could load and run nothing.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    return response


@public
@require_GET
def paper_file(request: PortalRequest, pk: int, file_format: str) -> HttpResponse:
    """One file of an issued paper: to everybody when the paper is public, else to those who read its kind."""
    issued = get_object_or_404(IssuedPaper, pk=pk)
    if not may_read(request.actor, issued):
        if not request.actor.is_authenticated or request.actor.is_staff:
            raise Forbidden(_("이 문서는 맡은 분만 볼 수 있습니다. 간사에게 물어 주십시오."))
        raise Http404
    file = issued.files.filter(format=file_format).first()
    if file is None:
        raise Http404
    cache = "private, max-age=604800, immutable" if issued.is_public else "private, no-store"
    return file_response(services.stored(file), file_name(issued, file_format), file_format, cache=cache)


@allow("documents.read")
@require_GET
def preview(request: PortalRequest, code: str, target: int, file_format: str) -> HttpResponse:
    """The paper as it would go out now, without a number."""
    found = target_or_404(code, target)
    try:
        content = services.preview(code, found, by=request.actor, at=request.now, file_format=file_format)
    except KeyError as unknown:
        raise Http404 from unknown
    name = safe_name(str(_("미리 보기 %(title)s") % {"title": PAPERS[code].title}))
    return file_response(content, f"{name}.{file_format}", file_format)


def target_or_404(code: str, key: int) -> Any:
    """Return the record of the open council that the paper is made from."""
    if code not in PAPERS:
        raise Http404
    try:
        return PAPERS[code].target(key)
    except (ObjectDoesNotExist, OverflowError) as missing:
        raise Http404 from missing
