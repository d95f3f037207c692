"""Drawing: freeze the list, enter the officers' numbers, work the result out; or declare it void."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from council.common.access import allow
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from members.forms.recruitment.deciding import FreezeForm, NumberForm, ReasonForm
from members.models import Draw, Recruitment
from members.rulings import Rulings
from members.services.recruitment import draw_terms, draws
from members.views.recruitment.common import acted, draw_or_404, form_page, recruitment_or_404
from members.views.recruitment.office import desk_url

WHO = "members.draw"


def screen_url(draw: Draw) -> str:
    call = draw.recruitment
    return reverse("members:draw_screen", args=[call.council.slug, call.pk, draw.attempt])


@allow(WHO)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: PortalRequest, pk: int) -> HttpResponse:
    """Look at the list that would be frozen, name the officers, freeze it."""
    call = recruitment_or_404(pk)
    if call.status not in (Recruitment.Status.SCREENING, Recruitment.Status.TRAINING):
        raise Http404
    return _freeze(request, call, None)


@allow(WHO)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def redo(request: PortalRequest, pk: int, attempt: int) -> HttpResponse:
    """Declare a draw void and freeze the list anew."""
    call = recruitment_or_404(pk)
    draw = draw_or_404(call, attempt)
    if not draw.is_drawn or call.status != Recruitment.Status.DRAWN:
        raise Http404
    return _freeze(request, call, draw)


def _freeze(request: PortalRequest, call: Recruitment, void: Draw | None) -> HttpResponse:
    found = draw_terms.terms(call, request.today)
    last = call.draws.order_by("-attempt").defer("list_text").first()
    first = {"officers": "\n".join(last.officers), "seed_source": last.seed_source} if last else {}
    form = FreezeForm(request.POST or None, found=found, ask_reason=void is not None, initial=first)
    made: list[Draw] = []

    def act() -> None:
        to: dict[str, Any] = {"by": request.actor, "at": request.now}
        if void is None:
            made.append(draws.freeze(call, **form.given(), **to))
        else:
            made.append(draws.redo(void, reason=form.cleaned_data["void_reason"], **form.given(), **to))

    done = acted(
        request,
        form,
        act,
        _("명단을 굳히고 지문을 공개했습니다. 이제 추첨위원이 번호를 뽑습니다."),
        lambda: screen_url(made[0]),
    )
    if done:
        return done
    frozen, _people = draw_terms.listed(call, found)
    body = Rulings(request.council, request.today, call).written("selection.draw_officers")[1]
    context = {"call": call, "form": form, "found": found, "frozen": frozen, "void": void, "body": body}
    return render(request, "members/recruitment/office_freeze.html", context)


@allow(WHO)
@require_POST
def number(request: PortalRequest, pk: int, attempt: int, position: int) -> HttpResponse:
    """Enter one officer's number and go back to the projector."""
    draw = draw_or_404(recruitment_or_404(pk), attempt)
    form = NumberForm(request.POST)
    if form.is_valid():
        try:
            draws.enter_number(
                draw, position=position, value=form.cleaned_data["value"], by=request.actor, at=request.now
            )
        except Conflict:
            raise
        except Refused as refused:
            messages.error(request, refused.message)
    else:
        messages.error(request, " ".join(map(str, form.errors["value"])))
    return HttpResponseRedirect(screen_url(draw))


@allow(WHO)
@require_POST
def run(request: PortalRequest, pk: int, attempt: int) -> HttpResponse:
    """Work the result out; the projector then reveals it turn by turn."""
    draw = draw_or_404(recruitment_or_404(pk), attempt)
    try:
        draws.run(draw, by=request.actor, at=request.now)
    except Conflict:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    return HttpResponseRedirect(screen_url(draw))


@allow(WHO)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: PortalRequest, pk: int, attempt: int) -> HttpResponse:
    """Give a frozen list up before anything is drawn from it."""
    call = recruitment_or_404(pk)
    draw = draw_or_404(call, attempt)
    if not draw.is_frozen:
        raise Http404
    form = ReasonForm(request.POST or None)
    done = acted(
        request,
        form,
        lambda: draws.release(draw, reason=form.cleaned_data["reason"], by=request.actor, at=request.now),
        _("굳힌 명단을 풀었습니다. 고친 뒤에 다시 굳혀 주십시오."),
        desk_url(call),
    )
    lead = _("굳혔던 명단과 지문은 무효라고 적힌 채 남습니다. 까닭을 모두가 봅니다.")
    return done or form_page(
        request,
        form,
        title=_("굳힌 명단 풀기"),
        submit=_("명단 풀기"),
        back=desk_url(call),
        lead=lead,
        recruitment=call,
    )
