"""What is decided of a request, by whom; and what follows: the agreement, income by partner, and what came of it.

An officer's decision is written down as the Openness of Local Government Bodies Regulations 2014 (regulation 7) want
it: its date, what was decided and why, the alternatives that were considered, and interests that were declared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.amounts import wrong_amount
from goldenthread.domain.cost_shares import check_shares
from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import PeriodUnreadable, Quarter
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.reasons import says_why
from goldenthread.domain.request_evaluations import Evaluation
from goldenthread.domain.request_protocols import DecisionLevel
from goldenthread.domain.request_records import wrong_days


class RequestState(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    EVALUATING = "being evaluated"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    RUNNING = "running"
    ENDED = "ended"


class RequestStep(StrEnum):
    """What may be done with a request."""

    CORRECT = "correct"
    ACKNOWLEDGE = "acknowledge"
    STATE = "state"  # a gate, a score, a price, a view
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    REPLY = "reply"
    AGREE = "agree"
    INCOME = "income"
    REVIEW = "review"
    END = "end"


_R, _S = RequestState, RequestStep
# Nothing that a decision rests on is changed after it; what follows of it is added.
REQUEST_STEPS: Mapping[tuple[RequestState, RequestStep], RequestState] = {
    (_R.RECEIVED, _S.CORRECT): _R.RECEIVED,
    (_R.RECEIVED, _S.ACKNOWLEDGE): _R.RECEIVED,
    (_R.RECEIVED, _S.STATE): _R.EVALUATING,
    (_R.RECEIVED, _S.WITHDRAW): _R.WITHDRAWN,
    (_R.EVALUATING, _S.CORRECT): _R.EVALUATING,
    (_R.EVALUATING, _S.ACKNOWLEDGE): _R.EVALUATING,
    (_R.EVALUATING, _S.STATE): _R.EVALUATING,
    (_R.EVALUATING, _S.WITHDRAW): _R.WITHDRAWN,
    (_R.ACCEPTED, _S.REPLY): _R.ACCEPTED,
    (_R.ACCEPTED, _S.AGREE): _R.RUNNING,
    (_R.ACCEPTED, _S.WITHDRAW): _R.WITHDRAWN,
    (_R.DECLINED, _S.REPLY): _R.DECLINED,
    (_R.RUNNING, _S.REPLY): _R.RUNNING,
    (_R.RUNNING, _S.INCOME): _R.RUNNING,
    (_R.RUNNING, _S.REVIEW): _R.RUNNING,
    (_R.RUNNING, _S.END): _R.ENDED,
    (_R.ENDED, _S.INCOME): _R.ENDED,
    (_R.ENDED, _S.REVIEW): _R.ENDED,
    (_R.EVALUATING, _S.DECIDE): _R.ACCEPTED,  # or declined, by the outcome
}
_CAN = {
    _S.CORRECT: "be corrected",
    _S.ACKNOWLEDGE: "be acknowledged",
    _S.STATE: "have gates, scores, prices and views stated",
    _S.DECIDE: "be decided",
    _S.WITHDRAW: "be withdrawn",
    _S.REPLY: "be replied to",
    _S.AGREE: "have its agreement entered",
    _S.INCOME: "have income entered",
    _S.REVIEW: "be reviewed",
    _S.END: "be ended",
}
_IS = {
    _R.RECEIVED: "is received, and nobody began to evaluate it",
    _R.EVALUATING: "is being evaluated",
    _R.ACCEPTED: "was accepted",
    _R.DECLINED: "was declined",
    _R.WITHDRAWN: "was withdrawn",
    _R.RUNNING: "is running",
    _R.ENDED: "has ended",
}


class RequestStepNotAllowed(Refused):
    """This cannot be done with a request where it stands."""

    def __init__(self, *, state: RequestState, step: RequestStep) -> None:
        steps = request_steps_from(state)
        then = (
            f"It can {listed([_CAN[one] for one in steps], last='or')}." if steps else "Nothing more is done with it."
        )
        super().__init__(f"This request {_IS[state]}, so it cannot {_CAN[step]}. {then}")


def next_request_state(*, state: RequestState | str, step: RequestStep) -> RequestState:
    """Where the step leads; raises RequestStepNotAllowed. A decision to decline leads to DECLINED instead."""
    known = RequestState(state)
    reached = REQUEST_STEPS.get((known, step))
    if reached is None:
        raise RequestStepNotAllowed(state=known, step=step)
    return reached


def request_steps_from(state: RequestState | str) -> tuple[RequestStep, ...]:
    """What may be done with a request that stands here."""
    return tuple(step for (origin, step) in REQUEST_STEPS if origin == state)


class Decided(StrEnum):
    """What was decided of a request."""

    ACCEPTED = "accepted"
    WITH_CONDITIONS = "accepted with conditions"
    DECLINED = "declined"

    @property
    def is_accepted(self) -> bool:
        return self is not Decided.DECLINED


@dataclass(frozen=True, kw_only=True)
class DecisionRecord:
    """A decision. `decision` names the committee's resolution where the committee took it; else a post did."""

    decided: Decided
    level: DecisionLevel
    decided_on: date
    reasons: str
    alternatives: str
    by_post: str = ""
    decision: str = ""
    conditions: tuple[str, ...] = ()
    interests: str = ""  # that were declared


@dataclass(frozen=True, kw_only=True)
class AgreementRecord:
    """The agreement with the requester. `shares` are percentages by council in which its income is split."""

    signed_on: date
    starts_on: date
    ends_on: date | None
    review_on: date
    words: str
    shares: dict[str, Decimal]
    shares_from: str  # by which formula: whose decision, which agreement


