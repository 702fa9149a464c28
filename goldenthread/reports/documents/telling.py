"""A round as a report tells it: its facts, its figures in words, and the moment they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.periods import Quarter
from goldenthread.domain.snapshot import CouncilCount, FigureSnapshot, RoundFacts
from goldenthread.reports.documents.told import Place, ToldFigure, told_figures


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Everything that the parts of a pack are made from. `as_at` is the moment of the freeze, or of the draft."""

    facts: RoundFacts
    quarter: Quarter
    figures: tuple[ToldFigure, ...]
    as_at: datetime

    @property
    def is_draft(self) -> bool:
        return self.facts.frozen_at is None

    @property
    def counted(self) -> tuple[ToldFigure, ...]:
        """The measures of councils on the agreed list: the base of every count."""
        return tuple(figure for figure in self.figures if figure.terms.counted)

    @property
    def beside(self) -> tuple[ToldFigure, ...]:
        """Measures of the whole partnership, which stand beside those that are counted."""
        return tuple(figure for figure in self.figures if not figure.terms.counted)

    @property
    def strategic(self) -> tuple[ToldFigure, ...]:
        """By reference, as the committee lists them; then by council."""
        found = (figure for figure in self.figures if figure.terms.strategic)
        return tuple(sorted(found, key=lambda figure: figure.terms.indicator_ref))

    @property
    def exceptions(self) -> tuple[ToldFigure, ...]:
        """Figures that are amber or red for the joint committee, red first, else in the order of the register."""
        return self.in_place(Place.RED) + self.in_place(Place.AMBER)

    @property
    def own_exceptions(self) -> tuple[ToldFigure, ...]:
        """Amber or red under their council's own policy alone, which is in no count of this report; red first."""
        found = [figure for figure in self.figures if figure.is_own_exception]
        return tuple(sorted(found, key=lambda figure: figure.own is None or figure.own.code != "red"))

    @property
    def by_service(self) -> dict[str, tuple[ToldFigure, ...]]:
        """Figures of each service in the order of provision; within a service by reference, then by council."""
        named = [provided.service for provided in self.facts.provision]
        found: dict[str, list[ToldFigure]] = {service: [] for service in named}
        for figure in sorted(self.figures, key=lambda one: one.terms.indicator_ref):
            found.setdefault(figure.terms.service, []).append(figure)
        return {service: tuple(figures) for service, figures in found.items() if figures}

    def in_place(self, *places: Place) -> tuple[ToldFigure, ...]:
        return tuple(figure for figure in self.figures if figure.place in places)

    def of_council(self, council: CouncilCount) -> tuple[ToldFigure, ...]:
        return tuple(f for f in self.counted if f.terms.council_gss == council.gss_code)


def telling_of(facts: RoundFacts, figures: tuple[FigureSnapshot, ...], *, as_at: datetime) -> Telling:
    """The round's facts and figures, told as at this moment."""
    return Telling(facts=facts, quarter=Quarter.parse(facts.period), figures=told_figures(facts, figures), as_at=as_at)
