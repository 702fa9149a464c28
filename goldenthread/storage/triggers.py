"""The triggers by which a database refuses to change what must never change."""

from __future__ import annotations

from django.apps import apps
from django.db import connections, transaction

from goldenthread.storage.models import NeverChanges


def tables_that_never_change() -> list[str]:
    """Names of the tables whose rows are only ever added, in order."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, NeverChanges))


def triggers_wanted(*, using: str = "default") -> set[str]:
    """Names of the triggers that this database must have."""
    vendor = connections[using].vendor
    return {name for table in tables_that_never_change() for name in _names(table, vendor)}


def triggers_present(*, using: str = "default") -> set[str]:
    """Names of the triggers that this database has."""
    connection = connections[using]
    listed = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(listed)
        return {name for (name,) in cursor.fetchall()}


def _sqlite(table: str) -> list[str]:
    # REPLACE removes the old row without firing a DELETE trigger, so an INSERT of an id that is there is refused too.
    changes = {
        "update": "UPDATE",
        "delete": "DELETE",
        "replace": "INSERT",
    }
    present = f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id) '
    return [
        f'CREATE TRIGGER IF NOT EXISTS "{table}_refuses_{name}" '
        f'BEFORE {change} ON "{table}" '
        f"{present if change == 'INSERT' else ''}"
        f"BEGIN SELECT RAISE(ABORT, '{table}: rows never change'); END"
        for name, change in changes.items()
    ]


def _postgresql(table: str) -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION rows_never_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%: rows never change', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    statements = [function]
    for change in ("UPDATE", "DELETE", "TRUNCATE"):
        each = "STATEMENT" if change == "TRUNCATE" else "ROW"
        statements.append(
            f'CREATE OR REPLACE TRIGGER "{table}_refuses_{change.lower()}" '
            f'BEFORE {change} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION rows_never_change()"
        )
    return statements


def _names(table: str, vendor: str) -> list[str]:
    changes = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete", "replace")
    return [f"{table}_refuses_{change}" for change in changes]


def install_triggers(*, using: str = "default") -> None:
    """Puts every trigger in place; doing so again changes nothing."""
    connection = connections[using]
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    present = set(connection.introspection.table_names())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for table in tables_that_never_change():
            if table in present:
                for statement in make(table):
                    cursor.execute(statement)


def remove_triggers(*, using: str = "default") -> None:
    """Takes the triggers away: for a test database about to be emptied, and nothing else."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for table in tables_that_never_change():
            for name in _names(table, connection.vendor):
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def install_after_migrating(*, using: str, **_: object) -> None:
    """Receives `post_migrate`."""
    install_triggers(using=using)