@dataclass(frozen=True, kw_only=True)
class IncomeRecord:
    """What was received for a quarter, in pounds, and each council's part of it by the agreed shares."""

    period: str  # "2019-20 Q3"
    amount: Decimal
    parts: dict[str, Decimal]


class Realised(StrEnum):
    """Whether what was expected came."""

    YES = "realised"
    PARTLY = "partly realised"
    NO = "not realised"
    TOO_EARLY = "too early to say"


@dataclass(frozen=True, kw_only=True)
class BenefitFound:
    """What came of one benefit that was expected."""

    benefit: str
    realised: Realised
    words: str


@dataclass(frozen=True, kw_only=True)
class ReviewRecord:
    """A look back: each benefit against the case, and what is done next."""

    on: date
    benefits: tuple[BenefitFound, ...]
    words: str
    next_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MessageRecord:
    """What the requester was told, and to which address."""

    words: str
    email: str
    sent_on: date


def wrong_decision(record: DecisionRecord, evaluation: Evaluation, *, today: date) -> Iterator[Problem]:
    """Why this cannot be decided on this evaluation, by the names of the parts.

    No request is accepted whose gates are not all passed, or whose total is too low; nobody decides above their level.
    """
    if record.decided.is_accepted and not evaluation.may_be_accepted:
        yield Problem(f"It cannot be accepted. {' '.join(evaluation.why)}", column="decided")
    if not record.level.reaches(evaluation.level):
        yield Problem(
            f"This is for the {evaluation.level.value} to decide, by its value. It is above what is decided as "
            f"{record.level.value}.",
            column="level",
            found=record.level.value,
        )
    is_committees = record.level is DecisionLevel.COMMITTEE
    if is_committees and not record.decision.strip():
        yield Problem("Name the decision of the joint committee.", column="decision")
    if not is_committees and record.decision.strip():
        yield Problem("A resolution of the committee is its own decision: give its level.", column="level")
    if not is_committees and not record.by_post.strip():
        yield Problem("Say which post decided it.", column="by_post")
    if record.decided_on > today:
        yield Problem(f"{day_words(record.decided_on)} is still to come.", column="decided_on")
    if not says_why(record.reasons):
        yield Problem("Give the reasons, in words.", column="reasons")
    if not says_why(record.alternatives):
        yield Problem("Say which alternatives were considered, and why they were not taken.", column="alternatives")
    if (record.decided is Decided.WITH_CONDITIONS) != bool(record.conditions):
        told = "Give the conditions." if not record.conditions else "There are conditions: decide it with conditions."
        yield Problem(told, column="conditions")


def wrong_agreement(record: AgreementRecord, *, decided_on: date, today: date) -> Iterator[Problem]:
    """What is wrong with an agreement; that its shares do not come to 100 among it."""
    if not decided_on <= record.signed_on <= today:
        yield Problem(f"It was signed from {day_words(decided_on)}, when it was decided, to today.", column="signed_on")
    yield from wrong_days(record, ("starts_on", "ends_on", "review_on"), today=today)
    if record.ends_on is not None and record.ends_on < record.starts_on:
        yield Problem("It would end before it starts.", column="ends_on")
    if record.review_on < record.starts_on:
        yield Problem("Review it once it has started.", column="review_on")
    if not says_why(record.words):
        yield Problem("Say in words what was agreed, and where the agreement is kept.", column="words")
    if not says_why(record.shares_from):
        yield Problem("Say by which formula income is shared, and who agreed it.", column="shares_from")
    try:
        check_shares(record.shares)
    except InputRefused as refused:
        yield from (Problem(one.message, column="shares", found=one.found) for one in refused.problems)


def wrong_income(period: str, amount: Decimal, *, agreement: AgreementRecord, today: date) -> Iterator[Problem]:
    """What is wrong with income of a quarter, before it is split."""
    try:
        quarter = Quarter.parse(period)
    except PeriodUnreadable as error:
        yield Problem(str(error), column="period", found=period[:20])
        return
    if quarter.last_day < agreement.starts_on or quarter.first_day > today:
        yield Problem(
            f"The agreement starts on {day_words(agreement.starts_on)}: give a quarter from then, that has begun.",
            column="period",
            found=period[:20],
        )
    wrong = "Give an amount that is not below 0." if amount < 0 else wrong_amount(amount)
    if not wrong and amount != amount.quantize(Decimal("0.01")):
        wrong = "Give the amount in whole pence."
    if wrong:
        yield Problem(wrong, column="amount", found=str(amount)[:40])


def wrong_review(
    record: ReviewRecord, *, expected: tuple[str, ...], agreement: AgreementRecord, today: date
) -> Iterator[Problem]:
    """What is wrong with a look back: each benefit of the case is answered, and no other."""
    if not agreement.starts_on <= record.on <= today:
        yield Problem("Give a day from when it started to today.", column="on")
    if tuple(one.benefit for one in record.benefits) != expected:
        yield Problem("Answer every benefit of the case, and no other.", column="benefits")
    for place, one in enumerate(record.benefits, start=1):
        if not says_why(one.words):
            yield Problem("Say in words what came of it.", column=f"words_{place}")
    if not says_why(record.words):
        yield Problem("Say in words what is done next.", column="words")
    if record.next_on is not None and record.next_on <= record.on:
        yield Problem("Give a day after this review.", column="next_on")
