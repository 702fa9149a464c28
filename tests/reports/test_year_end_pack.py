"""The year-end pack: made from the close alone, four quarters and what they came to, published and verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.cards import Frequency, Level
from goldenthread.domain.measures import MeasureType, YearEndRule
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.queries.years import latest_close, year_facts_of, year_snapshots_of
from goldenthread.indicators.models import Measure
from goldenthread.publishing.canonical import canonical_json, read_document
from goldenthread.publishing.document import ReportDocument, Section, Table, tables_in, words_in
from goldenthread.reports.documents.year_end import year_end_pack
from goldenthread.reports.operations import NothingCorrected
from goldenthread.reports.year_documents import YEAR_END, YearNotClosed, year_document
from goldenthread.reports.yearly import publish_year_document
from tests.figures.quarter import make_due_measure
from tests.figures.year import JUNE, YEAR, lived
from tests.terminal_runs import Command
from tests.world import make_earlier_figure, make_indicator, make_measure, make_partnership, make_policy, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def measures(lead: User, officer: User) -> dict[str, Measure]:
    """A closed year: green, amber, red, one with a quarter missing, and a strategic one of the whole partnership."""
    make_partnership()
    own = {"own_policy": make_policy("on-off-track")}
    made = {
        name: make_due_measure(ref, year_end_rule=YearEndRule.MEAN, title=f"{name.capitalize()} calls", measure=own)
        for name, ref in (("green", "EXC01"), ("amber", "EXC02"), ("red", "EXC03"), ("silent", "EXC04"))
    }
    strategic = make_measure(
        indicator=make_indicator(
            "OKPI1",
            title="Customer satisfaction",
            level=Level.STRATEGIC,
            frequency=Frequency.ANNUAL,
            measure_type=MeasureType.ANNUAL,
        ),
        whole_partnership=True,
    )
    make_target(strategic, "80.0", tolerance="2")
    make_earlier_figure(strategic, "2018-19", "78", source="Annual report 2018/19")
    made["strategic"] = strategic
    lived(
        {
            made["green"]: ["96", "96", "96", "96"],
            made["amber"]: ["92", "92", "92", "92"],
            made["red"]: ["80", "80", "80", "80"],
            made["silent"]: ["96", None, "96", "96"],
            strategic: [None, None, None, "81"],
        },
        lead=lead,
        officer=officer,
    )
    close_year(year=YEAR, by=officer, at=JUNE)
    return made


def pack() -> ReportDocument:
    close = latest_close(YEAR)
    assert close is not None
    return year_end_pack(year_facts_of(close), year_snapshots_of(close))


def section(document: ReportDocument, title: str) -> Section:
    return next(one for one in document.sections if title in one.title)


def words(part: Section) -> str:
    return " ".join(text for block in part.blocks for text in words_in(block))


def table(part: Section) -> Table:
    return next(found for block in part.blocks for found in tables_in(block))


@pytest.mark.usefixtures("measures")
def test_members_read_on_one_page_how_the_year_came_out() -> None:
    said = words(pack().sections[0])

    assert "Of the 4 measures for Havering, 3 are rated: 1 green (33.3%)" in said
    assert "Percentages are of the 3 rated" in said
    assert "1 is incomplete, a quarter missing." in said
    assert "1 measure ended the year red: Red calls (Havering)." in said
    assert "Customer satisfaction: 81.0% against a target of 80.0% (Green); the year before 78.0%." in said
    assert "incomplete and not averaged: Silent calls (Havering)." in said


@pytest.mark.usefixtures("measures")
def test_the_counts_of_the_table_sum_to_their_base() -> None:
    counted = table(pack().sections[0])

    numbers = [[int(cell.text) for cell in row[1:]] for row in counted.rows]  # type: ignore[union-attr]

    assert [row[0] for row in counted.rows] == ["Havering", "All councils", "Whole partnership"]
    assert all(sum(row[:-1]) == row[-1] for row in numbers)
    assert numbers[0] == [1, 1, 1, 1, 0, 4]


@pytest.mark.usefixtures("measures")
def test_a_council_s_table_has_four_quarters_outturn_target_both_ratings_and_last_year() -> None:
    part = section(pack(), "C. Havering")

    found = table(part)

    assert [column.title for column in found.columns] == [
        "Measure",
        *("Q1", "Q2", "Q3", "Q4"),
        "Year",
        "Target",
        "Rating",
        "Own rating",
        "2018/19",
        "Since then",
    ]
    amber = next(row for row in found.rows if "Amber calls" in str(row[0]))
    assert [getattr(cell, "text", getattr(cell, "word", "")) for cell in amber[1:9]] == [
        *("92.0%",) * 4,
        "92.0%",
        "95.0%",
        "Amber",
        "Red (off track)",
    ]


@pytest.mark.usefixtures("measures")
def test_an_incomplete_year_is_printed_with_what_is_missing_and_who_owes_it() -> None:
    said = words(section(pack(), "Without an outturn"))

    assert "The year is incomplete: no figure for Q2." in said
    assert "Head of Exchequer" in said
    assert "96.0%" in said


@pytest.mark.usefixtures("measures")
def test_the_strategic_indicators_have_their_result_target_and_last_year_with_its_source() -> None:
    said = words(section(pack(), "Key strategic"))

    assert "81.0% 80.0% Green 78.0% Improved" in said
    assert "Customer satisfaction, 2018/19: Annual report 2018/19." in said


@pytest.mark.usefixtures("measures")
def test_the_document_comes_back_from_its_bytes_as_it_was() -> None:
    document = pack()

    assert read_document(canonical_json(document)) == document


def test_a_year_that_is_not_closed_has_no_pack() -> None:
    with pytest.raises(YearNotClosed, match="2019/20 is not closed"):
        year_document(YEAR_END, year=YEAR, at=JUNE)


@pytest.mark.usefixtures("measures")
def test_it_is_published_and_verified_as_any_other_document(command: Command, officer: User, tmp_path: Path) -> None:
    which = ("--year", "2019-20", "--document", "year-end", "--audience", "joint-committee")

    written = command("pack", *which, "--out", str(tmp_path / "pack"))
    published = command("publish", *which, "--by", officer.email, "--at", "2020-06-17")
    verified = command("verify", "2019-20-year-end-joint-committee-1")
    of_folder = command("verify", str(tmp_path / "pack"))

    assert (written.status, published.status) == (0, 0), published.err
    assert "Published as 2019-20-year-end-joint-committee-1" in published.out
    assert (verified.status, of_folder.status) == (0, 0)
    assert {path.suffix for path in (tmp_path / "pack").iterdir()} >= {".pdf", ".html", ".csv", ".json"}


@pytest.mark.usefixtures("measures")
def test_a_correction_of_the_same_close_is_refused(officer: User) -> None:
    first = publish_year_document(YEAR_END, year=YEAR, audience="joint-committee", by=officer, at=JUNE).publication

    with pytest.raises(NothingCorrected):
        publish_year_document(
            YEAR_END,
            year=YEAR,
            audience="joint-committee",
            by=officer,
            at=JUNE,
            replaces=first.public_id,
            because="To be sure",
        )


@pytest.mark.parametrize(
    "typed",
    [("--document", "year-end", "--quarter", "Q2"), ()],
)
def test_a_quarter_and_a_year_s_document_do_not_go_together(command: Command, typed: tuple[str, ...]) -> None:
    outcome = command("pack", "--year", "2019-20", *typed, "--audience", "joint-committee", "--out", "pack")

    assert outcome.status == 2
