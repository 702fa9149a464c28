"""What was published and what is made up can be told apart in the year-end pack too."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.snapshot import Comparator
from goldenthread.domain.year_close import YearSnapshot
from goldenthread.figures.queries.years import latest_close, year_facts_of, year_snapshots_of
from goldenthread.publishing.cells import words_of
from goldenthread.publishing.document import ReportDocument, Table
from goldenthread.reports.documents.year_end import year_end_pack
from tests.figures.year import YEAR
from tests.reports.reading import all_words, row_of, section_called, table_called
from tests.reports.year_packs import closed

pytestmark = pytest.mark.django_db
NOTE = "Demonstration: figures are illustrative."
STATISTICS = "Official statistics of 21 June 2023"


@pytest.fixture(autouse=True)
def _year(lead: User, officer: User) -> None:
    closed(lead=lead, officer=officer)


def published(one: YearSnapshot) -> YearSnapshot:
    before = Comparator(period="2018-19", value=Decimal(95), source="Official statistics of 2022")
    return replace(one, terms=replace(one.terms, illustrative=True, source=STATISTICS), last_year=before)


def made_up(one: YearSnapshot) -> YearSnapshot:
    return replace(one, terms=replace(one.terms, illustrative=True, illustrative_note="Illustrative: usual."))


def pack(*, note: str = NOTE) -> ReportDocument:
    """Letters are published, everything else is made up."""
    close = latest_close(YEAR)
    assert close is not None
    years = year_snapshots_of(close)
    told = (published(one) if one.terms.indicator_ref == "EXC02" else made_up(one) for one in years)
    return year_end_pack(replace(year_facts_of(close), illustrative_note=note), told)


def quiet(document: ReportDocument, section: str, title: str) -> str:
    """The small print of the measure's row in the first table of the section."""
    table = next(one for one in section_called(document, section).blocks if isinstance(one, Table))
    return words_of(next(row[0] for row in table.rows if words_of(row[0]).startswith(title)))


def test_every_row_says_whether_its_year_is_published_or_made_up() -> None:
    made = pack()

    assert quiet(made, "C. Havering", "Letters answered").endswith("; published figure; illustrative target and rating")
    assert quiet(made, "C. Havering", "Calls answered").endswith("; illustrative")
    assert quiet(made, "B. Red and amber at the year's end", "Calls answered").endswith("; illustrative")


def test_the_key_names_where_each_published_figure_comes_from() -> None:
    table = table_called(section_called(pack(), "F. Key"), "Where the published figures come from")

    assert row_of(table, STATISTICS)[1] == "Letters answered (Havering): 2019/20"
    assert row_of(table, "Official statistics of 2022")[1] == "Letters answered (Havering): 2018/19"
    assert table.notes == ("Every figure that is not named here is illustrative.",)


def test_a_report_of_real_figures_alone_says_nothing_of_it() -> None:
    words = all_words(pack(note=""))

    assert "published figure" not in words
    assert "Sources of published figures" not in words
