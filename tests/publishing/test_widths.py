"""How wide a table's narrow columns are: as wide as their words, and never past the margin."""

from __future__ import annotations

from goldenthread.publishing.cells import Cell, Picture, RatingMark
from goldenthread.publishing.document import Column, Table
from goldenthread.publishing.widths import TABLE_SIZE, column_widths, width_of

WITHIN = 499
LONG = "No comparison is fair"


def make_table(*, picture: int) -> Table:
    """A measure's row as a council's pack has it: six columns of words, and a trend."""
    columns = (
        Column(title="Measure", share=1),
        *(Column(title=f"Since Q{number}") for number in range(6)),
        Column(title="Trend"),
    )
    row: tuple[Cell, ...] = (
        "Invoices paid in 30 days",
        *(RatingMark(code="not-rated", word=LONG) for _ in range(6)),
        Picture(svg="<svg/>", alt="A line that rises", width=picture, height=14),
    )
    return Table(caption="Every measure", columns=columns, rows=(row,))


def test_a_column_of_pictures_is_as_wide_as_they_are_and_the_others_make_room() -> None:
    widths = column_widths(make_table(picture=78), within=WITHIN)

    known = [width for width in widths if width is not None]
    assert known[-1] > 78
    assert len(set(known[:-1])) == 1
    assert sum(known) < WITHIN


def test_a_mark_s_shape_never_parts_from_its_word() -> None:
    (_, mark, *_) = column_widths(make_table(picture=78), within=WITHIN)

    assert mark is not None
    assert mark >= 12 + width_of("comparison", size=TABLE_SIZE, bold=True)


def test_where_there_is_room_no_column_is_narrowed() -> None:
    (_, mark, *_) = column_widths(make_table(picture=20), within=2000)

    assert mark is not None
    assert mark > 72
