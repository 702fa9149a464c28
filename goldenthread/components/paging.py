"""The pages of a long list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from goldenthread.components.tables import PAGE, address_with

_AROUND = 1  # pages beside the current one that have a link of their own


@dataclass(frozen=True, kw_only=True)
class PageLink:
    """A page by its number; without a number it stands for those left out between two others."""

    number: int = 0
    address: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The part of a list that is shown, and the links to the other parts."""

    first: int
    last: int
    total: int
    links: tuple[PageLink, ...]
    previous: str
    next: str

    @property
    def several(self) -> bool:
        return len(self.links) > 1

    @property
    def rows(self) -> slice:
        """What of the whole list is shown."""
        return slice(self.first - 1 if self.total else 0, self.last)


def pages_of(total: int, *, query: Mapping[str, str], each: int = 50) -> Pages:
    """The page that the address asks for by its number, from 1; the first or last where there is no such page."""
    count = max(1, ceil(total / each))
    asked = query.get(PAGE, "1")
    number = min(max(int(asked), 1), count) if asked.isdecimal() and len(asked) < 9 else 1

    def address(page: int) -> str:
        return address_with(query, **{PAGE: page if page > 1 else None})

    return Pages(
        first=(number - 1) * each + 1 if total else 0,
        last=min(number * each, total),
        total=total,
        links=tuple(
            PageLink(number=page, address=address(page), current=page == number) if page else PageLink()
            for page in _numbers(number, count)
        ),
        previous=address(number - 1) if number > 1 else "",
        next=address(number + 1) if number < count else "",
    )


def _numbers(current: int, count: int) -> list[int]:
    """First, last and those around the current one; 0 stands for a gap, which never hides one page alone."""
    wanted = {1, count, *range(max(1, current - _AROUND), min(count, current + _AROUND) + 1)}
    wanted |= {page for page in range(1, count + 1) if {page - 1, page + 1} <= wanted}
    numbers: list[int] = []
    for page in sorted(wanted):
        if numbers and page - numbers[-1] > 1:
            numbers.append(0)
        numbers.append(page)
    return numbers
