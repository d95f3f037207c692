"""The roll for the 시군구, the appointment, and the reserve list with its successions."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from council.audit.services import record
from council.common.access import allow, may, require
from council.common.http import PortalRequest
from council.common.language import recorded
from members.forms.recruitment.call import StepForm
from members.forms.recruitment.deciding import AnswerForm, AppointForm, ReasonForm, SuccessorForm, VacancyForm
from members.models import Membership, Recruitment, Reserve, ReserveCall, Succession
from members.services.recruitment import roll, successions
from members.views.recruitment.common import acted, form_page, recruitment_or_404
from members.views.who import origin

SEE, RECRUIT, APPOINT = "members.see_recruitment", "members.recruit", "members.appoint"
#: How long after a seat fell free it is still shown as waiting for a decision.
DAYS_SHOWN = 200


@allow(SEE)
@never_cache
@require_GET
def recruitment_roll(request: PortalRequest, pk: int) -> HttpResponse:
    """The roll as it goes to the 시군구, to be printed; whose data it showed goes on record."""
    call = recruitment_or_404(pk)
    lines = roll.lines(call)
    if lines:
        record(
            "members.applications.listed",
            call,
            by=request.actor,
            at=request.now,
            why=recorded(lambda: _("명부를 열어 봄")),
            count=len(lines),
            whose=[line.application.user_id for line in lines],
            origin=origin(request),
        )
    context = {
        "call": call,
        "lines": lines,
        "vacant": roll.vacant(call),
        "draw": roll.valid_draw(call),
        "send_due": roll.send_due(call, request.today),
        "appointment_due": roll.appointment_due(call, request.today) if call.list_sent_on else None,
        "can_send": may(request.actor, RECRUIT) and call.status == Recruitment.Status.DRAWN,
        "can_recruit": may(request.actor, RECRUIT),
        "can_appoint": may(request.actor, APPOINT) and call.status == Recruitment.Status.SENT,
    }
    return render(request, "members/recruitment/office_roll.html", context)


@allow(APPOINT)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: PortalRequest, pk: int) -> HttpResponse:
    """Appoint everybody on the roll."""
    call = recruitment_or_404(pk)
    if call.status != Recruitment.Status.SENT:
        raise Http404
    first = {"appointed_on": min(request.today, call.term_starts_on)}
    form = AppointForm(request.POST or None, initial=first)
    back = reverse("members:recruitment_roll", args=[request.council.slug, call.pk])
    done = acted(
        request,
        form,
        lambda: roll.appoint(call, by=request.actor, at=request.now, **form.cleaned_data),
        _("명부의 사람들을 위촉하고 본인들에게 알렸습니다."),
        back,
    )
    lead = _("규칙이 한 사람씩 다시 살핍니다. 안 되는 사람이 있으면 아무도 위촉하지 않고 까닭을 보여 줍니다.")
    return done or form_page(
        request, form, title=_("명부의 사람들 위촉하기"), submit=_("위촉하기"), back=back, lead=lead, recruitment=call
    )


@allow(RECRUIT)
@require_http_methods(["GET", "HEAD", "POST"])
def move_up(request: PortalRequest, pk: int, app_pk: int) -> HttpResponse:
    """Ask the next on the reserve list to take the seat of somebody drawn who withdrew."""
    call = recruitment_or_404(pk)
    gone = next((one for one in roll.vacant(call) if one.pk == app_pk), None)
    if gone is None:
        raise Http404
    form = StepForm(request.POST if request.method == "POST" else None, ask_reason=False)
    back = reverse("members:recruitment_roll", args=[request.council.slug, call.pk])
    done = acted(
        request,
        form,
        lambda: successions.ask_next(instead_of=gone, by=request.actor, at=request.now),
        _("다음 순위의 예비후보에게 물었습니다."),
        reverse("members:office_reserve", args=[request.council.slug]),
    )
    title = _("%(number)s 대신 다음 순위에게 물어보기") % {"number": gone.number}
    return done or form_page(request, form, title=title, submit=_("물어보기"), back=back, recruitment=call)


# --- Reserve list and succession --------------------------------------------------------------------------------------


@allow(SEE)
@never_cache
@require_GET
def reserve(request: PortalRequest) -> HttpResponse:
    """Seats that fell free, who is asked, and who stands next."""
    on = request.today
    since = on - dt.timedelta(days=DAYS_SHOWN)
    vacated = (
        Membership.objects.filter(ends_on__gt=since, ends_on__lte=on, endings__isnull=False, succession__isnull=True)
        .exclude(endings__kind="WITHDRAWN")
        .select_related("user")
        .order_by("ends_on", "pk")
        .distinct()
    )
    calls = ReserveCall.objects.filter(answer__in=["WAITING", "ACCEPTED"]).select_related(
        "reserve__application", "succession__vacated__user", "instead_of"
    )
    waiting = (
        Reserve.objects.waiting(on)
        .filter(draw__status="DRAWN")
        .select_related("application", "track", "draw__recruitment")
        .order_by("-draw__drawn_at", "track__track", "rank")
    )
    asked = list(calls.order_by("asked_at"))
    context = {
        "vacated": list(vacated),
        # The next is asked only when nobody's answer is waited for, and appointed only once somebody agreed.
        "asked": {call.succession_id for call in asked},
        "agreed": {call.succession_id for call in asked if call.answer == "ACCEPTED"},
        "open": list(Succession.objects.filter(state="OPEN").select_related("vacated__user").order_by("vacant_on")),
        "calls": asked,
        "waiting": list(waiting),
        "can_recruit": may(request.actor, RECRUIT),
        "can_appoint": may(request.actor, APPOINT),
    }
    return render(request, "members/recruitment/office_reserve.html", context)


def _here(request: PortalRequest) -> str:
    return reverse("members:office_reserve", args=[request.council.slug])


@allow(RECRUIT)
@require_http_methods(["GET", "HEAD", "POST"])
def vacancy(request: PortalRequest, pk: int) -> HttpResponse:
    """Decide whether a seat that fell free is filled."""
    rows = Membership.objects.select_related("user", "council", "appointment").filter(ends_on__lte=request.today)
    seat = rows.filter(pk=pk, succession__isnull=True, endings__isnull=False).first()
    if seat is None:
        raise Http404
    form = VacancyForm(request.POST if request.method == "POST" else None)
    done = acted(
        request,
        form,
        lambda: successions.open_succession(
            seat,
            fill=form.wanted,
            term_ends_on=form.cleaned_data["term_ends_on"],
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=request.now,
        ),
        _("정한 것을 적었습니다."),
        _here(request),
    )
    title = _("%(name)s 님이 있던 자리") % {"name": seat.user.name}
    verdict = successions.verdict_for(seat, request.today)
    return done or form_page(
        request, form, title=title, submit=_("정하기"), back=_here(request), verdict=verdict, reserve_page=True
    )


def _succession(pk: int) -> Succession:
    found = Succession.objects.select_related("vacated__user", "council").filter(pk=pk, state="OPEN").first()
    if found is None:
        raise Http404
    return found


@allow(RECRUIT)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask the next in rank to take the seat."""
    found = _succession(pk)
    form = StepForm(request.POST if request.method == "POST" else None, ask_reason=False)
    done = acted(
        request,
        form,
        lambda: successions.ask_next(succession=found, by=request.actor, at=request.now),
        _("다음 순위의 예비후보에게 물었습니다."),
        _here(request),
    )
    title = _("%(name)s 님이 있던 자리를 다음 순위에게 물어보기") % {"name": found.vacated.user.name}
    return done or form_page(request, form, title=title, submit=_("물어보기"), back=_here(request), reserve_page=True)


