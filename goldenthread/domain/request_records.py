"""What is written down of a request: what is asked, and each statement that its evaluation rests on.

A statement is only added: of each kind and key the newest holds, and those before it stay.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.amounts import wrong_amount
from goldenthread.domain.days import NO_SUCH_YEAR, can_be_meant, day_words, years_in_words
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable
from goldenthread.domain.problems import Problem
from goldenthread.domain.reasons import says_why
from goldenthread.domain.request_powers import BodyKind, PowerClaim
from goldenthread.domain.request_protocols import HIGHEST_SCORE, Gate, ProtocolRecord

_PENNY = Decimal("0.01")
_MOST_STAFF = Decimal(100_000)
_LONGEST_NAME, _LONGEST_ADDRESS = 200, 254
# Whether an address exists only a message can tell; what holds spaces or has no domain is none.
_ADDRESS = re.compile(r"[^@\s<>(),;:\"\[\]\\]+@[^@\s<>(),;:\"\[\]\\]+\.[A-Za-z]{2,}")


@dataclass(frozen=True, kw_only=True)
class RequestRecord:
    """What is asked. What is not known is "" or None, and is shown as not known.

    `service` is one of the partnership's, by its short name; `value` is of the whole of it, in pounds.
    """

    requester: str
    body: BodyKind
    service: str
    wanted: str
    received_on: date
    starts_on: date | None = None
    ends_on: date | None = None
    is_continuing: bool | None = None
    work: str = ""  # how much of it, in words
    value: Decimal | None = None
    charge_basis: str = ""
    urgency: str = ""
    contact: str = ""
    email: str = ""
    their_reference: str = ""
    source: str = ""  # of the public record, where it is of that
    illustrative: bool = False


class Aspect(StrEnum):
    """What an evaluation looks at beside gates and scores."""

    RISK = "risk"
    LIABILITY = "liability"
    INSURANCE = "insurance"
    CONFLICT = "conflict of interest"
    DATA = "data protection"
    EMPLOYER = "employing authority"
    EXIT = "exit and notice"


class View(StrEnum):
    """What a partner says of a request."""

    SUPPORTS = "supports"
    CONTENT = "content"
    OBJECTS = "objects"
    ASKED = "asked, no answer yet"


@dataclass(frozen=True, kw_only=True)
class StaffNeeded:
    """How many full-time equivalents of which council's staff, in a financial year ("2019-20")."""

    council: str
    year: str
    staff: Decimal


@dataclass(frozen=True, kw_only=True)
class Needs:
    """The staff that the work takes, by council and year."""

    staff: tuple[StaffNeeded, ...]


@dataclass(frozen=True, kw_only=True)
class GateAnswer:
    """What was found at a gate, and why. Of the power, which one."""

    gate: Gate
    is_passed: bool
    reasons: str
    power: PowerClaim | None = None


@dataclass(frozen=True, kw_only=True)
class Consideration:
    """What was found of one aspect."""

    of: Aspect
    words: str


@dataclass(frozen=True, kw_only=True)
class PartnerView:
    """A partner council was consulted: which post, when, and what it said."""

    council: str
    post: str
    asked_on: date
    view: View
    words: str = ""
    answered_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Score:
    """One scorer's score of a criterion, from 0 to 4, and why."""

    criterion: str
    score: int
    reasons: str


@dataclass(frozen=True, kw_only=True)
class CaseRecord:
    """What is expected of it, and what else could be done: what is looked back at once it runs."""

    benefits: tuple[str, ...]
    alternatives: str


def wrong_request(request: RequestRecord, *, today: date) -> Iterator[Problem]:
    """Everything that is wrong with what is asked, by the names of its parts."""
    if not request.requester.strip():
        yield Problem("Say who asks.", column="requester")
    if len(request.requester) > _LONGEST_NAME:
        yield Problem(f"Use {_LONGEST_NAME} characters or fewer.", column="requester")
    if request.email and (len(request.email) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(request.email)):
        yield Problem(
            "This is no e-mail address. Leave it out where none is known.", column="email", found=request.email[:60]
        )
    yield from wrong_days(request, ("received_on", "starts_on", "ends_on"), today=today)
    if not says_why(request.wanted):
        yield Problem("Say in words what is asked for.", column="wanted")
    if request.received_on > today:
        yield Problem(f"{day_words(request.received_on)} is still to come.", column="received_on")
    if request.starts_on is not None and request.ends_on is not None and request.ends_on < request.starts_on:
        yield Problem(
            f"It would end on {day_words(request.ends_on)}, before it starts on {day_words(request.starts_on)}.",
            column="ends_on",
        )
    if request.starts_on is None and request.ends_on is not None:
        yield Problem("It has a last day. Give the first one too.", column="starts_on")
    if request.value is not None:
        wrong = "Give an amount that is not below 0." if request.value < 0 else wrong_amount(request.value)
        if not wrong and request.value != request.value.quantize(_PENNY):
            wrong = "Give the value in whole pence."
        if wrong:
            yield Problem(wrong, column="value", found=str(request.value)[:40])


