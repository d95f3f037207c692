"""The office before a meeting: the list, planning, the agenda, the notice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.common.access import allow, may, require
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from council.common.paging import page
from council.meetings import services
from council.meetings.acts import acts_of
from council.meetings.forms.office import CallForm, ChangeForm, CorrectForm, ItemForm, NewForm, NoticeForm, WhyForm
from council.meetings.models import AgendaItem, Meeting, Resolution
from council.meetings.selectors import agenda_of, meetings_of
from council.meetings.services.calling import judge_notice

GET_POST = ["GET", "HEAD", "POST"]


@allow("meetings.office")
@require_GET
def meetings(request: PortalRequest) -> HttpResponse:
    """All meetings, those in preparation too, and the one that the calendar proposes."""
    context: dict[str, Any] = {"page": page(request, meetings_of(office=True)), "proposal": None}
    context["can_prepare"] = may(request.actor, "meetings.prepare")
    if context["can_prepare"]:
        found = services.propose_regular(request.council, request.today)
        context["proposal"] = found if found and found["starts_at"] > request.now else None
    return render(request, "meetings/office/meetings.html", context)


@allow("meetings.prepare")
@require_http_methods(GET_POST)
def meeting_new(request: PortalRequest) -> HttpResponse:
    """Plan a meeting; the calendar's proposal stands in the fields."""
    proposed = services.propose_regular(request.council, request.today) if request.method == "GET" else None
    initial: dict[str, Any] = {"place": request.council.hall}
    if proposed and proposed["starts_at"] > request.now:
        local = timezone.localtime(proposed["starts_at"])
        initial = {"day": local.date(), "time": f"{local:%H:%M}", "place": proposed["place"], "mode": proposed["mode"]}
    form = NewForm(_sent(request), initial=initial)

    def act() -> Meeting:
        data = form.cleaned_data
        return services.plan_regular(
            request.council, starts_at=form.starts_at, kind=data["kind"], committee=data["committee"],
            by=request.actor, at=request.now, **form.where,
        )  # fmt: skip

    lead = _("지난 정기회의에서 다루지 못한 안건은 정기회의의 안건으로 옮겨 옵니다.")
    return _form(request, form, act, _("회의 잡기"), lead)


@allow("meetings.prepare")
@require_http_methods(GET_POST)
def meeting_call(request: PortalRequest) -> HttpResponse:
    """Call an extraordinary meeting."""
    form = CallForm(_sent(request), initial={"place": request.council.hall})

    def act() -> Meeting:
        data = form.cleaned_data
        who = str(dict(form.WHO).get(data["called_by"], ""))
        return services.call(
            request.council, starts_at=form.starts_at, called_by=data["called_by"], who=who, callers=data["callers"],
            reason=data["reason"], judged=data["judged"], by=request.actor, at=request.now, **form.where,
        )  # fmt: skip

    return _form(request, form, act, _("임시회의 소집"), _("누가 소집했는지 규칙과 견주어 보고 기록합니다."))


@allow("meetings.office")
@require_GET
def meeting(request: PortalRequest, pk: int) -> HttpResponse:
    """One meeting in preparation: its agenda and what is to be done next."""
    found = _meeting(request, pk)
    context = {
        "meeting": found,
        "items": agenda_of(found),
        "can_prepare": may(request.actor, "meetings.prepare", found),
        "can_run": may(request.actor, "meetings.run", found) and found.status in ("NOTICED", "OPEN", "CLOSED"),
        "notice": judge_notice(found, request.now) if found.status == Meeting.Status.PLANNED else None,
    }
    return render(request, "meetings/office/meeting.html", context)


