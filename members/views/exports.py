"""The roll as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from council.common.access import allow, may
from council.common.errors import Refused
from council.common.files import attachment
from council.common.http import PortalRequest
from members.forms.imports import ExportForm
from members.services.exports import export_roll
from members.views.who import origin


@allow("members.see_people")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: PortalRequest) -> HttpResponse:
    """Ask what is to be in the file, and hand it out."""
    form = ExportForm(request.POST or None, may_personal=may(request.actor, "members.see_personal"))
    if request.method == "POST" and form.is_valid():
        try:
            file = export_roll(
                request.council, by=request.actor, at=request.now, origin=origin(request), **form.cleaned_data
            )
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return attachment(file.data, file.name)
    return render(request, "members/export.html", {"form": form})
