"""The tests' database: made and migrated as the owner, used as the serving role (a pytest plugin).

What a test sees and may do is therefore what a request sees and may do: row-level security holds.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker

from council.run.database import APP_ROLE, databases
from council.run.places import VAR
from council.run.postgres import Cluster


@pytest.fixture(scope="session")
def embedded_server() -> Iterator[None]:
    """Start the embedded PostgreSQL unless a server is given or it runs already; end what was started here."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    process = Cluster(VAR).start(owned=True)
    yield
    if process:
        connection.close()
        Cluster(VAR).stop()
        process.wait(30)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(embedded_server: None) -> None:
    """Have the server running before pytest-django makes the database."""


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """Make the database as the owner, then step down to the serving role.

    Instead of pytest-django's own, which makes none for a run of tests that only work in clones: they would
    clone the database of the portal that people use.
    """
    keep = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep)
        with connection.cursor() as cursor:
            # As roles.sql does for the real database: a temporary table could deceive a guard function.
            cursor.execute(f'REVOKE TEMPORARY ON DATABASE "{connection.settings_dict["NAME"]}" FROM PUBLIC')
        connection.settings_dict["OPTIONS"]["assume_role"] = APP_ROLE
        connection.close()
    yield
    with django_db_blocker.unblock():
        # Only the owner may take the database away again.
        connection.settings_dict["OPTIONS"].pop("assume_role")
        connection.close()
        if not django_db_keepdb:
            teardown_databases(made, verbosity=0)


@dataclass(frozen=True)
class Committed:
    """A database of its own, in which commits are real and several connections meet."""

    name: str

    def together(self, *acts: Callable[[], Any]) -> list[Any]:
        """Run the acts at the same time, each on its own connection; return results, or the exceptions raised."""
        barrier = threading.Barrier(len(acts))

        def run(act: Callable[[], Any]) -> Any:
            try:
                connection.ensure_connection()
                barrier.wait(10)
                return act()
            except Exception as error:  # the caller compares them
                return error
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(run, acts))


@contextmanager
def cloned(blocker: DjangoDbBlocker, suffix: str) -> Iterator[Committed]:
    """Work in a clone of the test database until the end of the block, then throw the clone away."""
    template = connection.settings_dict["NAME"]
    name = f"{template}_{suffix}"
    with blocker.unblock():
        connection.close()
        _drop(name)
        _as_owner(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        connection.settings_dict["NAME"] = name
        try:
            yield Committed(name)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = template
            _drop(name)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Committed]:
    """Clone the test database for one test about locks, deferred guards or what happens after commit.

    Don't combine it with ``db``: the clone needs the template without open transactions.
    """
    with cloned(django_db_blocker, "committed") as clone:
        yield clone


def _drop(name: str) -> None:
    try:
        _as_owner(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    except psycopg.errors.InsufficientPrivilege:
        # Vacuum is at work in it, which the owner may not end by force; the plain command sees to that itself.
        _as_owner(f'DROP DATABASE IF EXISTS "{name}"')


def _as_owner(*statements: str) -> None:
    config = databases(VAR, as_owner=True)["default"]
    with psycopg.connect(
        host=config["HOST"],
        port=config["PORT"] or None,
        user=config["USER"],
        password=config.get("PASSWORD") or None,
        dbname="postgres",
        autocommit=True,
    ) as owner:
        for statement in statements:
            owner.execute(statement.encode())
