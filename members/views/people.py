"""Seats, offices and posts of a council: the 시군구 appoints, the operator names officials, the secretary reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.common.access import allow, may, require
from council.common.errors import Conflict, Refused
from council.common.http import PortalRequest
from council.rulebook import rulebook
from members import services
from members.forms.people import EndForm, InviteForm, OfficeForm, OfficialForm, PlaceForm, SeatForm
from members.judging import written
from members.models import CommitteeMembership, Invitation, Membership, Office, OfficialPost, User
from members.selectors import office_label
from members.services import Appointee
from members.views.appointing import found_out, keep_what_was_said, term_by_rule, usual_tracks
from members.views.roll_common import list_of, on_roll, page_of


@allow("members.see_people")
@require_GET
def people(request: PortalRequest) -> HttpResponse:
    """Who sits where until when, and what the actor may change."""
    on, council = request.today, request.council
    rank = {kind: place for place, kind in enumerate(Office.Kind.values)}
    offices = sorted(
        Office.objects.not_over(on).select_related("user", "committee").order_by("seat", "starts_on", "pk"),
        key=lambda office: rank[office.kind],
    )
    posts = list(OfficialPost.objects.not_over(on).select_related("user").order_by("kind", "starts_on"))
    can_appoint, can_name = may(request.actor, "members.appoint"), may(request.actor, "members.appoint_officials")
    context = {
        "offices": [(office, office_label(council, office)) for office in offices],
        "seats": Membership.objects.not_over(on).select_related("user").order_by("user__name", "starts_on", "pk"),
        "places": CommitteeMembership.objects.not_over(on)
        .select_related("user", "committee")
        .order_by("committee__number", "user__name", "pk"),
        "posts": [(post, council.label(post.kind)) for post in posts],
        "invitations": [
            (row, council.label(row.kind)) for row in Invitation.objects.waiting(request.now).order_by("-invited_at")
        ],
        "can_appoint": can_appoint,
        "can_place": may(request.actor, "members.place"),
        "can_name": can_name,
        "can_invite": may(request.actor, "members.invite"),
        "can_import": may(request.actor, "members.import_roll"),
    }
    return render(request, "members/people.html", context)


@allow("members.appoint")
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: PortalRequest) -> HttpResponse:
    """Appoint a 위원."""
    book = rulebook(request.council, request.today)
    starts_on, last_day = term_by_rule(book, request.today)
    tracks = [(str(t["track"]).upper(), str(t.get("label") or t["track"])) for t in written(book, "tracks")]
    form = SeatForm(
        request.POST or None,
        tracks=list({**dict(tracks), **usual_tracks(dict(tracks))}.items()),
        kinds=[(str(k["kind"]), str(k.get("label") or k["kind"])) for k in written(book, "eligibility")],
        initial={
            "starts_on": starts_on,
            "last_day": last_day,
            "appointed_on": request.today,
            "track": Membership.Track.OPEN,
        },
    )

    appointed: list[User] = []

    def act(data: dict[str, Any]) -> str:
        with transaction.atomic():  # a person, their data and the seat: all of it, or nothing
            return appoint(data)

    def appoint(data: dict[str, Any]) -> str:
        user = data["person"] or services.person_for(request.council, data["name"], by=request.actor, at=request.now)
        keep_what_was_said(request, user, data)
        letter = services.appoint_members(
            request.council,
            [Appointee(user, data["starts_on"], data["last_day"], data["track"], data["eligibility"])],
            appointed_on=data["appointed_on"],
            list_sent_on=data["list_sent_on"],
            more={user.pk: found_out(data)},
            reasons={user.pk: data["reason"]},
            by=request.actor,
            at=request.now,
        )
        appointed.append(user)
        words = {"name": user.name, "number": letter.label}
        return _("%(name)s 님을 위원으로 위촉했습니다. 위촉번호는 %(number)s입니다.") % words

    def back() -> str:
        """To the new 위원, to whom there is more to do; to the list while there is none."""
        return page_of(request, appointed[0]) if appointed else list_of(request)

    lead = _("명부를 받은 뒤에 위촉합니다. 쓴 것을 조례와 견주어, 걸리는 것이 있으면 조문과 함께 알려 드립니다.")
    return _form_page(request, form, act, _("위원 위촉하기"), _("위촉하기"), lead, back=back)


@allow("members.appoint")
@require_http_methods(["GET", "HEAD", "POST"])
def office(request: PortalRequest) -> HttpResponse:
    """Record who holds an office."""
    form = OfficeForm(request.POST or None, on=request.today, initial={"starts_on": request.today})

    def act(data: dict[str, Any]) -> str:
        row = services.grant_office(
            request.council,
            data["user"],
            kind=data["kind"],
            starts_on=data["starts_on"],
            ends_on=data["last_day"],
            seat=data["seat"],
            committee=data["committee"],
            by=request.actor,
            at=request.now,
        )
        label = office_label(request.council, row)
        return _("%(name)s 님의 %(office)s 임기를 적었습니다.") % {"name": row.user.name, "office": label}

    lead = _("회장·부회장·분과장은 위원 가운데서 뽑힌 사람입니다. 한 자리에는 같은 때에 한 사람만 있습니다.")
    return _form_page(request, form, act, _("임원의 임기 적기"), _("임기 적기"), lead)


@allow("members.place")
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: PortalRequest) -> HttpResponse:
    """Give somebody a place in a 분과."""
    chosen = request.GET.get("person", "")[:12]
    whom = on_roll(int(chosen)) if chosen.isdecimal() else None
    form = PlaceForm(request.POST or None, on=request.today, whom=whom, initial={"starts_on": request.today})

    def act(data: dict[str, Any]) -> str:
        row = services.join_committee(
            data["committee"], whom or data["person"], starts_on=data["starts_on"], by=request.actor, at=request.now
        )
        name, committee = row.user.name, row.committee.name
        return _("%(name)s 님이 %(committee)s에 들어갔습니다.") % {"name": name, "committee": committee}

    lead = _("위원이 아닌 주민도 분과에 들어갈 수 있습니다.")
    back: Callable[[], str] | None = None
    if whom is not None:
        back = partial(page_of, request, whom)
        lead = _("%(name)s 님이 들어갈 분과와 첫날을 고르십시오.") % {"name": whom.name}
    return _form_page(request, form, act, _("분과에 사람 넣기"), _("분과에 넣기"), lead, back=back)


@allow("members.appoint_officials")
@require_http_methods(["GET", "HEAD", "POST"])
def official(request: PortalRequest) -> HttpResponse:
    """Record an official of the 읍·면·동 office."""
    form = OfficialForm(request.POST or None, initial={"starts_on": request.today})

    def act(data: dict[str, Any]) -> str:
        row = services.appoint_official(
            request.council,
            data["person"],
            kind=data["kind"],
            starts_on=data["starts_on"],
            ends_on=data["last_day"],
            by=request.actor,
            at=request.now,
        )
        post = request.council.label(row.kind)
        return _("%(name)s 님이 %(post)s 자리에 왔습니다.") % {"name": row.user.name, "post": post}

    lead = _("인사이동이 있으면 앞사람의 자리를 먼저 끝내십시오. 읍면동장은 한 때에 한 사람입니다.")
    return _form_page(request, form, act, _("읍면동 담당의 자리 적기"), _("자리 적기"), lead)


@allow("members.invite")
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PortalRequest) -> HttpResponse:
    """Offer an office by e-mail."""
    kinds = [kind for kind in Invitation.Kind.values if _may_offer(request, kind)]
    form = InviteForm(request.POST or None, kinds=kinds)

    def act(data: dict[str, Any]) -> str:
        services.invite(request.council, by=request.actor, at=request.now, **data)
        return _("초대장을 보냈습니다. 받아들이면 그날부터 그 자리의 일을 할 수 있습니다.")

    days = rulebook(request.council, request.today).days("people.invitation_days")
    lead = _("아직 가입하지 않은 사람에게도 보낼 수 있습니다. 초대장은 %(days)d일 동안 쓸 수 있습니다.") % {
        "days": days
    }
    return _form_page(request, form, act, _("맡을 사람 부르기"), _("초대장 보내기"), lead)


@allow("members.invite")
@require_POST
def invitation_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    row = get_object_or_404(Invitation.objects.select_related("council"), pk=pk)
    services.withdraw_invitation(row, by=request.actor, at=request.now)
    messages.success(request, _("초대를 거두었습니다. 그 링크는 더 쓸 수 없습니다."))
    return redirect("members:people", slug=request.council.slug)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a kind of term is ended: whose act it is, what the page says, and the verb."""

    model: type[Any]
    permission: str
    title: Any
    verb: Callable[..., Any]


