"""Tables: their columns, which may be sorted by following a link, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from goldenthread.components.drawing import drawn_table
from goldenthread.components.marks import Rating, Travel

SORT, PAGE = "sort", "page"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's heading. `sorted` is "ascending", "descending" or empty; `sort_address` sorts by it, or turns it."""

    title: str
    numeric: bool = False
    sort_address: str = ""
    sorted: str = ""

    @property
    def aria_sort(self) -> str:
        return self.sorted or "none"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: words, perhaps a link, with a smaller line below; or a rating, a direction of travel, a drawing.

    The smaller line `breaks` anywhere where it is one long word, as an address is.
    """

    words: str = ""
    address: str = ""
    small: str = ""
    breaks: bool = False
    rating: Rating | None = None
    travel: Travel | None = None
    drawing: SafeString | None = None  # of the room of charts, whose words are escaped


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with its caption, which tells it apart from others of the page. Each row begins with its heading.

    `scrolls` lets a wide one be moved sideways by itself on a small screen; `key` names it within its page.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: str = "table"
    caption_hidden: bool = False
    empty: str = "There is nothing to show."
    scrolls: bool = True

    @property
    def drawn(self) -> SafeString:
        """As it stands on its page."""
        return drawn_table(self)


def row_of(*cells: str | Cell) -> tuple[Cell, ...]:
    """A row, of which a cell of plain words may be given as such."""
    return tuple(Cell(words=cell) if isinstance(cell, str) else cell for cell in cells)


def sortable(*columns: tuple[str, str, bool], query: Mapping[str, str], first: str) -> tuple[Column, ...]:
    """Columns as (title, key, numeric), with links that sort by them; an empty key is not sorted by.

    `query` is the address's own; its "sort" is a key, or a key after "-" for descending, and `first` where it has none.
    A change of order begins again at the first page.
    """
    chosen = query.get(SORT, first)
    return tuple(
        Column(title=title, numeric=numeric) if not key else _sortable_column(title, key, numeric, chosen, query)
        for title, key, numeric in columns
    )


def address_with(query: Mapping[str, str], **changes: str | int | None) -> str:
    """The same page with some of its query changed; None takes a part out. "?" alone where nothing is left."""
    kept = {name: value for name, value in query.items() if name not in changes}
    return "?" + urlencode({**kept, **{name: value for name, value in changes.items() if value is not None}})


def order_asked_for(query: Mapping[str, str], *, keys: Sequence[str], first: str) -> tuple[str, bool]:
    """The key to sort by and whether descending; `first` where the address asks for none that there is."""
    asked = query.get(SORT, first)
    if asked.removeprefix("-") not in keys:
        asked = first
    return asked.removeprefix("-"), asked.startswith("-")


def _sortable_column(title: str, key: str, numeric: bool, chosen: str, query: Mapping[str, str]) -> Column:
    standing = {key: "ascending", f"-{key}": "descending"}.get(chosen, "")
    next_order = f"-{key}" if standing == "ascending" else key
    return Column(
        title=title,
        numeric=numeric,
        sort_address=address_with(query, **{SORT: next_order, PAGE: None}),
        sorted=standing,
    )
