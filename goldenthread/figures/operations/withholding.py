"""Keeping a figure, or a head of its exception report, out of public packs; and showing it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import Happening, record_all
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import says_why
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.models import Figure, Withholding
from goldenthread.figures.operations.locking import lock_figures, save_figures, take_turns_across_rounds
from goldenthread.figures.queries.withheld import withheld_of
from goldenthread.figures.rules import Reach, reach_of, why_before_the_last
from goldenthread.partnership.permissions import Permission


class WithholdingRefused(InputRefused):
    """Some figures cannot be withheld so, or shown again; nothing was written. Carries every reason."""


@dataclass(frozen=True, kw_only=True)
class WithholdingSaid:
    """What is said of figures: that a part of them is withheld, or shown again. `versions` are those looked at."""

    figure_ids: Sequence[int]
    what: WithheldPart
    withheld: bool
    reason: str
    versions: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """One figure of which that is so from here on. `is_frozen`: packs of the latest freeze do not know of it yet."""

    name: str
    what: str
    withheld: bool
    is_frozen: bool


@transaction.atomic
def withhold(said: WithholdingSaid, *, by: User, at: datetime) -> tuple[Withheld, ...]:
    """Withholds a part of figures from public packs, or shows it again; whatever was published stays as it is.

    Raises WithholdingRefused with everything that stands against it.
    """
    take_turns_across_rounds()
    figures = lock_figures(said.figure_ids)
    reach = reach_of(by, at=at)
    now = _now(figures)
    found = [
        Problem(f"{figure.name}: {why}")
        for figure in figures
        for why in _why_not(figure, said=said, now=now, reach=reach)
    ]
    if not says_why(said.reason):
        found.append(Problem("Withholding says why, and so does showing again. Give the reason: the pack prints it."))
    if found:
        raise WithholdingRefused(found)
    Withholding.objects.bulk_create(
        Withholding(
            figure=figure,
            what=said.what.value,
            withheld=said.withheld,
            reason=said.reason,
            said_by=by,
            said_at=at,
        )
        for figure in figures
    )
    done = "withheld" if said.withheld else "shown again"
    save_figures(figures, done=done, at=at)
    details = {"what": said.what.value, "reason": said.reason}
    record_all(
        (
            Happening(f"figure {done}", "figure", str(figure.pk), {"version": figure.version, **details})
            for figure in figures
        ),
        by=by.pk,
        at=at,
    )
    return tuple(
        Withheld(
            name=figure.name,
            what=said.what.value,
            withheld=said.withheld,
            is_frozen=figure.state == Figure.State.FROZEN,
        )
        for figure in figures
    )


def _now(figures: Sequence[Figure]) -> Mapping[int, frozenset[str]]:
    if not figures:
        return {}
    withheld = withheld_of({figure.measure_id for figure in figures})
    return {
        figure.pk: frozenset(one.what for one in withheld.get((figure.measure_id, figure.round.period), ()))
        for figure in figures
    }


def _why_not(
    figure: Figure, *, said: WithholdingSaid, now: Mapping[int, frozenset[str]], reach: Reach
) -> Iterator[str]:
    missing = reach.why_not(figure, Permission.WITHHOLD_FIGURES) or why_before_the_last(figure, at=reach.at)
    if missing:
        yield missing
        return
    if said.versions.get(figure.pk, figure.version) != figure.version:
        yield "It was changed since you looked at it. Look at it again before you go on."
        return
    is_withheld = said.what.value in now[figure.pk]
    if said.withheld and is_withheld:
        yield f"{_WORDS[said.what]} withheld already."
    elif not said.withheld and not is_withheld:
        yield f"{_WORDS[said.what]} not withheld, so there is nothing to show again."


_WORDS = {
    WithheldPart.MEASURE: "The measure is",
    WithheldPart.REASONS: "Its reasons are",
    WithheldPart.ACTIONS: "Its remedial actions are",
}
