"""What the protocol makes of a request: each gate, the weighted total, who decides, and what may be recommended.

No score opens a gate: where one is not passed, or not answered, the request cannot be accepted. A criterion counts once
two people scored it, and where they differ, once that was settled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.listing import listed
from goldenthread.domain.request_knowledge import Known, overdrawn, unknown_staff
from goldenthread.domain.request_powers import wrong_power
from goldenthread.domain.request_prices import Price, PriceRecord, pounds, price_of, wrong_price
from goldenthread.domain.request_protocols import (
    Criterion,
    DecisionLevel,
    Gate,
    ProtocolRecord,
    decision_level,
    points,
)
from goldenthread.domain.request_records import (
    Aspect,
    CaseRecord,
    Consideration,
    GateAnswer,
    Needs,
    PartnerView,
    RequestRecord,
    Score,
    View,
    years_unsaid,
)

SCORERS = 2


class Outcome(StrEnum):
    """What an evaluation comes to."""

    ACCEPT = "accept"
    DECLINE = "decline"
    NOT_YET = "not to be decided yet"


@dataclass(frozen=True, kw_only=True)
class ScoredBy:
    """A score with who gave it: called so that no two are alike, with their number where they have an account."""

    scorer: str
    score: Score
    scorer_id: int = 0


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """Everything that was stated of a request."""

    request: RequestRecord
    gates: Mapping[Gate, GateAnswer]
    scores: Sequence[ScoredBy]  # the newest of each scorer
    settled: Mapping[str, Score]  # by criterion
    needs: Needs | None = None
    price: PriceRecord | None = None
    considerations: Sequence[Consideration] = ()
    views: Mapping[str, PartnerView] = field(default_factory=dict)  # by council
    partners: Mapping[str, str] = field(default_factory=dict)  # the councils that are consulted: names by slug
    known: Known = field(default_factory=Known)
    case: CaseRecord | None = None


@dataclass(frozen=True, kw_only=True)
class GateFound:
    """Whether a gate is passed; `why` are whole sentences."""

    gate: Gate
    is_passed: bool
    is_answered: bool
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CriterionFound:
    """What a criterion comes to: the score that counts and its points, or why none counts yet."""

    key: str
    title: str
    weight: Decimal
    score: int | None
    points: Decimal
    scores: tuple[str, ...]  # "Ann Lee: 3", one a scorer
    why: str


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What the protocol makes of a request as it stands. `total` is of 100; None until every criterion counts."""

    gates: tuple[GateFound, ...]
    criteria: tuple[CriterionFound, ...]
    total: Decimal | None
    least_total: Decimal
    price: Price | None
    value: Decimal | None
    level: DecisionLevel
    outcome: Outcome
    why: tuple[str, ...]

    @property
    def may_be_accepted(self) -> bool:
        return self.outcome is Outcome.ACCEPT


@dataclass(frozen=True, kw_only=True)
class KeptEvaluation:
    """An evaluation as it was written down, with what was known on that day: what a decision rests on."""

    evaluation: Evaluation
    known: Known


def evaluated(protocol: ProtocolRecord, dossier: Dossier) -> Evaluation:
    """What the protocol makes of everything that was stated.

    A gate that is not passed is a reason to decline; one without an answer counts as not passed, and there is nothing
    to decide yet. The value is the highest of what is known of it: what the requester gave, the price that is asked,
    the full cost. So nobody brings a request down to their own level by a price.
    """
    overheads = protocol.overheads
    sound = dossier.price is not None and not list(wrong_price(dossier.price, overheads=overheads))
    price = price_of(dossier.price) if dossier.price is not None and sound else None
    gates = tuple(_gate(gate, dossier, price=price, overheads=overheads) for gate in Gate)
    criteria = tuple(_criterion(one, dossier) for one in protocol.criteria)
    counted = all(one.score is not None for one in criteria)
    total = sum((one.points for one in criteria), Decimal(0)) if counted else None
    known = [dossier.request.value, *(() if price is None else (price.price, price.full_cost))]
    value = max((one for one in known if one is not None), default=None)
    outcome, why = _outcome(gates, criteria, total=total, least=protocol.least_total, dossier=dossier)
    return Evaluation(
        gates=gates,
        criteria=criteria,
        total=total,
        least_total=protocol.least_total,
        price=price,
        value=value,
        level=decision_level(protocol, value),
        outcome=outcome,
        why=why,
    )


def _gate(gate: Gate, dossier: Dossier, *, price: Price | None, overheads: Decimal) -> GateFound:
    answer = dossier.gates.get(gate)
    if answer is None:
        unanswered = ("Nobody answered it: it counts as not passed.",)
        return GateFound(gate=gate, is_passed=False, is_answered=False, why=unanswered)
    against = _against(gate, answer, dossier, price=price, overheads=overheads) if answer.is_passed else []
    is_passed = answer.is_passed and not against
    noted = unknown_staff(dossier.known) if gate is Gate.CAPACITY and is_passed else ()
    return GateFound(
        gate=gate,
        is_passed=is_passed,
        # What is stated as passed, and is not carried by what it rests on, can still be put right.
        is_answered=is_passed or not answer.is_passed,
        why=(answer.reasons, *noted, *against),
    )


