"""Council scope: the first wall between councils.

Every council-owned row carries ``council_id``. A query on such a model outside a scope is an error;
inside, it sees that one council. The same scope is set in PostgreSQL for the second wall (row-level
security, ``council.common.rls``), so that SQL which forgets its filter sees no foreign row either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models, transaction

M = TypeVar("M", bound=models.Model)


class ScopeError(RuntimeError):
    """A council-owned table was asked for outside any council's scope."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The councils that may be seen now; ``wide`` scopes only read."""

    council_ids: tuple[int, ...]
    wide: bool = False


_scope: ContextVar[Scope | None] = ContextVar("council_scope", default=None)


def current_scope() -> Scope | None:
    """Return the open scope, or None outside any."""
    return _scope.get()


def current_council_id() -> int:
    """Return the one council of the open scope. Raises ScopeError when there is none or several."""
    scope = _scope.get()
    if scope is None or scope.wide:
        raise ScopeError("no single council is in scope")
    return scope.council_ids[0]


def _set(ids: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.council_ids', %s, true)", [ids])


@contextmanager
def council_scope(council_id: int) -> Iterator[None]:
    """Open the scope of one council in one transaction; nested scopes restore the outer one."""
    outer = _scope.get()
    if outer is not None and outer.wide:
        raise ScopeError("a wide scope only reads; open a council's scope outside it")
    nested = connection.in_atomic_block
    token = _scope.set(Scope((council_id,)))
    try:
        with transaction.atomic():
            _set(str(council_id))
            yield
            # The transaction goes on, and the setting with it: put the outer one back (a rollback does so itself).
            if nested and not connection.needs_rollback:
                _set(",".join(map(str, outer.council_ids)) if outer is not None else "")
    finally:
        _scope.reset(token)


@contextmanager
def wide_scope(council_ids: Iterable[int]) -> Iterator[None]:
    """Open several councils for reading (district and account pages); any write is refused by PostgreSQL."""
    ids = tuple(sorted(set(council_ids)))
    outer = _scope.get()
    with transaction.atomic():
        before, role = _widen(",".join(map(str, ids)))
        token = _scope.set(Scope(ids, wide=True))
        try:
            yield
        finally:
            _scope.reset(token)
            if not connection.needs_rollback:
                _narrow(before if outer is not None else "", role)


def _widen(ids: str) -> tuple[str, str]:
    """Step up to the role that reads several councils; return what was set before. One statement, read from the left."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('app.council_ids', true), ''), current_user,"
            " set_config('app.council_ids', %s, true), set_config('role', 'portal_wide', true)",
            [ids],
        )
        before, role, *_now = cursor.fetchone()
    return before, role


def _narrow(ids: str, role: str) -> None:
    """Step down again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, true), set_config('app.council_ids', %s, true)", [role, ids])


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset of council-owned rows."""


class ScopedManager(models.Manager[M], Generic[M]):
    """Filters by the open scope and refuses to work outside any."""

    def get_queryset(self) -> models.QuerySet[M]:
        scope = _scope.get()
        if scope is None:
            raise ScopeError(f"{self.model.__name__} was queried outside a council scope")
        queryset = super().get_queryset()
        if scope.wide:
            return queryset.filter(council_id__in=scope.council_ids)
        return queryset.filter(council_id=scope.council_ids[0])


class CouncilOwned(models.Model):
    """A row that belongs to one council; children carry the council themselves for the second wall."""

    # PROTECT: a council is closed, never deleted, because its records are public documents.
    council = models.ForeignKey("council.Council", on_delete=models.PROTECT, related_name="+", editable=False)

    if not TYPE_CHECKING:  # the checker gives each model a manager of its own kind
        objects = ScopedManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.council_id:
            self.council_id = current_council_id()
        super().save(*args, **kwargs)


def is_council_owned(model: type[models.Model]) -> bool:
    """Return whether the model's rows belong to one council each."""
    try:
        field = model._meta.get_field("council")
    except FieldDoesNotExist:
        return False
    related = field.related_model
    return not field.null and related is not None and related._meta.label_lower == "council.council"
