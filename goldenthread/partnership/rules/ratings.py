"""What a council may call its ratings, and in which colours: told apart by everybody, and from the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from goldenthread.charts.palette import (
    LEAST_APART,
    LEAST_APART_FOR_SOME,
    LEAST_FOR_SHAPES,
    PALETTE,
    SEEN_WITHOUT,
    apart,
    contrast_between,
    nearest_dark_enough,
)
from goldenthread.partnership.queries.ratings import STANDARD, Styles

LONGEST_LABEL = 24
_PAPER = "#ffffff"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LETTER = re.compile(r"[^\W\d_]")
_NOT_RATED = "not-rated"
# As the people are called who do not see a colour.
_UNSEEN = {"red": "see no red", "green": "see no green", "blue": "see no blue"}


class StyleProblem(NamedTuple):
    """What is wrong with a rating's "label" or "colour"."""

    rating: str
    part: str
    words: str


def problems_with_styles(said: Styles) -> tuple[StyleProblem, ...]:
    """Everything that is wrong with a council's words and colours for green, amber and red."""
    return (*_wrong_labels(said), *_wrong_colours(said))


def _wrong_labels(said: Styles) -> Iterator[StyleProblem]:
    taken = {style.label.casefold(): code for code, style in STANDARD.items()}
    seen: dict[str, str] = {}
    for code, style in said.items():
        label, standard = style.label, STANDARD[code].label
        plain = label.casefold()
        if not label:
            yield StyleProblem(code, "label", f"Enter what {standard.lower()} is called")
        elif len(label) > LONGEST_LABEL:
            yield StyleProblem(code, "label", f"Use {LONGEST_LABEL} characters or fewer; these are {len(label)}")
        elif not label.isprintable() or not _LETTER.search(label):
            yield StyleProblem(code, "label", f"“{label}” is no word that can be read out: use letters")
        elif taken.get(plain, code) != code:
            yield StyleProblem(code, "label", f"“{label}” is what everybody calls {taken[plain]}: use another word")
        elif plain in seen:
            other = STANDARD[seen[plain]].label.lower()
            yield StyleProblem(code, "label", f"“{label}” is the word for {other} already: use another")
        seen.setdefault(plain, code)


def _wrong_colours(said: Styles) -> Iterator[StyleProblem]:
    fit = {}
    for code, style in said.items():
        if not style.colour:
            yield StyleProblem(code, "colour", f"Enter the colour of {STANDARD[code].label.lower()}")
        elif not _COLOUR.fullmatch(style.colour):
            wanted = f"# and six digits or letters from A to F, such as {STANDARD[code].colour}"
            yield StyleProblem(code, "colour", f"“{style.colour}” is no colour: write {wanted}")
        elif (found := contrast_between(style.colour, _PAPER)) < LEAST_FOR_SHAPES:
            nearest = nearest_dark_enough(style.colour)
            yield StyleProblem(
                code,
                "colour",
                f"{style.colour} is too pale: its contrast with the white of the page, and with the white sign on it, "
                f"is {found:.1f} to 1, and has to be {LEAST_FOR_SHAPES:g} to 1 or more. The nearest that has it is "
                f"{nearest}",
            )
        else:
            fit[code] = style.colour
    yield from _too_alike(fit, labels={code: style.label for code, style in said.items()})


def _too_alike(colours: dict[str, str], *, labels: dict[str, str]) -> Iterator[StyleProblem]:
    """Told at the later of two. What is not rated keeps its grey, and is told from each."""
    every = {_NOT_RATED: PALETTE[_NOT_RATED], **colours}
    told: set[str] = set()
    for one, other in combinations(every, 2):
        pair = every[one], every[other]
        who = "" if apart(*pair) < LEAST_APART else _to_whom(*pair)
        if other in told or (apart(*pair) >= LEAST_APART and not who):
            continue
        told.add(other)
        first = (
            "the grey of what is not rated" if one == _NOT_RATED else f"that of “{labels[one] or STANDARD[one].label}”"
        )
        seen = f"to people who {who}" if who else "at a glance"
        yield StyleProblem(
            other,
            "colour",
            f"{every[other]} and {first}, {every[one]}, look alike {seen}: make one of the two clearly darker",
        )


def _to_whom(one: str, other: str) -> str:
    alike = [kind for kind in SEEN_WITHOUT if apart(one, other, without=kind) < LEAST_APART_FOR_SOME]
    return " or ".join(_UNSEEN[kind] for kind in alike)
