"""The triggers by which a database refuses to change what must never change."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.apps import apps
from django.db import connections, transaction

from goldenthread.storage.models import NeverChanges
from goldenthread.storage.standing import StandsFast


def tables_that_never_change() -> list[str]:
    """Names of the tables whose rows are only ever added, in order."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, NeverChanges))


@dataclass(frozen=True, kw_only=True)
class _Standing:
    """A table whose rows stand fast in one state, in the words of SQL."""

    table: str
    state_column: str
    state: str
    columns: tuple[str, ...]

    def is_in_state(self, row: str) -> str:
        """The test whether the row "OLD", or the one that a prefix names, is in that state."""
        return f"{row}\"{self.state_column}\" = '{self.state}'"

    @property
    def refusal(self) -> str:
        return f"{self.table}: a row stands fast while its {self.state_column} is {self.state}"


def _standing_fast() -> list[_Standing]:
    """What the apps say of their models."""
    found = []
    for config in apps.get_app_configs():
        declared: tuple[StandsFast, ...] = getattr(config, "stands_fast", ())
        for one in declared:
            fields = {field.name: str(field.column) for field in config.get_model(one.model)._meta.concrete_fields}
            found.append(
                _Standing(
                    table=config.get_model(one.model)._meta.db_table,
                    state_column=fields[one.state_field],
                    state=one.state,
                    columns=tuple(fields[name] for name in one.fields),
                )
            )
    return found


def triggers_wanted(*, using: str = "default") -> set[str]:
    """Names of the triggers that this database must have."""
    vendor = connections[using].vendor
    return {name for table in _guarded_tables() for name in _names(table, vendor)}


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


def _sqlite_standing(standing: _Standing) -> list[str]:
    table, old, columns = standing.table, standing.is_in_state("OLD."), _quoted(standing.columns)
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    there = f'SELECT 1 FROM "{table}" WHERE id = NEW.id AND {standing.is_in_state("")}'
    triggers = {
        "update": f'UPDATE OF {", ".join(columns)} ON "{table}" WHEN {old} AND ({changed})',
        "delete": f'DELETE ON "{table}" WHEN {old}',
        "replace": f'INSERT ON "{table}" WHEN EXISTS ({there})',
    }
    statements = []
    for name, when in triggers.items():
        # Made anew, since the columns may be others than in the version before.
        statements.append(f'DROP TRIGGER IF EXISTS "{table}_refuses_{name}"')
        statements.append(
            f'CREATE TRIGGER "{table}_refuses_{name}" BEFORE {when} '
            f"BEGIN SELECT RAISE(ABORT, '{standing.refusal}'); END"
        )
    return statements


def _postgresql_standing(standing: _Standing) -> list[str]:
    table, old, columns = standing.table, standing.is_in_state("OLD."), _quoted(standing.columns)
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    triggers = {
        "update": f'UPDATE OF {", ".join(columns)} ON "{table}" FOR EACH ROW WHEN ({old} AND ({changed}))',
        "delete": f'DELETE ON "{table}" FOR EACH ROW WHEN ({old})',
        "truncate": f'TRUNCATE ON "{table}" FOR EACH STATEMENT',
    }
    function = (
        "CREATE OR REPLACE FUNCTION row_stands_fast() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    return [
        function,
        *(
            f'CREATE OR REPLACE TRIGGER "{table}_refuses_{name}" BEFORE {when} '
            f"EXECUTE FUNCTION row_stands_fast('{standing.refusal}')"
            for name, when in triggers.items()
        ),
    ]


def _quoted(columns: tuple[str, ...]) -> list[str]:
    return [f'"{column}"' for column in columns]


def _guarded_tables() -> list[str]:
    return [*tables_that_never_change(), *(standing.table for standing in _standing_fast())]


def _names(table: str, vendor: str) -> list[str]:
    changes = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete", "replace")
    return [f"{table}_refuses_{change}" for change in changes]


def install_triggers(*, using: str = "default") -> None:
    """Puts every trigger in place; doing so again changes nothing."""
    connection = connections[using]
    on_postgresql = connection.vendor == "postgresql"
    make = _postgresql if on_postgresql else _sqlite
    make_standing = _postgresql_standing if on_postgresql else _sqlite_standing
    present = set(connection.introspection.table_names())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for table in tables_that_never_change():
            if table in present:
                for statement in make(table):
                    cursor.execute(statement)
        for standing in _standing_fast():
            if standing.table not in present:
                continue
            # On the way to the newest version, a table may not have all of its columns yet.
            has = {one.name for one in connection.introspection.get_table_description(cursor, standing.table)}
            there = replace(standing, columns=tuple(name for name in standing.columns if name in has))
            for statement in make_standing(there):
                cursor.execute(statement)


def remove_triggers(*, using: str = "default") -> None:
    """Takes the triggers away: for a test database about to be emptied, and nothing else."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for table in _guarded_tables():
            for name in _names(table, connection.vendor):
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def install_after_migrating(*, using: str, **_: object) -> None:
    """Receives `post_migrate`."""
    install_triggers(using=using)
