"""Batches: asking for one, watching it, taking its ZIP."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from council.common.access import allow
from council.common.errors import Refused
from council.common.http import PortalRequest
from council.common.paging import page
from council.documents import selectors
from council.documents.files import safe_name
from council.documents.forms import BatchForm
from council.documents.gathering import KEPT_DAYS
from council.documents.models import Batch, IssuedPaper
from council.documents.services import batches

DIGITS = 18


@allow("documents.read")
@require_http_methods(["GET", "POST"])
def batch_list(request: PortalRequest) -> HttpResponse:
    """One's own batches; a POST asks for a new one of the papers that were ticked."""
    form = None
    if request.method == "POST":
        ticked = [int(key) for key in request.POST.getlist("papers") if key.isdecimal() and len(key) <= DIGITS]
        found = {paper.pk: paper for paper in IssuedPaper.objects.filter(pk__in=ticked).defer("context", "head")}
        form = BatchForm(request.POST, keys=list(found))
        if form.is_valid():
            try:
                made = batches.gather(
                    [found[key] for key in form.cleaned_data["papers"]],
                    council=request.council,
                    by=request.actor,
                    at=request.now,
                    formats=form.cleaned_data["formats"],
                )
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
            else:
                return redirect("documents:batch", request.council.slug, made.pk)
    rows = page(request, selectors.batches_of(request.actor.user_id))
    context = {"rows": rows, "form": form, "days": KEPT_DAYS}
    return render(request, "documents/batches.html", context)


@allow("documents.read")
@require_GET
def batch(request: PortalRequest, pk: int) -> HttpResponse:
    """How far a batch is; asked again every two seconds while it is open."""
    found = _own(request, pk)
    template = "documents/_batch_state.html" if request.htmx else "documents/batch.html"
    return render(request, template, {"batch": found, "days": KEPT_DAYS})


@allow("documents.read")
@require_GET
def batch_zip(request: PortalRequest, pk: int) -> HttpResponseBase:
    """The ZIP, to whoever asked for it."""
    found = _own(request, pk)
    if found.state != Batch.State.DONE or not default_storage.exists(found.path):
        raise Http404
    name = safe_name(_("%(council)s %(title)s") % {"council": request.council.short_name, "title": found.title})
    response = StreamingHttpResponse(_chunks(found.path), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.zip") or ""
    response["Content-Length"] = str(found.size)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _chunks(path: str) -> Iterator[bytes]:
    """Yield the file piece by piece; opened when the first piece is sent. Asks no database: its scope is over by then."""
    with default_storage.open(path) as file:
        yield from file.chunks()


def _own(request: PortalRequest, pk: int) -> Batch:
    """Return the batch; somebody else's is not there."""
    return get_object_or_404(Batch, pk=pk, asked_by_id=request.actor.user_id)