@allow(RECRUIT)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PortalRequest, pk: int) -> HttpResponse:
    """Give up filling a seat."""
    found = _succession(pk)
    form = ReasonForm(request.POST or None)
    done = acted(
        request,
        form,
        lambda: successions.leave(found, reason=form.cleaned_data["reason"], by=request.actor, at=request.now),
        _("채우지 않기로 적었습니다."),
        _here(request),
    )
    return done or form_page(
        request, form, title=_("자리를 비워 두기"), submit=_("비워 두기"), back=_here(request), reserve_page=True
    )


@allow(APPOINT)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint_successor(request: PortalRequest, pk: int) -> HttpResponse:
    """Appoint whoever agreed to take the seat."""
    found = _succession(pk)
    first = {"appointed_on": request.today, "starts_on": request.today}
    form = SuccessorForm(request.POST or None, initial=first)
    done = acted(
        request,
        form,
        lambda: successions.appoint(found, by=request.actor, at=request.now, **form.cleaned_data),
        _("위촉하고 본인에게 알렸습니다."),
        _here(request),
    )
    verdict = successions.successor_term(found, request.today)
    return done or form_page(
        request,
        form,
        title=_("이을 사람 위촉하기"),
        submit=_("위촉하기"),
        back=_here(request),
        verdict=verdict,
        reserve_page=True,
    )


@allow(RECRUIT)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PortalRequest, pk: int) -> HttpResponse:
    """Write down what the one who was asked said."""
    rows = ReserveCall.objects.select_related("reserve__application").filter(answer=ReserveCall.Answer.WAITING)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    require(request.actor, RECRUIT, found)
    form = AnswerForm(request.POST or None)
    done = acted(
        request,
        form,
        lambda: successions.answer(
            found,
            accepted=form.cleaned_data["accepted"] == "yes",
            note=form.cleaned_data["note"],
            by=request.actor,
            at=request.now,
        ),
        _("답을 적었습니다."),
        _here(request),
    )
    title = _("예비후보 %(rank)s순위의 답 적기") % {"rank": found.reserve.rank}
    return done or form_page(request, form, title=title, submit=_("답 적기"), back=_here(request), reserve_page=True)


@allow(RECRUIT)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: PortalRequest, pk: int) -> HttpResponse:
    """Take somebody off the reserve list who can no longer sit."""
    states = (Reserve.State.WAITING, Reserve.State.ACCEPTED)
    found = Reserve.objects.select_related("application").filter(pk=pk, state__in=states).first()
    if found is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    done = acted(
        request,
        form,
        lambda: successions.pass_over(found, reason=form.cleaned_data["reason"], by=request.actor, at=request.now),
        _("명단에서 뺐습니다. 까닭이 이력에 남습니다."),
        _here(request),
    )
    title = _("예비후보 %(rank)s순위를 명단에서 빼기") % {"rank": found.rank}
    return done or form_page(
        request, form, title=title, submit=_("명단에서 빼기"), back=_here(request), reserve_page=True
    )
