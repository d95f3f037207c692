"""What is decided about a seat of the roll: resigning, dismissal, loss; and election and attendance."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from council.common.access import allow, require
from council.common.http import PortalRequest
from council.rulebook import rulebook
from members import services
from members.forms.roll import (
    DismissForm,
    ElectForm,
    LoseForm,
    MeetingForm,
    ResignForm,
    WithdrawForm,
)
from members.judging import written
from members.models import Attendance, Membership, Office
from members.selectors import office_label
from members.services import Vote
from members.views.roll_common import acted, list_of, page_of

GET_POST = ["GET", "HEAD", "POST"]


@allow("members.resign")
@require_http_methods(GET_POST)
def seat_resign(request: PortalRequest, pk: int) -> HttpResponse:
    """Give up a seat: one's own, or on a letter that the office has."""
    seat = _seat(pk)
    require(request.actor, "members.resign", seat)
    form = ResignForm(request.POST or None, initial={"ends_on": request.today + dt.timedelta(days=1)})

    def act(data: dict[str, Any]) -> str:
        services.resign(seat, by=request.actor, at=request.now, **data)
        return _("%(name)s 님의 사임을 적었습니다.") % {"name": seat.user.name}

    lead = _("%(name)s 님. 회장·부회장·분과장을 맡고 있으면 그 자리도 함께 끝납니다.") % {"name": seat.user.name}
    return acted(request, form, act, _("사임 적기"), lead, page_of(request, seat.user))


@allow("members.appoint")
@require_http_methods(GET_POST)
def seat_dismiss(request: PortalRequest, pk: int) -> HttpResponse:
    """Dismiss on the council's vote."""
    seat = _seat(pk)
    book = rulebook(request.council, request.today)
    form = DismissForm(
        request.POST or None,
        grounds=_grounds(written(book, "dismissal.grounds")),
        initial={"decided_on": request.today, "ends_on": request.today, "enrolled": _seated(request.today)},
    )

    def act(data: dict[str, Any]) -> str:
        services.dismiss(
            seat, votes=form.votes(), by=request.actor, at=request.now,
            **{name: data[name] for name in ("ground", "meeting", "decided_on", "ends_on", "reason")},
        )  # fmt: skip
        return _("%(name)s 님을 해촉했습니다.") % {"name": seat.user.name}

    rule = book.answer("dismissal.decide")
    lead = _("%(name)s 님. 표결한 수를 회의록대로 적으면 조례와 견주어 봅니다. %(article)s") % {
        "name": seat.user.name,
        "article": rule.article,
    }
    return acted(request, form, act, _("해촉하기"), lead, page_of(request, seat.user))


@allow("members.appoint")
@require_http_methods(GET_POST)
def seat_lose(request: PortalRequest, pk: int) -> HttpResponse:
    """Record that the rules ended the term."""
    seat = _seat(pk)
    losses = [item for item in written(rulebook(request.council, request.today), "loss") if item.get("how") != "vote"]
    form = LoseForm(request.POST or None, grounds=_grounds(losses), initial={"event_on": request.today})

    def act(data: dict[str, Any]) -> str:
        services.lose_seat(seat, by=request.actor, at=request.now, **data)
        return _("%(name)s 님이 위원 자격을 잃은 것을 적었습니다.") % {"name": seat.user.name}

    lead = _("%(name)s 님. 자격을 잃는 날과 다시 위촉할 수 있는 날은 조례대로 셉니다.") % {"name": seat.user.name}
    return acted(request, form, act, _("자격 상실 적기"), lead, page_of(request, seat.user))


@allow("members.appoint")
@require_http_methods(GET_POST)
def seat_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take an appointment back."""
    seat = _seat(pk)
    form = WithdrawForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.withdraw(seat, by=request.actor, at=request.now, **data)
        return _("%(name)s 님의 위촉을 거두었습니다.") % {"name": seat.user.name}

    lead = _("%(name)s 님. 잘못 위촉했을 때만 씁니다. 처음부터 위원이 아니었던 것이 됩니다.") % {"name": seat.user.name}
    return acted(request, form, act, _("위촉 거두기"), lead, page_of(request, seat.user))


@allow("members.elect")
@require_http_methods(GET_POST)
def office_elect(request: PortalRequest) -> HttpResponse:
    """Record the election of an officer with its vote."""
    labels = {kind: request.council.label(kind) for kind in Office.Kind.values}
    initial: dict[str, Any] = {"held_on": request.today, "starts_on": request.today, "enrolled": _seated(request.today)}
    if (chosen := request.GET.get("person", "")[:12]).isdecimal():
        initial["person"] = int(chosen)
    form = ElectForm(request.POST or None, on=request.today, kinds=list(labels.items()), initial=initial)

    def act(data: dict[str, Any]) -> str:
        counted = ("method", "candidates", "enrolled", "present", "votes_cast", "in_favour", "runner_up")
        last_day = data["last_day"]
        office = services.elect(
            request.council,
            data["person"],
            kind=data["kind"],
            vote=Vote(**{name: data[name] for name in counted}),
            held_on=data["held_on"],
            meeting=data["meeting"],
            starts_on=data["starts_on"],
            ends_on=last_day + dt.timedelta(days=1) if last_day else None,
            seat=data["seat"],
            committee=data["committee"],
            reason=data["reason"],
            by=request.actor,
            at=request.now,
        )
        label = office_label(request.council, office)
        return _("%(name)s 님의 %(office)s 선출을 적었습니다.") % {"name": office.user.name, "office": label}

    lead = _("회의록의 표결한 수를 그대로 적습니다. 조례가 정한 수와 견주어 봅니다.")
    return acted(request, form, act, _("임원 선출 적기"), lead, list_of(request))


@allow("members.train")
@require_http_methods(GET_POST)
def office_attendance(request: PortalRequest) -> HttpResponse:
    """Write who was at a meeting."""
    day = request.today
    seats = Membership.objects.current(day).select_related("user").order_by("user__name", "pk")
    people = [seat.user for seat in seats]
    form = MeetingForm(request.POST or None, people=people, standing={}, initial={"held_on": day})

    def act(data: dict[str, Any]) -> str:
        # Who came to the council only later was not there, whatever the list of today offers.
        seated = set(Membership.objects.current(data["held_on"]).values_list("user_id", flat=True))
        presences = {user_id: presence for user_id, presence in form.presences().items() if user_id in seated}
        services.mark_attendance(
            request.council,
            meeting=data["meeting"],
            held_on=data["held_on"],
            presences=presences,
            by=request.actor,
            at=request.now,
        )
        there = sum(value in Attendance.THERE for value in presences.values())
        return _("%(meeting)s 출석을 적었습니다. %(n)d명이 나왔습니다.") % {"meeting": data["meeting"], "n": there}

    lead = _("모두 ‘출석’으로 놓여 있습니다. 오지 않은 사람만 고치십시오. 같은 회의를 다시 적으면 고쳐 씁니다.")
    return acted(request, form, act, _("회의 출석 적기"), lead, list_of(request))


def _seat(pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("user", "council"), pk=pk)


def _seated(on: dt.date) -> int:
    """Return how many sit that day: what the minutes count as 재적위원, unless they say otherwise."""
    return Membership.objects.current(on).count()


def _grounds(items: list[Any]) -> list[tuple[str, str]]:
    """Return the ordinance's grounds to choose from; where it names none, the ground is written as the reason."""
    named = [(str(item["ground"]), str(item.get("label") or item["ground"])) for item in items if item.get("ground")]
    return named or [("other", _("조례에 적힌 사유가 없음(까닭에 씀)"))]
