"""The page of the 시군구 담당: every council of the 시군구, and what is to be seen to in each."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from council import districts
from council.common.access import allow
from council.common.actor import Role
from council.common.files import attachment
from council.common.http import PortalRequest
from council.models import Region
from council.views.rules.place import district_actor


@allow("council.see_district")
@require_GET
def district(request: PortalRequest, code: str) -> HttpResponse:
    """All councils of the 시군구, ordered and narrowed as asked."""
    region, lines = _read(request, code)
    show, sort = request.GET.get("show", ""), request.GET.get("sort", "")
    shown = districts.arranged(lines, show=show, sort=sort)
    totals = {
        "councils": len(lines),
        "seated": sum(line.seated for line in lines),
        "ending": sum(line.ending for line in lines),
        "late": sum(line.late for line in lines),
        "urgent": sum(line.urgent for line in lines),
    }
    context = {
        "region": region,
        "lines": shown,
        "totals": totals,
        "something": any(line.warnings or line.late for line in shown),
        "orders": districts.ORDERS,
        "filters": districts.FILTERS,
        "show": show or "all",
        "sort": sort or "name",
    }
    return render(request, "council/district.html", context)


@allow("council.see_district")
@require_GET
def district_file(request: PortalRequest, code: str) -> HttpResponse:
    """The same as a workbook."""
    region, lines = _read(request, code)
    shown = districts.arranged(lines, show=request.GET.get("show", ""), sort=request.GET.get("sort", ""))
    name = _("%(region)s 주민자치회 현황 %(day)s.xlsx") % {"region": region.name, "day": request.today.isoformat()}
    return attachment(districts.as_xlsx(region, shown, request.today), name)


def _read(request: PortalRequest, code: str) -> tuple[Region, list[districts.CouncilLine]]:
    """Return the 시군구 and its councils; another 시군구's page is not there."""
    region = Region.objects.current(request.today).filter(code=code, level=Region.Level.SIGUNGU).first()
    if region is None or not district_actor(request, region).has(Role.DISTRICT, Role.OPERATOR):
        raise Http404
    return region, districts.lines_of(districts.councils_in(region, request.today), request.today)
