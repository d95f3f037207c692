"""What no page of the portal sends: wrong numbers, methods, queries and forms. A clear page, and nothing changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from council.audit.models import Entry
from council.common.scope import council_scope
from council.notices.models import Notice
from members.models import Consent
from projects.models import Comment, Project, Proposal, StatusChange, Support
from tests.access.doors import COUNCIL_ROWS, THING_ROWS, address, somebody
from tests.access.table import ROWS, Row
from tests.access.town import Towns

HUGE = "99999999999999999999"
QUERIES = (
    "page=abc&year=abc&committee=x&state=x&stage=x&affairs=x&sort=x&view=x&about=x&id=x&late=x&status=x&version=x&next=x",
    f"page={HUGE}&year={HUGE}&committee={HUGE}&id={HUGE}&about=projects.project&version={HUGE}",
    "page=-1&q=%00&view=%00&about=%00&state=%00&version=%00&next=%00&touches_rights=%00&status=%00&sort=%00",
    "page=%ff%fe&q=%ff%fe%ed%a0%80&year=%ff&committee=%ff&next=//evil.example&version=%ff&state=%ff",
    "page=1&page=2&q=" + "%ea%b0%80" * 400 + "&committee=1&committee=2&year=0&year=-5",
)
BODIES = (
    b"%ff%fe=%ff&title=%00&body=%00&answer=%00&reason=%00&token=%00&comment=%00&note=%00&code=%00&email=%00&to=%00",
    b"title=%ff%fe&body=%ed%a0%80&answer=%ff&token=x&pk=x&committee=" + HUGE.encode() + b"&owner=" + HUGE.encode()
    + b"&committee_id=" + HUGE.encode() + b"&owner_id=-1&others=" + HUGE.encode() + b"&others=x&others=%00"
    + b"&starts_on=9999-99-99&ends_on=0000-00-00&last_day=31.02.2026&on=%ff&planned_cost=" + b"9" * 400
    + b"&rough_cost=-1&expected_version=" + HUGE.encode() + b"&expected_status=%00&move=x&decision=x&origin=x"
    + b"&affairs_class=x&up_to=x&remove=" + HUGE.encode() + b"&seat=" + HUGE.encode() + b"&kind=x&person=x&user=" + HUGE.encode()
    + b"&groups=x&version=x&size=x&language=x&next=//evil.example&council=" + HUGE.encode(),
    b"--\r\nno form at all",
)  # fmt: skip
FORM = "application/x-www-form-urlencoded"
#: What a page's answer may be; whatever else is a mistake of ours.
CLEAR = {200, 204, 302, 400, 401, 403, 404, 405, 409, 413, 422, 429}
KEPT = (Entry, Notice, Proposal, Project, StatusChange, Comment, Support, Consent)

#: Addresses that are pages, and those that take a form; some are both.
PAGES = {row.name for row in ROWS if "GET" in row.methods}
FORMS = {row.name for row in ROWS if "POST" in row.methods}


def state_of(towns: Towns) -> list[int]:
    """Return how many records there are, the history's first: every change writes there."""
    with council_scope(towns.here.council.pk):
        return [model._default_manager.count() for model in KEPT]


@contextmanager
def nothing_changes(towns: Towns, who: str | None) -> Iterator[Client]:
    """Hand out the person's browser, and see afterwards that all records are as they were."""
    with towns.trying(who) as browser:
        before = state_of(towns)
        yield browser
        assert state_of(towns) == before


def is_a_page(response: Any) -> bool:
    """Whether the answer is a page with a heading and a way on."""
    page = response.content.decode()
    return "<h1" in page and bool(re.search(r'<main.*<a [^>]*href="/[^"]*"', page, re.S))


def rows(wanted: list[Row]) -> Any:
    """One test for each address; the first row of an address stands for it."""
    first = {(row.name, "POST" in row.methods): row for row in reversed(wanted)}
    chosen = sorted(first.values(), key=lambda row: row.id)
    return pytest.mark.parametrize("row", chosen, ids=[f"{row.id}-{row.methods[-1]}" for row in chosen])


def send(browser: Client, row: Row, path: str) -> HttpResponse:
    return browser.post(path, {}) if row.methods == ("POST",) else browser.get(path)  # type: ignore[return-value]


@rows(THING_ROWS)
def test_wrong_numbers_lead_nowhere(towns: Towns, row: Row) -> None:
    name = next(key for key in ("photo_pk", "pk", "token") if key in towns.here.things[row.thing])
    for wrong in (0, HUGE):
        instead: dict[str, Any] = {name: wrong}
        path = address(row, towns.here, **instead)
        with nothing_changes(towns, somebody(row)) as browser:
            response = send(browser, row, path)
            assert response.status_code == 404, path
            assert is_a_page(response)


@rows(COUNCIL_ROWS)
def test_a_council_that_is_not_there(towns: Towns, row: Row) -> None:
    path = address(row, towns.here).replace("/c/majang/", "/c/nowhere/")
    for who in (None, somebody(row)):
        with nothing_changes(towns, who) as browser:
            assert send(browser, row, path).status_code == 404, path


