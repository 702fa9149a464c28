"""What a pack says of figures that an earlier quarter was frozen without."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from goldenthread.domain.overdue import OverdueFigure
from goldenthread.domain.snapshot import Comparator, SeriesPoint
from goldenthread.publishing.cells import words_of
from tests.reports.packs import make_pack
from tests.reports.reading import all_words, column_of, section_called, table_called
from tests.reports.restated import make_named
from tests.reports.rounds import make_snapshot

UNRATED = "Not returned and not rated"
OVERDUE = "Figures of earlier quarters that were awaited"


def make_overdue(**given: Any) -> OverdueFigure:
    defaults: dict[str, Any] = {
        "figure": make_named(),
        "due_on": date(2019, 10, 28),
        "frozen_at": datetime(2019, 8, 9, 10, 0, tzinfo=UTC),
    }
    return OverdueFigure(**{**defaults, **given})


def test_a_figure_that_was_awaited_and_is_overdue_is_listed_with_who_owes_it() -> None:
    pack = make_pack(make_snapshot(), overdue=(make_overdue(),))

    (row,) = table_called(section_called(pack, UNRATED), OVERDUE).rows
    assert [words_of(cell) for cell in row] == [
        "Complaints upheld\nCOM01; Havering",
        "Q1 2019/20",
        "Not returned by Head of Exchequer, due 28 October 2019",
        "9 August 2019",
        "77 days",
    ]


def test_the_report_says_how_many_are_overdue_and_by_whom() -> None:
    pack = make_pack(make_snapshot(), overdue=(make_overdue(), make_overdue(figure=make_named(measure_id=8))))

    assert (
        "2 figures of earlier quarters were awaited when those quarters were frozen, and are overdue since, by Head of "
        "Exchequer." in all_words(pack)
    )


def test_a_pack_without_overdue_figures_does_not_speak_of_them() -> None:
    assert "overdue" not in all_words(make_pack(make_snapshot()))


def test_the_last_figure_of_a_missing_one_may_have_been_brought_in() -> None:
    brought_in = SeriesPoint(period="2018-19 Q4", value=make_snapshot(value="59.5").value, target=None, imported=True)
    missing = make_snapshot(value=None)
    pack = make_pack(make_snapshot(value=None, series=(brought_in, *missing.series[-1:])))

    table = table_called(section_called(pack, UNRATED), "Figures not returned")

    assert column_of(table, "Last figure") == ["59.5% in Q4 2018/19"]


def test_the_last_figure_of_a_missing_one_keeps_its_rating_where_it_has_one() -> None:
    rated = Comparator(
        period="2018-19 Q4", value=make_snapshot(value="59.5").value, rating="red", status="rated", source="round"
    )
    brought_in = SeriesPoint(period="2018-19 Q4", value=rated.value, target=None)
    missing = make_snapshot(value=None)
    pack = make_pack(make_snapshot(value=None, last_rated=rated, series=(brought_in, *missing.series[-1:])))

    table = table_called(section_called(pack, UNRATED), "Figures not returned")

    assert column_of(table, "Last figure") == ["59.5%, Red in Q4 2018/19"]
