"""Ratings and directions of travel as a page shows them: a word, a shape and a colour."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from goldenthread.charts.palette import LEAST_FOR_SHAPES, PALETTE, SHAPES, contrast_between

RATINGS = ("green", "amber", "red", "not-rated")
TRAVELS = ("improved", "same", "worse", "not-stated")


class MarkWithoutWord(ValueError):
    """A mark that colour or shape alone would have to carry."""


class ColourTooPale(ValueError):
    """A council's own colour that cannot be told from the page: less than 3 to 1 against white."""


@dataclass(frozen=True)
class Rating:
    """A rating by its code (`RATINGS`), in the council's own word and, where it has one, its own colour ("#1b7340")."""

    code: str
    word: str
    own_colour: str = ""

    def __post_init__(self) -> None:
        if not self.word.strip():
            raise MarkWithoutWord(f"A {self.code} rating has no word.")
        check_colour(self.colour)

    @property
    def colour(self) -> str:
        return self.own_colour or PALETTE[self.code]

    @property
    def shape(self) -> str:
        return SHAPES[self.code]

    @property
    def tinted(self) -> bool:
        """Whether it stands on its own tint; there is none for a council's own colour."""
        return not self.own_colour

    @property
    def drawn(self) -> SafeString:
        """As `components/rating.html` draws it, for tables that show hundreds."""
        return _drawn_rating(self)


@dataclass(frozen=True)
class Travel:
    """A direction of travel by its code (`TRAVELS`), with the word for it: "Improved", "No change"."""

    code: str
    word: str

    def __post_init__(self) -> None:
        if not self.word.strip():
            raise MarkWithoutWord(f"A direction of travel ({self.code}) has no word.")

    @property
    def colour(self) -> str:
        return PALETTE["ink"]

    @property
    def shape(self) -> str:
        return SHAPES[self.code]

    @property
    def drawn(self) -> SafeString:
        """As `components/travel.html` draws it, for tables that show hundreds."""
        return _drawn_travel(self)


def check_colour(colour: str) -> None:
    """Raises ColourTooPale, saying how far off it is."""
    found = contrast_between(colour, "#ffffff")
    if found < LEAST_FOR_SHAPES:
        raise ColourTooPale(
            f"{colour} has a contrast of {found:.1f} to 1 against the white of the page; choose a darker one, "
            f"of {LEAST_FOR_SHAPES:g} to 1 or more."
        )


@lru_cache(maxsize=256)
def _drawn_rating(rating: Rating) -> SafeString:
    return mark_safe(render_to_string("components/rating.html", {"rating": rating}).strip())


@lru_cache(maxsize=64)
def _drawn_travel(travel: Travel) -> SafeString:
    return mark_safe(render_to_string("components/travel.html", {"travel": travel}).strip())
