"""A withheld quarter stands in no byte of the year-end pack, nor does what the year would tell of it."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.withheld import WithheldPart, result_for_the_public, year_for_the_public
from goldenthread.figures.operations import WithholdingSaid, withhold
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.queries.outturns import HowAdded, outturns
from goldenthread.figures.queries.years import latest_close, year_facts_of, year_snapshots_of
from goldenthread.indicators.models import Measure
from goldenthread.publishing.document import ReportDocument
from goldenthread.reports.documents.counts import tally
from goldenthread.reports.documents.year_end import year_end_pack
from goldenthread.reports.documents.year_told import year_telling
from tests.figures.quarter import Q2, figure_of, make_due_measure
from tests.figures.year import JUNE, YEAR, lived
from tests.reports.reading import all_words
from tests.reports.test_withheld import told_in
from tests.world import make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(lead: User, officer: User) -> Measure:
    """A measure whose second quarter is withheld before its year is closed; and one that is shown."""
    make_partnership()
    made = make_due_measure("HRS04", year_end_rule=YearEndRule.MEAN, title="Grievances settled")
    other = make_due_measure("EXC01", year_end_rule=YearEndRule.MEAN, title="Calls answered")
    lived({made: ["96", "61.234567", "96", "96"], other: ["96", "96", "96", "96"]}, lead=lead, officer=officer)
    said = WithholdingSaid(
        figure_ids=[figure_of(made, Q2).pk], what=WithheldPart.MEASURE, withheld=True, reason="So few people."
    )
    withhold(said, by=officer, at=JUNE)
    close_year(year=YEAR, by=officer, at=JUNE)
    return made


def pack() -> ReportDocument:
    close = latest_close(YEAR)
    assert close is not None
    return year_end_pack(year_facts_of(close), year_snapshots_of(close))


# 96, 61.234567, 96 and 96 make 87.30864175 on average.
def test_neither_the_quarter_nor_the_outturn_is_in_any_byte(measure: Measure) -> None:
    assert told_in(pack(), "61.234567", "61.2%", "87.30864175", "87.3%") == set()
    assert "So few people." in all_words(pack())


def test_the_measure_stays_in_the_base_of_the_year(measure: Measure) -> None:
    close = latest_close(YEAR)
    assert close is not None
    facts, snapshots = year_facts_of(close), year_snapshots_of(close)

    assert [one.rating for one in snapshots if one.withheld] == ["red"]
    shown = [year_for_the_public(one) for one in snapshots]
    counted = tally(year_telling(facts, shown, as_at=JUNE).counted)
    assert (counted.green, counted.red, counted.withheld, counted.total) == (1, 0, 1, 2)


def test_a_later_year_does_not_tell_it_either(measure: Measure) -> None:
    close = latest_close(YEAR)
    assert close is not None
    (terms,) = [one.terms for one in year_snapshots_of(close) if one.withheld]

    (result,) = outturns(YEAR, measures={measure.pk: HowAdded.of(terms)}).values()

    assert (result.value is not None, result.withheld) == (True, True)
    shown = result_for_the_public(result)
    assert shown is not None
    assert (shown.value, shown.rating, shown.withheld) == (None, "", True)
