"""Photos: sent so that they can only be looked at, and only with what may be seen."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from council.common.access import allow, public
from council.common.http import PortalRequest
from projects.models import Photo
from projects.selectors import proposals as reads
from projects.services import photos as services
from projects.views.public.common import back_to, post_only, visible_proposal

SIZES = ("full", "thumb")
#: The bytes behind an address never change; taken down, a photo stays at most this long in a browser.
SECONDS_KEPT = 7 * 24 * 3600


@public
@require_safe
def photo(request: PortalRequest, pk: int, size: str) -> HttpResponse:
    """Send one size of a photo of a project, or of a proposal that this person may see."""
    if size not in SIZES:
        raise Http404
    try:
        found = reads.photo_visible_to(request.actor, pk)
    except Photo.DoesNotExist as missing:
        raise Http404 from missing
    tag = f'"{found.pk}-{size}"'
    response: HttpResponse
    if tag in request.headers.get("If-None-Match", "").replace("W/", "").split(", "):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(_bytes(found.file(size)), content_type="image/jpeg")
        response["Content-Disposition"] = f'inline; filename="photo-{found.pk}-{size}.jpg"'
    response["ETag"] = tag
    response["Cache-Control"] = f"private, max-age={SECONDS_KEPT}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    # Even if a browser took it for a page, it could load and run nothing.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _bytes(name: str) -> bytes:
    try:
        with default_storage.open(name) as file:
            return bytes(file.read())
    except FileNotFoundError as missing:
        raise Http404 from missing


@allow("projects.upload_own_photo")
@post_only
def photo_remove(request: PortalRequest, pk: int, photo_pk: int) -> HttpResponse:
    """Take a photo of one's own proposal down; pressed twice it is down once."""
    proposal = visible_proposal(request, pk)
    found = Photo.objects.select_related("proposal", "council").filter(pk=photo_pk, proposal_id=pk).first()
    if found is None:
        raise Http404
    services.remove(found, by=request.actor, at=request.now)
    messages.success(request, _("사진을 내렸습니다."))
    return back_to(proposal, "photos")
