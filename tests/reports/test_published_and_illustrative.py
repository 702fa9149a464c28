"""What was published and what is made up can be told apart in every row, under every chart and in every file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

from goldenthread.domain.snapshot import Comparator, FigureSnapshot
from goldenthread.publishing.cells import words_of
from goldenthread.publishing.document import Chart, Panel, ReportDocument
from goldenthread.publishing.tidy import tidy_csv
from tests.reports.packs import make_pack
from tests.reports.reading import all_words, section_called, table_called
from tests.reports.rounds import make_snapshot, make_terms

NOTE = "Demonstration: figures are illustrative."
STATISTICS = "Official statistics of 21 June 2023"


def made_up(**given: Any) -> FigureSnapshot:
    terms = make_terms(title="Made up", illustrative=True, illustrative_note="Illustrative: usual for such a service.")
    fields: dict[str, Any] = {"measure_id": 1, "value": "92", "history": ("90", "91"), **given}
    return make_snapshot(terms, **fields)


def published(**given: Any) -> FigureSnapshot:
    terms = make_terms(title="Receipts", illustrative=True, source=STATISTICS, indicator_ref="CTB01")
    fields: dict[str, Any] = {"measure_id": 2, "value": "92", "history": ("90", "91"), **given}
    return make_snapshot(terms, **fields)


def half_published() -> FigureSnapshot:
    figure = published()
    first, *others = figure.series
    return replace(figure, series=(replace(first, illustrative=True, source="Generated"), *others))


def council_rows(pack: ReportDocument) -> dict[str, tuple[str, str]]:
    """By title: the quiet line of the row, and what its trend says."""
    table = table_called(section_called(pack, "B. Havering"), "London Borough")
    return {words_of(row[0]).split("\n")[0]: (words_of(row[0]).split("\n")[1], words_of(row[-1])) for row in table.rows}


def charts(pack: ReportDocument) -> list[Chart]:
    panels = [block for block in section_called(pack, "red and amber measures").blocks if isinstance(block, Panel)]
    return [block for panel in panels for block in panel.blocks if isinstance(block, Chart)]


def rows_of_csv(pack: ReportDocument) -> dict[str, dict[str, str]]:
    return {row["title"]: row for row in csv.DictReader(io.StringIO(tidy_csv(pack).decode()))}


def test_every_row_says_whether_its_figure_is_published_or_made_up() -> None:
    rows = council_rows(make_pack(made_up(), published(), illustrative_note=NOTE))

    assert rows["Made up"][0].endswith("; illustrative")
    assert rows["Receipts"][0].endswith("; published figure; illustrative target and rating")


def test_a_report_without_made_up_figures_marks_none() -> None:
    pack = make_pack(make_snapshot(make_terms(source=STATISTICS)))

    assert "illustrative" not in all_words(pack).casefold()
    assert "published figure" not in all_words(pack)


def test_a_chart_says_under_it_and_in_its_alternative_what_is_made_up() -> None:
    drawn = charts(make_pack(made_up(), half_published(), illustrative_note=NOTE))

    assert [chart.caption for chart in drawn] == [
        "Figure (line) and target (dashes). Illustrative figures",
        "Figure (line) and target (dashes). Published: Q1 2019/20 and Q2 2019/20; all else is illustrative",
    ]
    assert all(chart.alt.endswith(f"{chart.caption.partition('. ')[2]}.") for chart in drawn)


def test_a_trend_says_in_words_what_is_made_up() -> None:
    rows = council_rows(make_pack(made_up(), published(), illustrative_note=NOTE))

    assert rows["Made up"][1].endswith("Illustrative figures.")
    assert rows["Receipts"][1].endswith("Published figures, illustrative target.")


def test_a_table_whose_rows_are_short_says_it_in_a_note() -> None:
    moved = Comparator(period="2019-20 Q1", value=Decimal(90), rating="green", status="rated")
    red = [published(value="80", last_rated=moved), made_up(value="80", last_rated=moved)]

    pack = make_pack(*red, illustrative_note=NOTE)

    turned = table_called(section_called(pack, "Summary for members"), "Measures that turned red")
    assert turned.notes == ("Published: Receipts (Havering). Every other figure in this table is illustrative.",)


def test_every_source_of_a_published_figure_is_listed_with_its_figures() -> None:
    pack = make_pack(made_up(), half_published(), illustrative_note=NOTE)

    sources = table_called(section_called(pack, "Key"), "Where the published figures come from")
    assert [tuple(map(words_of, row)) for row in sources.rows] == [
        (STATISTICS, "Receipts (Havering): Q1 2019/20 and Q2 2019/20")
    ]


def test_the_csv_tells_of_each_value_whether_it_is_made_up_and_where_it_comes_from() -> None:
    imported = Comparator(period="2018-19 Q2", value=Decimal(88), source="Annual report 2018/19")
    generated = Comparator(period="2018-19 Q2", value=Decimal(88), source="Generated", illustrative=True)

    rows = rows_of_csv(make_pack(made_up(last_year=generated), published(last_year=imported), illustrative_note=NOTE))

    told = [
        (row["value_illustrative"], row["previous_illustrative"], row["last_year_illustrative"])
        for row in (rows["Made up"], rows["Receipts"])
    ]
    assert told == [("true", "true", "true"), ("false", "false", "false")]
    receipts = rows["Receipts"]
    assert (receipts["value_source"], receipts["previous_source"]) == (STATISTICS, STATISTICS)
    assert (receipts["last_year_period"], receipts["last_year_source"]) == ("2018-19 Q2", "Annual report 2018/19")
    assert (receipts["target_illustrative"], receipts["rating_illustrative"]) == ("true", "true")


def test_a_target_agreed_late_is_marked_in_its_row_and_in_the_csv() -> None:
    late = make_snapshot(make_terms(title="Late", target_agreed_late=True), measure_id=1)
    in_time = make_snapshot(make_terms(title="In time"), measure_id=2)
    without = make_snapshot(make_terms(title="None", target=None, target_agreed_late=True), measure_id=3)

    pack = make_pack(late, in_time, without)

    assert [line.endswith("; target agreed late") for line, _ in council_rows(pack).values()] == [True, False, False]
    assert [row["target_agreed_late"] for row in rows_of_csv(pack).values()] == ["true", "false", ""]
