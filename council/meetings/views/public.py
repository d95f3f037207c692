"""What everybody reads of meetings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from council.common.access import may, public
from council.common.http import PortalRequest
from council.common.paging import page
from council.meetings.calendars import ics
from council.meetings.models import Meeting
from council.meetings.selectors import agenda_of, meetings_of, register_of
from council.rulebook import Verdict

#: A feed is asked for again and again: what is long past is in the list.
FEED = 100


@public
@require_GET
def meeting_list(request: PortalRequest) -> HttpResponse:
    """Meetings to come and those that were."""
    return render(request, "meetings/meeting_list.html", {"page": page(request, meetings_of(office=False))})


@public
@require_GET
def meeting(request: PortalRequest, pk: int) -> HttpResponse:
    """The notice of one meeting, and what became of its items."""
    found = get_object_or_404(Meeting.objects.announced().select_related("committee"), pk=pk)
    found.council = request.council
    context = {
        "meeting": found,
        "items": agenda_of(found),
        "notice": Verdict.from_json(found.notice_verdict) if found.notice_verdict else None,
        "quorum": Verdict.from_json(found.quorum_verdict) if found.quorum_verdict else None,
        "called": found.convenings.count(),
        "can_run": may(request.actor, "meetings.office"),
        "can_check_in": found.has_room and may(request.actor, "meetings.check_in"),
    }
    return render(request, "meetings/meeting.html", context)


@public
@require_GET
def register(request: PortalRequest) -> HttpResponse:
    """The register of decisions (의결 대장), with search."""
    words = request.GET.get("q", "")[:100].replace("\0", "")
    context = {
        "page": page(request, register_of(words)),
        "q": words,
        "can_correct": may(request.actor, "meetings.correct"),
    }
    return render(request, "meetings/register.html", context)


@public
@require_GET
def calendar(request: PortalRequest) -> HttpResponse:
    """The feed of all announced meetings."""
    rows = Meeting.objects.announced().select_related("committee").order_by("-starts_at", "-pk")[:FEED]
    return _ics(request, list(rows), "meetings")


@public
@require_GET
def meeting_calendar(request: PortalRequest, pk: int) -> HttpResponse:
    """One meeting for one's own calendar."""
    found = get_object_or_404(Meeting.objects.announced().select_related("committee"), pk=pk)
    return _ics(request, [found], f"meeting-{found.pk}")


def _ics(request: PortalRequest, rows: list[Meeting], name: str) -> HttpResponse:
    body = ics(rows, name=request.council.name, slug=request.council.slug)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
