"""Triggers that refuse to change or remove rows of append-only tables, in SQLite and PostgreSQL.

They are a guard against mistakes and careless hands, not evidence: who owns the database can drop
them, and then the chain of hashes shows what was done.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION thidua_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only table %: rows are never changed or removed', TG_TABLE_NAME; END $$
"""


def statements(vendor: str, table: str, columns: Sequence[str] = ()) -> list[str]:
    """The SQL that makes `table` append-only; with `columns` only these may not change."""
    of = f" OF {', '.join(columns)}" if columns else ""
    if vendor == "postgresql":
        return [
            POSTGRESQL_FUNCTION,
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE{of} ON {table} FOR EACH ROW EXECUTE FUNCTION thidua_append_only()",
            f"CREATE TRIGGER {table}_held BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION thidua_append_only()",
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION thidua_append_only()",
        ]
    stop = f"BEGIN SELECT RAISE(ABORT, 'append-only table {table}: rows are never changed or removed'); END"
    return [
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE{of} ON {table} {stop}",
        f"CREATE TRIGGER {table}_held BEFORE DELETE ON {table} {stop}",
    ]


def removal(vendor: str, table: str) -> list[str]:
    """The SQL that takes the guard away: for migrations backwards and for emptying a sample."""
    on = f" ON {table}" if vendor == "postgresql" else ""
    names = ["kept", "held", "whole"] if vendor == "postgresql" else ["kept", "held"]
    return [f"DROP TRIGGER IF EXISTS {table}_{name}{on}" for name in names]


def install(table: str, columns: Sequence[str] = ()) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """A migration step that guards `table`."""

    def step(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        run(editor.connection, statements(editor.connection.vendor, table, columns))

    return step


def uninstall(table: str) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    """The step back."""

    def step(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        run(editor.connection, removal(editor.connection.vendor, table))

    return step


def run(connection: Any, sql: Sequence[str]) -> None:
    """Run the statements on the connection."""
    with connection.cursor() as cursor:
        for statement in sql:
            cursor.execute(statement)
