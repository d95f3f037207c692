"""Fixtures of the browser tests: one server, one Chromium, and one database with everybody in it for all of them.

What a test does stays for the next one, so each begins with proposals and projects of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from council.common.scope import council_scope
from council.models import Committee, Council
from members.models import User
from tests.browser.person import PATIENCE, Person, Troubles
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
#: Somebody of the cast by role, somebody else, or a visitor.
Who = str | User | None


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
    folder = tmp_path_factory.mktemp("portal")
    with serving(connection.settings_dict["NAME"], folder) as running, override_settings(MEDIA_ROOT=folder / "media"):
        yield running


@pytest.fixture(scope="package")
def chromium(chromium_path: str, portal: Portal) -> Iterator[Browser]:
    """The browser. It ends with this folder, because nothing else can run a loop of its own while it lives."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()
        # Beside the loop Django holds another connection than before and after it.
        connection.close()


@dataclass
class House:
    """One window of each person's browser, kept open because what it has fetched once it need not fetch again."""

    chromium: Browser
    portal: Portal
    cast: Cast
    troubles: Troubles
    kept: dict[tuple[Who, bool], BrowserContext] = field(default_factory=dict)

    def context(self, who: Who, *, phone: bool, **options: Any) -> BrowserContext:
        """Return a browser in which the person is signed in."""
        look = {"is_mobile": True, "has_touch": True, "viewport": PHONE} if phone else {"viewport": DESK}
        context = self.chromium.new_context(locale="ko-KR", timezone_id="Asia/Seoul", **look, **options)
        self.troubles.watch(context)
        if who is not None:
            client = Client()
            client.force_login(who if isinstance(who, User) else getattr(self.cast, who))
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.portal.url}])
        return context

    def kept_context(self, who: Who, *, phone: bool) -> BrowserContext:
        if (who, phone) not in self.kept:
            self.kept[who, phone] = self.context(who, phone=phone)
        return self.kept[who, phone]

    def tidy(self) -> None:
        """Close the pages and forget what they kept, so that the next test finds a fresh device."""
        for context in self.kept.values():
            context.set_extra_http_headers({})
            for page in context.pages:
                if page.url.startswith(self.portal.url):
                    page.evaluate("localStorage.clear(); sessionStorage.clear()")
                page.close()


@pytest.fixture(scope="package")
def house(chromium: Browser, portal: Portal, cast: Cast) -> House:
    """Where everybody's browsers stand."""
    return House(chromium, portal, cast, Troubles(portal))


@pytest.fixture
def arrives(house: House) -> Iterator[Arrives]:
    """Let people arrive: ``arrives("secretary")`` is signed in, ``arrives()`` is a visitor; ``at`` another council.

    ``fresh`` gives a browser that nobody used before; so do options of Playwright's. At the end of the test no
    page may have had a script error, a server error or a foreign request.
    """
    own = []

    def arrive(
        who: Who = None, *, at: Council | None = None, phone: bool = False, fresh: bool = False, **options: Any
    ) -> Person:
        home = f"/c/{(at or house.cast.council).slug}/"
        if not (fresh or options):
            return Person(house.kept_context(who, phone=phone), house.portal, home)
        own.append(house.context(who, phone=phone, **options))
        return Person(own[-1], house.portal, home)

    yield arrive
    for context in own:
        context.close()
    house.tidy()
    found = house.troubles.told()
    assert not found, f"{found}\n{house.portal.complaints}"


@pytest.fixture
def office(cast: Cast) -> Office:
    """마장동 at work: proposals and projects at the stations a test asks for."""
    return Office(cast)
