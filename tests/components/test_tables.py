"""Tables and their links to sort and to turn pages."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.components.marks import Rating
from goldenthread.components.paging import pages_of
from goldenthread.components.tables import Cell, Column, Table, address_with, order_asked_for, row_of, sortable

COLUMNS = (("Indicator", "title", False), ("Figure", "value", True), ("Target", "", True))


def html_of(table: Table) -> str:
    return render_to_string("components/table.html", {"table": table})


def make_table(**given) -> Table:
    columns = (Column(title="Indicator"), Column(title="Figure", numeric=True))
    return Table(**{"caption": "Results", "columns": columns, "rows": (row_of("Invoices", "96.2%"),), **given})


def test_a_table_has_a_caption_and_says_what_its_headings_are_for():
    html = html_of(make_table())

    assert "Results</caption>" in html
    assert html.count('scope="col"') == 2
    assert '<th scope="row" class="govuk-table__header">Invoices</th>' in html
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">96.2%</td>' in html


def test_a_wide_table_is_moved_sideways_by_itself_and_a_keyboard_reaches_it():
    html = html_of(make_table(key="results"))

    assert '<div class="gt-scroll" role="region" aria-labelledby="results-caption" tabindex="0">' in html


def test_words_in_a_table_are_never_markup():
    html = html_of(make_table(rows=(row_of("<b>", Cell(words="<i>", small="<u>")),)))

    assert not re.search(r"<[biu]>", html)


def test_a_rating_in_a_table_has_its_word():
    html = html_of(make_table(rows=(row_of("Invoices", Cell(rating=Rating("red", "Red"))),)))

    assert '<span class="gt-mark__word">Red</span>' in html


def test_an_empty_table_says_so_in_words():
    html = html_of(make_table(rows=(), empty="No figure is due."))

    assert "<table" not in html
    assert "No figure is due." in html


def test_a_row_that_has_not_as_many_cells_as_columns_is_refused():
    with pytest.raises(ValueError, match="zip"):
        _ = make_table(rows=(row_of("Invoices"),)).drawn


def test_a_column_is_sorted_by_following_its_heading_and_turned_by_following_it_again():
    title, value, target = sortable(
        *COLUMNS, query={"sort": "title", "council": "havering", "page": "3"}, first="title"
    )

    assert (title.sorted, title.sort_address) == ("ascending", "?council=havering&sort=-title")
    assert (value.sorted, value.sort_address) == ("", "?council=havering&sort=value")
    assert target.sort_address == ""


def test_how_a_table_is_sorted_is_told_to_those_who_hear_it():
    columns = sortable(*COLUMNS[:2], query={"sort": "-value"}, first="title")

    assert re.findall(r'aria-sort="(\w+)"', html_of(make_table(columns=columns))) == ["none", "descending"]


@pytest.mark.parametrize(
    ("asked", "order"), [("value", ("value", False)), ("-value", ("value", True)), ("password", ("title", False))]
)
def test_only_what_may_be_sorted_by_is(asked, order):
    assert order_asked_for({"sort": asked}, keys=("title", "value"), first="title") == order


def test_an_address_keeps_what_is_not_changed():
    assert address_with({"a": "1 & 2", "page": "2"}, page=None, sort="b") == "?a=1+%26+2&sort=b"


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("1", "1 2 0 9"),
        ("4", "1 2 3 4 5 0 9"),
        ("5", "1 0 4 5 6 0 9"),
        ("9", "1 0 8 9"),
        ("99", "1 0 8 9"),
        ("x", "1 2 0 9"),
    ],
)
def test_pages_near_the_current_one_have_links(page, shown):
    pages = pages_of(412, query={"page": page}, each=50)

    assert " ".join(str(link.number) for link in pages.links) == shown


@given(total=st.integers(0, 2000), each=st.integers(1, 100))
def test_every_row_stands_on_one_page(total, each):
    count = max(1, -(-total // each))

    rows = [
        row
        for page in range(1, count + 1)
        for row in range(total)[pages_of(total, query={"page": str(page)}, each=each).rows]
    ]

    assert rows == list(range(total))


def test_one_page_alone_has_no_links():
    html = render_to_string("components/pagination.html", {"pages": pages_of(3, query={})})

    assert "Showing 1 to 3 of 3" in html
    assert "<nav" not in html
