"""Which clearances what is published waits for: of the frozen quarters that it was made from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.year_close import YearFacts
from goldenthread.figures.queries import FrozenRound, freeze_numbered
from goldenthread.figures.queries.clearances import (
    clearances_of,
    figures_sha256,
    frozen_of_council,
    frozen_versions,
    newest_restatement,
)
from goldenthread.partnership.queries import CouncilFacts
from goldenthread.reports.sources import ClearedQuarter


def cleared_quarters(
    freezes: Iterable[FrozenRound], *, council: CouncilFacts, at: datetime, known_at: datetime | None
) -> tuple[ClearedQuarter, ...]:
    """Each of these freezes that holds figures of the council, with what is cleared of its quarter by the moment.

    What tells the figures as they were known, and not as they were frozen, says when with `known_at`: there a
    restatement that came after a clearance is not covered by it.
    """
    found = []
    for freeze in freezes:
        figures = frozen_of_council(freeze, council=council)
        if figures:
            quarter = freeze.quarter
            told = None if known_at is None else newest_restatement(quarter, council=council, at=known_at)
            found.append(
                ClearedQuarter(
                    quarter=quarter,
                    version=freeze.number,
                    sha256=figures_sha256(figures),
                    cleared=clearances_of(quarter, council=council, at=at),
                    restatement_id=0 if told is None else told.restatement_id,
                    restated="" if told is None else told.figure.indicator_ref,
                )
            )
    return tuple(found)


def freezes_of_close(facts: YearFacts) -> tuple[FrozenRound, ...]:
    """The freezes that a year was closed from."""
    found = (freeze_numbered(Quarter.parse(one.period), number=one.version) for one in facts.freezes)
    return tuple(freeze for freeze in found if freeze is not None)


def freezes_by(year: FinancialYear, *, at: datetime) -> tuple[FrozenRound, ...]:
    """The newest freeze of each of the year's quarters by the moment; nothing of a quarter that was not frozen then."""
    by_then = ([one for one in frozen_versions(q).values() if one.frozen_at <= at] for q in year.quarters)
    return tuple(versions[-1] for versions in by_then if versions)
