"""What the event log calls figures by, and which of its entries are about one council or one indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from goldenthread.domain.periods import Quarter
from goldenthread.figures.models import Figure, Freeze, RemedialAction
from goldenthread.partnership.queries import Scope

# What the register's rows are called by ends with the council, as "EXC01/havering" or "2019-20/EXC01/havering".
_OF_A_SCOPE = ("measure", "target", "list entry", "provision")
_MOST = 500
# What is told of files that are attached to a figure, by its number, or to what was said of a promise, by the action's.
OF_A_FIGURE, OF_A_PROMISE = "evidence", "evidence of a promise"


@dataclass(frozen=True, kw_only=True)
class FigureInTheLog:
    """A figure by its name, for which council and service it is, and when each version of its quarter was frozen."""

    name: str  # "EXC01, Havering"
    ref: str
    quarter: Quarter
    scope: Scope
    frozen_at: Mapping[int, datetime]  # by the number of the version


def about_council(slug: str) -> Q:
    """The entries about a council: itself, what is provided to it, its measures and targets, figures and promises."""
    return (
        _of_figures(Figure.objects.filter(measure__council__slug=slug))
        | Q(subject="council", subject_id=slug)
        | Q(subject__in=_OF_A_SCOPE, subject_id__endswith=f"/{slug}")
        | Q(kind="figures cleared", details__council=slug)
    )


def about_indicator(ref: str) -> Q:
    """The entries about an indicator, however its reference is typed: card, measures, targets, figures, promises."""
    return (
        _of_figures(Figure.objects.filter(measure__indicator__ref__iexact=ref))
        | Q(subject__in=("definition", "indicator"), subject_id__iexact=ref)
        | Q(subject="measure", subject_id__istartswith=f"{ref}/")
        | Q(subject__in=("target", "list entry"), subject_id__icontains=f"/{ref}/")
    )


def figures_in_the_log(ids: Iterable[int]) -> Mapping[int, FigureInTheLog]:
    """Figures by id. Two reads for every five hundred."""
    wanted = sorted(set(ids))
    found: dict[int, FigureInTheLog] = {}
    for start in range(0, len(wanted), _MOST):
        chosen = Figure.objects.filter(pk__in=wanted[start : start + _MOST]).select_related(
            "round", "measure", "service"
        )
        rows = list(chosen.only("terms", "round__period", "measure__council", "service__directorate").order_by("pk"))
        frozen_at = _frozen_at({row.round_id for row in rows})
        for row in rows:
            found[row.pk] = FigureInTheLog(
                name=row.name,
                ref=str(row.terms["indicator_ref"]),
                quarter=Quarter.parse(row.round.period),
                scope=Scope(row.measure.council_id, row.service.directorate_id, row.service_id),
                frozen_at=frozen_at.get(row.round_id, {}),
            )
    return found


def figures_of_actions(ids: Iterable[int]) -> Mapping[int, int]:
    """The figure with which each action was promised, by the action's id; for those of a page."""
    wanted = sorted(set(ids))
    found: dict[int, int] = {}
    for start in range(0, len(wanted), _MOST):
        rows = RemedialAction.objects.filter(action__in=wanted[start : start + _MOST]).order_by("pk")
        found |= dict(rows.values_list("action_id", "figure_id"))
    return found


def _of_figures(figures: QuerySet[Figure]) -> Q:
    promised = RemedialAction.objects.filter(figure__in=figures)
    of_figures, of_actions = ("figure", OF_A_FIGURE), ("action", OF_A_PROMISE)
    return Q(subject__in=of_figures, subject_id__in=figures.order_by().values(told=Cast("pk", CharField()))) | Q(
        subject__in=of_actions, subject_id__in=promised.order_by().values(told=Cast("action_id", CharField()))
    )


def _frozen_at(rounds: Iterable[int]) -> Mapping[int, Mapping[int, datetime]]:
    found: dict[int, dict[int, datetime]] = {}
    rows = Freeze.objects.filter(round__in=list(rounds)).order_by("pk")
    for round_id, number, at in rows.values_list("round_id", "number", "frozen_at"):
        found.setdefault(round_id, {})[number] = at
    return found
