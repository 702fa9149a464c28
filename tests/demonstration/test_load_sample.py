"""The sample of any size: taken through every quarter by the operations that everybody uses, into an empty database."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import call_command

from goldenthread.demonstration.large.operations import NotEmpty, load_sample, today_of
from goldenthread.demonstration.large.register import Plan
from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import Figure, Freeze, FrozenFigure, ReturnedValue, Round
from goldenthread.figures.queries.sight import Reader, Seen, sights
from goldenthread.figures.queries.standing import standing_round
from goldenthread.publishing.models import Publication, Release
from goldenthread.terminal.commands import WrongUsage
from tests.world import make_person

pytestmark = pytest.mark.django_db

PLAN = Plan(measures=7, years=1)


@pytest.fixture
def loaded():
    return load_sample(PLAN, tell=lambda _: None)


def test_every_measure_has_a_figure_in_every_quarter(loaded) -> None:
    assert loaded.rounds == Round.objects.count() == 4
    assert loaded.figures == Figure.objects.count() == 28
    assert loaded.newest == Quarter.parse("2019-20 Q4")


def test_every_quarter_but_the_newest_is_signed_off_frozen_and_released(loaded) -> None:
    states = set(Figure.objects.exclude(round__period="2019-20 Q4").values_list("state", "frozen_from"))

    assert states == {("frozen", "signed-off")}
    assert Freeze.objects.count() == Publication.objects.count() == Release.objects.count() == 3
    assert FrozenFigure.objects.count() == 21


def test_the_newest_quarter_is_under_way(loaded) -> None:
    figures = Figure.objects.filter(round__period="2019-20 Q4")

    assert set(figures.values_list("state", flat=True)) == {"due", "submitted"}


def test_the_frozen_figures_of_the_sample_stand_as_fast_as_any(loaded) -> None:
    from django.db import DatabaseError, transaction  # noqa: PLC0415 - of this test alone

    with pytest.raises(DatabaseError), transaction.atomic():
        ReturnedValue.objects.update(text="another")


def test_whoever_has_no_part_in_it_sees_what_was_released(loaded) -> None:
    every = sights(Reader(person_id=0))

    assert [str(quarter) for quarter in every] == ["2019-20 Q3", "2019-20 Q2", "2019-20 Q1"]
    found = standing_round(every[Quarter.parse("2019-20 Q3")], on=today_of(PLAN))
    assert found is not None
    assert len(found.figures) == PLAN.measures
    assert found.seen == {Seen.RELEASED}


def test_everything_in_the_sample_says_that_it_is_made_up(loaded) -> None:
    assert all("made up" in note for note in Publication.objects.values_list("illustrative_note", flat=True))
    assert all(terms["illustrative"] for terms in Figure.objects.values_list("terms", flat=True))


def test_a_database_that_holds_anything_is_not_touched() -> None:
    make_person("Somebody", email="somebody@example.org")

    with pytest.raises(NotEmpty, match="holds something already"):
        load_sample(PLAN, tell=lambda _: None)

    assert not Round.objects.exists()


def test_a_sample_is_not_loaded_upon_another(loaded) -> None:
    with pytest.raises(NotEmpty):
        load_sample(PLAN, tell=lambda _: None)


def test_the_sample_ends_on_its_own_day() -> None:
    assert today_of(PLAN) == date(2020, 4, 20)


def test_the_command_says_what_it_made_and_which_day_it_is(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    printed = io.StringIO()

    call_command("load_sample", "--measures", "3", "--years", "1", stdout=printed, stderr=io.StringIO())

    assert "12 figures of 3 measures in 4 quarters, Q4 2019/20 under way" in printed.getvalue()
    assert "GOLDENTHREAD_TODAY=2020-04-20" in (tmp_path / "settings.env").read_text()


@pytest.mark.parametrize("typed", ["0", "10000", "many", "-1"])
def test_a_size_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage, match="whole number from 1 to 9999"):
        call_command("load_sample", f"--measures={typed}", stdout=io.StringIO())
