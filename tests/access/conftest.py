"""The two towns, built once per module and taken away after it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.db import transaction
from django.template.backends.django import Template
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from council import adminsite, middleware, pagecache
from council.audit import fragments
from council.common.actor import Actor
from council.models import Council
from members.models import User
from members.selectors import actor_for, councils_of
from tests.access.town import Towns, build_towns


@pytest.fixture(scope="module")
def towns(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Towns]:
    """Build both councils in one transaction; each try undoes itself, the module undoes everything."""
    media: Path = tmp_path_factory.mktemp("media")
    # Sessions in the cookie: what a try changes in them is gone with it.
    engine = "django.contrib.sessions.backends.signed_cookies"
    kept = override_settings(MEDIA_ROOT=media, SESSION_ENGINE=engine)
    with django_db_blocker.unblock(), kept, transaction.atomic():
        # Refusals are logged with their tracebacks; here they are the rule.
        logger = logging.getLogger("django.request")
        logger.disabled = True
        yield build_towns()
        logger.disabled = False
        transaction.set_rollback(True)


@pytest.fixture
def doors(towns: Towns, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the drawing of pages to other tests, and ask who somebody is once: thousands knock here."""

    def name_only(self: Template, context: Any = None, request: Any = None) -> str:
        return f"<h1>{self.template.name}</h1><p>{(context or {}).get('message', '')}</p>"

    def actor_once(user: User, council: Council, on: Any) -> Actor:
        key = (user.pk, council.pk)
        if key not in towns.actors:
            towns.actors[key] = actor_for(user, council, on)
        user.holds_staff_role = towns.actors[key].is_staff
        return towns.actors[key]

    def councils_once(user: User, on: Any) -> list[Council]:
        if user.pk not in towns.councils:
            towns.councils[user.pk] = councils_of(user, on)
        return towns.councils[user.pk]

    def user_once(self: AuthenticationBackend, pk: int) -> User | None:
        if pk not in towns.users:
            towns.users[pk] = User.objects.get(pk=pk)
        return towns.users[pk]

    monkeypatch.setattr(Template, "render", name_only)
    monkeypatch.setattr(middleware, "actor_for", actor_once)
    monkeypatch.setattr(adminsite, "actor_for", actor_once)
    monkeypatch.setattr(adminsite, "councils_of", councils_once)
    monkeypatch.setattr(AuthenticationBackend, "get_user", user_once)


@pytest.fixture(autouse=True)
def empty_shelves() -> Iterator[None]:
    """Nothing commits here, so pages kept for visitors would outlive what they show."""
    fragments.shelf.clear()
    pagecache.shelf.clear()
    yield
    fragments.shelf.clear()
    pagecache.shelf.clear()
