"""The one figure that somebody means by its name, as it is known now."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.terms import Terms
from goldenthread.figures.models import Figure
from goldenthread.figures.queries.rounds import chosen_figures, round_of


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
    Raises RoundNotOpen, or InputRefused where the name means none or several.
    """
    found = chosen_figures(round_of(quarter).pk, names=[name], also_not_due=also_not_due)
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
