"""The admin site by role: one's own council's rows, only the models that the role works with, nothing deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from council.common.scope import council_scope
from council.models import Council, Ordinance, Region, Rule
from tests.access.table import ADMIN, PLATFORM, AdminRow
from tests.access.town import NEIGHBOURS, TRIED, Town, Towns

VIEWS = ("changelist", "add", "change", "history", "delete")
OUTSIDERS = (None, "stranger", "newcomer", "resident", "author", "member", "neighbour")
STAFF = tuple(who for who in TRIED if who not in OUTSIDERS)
#: Works on 마장동 and 사근동; sees the one that was chosen.
OVER_BOTH = ("district", "operator")


def table_of(row: AdminRow) -> type[models.Model]:
    return apps.get_model(row.model)


def link(row: AdminRow, view: str, *args: Any) -> str:
    opts = table_of(row)._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=args)


def own_row(row: AdminRow, town: Town) -> models.Model:
    """Return a row of the table that belongs to the town's council or bears on it."""
    return _rows(row, town)[0]


def _rows(row: AdminRow, town: Town) -> Any:
    model, council = table_of(row), town.council
    with council_scope(council.pk):
        if model is Council:
            return [council]
        if model is Region:
            return [council.region]
        if model is Ordinance:
            return list(Ordinance.objects.filter(region=council.region.parent))
        if model is Rule:
            return list(Rule.objects.filter(council=council))
        return list(_seen(model).filter(council=council).order_by("-pk"))


def _seen(model: type[models.Model]) -> Any:
    """Leave out what the site keeps from everybody: drafts, held proposals and what hangs on them."""
    names = {field.name for field in model._meta.fields}
    rows = model._default_manager.all()
    if model._meta.model_name == "proposal":
        return rows.exclude(state="DRAFT").filter(held=False)
    return (
        rows.filter(proposal__isnull=False, proposal__held=False).exclude(proposal__state="DRAFT")
        if ("proposal" in names)
        else rows
    )


@contextmanager
def works(towns: Towns, who: str | None) -> Iterator[Client]:
    """Hand out the person's browser, on the council that the person works for."""
    with towns.trying(who) as browser:
        if who in OVER_BOTH:
            browser.post(reverse("admin:choose_council"), {"council": towns.here.council.pk})
        yield browser


def town_of(towns: Towns, who: str | None) -> Town:
    return towns.there if who in NEIGHBOURS else towns.here


SHARED = ("council.region", "council.ordinance")
OWN = [row for row in ADMIN if row.model not in SHARED]
every_model = pytest.mark.parametrize("row", ADMIN, ids=[row.model for row in ADMIN])

every_councils_own = pytest.mark.parametrize("row", OWN, ids=[row.model for row in OWN])
at_the_door = pytest.mark.usefixtures("doors")


def test_every_model_of_the_site_has_a_row() -> None:
    assert {model._meta.label_lower for model in admin.site._registry} == {row.model for row in ADMIN}


@at_the_door
@every_model
def test_who_reads_and_who_adds(towns: Towns, row: AdminRow) -> None:
    problems = []
    for who in STAFF:
        column = PLATFORM[who]
        pk = own_row(row, town_of(towns, who)).pk
        with works(towns, who) as browser:
            for view in VIEWS:
                args = () if view in ("changelist", "add") else (pk,)
                may = row.may(view, column)
                got = browser.get(link(row, view, *args)).status_code
                if got != (200 if may else 403):
                    problems.append(f"{view} as {who}: {got}, though may={may}")
    assert not problems


@at_the_door
@every_model
def test_who_writes(towns: Towns, row: AdminRow) -> None:
    """Whoever only reads sends a form in vain."""
    problems = []
    for who in STAFF:
        pk = own_row(row, town_of(towns, who)).pk
        with works(towns, who) as browser:
            # An incomplete form: the page comes again with what is missing.
            got = browser.post(link(row, "change", pk), {}).status_code
            if (got == 403) == row.may("write", PLATFORM[who]):
                problems.append(f"{who}: {got}")
    assert not problems


