"""What the register itself knows of a service that is asked for: figures, actions, staff, and what is promised.

None of it decides; whoever answers a gate has it before them, and it is kept as it was with the evaluation.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from goldenthread.domain.listing import listed


@dataclass(frozen=True, kw_only=True)
class OffTarget:
    """A figure of the service that is amber or red for a council ("" is the whole partnership)."""

    council: str
    ref: str
    title: str
    rating: str  # "amber" or "red"
    value: str  # as it is printed
    period: str
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class BehindPlan:
    """An action of the service that is behind, by the progress that was asked last."""

    plan: str
    ref: str
    words: str
    status: str
    period: str


@dataclass(frozen=True, kw_only=True)
class StaffKnown:
    """A council's staff of the service in a financial year, in full-time equivalents.

    `establishment` is what its service plan agreed; None where that says nothing. `promised` is what other requests
    take that were accepted, `needed` what this one takes.
    """

    council: str
    council_slug: str
    year: str
    establishment: Decimal | None
    promised: Decimal
    needed: Decimal

    @property
    def left(self) -> Decimal | None:
        """What is left of the establishment for the partners themselves; None where it is not known."""
        return None if self.establishment is None else self.establishment - self.promised - self.needed


@dataclass(frozen=True, kw_only=True)
class PromisedElsewhere:
    """Work of the service that is promised to another body in the same time."""

    reference: str
    requester: str
    state: str
    until: str  # a day in words; "" where nobody said


@dataclass(frozen=True, kw_only=True)
class Known:
    """Everything of it, on a day."""

    off_target: tuple[OffTarget, ...] = ()
    behind: tuple[BehindPlan, ...] = ()
    staff: tuple[StaffKnown, ...] = ()
    promised: tuple[PromisedElsewhere, ...] = ()


def overdrawn(known: Known) -> tuple[str, ...]:
    """Where more staff is wanted than there is beside what is promised, a sentence each."""
    return tuple(
        f"It takes {_fte(one.needed)} of {one.council} in {one.year}, of {_fte(one.establishment)} in all, and "
        f"{_fte(one.promised)} are promised to others."
        for one in known.staff
        if one.establishment is not None and one.left is not None and one.left < 0
    )


def unknown_staff(known: Known) -> tuple[str, ...]:
    """Where nobody agreed how many staff there are, so that an answer rests on its reasons alone; a council each."""
    years: dict[str, list[str]] = {}
    for one in known.staff:
        if one.establishment is None and one.needed:
            years.setdefault(one.council, []).append(one.year)
    return tuple(
        f"How many staff {council} has in all in {listed(of)} is not known here." for council, of in years.items()
    )


def _fte(staff: Decimal) -> str:
    return f"{staff.normalize():f} full-time equivalents"
