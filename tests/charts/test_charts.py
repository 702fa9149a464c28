"""Charts: the same picture each time, nothing lost at a gap, and the finding in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.charts import svg
from goldenthread.charts.line import HEIGHT, WIDTH, line_chart, scale_ticks
from goldenthread.charts.palette import contrast_between
from goldenthread.charts.series import Drawing, Point, breaks_in, unbroken_runs
from goldenthread.charts.sparkline import sparkline
from goldenthread.charts.words import finding_in_words, trend_in_words

SVG = "{http://www.w3.org/2000/svg}"
DECIMALS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


def make_points(*values: str | None, target: str | None = "95.0") -> tuple[Point, ...]:
    """Quarters in a row from Q1 2018/19; None is a figure that is missing."""
    return tuple(
        Point(
            label=f"Q{index % 4 + 1} {2018 + index // 4}/{19 + index // 4}",
            value=None if value is None else Decimal(value),
            printed="[x]" if value is None else f"{value}%",
            target=None if target is None else Decimal(target),
            target_printed="" if target is None else f"{target}%",
            tick=f"Q{index % 4 + 1}",
            tick_group=f"{2018 + index // 4}/{19 + index // 4}",
        )
        for index, value in enumerate(values)
    )


def print_value(value: Decimal) -> str:
    return f"{value:f}%"


def chart_of(points: tuple[Point, ...]) -> Drawing:
    return line_chart(points, alt="Calls answered: 92.1% in Q4 2018/19.", print_value=print_value)


def words_in(drawing: Drawing) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(drawing.svg).iter(f"{SVG}text")]


def test_a_band_is_drawn_as_two_dashed_lines_and_named_once():
    points = tuple(
        replace(point, lower=Decimal(8), upper=Decimal(14), target_printed="8% to 14%")
        for point in make_points("9", "16", target=None)
    )

    large, small = chart_of(points), sparkline(points)

    assert [len(dashed_runs(drawing)) for drawing in (large, small)] == [2, 2]
    assert "Target 8% to 14%" in words_in(large)
    assert small.alt.endswith("latest target 8% to 14%.")


def test_a_band_widens_the_scale():
    points = tuple(replace(point, upper=Decimal(50), target_printed="at most 50%") for point in make_points("9", "16"))

    assert "50%" in words_in(chart_of(points))


def dashed_runs(drawing: Drawing) -> list[str]:
    """The stretches that are drawn with dashes."""
    paths = ElementTree.fromstring(drawing.svg).iter(f"{SVG}path")
    return [run for path in paths if "stroke-dasharray" in path.attrib for run in path.attrib["d"].split("M")[1:]]


def test_equal_figures_are_drawn_with_equal_bytes():
    first = chart_of(make_points("90.1", "91.0", "92.1"))

    again = chart_of(make_points("90.1", "91.0", "92.1"))

    assert first.svg == again.svg


def test_a_drawing_is_named_by_its_text_alternative():
    drawing = chart_of(make_points("90.1", "92.1"))

    root = ElementTree.fromstring(drawing.svg)

    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == drawing.alt


def test_the_latest_figure_and_the_target_are_named_on_the_chart():
    drawing = chart_of(make_points("90.1", "92.1"))

    found = words_in(drawing)

    assert "92.1%" in found
    assert "Target 95.0%" in found


def test_a_line_is_not_drawn_across_a_missing_period():
    drawing = chart_of(make_points("90", "91", None, "93", "94"))

    lines = _figure_lines(drawing)

    assert [line.count("M") for line in lines] == [2]


def test_a_missing_figure_leaves_a_cross_on_the_axis():
    whole, broken = chart_of(make_points("90", "91", "93")), chart_of(make_points("90", None, "93"))

    crosses = [svg.QUIET_COLOUR in drawing.svg.replace(f'fill="{svg.QUIET_COLOUR}"', "") for drawing in (whole, broken)]

    assert crosses == [False, True]


def test_a_latest_figure_that_is_not_the_last_period_says_which_it_is():
    drawing = chart_of(make_points("90.1", "92.1", None))

    found = words_in(drawing)

    assert "92.1% (Q2)" in found


def test_a_target_is_told_from_the_figures_by_dashes_and_not_by_colour_alone():
    drawing = chart_of(make_points("90.1", "92.1"))

    paths = list(ElementTree.fromstring(drawing.svg).iter(f"{SVG}path"))

    dashed = {path.get("stroke") for path in paths if path.get("stroke-dasharray")}
    assert dashed == {svg.TARGET_COLOUR}


def test_a_chart_of_no_figures_at_all_still_stands():
    drawing = chart_of(make_points(None, None))

    found = words_in(drawing)

    assert "Target 95.0%" in found


def test_a_chart_needs_a_period():
    with pytest.raises(ValueError, match="at least one period"):
        chart_of(())


@given(st.lists(st.none() | DECIMALS, min_size=1, max_size=24), st.none() | DECIMALS)
def test_every_shape_and_word_begins_inside_the_picture(values, target):
    points = make_points(
        *(None if v is None else str(v) for v in values), target=None if target is None else str(target)
    )

    drawing = chart_of(points)

    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in _places(drawing))


@given(st.lists(st.none() | DECIMALS, max_size=24))
def test_a_sparkline_stays_inside_its_cell(values):
    drawing = sparkline(make_points(*(None if value is None else str(value) for value in values)))

    places = _places(drawing)

    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in places)


@given(DECIMALS, DECIMALS)
def test_a_scale_spans_its_figures_in_even_steps(one, other):
    low, high = min(one, other), max(one, other)

    ticks = scale_ticks(low, high)

    steps = {after - before for before, after in pairwise(ticks)}
    assert ticks[0] <= low <= high <= ticks[-1]
    assert len(steps) == 1
    assert 2 <= len(ticks) <= 7


@given(DECIMALS, DECIMALS)
def test_no_two_marks_of_a_scale_print_alike(one, other):
    points = make_points(str(one), str(other), target=None)

    drawing = line_chart(points, alt="A chart.", print_value=lambda value: f"{round(value)}")

    scale = [word for word in words_in(drawing) if not word.startswith(("Q", "20")) and "%" not in word]
    assert len(scale) == len(set(scale)) or len(scale) == 2


@pytest.mark.parametrize("colour", [svg.LINE_COLOUR, svg.TARGET_COLOUR, svg.TEXT_COLOUR, svg.QUIET_COLOUR])
def test_lines_and_words_stand_out_from_the_page(colour):
    ratio = contrast_between(colour, "#ffffff")

    assert ratio >= 4.5


def test_on_a_page_each_point_says_its_figure_and_a_gap_says_nothing():
    points = make_points("90.1", None, "92.1")

    drawing = line_chart(points, alt="Better.", print_value=print_value, points_speak=True)

    root = ElementTree.fromstring(drawing.svg)
    said = [one.get("aria-label") for one in root.iter(f"{SVG}g") if one.get("tabindex") == "0"]
    assert said == ["Q1 2018/19: 90.1%, target 95.0%", "Q3 2018/19: 92.1%, target 95.0%"]
    assert root.get("role") == "group"


def test_in_a_document_no_point_speaks():
    assert "tabindex" not in chart_of(make_points("90.1", "92.1")).svg


@given(st.lists(DECIMALS, min_size=1, max_size=12))
def test_what_a_point_says_stays_inside_the_chart(values):
    points = make_points(*map(str, values))

    drawing = line_chart(points, alt="Better.", print_value=print_value, points_speak=True)

    boxes = [
        [Decimal(box.get(name, "")) for name in ("x", "y", "width", "height")]
        for box in ElementTree.fromstring(drawing.svg).iter(f"{SVG}rect")
    ]
    assert all(x >= 0 and y >= 0 and x + w <= WIDTH and y + h <= HEIGHT for x, y, w, h in boxes)


def test_a_finding_is_one_sentence_of_what_is_known():
    said = finding_in_words(
        measure="Invoices paid in 30 days",
        period="Q2 2019/20",
        printed="92.1%",
        against_target="2.9 points below target",
        travel="worse than Q1",
    )

    assert said == "Invoices paid in 30 days: 92.1% in Q2 2019/20, 2.9 points below target, worse than Q1."


def test_a_finding_leaves_out_what_is_not_known():
    said = finding_in_words(measure="Savings", period="2018/19", printed="£12m", rating="Green")

    assert said == "Savings: £12m in 2018/19; rated Green."


def test_a_trend_in_words_says_the_ends_the_extremes_the_target_and_each_gap():
    said = trend_in_words(make_points("90", None, "95", "88"))

    assert said == (
        "3 periods from Q1 2018/19 (90%) to Q4 2018/19 (88%): lowest 88%, highest 95%; latest target 95.0%; "
        "no figure for Q2 2018/19."
    )


def test_a_trend_of_one_figure_is_not_called_a_trend():
    said = trend_in_words(make_points("90", target=None))

    assert said == "One figure: 90% in Q1 2018/19."


def test_a_trend_without_figures_says_so():
    said = trend_in_words(make_points(None, None))

    assert said == "No figures from Q1 2018/19 to Q2 2018/19."


def _figure_lines(drawing: Drawing) -> list[str]:
    paths = ElementTree.fromstring(drawing.svg).iter(f"{SVG}path")
    return [path.get("d", "") for path in paths if path.get("stroke") == svg.LINE_COLOUR and path.get("fill") == "none"]


def _places(drawing: Drawing) -> list[tuple[float, float]]:
    """Where each stroke, point and word begins."""
    root = ElementTree.fromstring(drawing.svg)
    words = [(float(text.get("x", "nan")), float(text.get("y", "nan"))) for text in root.iter(f"{SVG}text")]
    strokes = [part.split("a")[0] for path in root.iter(f"{SVG}path") for part in path.get("d", "").split("M")[1:]]
    spots = [spot.split() for stroke in strokes for spot in stroke.replace("z", "").split("L")]
    return words + [(float(x), float(y)) for x, y in spots]


# --- a series that begins anew ----------------------------------------------------------------------------------------


def broken_series() -> tuple[Point, ...]:
    """Four quarters, of which the third counts something else than the second."""
    return tuple(
        Point(
            label=f"Q{number} 2019/20",
            value=Decimal(80 + number),
            printed=f"{80 + number}%",
            target=Decimal(85),
            target_printed="85%",
            tick=f"Q{number}",
            begins_anew=number == 3,
        )
        for number in (1, 2, 3, 4)
    )


def test_no_line_joins_a_period_to_one_that_counts_something_else() -> None:
    places = [(Decimal(number), Decimal(0)) for number in range(4)]

    runs = unbroken_runs(list(places), breaks=breaks_in(broken_series()))

    assert [len(run) for run in runs] == [2, 2]


@pytest.mark.parametrize("draw", [sparkline, lambda points: line_chart(points, alt="Two series", print_value=str)])
def test_a_chart_draws_two_lines_where_the_series_begins_anew(draw: Callable[[tuple[Point, ...]], Drawing]) -> None:
    joined = tuple(replace(point, begins_anew=False) for point in broken_series())

    # Every line begins with a move of the pen.
    pens = [draw(points).svg.count("M") for points in (joined, broken_series())]

    assert pens[1] >= pens[0] + 2


def test_a_trend_in_words_says_where_the_series_begins_anew() -> None:
    assert "what it counts changed in Q3 2019/20" in trend_in_words(broken_series())
