"""The office: what waits for this person today, and the council's whole history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from council import selectors
from council.audit.selectors import line
from council.common.access import allow, may
from council.common.actor import Role
from council.common.http import PortalRequest
from council.common.paging import page
from members.selectors.warnings import warnings
from projects.selectors import counts
from projects.selectors.inbox import PER_PAGE

HISTORY_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A button to what this person does often."""

    code: str
    name: str
    label: Any


SHORTCUTS = (
    Shortcut("projects.assign_proposal", "projects:office_proposals", _("제안 나누기")),
    Shortcut("projects.start_project", "projects:office_project_new", _("사업 만들기")),
    Shortcut("members.verify_resident", "members:residents", _("주민 확인")),
    Shortcut("members.see_people", "members:office_roll", _("위원 명부")),
    Shortcut("members.see_recruitment", "members:office_recruitments", _("위원 모집")),
    Shortcut("members.import_roll", "members:people_imports", _("명부 들여오기")),
    Shortcut("council.set_bylaw", "council:office_rules", _("운영세칙")),
    Shortcut("documents.read", "documents:papers", _("발급한 문서")),
    Shortcut("council.history", "council:office_history", _("이력 보기")),
)


@allow("council.workspace")
@require_GET
def workspace(request: PortalRequest) -> HttpResponse:
    """What waits for me, oldest due first; for those without a turn, what they read."""
    actor, council = request.actor, request.council
    side = selectors.side_of(actor)
    context: dict[str, Any] = {
        "side": side,
        "role_label": council.label(actor.top_role or Role.VISITOR),
        "shortcuts": [
            (reverse(short.name, args=[council.slug]), short.label)
            for short in SHORTCUTS
            if may(actor, short.code) and not (side == "council" and short.code == "council.history")
        ],
    }
    if may(actor, "members.see_people"):
        context["roll_warnings"] = warnings(council, request.today)
    if side == "reading":
        context |= {
            "reading": selectors.reading(request.today),
            "figures": counts.home(request.today),
            "year": counts.proposals_of_year(request.today.year, request.today),
            "may_act": may(actor, "projects.advance"),
            "district": council.region.parent if may(actor, "council.see_district") else None,
        }
        return render(request, "council/office_reading.html", context)
    number = request.GET.get("page", "1")[:6]
    wanted = int(number) if number.isdecimal() else 1
    work = selectors.workspace(actor, council, request.today, page=wanted)
    pages = Paginator(range(work.inbox.total), PER_PAGE)
    context |= {"work": work, "inbox": work.inbox, "pages": pages.get_page(wanted)}
    return render(request, "council/office.html", context)


@allow("council.history")
@require_GET
def history(request: PortalRequest) -> HttpResponse:
    """Everything that was done in this council, newest first."""
    kinds = dict(selectors.RECORDS)
    about = request.GET.get("about", "")
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    rows = page(
        request,
        selectors.entries(request.council, about=about if about in kinds else "", words=words),
        per_page=HISTORY_PER_PAGE,
    )
    records = selectors.records_of(list(rows))
    # Entries keep the role; the page says 마장동장 for 읍면동장.
    words_of = {str(Role(role).label): request.council.label(role) for role in Role.values}
    lines = [
        (line(entry), words_of.get(entry.actor_label, entry.actor_label), records[entry.target_type, entry.target_id])
        for entry in rows
    ]
    context = {"rows": rows, "lines": lines, "kinds": selectors.RECORDS, "about": about, "q": words}
    return render(request, "council/office_history.html", context)
