"""A database as an earlier version left it, in the middle of its year: `python -m tests.storage.old_database`.

Its rows were written by that version itself, before there were restatements, releases or closed years: Q1 published
and corrected, Q2 published from a workbook, Q3 open and half returned.
"""

from __future__ import annotations

import gzip
import json
from itertools import groupby
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

import tests.figures.ready  # noqa: F401 - before what needs Django

# The newest step of each room then.
STEPS = {
    "accounts": "0001_initial",
    "actions": "0001_initial",
    "audit": "0001_initial",
    "committee": "0001_initial",
    "figures": "0004_what_a_round_keeps",
    "indicators": "0004_history_in_words",
    "partnership": "0001_initial",
    "publishing": "0001_initial",
}
ROWS = Path(__file__).parent / "files" / "rows-before-figures-0005.json.gz"


def make_tables() -> Apps:
    """The tables of then with their triggers, and the models of them."""
    for app, step in STEPS.items():
        call_command("migrate", app, step, verbosity=0)
    return MigrationLoader(connection).project_state(list(STEPS.items())).apps


@transaction.atomic
def put_rows(rows: list[dict[str, Any]], *, into: Apps) -> None:
    """The rows as they were, with their ids; new ones get later ids."""
    models = []
    for name, of_model in groupby(rows, key=lambda row: str(row["model"])):
        model: type[Model] = into.get_model(name)
        model._base_manager.bulk_create([_made(model, row) for row in of_model], batch_size=20)
        models.append(model)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _made(model: type[Model], row: dict[str, Any]) -> Model:
    values = {"pk": row["pk"]}
    for name, value in row["fields"].items():
        field: Any = model._meta.get_field(name)
        if not field.many_to_many:
            values[field.attname] = field.target_field.to_python(value) if field.is_relation else field.to_python(value)
    return model(**values)


if __name__ == "__main__":
    put_rows(json.loads(gzip.decompress(ROWS.read_bytes())), into=make_tables())
