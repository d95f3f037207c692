"""The office's roll: the list, one person, and the look at personal data."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from council.common import documents
from council.common.access import allow, may
from council.common.errors import Refused
from council.common.http import PortalRequest
from members.forms.roll import LookForm
from members.forms.roll_filter import RollFilter
from members.models import Membership, Recruitment, Training
from members.selectors.office_roll import person_page, roll_page
from members.services import personal
from members.services.people import may_be_addressed
from members.views.who import origin

PER_PAGE = 60


@allow("members.see_people")
@require_GET
def office_roll(request: PortalRequest) -> HttpResponse:
    """Who sits, who comes and who has gone, with what is missing."""
    data = request.GET.copy()
    data.setdefault("state", "seated")
    chosen = RollFilter(data, queryset=Membership.objects.all(), request=request)
    rows = chosen.qs if chosen.form.is_valid() else Membership.objects.none()
    kept = chosen.form.cleaned_data if chosen.form.is_valid() else {}
    found = roll_page(
        request.council, rows, request.today, state=kept.get("state", ""), missing=kept.get("missing", "")
    )
    can_appoint = may(request.actor, "members.appoint")
    context = {
        "filter": chosen,
        "roll": found,
        "rows": Paginator(found.lines, PER_PAGE).get_page(request.GET.get("page", "1")[:9]),
        "can_appoint": can_appoint,
        # The lists that were sent and wait for the 위촉.
        "sent": Recruitment.objects.filter(status=Recruitment.Status.SENT).order_by("pk") if can_appoint else (),
        "can_elect": may(request.actor, "members.elect"),
        "can_train": may(request.actor, "members.train"),
    }
    return render(request, "members/office_roll.html", context)


@allow("members.see_people")
@never_cache
@require_GET
def member(request: PortalRequest, pk: int) -> HttpResponse:
    """One person: terms, offices, 분과, training, attendance, history, and what may be done."""
    return member_page(request, pk)


@allow("members.see_personal")
@never_cache
@require_POST
def member_personal(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the personal data once, after the reason is on record; leaving the page hides them again."""
    person = person_page(request.council, pk)
    if person is None:
        raise Http404
    form = LookForm(request.POST, auto_id="look_%s")
    seen: dict[str, Any] = {}
    if form.is_valid():
        try:
            record = personal.see(
                request.council, person.user, by=request.actor, at=request.now, origin=origin(request),
                **form.cleaned_data,
            )  # fmt: skip
            seen = {"seen": True, "record": record}
        except Refused as refused:
            form.add_refusal(refused)
    return member_page(request, pk, look_form=form, **seen)


def member_page(request: PortalRequest, pk: int, **context: Any) -> HttpResponse:
    person = person_page(request.council, pk)
    if person is None:
        raise Http404
    seat = person.seat_on(request.today)
    form = context.get("look_form")
    rights = ("appoint", "elect", "train", "place", "see_personal", "write_personal")
    known: dict[str, Any] = {f"can_{right}": may(request.actor, f"members.{right}") for right in rights}
    known["can_resign"] = seat is not None and may(request.actor, "members.resign", seat)
    known["can_address"] = known["can_write_personal"] and may_be_addressed(person.user)
    known |= {"person": person, "seat": seat, "form": form, "look_form": form or LookForm(auto_id="look_%s")}
    return render(request, "members/member.html", known | context)


@allow("members.train")
@never_cache
@require_GET
def training_certificate(request: PortalRequest, pk: int) -> HttpResponse:
    """Hand out a certificate to those who record training."""
    row = get_object_or_404(Training, pk=pk)
    if not row.certificate:
        raise Http404
    return documents.send(row.certificate, row.certificate_type, row.certificate_name)
