"""What the database refuses of projects, whatever the code does."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from council.common.errors import constraint_of
from projects.choices import Outcome
from projects.models import Project, StatusChange
from tests.projects.conftest import AT, TODAY, World, noon


def force_status(project: Project, status: str) -> None:
    """Go round the service, as somebody with SQL would."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE projects_project SET status = %s, due_on = NULL WHERE id = %s", [status, project.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_status_without_its_record_is_refused(world: World) -> None:
    project = world.project()
    with pytest.raises(IntegrityError) as error:
        force_status(project, "CLOSED")
    assert constraint_of(error.value) == "project_status_told"


def test_a_record_of_another_move_does_not_do(world: World) -> None:
    project = world.project()
    StatusChange.objects.create(
        project=project, affairs_class=project.affairs_class, from_status="PLANNING", to_status="COMMITTEE",
        move="x", outcome=Outcome.PASS, by_label="x", at=AT,
    )  # fmt: skip
    with pytest.raises(IntegrityError) as error:
        force_status(project, "RUNNING")
    assert constraint_of(error.value) == "project_status_told"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("status = 'SUITABILITY'", "project_status_fits_class"),
        ("status = 'RETURNED'", "project_knows_where_to_resume"),
        ("resume_status = 'RUNNING'", "project_knows_where_to_resume"),
        ("starts_on = '2026-02-01', ends_on = '2026-01-01'", "project_dates_in_order"),
        ("planned_cost = -1", "project_cost_in_range"),
        ("class_reason = ''", "project_class_has_reason"),
        ("status = 'CLOSED'", "project_ended_has_no_deadline"),
    ],
)
def test_impossible_rows_are_refused(world: World, change: str, constraint: str) -> None:
    world.project()
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE projects_project SET {change}")  # noqa: S608 - the test's own words
    assert constraint_of(error.value) == constraint


@pytest.mark.parametrize("statement", ["DELETE FROM", "TRUNCATE", "UPDATE"])
def test_the_record_of_moves_cannot_be_changed(world: World, statement: str) -> None:
    world.project()
    text = f"{statement} projects_statuschange" + (" SET comment = 'x'" if statement == "UPDATE" else "")
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text)


def test_the_transaction_of_a_record_cannot_be_claimed(world: World) -> None:
    project = world.project()
    change = StatusChange.objects.create(
        project=project, affairs_class=project.affairs_class, to_status="PLANNING", move="x",
        outcome=Outcome.LOG, by_label="x", at=noon(TODAY), transaction=1,
    )  # fmt: skip
    change.refresh_from_db()
    assert change.transaction != 1
