"""Whether what something is made of still stands: asked before it is stored, and again before it is public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.problems import Refused
from goldenthread.domain.proposal import ProposedList
from goldenthread.domain.snapshot import WithheldFigure
from goldenthread.domain.withheld_by_now import known_withheld, known_withheld_of_year
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.figures.queries import (
    FrozenRound,
    facts_of,
    freeze_numbered,
    latest_freeze,
    opened_again,
    snapshots_of,
)
from goldenthread.figures.queries.closes import close_numbered
from goldenthread.figures.queries.withheld import withheld_since
from goldenthread.figures.queries.years import ClosedYear, latest_close, year_facts_of, year_snapshots_of
from goldenthread.publishing.origins import MadeOf, OriginKind
from goldenthread.publishing.queries import PublicationEntry
from goldenthread.reports.clearances import freezes_by, freezes_of_close
from goldenthread.reports.sources import PackSource

_MOST_NAMED = 5


class WithheldSince(Refused):
    """Something was withheld from the public of figures that this tells."""

    def __init__(self, names: Iterable[str], *, then: str, at_terminal: str = "") -> None:
        super().__init__(
            f"Withheld from the public since this was made: {_listed(names)}. {then}", at_terminal=at_terminal
        )


class OriginUnknown(Refused):
    """Nothing says what a publication was made from, so nobody can tell whether it may be public."""

    def __init__(self, public_id: str) -> None:
        super().__init__(
            f"Nothing is kept of what {public_id} was made from, so it cannot be told whether it may be public. "
            f"{_PUBLISH_INSTEAD}",
            at_terminal=_at_terminal(public_id),
        )


class ChangedSincePublished(Refused):
    """Figures that the publication tells were opened, frozen or closed again: it would tell what is being corrected."""

    def __init__(self, changed: str, *, public_id: str) -> None:
        super().__init__(f"{changed} {_PUBLISH_INSTEAD}", at_terminal=_at_terminal(public_id))


def made_of_freeze(source: PackSource, *, version: int | None) -> MadeOf:
    """What a pack of the freeze is made of; an older one was `chosen` where it was asked for by its number."""
    latest = latest_freeze(source.quarter)
    return MadeOf(
        kind=OriginKind.DRAFT if source.is_draft else OriginKind.FREEZE,
        number=None if source.is_draft else source.facts.version,
        chosen=version is not None and latest is not None and latest.number != version,
        withheld=known_withheld(source.facts, source.figures),
        meeting_on=source.facts.meeting_on,
    )


def made_of_close(facts: YearFacts, snapshots: Iterable[YearSnapshot]) -> MadeOf:
    """What a pack of the close is made of."""
    return MadeOf(
        kind=OriginKind.CLOSE,
        number=facts.version,
        withheld=known_withheld_of_year(facts, snapshots),
        meeting_on=facts.meeting_on,
    )


def made_of_register(proposed: ProposedList, *, withheld: tuple[WithheldFigure, ...]) -> MadeOf:
    """What a proposal is made of; `withheld` was read before the proposal was."""
    return MadeOf(kind=OriginKind.REGISTER, withheld=withheld, meeting_on=proposed.meeting_on)


# A closed quarter of a plan, and a decision on a request, do not change, and tell no figure.
_WITHOUT_FIGURES = (OriginKind.PLAN, OriginKind.REQUEST)


def check_nothing_withheld(made_of: MadeOf, *, period: str, then: str, at_terminal: str = "") -> None:
    """Raises WithheldSince where more is withheld now than was known; `then` says what to do."""
    names = withheld_since(_last_quarter(made_of, period=period), known=made_of.withheld or ())
    if names:
        raise WithheldSince(names, then=then, at_terminal=at_terminal)


def check_still_stands(entry: PublicationEntry, made_of: MadeOf | None) -> MadeOf:
    """Raises OriginUnknown, WithheldSince or ChangedSincePublished where a publication may not become public as it is.

    Of what was published before it was kept what was known to be withheld, that is what its freeze or close knew.
    """
    if made_of is None:
        raise OriginUnknown(entry.public_id)
    if made_of.kind in _WITHOUT_FIGURES:
        return made_of
    if made_of.kind is OriginKind.FREEZE:
        _check_freeze(entry, made_of)
    elif made_of.kind is OriginKind.CLOSE:
        _check_close(entry, made_of)
    else:
        check_nothing_withheld(
            made_of, period=entry.period, then=_PUBLISH_INSTEAD, at_terminal=_at_terminal(entry.public_id)
        )
    return made_of


def frozen_in(entry: PublicationEntry, made_of: MadeOf) -> tuple[FrozenRound, ...]:
    """The frozen quarters that the publication tells: its own, those that its year was closed from, or of a proposed
    list those of the year whose results stand in it; of a plan or a request none.

    Raises OriginUnknown where they are not there.
    """
    if made_of.kind in _WITHOUT_FIGURES:
        return ()
    if made_of.kind is OriginKind.FREEZE:
        return (_freeze_of(entry, made_of),)
    if made_of.kind is OriginKind.CLOSE:
        facts = year_facts_of(_close_of(entry, made_of))
        found = freezes_of_close(facts)
        if len(found) != len(facts.freezes):
            raise OriginUnknown(entry.public_id)
        return found
    return freezes_by(FinancialYear.parse(entry.period).previous, at=entry.published_at)


def known_at(entry: PublicationEntry, made_of: MadeOf) -> datetime | None:
    """The moment at which the publication tells its frozen quarters as they were known then; None where it tells them
    as they were frozen. Raises OriginUnknown."""
    if made_of.kind is OriginKind.FREEZE:
        return None
    return _close_of(entry, made_of).closed_at if made_of.kind is OriginKind.CLOSE else entry.published_at


def _check_freeze(entry: PublicationEntry, made_of: MadeOf) -> None:
    freeze = _freeze_of(entry, made_of)
    known = made_of.withheld
    if known is None:
        known = known_withheld(facts_of(freeze), snapshots_of(freeze))
    names = withheld_since(entry.period, known=known)
    if names:
        raise WithheldSince(
            names,
            then=f"Freeze {freeze.quarter.label} again. {_PUBLISH_INSTEAD}",
            at_terminal=_at_terminal(entry.public_id),
        )
    latest = latest_freeze(freeze.quarter)
    if latest is not None and latest.number != freeze.number:
        if made_of.chosen:
            return
        raise ChangedSincePublished(
            f"{freeze.quarter.label} was frozen again, as version {latest.number}, since {entry.public_id} was made of "
            f"version {freeze.number}.",
            public_id=entry.public_id,
        )
    again = opened_again(freeze.quarter)
    if again:
        raise ChangedSincePublished(
            f"Opened again since {entry.public_id} was made: {_listed(again)}. Freeze {freeze.quarter.label} again.",
            public_id=entry.public_id,
        )


def _check_close(entry: PublicationEntry, made_of: MadeOf) -> None:
    close = _close_of(entry, made_of)
    facts, known = year_facts_of(close), made_of.withheld
    if known is None:
        known = known_withheld_of_year(facts, year_snapshots_of(close))
    names = withheld_since(str(close.year.quarters[3]), known=known)
    if names:
        raise WithheldSince(
            names,
            then=f"Close {close.year.label} again. {_PUBLISH_INSTEAD}",
            at_terminal=_at_terminal(entry.public_id),
        )
    latest = latest_close(close.year)
    changed = [
        quarter.label
        for quarter, number in ((Quarter.parse(one.period), one.version) for one in facts.freezes)
        if opened_again(quarter) or (newest := latest_freeze(quarter)) is None or newest.number != number
    ]
    if latest is None or latest.number != close.number:
        raise ChangedSincePublished(
            f"{close.year.label} was closed again since {entry.public_id} was made from version {close.number}.",
            public_id=entry.public_id,
        )
    if changed:
        raise ChangedSincePublished(
            f"Opened or frozen again since {entry.public_id} was made: {_listed(changed)}. Close {close.year.label} "
            "again.",
            public_id=entry.public_id,
        )


def _freeze_of(entry: PublicationEntry, made_of: MadeOf) -> FrozenRound:
    freeze = freeze_numbered(Quarter.parse(entry.period), number=made_of.number or 0)
    if freeze is None:
        raise OriginUnknown(entry.public_id)
    return freeze


def _close_of(entry: PublicationEntry, made_of: MadeOf) -> ClosedYear:
    close = close_numbered(FinancialYear.parse(entry.period), number=made_of.number or 0)
    if close is None:
        raise OriginUnknown(entry.public_id)
    return close


def _last_quarter(made_of: MadeOf, *, period: str) -> str:
    """The last quarter that it can tell; "" where it may tell of any."""
    if made_of.kind is OriginKind.CLOSE:
        return str(FinancialYear.parse(period).quarters[3])
    return "" if made_of.kind is OriginKind.REGISTER else period


_PUBLISH_INSTEAD = "Publish a new one in its place, and release that."


def _at_terminal(public_id: str) -> str:
    return f'`publish` does it with --replaces {public_id} --because "WHY".'


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    return "; ".join(found[:_MOST_NAMED]) + ("; and others" if len(found) > _MOST_NAMED else "")