def wrong_needs(needs: Needs, *, councils: dict[str, str]) -> Iterator[Problem]:
    """What is wrong with the staff that it takes. `councils` are the names by slug."""
    if not needs.staff:
        yield Problem("Say how many staff it takes, of a council and a year; 0 where it takes none.", column="need")
    seen: set[tuple[str, str]] = set()
    for place, one in enumerate(needs.staff, start=1):
        column = f"need[{place}]"
        if one.council not in councils:
            words, known = f"There is no council {one.council!r}.", f"one of {', '.join(councils)}"
            yield Problem(words, column=f"{column} council", found=one.council, expected=known)
        try:
            FinancialYear.parse(one.year)
        except PeriodUnreadable as error:
            yield Problem(str(error), column=f"{column} year", found=one.year)
        if (one.council, one.year) in seen:
            yield Problem(f"{one.council} is there twice for {one.year}.", column=f"{column} council")
        seen.add((one.council, one.year))
        if not 0 <= one.staff < _MOST_STAFF or wrong_amount(one.staff):
            yield Problem("Give full-time equivalents, 0 or more.", column=f"{column} staff", found=str(one.staff)[:40])


def wrong_gate(answer: GateAnswer) -> Iterator[Problem]:
    """What is wrong with what was found at a gate. Which power carries it, `domain.request_powers` says."""
    if not says_why(answer.reasons):
        yield Problem("Say in words why the gate is passed, or is not.", column="reasons")
    if answer.gate is Gate.POWER and answer.is_passed and answer.power is None:
        yield Problem("Name the power that is relied on.", column="power")
    if answer.gate is not Gate.POWER and answer.power is not None:
        yield Problem("A power is named at the gate of legal power alone.", column="power")


def wrong_score(score: Score, *, protocol: ProtocolRecord) -> Iterator[Problem]:
    """What is wrong with a score."""
    if protocol.criterion(score.criterion) is None:
        known = ", ".join(one.key for one in protocol.criteria)
        yield Problem(
            f"The protocol has no criterion {score.criterion!r}.", column="criterion", expected=f"one of {known}"
        )
    if not 0 <= score.score <= HIGHEST_SCORE:
        yield Problem(f"Give a score from 0 to {HIGHEST_SCORE}.", column="score", found=str(score.score)[:20])
    if not says_why(score.reasons):
        yield Problem("Say in words why it is scored so.", column="reasons")


def wrong_settled(settled: Score, *, given: Collection[int]) -> Iterator[Problem]:
    """What is wrong with settling a score; `given` are the scores of everybody who scored the criterion."""
    if len(set(given)) < 2:
        words = "Nothing is to be settled: two people have to have scored it, and differ."
        yield Problem(words, column="criterion", found=settled.criterion)
    elif not min(given) <= settled.score <= max(given):
        words = f"They gave from {min(given)} to {max(given)}. Settle it between them."
        yield Problem(words, column="score", found=str(settled.score))


def wrong_days(record: object, names: Iterable[str], *, today: date) -> Iterator[Problem]:
    """Days of a record, by the names of its parts, of years that nobody can mean."""
    for name in names:
        day = getattr(record, name)
        if day is not None and not can_be_meant(day, today=today):
            yield Problem(NO_SUCH_YEAR, column=name, found=day.isoformat(), expected=years_in_words(today=today))


def wrong_view(view: PartnerView, *, received_on: date, today: date) -> Iterator[Problem]:
    """What is wrong with what a partner said."""
    if not view.post.strip():
        yield Problem("Say which post was consulted.", column="post")
    if not min(received_on, today) <= view.asked_on <= today:
        yield Problem(
            f"It was asked from {day_words(received_on)}, when the request came, to today.",
            column="asked_on",
            found=view.asked_on.isoformat(),
        )
    if view.view is View.ASKED:
        if view.answered_on is not None or view.words.strip():
            yield Problem("There is an answer: say which view it is.", column="view")
        return
    if view.answered_on is None or not view.asked_on <= view.answered_on <= today:
        yield Problem("Give the day of the answer, from when it was asked to today.", column="answered_on")
    if view.view is View.OBJECTS and not says_why(view.words):
        yield Problem("Say what the council objects to.", column="words")


def wrong_case(case: CaseRecord) -> Iterator[Problem]:
    """What is wrong with what is expected."""
    if not case.benefits or not all(map(says_why, case.benefits)):
        yield Problem("Give a benefit that is expected, in words; one or more.", column="benefits")
    if not says_why(case.alternatives):
        yield Problem("Say what else was considered.", column="alternatives")


def years_of(request: RequestRecord) -> tuple[FinancialYear, ...]:
    """The financial years in which it runs; without a last day the first alone, and without a first day none."""
    if request.starts_on is None:
        return ()
    year = FinancialYear.containing(request.starts_on)
    last = year if request.ends_on is None else FinancialYear.containing(request.ends_on)
    found = [year]
    while found[-1].start < last.start:
        found.append(found[-1].next)
    return tuple(found)


def years_unsaid(request: RequestRecord, needs: Needs) -> tuple[FinancialYear, ...]:
    """The financial years in which it runs, and of which nobody said which staff it takes."""
    said = {one.year for one in needs.staff}
    return tuple(one for one in years_of(request) if str(one) not in said)
