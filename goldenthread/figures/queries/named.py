"""The one figure that somebody means by its name, as it is known now."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.terms import Terms
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.rounds import chosen_figures, round_of
from goldenthread.indicators.models import Measure
from goldenthread.indicators.queries import measures_ended


@dataclass(frozen=True, kw_only=True)
class NamedOne:
    """A figure of a quarter, and the version of it that was looked at."""

    figure_id: int
    version: int
    name: str  # "EXC01, Havering"
    quarter: Quarter
    terms: Terms


def figure_named(quarter: Quarter, *, name: str, also_not_due: bool = False) -> NamedOne:
    """The quarter's figure called "EXC01:havering", or "EXC01" where one council alone has it.

    One that nothing is asked of, since it is suspended or not due, is meant only with `also_not_due`.
    Raises RoundNotOpen, or InputRefused where the name means none, a measure that has ended, or several.
    """
    round_ = round_of(quarter)
    try:
        found = chosen_figures(round_.pk, names=[name], also_not_due=also_not_due)
    except InputRefused:
        ended = ended_in_words(quarter, name=name)
        if not ended:
            raise
        raise InputRefused([Problem(ended, found=name)]) from None
    figures = list(Figure.objects.filter(pk__in=found.figure_ids).select_related("measure__council").order_by("pk"))
    if len(figures) > 1:
        councils = ["whole-partnership" if one.measure.council is None else one.measure.council.slug for one in figures]
        ref = figures[0].terms["indicator_ref"]
        told = ", ".join(f"{ref}:{council}" for council in councils)
        raise InputRefused([Problem(f"{name!r} means {len(figures)} figures. Name one of them: {told}.", found=name)])
    (figure,) = figures
    return NamedOne(
        figure_id=figure.pk,
        version=figure.version,
        name=figure.name,
        quarter=quarter,
        terms=Terms.from_dict(figure.terms),
    )


def ended_in_words(quarter: Quarter, *, name: str) -> str:
    """Which measures of the name ended before the quarter did, and when; "" where none did."""
    ref, _, council = (part.strip().casefold() for part in name.partition(":"))
    last_days = {pk: day for pk, day in measures_ended(quarter.year).items() if day < quarter.last_day}
    rows = Measure.objects.filter(pk__in=last_days, indicator__ref__iexact=ref).select_related("indicator", "council")
    told = []
    for row in rows.order_by("council__position", "pk"):
        names = ("whole-partnership", "whole partnership")
        if row.council is not None:
            names = (row.council.slug.casefold(), row.council.name.casefold())
        if not council or council in names:
            whose = "whole partnership" if row.council is None else row.council.name
            told.append(f"{row.indicator.ref}, {whose} ended on {day_words(last_days[row.pk])}")
    if not told:
        return ""
    return f"{'; '.join(told)}: there is no figure of it in {quarter.label}. Ask for a quarter before."
