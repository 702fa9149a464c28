"""What is done at the pages of a year, as somebody looked at it: closed, the next one proposed, and its list agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.committee.queries import DecisionFacts
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import Problem, Refused
from goldenthread.figures.forms.proposal import ProposalRow
from goldenthread.figures.operations.closing import YearClosed, close_year, would_close
from goldenthread.figures.operations.proposing import Proposed, propose_year
from goldenthread.indicators.operations.agreeing import agree_list
from goldenthread.indicators.queries.last_change import LastChange, last_change_of_list
from goldenthread.indicators.queries.lists import agreed_list, list_as_seen
from goldenthread.storage.turns import take_turns
from goldenthread.terminal.order import moment_in_words

_LOOKED_AT = "Looked at before the year is closed again."  # of a trial, which keeps nothing


class YearChanged(Refused):
    """What the year comes to changed since somebody looked at it; nothing was closed."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(
            f"What {year.label} comes to changed since you looked. Nothing was closed: look again, and then close it."
        )


@dataclass(frozen=True, kw_only=True)
class Proposing:
    """The answers of a proposal for the year after `year`, with everything that is wrong with their cells."""

    year: FinancialYear
    rows: tuple[ProposalRow, ...]
    problems: tuple[Problem, ...]
    file: str  # its name, as the log keeps it


class ProposalChanged(Refused):
    """What the answers come to changed since somebody looked at it; nothing was entered."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(
            f"The register changed since you looked at the proposal for {year.next.label}. Nothing was entered: look "
            "again, and then propose it."
        )


class ListChanged(Refused):
    """The list changed since somebody looked at it; nothing was agreed."""

    def __init__(self, year: FinancialYear, *, last: LastChange | None) -> None:
        who = "" if last is None else f" {last.who} changed it last, on {moment_in_words(last.at)}."
        super().__init__(
            f"The list of {year.label} changed since you looked.{who} Nothing was agreed: look at it as it is now, and "
            "then agree it."
        )


def try_close(*, year: FinancialYear, by: User, at: datetime) -> YearClosed:
    """What closing the year would keep; where it was closed before, why is not asked yet.

    Raises whatever `close_year` raises but YearAlreadyClosed.
    """
    return would_close(year=year, by=by, at=at, because=_LOOKED_AT)


@transaction.atomic
def close_as_seen(*, year: FinancialYear, seen: str, because: str, by: User, at: datetime) -> YearClosed:
    """Closes the year if it comes to what was looked at (`try_close`).

    Raises YearChanged, and whatever `close_year` raises.
    """
    closed = close_year(year=year, by=by, at=at, because=because)
    if closed.seen != seen:
        raise YearChanged(year)
    return closed


@transaction.atomic
def propose_as_seen(said: Proposing, *, seen: str, by: User, at: datetime) -> Proposed:
    """Enters the proposal if it comes to what was looked at (`proposed_as_seen` of the trial).

    Raises ProposalChanged, and whatever `propose_year` raises.
    """
    proposed = propose_year(
        said.rows, year=said.year, file=said.file, by=by, at=at, problems=said.problems, is_trial=False
    )
    if proposed_as_seen(said, proposed) != seen:
        raise ProposalChanged(said.year)
    return proposed


def try_proposal(said: Proposing, *, by: User, at: datetime) -> Proposed:
    """What the answers come to; nothing of it is kept. Raises whatever `propose_year` raises."""
    return propose_year(said.rows, year=said.year, file=said.file, by=by, at=at, problems=said.problems, is_trial=True)


def proposed_as_seen(said: Proposing, proposed: Proposed) -> str:
    """Stands for the answers, and for what they came to."""
    return sha256(repr((str(said.year), said.rows, proposed)).encode()).hexdigest()[:32]


@transaction.atomic
def agree_as_seen(*, year: FinancialYear, decision: str, seen: str, by: User, at: datetime) -> DecisionFacts:
    """Gives the year's list the decision that agreed it, if the list is the one that was looked at (`list_as_seen`).

    Raises ListChanged, and whatever `agree_list` raises.
    """
    take_turns("register")
    # Of a list that was agreed meanwhile, `agree_list` says by which decision.
    was_proposed = (listed := agreed_list(year)) is not None and listed.is_proposed
    if was_proposed and list_as_seen(year) != seen:
        raise ListChanged(year, last=last_change_of_list(year))
    return agree_list(year=year, decision=decision, by=by, at=at)
