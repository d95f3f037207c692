"""A roll comes in from a file: the list of imports, one of them step by step, and the template to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from council.audit.selectors import history
from council.common.access import allow, may
from council.common.errors import Conflict, Refused
from council.common.files import attachment
from council.common.http import PortalRequest
from council.common.paging import page
from members.forms.imports import ColumnsForm, ConfirmForm, RollFileForm, UndoForm
from members.models.imports import RollImport, RollImportRow
from members.services import imports as services
from members.sheets.columns import COLUMNS, Column
from members.sheets.reading import MAX_BYTES, Unreadable
from members.sheets.template import template

WHO = "members.import_roll"
ROWS_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the preview with what was found in it."""

    column: Column
    text: str
    problems: list[dict[str, str]]


@allow(WHO)
@require_GET
def imports(request: PortalRequest) -> HttpResponse:
    """All files that were ever brought in or given up, the newest first."""
    rows = page(request, RollImport.objects.order_by("-uploaded_at", "-pk"))
    return render(request, "members/imports.html", {"rows": rows})


@allow(WHO)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PortalRequest) -> HttpResponse:
    """Choose a file; it is looked over and nothing is written yet."""
    form = RollFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than is taken, so that what is too big is known without reading all of it.
            data = file.read(MAX_BYTES + 1)
            row = services.upload(request.council, name=file.name, data=data, by=request.actor, at=request.now)
        except Unreadable as refused:
            form.add_refusal(refused)
        else:
            return redirect("members:people_import", slug=request.council.slug, pk=row.pk)
    return render(request, "members/import_new.html", {"form": form})


@allow(WHO)
@require_GET
def blank(request: PortalRequest) -> HttpResponse:
    """Hand out the empty roll with this council's own words to choose from."""
    data = template(services.choices_of(request.council, request.today), council=request.council.name)
    return attachment(data, _("%(council)s 명부 양식.xlsx") % {"council": request.council.name})


@allow(WHO)
@never_cache
@require_GET
def one(request: PortalRequest, pk: int) -> HttpResponse:
    """One import as it stands: what is wrong in which row and column, how far the work is, what may be done."""
    row = _get(pk)
    if request.htmx and not row.at_work:
        response = HttpResponse()
        response.headers["HX-Refresh"] = "true"
        return response
    if row.at_work:
        name = "members/_import_progress.html" if request.htmx else "members/import.html"
        return render(request, name, {"row": row})
    return _page(request, row)


@allow(WHO)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: PortalRequest, pk: int) -> HttpResponse:
    """Say which column is which."""
    row = _get(pk)
    form = ColumnsForm(request.POST or None, headings=row.headings, mapping=row.mapping)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_columns(row, mapping=form.mapping, by=request.actor, at=request.now)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)
        else:
            return redirect("members:people_import", slug=request.council.slug, pk=pk)
    samples = row.rows.order_by("number")[:3]
    shown = [(heading, [s.cells[n] for s in samples if n < len(s.cells)]) for n, heading in enumerate(row.headings)]
    return render(request, "members/import_columns.html", {"form": form, "row": row, "samples": shown})


@allow("members.appoint")
@require_POST
def confirm(request: PortalRequest, pk: int) -> HttpResponse:
    """Write it on the roll."""
    row, form = _get(pk), ConfirmForm(request.POST)
    if form.is_valid():
        try:
            row = services.confirm(row, by=request.actor, at=request.now, **form.cleaned_data)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)
        else:
            if not row.at_work:
                messages.success(request, _("%(n)d줄을 명부에 적었습니다.") % {"n": row.written})
            return redirect("members:people_import", slug=request.council.slug, pk=pk)
    return _page(request, _get(pk), confirm_form=form)


@allow(WHO)
@require_POST
def ask(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask the 시군구 담당 to confirm."""
    row = _get(pk)
    try:
        count = services.ask_to_confirm(row, by=request.actor, at=request.now)
    except Conflict:
        raise
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("시군구 담당 %(n)d명에게 확정을 부탁했습니다.") % {"n": count})
    return redirect("members:people_import", slug=request.council.slug, pk=pk)


@allow(WHO)
@require_POST
def discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Give the file up."""
    services.discard(_get(pk), by=request.actor, at=request.now)
    messages.success(request, _("그만두었습니다. 올린 줄은 모두 지웠습니다."))
    return redirect("members:people_imports", slug=request.council.slug)


@allow("members.appoint")
@require_POST
def undo(request: PortalRequest, pk: int) -> HttpResponse:
    """Take everything back that the file brought."""
    row, form = _get(pk), UndoForm(request.POST)
    if form.is_valid():
        try:
            services.undo(row, by=request.actor, at=request.now, **form.cleaned_data)
        except Conflict:
            raise
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("들여온 %(n)d줄을 되돌렸습니다.") % {"n": row.written})
            return redirect("members:people_import", slug=request.council.slug, pk=pk)
    return _page(request, row, undo_form=form)


def _get(pk: int) -> RollImport:
    row: RollImport = get_object_or_404(RollImport.objects.select_related("council__region__parent"), pk=pk)
    return row


def _page(request: PortalRequest, row: RollImport, **forms: Any) -> HttpResponse:
    rows = row.rows.order_by("number")
    only_bad = request.GET.get("show") != "all" and row.bad + row.doubtful > 0
    if only_bad:
        rows = rows.filter(tone__gte=RollImportRow.Tone.WARNING)
    shown = page(request, rows, ROWS_PER_PAGE, count=row.bad + row.doubtful if only_bad else None)
    here = [column for column in COLUMNS if column.code in row.mapping]
    if row.status == RollImport.Status.READY and len(shown):
        services.log_seen(row, [line.number for line in shown], by=request.actor, at=request.now)
    bound = next((form for form in forms.values()), None)
    context = {
        "row": row,
        "rows": shown,
        "lines": [(line, [_cell(row, line, column) for column in here], _rest(line, here)) for line in shown],
        "columns": here,
        "unread": [heading for n, heading in enumerate(row.headings) if heading and n not in row.mapping.values()],
        "only_bad": only_bad,
        "confirm_form": ConfirmForm(auto_id="confirm_%s"),
        "undo_form": UndoForm(auto_id="undo_%s"),
        "may_confirm": may(request.actor, "members.appoint"),
        "form": bound,
        "history": history(row),
    }
    return render(request, "members/import.html", context | forms)


def _cell(row: RollImport, line: RollImportRow, column: Column) -> Cell:
    place = row.mapping[column.code]
    text = line.cells[place] if place < len(line.cells) else ""
    return Cell(column, text, [problem for problem in line.problems if problem["column"] == column.code])


def _rest(line: RollImportRow, here: list[Column]) -> list[dict[str, str]]:
    """Return what was found in columns that the file does not have."""
    codes = {column.code for column in here}
    return [problem for problem in line.problems if problem["column"] not in codes]
