"""The list of issued papers, one of them, issuing and issuing anew."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.common.access import Forbidden, allow, may, require
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from council.common.paging import page
from council.documents import selectors, services
from council.documents.forms import BatchForm, PaperFilterForm, ReissueForm
from council.documents.models import IssuedPaper
from council.documents.registry import PAPERS
from council.documents.views.files import target_or_404


@allow("documents.read")
@require_GET
def paper_list(request: PortalRequest) -> HttpResponse:
    """What was issued, newest first, found by words, kind and days."""
    form = PaperFilterForm(request.GET or None, actor=request.actor)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = selectors.issued_list(
        request.actor,
        words=wanted.get("q", ""),
        code=wanted.get("kind", ""),
        first=wanted.get("first"),
        last=wanted.get("last"),
    )
    rows = page(request, found)
    context = {
        "form": form,
        "rows": rows,
        "filtered": any(wanted.values()),
        "may_letterhead": may(request.actor, "documents.letterhead"),
        "formats": BatchForm(keys=[]).fields["formats"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "documents/papers.html", context)


@allow("documents.read")
@require_GET
def paper(request: PortalRequest, pk: int) -> HttpResponse:
    """One issued paper: its files, its check value, what it replaced."""
    issued = _readable(request, pk)
    return render(request, "documents/paper.html", _context(request, issued, ReissueForm()))


@allow("documents.read")
@require_POST
def reissue(request: PortalRequest, pk: int) -> HttpResponse:
    """Issue the paper anew from its record as it stands now."""
    issued = _readable(request, pk)
    if issued.code in PAPERS:
        require(request.actor, PAPERS[issued.code].permission, _target(issued))
    form = ReissueForm(request.POST)
    if form.is_valid():
        try:
            made = services.reissue(issued, by=request.actor, at=request.now, why=form.cleaned_data["why"])
        except Conflict:
            raise
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("다시 발급했습니다. 문서번호는 %(number)s입니다.") % {"number": made.number})
            return redirect("documents:paper", request.council.slug, made.pk)
    return render(request, "documents/paper.html", _context(request, issued, form))


@allow("documents.read")
@require_POST
def issue(request: PortalRequest, code: str, target: int) -> HttpResponse:
    """Issue a paper of a record under the next number."""
    found = target_or_404(code, target)
    try:
        made = services.issue(code, found, by=request.actor, at=request.now)
    except Conflict:
        raise
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("documents:papers", request.council.slug)
    messages.success(request, _("발급했습니다. 문서번호는 %(number)s입니다.") % {"number": made.number})
    return redirect("documents:paper", request.council.slug, made.pk)


def _readable(request: PortalRequest, pk: int) -> IssuedPaper:
    issued = get_object_or_404(IssuedPaper.objects.select_related("replaces", "issued_by"), pk=pk)
    if not selectors.may_read(request.actor, issued):
        raise Forbidden(_("이 문서는 맡은 분만 볼 수 있습니다. 간사에게 물어 주십시오."))
    return issued


def _context(request: PortalRequest, issued: IssuedPaper, form: ReissueForm) -> dict[str, object]:
    kind = PAPERS.get(issued.code)
    later = issued.replacements.first()
    may_reissue = kind is not None and later is None and kind.may_issue(request.actor, _target(issued))
    return {
        "paper": issued,
        "files": list(issued.files.order_by("pk")),
        "later": later,
        "form": form if may_reissue else None,
    }


def _target(issued: IssuedPaper) -> object | None:
    try:
        return target_or_404(issued.code, issued.target_id)
    except Http404:
        return None
