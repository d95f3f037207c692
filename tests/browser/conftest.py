"""Fixtures of the browser tests: one server, one Chromium, and one database with everybody in it for all of them.

What a test does stays for the next one, so each begins with proposals and projects of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from council.common.scope import council_scope
from council.models import Committee
from tests.browser.person import Person, Troubles
from tests.browser.server import Portal, serving
from tests.cast import Cast, make_cast
from tests.councils import OPENED, make_council
from tests.database import cloned
from tests.projects_pages.office import Office

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}

Arrives = Callable[..., Person]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives Chromium."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")


@pytest.fixture(scope="package")
def async_unsafe() -> Iterator[None]:
    """Let tests use the database beside Playwright, whose loop stands still while they do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="package")
def cast(async_unsafe: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """Everybody, in two councils, committed in a database of their own."""
    with cloned(django_db_blocker, "browser"):
        majang = make_council("majang", "마장동", "1120056000", "서울특별시", "성동구")
        sageun = make_council("sageun", "사근동", "1120057000", "서울특별시", "성동구")
        committees = []
        for council, name in ((majang, "안전·환경분과"), (sageun, "문화분과")):
            with council_scope(council.pk):
                committees.append(Committee.objects.create(council=council, number=1, name=name, opened_on=OPENED))
        yield make_cast(majang, sageun, *committees)


@pytest.fixture(scope="package")
def portal(cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The server."""
    with serving(connection.settings_dict["NAME"], tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture(scope="package")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """The browser; its end is here, because nothing else can run a loop of its own while it lives."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def arrives(chromium: Browser, portal: Portal, cast: Cast) -> Iterator[Arrives]:
    """Let people arrive: ``arrives("secretary")`` is signed in, ``arrives()`` is a visitor.

    At the end of the test no page may have had a script error, a server error or a foreign request.
    """
    contexts = []
    troubles = Troubles(portal)

    def arrive(who: str | None = None, *, phone: bool = False, **options: Any) -> Person:
        context = chromium.new_context(
            viewport=PHONE if phone else DESK,
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            has_touch=phone,
            is_mobile=phone,
            **options,
        )
        contexts.append(context)
        troubles.watch(context)
        if who is not None:
            session = cast.client(who).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": portal.url}])
        return Person(context, portal, f"/c/{cast.council.slug}/")

    yield arrive
    for context in contexts:
        context.close()
    assert not troubles.found, troubles.report()


@pytest.fixture
def office(cast: Cast) -> Office:
    """마장동 at work: proposals and projects at the stations a test asks for."""
    return Office(cast)
