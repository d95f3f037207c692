"""What residents see of the people of a council: joining it, taking up an invitation, and the roll."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.common.access import public, require, signed_in
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from council.rulebook import rulebook
from members import services
from members.forms.residents import CodeForm, EndResidencyForm, JoinForm
from members.models import Residency, User
from members.selectors import residency_of
from members.selectors import roll as roll_of
from members.views.who import person


@public
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PortalRequest) -> HttpResponse:
    """Explain residency, take the request, and say how it stands."""
    form = JoinForm()
    if request.method == "POST":
        require(request.actor, "members.join")
        form = JoinForm(request.POST)
        if form.is_valid():
            try:
                services.join(request.council, person(request), by=request.actor, at=request.now, **form.cleaned_data)
            except Refused as refused:
                form.add_refusal(refused)
            else:
                messages.success(request, _("신청을 받았습니다. 간사가 확인하면 알려 드립니다."))
                return redirect("members:join", slug=request.council.slug)
    return _join_page(request, form=form)


@signed_in
@require_POST
def join_code(request: PortalRequest) -> HttpResponse:
    """Take the one-time code. A wrong one is answered with 200, so that the try stays counted."""
    residency = residency_of(person(request).pk)
    if residency is None:
        raise Http404
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            services.redeem_code(residency, form.cleaned_data["code"], by=request.actor, at=request.now)
        except services.CodeRefused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("주민으로 확인되었습니다. 이제 동네 일을 제안할 수 있습니다."))
            return redirect("members:join", slug=request.council.slug)
    return _join_page(request, code_form=form)


@signed_in
@require_POST
def leave(request: PortalRequest) -> HttpResponse:
    """End one's own residency, for example after moving away."""
    residency = residency_of(person(request).pk)
    if residency is None or residency.status not in Residency.OPEN:
        raise Http404
    form = EndResidencyForm(request.POST)
    if form.is_valid():
        try:
            services.end_residency(residency, by=request.actor, at=request.now, **form.cleaned_data)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("주민 자격을 끝냈습니다. 쓰신 제안은 남아 있고, 다시 신청할 수 있습니다."))
            return redirect("members:join", slug=request.council.slug)
    return _join_page(request, leave_form=form)


def _join_page(request: PortalRequest, **forms: Any) -> HttpResponse:
    residency = residency_of(request.actor.user_id) if request.actor.user_id else None
    bound = next((form for form in forms.values() if form.is_bound), None)
    context = {
        "residency": residency,
        "can_ask": residency is None or residency.status not in Residency.OPEN,
        "code_waits": residency is not None and residency.code_waits(request.now),
        "book": rulebook(request.council, request.today),
        # base.html says "오류:" in the title by the page's one form in use.
        "form": bound,
        "join_form": JoinForm() if "form" not in forms else forms["form"],
        "code_form": forms.get("code_form") or CodeForm(),
        "leave_form": forms.get("leave_form") or EndResidencyForm(),
    }
    return render(request, "members/join.html", context)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: PortalRequest, token: str) -> HttpResponse:
    """Show what the link offers, and take it up for the account with the invited address."""
    found = services.find_invitation(token, request.now)
    problem = ""
    if request.method == "POST" and found is not None:
        require(request.actor, "members.join")
        try:
            services.accept_invitation(found, person(request), by=request.actor, at=request.now)
        except Conflict:
            raise
        except Refused as refused:
            problem = refused.message
        else:
            office = request.council.label(found.kind)
            messages.success(request, _("오늘부터 %(office)s 일을 맡으셨습니다.") % {"office": office})
            return redirect("council:office", slug=request.council.slug)
    fits = found is not None and isinstance(request.user, User) and request.user.email == found.email
    context = {"invitation": found, "fits": fits, "problem": problem}
    if found is not None:
        context["office"] = request.council.label(found.kind)
    return render(request, "members/invitation.html", context, status=200 if found else 404)


@public
@require_GET
def roll(request: PortalRequest) -> HttpResponse:
    """The roll of 위원 and officers, as every council publishes it."""
    published = rulebook(request.council, request.today).ask("published", field="name")
    fields = published.result if isinstance(published.result, list | tuple) else None
    context = {
        "rows": roll_of(request.council, request.today),
        "show_names": request.actor.is_staff,
        # Officers sign in their names; others are named whole if they agreed to it or the rules publish names.
        "names_public": fields is not None and "name" in fields,
        "shown": {name: fields is None or name in fields for name in ("committee", "term", "track")},
        "article": published.article if fields is not None else "",
    }
    return render(request, "members/roll.html", context)