@at_the_door
@every_model
def test_residents_do_not_come_in(towns: Towns, row: AdminRow) -> None:
    for who in OUTSIDERS:
        pk = own_row(row, town_of(towns, who)).pk
        with towns.trying(who) as browser:
            for view in VIEWS:
                response = browser.get(link(row, view, *(() if view in ("changelist", "add") else (pk,))))
                if who is None:
                    assert response.status_code == 302
                    assert response["Location"].startswith(reverse("account_login"))
                else:
                    assert response.status_code == 403, (who, view)


@at_the_door
@every_councils_own
def test_another_councils_row_is_not_there(towns: Towns, row: AdminRow) -> None:
    foreign = own_row(row, towns.there).pk
    for who in STAFF:
        if PLATFORM[who] not in row.readers or who == "neighbour_secretary":
            continue
        if who == "operator" and row.model == "council.council":
            continue  # opens councils, so sees them all
        with works(towns, who) as browser:
            assert browser.get(link(row, "change", foreign)).status_code in (302, 404), who
            assert browser.get(link(row, "history", foreign)).status_code == 404, who
            assert browser.post(link(row, "change", foreign), {}).status_code in (302, 403, 404), who


@every_councils_own
def test_lists_hold_ones_own_councils_rows(towns: Towns, row: AdminRow) -> None:
    own = {str(one.pk) for one in _rows(row, towns.here)}
    foreign = {str(one.pk) for one in _rows(row, towns.there)}
    reader = next(who for who in ("secretary", "operator") if PLATFORM[who] in row.readers)
    with works(towns, reader) as browser:
        page = browser.get(link(row, "changelist")).content.decode()
    shown = set(re.findall(rf"{re.escape(link(row, 'changelist'))}(\d+)/change/", page))
    assert shown
    assert shown & own
    assert not shown & foreign


def test_the_index_names_only_what_one_works_with(towns: Towns) -> None:
    problems = []
    for who in STAFF:
        with works(towns, who) as browser:
            page = browser.get(reverse("admin:index"))
            assert page.status_code == 200
            listed = {row.model for row in ADMIN if f'href="{link(row, "changelist")}"' in page.content.decode()}
            expected = {row.model for row in ADMIN if row.may("changelist", PLATFORM[who])}
            if listed != expected:
                problems.append(f"{who}: too much {listed - expected}, too little {expected - listed}")
    assert not problems


def test_a_council_is_chosen_among_ones_own(towns: Towns) -> None:
    choose = reverse("admin:choose_council")
    with towns.trying("district") as browser:
        assert browser.post(choose, {"council": towns.there.council.pk}).status_code == 302
        assert towns.there.council.name in browser.get(reverse("admin:index")).content.decode()
    for wrong in (towns.there.council.pk, 0, 99999999999999999999, "x", "\x00", ""):
        with towns.trying("secretary") as browser:
            assert browser.post(choose, {"council": wrong}).status_code == 302
            assert towns.there.council.name not in browser.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("who", ["secretary", "chair", "district", "operator"])
def test_nothing_is_deleted(towns: Towns, who: str) -> None:
    """Neither by the page nor by the list's actions: records of a council stay."""
    for row in ADMIN:
        pk = own_row(row, towns.here).pk
        with works(towns, who) as browser:
            assert browser.post(link(row, "delete", pk), {"post": "yes"}).status_code == 403
            action = {"action": "delete_selected", "_selected_action": str(pk), "post": "yes"}
            browser.post(link(row, "changelist"), action)
            with council_scope(towns.here.council.pk):
                assert table_of(row)._default_manager.filter(pk=pk).exists()


def test_a_change_stands_in_the_history(towns: Towns) -> None:
    row = next(row for row in ADMIN if row.model == "council.committee")
    committee = towns.here.committee
    typed = {"number": 1, "name": "안전·환경분과", "duties": "골목을 살핍니다", "opened_on": committee.opened_on}
    with works(towns, "secretary") as browser:
        assert browser.post(link(row, "change", committee.pk), typed).status_code == 302
        page = browser.get(link(row, "history", committee.pk)).content.decode()
    assert "간사" in page
