"""Clearances of a year: what was cleared before a figure of it was restated is not what a later close tells."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.operations.clearing import ClearedAlready
from goldenthread.figures.operations.closing import close_year
from goldenthread.indicators.models import Measure
from goldenthread.reports.audiences import audience_called
from goldenthread.reports.year_documents import YEAR_END, year_document
from tests.figures.restated import restate
from tests.figures.year import JUNE, YEAR, quarter_of
from tests.reports.reading import all_words, row_of, section_called, table_called
from tests.reports.year_packs import IN_TIME, clear, closed, publish, release, requires_clearance
from tests.terminal_runs import Command

pytestmark = pytest.mark.django_db


@pytest.fixture
def measures(lead: User, officer: User) -> dict[str, Measure]:
    """A closed year whose council must clear it."""
    made = closed(lead=lead, officer=officer)
    requires_clearance()
    return made


def corrected(measure: Measure, value: str = "40", *, officer: User) -> None:
    """The measure's last quarter is restated, and the year closed again."""
    restate(measure, value, by=officer, at=JUNE, quarter=quarter_of(4))
    close_year(year=YEAR, by=officer, at=JUNE, because="One sale was counted twice.")


def sheet() -> tuple[str, list[str]]:
    """What a Section 151 officer reads of the clearances, and the table's row of the last quarter."""
    made = year_document(YEAR_END, year=YEAR, audience=audience_called("section-151:havering"), at=IN_TIME).document
    section = section_called(made, "Clearance sheet")
    return all_words(made), row_of(table_called(section, "Clearances"), "Q4 2019/20")


def test_a_restatement_that_the_close_tells_lapses_what_was_cleared_before_it(
    command: Command, measures: dict[str, Measure], officer: User, treasurer: User
) -> None:
    clear(treasurer, 1, 2, 3, 4)
    corrected(measures["plain"], officer=officer)
    publish(command)

    outcome = release(command)

    assert outcome.status == 1
    assert "That of version 1 does not cover the year: EXC02 was restated since" in outcome.err
    assert "Q3 2019/20" not in outcome.err
    words, row = sheet()
    assert "that the year was closed from are not cleared for Q4 2019/20." in words
    assert row[2] == "nobody yet"
    assert row[-1] == "Section 151 Officer, version 1, before EXC02 was restated"


def test_cleared_again_it_is_released(
    command: Command, measures: dict[str, Measure], officer: User, treasurer: User
) -> None:
    clear(treasurer, 1, 2, 3, 4)
    corrected(measures["plain"], officer=officer)
    clear(treasurer, 4)
    publish(command)

    outcome = release(command)

    assert outcome.status == 0, outcome.err
    words, row = sheet()
    assert "Every quarter of Havering that the year was closed from is cleared." in words
    assert row[2] == "Section 151 Officer"


def test_nobody_clears_the_same_twice(measures: dict[str, Measure], officer: User, treasurer: User) -> None:
    clear(treasurer, 4)
    corrected(measures["plain"], officer=officer)
    clear(treasurer, 4)

    with pytest.raises(ClearedAlready):
        clear(treasurer, 4)


def test_a_restatement_of_another_council_lapses_nothing(
    command: Command, measures: dict[str, Measure], officer: User, treasurer: User
) -> None:
    clear(treasurer, 1, 2, 3, 4)
    corrected(measures["other"], officer=officer)
    publish(command)

    outcome = release(command)

    assert outcome.status == 0, outcome.err


def test_a_restatement_after_the_close_is_not_told_by_it(
    command: Command, measures: dict[str, Measure], officer: User, treasurer: User
) -> None:
    clear(treasurer, 1, 2, 3, 4)
    publish(command)
    restate(measures["plain"], "40", by=officer, at=IN_TIME, quarter=quarter_of(4))

    outcome = release(command)

    assert outcome.status == 0, outcome.err
