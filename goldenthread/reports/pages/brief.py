"""A figure in brief as pages show it: its place in the counts, its mark, and what became of its rating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from goldenthread.components.marks import Rating
from goldenthread.domain.terms import Terms, rating_inputs
from goldenthread.domain.withheld import MARKER, STATUS
from goldenthread.figures.queries.standing import StandingFigure, StandingRound, terms_of
from goldenthread.indicators.queries.labels import PolicyLabels
from goldenthread.partnership.queries.ratings import Styles
from goldenthread.partnership.views.marks import rating_in
from goldenthread.reports.documents.movement import Change, change_of
from goldenthread.reports.documents.printed import actual_number, decimals_shown, target_printed
from goldenthread.reports.documents.told import (
    AWAITED,
    NOT_RETURNED,
    SHORT_STATUS,
    WHOLE_PARTNERSHIP,
    Place,
    period_label,
    place_of,
)

PLACE_WORDS = {
    Place.RED: "Red",
    Place.AMBER: "Amber",
    Place.GREEN: "Green",
    Place.NOT_RATED: "Not rated",
    Place.AWAITED: AWAITED,
    Place.NOT_RETURNED: NOT_RETURNED,
    Place.WITHHELD: "Withheld",
}
CHANGE_WORDS = {
    Change.TURNED_RED: "Turned red",
    Change.NO_LONGER_RED: "No longer red",
    Change.TURNED_AMBER: "Fell from green to amber",
    Change.TURNED_GREEN: "Rose from amber to green",
}
JOINT, OWN = "", "own"  # by whose policy figures are told
_RATED = (Place.GREEN, Place.AMBER, Place.RED)


@dataclass(frozen=True, kw_only=True)
class Brief:
    """A figure as its reader may see it, under one policy: the joint committee's, or its council's own.

    `styles` are the council's words and colours of ratings, where its figures are shown alone.
    """

    figure: StandingFigure
    place: Place
    labels: PolicyLabels | None
    styles: Styles = field(default_factory=dict)

    @property
    def scope(self) -> str:
        return WHOLE_PARTNERSHIP if self.figure.council is None else self.figure.council.name

    @property
    def council_slug(self) -> str:
        return "whole-partnership" if self.figure.council is None else self.figure.council.slug

    @property
    def change(self) -> Change | None:
        return change_of(self.figure.was_rated, self.place.value)

    @property
    def mark(self) -> Rating:
        """The rating's word is its council's or its policy's own; what has none says why not."""
        place = self.place
        if place.value in self.styles:
            return rating_in(place.value, self.styles)
        if place in _RATED:
            word = "" if self.labels is None else self.labels.of(place.value)
            return Rating(place.value, word or PLACE_WORDS[place])
        if place is Place.NOT_RATED:
            return Rating("not-rated", SHORT_STATUS.get(self.figure.status, PLACE_WORDS[place]))
        return Rating("not-rated", PLACE_WORDS[place])

    @property
    def was_words(self) -> str:
        """ "Amber in Q1 2019/20"; "" where it was not rated within a year before."""
        figure = self.figure
        return f"{figure.was_rated.capitalize()} in {period_label(figure.was_rated_in)}" if figure.was_rated else ""


def printed_of(briefs: Iterable[Brief]) -> dict[int, tuple[str, str]]:
    """Figure and target of each, by the figure's id, as every report prints them; for the few that a page shows."""
    figures = [brief.figure for brief in briefs]
    terms = terms_of(figures)
    return {one.figure_id: _printed(one, terms=terms[one.figure_id]) for one in figures}


def _printed(figure: StandingFigure, *, terms: Terms) -> tuple[str, str]:
    decimals = decimals_shown(rating_inputs(terms, value=figure.value), value=figure.value)
    actual = MARKER if figure.status == STATUS else actual_number(figure, terms=terms, decimals=decimals).text
    return actual, target_printed(terms, decimals=decimals)


def briefs_of(
    found: StandingRound | None,
    *,
    labels: Mapping[int, PolicyLabels],
    policy: str = JOINT,
    styles: Styles | None = None,
) -> tuple[Brief, ...]:
    """Every figure of the round in brief; by the councils' own policies only those that have one.

    `styles` are those of the council to which the page is narrowed.
    """
    if found is None:
        return ()
    own = styles or {}
    if policy == OWN:
        return tuple(
            Brief(figure=one, place=_own_place(one), labels=labels.get(one.own_policy_id or 0), styles=own)
            for one in found.figures
            if one.has_own
        )
    return tuple(
        Brief(figure=one, place=place_of(one), labels=labels.get(one.policy_id), styles=own) for one in found.figures
    )


def _own_place(figure: StandingFigure) -> Place:
    """What is awaited or was not returned is so for everybody."""
    if not figure.is_returned:
        return place_of(figure)
    return place_of(replace(figure, rating=figure.own_rating, status=figure.own_status))
