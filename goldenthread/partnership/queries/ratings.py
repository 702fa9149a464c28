"""What each council calls its ratings where a page shows its figures alone, and in which colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from goldenthread.charts.palette import PALETTE
from goldenthread.partnership.models import RatingStyle


@dataclass(frozen=True, order=True)
class Style:
    """A word and a colour for a rating: "On target", "#1b7340"."""

    label: str
    colour: str


# By rating, in the order of a page. A council's words for them; its shapes are everybody's.
Styles = Mapping[str, Style]
STANDARD: Styles = {code: Style(label, PALETTE[code]) for code, label in RatingStyle.Rating.choices}


def rating_styles() -> dict[str, Styles]:
    """The styles of each council that has some of its own, by the council's slug; in one read."""
    found: dict[str, dict[str, Style]] = {}
    rows = RatingStyle.objects.order_by("council_id", "rating")
    for slug, rating, label, colour in rows.values_list("council__slug", "rating", "label", "colour"):
        found.setdefault(slug, {})[rating] = Style(label, colour)
    return {slug: {code: styles[code] for code in STANDARD if code in styles} for slug, styles in found.items()}


def mark_of_styles(styles: Styles) -> str:
    """Stands for what a form was opened on: another where somebody changed a word or a colour since."""
    said = [(code, style.label, style.colour) for code, style in sorted(styles.items())]
    return sha256(repr(said).encode()).hexdigest()[:32]
