"""The secretary's work with residents: look, confirm, hand out a code, refuse, end. Looking is recorded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from council.audit.selectors import history
from council.common.access import allow
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from council.common.paging import page
from council.rulebook import rulebook
from members import services
from members.forms.residents import (
    ContactForm,
    EndResidencyForm,
    RefuseForm,
    ResidentFilter,
    SeenForm,
)
from members.models import Residency
from members.views.who import origin

WHO = "members.verify_resident"


@allow(WHO)
@never_cache
@require_GET
def residents(request: PortalRequest) -> HttpResponse:
    """The list, what waits first; whose names were on the page goes on record."""
    data = request.GET.copy()
    data.setdefault("status", Residency.Status.PENDING)
    everyone = Residency.objects.select_related("user").order_by("requested_at", "pk")
    chosen = ResidentFilter(data, queryset=everyone)
    found = page(request, chosen.qs if chosen.form.is_valid() else everyone.none())
    services.log_list_seen(request.council, found.object_list, by=request.actor, at=request.now, origin=origin(request))
    context = {"filter": chosen, "residents": found, "waiting": Residency.objects.pending().count()}
    return render(request, "members/residents.html", context)


@allow(WHO)
@never_cache
@require_GET
def resident(request: PortalRequest, pk: int) -> HttpResponse:
    """One request with what may be done about it."""
    residency = _get(pk)
    services.log_list_seen(request.council, [residency], by=request.actor, at=request.now, origin=origin(request))
    return _page(request, residency)


@allow(WHO)
@require_POST
def verify(request: PortalRequest, pk: int) -> HttpResponse:
    """Confirm in person."""
    residency, form = _get(pk), SeenForm(request.POST)
    if form.is_valid():
        try:
            services.verify_in_person(residency, by=request.actor, at=request.now)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("주민으로 확인했습니다. 본인에게 알렸습니다."))
            return redirect("members:residents", slug=request.council.slug)
    return _page(request, residency, seen_form=form)


@allow(WHO)
@never_cache
@require_POST
def issue_code(request: PortalRequest, pk: int) -> HttpResponse:
    """Make a code and show the sheet to print: this page is the only place where the code ever stands."""
    residency = _get(pk)
    try:
        issued = services.issue_code(residency, by=request.actor, at=request.now)
    except Conflict:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("members:resident", slug=request.council.slug, pk=pk)
    context = {"issued": issued, "residency": issued.residency, "book": rulebook(request.council, request.today)}
    return render(request, "members/code_sheet.html", context)


@allow(WHO)
@require_POST
def refuse(request: PortalRequest, pk: int) -> HttpResponse:
    """Say that residency could not be confirmed, and why."""
    residency, form = _get(pk), RefuseForm(request.POST)
    if form.is_valid():
        try:
            services.refuse(residency, by=request.actor, at=request.now, **form.cleaned_data)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("까닭을 적어 본인에게 알렸습니다. 본인은 다시 신청할 수 있습니다."))
            return redirect("members:residents", slug=request.council.slug)
    return _page(request, residency, refuse_form=form)


@allow(WHO)
@require_POST
def end(request: PortalRequest, pk: int) -> HttpResponse:
    """End a residency."""
    residency, form = _get(pk), EndResidencyForm(request.POST)
    if form.is_valid():
        try:
            services.end_residency(residency, by=request.actor, at=request.now, **form.cleaned_data)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("주민 자격을 끝냈습니다. 본인에게 알렸습니다."))
            return redirect("members:residents", slug=request.council.slug)
    return _page(request, residency, end_form=form)


@allow("members.see_contact")
@never_cache
@require_POST
def contact(request: PortalRequest, pk: int) -> HttpResponse:
    """Show name and contacts once, after the reason is on record; leaving the page hides them again."""
    residency, form = _get(pk), ContactForm(request.POST)
    seen = None
    if form.is_valid():
        try:
            seen = services.see_contact(
                residency, by=request.actor, at=request.now, origin=origin(request), **form.cleaned_data
            )
        except Refused as refused:
            form.add_refusal(refused)
    return _page(request, residency, contact_form=form, seen=seen)


def _get(pk: int) -> Residency:
    return get_object_or_404(Residency.objects.select_related("user", "council", "verified_by"), pk=pk)


def _page(request: PortalRequest, residency: Residency, **context: Any) -> HttpResponse:
    forms = {
        "seen_form": SeenForm(auto_id="seen_%s"),
        "refuse_form": RefuseForm(auto_id="refuse_%s"),
        "end_form": EndResidencyForm(auto_id="end_%s"),
        "contact_form": ContactForm(auto_id="contact_%s"),
    } | context
    bound = next((value for name, value in context.items() if name.endswith("_form")), None)
    extra = {"residency": residency, "form": bound, "code_waits": residency.code_waits(request.now)}
    return render(request, "members/resident.html", forms | extra | {"lines": history(residency)})
