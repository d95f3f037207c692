"""Public pages kept in memory: gone with the next write, and never one person's page for another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from council.audit.services import record
from council.common.actor import Actor
from council.common.scope import council_scope
from council.models import Council
from council.pagecache import Kept, Shelf, shelf

pytestmark = pytest.mark.django_db

HOME = "/c/majang/"


@pytest.fixture(autouse=True)
def empty_shelf() -> Iterator[None]:
    shelf.clear()
    yield
    shelf.clear()


def write_something(council: Council) -> None:
    with council_scope(council.pk):
        Council.objects.filter(pk=council.pk).update(phone="02-0000-1234")
        record(
            "council.council.founded", council, by=Actor.system(council.pk), at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
        )
        connection.check_constraints()


def test_the_second_visitor_costs_one_query(
    client: Client, council: Council, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(HOME)
    with django_assert_num_queries(1):
        second = Client().get(HOME)
    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_a_write_is_seen_at_once(client: Client, council: Council) -> None:
    assert "02-0000-1234" not in client.get(HOME).content.decode()
    write_something(council)
    assert "02-0000-1234" in client.get(HOME).content.decode()


def test_anothers_write_leaves_the_page_kept(
    client: Client, council: Council, other_council: Council, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(HOME)
    write_something(other_council)
    with django_assert_num_queries(1):
        client.get(HOME)


def test_a_person_gets_no_shared_page_and_leaves_none(client: Client, council: Council, django_user_model: Any) -> None:
    person = django_user_model.objects.create_user("kim@example.kr", "x", name="김마장")
    signed_in = Client()
    signed_in.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    own = signed_in.get(HOME).content.decode()
    visitors = client.get(HOME).content.decode()
    assert "로그아웃" in own
    assert "로그아웃" not in visitors
    assert "로그아웃" in signed_in.get(HOME).content.decode()


def test_large_text_and_language_are_pages_of_their_own(client: Client, council: Council) -> None:
    usual = client.get(HOME).content.decode()
    client.cookies["portal_text"] = "large"
    large = client.get(HOME).content.decode()
    assert 'data-text="large"' in large
    assert 'data-text="large"' not in usual


def test_no_shared_page_holds_a_token(client: Client, council: Council) -> None:
    for path in (HOME, f"{HOME}proposals/", f"{HOME}projects/", f"{HOME}rules/", f"{HOME}members/"):
        response = client.get(path)
        assert response.status_code == 200
        assert "csrfmiddlewaretoken" not in response.content.decode(), path
        assert not response.cookies, path


def test_what_is_refused_is_not_kept(client: Client, council: Council) -> None:
    assert client.get(f"{HOME}proposals/999999/").status_code == 404
    assert shelf.get("nothing") is None
    assert not shelf._pages


def test_zipped_for_whoever_takes_it(client: Client, council: Council) -> None:
    client.get(HOME)
    zipped = client.get(HOME, headers={"accept-encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in zipped["Vary"]
    assert int(zipped["Content-Length"]) == len(zipped.content)


def test_the_shelf_gives_up_the_least_recently_used() -> None:
    small = Shelf(3 * 1024)
    for name in "abc":
        small.put(name, Kept(b"x" * 1000, b"", ()))
    assert small.get("a") is None
    assert small.get("c") is not None
