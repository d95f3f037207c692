"""The workspace: what waits, the way to every tool of the role, in few queries."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.common.scope import council_scope
from members.models import Residency
from tests.cast import Cast

pytestmark = pytest.mark.django_db

OFFICE = "/c/majang/office/"
#: Session, person, council, transaction, scope and the unread notices are every page's.
FRAME = re.compile(
    r"BEGIN|COMMIT|SAVEPOINT|RELEASE|SELECT set_config|SELECT COUNT\(\*\) AS \"__count\" FROM \"notices_notice\""
    r"|SELECT \"(django_session|members_user|council_council)\"|\s*SELECT kind, committee_id"
)


def test_the_secretary_finds_every_tool(cast: Cast) -> None:
    text = cast.client("secretary").get(OFFICE).content.decode()
    for path in ("rules/", "roll/", "recruitment/", "people/import/", "residents/", "proposals/"):
        assert f'href="{OFFICE}{path}"' in text


def test_the_bylaws_are_no_officials_tool(cast: Cast) -> None:
    text = cast.client("official").get(OFFICE).content.decode()
    assert f'href="{OFFICE}rules/"' not in text
    assert f'href="{OFFICE}roll/"' in text


def test_it_takes_twelve_queries_of_its_own(cast: Cast) -> None:
    client = cast.client("secretary")
    client.get(OFFICE)
    with CaptureQueriesContext(connection) as counted:
        client.get(OFFICE)
    own = [query["sql"] for query in counted.captured_queries if not FRAME.match(query["sql"])]
    assert len(own) <= 12, own


def test_what_came_in_is_counted(cast: Cast) -> None:
    with council_scope(cast.council.pk):
        waiting = Residency.objects.pending().count()
    page = cast.client("secretary").get(OFFICE)
    assert page.context["work"].arrivals.residents == waiting
    assert page.context["work"].arrivals.held == 0