@allow("meetings.prepare")
@require_http_methods(GET_POST)
def meeting_change(request: PortalRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    local = timezone.localtime(found.starts_at)
    initial = {
        "day": local.date(), "time": f"{local:%H:%M}", "mode": found.mode, "place": found.place, "link": found.link,
        "version": found.version,
    }  # fmt: skip
    form = ChangeForm(_sent(request), initial=initial)

    def act() -> Meeting:
        changes = {"starts_at": form.starts_at, **form.where}
        data = form.cleaned_data
        return services.change(
            found, changes, why=data["why"], by=request.actor, at=request.now, expected_version=data["version"]
        )

    return _form(request, form, act, _("때와 곳 바꾸기"), found.title, found)


@allow("meetings.prepare")
@require_http_methods(GET_POST)
def meeting_cancel(request: PortalRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    form = WhyForm(_sent(request))

    def act() -> Meeting:
        return services.cancel(found, why=form.cleaned_data["why"], by=request.actor, at=request.now)

    return _form(request, form, act, _("회의 취소"), _("알린 회의이면 모두에게 까닭을 알립니다."), found)


@allow("meetings.prepare")
@require_http_methods(GET_POST)
def meeting_notice(request: PortalRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    form = NoticeForm(_sent(request))

    def act() -> Meeting:
        return services.notice(found, by=request.actor, at=request.now, **form.cleaned_data)

    verdict = judge_notice(found, request.now)
    return _form(
        request, form, act, _("소집 알리기"), _("그 날의 위원 모두에게 알림을 보내고 공고를 엽니다."), found, verdict
    )


@allow("meetings.prepare")
@require_http_methods(GET_POST)
def item_new(request: PortalRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    form = ItemForm(_sent(request), acts=acts_of(request.council))

    def act() -> Meeting:
        services.add_item(found, by=request.actor, at=request.now, **form.cleaned_data)
        return found

    return _form(request, form, act, _("안건 넣기"), found.title, found)


@allow("meetings.prepare")
@require_http_methods(GET_POST)
def item_edit(request: PortalRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(AgendaItem, pk=pk)
    found = _own(request, item.meeting_id)
    names = ("kind", "title", "body", "decides", "matter", "closed_reason")
    acts = acts_of(request.council)
    if item.decides and item.decides not in dict(acts):
        acts.append((item.decides, item.title))
    form = ItemForm(_sent(request), initial={name: getattr(item, name) for name in names}, acts=acts)

    def act() -> Meeting:
        services.change_item(item, form.cleaned_data, by=request.actor, at=request.now)
        return found

    return _form(request, form, act, _("안건 고치기"), found.title, found)


@allow("meetings.prepare")
@require_POST
def item_remove(request: PortalRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(AgendaItem, pk=pk)
    found = _own(request, item.meeting_id)
    services.remove_item(item, by=request.actor, at=request.now)
    return redirect("meetings:office_meeting", request.council.slug, found.pk)


@allow("meetings.run")
@require_http_methods(GET_POST)
def meeting_allowances(request: PortalRequest, pk: int) -> HttpResponse:
    """The sheet of what is paid for the meeting; sending the page writes it once."""
    found = get_object_or_404(Meeting.objects.held().select_related("committee"), pk=pk)
    found.council = request.council
    require(request.actor, "meetings.run", found)
    problem = ""
    if request.method == "POST":
        try:
            services.record_allowances(found, by=request.actor, at=request.now)
        except Conflict:
            raise
        except Refused as refused:
            problem = refused.message
        else:
            return redirect("meetings:office_allowances", request.council.slug, found.pk)
    lines = list(found.allowances.select_related("user").order_by("user__name", "pk"))
    context = {"meeting": found, "lines": lines, "total": sum(line.won for line in lines), "problem": problem}
    return render(request, "meetings/office/allowances.html", context)


@allow("meetings.correct")
@require_http_methods(GET_POST)
def resolution_correct(request: PortalRequest, pk: int) -> HttpResponse:
    """Record that a vote was written down wrongly; what was written stays beside it."""
    wrong = get_object_or_404(Resolution.objects.standing().select_related("item", "vote"), pk=pk, vote__isnull=False)
    found = _meeting(request, wrong.item.meeting_id)
    names = ("method", "in_favour", "against", "abstained", "invalid")
    form = CorrectForm(_sent(request), initial={name: getattr(wrong.vote, name) for name in names})

    def act() -> Meeting:
        data = form.cleaned_data
        services.correct(
            wrong, services.Count(**{name: data[name] for name in names}), why=data["why"], by=request.actor,
            at=request.now, judged={"yes": True, "no": False}.get(data["judged"]), judged_why=data["judged_why"],
        )  # fmt: skip
        return found

    lead = _("%(number)s %(word)s: %(text)s. 처음 의결은 지우지 않고, 바로잡은 의결이 새 번호로 남습니다.") % {
        "number": wrong.number_label,
        "word": wrong.word,
        "text": wrong.text,
    }
    return _form(request, form, act, _("의결 바로잡기"), lead, found)


def _sent(request: PortalRequest) -> QueryDict | None:
    """Return what was sent; a form of boxes left empty sends nothing, and was sent all the same."""
    return request.POST if request.method == "POST" else None


def _meeting(request: PortalRequest, pk: int) -> Meeting:
    found = get_object_or_404(Meeting.objects.select_related("committee"), pk=pk)
    found.council = request.council
    return found


def _own(request: PortalRequest, pk: int) -> Meeting:
    found = _meeting(request, pk)
    require(request.actor, "meetings.prepare", found)
    return found


def _form(
    request: PortalRequest, form: forms.Form, act: Callable[[], Meeting], title: str, lead: str,
    found: Meeting | None = None, verdict: Any = None,
) -> HttpResponse:  # fmt: skip
    """Show the form; when it is sent, act, and go to the meeting."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act()
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            messages.success(request, _("%(meeting)s: %(done)s, 적었습니다.") % {"meeting": done.title, "done": title})
            return redirect("meetings:office_meeting", request.council.slug, done.pk)
    slug = request.council.slug
    back = (
        reverse("meetings:office_meeting", args=[slug, found.pk])
        if found
        else reverse("meetings:office_meetings", args=[slug])
    )
    context = {"form": form, "page_title": title, "lead": lead, "back": back, "meeting": found, "verdict": verdict}
    return render(request, "meetings/office/form.html", context)
