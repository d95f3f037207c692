"""What everybody may read: the calls, the frozen list, the draw and how to work it out again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from council.common.access import may, public
from council.common.http import PortalRequest
from council.common.paging import page
from members import selection
from members.models import Application, Draw, DrawResult, Recruitment, RecruitmentTrack
from members.services.recruitment import draws
from members.views.recruitment.common import draw_or_404, recruitment_or_404

RESULTS_PER_PAGE = 100


@public
@require_safe
def recruitments(request: PortalRequest) -> HttpResponse:
    """All calls that were announced, the newest first."""
    rows = page(request, Recruitment.objects.public().order_by("-announced_on", "-pk"))
    return render(request, "members/recruitment/list.html", {"rows": rows})


@public
@require_safe
def recruitment(request: PortalRequest, pk: int) -> HttpResponse:
    """One call: what, how many, until when, and where it stands."""
    call = recruitment_or_404(pk, public=True)
    mine = None
    if request.actor.is_authenticated:
        mine = call.applications.filter(user_id=request.actor.user_id or 0).first()
    context = {
        "call": call,
        "tracks": list(call.tracks.order_by("track")),
        "draws": list(call.draws.order_by("-attempt").defer("list_text")),
        "mine": mine,
        "open": call.takes_applications(request.today),
        "steps": steps(call),
        "papers": [line for line in call.papers.splitlines() if line.strip()],
        "may_see": request.actor.is_authenticated and may(request.actor, "members.see_recruitment"),
    }
    return render(request, "members/recruitment/call.html", context)


WAY = (
    Recruitment.Status.ANNOUNCED,
    Recruitment.Status.SCREENING,
    Recruitment.Status.TRAINING,
    Recruitment.Status.DRAWN,
    Recruitment.Status.SENT,
    Recruitment.Status.APPOINTED,
)
#: Where a status stands on the way that people are shown.
PLACE = {"PREPARING": 0, "ANNOUNCED": 0, "CLOSED": 1, "SCREENING": 1, "TRAINING": 2, "FROZEN": 3, "DRAWN": 3} | {
    "SENT": 4,
    "APPOINTED": 5,
}


def steps(call: Recruitment) -> list[dict[str, Any]]:
    """Return the way of a recruitment for the timeline; nothing for a cancelled one."""
    if call.status == Recruitment.Status.CANCELLED:
        return []
    here = PLACE[call.status]
    days = (call.closes_on, None, None, call.draw_on, call.list_sent_on, call.appointed_on or call.term_starts_on)
    done = call.status in ("DRAWN", "APPOINTED")
    found = []
    for place, (status, day) in enumerate(zip(WAY, days, strict=True)):
        state = "done" if place < here or (place == here and done) else "now" if place == here else "todo"
        found.append({"state": state, "name": status.label, "day": day})
    return found


def results_of(draw: Draw, *, seated: bool) -> Any:
    """Return results in drawn order with what is needed to name people."""
    rows = draw.results.select_related("candidate__application", "candidate__track")
    wanted = Q(outcome=DrawResult.Outcome.SEATED)
    return rows.filter(wanted if seated else ~wanted)


@public
@require_safe
def draw(request: PortalRequest, pk: int, attempt: int) -> HttpResponse:
    """The frozen list's hash, the numbers, the seed, who was drawn, who is next, and everybody's turn."""
    call = recruitment_or_404(pk, public=True)
    one = draw_or_404(call, attempt)
    tracks = list(RecruitmentTrack.objects.filter(recruitment=call, by="draw").order_by("track"))
    seated = list(results_of(one, seated=True).order_by("candidate__track__track", "order")) if one.seed else []
    reserves = list(
        one.reserves.select_related("application", "track").order_by("track__track", "rank") if one.seed else []
    )
    turns = one.results.select_related("candidate__application", "candidate__track").order_by("order")
    rows = page(request, turns, per_page=RESULTS_PER_PAGE, count=one.candidate_count if one.seed else 0)
    context = {
        "call": call,
        "draw": one,
        "terms": json.loads(one.list_text),
        "tracks": [(track, [row for row in seated if row.candidate.track_id == track.pk]) for track in tracks],
        "reserves": reserves,
        "turns": rows,
        "numbers": list(one.numbers.order_by("position")) if one.seed else [],
        "entered": one.numbers.count(),
        "withdrawn": Application.Status.WITHDRAWN,
        "may_draw": request.actor.is_authenticated and may(request.actor, "members.draw"),
    }
    return render(request, "members/recruitment/draw.html", context)


@public
@require_safe
def screen(request: PortalRequest, pk: int, attempt: int) -> HttpResponse:
    """The draw in big letters for the projector, one step after the other; ``?turn=`` reveals that many turns."""
    call = recruitment_or_404(pk, public=True)
    one = draw_or_404(call, attempt)
    wanted = request.GET.get("turn", "0")[:6]
    turn = min(int(wanted), one.candidate_count) if wanted.isdecimal() else 0
    turns = one.results.select_related("candidate__application", "candidate__track").order_by("order")
    shown = list(turns.filter(order__lte=turn, order__gt=turn - 8)) if one.seed and turn else []
    counted = (
        RecruitmentTrack.objects.filter(recruitment=call, by="draw")
        .annotate(
            taken=Count(
                "pk",
                filter=Q(
                    applications__candidacies__draw=one,
                    applications__candidacies__result__outcome="seated",
                    applications__candidacies__result__order__lte=turn,
                ),
            )
        )
        .order_by("track")
    )
    entered = list(one.numbers.order_by("position"))
    officers = [
        {"position": place, "name": name, "number": next((n for n in entered if n.position == place), None)}
        for place, name in enumerate(one.officers, start=1)
    ]
    may_draw = request.actor.is_authenticated and may(request.actor, "members.draw")
    context = {
        "call": call,
        "draw": one,
        "officers": officers,
        "next_officer": next((o for o in officers if o["number"] is None), None),
        "turn": turn,
        "next_turn": min(turn + 1, one.candidate_count),
        "shown": list(reversed(shown)),
        "tracks": list(counted),
        "is_last": turn >= one.candidate_count,
        "may_draw": may_draw,
    }
    return render(request, "members/recruitment/screen.html", context)


@public
@require_safe
def draw_file(request: PortalRequest, pk: int, attempt: int) -> HttpResponse:
    """The file that the script works on: the frozen list under numbers, and once drawn the numbers and hashes."""
    one = draw_or_404(recruitment_or_404(pk, public=True), attempt)
    response = JsonResponse(draws.published(one), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="candidates.json"'
    return response


@public
@require_safe
def script(request: PortalRequest) -> HttpResponse:
    """The very file that the portal draws with."""
    response = HttpResponse(Path(selection.__file__).read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="draw.py"'
    return response
