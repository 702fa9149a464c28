"""What stands around every page: header, navigation, banner and footer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Link:
    """Words that lead somewhere. `current` marks the part of the product that the page belongs to."""

    words: str
    address: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What `components/base.html` shows around a page; whatever is empty is left out.

    `navigation` leads to the parts of the product, `account` to what is the reader's own, `footer` to what is said
    about the product. `back` leads to the part that the page was reached from, where the page itself names none.
    `elsewhere` leads to where else what the page is about is told: its golden thread, its document.
    `demonstration_day` is today in words where a fixed day stands for it.
    """

    home: str = "/"
    partnership: str = ""
    navigation: tuple[Link, ...] = ()
    account: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    back: Link | None = None
    elsewhere: tuple[Link, ...] = ()
    demonstration_day: str = ""
