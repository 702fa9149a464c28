"""The triggers by which a database refuses to change what must never change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.apps import apps
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from goldenthread.storage.models import NeverChanges
from goldenthread.storage.standing import StandsFast


def tables_that_never_change() -> list[str]:
    """Names of the tables whose rows are only ever added, in order."""
    return sorted(_never_change())


def _never_change() -> dict[str, type[models.Model]]:
    """The models whose rows are only ever added, by table."""
    return {model._meta.db_table: model for model in apps.get_models() if issubclass(model, NeverChanges)}


@dataclass(frozen=True, kw_only=True)
class UniqueKey:
    """Columns of which no two rows hold the same, and those that must be empty for that to count."""

    columns: tuple[str, ...]
    empty: tuple[str, ...] = ()

    def is_taken(self, table: str, *, also: str = "") -> str:
        """The test whether a row of the table has the key of the row "NEW"; SQL."""
        same = [f'"{column}" = NEW."{column}"' for column in self.columns]
        empty = [f'"{column}" IS NULL AND NEW."{column}" IS NULL' for column in self.empty]
        return f'EXISTS (SELECT 1 FROM "{table}" WHERE {" AND ".join([*same, *empty])}{also})'


def unique_keys(model: type[models.Model], *, of: Collection[str] | None = None) -> tuple[UniqueKey, ...]:
    """Every key by which REPLACE could put a row in another's place; of these columns alone, if they are given."""
    meta = model._meta
    column = {field.name: str(field.column) for field in meta.concrete_fields}
    keys = [UniqueKey(columns=(str(field.column),)) for field in meta.concrete_fields if field.unique]
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            conditions = [] if constraint.condition is None else constraint.condition.children
            # Of expressions and other conditions there are none so far; the first one has to be written here.
            if constraint.expressions or any(not isinstance(one, tuple) or one[1] is not None for one in conditions):
                raise NotImplementedError(f"{constraint.name}: no trigger is known that guards such a key.")
            keys.append(
                UniqueKey(
                    columns=tuple(column[name] for name in constraint.fields),
                    empty=tuple(column[one[0]] for one in conditions if isinstance(one, tuple)),
                )
            )
    return tuple(key for key in keys if of is None or {*key.columns, *key.empty} <= set(of))


@dataclass(frozen=True, kw_only=True)
class _Standing:
    """A table whose rows stand fast in one state, in the words of SQL."""

    table: str
    keys: tuple[UniqueKey, ...]
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
            model = config.get_model(one.model)
            fields = {field.name: str(field.column) for field in model._meta.concrete_fields}
            found.append(
                _Standing(
                    table=model._meta.db_table,
                    keys=unique_keys(model),
                    state_column=fields[one.state_field],
                    state=one.state,
                    # A row that is called by another number is lost to whatever names it.
                    columns=tuple(fields[name] for name in ("id", *one.fields)),
                )
            )
    return found


def triggers_wanted(*, using: str = "default") -> set[str]:
    """Names of the triggers that this database must have."""
    return set(_names(connections[using].vendor))


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


def _sqlite(table: str, keys: tuple[UniqueKey, ...]) -> list[str]:
    # REPLACE removes the old row without firing a DELETE trigger, so an INSERT of any key that is there is refused too.
    triggers = {
        "update": f'UPDATE ON "{table}"',
        "delete": f'DELETE ON "{table}"',
        "replace": f'INSERT ON "{table}" WHEN {" OR ".join(key.is_taken(table) for key in keys)}',
    }
    return _made_anew(table, triggers, refusal=f"{table}: rows never change")


def _made_anew(table: str, triggers: dict[str, str], *, refusal: str) -> list[str]:
    """In place of those of the version before, which may know other columns and keys."""
    statements = []
    for name, when in triggers.items():
        statements.append(f'DROP TRIGGER IF EXISTS "{table}_refuses_{name}"')
        statements.append(
            f"CREATE TRIGGER \"{table}_refuses_{name}\" BEFORE {when} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
    return statements


def _postgresql(table: str, _keys: tuple[UniqueKey, ...]) -> list[str]:
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
    taken = " OR ".join(key.is_taken(table, also=f" AND {standing.is_in_state('')}") for key in standing.keys)
    # An UPDATE OR REPLACE of another row could put that one in the place of a row that stands fast.
    another = f" AND {standing.is_in_state('')} AND id IS NOT OLD.id"
    displaced = " OR ".join(key.is_taken(table, also=another) for key in standing.keys)
    triggers = {
        "update": f'UPDATE OF {", ".join(columns)} ON "{table}" WHEN {old} AND ({changed})',
        "delete": f'DELETE ON "{table}" WHEN {old}',
        "replace": f'INSERT ON "{table}" WHEN {taken}',
        "displace": f'UPDATE OF {", ".join(_quoted(_columns_of(standing.keys)))} ON "{table}" WHEN {displaced}',
    }
    return _made_anew(table, triggers, refusal=standing.refusal)


def _columns_of(keys: tuple[UniqueKey, ...]) -> tuple[str, ...]:
    return tuple(sorted({column for key in keys for column in (*key.columns, *key.empty)}))


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


def _names(vendor: str) -> dict[str, str]:
    """Every trigger's name with its table."""
    rows_stay: tuple[str, ...] = ("update", "delete", "truncate" if vendor == "postgresql" else "replace")
    stand_fast = rows_stay if vendor == "postgresql" else (*rows_stay, "displace")
    tables = dict.fromkeys(tables_that_never_change(), rows_stay)
    tables |= {standing.table: stand_fast for standing in _standing_fast()}
    return {f"{table}_refuses_{change}": table for table, changes in tables.items() for change in changes}


def install_triggers(*, using: str = "default") -> None:
    """Puts every trigger in place; doing so again changes nothing."""
    connection = connections[using]
    on_postgresql = connection.vendor == "postgresql"
    make = _postgresql if on_postgresql else _sqlite
    make_standing = _postgresql_standing if on_postgresql else _sqlite_standing
    present = set(connection.introspection.table_names())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        # On the way to the newest version, a table may not be there yet, or not have all of its columns.
        for table, model in _never_change().items():
            if table in present:
                for statement in make(table, unique_keys(model, of=_columns(table, connection, cursor))):
                    cursor.execute(statement)
        for standing in _standing_fast():
            has = _columns(standing.table, connection, cursor) if standing.table in present else set()
            if standing.state_column in has:
                columns = tuple(name for name in standing.columns if name in has)
                keys = tuple(key for key in standing.keys if has.issuperset((*key.columns, *key.empty)))
                for statement in make_standing(replace(standing, columns=columns, keys=keys)):
                    cursor.execute(statement)


def _columns(table: str, connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> set[str]:
    return {one.name for one in connection.introspection.get_table_description(cursor, table)}


def remove_triggers(*, using: str = "default") -> None:
    """Takes the triggers away: for a test database about to be emptied, and nothing else."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for name, table in _names(connection.vendor).items():
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def install_after_migrating(*, using: str, **_: object) -> None:
    """Receives `post_migrate`."""
    install_triggers(using=using)