def _against(gate: Gate, answer: GateAnswer, dossier: Dossier, *, price: Price | None, overheads: Decimal) -> list[str]:
    """What the gate rests on and does not carry it, whatever was answered."""
    if gate is Gate.POWER:
        if answer.power is None:
            return ["No power is named."]
        above = price is not None and price.is_above_cost
        return list(wrong_power(answer.power, body=dossier.request.body, is_above_cost=above))
    if gate is Gate.CAPACITY:
        if dossier.needs is None or not dossier.needs.staff:
            return ["Nobody said how many staff it takes, of which council and when."]
        unsaid = [one.label for one in years_unsaid(dossier.request, dossier.needs)]
        missing = [f"Nobody said which staff it takes in {listed(unsaid)}."] if unsaid else []
        return [*missing, *overdrawn(dossier.known)]
    if gate is Gate.COST:
        if dossier.price is None:
            return ["No price is built yet, so that nobody knows the cost."]
        return [one.message for one in wrong_price(dossier.price, overheads=overheads)]
    return []


def _criterion(criterion: Criterion, dossier: Dossier) -> CriterionFound:
    own = [one for one in dossier.scores if one.score.criterion == criterion.key]
    told = tuple(f"{one.scorer}: {one.score.score}" for one in own)
    given = {one.score.score for one in own}
    settled = dossier.settled.get(criterion.key)
    # Nothing is settled where nobody differs, and nothing outside what was given.
    if settled is not None and not (len(given) > 1 and min(given) <= settled.score <= max(given)):
        settled = None
    score: int | None = None
    if len(own) < SCORERS:
        left = SCORERS - len(own)
        why = "Nobody scored it yet; two people do." if left == SCORERS else "One person scored it; two people do."
    elif settled is not None:
        score, why = settled.score, f"Settled at {settled.score}: {settled.reasons}"
    elif len(given) == 1:
        score, why = own[0].score.score, "All scored it alike."
    else:
        why = "They differ, and it is not settled yet."
    return CriterionFound(
        key=criterion.key,
        title=criterion.title,
        weight=criterion.weight,
        score=score,
        points=Decimal(0) if score is None else points(criterion, score),
        scores=told,
        why=why,
    )


def _outcome(
    gates: Sequence[GateFound],
    criteria: Sequence[CriterionFound],
    *,
    total: Decimal | None,
    least: Decimal,
    dossier: Dossier,
) -> tuple[Outcome, tuple[str, ...]]:
    failed = [one.gate.heading for one in gates if one.is_answered and not one.is_passed]
    if failed:
        gate, is_ = ("gates", "are") if len(failed) > 1 else ("gate", "is")
        return Outcome.DECLINE, (f"The {gate} {listed(failed)} {is_} not passed: no score makes up for that.",)
    missing = [
        *(f"The gate {one.gate.heading} is not passed yet: {one.why[-1]}" for one in gates if not one.is_passed),
        *(f"{one.title} does not count yet. {one.why}" for one in criteria if one.score is None),
        *_unheard(dossier),
    ]
    if total is not None and total < least:
        return Outcome.DECLINE, (
            f"The total of {total.normalize():f} is below {least.normalize():f}, from which a request may be accepted.",
        )
    if missing or total is None:
        return Outcome.NOT_YET, tuple(missing)
    told = [f"Every gate is passed, and the total of {total.normalize():f} is {least.normalize():f} or more."]
    objecting = [_name(one.council, dossier) for one in dossier.views.values() if one.view is View.OBJECTS]
    if objecting:
        objects = "object" if len(objecting) > 1 else "objects"
        told.append(f"{listed(objecting)} {objects}. Whoever decides says why all the same.")
    return Outcome.ACCEPT, tuple(told)


def _unheard(dossier: Dossier) -> list[str]:
    found = []
    silent = [
        name
        for slug, name in dossier.partners.items()
        if slug not in dossier.views or dossier.views[slug].view is View.ASKED
    ]
    if silent:
        found.append(f"No view is known yet of {listed(silent)}.")
    said = {one.of for one in dossier.considerations}
    unsaid = [one.value for one in Aspect if one not in said]
    if unsaid:
        found.append(f"Nothing is said yet of {listed(unsaid)}.")
    if dossier.case is None:
        found.append("Nobody said yet what is expected of it, and what else was considered.")
    return found


def _name(council: str, dossier: Dossier) -> str:
    return dossier.partners.get(council, council)


def price_in_words(price: Price) -> str:
    """ "£120,000, above the full cost of £100,000"."""
    stands = "below" if price.is_below_cost else "above" if price.is_above_cost else "at"
    return f"{pounds(price.price)}, {stands} the full cost of {pounds(price.full_cost)}"
