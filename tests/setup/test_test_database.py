"""The tests' own ground: the serving role, and a database where commits are real."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, ProgrammingError, connection

from tests.database import Committed


def ask(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_tests_work_as_the_serving_role() -> None:
    assert ask("SELECT current_user") == "portal_app"


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["CREATE TABLE t (a int)", "CREATE TEMPORARY TABLE t (a int)"])
def test_the_serving_role_makes_no_tables(sql: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_committed_database_lets_two_connections_meet(committed: Committed) -> None:
    def sign_up() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES ('setup', 'twice')")

    results = committed.together(sign_up, sign_up)
    assert sorted(isinstance(result, IntegrityError) for result in results) == [False, True]
    assert ask("SELECT count(*) FROM django_content_type WHERE app_label = 'setup'") == 1


def test_a_committed_database_is_gone_afterwards(committed: Committed) -> None:
    assert ask("SELECT count(*) FROM django_content_type WHERE app_label = 'setup'") == 0
