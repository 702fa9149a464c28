"""A rating in a council's own word and colour, where a page shows that council alone."""

from __future__ import annotations

from goldenthread.charts.palette import PALETTE
from goldenthread.components.marks import Rating
from goldenthread.partnership.queries.ratings import STANDARD, Styles


def rating_in(code: str, styles: Styles) -> Rating:
    """The rating by its code. All of a council's stand on their tints; none does where one has a colour of its own."""
    style, has_own = styles[code], any(one.colour != PALETTE[of] for of, one in styles.items())
    return Rating(code, style.label, own_colour=style.colour if has_own else "")


def styles_in_words(styles: Styles) -> str:
    """ "“On target” for green, “Near it” for amber, “Off target” for red"; "" where the words are everybody's."""
    own = [(code, style.label) for code, style in styles.items() if style.label != STANDARD[code].label]
    return ", ".join(f"“{label}” for {STANDARD[code].label.lower()}" for code, label in own)
