"""Pages that explain the portal: how to use it, its words, who does what, privacy and terms."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from council.common.access import PERMISSIONS, holders, public
from council.common.actor import Role
from council.glossary import GROUPS

AREAS: dict[str, Promise] = {
    "projects": _("제안과 사업"),
    "members": _("사람"),
    "notices": _("알림"),
    "audit": _("기록"),
    "council": _("주민자치회와 규칙"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One act of the role matrix: its sentence, and for each role whether it may."""

    what: str
    cells: tuple[tuple[str, bool], ...]
    who: str


@dataclass(frozen=True, slots=True)
class Area:
    title: str
    rows: tuple[Row, ...]


@public
def use(request: HttpRequest) -> HttpResponse:
    return render(request, "help/use.html")


@public
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "help/glossary.html", {"groups": GROUPS})


@public
def roles(request: HttpRequest) -> HttpResponse:
    return render(request, "help/roles.html", {"areas": role_matrix(), "roles": list(Role.labels)})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "help/privacy.html")


@public
def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "help/terms.html")


def role_matrix() -> list[Area]:
    """Return every registered act by area, in the order of registration; nothing is written by hand."""
    areas: dict[str, list[Row]] = {}
    for permission in PERMISSIONS.values():
        may = set(holders(permission.code))
        cells = tuple((str(label), value in may) for value, label in Role.choices)
        who = ", ".join(label for label, allowed in cells if allowed)
        areas.setdefault(permission.app, []).append(Row(str(permission.what), cells, who))
    order = [*AREAS, *sorted(areas.keys() - AREAS.keys())]
    return [Area(str(AREAS.get(app, app)), tuple(areas[app])) for app in order if app in areas]
