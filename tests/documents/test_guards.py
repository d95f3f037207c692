"""What the database itself refuses, in raw SQL, and numbers given out at the same time."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from council.common.actor import Actor, Role
from council.common.errors import Conflict, constraint_of
from council.common.scope import council_scope
from council.documents.models import IssuedPaper, PaperFile
from council.documents.registry import PAPERS
from council.documents.services import issue, reissue
from council.models import Committee
from tests.councils import OPENED, make_council
from tests.database import Committed
from tests.documents.conftest import AT, CODE, Desk, Kind

SECRETARY = frozenset({str(Role.SECRETARY)})


def refused(statement: str, *values: Any) -> str:
    """Return the constraint, or the SQLSTATE, with which PostgreSQL refuses."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    if isinstance(caught.value, IntegrityError):
        return str(constraint_of(caught.value))
    return str(getattr(caught.value.__cause__, "sqlstate", ""))


@pytest.fixture
def issued(desk: Desk) -> IssuedPaper:
    return issue(CODE, desk.committee, by=desk.secretary, at=AT, formats=["xlsx"])


@pytest.mark.parametrize("table", ["documents_issuedpaper", "documents_paperfile"])
def test_nothing_of_an_issued_paper_is_changed_or_deleted(issued: IssuedPaper, table: str) -> None:
    assert refused(f"UPDATE {table} SET council_id = council_id") == "42501"  # noqa: S608
    assert refused(f"DELETE FROM {table}") == "42501"  # noqa: S608
    assert refused(f"TRUNCATE {table} CASCADE") == "42501"


def copied(issued: IssuedPaper, **changes: Any) -> str:
    """Return what refuses a copy of the row with some columns changed."""
    fields = [field.column for field in IssuedPaper._meta.local_fields if field.column != "id"]
    values = ", ".join("%s" if name in changes else f'"{name}"' for name in fields)
    names = ", ".join(f'"{name}"' for name in fields)
    given = [changes[name] for name in fields if name in changes]
    return refused(
        f"INSERT INTO documents_issuedpaper ({names}) SELECT {values} FROM documents_issuedpaper WHERE id = %s",  # noqa: S608
        *given,
        issued.pk,
    )


@pytest.mark.parametrize("sequence", [0, 1, 3, -1])
def test_a_number_follows_the_last_one(issued: IssuedPaper, sequence: int) -> None:
    assert copied(issued, sequence=sequence, number="x") == "paper_number_in_order"


def test_a_number_is_given_once_and_a_mark_is_a_hash(issued: IssuedPaper) -> None:
    assert copied(issued, sequence=2) == "paper_number_once"
    assert copied(issued, sequence=2, number="x", mark="none") == "paper_mark_is_sha256"
    assert copied(issued, sequence=2, number="x", replaces_id=issued.pk) == "paper_replacement_has_reason"


def test_a_file_belongs_to_a_paper_of_its_own_council(issued: IssuedPaper, desk: Desk) -> None:
    with council_scope(desk.cast.other_council.pk), pytest.raises(IntegrityError) as caught, transaction.atomic():
        PaperFile.objects.create(
            council=desk.cast.other_council, paper_id=issued.pk, format="pdf", path="x", sha256="0" * 64, size=1
        )
    assert str(constraint_of(caught.value)) == "documents_paperfile_paper_id_scope"


def test_another_councils_papers_are_not_there(issued: IssuedPaper, desk: Desk) -> None:
    with council_scope(desk.cast.other_council.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM documents_issuedpaper")
        assert cursor.fetchone() == (0,)


# --- At the same time -----------------------------------------------------------------------------------------


@pytest.fixture
def place(
    committed: Committed, kind: Kind, settings: Any, tmp_path: Any
) -> Callable[[Callable[[Committee], Any]], Any]:
    """Hand out a way to act in 마장동 on a connection of one's own."""
    settings.MEDIA_ROOT = tmp_path
    council = make_council("majang", "마장동", "1120056000", "서울특별시", "성동구")
    with council_scope(council.pk):
        committee = Committee.objects.create(council=council, number=1, name="안전·환경분과", opened_on=OPENED)

    def within(act: Callable[[Committee], Any]) -> Any:
        with council_scope(council.pk):
            return act(committee)

    return within


def by() -> Actor:
    return Actor(None, None, SECRETARY, name="박지영")


def test_numbers_given_out_at_once_leave_no_gap(committed: Committed, place: Any) -> None:
    def one() -> str:
        return str(place(lambda committee: issue(CODE, committee, by=by(), at=AT, formats=["xlsx"])).number)

    numbers = [number for _ in range(3) for number in committed.together(one, one, one)]
    assert sorted(numbers) == [f"마장동-2026-{n:04d}" for n in range(1, 10)]


def test_of_two_at_once_a_failing_one_leaves_no_gap(committed: Committed, place: Any) -> None:
    class Stop(Exception):
        """Somebody thinks better of it."""

    def fails() -> str:
        def act(committee: Committee) -> None:
            issue(CODE, committee, by=by(), at=AT, formats=["xlsx"])
            raise Stop

        return str(place(act))

    def works() -> str:
        return str(place(lambda committee: issue(CODE, committee, by=by(), at=AT, formats=["xlsx"])).number)

    results = committed.together(fails, works, fails, works)
    assert sorted(result for result in results if isinstance(result, str)) == ["마장동-2026-0001", "마장동-2026-0002"]


def test_of_two_who_issue_anew_one_is_told(committed: Committed, place: Any) -> None:
    first = place(lambda committee: issue(CODE, committee, by=by(), at=AT, formats=["xlsx"]))

    def again() -> str:
        return str(place(lambda _: reissue(first, by=by(), at=AT, why=uuid.uuid4().hex)).number)

    results = committed.together(again, again)
    assert [result for result in results if isinstance(result, str)] == ["마장동-2026-0002"]
    assert sum(isinstance(result, Conflict) for result in results) == 1
    assert CODE in PAPERS