ENDINGS: dict[str, Ending] = {
    "seat": Ending(Membership, "members.appoint", gettext_lazy("위원 임기 끝내기"), services.end_membership),
    "office": Ending(Office, "members.appoint", gettext_lazy("임원 임기 끝내기"), services.end_office),
    "place": Ending(CommitteeMembership, "members.place", gettext_lazy("분과에서 빼기"), services.leave_committee),
    "official": Ending(
        OfficialPost, "members.appoint_officials", gettext_lazy("읍면동 담당의 자리 끝내기"), services.end_post
    ),
}


@allow("members.place")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PortalRequest, what: str, pk: int) -> HttpResponse:
    """End one term, with the last day and the reason."""
    ending = ENDINGS.get(what)
    if ending is None:
        raise Http404
    row = get_object_or_404(ending.model.objects.select_related("user", "council"), pk=pk)
    require(request.actor, ending.permission, row)
    form = EndForm(request.POST or None, initial={"last_day": request.today})

    def act(data: dict[str, Any]) -> str:
        ending.verb(row, ends_on=data["last_day"], reason=data["reason"], by=request.actor, at=request.now)
        return _("%(name)s 님의 임기를 적은 날까지로 했습니다.") % {"name": row.user.name}

    lead = row.user.name
    if what == "seat":
        lead = _("%(name)s 님. 위원만 맡는 자리(회장·부회장·분과장)가 있으면 함께 끝납니다.") % {"name": row.user.name}
    return _form_page(request, form, act, str(ending.title), str(ending.title), lead)


def _may_offer(request: PortalRequest, kind: str) -> bool:
    return kind not in OfficialPost.Kind.values or may(request.actor, "members.appoint_officials")


def _form_page(
    request: PortalRequest,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], str],
    title: str,
    submit: str,
    lead: str,
    back: Callable[[], str] | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and fits, do the act, say what became of it and go back to where it began."""
    go_back = back or partial(reverse, "members:people", args=[request.council.slug])
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)  # type: ignore[attr-defined]
        else:
            messages.success(request, done)
            return redirect(go_back())
    context = {"form": form, "page_title": title, "submit": submit, "lead": lead, "back": go_back()}
    return render(request, "members/people_form.html", context)
