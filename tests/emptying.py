"""Emptying a test database after a test whose transactions were real."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

# Made by migrations, and the same for every test.
_KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty_every_table() -> None:
    """Deletes every row, past the triggers that refuse it; only tables that hold any are touched.

    Django's own `flush` makes types, permissions and triggers anew after every test, which takes longer than most
    tests do.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = _tables_with_rows(cursor)
        if connection.vendor == "postgresql":
            _empty_on_postgresql(cursor, tables)
        else:
            _empty_on_sqlite(cursor, tables)


def _tables_with_rows(cursor: CursorWrapper) -> list[str]:
    every = sorted(set(connection.introspection.table_names(cursor)) - _KEPT)
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in every)
    cursor.execute(asked)
    return [table for (table,) in cursor.fetchall()]


def _empty_on_postgresql(cursor: CursorWrapper, tables: list[str]) -> None:
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    for table in tables:
        cursor.execute(f'DELETE FROM "{table}"')
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or a table with checks still to come cannot be altered
    for table in tables:
        cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _empty_on_sqlite(cursor: CursorWrapper, tables: list[str]) -> None:
    cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = [(name, made) for table, name, made in cursor.fetchall() if table in tables]
    for name, _ in triggers:
        cursor.execute(f'DROP TRIGGER "{name}"')
    for table in tables:
        cursor.execute(f'DELETE FROM "{table}"')
    for _, made in triggers:
        cursor.execute(made)
