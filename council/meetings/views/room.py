"""The room on the secretary's screen: each act is a form that works without script; with it, only the room is drawn again."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

import qrcode
import qrcode.image.svg
from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.common.access import allow, require
from council.common.errors import Conflict, Refused
from council.common.forms import KrdsFormMixin
from council.common.http import PortalRequest
from council.meetings import services
from council.meetings.codes import code_at
from council.meetings.models import AgendaItem, Attendance, Ballot, Meeting, Recusal, Vote
from council.meetings.selectors import pulse, room_now


@allow("meetings.run")
@never_cache
@require_GET
def room(request: PortalRequest, pk: int) -> HttpResponse:
    """The room as it is now."""
    return _show(request, _own(request, pk))


@allow("meetings.run")
@never_cache
@require_GET
def code(request: PortalRequest, pk: int) -> HttpResponse:
    """The code of this minute and its picture, for the wall; the page asks for itself again."""
    found = _own(request, pk)
    number = code_at(found.code_secret, request.now)
    path = reverse("meetings:check_in", args=[request.council.slug, found.pk])
    image = qrcode.make(
        request.build_absolute_uri(f"{path}?code={number}"), image_factory=qrcode.image.svg.SvgPathImage
    )
    drawn = io.BytesIO()
    image.save(drawn)
    context = {
        "meeting": found,
        "number": f"{number[:3]} {number[3:]}",
        "picture": "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode(),
        "address": request.build_absolute_uri(path),
    }
    return render(request, "meetings/office/code.html", context)


class CodeForm(KrdsFormMixin, forms.Form):
    code = forms.CharField(label=gettext_lazy("화면의 번호"), max_length=10)
    online = forms.BooleanField(label=gettext_lazy("온라인으로 왔습니다"), required=False)


@allow("meetings.check_in")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: PortalRequest, pk: int) -> HttpResponse:
    """A 위원 says: I am here."""
    found = get_object_or_404(Meeting.objects.announced().select_related("committee"), pk=pk)
    form = CodeForm(_sent(request), initial={"code": request.GET.get("code", "")[:10]})
    if request.method == "POST" and form.is_valid():
        try:
            services.check_in(found, by=request.actor, at=request.now, **form.cleaned_data)
        except Conflict:
            raise
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            messages.success(request, _("%(meeting)s 출석을 적었습니다.") % {"meeting": found.title})
            return redirect("meetings:meeting", request.council.slug, found.pk)
    return render(request, "meetings/check_in.html", {"form": form, "meeting": found})


@allow("meetings.run")
@require_POST
def open_room(request: PortalRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    judged = request.POST.get("judged", "")[:300]
    return _act(request, found, lambda: services.open_meeting(found, by=request.actor, at=request.now, judged=judged))


@allow("meetings.run")
@require_POST
def close_room(request: PortalRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    return _act(request, found, lambda: services.close(found, by=request.actor, at=request.now))


@allow("meetings.run")
@require_POST
def tap(request: PortalRequest, pk: int) -> HttpResponse:
    """A tap on a name: came, came online, left, or taken back. Only the name and the count are drawn again."""
    found = _own(request, pk)
    user_id, what = _number(request, "user"), request.POST.get("what", "")
    verbs: dict[str, Callable[[], Any]] = {
        "come": lambda: services.arrive(found, user_id, by=request.actor, at=request.now),
        "online": lambda: services.arrive(found, user_id, by=request.actor, at=request.now, online=True),
        "leave": lambda: services.leave(found, user_id, by=request.actor, at=request.now),
        "back": lambda: services.take_back(found, user_id, by=request.actor, at=request.now),
    }
    verb = verbs.get(what)
    if verb is None:
        raise Conflict(_("무엇을 적을지 알 수 없습니다. 화면을 새로 열어 주십시오."))
    if not request.htmx or what == "back":
        return _act(request, found, verb)
    try:
        stay: Attendance = verb()
    except Refused as refused:
        return _show(request, found, refused.message)
    context = {"meeting": found, "stay": stay, "user_id": user_id, "now": pulse(found, request.now)}
    context["name"] = request.POST.get("name", "")[:80]
    return render(request, "meetings/office/_tapped.html", context)


@allow("meetings.run")
@require_POST
def item_start(request: PortalRequest, pk: int) -> HttpResponse:
    item, found = _item(request, pk)
    return _act(request, found, lambda: services.start_item(item, by=request.actor, at=request.now))


@allow("meetings.run")
@require_POST
def item_finish(request: PortalRequest, pk: int) -> HttpResponse:
    """End an item without a vote, or put it off (``why``)."""
    item, found = _item(request, pk)
    why = request.POST.get("why", "")[:300]
    if request.POST.get("how") == "carry":
        return _act(request, found, lambda: services.carry_over(item, by=request.actor, at=request.now, why=why))
    return _act(request, found, lambda: services.finish_item(item, by=request.actor, at=request.now, outcome=why))


@allow("meetings.run")
@require_POST
def item_note(request: PortalRequest, pk: int) -> HttpResponse:
    """Keep the notes; with script as they are typed, only the line below is drawn again."""
    item, found = _item(request, pk)
    text = request.POST.get("text", "").replace("\0", "").replace("\r\n", "\n")
    version = _number(request, "version")
    if not request.htmx:
        return _act(
            request,
            found,
            lambda: services.save_note(item, text, expected_version=version, by=request.actor, at=request.now),
        )
    context: dict[str, Any] = {"item": item}
    try:
        context["note"] = services.save_note(item, text, expected_version=version, by=request.actor, at=request.now)
    except Refused as refused:  # shown beside the text, which stays on the screen
        context |= {"problem": refused.message, "version": version}
    return render(request, "meetings/office/_noted.html", context)


@allow("meetings.run")
@require_POST
def item_recuse(request: PortalRequest, pk: int) -> HttpResponse:
    """Put somebody out of the item, or take a mistake back (``remove``)."""
    item, found = _item(request, pk)
    if request.POST.get("remove"):
        row = get_object_or_404(Recusal, item=item, pk=_number(request, "remove"))
        return _act(request, found, lambda: services.unrecuse(row, by=request.actor, at=request.now))
    given = {"kind": request.POST.get("kind", ""), "reason": request.POST.get("reason", "")[:300]}
    user_id = _number(request, "user")
    return _act(request, found, lambda: services.recuse(item, user_id, by=request.actor, at=request.now, **given))


@allow("meetings.run")
@require_POST
def item_decide(request: PortalRequest, pk: int) -> HttpResponse:
    """Record the vote and what it decides."""
    item, found = _item(request, pk)
    method = request.POST.get("method", "")
    names = {
        int(name[5:]): choice
        for name, choice in request.POST.items()
        if name.startswith("name-") and name[5:].isdecimal() and choice in Ballot.Choice.values
    }
    tie = {"yes": True, "no": False}
    count = services.Count(
        method=method if method in Vote.Method.values else Vote.Method.SHOW_OF_HANDS,
        in_favour=_number(request, "in_favour"), against=_number(request, "against"),
        abstained=_number(request, "abstained"), invalid=_number(request, "invalid"),
        names=names, chair_decides=tie.get(request.POST.get("chair_decides", "")),
    )  # fmt: skip
    judged, why = tie.get(request.POST.get("judged", "")), request.POST.get("judged_why", "")[:300]
    motion = request.POST.get("motion", "")[:2000]
    return _act(
        request,
        found,
        lambda: services.decide(
            item, count, by=request.actor, at=request.now, motion=motion, judged=judged, judged_why=why
        ),
    )


def _sent(request: PortalRequest) -> QueryDict | None:
    """Return what was sent; a form of boxes left empty sends nothing, and was sent all the same."""
    return request.POST if request.method == "POST" else None


def _act(request: PortalRequest, meeting: Meeting, verb: Callable[[], Any]) -> HttpResponse:
    """Do it and show the room again; what was refused is said at the top of it."""
    try:
        verb()
    except Refused as refused:
        return _show(request, meeting, refused.message)
    if request.htmx:
        return _show(request, meeting)
    return redirect("meetings:room", request.council.slug, meeting.pk)


def _show(request: PortalRequest, meeting: Meeting, problem: str = "") -> HttpResponse:
    fresh = _own(request, meeting.pk) if request.method == "POST" else meeting
    context = {"now": room_now(fresh, request.now), "meeting": fresh, "problem": problem}
    context |= {"kinds": Recusal.Kind.choices, "methods": Vote.Method.choices, "given": request.POST if problem else {}}
    return render(request, "meetings/office/_room.html" if request.htmx else "meetings/office/room.html", context)


def _own(request: PortalRequest, pk: int) -> Meeting:
    found = get_object_or_404(Meeting.objects.announced().select_related("committee"), pk=pk)
    found.council = request.council
    require(request.actor, "meetings.run", found)
    return found


def _item(request: PortalRequest, pk: int) -> tuple[AgendaItem, Meeting]:
    item = get_object_or_404(AgendaItem, pk=pk)
    return item, _own(request, item.meeting_id)


def _number(request: PortalRequest, name: str) -> int:
    """Return the whole number in the field; 0 where there is none."""
    text = request.POST.get(name, "").strip()[:9]
    return int(text) if text.isascii() and text.isdecimal() else 0
