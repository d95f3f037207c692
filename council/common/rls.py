"""Row-level security as migration operations: the second wall between councils.

``ScopeTables(app)`` closes each migration that adds council-owned tables: it turns the policies on and
doubles every foreign key between two council-owned tables with ``council_id``, because a plain foreign
key looks behind the wall. ``AppendOnly(table)`` makes a table of history unchangeable for every role.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

from council.common.scope import is_council_owned

#: One value, not a list: only then can the policy use the (council_id, …) indexes.
ONE = "council_id = NULLIF(current_setting('app.council_ids', true), '')::bigint"
SEVERAL = "council_id = ANY (string_to_array(current_setting('app.council_ids', true), ',')::bigint[])"


def scope_sql(table: str) -> list[str]:
    """Return the statements that put one council-owned table behind the wall (again, if need be)."""
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS tenant ON "{table}"',
        f'CREATE POLICY tenant ON "{table}" TO portal_app USING ({ONE}) WITH CHECK ({ONE})',
        f'DROP POLICY IF EXISTS wide ON "{table}"',
        f'CREATE POLICY wide ON "{table}" FOR SELECT TO portal_wide USING ({SEVERAL})',
    ]


def _foreign_keys(model: type[models.Model]) -> list[tuple[str, str]]:
    """Return (column, parent table) of each foreign key to another council-owned table."""
    keys = []
    for field in model._meta.local_fields:
        if field.name == "council" or not isinstance(field, models.ForeignKey):
            continue
        if is_council_owned(field.related_model):
            keys.append((field.column, field.related_model._meta.db_table))
    return keys


class ScopeTables(Operation):
    """Close the council-owned tables of an app: policies and composite foreign keys; safe to repeat."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, app_label: str) -> None:
        self.app_label = app_label

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.app_label], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state is unchanged."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        owned = [m for m in to_state.apps.get_app_config(self.app_label).get_models() if is_council_owned(m)]
        for model in owned:
            table = model._meta.db_table
            for statement in scope_sql(table):
                schema_editor.execute(statement)
            self._unique(schema_editor, table)
        for model in owned:
            for column, parent in _foreign_keys(model):
                self._unique(schema_editor, parent)
                self._key(schema_editor, model._meta.db_table, column, parent)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """The tables go with their CreateModel; nothing to undo here."""

    @staticmethod
    def _unique(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
        name = f"{table}_scope"[:63]
        schema_editor.execute(
            f"""DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = '{name}'
                               AND conrelid = '"{table}"'::regclass) THEN
                    ALTER TABLE "{table}" ADD CONSTRAINT "{name}" UNIQUE (council_id, id);
                END IF;
            END $$"""
        )

    @staticmethod
    def _key(schema_editor: BaseDatabaseSchemaEditor, table: str, column: str, parent: str) -> None:
        name = f"{table}_{column}_scope"
        if len(name) > 63:
            name = f"{table[:30]}_{column[:26]}_scope"
        schema_editor.execute(
            f"""DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = '{name}'
                               AND conrelid = '"{table}"'::regclass) THEN
                    ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (council_id, "{column}")
                        REFERENCES "{parent}" (council_id, id) DEFERRABLE INITIALLY IMMEDIATE;
                END IF;
            END $$"""
        )

    def describe(self) -> str:
        return f"Put the council-owned tables of {self.app_label} behind row-level security"


class AppendOnly(Operation):
    """Let a table only grow: UPDATE, DELETE and TRUNCATE are refused even to its owner."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.table], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The model state is unchanged."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        table = self.table
        schema_editor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM portal_app')
        schema_editor.execute(
            f'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION portal_refuse_change('{table}_append_only')"
        )
        schema_editor.execute(
            f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change('{table}_append_only')"
        )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        schema_editor.execute(f'DROP TRIGGER IF EXISTS "{self.table}_append_only" ON "{self.table}"')
        schema_editor.execute(f'DROP TRIGGER IF EXISTS "{self.table}_no_truncate" ON "{self.table}"')
        schema_editor.execute(f'GRANT UPDATE, DELETE ON "{self.table}" TO portal_app')

    def describe(self) -> str:
        return f"Make {self.table} append-only"
