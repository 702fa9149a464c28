"""The register of requests in rows, and what happened of them in a quarter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.request_prices import pounds
from goldenthread.partnership.queries import councils
from goldenthread.requests.models import Request, Statement
from goldenthread.requests.queries.dossiers import RequestFacts, all_requests


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """A request in the register. What is not known or not yet so is "" or None."""

    reference: str
    requester: str
    body: str
    service: str
    received_on: date
    starts_on: date | None
    ends_on: date | None
    state: str
    total: Decimal | None
    value: Decimal | None
    level: str
    decided: str
    decided_on: date | None
    decided_by: str  # a post, or the resolution
    income: Decimal
    review_on: date | None  # when it is looked at next
    illustrative: bool

    @property
    def words(self) -> str:
        """One line of it."""
        value = "value not known" if self.value is None else pounds(self.value)
        parts = [f"{self.reference} {self.requester}: {self.service}", self.state, value]
        if self.decided_on is not None:
            parts.append(f"{self.decided} on {day_words(self.decided_on)} by {self.decided_by}")
        return "; ".join([*parts, *(["illustrative"] if self.illustrative else [])])


@dataclass(frozen=True, kw_only=True)
class QuarterReport:
    """What happened of requests in a quarter. Income is of the quarter, in pounds, by council."""

    period: str
    received: tuple[RegisterRow, ...]
    decided: tuple[RegisterRow, ...]
    begun: tuple[RegisterRow, ...]
    withdrawn: tuple[RegisterRow, ...]
    waiting: tuple[RegisterRow, ...]  # received by its end, and neither decided nor withdrawn by then
    income: tuple[tuple[str, Decimal], ...]  # by reference
    income_by_council: dict[str, Decimal]

    @property
    def lines(self) -> Iterator[str]:
        """The report for a terminal."""
        yield f"Requests of outside bodies, {self.period}"
        for called, rows in (
            ("Received", self.received),
            ("Decided", self.decided),
            ("Begun", self.begun),
            ("Withdrawn", self.withdrawn),
            ("Not decided at its end", self.waiting),
        ):
            yield f"{called}: {len(rows)}"
            yield from (f"  {row.words}" for row in rows)
        total = sum((amount for _, amount in self.income), Decimal(0))
        yield f"Income: {pounds(total)}"
        yield from (f"  {reference}: {pounds(amount)}" for reference, amount in self.income)
        yield from (f"  To {council}: {pounds(part)}" for council, part in self.income_by_council.items())


def register_rows() -> tuple[RegisterRow, ...]:
    """Every request, the newest first; so many reads as one takes."""
    return tuple(register_row(one) for one in reversed(all_requests()))


def register_row(facts: RequestFacts) -> RegisterRow:
    """A request as its row."""
    asked, evaluation, decided = facts.asked, facts.evaluation, facts.decided
    return RegisterRow(
        reference=facts.reference,
        requester=asked.requester,
        body=asked.body.value,
        service=facts.service,
        received_on=asked.received_on,
        starts_on=asked.starts_on if facts.agreed is None else facts.agreed.starts_on,
        ends_on=asked.ends_on if facts.agreed is None else facts.agreed.ends_on,
        state=facts.state.value,
        total=None if evaluation is None else evaluation.total,
        value=asked.value if evaluation is None else evaluation.value,
        level="" if evaluation is None else evaluation.level.value,
        decided="" if decided is None else decided.decided.value,
        decided_on=None if decided is None else decided.decided_on,
        decided_by="" if decided is None else decided.decision or decided.by_post,
        income=sum((one.amount for one in facts.income), Decimal(0)),
        review_on=facts.review_on,
        illustrative=asked.illustrative,
    )


def quarter_report(quarter: Quarter, *, but: Collection[str] = ()) -> QuarterReport:
    """What happened of requests in the quarter, from the register as it stands; without those of some bodies."""
    every = [one for one in all_requests() if one.asked.requester not in but]
    rows = [(one, register_row(one)) for one in every]

    def those(keep: Callable[[RequestFacts, RegisterRow], bool]) -> tuple[RegisterRow, ...]:
        return tuple(row for facts, row in rows if keep(facts, row))

    def within(day: date | None) -> bool:
        return day is not None and quarter.first_day <= day <= quarter.last_day

    income = [(one.reference, entry) for one in every for entry in one.income if entry.period == str(quarter)]
    parts: dict[str, Decimal] = {}
    for _, entry in income:
        for council, part in entry.parts.items():
            parts[council] = parts.get(council, Decimal(0)) + part
    by_council = {one.slug: parts[one.slug] for one in councils() if one.slug in parts}
    return QuarterReport(
        period=quarter.label,
        received=those(lambda _, row: within(row.received_on)),
        decided=those(lambda _, row: within(row.decided_on)),
        begun=those(lambda facts, _: facts.agreed is not None and within(facts.agreed.starts_on)),
        withdrawn=those(lambda facts, _: within(facts.withdrawn_on)),
        waiting=those(lambda facts, row: _waited(facts, row, at=quarter.last_day)),
        income=tuple((reference, entry.amount) for reference, entry in income),
        income_by_council=by_council,
    )


def references() -> tuple[str, ...]:
    """The newest ten references."""
    return tuple(Request.objects.order_by("-reference").values_list("reference", flat=True)[:10])


def documents_of(reference: str) -> frozenset[str]:
    """Which documents there are of a request now: "evaluation", "notice", "own notice" where no committee decided it;
    and "paper", where one may be drafted. One read."""
    counts = Q(protocol=None) | Q(protocol=F("request__protocol"))
    stated = Statement.objects.filter(counts, request__reference=reference).order_by("pk")
    rows = [row for row in stated.values_list("kind", "decision") if row[0] != Statement.Kind.ACKNOWLEDGED]
    kinds = [kind for kind, _ in rows]
    if Statement.Kind.DECISION in kinds:
        is_officers = any(kind == Statement.Kind.DECISION and decision is None for kind, decision in rows)
        return frozenset(("evaluation", "notice", *(("own notice",) if is_officers else ())))
    return frozenset(("evaluation", "paper") if kinds and kinds[-1] == Statement.Kind.EVALUATION else ())


def _waited(facts: RequestFacts, row: RegisterRow, *, at: date) -> bool:
    if row.received_on > at or (facts.withdrawn_on is not None and facts.withdrawn_on <= at):
        return False
    return row.decided_on is None or row.decided_on > at
