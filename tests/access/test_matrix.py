"""Every address × every role × one's own council, another council, none: as the table says (DESIGN §5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from council.common.actor import Role
from tests.access.doors import COUNCIL_ROWS, PLATFORM_ROWS, THING_ROWS, address
from tests.access.table import ADMIN, HERE, PLATFORM, ROWS, THERE, Row
from tests.access.town import NEIGHBOURS, TRIED, Towns

OPEN, LOGIN, FORBIDDEN, MISSING = "O", "L", "F", "M"
#: Answers of somebody who came in: a page, on to another, an incomplete form, somebody was faster.
COME_IN = {200, 302, 303, 400, 401, 409, 422, 429}
#: To allauth everybody with an account is the same.
FEW = (None, "stranger", "resident", "secretary", "operator")


pytestmark = pytest.mark.usefixtures("doors")


def routes(resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Return the names of all addresses of the portal, with their namespaces."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern):
            yield ":".join((*spaces, entry.name or str(entry.pattern)))


#: They have no name and lead on to a named address, or are the admin site's own 404.
NAMELESS = re.compile(r"social/|admin:(<path:object_id>/|\(\?P<url>\.\*\)\$)")


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    named = {name for name in routes() if not NAMELESS.search(name)}
    views = ("changelist", "add", "change", "history", "delete")
    models = {f"admin:{row.model.replace('.', '_')}_{view}" for row in ADMIN for view in views}
    assert named == {row.name for row in ROWS} | models


def test_no_row_stands_twice() -> None:
    keys = [(row.id, method) for row in ROWS for method in row.methods]
    assert len(keys) == len(set(keys))


def test_every_role_has_a_column() -> None:
    """A new role of the portal needs a person who tries all doors with it."""
    assert len(set(HERE.values())) == len(Role) + 3  # 계, 신 and 쓴 are no roles
    assert set(HERE) == set(THERE) == set(TRIED)


def attempt(towns: Towns, who: str | None, method: str, path: str) -> tuple[str, Any]:
    """Let the person knock and return what happened; nothing of it remains."""
    with towns.trying(who) as browser:
        response = browser.post(path, {}) if method == "POST" else browser.get(path)
    return outcome(response), response


def outcome(response: Any) -> str:
    if response.status_code in (301, 302) and urlsplit(response["Location"]).path == reverse("account_login"):
        return LOGIN
    if response.status_code == 403:
        return FORBIDDEN
    if response.status_code == 404:
        return MISSING
    return OPEN if response.status_code in COME_IN else str(response.status_code)


def complain(row: Row, who: str | None, method: str, path: str, expected: str, got: str, response: Any) -> str | None:
    """Return what is wrong with an answer, or None."""
    if got != expected and not (expected == "*" and got in (OPEN, LOGIN)):
        return f"{method} {path} as {who or 'visitor'}: {got}, not {expected}"
    if got == LOGIN and expected == LOGIN and not row.is_admin:
        back = parse_qs(urlsplit(response["Location"]).query).get("next", [""])[0]
        page = path if method == "GET" else (re.match(r"/c/[^/]+/", path) or ["/"])[0]
        if back not in (path, page):
            return f"{method} {path} as {who or 'visitor'}: comes back to {back!r} after signing in"
    if got == FORBIDDEN and not row.is_admin and not says_whose(response):
        return f"{method} {path} as {who or 'visitor'}: 403 without saying whose act it is"
    return None


def says_whose(response: Any) -> bool:
    words = re.findall(r"<p>(.*)</p>", response.content.decode())
    return bool(words and re.search(r"일입니다|합니다", words[0]) and "403.html" in response.content.decode())


def by_id(rows: list[Row]) -> Any:
    return pytest.mark.parametrize("row", rows, ids=[f"{row.id}-{','.join(row.methods)}" for row in rows])


@by_id(COUNCIL_ROWS)
def test_in_ones_own_council(towns: Towns, row: Row) -> None:
    """Strangers and people from next door hold no role here, so this tries ‘none’ as well."""
    path = address(row, towns.here)
    problems = []
    for who in TRIED:
        for method in row.methods:
            got, response = attempt(towns, who, method, path)
            problems.append(complain(row, who, method, path, row.expected[HERE[who]], got, response))
    assert not list(filter(None, problems))


@by_id(COUNCIL_ROWS)
def test_in_another_council(towns: Towns, row: Row) -> None:
    """A role ends at the border; 시군구 담당 and 운영자 have theirs on both sides."""
    path, method = address(row, towns.there), row.methods[-1]
    problems = []
    for who in TRIED:
        got, response = attempt(towns, who, method, path)
        problems.append(complain(row, who, method, path, row.expected[THERE[who]], got, response))
    assert not list(filter(None, problems))


@by_id(PLATFORM_ROWS)
def test_where_no_council_is_named(towns: Towns, row: Row) -> None:
    problems = []
    for who in FEW if row.is_allauth else TRIED:
        town = towns.there if who in NEIGHBOURS else towns.here
        path = address(row, town)
        for method in row.methods:
            got, response = attempt(towns, who, method, path)
            problems.append(complain(row, who, method, path, row.expected[PLATFORM[who]], got, response))
    assert not list(filter(None, problems))


@by_id(THING_ROWS)
def test_another_councils_thing_is_not_there(towns: Towns, row: Row) -> None:
    """Under one's own slug it is 404 even for its own officers; whoever may not act at all learns nothing either."""
    foreign, method = address(row, towns.here, towns.there), row.methods[-1]
    problems = []
    refused: set[str] = set()
    for who in TRIED:
        own = row.expected[HERE[who]]
        if own in (LOGIN, FORBIDDEN):
            if own in refused:
                continue  # one of those to whom the door is closed anyway
            refused.add(own)
        got, _response = attempt(towns, who, method, foreign)
        if (got != MISSING and got != own) or got == OPEN:
            problems.append(f"{method} {foreign} as {who or 'visitor'}: {got}, not {MISSING}")
    assert not problems


def test_officials_act_for_the_head_where_the_rule_says_so(towns: Towns) -> None:
    """읍면동 담당 prepares and may act when the rule says so."""
    row = next(row for row in ROWS if row.thing == "approval")
    path = address(row, towns.here)
    with towns.official_may_act():
        assert attempt(towns, "official", "GET", path)[0] == OPEN
        assert attempt(towns, "secretary", "GET", path)[0] == FORBIDDEN
        assert attempt(towns, "neighbour_secretary", "GET", path)[0] == FORBIDDEN
