"""The two walls between councils, read from the database's own catalogue, so that a new table cannot forget them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction

from council.common.scope import ScopeError, council_scope, is_council_owned, wide_scope
from council.models import Committee, Council
from members.models import CommitteeMembership

pytestmark = pytest.mark.django_db

#: Tables whose rows may belong to no council (the platform's own); their policies are tested by name below.
SHARED = {"audit_entry", "audit_link", "council_rule", "council_ruleloading"}


def rows(sql: str, *params: Any) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall()


def council_tables() -> set[str]:
    """Every table of the database with a council_id, whoever made it."""
    found = rows(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace "
        "AND a.attname = 'council_id' AND NOT a.attisdropped"
    )
    return {str(name) for (name,) in found}


def test_serving_role_owns_nothing_and_is_bound() -> None:
    assert rows("SELECT current_user") == [("portal_app",)]
    assert rows("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = 'portal_app'") == [(0,)]
    assert rows("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'portal_app'") == [(False, False)]


def test_every_council_table_is_behind_row_level_security() -> None:
    tables = council_tables()
    assert {"council_committee", "projects_project", "projects_proposal", "members_residency"} <= tables
    for table in sorted(tables):
        flags = rows("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", table)
        assert flags == [(True, True)], table
        policies = {str(p): (str(q), str(w)) for p, q, w in rows(
            "SELECT policyname, qual, with_check FROM pg_policies WHERE tablename = %s", table)}  # fmt: skip
        assert policies, table
        if table not in SHARED:
            using, check = policies["tenant"]
            assert "app.council_ids" in using, table
            assert "app.council_ids" in check, table
            assert set(policies) == {"tenant", "wide"}, table


def test_every_council_table_is_a_council_owned_model_or_named_as_shared() -> None:
    owned = {m._meta.db_table for m in apps.get_models() if is_council_owned(m)}
    assert council_tables() - owned == SHARED


def test_every_key_between_council_tables_carries_the_council() -> None:
    owned = {t for t in council_tables() if t not in SHARED}
    plain = rows(
        "SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, a.attname FROM pg_constraint c "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
        "WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 1"
    )
    composite = {
        (str(child), str(parent), str(column))
        for child, parent, column in rows(
            "SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, a.attname FROM pg_constraint c "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) "
            "WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 2 AND a.attname <> 'council_id'"
        )
    }
    between = {(str(a), str(b), str(c)) for a, b, c in plain if a in owned and b in owned}
    assert between, "no key between council tables was found: the test reads the wrong catalogue"
    assert between <= composite


def test_no_table_points_at_a_council_table_without_a_council_of_its_own() -> None:
    owned = {t for t in council_tables() if t not in SHARED}
    for child, parent in rows(
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
    ):
        if parent in owned:
            assert child in council_tables(), f"{child} points at {parent} but carries no council"


def test_querying_without_a_scope_is_an_error() -> None:
    with pytest.raises(ScopeError):
        Committee.objects.count()
    with pytest.raises(ScopeError):
        Committee.objects.filter(pk=1).first()


def test_raw_sql_without_a_scope_sees_nothing(committees: tuple[Committee, Committee]) -> None:
    assert rows("SELECT count(*) FROM council_committee") == [(0,)]


def test_raw_sql_sees_only_its_own_council(council: Council, committees: tuple[Committee, Committee]) -> None:
    with council_scope(council.pk):
        assert rows("SELECT DISTINCT council_id FROM council_committee") == [(council.pk,)]


def test_a_view_that_forgets_its_filter_still_sees_no_foreign_row(
    council: Council, committees: tuple[Committee, Committee]
) -> None:
    mine, foreign = committees
    with council_scope(council.pk):
        forgetful = Committee._base_manager.all()
        assert set(forgetful.values_list("pk", flat=True)) == {mine.pk}
        assert not Committee._base_manager.filter(pk=foreign.pk).exists()


def test_inner_scope_gives_the_outer_back(
    council: Council, other_council: Council, committees: tuple[Committee, Committee]
) -> None:
    with council_scope(council.pk):
        with council_scope(other_council.pk):
            assert Committee.objects.get() == committees[1]
        assert Committee.objects.get() == committees[0]


def test_writing_into_another_council_is_refused(council: Council, other_council: Council) -> None:
    with council_scope(council.pk), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Committee.objects.create(council=other_council, number=9, name="남의 분과", opened_on="2026-01-01")


def test_moving_a_row_to_another_council_is_refused(
    council: Council, other_council: Council, committees: tuple[Committee, Committee]
) -> None:
    with council_scope(council.pk), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Committee.objects.filter(pk=committees[0].pk).update(council=other_council)


def test_wide_scope_reads_several_and_writes_none(
    council: Council, other_council: Council, committees: tuple[Committee, Committee]
) -> None:
    with wide_scope([council.pk, other_council.pk]):
        assert Committee.objects.count() == 2
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Committee._base_manager.filter(pk=committees[0].pk).update(name="바꿈")
    with council_scope(council.pk):
        Committee.objects.filter(pk=committees[0].pk).update(name="바꿈")


def test_a_foreign_key_cannot_look_behind_the_wall(
    council: Council, committees: tuple[Committee, Committee], django_user_model: Any
) -> None:
    person = django_user_model.objects.create_user("kim@example.kr", "x", name="김")
    with council_scope(council.pk), pytest.raises(IntegrityError, match="_scope"), transaction.atomic():
        CommitteeMembership.objects.create(
            council=council, committee_id=committees[1].pk, user=person, starts_on=dt.date(2026, 1, 1)
        )


def test_serving_role_cannot_turn_the_wall_off() -> None:
    for statement in (
        "ALTER TABLE council_committee DISABLE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON council_committee",
        "TRUNCATE council_committee",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    ):
        with pytest.raises(ProgrammingError, match="must be owner|permission denied"), transaction.atomic():
            rows(statement)
