"""A figure as it was known on a day: what was frozen and said of it by then, and nothing that came after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from goldenthread.audit.queries import history_of
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.domain.terms import Terms
from goldenthread.figures.models import Figure, ReturnedValue
from goldenthread.figures.queries.named import figure_named
from goldenthread.figures.queries.posts import Posts
from goldenthread.figures.queries.rated import shown
from goldenthread.figures.queries.restatements import KnownFigure, known_figure
from goldenthread.partnership.permissions import Permission

_ANY_PART = (
    Permission.RETURN_FIGURES,
    Permission.QUERY_FIGURES,
    Permission.SIGN_OFF_FIGURES,
    Permission.OPEN_ROUNDS,
)


class DayToCome(Refused):
    """The day is not there yet, so what will be known on it is not."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"{day.day} {day:%B %Y} is still to come. Give today or a day before it.", at_terminal="--on gives it."
        )


@dataclass(frozen=True, kw_only=True)
class StepTaken:
    """Something that was done with the figure, by which post and when."""

    what: str  # "figure submitted"
    by: str
    at: datetime
    entered_at: datetime | None  # when it was typed in; None of what an earlier version recorded


@dataclass(frozen=True, kw_only=True)
class FigureAsKnown:
    """One figure at the end of a day in London. Without `known` it was not frozen by then."""

    name: str
    quarter: Quarter
    on: date
    terms: Terms
    is_open: bool  # the quarter's round was open by then
    known: KnownFigure | None
    returned: str  # the value as it was returned newest, whether frozen or not; "" for none
    returned_at: datetime | None
    steps: tuple[StepTaken, ...]

    @property
    def opened_again(self) -> bool:
        """Whether it was opened again after it was frozen, by then."""
        since = [step.what for step in self.steps if self.known is not None and step.at >= self.known.frozen_at]
        return "figure reopened" in since


def last_moment_of(day: date) -> datetime:
    """The end of the day in London."""
    next_day = datetime.combine(day + timedelta(days=1), time(0))
    return timezone.make_aware(next_day) - timedelta(microseconds=1)


def figure_as_known(quarter: Quarter, *, name: str, on: date) -> FigureAsKnown:
    """The quarter's figure of that name at the end of the day; raises RoundNotOpen, or InputRefused for the name."""
    one, at = figure_named(quarter, name=name), last_moment_of(on)
    figure = Figure.objects.select_related("round", "measure").get(pk=one.figure_id)
    values = ReturnedValue.objects.filter(figure=figure, returned_at__lte=at).exclude(kind="blank")
    value = values.order_by("-pk").first()
    known = known_figure(figure, at=at)
    terms = one.terms if known is None else known.snapshot.terms
    return FigureAsKnown(
        name=one.name,
        quarter=quarter,
        on=on,
        terms=terms,
        is_open=figure.round.opened_at <= at,
        known=known,
        returned=shown(value, terms=terms),
        returned_at=None if value is None else value.returned_at,
        steps=tuple(_steps(figure, at=at)),
    )


def _steps(figure: Figure, *, at: datetime) -> Iterator[StepTaken]:
    posts = Posts()
    for entry in history_of(subject="figure", subject_id=figure.pk):
        if entry.at <= at:
            by = posts.post(
                entry.by,
                *_ANY_PART,
                at=entry.at,
                council_id=figure.measure.council_id,
                service_id=figure.service_id,
            )
            yield StepTaken(what=entry.kind, by=by, at=entry.at, entered_at=entry.recorded_at)
