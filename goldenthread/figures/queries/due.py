"""What a round asks of a service: each figure with everything that returning it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from goldenthread.domain.periods import Quarter
from goldenthread.domain.terms import Terms
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import Figure, ReturnedValue
from goldenthread.figures.queries.history import Earlier, earlier_values
from goldenthread.figures.queries.loading import load_figures
from goldenthread.figures.queries.promises import CarriedPromise, carried_promises, promises_made
from goldenthread.figures.queries.returned import ReturnedAction, ReturnedReading
from goldenthread.figures.queries.words import words_of
from goldenthread.figures.rules import Reach, who_and_when
from goldenthread.partnership.permissions import Permission

WHOLE_PARTNERSHIP = "Whole partnership"


@dataclass(frozen=True, kw_only=True)
class RaisedWarning:
    """A warning about a figure's value as it is now."""

    code: str
    words: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class PublishedWords:
    """Reasons and back on track as they are published; who edited them and why, "" where nobody did."""

    reasons: str
    back_on_track: str
    edited_by: str = ""
    edited_because: str = ""


@dataclass(frozen=True, kw_only=True)
class DueFigure:
    """A figure that is due, as far as it has come. `taken` says who took it past returning, and when."""

    figure_id: int
    version: int
    measure_id: int
    council_id: int | None
    service_id: int
    service: str
    ref: str
    council: str
    council_names: tuple[str, ...]  # by which a row may name it
    terms: Terms
    state: str
    taken: str
    reading: ReturnedReading | None
    rating: str
    status: str
    reason: str
    is_exception: bool
    reasons: str  # as their author wrote them
    back_on_track: str
    published: PublishedWords  # as they are published
    last_words: tuple[str, ...]  # the reasons of the quarter before, as returned and as published
    actions: tuple[ReturnedAction, ...]
    promises: tuple[CarriedPromise, ...]
    warnings: tuple[RaisedWarning, ...]
    earlier: Earlier
    row: Figure = field(repr=False, compare=False)  # as it was read, for the operation that takes a return

    @property
    def name(self) -> str:
        return f"{self.ref}, {self.council}"

    @property
    def service_slug(self) -> str:
        return self.row.service.slug


def figures_due(
    round_id: int,
    *,
    quarter: Quarter,
    services: Sequence[int] | None = None,
    only: int | None = None,
    with_earlier: bool = False,
) -> tuple[DueFigure, ...]:
    """Every figure of the round that a value is asked of, in the order of reports; of some services, or `only` one.

    The number of reads does not depend on the number of figures. Earlier values only where they are asked for.
    """
    figures = Figure.objects.filter(round_id=round_id, terms__absence=None)
    if services is not None:
        figures = figures.filter(service_id__in=services)
    if only is not None:
        figures = figures.filter(pk=only)
    rows = sorted(load_figures(figures), key=_place)
    promises = carried_promises(figures, period=str(quarter))
    made = promises_made(figures)
    last_words = words_of(quarter.previous, round_id=round_id)
    earlier = earlier_values(quarter, measures=[row.measure_id for row in rows]) if with_earlier else {}
    return tuple(
        DueFigure(
            figure_id=row.pk,
            version=row.version,
            measure_id=row.measure_id,
            council_id=row.measure.council_id,
            service_id=row.service_id,
            service=row.service.name,
            ref=row.terms["indicator_ref"],
            council=WHOLE_PARTNERSHIP if row.measure.council is None else row.measure.council.name,
            council_names=_names(row),
            terms=Terms.from_dict(row.terms),
            state=row.state,
            taken=who_and_when(row),
            reading=None if row.value is None else reading_of(row.value),
            rating=row.rating,
            status=row.status,
            reason=row.reason,
            is_exception=row.is_exception,
            reasons="" if row.words is None else row.words.reasons,
            back_on_track="" if row.words is None else row.words.back_on_track,
            published=_published(row),
            last_words=last_words.get(row.measure_id, ()),
            actions=tuple(
                # As promised here: a later quarter may have moved the action's day.
                ReturnedAction(words=action.words, owner_post=action.owner_post, due_on=action.first_due_on)
                for action in made.get(row.pk, ())
            ),
            promises=promises.get(row.measure_id, ()),
            warnings=tuple(
                RaisedWarning(code=warning.code, words=warning.words, answer=warning.answer)
                for warning in row.warnings_now
            ),
            earlier=earlier.get(row.measure_id, ()),
            row=row,
        )
        for row in rows
    )


def _published(row: Figure) -> PublishedWords:
    reasons, back_on_track = row.published_words
    edit = row.edit_now
    if edit is None:
        return PublishedWords(reasons=reasons, back_on_track=back_on_track)
    return PublishedWords(
        reasons=reasons, back_on_track=back_on_track, edited_by=edit.edited_by.name, edited_because=edit.because
    )


def within_reach(figures: Sequence[DueFigure], *, reach: Reach) -> frozenset[int]:
    """Ids of the figures that the person may return."""
    return frozenset(
        due.figure_id
        for due in figures
        if reach.post_at(Permission.RETURN_FIGURES, council_id=due.council_id, service_id=due.service_id)
    )


def reading_of(value: ReturnedValue) -> ReturnedReading:
    """A kept value as the return that it came from."""
    return ReturnedReading(
        kind=ReadingKind(value.kind),
        value=value.value,
        typed=value.typed,
        numerator=value.numerator,
        denominator=value.denominator,
        text=value.text,
        provisional=value.provisional,
        forecast=value.forecast,
        stated=value.stated,
        note=value.note,
    )


def _place(figure: Figure) -> tuple[int, str, str, int, int]:
    """By service, then reference, then council, the whole partnership last."""
    council = figure.measure.council
    return (
        figure.service.position,
        figure.service.name,
        figure.terms["indicator_ref"],
        1 << 30 if council is None else council.position,
        figure.pk,
    )


def _names(figure: Figure) -> tuple[str, ...]:
    council = figure.measure.council
    if council is None:
        return (WHOLE_PARTNERSHIP, "All", "Partnership")
    return (council.name, council.full_name, council.short_name, council.slug, council.gss_code)
