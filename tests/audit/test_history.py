"""The history only grows, is linked in the order of commit, and every fault in it is found."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from council.audit.models import Entry, Link
from council.audit.registry import UnregisteredAction, register, sentence
from council.audit.selectors import history, stamps
from council.audit.services import record
from council.audit.verify import broken_links
from council.common.actor import Actor
from council.common.scope import council_scope
from council.models import Committee, Council

AT = dt.datetime(2026, 11, 2, 10, 0, tzinfo=dt.UTC)


def note(council: Council, committee: Committee, n: int = 1) -> list[Entry]:
    return [
        record("council.committee.opened", committee, by=Actor.system(council.pk), at=AT, name=f"{i}분과")
        for i in range(n)
    ]


def execute(sql: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.mark.django_db
def test_it_works(council: Council, committees: tuple[Committee, Committee]) -> None:
    with council_scope(council.pk):
        before = stamps(council.pk)[0]
        note(council, committees[0], 3)
        connection.check_constraints()
        assert stamps(council.pk)[0] == before + 3
        assert [line.sentence for line in history(committees[0])][:3] == [
            f"분과 ‘{i}분과’을(를) 열었습니다." for i in (2, 1, 0)
        ]
        assert not list(broken_links(council.pk))


@pytest.mark.django_db
def test_unregistered_action_is_refused(council: Council, committees: tuple[Committee, Committee]) -> None:
    with council_scope(council.pk), pytest.raises(UnregisteredAction):
        record("nobody.said.so", committees[0], by=Actor.system(council.pk), at=AT)


def test_a_code_has_one_sentence() -> None:
    with pytest.raises(ValueError, match="twice"):
        register("council.committee.opened", "다른 말")
    assert sentence("council.committee.opened", {}) == "분과 ‘—’을(를) 열었습니다."


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_entry", "audit_link"])
@pytest.mark.parametrize("act", ["UPDATE {} SET council_id = council_id", "DELETE FROM {}"])
def test_history_cannot_be_changed_even_in_sql(
    council: Council, committees: tuple[Committee, Committee], table: str, act: str
) -> None:
    with council_scope(council.pk):
        note(council, committees[0])
        connection.check_constraints()
        with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
            execute(act.format(table))


@pytest.mark.django_db
def test_the_owner_cannot_change_history_either(
    council: Council, committees: tuple[Committee, Committee], as_owner: object
) -> None:
    with council_scope(council.pk):
        note(council, committees[0])
        connection.check_constraints()
        execute("RESET ROLE")
        try:
            execute("ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY")
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                execute("UPDATE audit_entry SET why = '바꿈'")
        finally:
            execute("ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY")
            execute("SET ROLE portal_app")


@pytest.mark.django_db
def test_links_and_stamps_are_written_by_the_database_alone(
    council: Council, committees: tuple[Committee, Committee]
) -> None:
    with council_scope(council.pk):
        (entry,) = note(council, committees[0])
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Link.objects.create(entry=entry, council=council, seq=999, hash="0" * 64)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            execute("UPDATE audit_stamp SET seq = 0")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE audit_entry SET why = '고침' WHERE id = {first}", "다릅니다"),
        ("DELETE FROM audit_link WHERE entry_id = {last}", "이어져 있지 않습니다"),
        ("DELETE FROM audit_link WHERE entry_id = {first}", "빠졌습니다"),
        ("UPDATE audit_link SET previous = repeat('0', 64) WHERE entry_id = {last}", "앞의 이력과"),
        ("UPDATE audit_stamp SET seq = seq + 1 WHERE chain = 'c{council}'", "마지막 이력"),
    ],
)
def test_damage_by_a_superuser_is_found(
    council: Council, committees: tuple[Committee, Committee], as_owner: object, damage: str, told: str
) -> None:
    with council_scope(council.pk):
        entries = note(council, committees[0], 4)
        connection.check_constraints()
        execute("RESET ROLE")
        for table in ("audit_entry", "audit_link"):
            execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only")
        execute(damage.format(first=entries[1].pk, last=entries[-1].pk, council=council.pk))
        connection.check_constraints()
        for table in ("audit_entry", "audit_link"):
            execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_append_only")
        execute("SET ROLE portal_app")
        assert any(told in fault for fault in broken_links(council.pk))


@pytest.mark.django_db
def test_another_councils_history_is_not_seen(
    council: Council, other_council: Council, committees: tuple[Committee, Committee]
) -> None:
    with council_scope(other_council.pk):
        note(other_council, committees[1])
    with council_scope(council.pk):
        assert not Entry.objects.filter(council=other_council).exists()


@pytest.mark.django_db
def test_the_command_says_when_all_holds_and_when_not(
    council: Council, committees: tuple[Committee, Committee], as_owner: object, capsys: pytest.CaptureFixture[str]
) -> None:
    with council_scope(council.pk):
        note(council, committees[0])
    connection.check_constraints()
    call_command("verify_audit")
    assert "모두 맞습니다" in capsys.readouterr().out
    execute("RESET ROLE")
    execute("UPDATE audit_stamp SET hash = repeat('f', 64)")
    execute("SET ROLE portal_app")
    with pytest.raises(CommandError, match="어긋난 곳"):
        call_command("verify_audit")
