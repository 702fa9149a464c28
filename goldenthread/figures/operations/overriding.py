"""Giving a returned figure a rating by judgement, in place of the computed one, which stays beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import Happening, record_all
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.rating import RatingCode
from goldenthread.domain.reasons import says_why
from goldenthread.domain.units import ReadingKind
from goldenthread.domain.workflow import FigureState, FigureStep, next_figure_state
from goldenthread.figures.models import Figure, RatingOverride
from goldenthread.figures.operations.locking import lock_figures, save_figures
from goldenthread.figures.operations.rating import rate_as_it_stands
from goldenthread.figures.rules import Reach, reach_of, why_not_step

OVERRIDDEN = "rating overridden"  # as the log calls it


class OverrideRefused(InputRefused):
    """Some ratings cannot be given so; nothing was written. Carries every reason."""


@dataclass(frozen=True, kw_only=True)
class Overriding:
    """What is said of figures. No `rating` takes an earlier judgement back. `versions` are those looked at."""

    figure_ids: Sequence[int]
    versions: Mapping[int, int]
    rating: RatingCode | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class Overridden:
    """One figure's rating before and after, and what the rule says."""

    name: str
    before: str
    rating: str
    computed: str
    computed_reason: str
    sign_off_lapsed: bool


@transaction.atomic
def override_ratings(said: Overriding, *, by: User, at: datetime) -> tuple[Overridden, ...]:
    """Rates figures by judgement; it holds for the value that each has now. A sign-off given before lapses.

    Raises OverrideRefused with everything that stands against it.
    """
    figures = lock_figures(said.figure_ids)
    reach = reach_of(by, at=at)
    found = [Problem(f"{figure.name}: {why}") for figure in figures for why in _why_not(figure, said=said, reach=reach)]
    if not says_why(said.reason):
        found.append(Problem("A rating by judgement says why. Give the reason in words for readers of the pack."))
    if found:
        raise OverrideRefused(found)
    before = {figure.pk: (figure.rating, figure.state == FigureState.SIGNED_OFF) for figure in figures}
    rows = {figure.pk: _row(figure, said=said, by=by, at=at) for figure in figures}
    for figure in figures:
        figure.override = rows[figure.pk]
        figure.state = next_figure_state(state=figure.state, step=FigureStep.OVERRIDE)
        figure.signed_off_by = figure.signed_off_at = figure.signed_off_in = None
    rate_as_it_stands(figures)
    save_figures(figures, done="rated by judgement", at=at)
    overridden = tuple(_told(figure, rows[figure.pk], before=before[figure.pk]) for figure in figures)
    record_all(
        (_happening(figure, one, reason=said.reason) for figure, one in zip(figures, overridden, strict=True)),
        by=by.pk,
        at=at,
    )
    return overridden


def _why_not(figure: Figure, *, said: Overriding, reach: Reach) -> Iterator[str]:
    why = why_not_step(figure, FigureStep.OVERRIDE, reach=reach)
    if why:
        yield why
    elif said.versions.get(figure.pk, figure.version) != figure.version:
        yield "It was changed since you looked at it. Look at it again before you go on."
    else:
        yield from _why_not_rating(figure, rating=said.rating)


def _why_not_rating(figure: Figure, *, rating: RatingCode | None) -> Iterator[str]:
    now = figure.override_now
    computed = computed_rating(figure)[0]
    by_judgement = now is not None and bool(now.rating)
    if rating is None:
        if not by_judgement:
            yield "Its rating is the computed one already. There is nothing to take back."
        return
    if figure.value is None or figure.value.kind not in (ReadingKind.VALUE, ReadingKind.TEXT):
        # Silence never looks better than red, whoever says so.
        yield "No value was returned, so there is nothing to judge. Have one returned first."
    elif by_judgement and figure.rating == rating.value:
        yield f"It is {rating.value} by judgement already."
    elif computed == rating.value:
        instead = " Take the judgement back." if by_judgement else ""
        yield f"By the rule it is {rating.value} already.{instead}"


def computed_rating(figure: Figure) -> tuple[str, str]:
    """What the rule says of the figure as it stands, and why, whatever was put in its place."""
    kept = figure.beside.get("computed")
    return (figure.rating, figure.reason) if kept is None else (kept["rating"], kept["reason"])


def _row(figure: Figure, *, said: Overriding, by: User, at: datetime) -> RatingOverride:
    computed, why = computed_rating(figure)
    if figure.value is None:
        raise AssertionError(f"{figure.name} has no value to judge.")
    return RatingOverride.objects.create(
        figure=figure,
        returned_value=figure.value,
        rating="" if said.rating is None else said.rating.value,
        reason=said.reason,
        computed_rating=computed,
        computed_reason=why,
        said_by=by,
        said_at=at,
    )


def _told(figure: Figure, row: RatingOverride, *, before: tuple[str, bool]) -> Overridden:
    rating, was_signed_off = before
    return Overridden(
        name=figure.name,
        before=rating,
        rating=figure.rating,
        computed=row.computed_rating,
        computed_reason=row.computed_reason,
        sign_off_lapsed=was_signed_off,
    )


def _happening(figure: Figure, one: Overridden, *, reason: str) -> Happening:
    details = {
        "version": figure.version,
        "old": one.before,
        "new": one.rating,
        "computed": one.computed,
        "reason": reason,
        "sign_off_lapsed": one.sign_off_lapsed,
    }
    return Happening(OVERRIDDEN, "figure", str(figure.pk), details)


# --- a return ends it -------------------------------------------------------------------------------------------------


def judged(figures: Iterable[Figure]) -> dict[int, str]:
    """The ratings given by judgement that hold for these figures now, by id."""
    found = {figure.pk: figure.override_now for figure in figures}
    return {pk: now.rating for pk, now in found.items() if now is not None and now.rating}


def ended_in_words(figures: Iterable[Figure], *, before: Mapping[int, str]) -> Iterator[str]:
    """A sentence for each judgement that held `before` and ended, since another value was returned."""
    for figure in figures:
        if figure.pk in before and figure.override_now is None:
            yield (
                f"{figure.name}: it was {before[figure.pk]} by judgement, which held for the value returned before. By "
                f"the rule it is {figure.rating.replace('-', ' ')} now; rate it so again if it "
                "still holds."
            )
