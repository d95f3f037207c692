"""One's own application: written, kept, handed in, looked at, taken back; and the answer when a seat is offered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.common.access import allow
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from members.forms.recruitment.applying import ApplyForm, WithdrawForm, apply_initial
from members.models import Application, ApplicationProof, Recruitment, ReserveCall
from members.services.recruitment import applications, proofs, successions
from members.views.recruitment.common import acted, form_page, recruitment_or_404
from members.views.who import origin, person

WHO = "members.apply"


def own_or_none(request: PortalRequest, call: Recruitment) -> Application | None:
    rows = call.applications.select_related("track", "committee")
    return rows.filter(user_id=request.actor.user_id or 0).first()


@allow(WHO)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: PortalRequest, pk: int) -> HttpResponse:
    """The form while it may be written; afterwards how the application stands."""
    call = recruitment_or_404(pk, public=True)
    mine = own_or_none(request, call)
    writing = call.takes_applications(request.today) and (
        mine is None or mine.status in (Application.Status.DRAFT, Application.Status.WITHDRAWN)
    )
    if not writing:
        return _state(request, call, mine)
    user = person(request)
    start = apply_initial(mine) if mine else {"name": user.name, "phone": user.phone}
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ApplyForm(data, files, recruitment=call, on=request.today, initial=start)
    if request.method == "POST" and form.is_valid():
        response = _keep(request, call, form)
        if response is not None:
            return response
        mine = own_or_none(request, call)
    return _form(request, call, mine, form)


def _keep(request: PortalRequest, call: Recruitment, form: ApplyForm) -> HttpResponse | None:
    """Keep what was written with its papers, and hand it in when that button was pressed."""
    to: dict[str, Any] = {"by": request.actor, "at": request.now}
    sending = request.POST.get("action") == "send"
    kept = None
    try:
        kept = applications.save_draft(call, person(request), form.statement(), **to)
        for upload in form.cleaned_data["proof"]:
            proofs.add(kept, upload, **to)
        # What was written is kept even while something is missing.
        if sending and form.ask_for_missing():
            return None
        if sending:
            applications.submit(kept, consent=form.cleaned_data["consent"], **to)
    except Conflict:
        raise
    except Refused as refused:
        form.add_refusal(refused)
        return None
    if sending:
        messages.success(request, _("접수했습니다. 접수 번호와 다음 일을 알림으로도 보냈습니다."))
    else:
        messages.success(request, _("쓰던 것을 두었습니다. 접수 마지막 날까지 이어서 쓸 수 있습니다."))
    return redirect("members:application", slug=request.council.slug, pk=call.pk)


def _form(request: PortalRequest, call: Recruitment, mine: Application | None, form: ApplyForm) -> HttpResponse:
    kept = list(mine.proofs.filter(removed_at__isnull=True).order_by("pk")) if mine else []
    return render(request, "members/recruitment/apply.html", {"call": call, "mine": mine, "form": form, "proofs": kept})


def _state(request: PortalRequest, call: Recruitment, mine: Application | None) -> HttpResponse:
    context: dict[str, Any] = {"call": call, "mine": mine}
    if mine is not None and mine.number:
        context |= {
            "proofs": list(mine.proofs.filter(removed_at__isnull=True).order_by("pk")),
            "results": list(mine.candidacies.select_related("draw", "result").order_by("-draw__attempt")),
            "reserve": mine.reserves.exclude(state="REMOVED").order_by("-pk").first(),
            "question": ReserveCall.objects.filter(
                reserve__application=mine, answer=ReserveCall.Answer.WAITING
            ).first(),
            "sessions": list(call.sessions.order_by("held_on", "pk")),
            "attended": set(mine.attendances.values_list("session_id", flat=True)),
        }
    return render(request, "members/recruitment/mine.html", context)


@allow(WHO)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take one's own application back."""
    call = recruitment_or_404(pk, public=True)
    mine = own_or_none(request, call)
    if mine is None or mine.status == Application.Status.WITHDRAWN:
        raise Http404
    form = WithdrawForm(request.POST or None, own=True)
    where = reverse("members:application", args=[request.council.slug, call.pk])
    done = acted(
        request,
        form,
        lambda: applications.withdraw(mine, reason=form.cleaned_data["reason"], by=request.actor, at=request.now),
        _("취하했습니다. 접수 기간 안에는 다시 지원할 수 있습니다."),
        where,
    )
    lead = _("추첨이 끝난 뒤라면 자리는 다음 순위의 예비후보에게 갑니다.")
    return done or form_page(
        request,
        form,
        title=_("지원 취하하기"),
        submit=_("취하하기"),
        back=where,
        lead=lead,
        recruitment=call,
        template="members/recruitment/withdraw.html",
    )


def _own_proof(request: PortalRequest, pk: int, proof_pk: int) -> ApplicationProof:
    found = (
        ApplicationProof.objects.select_related("application__recruitment")
        .filter(pk=proof_pk, application__recruitment_id=pk, application__user_id=request.actor.user_id or 0)
        .filter(removed_at__isnull=True)
        .first()
    )
    if found is None:
        raise Http404
    return found


@allow(WHO)
@never_cache
@require_GET
def proof(request: PortalRequest, pk: int, proof_pk: int) -> HttpResponse:
    """One's own paper."""
    found = _own_proof(request, pk, proof_pk)
    return paper(found, proofs.read(found, why="", by=request.actor, at=request.now, origin=origin(request)))


def paper(found: ApplicationProof, content: bytes) -> HttpResponse:
    """Send a paper so that a browser shows it and runs nothing."""
    is_pdf = found.kind == ApplicationProof.Kind.PDF
    response = HttpResponse(content, content_type="application/pdf" if is_pdf else "image/jpeg")
    way = "attachment" if is_pdf else "inline"
    response["Content-Disposition"] = f'{way}; filename="proof-{found.pk}.{"pdf" if is_pdf else "jpg"}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@allow(WHO)
@require_POST
def proof_remove(request: PortalRequest, pk: int, proof_pk: int) -> HttpResponse:
    """Take one's own paper off a draft."""
    try:
        proofs.remove(_own_proof(request, pk, proof_pk), by=request.actor, at=request.now)
        messages.success(request, _("서류를 지웠습니다."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("members:application", slug=request.council.slug, pk=pk)


@allow(WHO)
@require_POST
def answer(request: PortalRequest, pk: int, call_pk: int) -> HttpResponse:
    """Answer whether one takes the seat that fell free."""
    asked = (
        ReserveCall.objects.select_related("reserve__application")
        .filter(
            pk=call_pk,
            reserve__application__recruitment_id=pk,
            reserve__application__user_id=request.actor.user_id or 0,
        )
        .first()
    )
    if asked is None:
        raise Http404
    if request.POST.get("accepted") not in ("yes", "no"):
        messages.error(request, _("맡을지 사양할지 골라 주십시오."))
        return redirect("members:application", slug=request.council.slug, pk=pk)
    accepted = request.POST["accepted"] == "yes"
    successions.answer(asked, accepted=accepted, by=request.actor, at=request.now)
    thanks = _("맡겠다고 알렸습니다. 위촉하는 날을 알려 드립니다.") if accepted else _("사양한다고 알렸습니다.")
    messages.success(request, thanks)
    return redirect("members:application", slug=request.council.slug, pk=pk)