@rows([row for row in ROWS if row.methods == ("POST",) and row.name not in PAGES])
def test_buttons_are_not_pages(towns: Towns, row: Row) -> None:
    """Opened from the browser's history, an address that only takes a button says so and shows the way back."""
    path = address(row, towns.here)
    for method in ("get", "head", "put", "patch", "delete"):
        with nothing_changes(towns, somebody(row)) as browser:
            response = getattr(browser, method)(path)
            if row.is_admin:
                assert response.status_code in (302, 405), method
                continue
            assert response.status_code == 405, f"{method} {path}"
            assert "POST" in response["Allow"]
            assert method == "head" or is_a_page(response)


@rows([row for row in ROWS if row.name not in FORMS and not row.is_allauth and not row.is_admin])
def test_pages_take_no_forms(towns: Towns, row: Row) -> None:
    """A form sent to a page that has none changes nothing."""
    path = address(row, towns.here)
    for method in ("post", "put", "delete"):
        with nothing_changes(towns, somebody(row)) as browser:
            response = getattr(browser, method)(path, {} if method == "post" else b"{}")
            assert response.status_code in (200, 302, 405), f"{method} {path}: {response.status_code}"


@rows([row for row in ROWS if "GET" in row.methods])
def test_broken_questions(towns: Towns, row: Row) -> None:
    path = address(row, towns.here)
    for who in {None, somebody(row)} if row.expected["방"] in "O*" else {somebody(row)}:
        for query in QUERIES:
            with towns.trying(who) as browser:
                response = browser.get(f"{path}?{query}")
                assert response.status_code in CLEAR, f"{path}?{query[:40]}: {response.status_code}"
                assert not response.get("Location", "").startswith("//"), f"{path} leads away"


@rows([row for row in ROWS if "POST" in row.methods])
def test_broken_forms(towns: Towns, row: Row) -> None:
    """Refused forms change nothing; what is accepted in spite of its other fields goes on to a page."""
    path = address(row, towns.here)
    for who in {None, somebody(row)} if row.expected["방"] in "O*" else {somebody(row)}:
        for body in BODIES:
            for content_type in (FORM, "multipart/form-data; boundary=x", "application/json"):
                if content_type != FORM and body != BODIES[-1]:
                    continue
                with towns.trying(who) as browser:
                    before = state_of(towns)
                    response = browser.post(path, body, content_type=content_type)
                    assert response.status_code in CLEAR, f"{path}: {response.status_code}"
                    assert not response.get("Location", "").startswith("//"), f"{path} leads away"
                    if response.status_code >= 400:
                        assert state_of(towns) == before, path


@rows([row for row in ROWS if "POST" in row.methods and row.name not in ("council:text_size", "council:language")])
def test_a_form_that_was_open_too_long(towns: Towns, row: Row) -> None:
    """Without a fresh token nothing is taken; the page says so and shows the way on."""
    who = somebody(row)
    with nothing_changes(towns, who):
        strict = Client(enforce_csrf_checks=True)
        if who:
            strict.cookies["sessionid"] = towns.sessions[who]
        response = strict.post(address(row, towns.here), {"csrfmiddlewaretoken": "x" * 64})
        assert response.status_code == 403
        assert "안전을 위해 받지 않았습니다" in response.content.decode()
        assert is_a_page(response)


@pytest.mark.parametrize(
    "path",
    [
        "/c/majang/proposals/0x10/",
        "/c/majang/proposals/-1/",
        "/c/majang/photos/1/huge/",
        "/c/majang/photos/1/..%2f..%2fetc%2fpasswd/",
        "/c/majang/%00/",
        "/c/%00/",
        "/c/%ff%fe/proposals/",
        "/c/MAJANG/",
        "/c//proposals/",
        "/c/majang/join/invited/%00/",
        "/c/majang/join/invited/wrong/",
        "/c/majang/office/people/nothing/1/end/",
        "/accounts/consents/nothing/",
        "/accounts/consents/privacy/?version=../../x",
        "/accounts/password/reset/key/zzzz-wrong/",
        "/admin/nothing/",
        "/admin/council/rule/%00/change/",
        "/" + "a" * 3000,
    ],
)
@pytest.mark.parametrize("who", [None, "operator"])
def test_addresses_that_nobody_gave_out(towns: Towns, path: str, who: str | None) -> None:
    with nothing_changes(towns, who) as browser:
        assert browser.get(path).status_code in (200, 302, 403, 404)


@pytest.mark.parametrize(("code", "status"), [("nothing", 404), ("x" * 500, 404), ("approve", 409)])
def test_a_move_that_is_not_open_here(towns: Towns, code: str, status: int) -> None:
    """An unknown move is not there; a known one whose turn it is not says who moved the project last."""
    path = reverse("projects:office_move", args=["majang", towns.here.things["committee"]["pk"], code])
    for method in ("get", "post"):
        with nothing_changes(towns, "head") as browser:
            response = getattr(browser, method)(path)
            assert response.status_code == status
            assert is_a_page(response)
