"""The letterhead: name, lines and seal, and a sample of how papers will look."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from council.common.access import allow
from council.common.errors import Refused
from council.common.http import PortalRequest
from council.documents import services
from council.documents.blocks import Address, Attachments, Context, End, Form, Paragraph, Seal
from council.documents.forms import LetterheadForm
from council.documents.renderers import render as render_paper
from council.documents.services.letterheads import seal_bytes
from council.documents.sheet import Sheet
from council.documents.views.files import file_response


@allow("documents.letterhead")
@require_http_methods(["GET", "POST"])
def letterhead(request: PortalRequest) -> HttpResponse:
    """Choose what stands around every paper."""
    now = services.letterhead_of(request.council)
    initial = {"name": now.name, "motto": now.motto, "footer": now.footer}
    form = LetterheadForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_letterhead(request.council, by=request.actor, at=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("문서 머리를 고쳤습니다. 앞으로 내는 문서부터 이렇게 나갑니다."))
            return redirect("documents:letterhead", request.council.slug)
    return render(request, "documents/letterhead.html", {"form": form, "letterhead": now})


@allow("documents.letterhead")
@require_GET
def sample(request: PortalRequest) -> HttpResponse:
    """A letter as it would look with today's letterhead."""
    with translation.override(settings.LANGUAGE_CODE):
        name = _("%(council)s장") % {"council": request.council.name}
        context = Context(
            title=_("문서 머리 보기"),
            form=Form.LETTER,
            blocks=(
                Address(to=request.council.head_label, subject=_("문서 머리 보기")),
                Paragraph(_("문서가 이렇게 나갑니다. 이 글은 보기일 뿐 어디에도 남지 않습니다.")),
                Attachments((_("붙임 문서 이름 1부"),)),
                End(),
                Seal(name, request.today),
            ),
        )
        head = services.head_of(services.letterhead_of(request.council))
        content = render_paper(Sheet(context, head, "", request.now), "pdf")
    return file_response(content, "sample.pdf", "pdf")


@allow("documents.letterhead")
@require_GET
def seal(request: PortalRequest) -> HttpResponse:
    """The seal's picture."""
    name = services.letterhead_of(request.council).seal
    if not name:
        raise Http404
    response = HttpResponse(seal_bytes(name), content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
