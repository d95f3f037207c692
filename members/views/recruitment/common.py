"""What the pages of recruitment share: the thing or 404, a form that acts, who is named how."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from members.models import Application, Draw, Recruitment


def recruitment_or_404(pk: int, *, public: bool = False) -> Recruitment:
    """Return the recruitment; what is not announced yet does not exist for the public."""
    rows = Recruitment.objects.select_related("council__region__parent")
    if public:
        rows = rows.public()
    try:
        return rows.get(pk=pk)
    except Recruitment.DoesNotExist as missing:
        raise Http404 from missing


def draw_or_404(recruitment: Recruitment, attempt: int) -> Draw:
    try:
        draw = recruitment.draws.select_related("previous").get(attempt=attempt)
    except Draw.DoesNotExist as missing:
        raise Http404 from missing
    draw.recruitment = recruitment
    return draw


def application_or_404(recruitment: Recruitment, pk: int) -> Application:
    """Return an application that was handed in."""
    rows = recruitment.applications.exclude(status=Application.Status.DRAFT).exclude(number="")
    try:
        return rows.select_related("user", "track", "committee", "decided_by", "entered_by").get(pk=pk)
    except Application.DoesNotExist as missing:
        raise Http404 from missing


def acted(
    request: PortalRequest,
    form: forms.BaseForm,
    act: Callable[[], object],
    done: str | Callable[[], str],
    where: str | Callable[[], str],
) -> HttpResponse | None:
    """Do the act of a valid form, say what became of it and go on; None when it is to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        act()
    except Conflict:
        raise
    except Refused as refused:
        form.add_refusal(refused)  # type: ignore[attr-defined]
        return None
    messages.success(request, done if isinstance(done, str) else done())
    return HttpResponseRedirect(where if isinstance(where, str) else where())


def form_page(
    request: PortalRequest,
    form: forms.BaseForm,
    *,
    title: str,
    submit: str,
    back: str,
    lead: str = "",
    recruitment: Recruitment | None = None,
    template: str = "members/recruitment/form.html",
    **more: Any,
) -> HttpResponse:
    """Show a page with one form."""
    context = {"form": form, "page_title": title, "submit": submit, "back": back, "lead": lead}
    return render(request, template, {**context, "recruitment": recruitment, **more})
