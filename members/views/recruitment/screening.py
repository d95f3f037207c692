"""The applications as the office reads them. Whose names were on the page goes on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.audit.selectors import history
from council.audit.services import record
from council.common.access import allow
from council.common.errors import Refused
from council.common.http import PortalRequest
from council.common.language import recorded
from council.common.paging import page
from members.forms.recruitment.applying import USUAL_KINDS, WithdrawForm
from members.forms.recruitment.deciding import ApplicationFilter, ScreenForm, WhyForm
from members.models import Application, ApplicationProof, Recruitment
from members.rulings import Rulings
from members.services.recruitment import applications, proofs, screening
from members.views.recruitment.applying import paper
from members.views.recruitment.common import acted, application_or_404, form_page, recruitment_or_404
from members.views.who import origin

WHO = "members.recruit"
PER_PAGE = 50


@allow(WHO)
@never_cache
@require_GET
def applications_list(request: PortalRequest, pk: int) -> HttpResponse:
    """The applications with what the rules say of each; those that wait for a decision come first."""
    call = recruitment_or_404(pk)
    everyone = call.applications.exclude(status=Application.Status.DRAFT).exclude(number="")
    rows = everyone.select_related("track").order_by("number")
    chosen = ApplicationFilter(request.GET, queryset=rows)
    found = page(request, chosen.qs if chosen.form.is_valid() else rows.none(), per_page=PER_PAGE)
    people = list(found)
    proposals = screening.proposals(call, people, request.today) if people else []
    _looked(request, call, people)
    context = {"call": call, "filter": chosen, "rows": found, "proposals": proposals}
    return render(request, "members/recruitment/office_applications.html", context)


def _looked(request: PortalRequest, call: Recruitment, people: Sequence[Application]) -> None:
    """안전성 확보조치 기준: who looked at whose data, when, from where, why."""
    if people:
        record(
            "members.applications.listed",
            call,
            by=request.actor,
            at=request.now,
            why=recorded(lambda: _("심사 목록을 열어 봄")),
            count=len(people),
            whose=[one.user_id for one in people],
            origin=origin(request),
        )


@allow(WHO)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: PortalRequest, pk: int, app_pk: int) -> HttpResponse:
    """One application, what the rules say of it, and the decision."""
    call = recruitment_or_404(pk)
    one = application_or_404(call, app_pk)
    form = ScreenForm(request.POST or None)
    done = acted(
        request,
        form,
        lambda: screening.decide(
            one,
            accept=form.cleaned_data["decision"] == "yes",
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=request.now,
        ),
        _("정한 것을 적고 본인에게 알렸습니다."),
        reverse("members:office_applications", args=[request.council.slug, call.pk]),
    )
    if done:
        return done
    record(
        "members.application.seen",
        one,
        by=request.actor,
        at=request.now,
        why=recorded(lambda: _("심사")),
        number=one.number,
        whose=one.user_id,
        origin=origin(request),
    )
    one.recruitment = call
    proposal = screening.proposals(call, [one], request.today)[0]
    context: dict[str, Any] = {
        "call": call,
        "one": one,
        "form": form,
        "proposal": proposal,
        "failures": screening.failures(proposal, request.today),
        "proofs": list(one.proofs.filter(removed_at__isnull=True).order_by("pk")),
        "same": _same_person(one),
        "kind": _kind(request, one),
        "why_form": WhyForm(auto_id="why_%s"),
        "lines": history(one),
    }
    return render(request, "members/recruitment/office_application.html", context)


def _kind(request: PortalRequest, one: Application) -> str:
    """Return the kind of eligibility in the rules' own words."""
    for kind in Rulings(request.council, request.today, one.recruitment).kinds() or USUAL_KINDS:
        if kind["kind"] == one.eligibility:
            return str(kind.get("label", one.eligibility))
    return one.eligibility


def _same_person(one: Application) -> list[Application]:
    """Return other applications of this recruitment that may be the same person's."""
    if one.born_on is None:
        return []
    rows = Application.objects.sent().filter(recruitment_id=one.recruitment_id, name=one.name, born_on=one.born_on)
    return list(rows.exclude(pk=one.pk).order_by("number"))


@allow(WHO)
@never_cache
@require_POST
def proof(request: PortalRequest, pk: int, app_pk: int, proof_pk: int) -> HttpResponse:
    """Show a paper once the reason is on record."""
    call = recruitment_or_404(pk)
    one = application_or_404(call, app_pk)
    found = ApplicationProof.objects.select_related("application").filter(
        pk=proof_pk, application=one, removed_at__isnull=True
    )
    row = found.first()
    if row is None:
        raise Http404
    form = WhyForm(request.POST)
    if form.is_valid():
        try:
            why = form.cleaned_data["why"]
            return paper(row, proofs.read(row, why=why, by=request.actor, at=request.now, origin=origin(request)))
        except Refused as refused:
            form.add_refusal(refused)
    back = reverse("members:office_application", args=[request.council.slug, call.pk, one.pk])
    return form_page(
        request, form, title=_("증빙 서류 보기"), submit=_("까닭을 적고 보기"), back=back, recruitment=call
    )


@allow(WHO)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PortalRequest, pk: int, app_pk: int) -> HttpResponse:
    """Take an application back for somebody who asked for it."""
    call = recruitment_or_404(pk)
    one = application_or_404(call, app_pk)
    form = WithdrawForm(request.POST or None, own=False)
    back = reverse("members:office_application", args=[request.council.slug, call.pk, one.pk])
    done = acted(
        request,
        form,
        lambda: applications.withdraw(one, reason=form.cleaned_data["reason"], by=request.actor, at=request.now),
        _("취하로 적었습니다."),
        back,
    )
    title = _("%(number)s 취하 적기") % {"number": one.number}
    return done or form_page(request, form, title=title, submit=_("취하로 적기"), back=back, recruitment=call)
