"""The two towns, built once per module and taken away after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from council import pagecache
from council.audit import fragments
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
        yield build_towns()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def empty_shelves() -> Iterator[None]:
    """Nothing commits here, so pages kept for visitors would outlive what they show."""
    fragments.shelf.clear()
    pagecache.shelf.clear()
    yield
    fragments.shelf.clear()
    pagecache.shelf.clear()
