"""The database itself refuses to change or remove a row that must never change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from goldenthread.audit.models import Event
from goldenthread.audit.operations import record
from goldenthread.storage.fields import ExactDecimalField
from goldenthread.storage.models import NeverChanges
from goldenthread.storage.triggers import (
    UniqueKey,
    install_triggers,
    remove_triggers,
    tables_that_never_change,
    triggers_present,
    triggers_wanted,
    unique_keys,
)

pytestmark = pytest.mark.django_db

UNCHANGING = sorted(
    (model for model in apps.get_models() if issubclass(model, NeverChanges)), key=lambda model: model._meta.label
)
each_model = pytest.mark.parametrize("model", UNCHANGING, ids=lambda model: model._meta.label)


@each_model
def test_an_update_is_refused(model: type[NeverChanges]) -> None:
    with _one_row(model) as key:
        column = _some_column(model)

        with pytest.raises(IntegrityError, match="rows never change"), transaction.atomic():
            _execute(f'UPDATE "{model._meta.db_table}" SET "{column}" = "{column}" WHERE id = %s', key)


@each_model
def test_a_delete_is_refused(model: type[NeverChanges]) -> None:
    with _one_row(model) as key:
        with pytest.raises(IntegrityError, match="rows never change"), transaction.atomic():
            _execute(f'DELETE FROM "{model._meta.db_table}" WHERE id = %s', key)

        assert model._base_manager.filter(pk=key).exists()


@each_model
def test_emptying_the_whole_table_is_refused(model: type[NeverChanges]) -> None:
    # PostgreSQL will not truncate a table whose new row is still to be checked, so there it is tried without one.
    on_postgresql = connection.vendor == "postgresql"
    table = model._meta.db_table
    statement = f'TRUNCATE "{table}" CASCADE' if on_postgresql else f'DELETE FROM "{table}"'

    row = nullcontext() if on_postgresql else _one_row(model)
    with row, pytest.raises(IntegrityError, match="rows never change"), transaction.atomic():
        _execute(statement)


@pytest.mark.parametrize(
    ("model", "key"),
    [(model, key) for model in UNCHANGING for key in unique_keys(model)],
    ids=lambda one: "+".join(one.columns) if isinstance(one, UniqueKey) else one._meta.label,
)
def test_putting_another_row_in_its_place_is_refused(model: type[NeverChanges], key: UniqueKey) -> None:
    table, columns = model._meta.db_table, [str(field.column) for field in model._meta.concrete_fields]
    # Every other key is another, so that this one alone is taken.
    others = {column for other in unique_keys(model) for column in other.columns} - {*key.columns, *key.empty}
    taken = ", ".join(f"\"{name}\" || '1'" if name in others else f'"{name}"' for name in columns)
    into = f'INTO "{table}" ({", ".join(_quoted(columns))}) SELECT'
    where = " AND ".join(f"{name} IS NULL" for name in _quoted(key.empty)) or "TRUE"
    conflict = f"ON CONFLICT ({', '.join(_quoted(key.columns))}) WHERE {where} DO UPDATE SET id = EXCLUDED.id"
    statement = {
        "sqlite": f'INSERT OR REPLACE {into} {taken} FROM "{table}" WHERE id = %s',
        "postgresql": f'INSERT {into} {", ".join(_quoted(columns))} FROM "{table}" WHERE id = %s {conflict}',
    }[connection.vendor]

    with (
        _one_row(model, filled=key.columns) as pk,
        pytest.raises(IntegrityError, match="rows never change"),
        transaction.atomic(),
    ):
        _execute(statement, pk)


def test_after_all_migrations_every_trigger_is_there() -> None:
    assert triggers_present() == triggers_wanted()
    # And those of figures, which stand fast while they are frozen, and of minutes and decisions, once they are signed.
    assert len(triggers_wanted()) == 3 * len(UNCHANGING) + {"sqlite": 4, "postgresql": 3}[connection.vendor] * 3


@pytest.mark.django_db(transaction=True)
def test_a_database_of_an_earlier_version_gets_the_triggers_of_this_one() -> None:
    table = "audit_event"
    if_there = {
        "sqlite": f'CREATE TRIGGER "{table}_refuses_update" BEFORE UPDATE OF subject ON "{table}" BEGIN SELECT 1; END',
        "postgresql": f'CREATE TRIGGER "{table}_refuses_update" BEFORE UPDATE OF subject ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION rows_never_change()",
    }[connection.vendor]
    on = {"sqlite": "", "postgresql": f' ON "{table}"'}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{table}_refuses_update"{on}')
        cursor.execute(if_there)

    call_command("migrate", verbosity=0)

    with _one_row(Event) as pk, pytest.raises(IntegrityError, match="rows never change"), transaction.atomic():
        _execute(f'UPDATE "{table}" SET kind = kind WHERE id = %s', pk)


def test_the_tables_that_never_change_are_these() -> None:
    assert tables_that_never_change() == sorted(model._meta.db_table for model in UNCHANGING)
    assert set(tables_that_never_change()) >= {
        "audit_event",
        "figures_exceptionreport",
        "figures_freeze",
        "figures_frozenfigure",
        "figures_returnedvalue",
        "figures_returnfile",
        "indicators_definition",
        "indicators_ratingpolicy",
        "publishing_publication",
        "publishing_publishedfile",
    }


def test_an_operation_cannot_change_them_through_the_models_either(at: datetime) -> None:
    event = record("figure returned", subject="figure", subject_id=1, by=None, at=at)

    with pytest.raises(IntegrityError, match="audit_event: rows never change"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(kind="figure forgotten")

    assert Event.objects.get(pk=event.pk).kind == "figure returned"


def test_installing_the_triggers_twice_changes_nothing() -> None:
    before = triggers_present()

    install_triggers()

    assert triggers_present() == before


@pytest.mark.django_db(transaction=True)
def test_a_column_changed_by_a_later_migration_leaves_the_triggers_in_place() -> None:
    before = models.CharField(max_length=60)
    after = models.CharField(max_length=61, db_default="")
    for field in (before, after):
        field.set_attributes_from_name("kind")
        field.model = Event
    with connection.schema_editor() as editor:
        editor.alter_field(Event, before, after)
    lost = {"sqlite": 3, "postgresql": 0}[connection.vendor]
    assert len(triggers_wanted() - triggers_present()) == lost

    call_command("migrate", verbosity=0)

    assert triggers_present() == triggers_wanted()
    with connection.schema_editor() as editor:
        editor.alter_field(Event, after, before)
    install_triggers()


@pytest.mark.django_db(transaction=True)
def test_the_triggers_can_be_taken_away_for_a_test_database_about_to_be_emptied() -> None:
    remove_triggers()

    assert triggers_present() == set()


@contextmanager
def _one_row(model: type[NeverChanges], *, filled: Sequence[str] = ()) -> Iterator[int]:
    """A row of the table, whatever its foreign keys point to, gone again at the end."""
    with transaction.atomic():
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        # Each foreign key has a number of its own: who did something and who is told of it are two.
        values = {
            field.attname: number if field.is_relation and value is not None else value
            for number, field in enumerate(fields, start=1)
            for value in [_value(field, filled=field.column in filled)]
        }
        yield model._base_manager.create(**values).pk
        # Foreign keys are checked when a transaction ends; this one ends without its rows.
        transaction.set_rollback(True)


def _value(field: Any, *, filled: bool) -> object:
    if field.null and not filled:
        return None
    if field.is_relation or isinstance(field, models.IntegerField):
        return 1
    if isinstance(field, ExactDecimalField):
        return Decimal("31")
    return {
        "BooleanField": True,
        "BinaryField": b"bytes",
        "DateField": date(2019, 10, 14),
        "DateTimeField": datetime(2019, 10, 14, 9, 30, tzinfo=UTC),
        "JSONField": {},
    }.get(field.get_internal_type(), "words")


def _quoted(columns: Iterable[str]) -> list[str]:
    return [f'"{column}"' for column in columns]


def _some_column(model: type[NeverChanges]) -> str:
    return next(str(field.column) for field in model._meta.concrete_fields if not field.primary_key)


def _execute(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
