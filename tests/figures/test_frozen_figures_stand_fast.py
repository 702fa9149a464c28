"""The database itself refuses to change a figure while it is frozen: its terms, value, comparators and rating."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from goldenthread.accounts.models import User
from goldenthread.figures.models import Figure
from goldenthread.figures.operations import freeze_round, reopen_figures
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, Q1, Q2, figure_of, give, make_due_measure, opened, submit

AGAIN = "INTO figures_figure SELECT * FROM figures_figure WHERE state = 'frozen'"
COLUMNS = ", ".join(f'"{field.column}"' for field in Figure._meta.concrete_fields)
TAKEN = COLUMNS.replace('"id"', "id + 1000")
WITH_ANOTHER_ID = f"INTO figures_figure ({COLUMNS}) SELECT {TAKEN} FROM figures_figure"
REPLACEMENTS = {
    "sqlite": [f"INSERT OR REPLACE {AGAIN}", f"INSERT OR REPLACE {WITH_ANOTHER_ID} WHERE state = 'frozen'"],
    "postgresql": [
        f"INSERT {AGAIN} ON CONFLICT (id) DO UPDATE SET rating = 'red'",
        f"INSERT {AGAIN} ON CONFLICT (round_id, measure_id) DO UPDATE SET rating = 'red'",
    ],
}
DISPLACEMENT = {
    "sqlite": "UPDATE OR REPLACE figures_figure SET round_id = {round} WHERE state <> 'frozen'",
    "postgresql": "UPDATE figures_figure SET round_id = {round} WHERE state <> 'frozen'",
}
DAY = timedelta(days=1)


@pytest.fixture
def measure(lead: User, officer: User) -> Measure:
    """A measure whose figure of Q2 was submitted and frozen."""
    made = make_due_measure()
    opened(by=officer)
    give(made, "96.2", by=lead)
    submit(made, by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    return made


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        "id = id + 100000",
        "terms = '{}'",
        "earlier_terms = '{}'",
        "comparators = '{\"previous\": null}'",
        "rating = 'red'",
        "reason = 'It is so.'",
        "status = 'awaiting-data'",
        "value_id = NULL",
        "policy_id = policy_id + 1",
        "state = 'returned', terms = '{}'",
        "state = 'returned', rating = 'red'",
    ],
)
def test_what_a_frozen_figure_is_rated_by_is_not_changed(measure: Measure, change: str) -> None:
    before = Figure.objects.filter(measure=measure).values()[0]

    with pytest.raises(IntegrityError, match="figures_figure: a row stands fast while its state is frozen"):
        execute(f"UPDATE figures_figure SET {change} WHERE state = 'frozen'")

    assert Figure.objects.filter(measure=measure).values()[0] == before


def test_a_frozen_figure_is_not_removed(measure: Measure) -> None:
    with pytest.raises(IntegrityError, match="stands fast"):
        execute("DELETE FROM figures_figure WHERE state = 'frozen'")


@pytest.mark.parametrize("key", [0, 1], ids=["id", "round and measure"])
def test_no_other_row_is_put_in_its_place(measure: Measure, key: int) -> None:
    with pytest.raises(IntegrityError, match="stands fast"):
        execute(REPLACEMENTS[connection.vendor][key])


def test_no_row_that_is_there_is_moved_into_its_place(measure: Measure, officer: User) -> None:
    opened(Q1, by=officer)

    with pytest.raises(IntegrityError, match={"sqlite": "stands fast", "postgresql": "unique"}[connection.vendor]):
        execute(DISPLACEMENT[connection.vendor].format(round=figure_of(measure).round_id))


def test_a_figure_that_is_not_frozen_is_changed_as_ever(measure: Measure, officer: User) -> None:
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="A slip", by=officer, at=OCTOBER)

    execute("UPDATE figures_figure SET rating = 'red'")

    assert figure_of(measure).rating == "red"


def test_a_frozen_figure_whose_comparators_moved_is_frozen_anew(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(Q1, by=officer)
    give(measure, "80.0", quarter=Q1, by=lead)
    opened(by=officer)
    give(measure, "96.2", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    give(measure, "97.0", quarter=Q1, by=lead, at=OCTOBER + DAY)

    freeze_round(quarter=Q2, by=officer, at=OCTOBER + 2 * DAY)

    figure = figure_of(measure)
    assert (figure.state, figure.frozen_from) == ("frozen", "returned")
    assert figure.comparators["previous"]["value"] == "97.0"
