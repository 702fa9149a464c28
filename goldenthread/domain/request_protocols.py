"""The protocol by which requests of outside bodies are evaluated: gates, weighted criteria, and who decides.

Gates come first, and each has to be passed: no score makes up for one that is not. Then criteria are scored from 0 to
4, each by its own guidance, and weighted to a total of 100. Who decides depends on the value alone. So Oxford City
Council's Trading Strategy has it: directors up to £100,000, the executive above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.domain.amounts import wrong_amount
from goldenthread.domain.problems import Problem
from goldenthread.domain.reasons import says_why

HIGHEST_SCORE = 4
WHOLE = Decimal(100)
_MOST_CRITERIA = 20
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_KEY = 24


class Gate(StrEnum):
    """What has to be so before a request is scored at all."""

    POWER = "power"
    ROUTE = "procurement-route"
    CAPACITY = "capacity"
    NO_DETRIMENT = "no-detriment"
    COST = "cost"

    @property
    def question(self) -> str:
        """What the gate asks."""
        return _QUESTIONS[self]

    @property
    def heading(self) -> str:
        """The gate in a heading."""
        return _TITLES[self]


_QUESTIONS: Mapping[Gate, str] = {
    Gate.POWER: "Is there a legal power to do this for this body, on these terms?",
    Gate.ROUTE: "May the body take the service from the partners by a lawful procurement route?",
    Gate.CAPACITY: "Is there capacity, beside what is promised already, in every month of it?",
    Gate.NO_DETRIMENT: "Is it without detriment to the partners’ own services, indicators and actions?",
    Gate.COST: "Is the full cost recovered, or was a lower price allowed by whoever may allow it?",
}
_TITLES: Mapping[Gate, str] = {
    Gate.POWER: "Legal power",
    Gate.ROUTE: "Procurement route",
    Gate.CAPACITY: "Capacity",
    Gate.NO_DETRIMENT: "No detriment to partners",
    Gate.COST: "Full cost recovered",
}


class DecisionLevel(StrEnum):
    """Who decides a request, from the lowest to the highest."""

    OFFICER = "officer"
    DIRECTOR = "director"
    COMMITTEE = "joint committee"

    def reaches(self, other: DecisionLevel) -> bool:
        """Whether whoever decides at this level may decide what is for the other."""
        order = tuple(DecisionLevel)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """What is scored, with its weight of 100 and what each score from 0 to 4 means."""

    key: str
    title: str
    weight: Decimal
    guidance: tuple[str, ...]  # of the scores 0, 1, 2, 3 and 4


@dataclass(frozen=True, kw_only=True)
class GateGuidance:
    """What the protocol says on passing a gate."""

    gate: Gate
    words: str


@dataclass(frozen=True, kw_only=True)
class ProtocolRecord:
    """A version of the protocol, whole.

    An officer decides up to `officer_up_to` pounds, a director up to `director_up_to`, the joint committee everything
    above and whatever has no known value. `overheads` and `margin` are the percentages that a price is built with;
    `least_total` is the total of 100 from which a request may be accepted.
    """

    title: str
    purpose: str
    gates: tuple[GateGuidance, ...]
    criteria: tuple[Criterion, ...]
    least_total: Decimal
    officer_up_to: Decimal
    director_up_to: Decimal
    overheads: Decimal
    margin: Decimal
    illustrative: bool = False

    def criterion(self, key: str) -> Criterion | None:
        """The criterion of this key; None where there is none."""
        return next((one for one in self.criteria if one.key == key), None)


def wrong_protocol(protocol: ProtocolRecord) -> Iterator[Problem]:
    """Everything that is wrong with a protocol, by the names of its parts."""
    if not protocol.title.strip():
        yield Problem("Give the protocol a title.", column="title")
    if not says_why(protocol.purpose):
        yield Problem("Say in words what the protocol is for.", column="purpose")
    yield from _wrong_gates(protocol)
    yield from _wrong_criteria(protocol)
    for name in ("least_total", "overheads", "margin"):
        value = getattr(protocol, name)
        if not 0 <= value <= WHOLE:
            yield Problem("Give a number from 0 to 100.", column=name, found=str(value))
    for name in ("officer_up_to", "director_up_to"):
        value = getattr(protocol, name)
        if value < 0 or wrong_amount(value):
            yield Problem("Give an amount in pounds, 0 or more.", column=name, found=str(value)[:40])
    if protocol.officer_up_to > protocol.director_up_to:
        yield Problem(
            "An officer would decide what a director may not. Give a director the same or a higher value.",
            column="director_up_to",
            found=str(protocol.director_up_to)[:40],
        )


def decision_level(protocol: ProtocolRecord, value: Decimal | None) -> DecisionLevel:
    """Who decides a request of this value in pounds; what has no known value goes to the highest."""
    if value is None or value > protocol.director_up_to:
        return DecisionLevel.COMMITTEE
    return DecisionLevel.DIRECTOR if value > protocol.officer_up_to else DecisionLevel.OFFICER


def points(criterion: Criterion, score: int) -> Decimal:
    """What a score adds to the total: all of the weight for 4, nothing for 0; exact."""
    return criterion.weight * score / HIGHEST_SCORE


def _wrong_gates(protocol: ProtocolRecord) -> Iterator[Problem]:
    said = [one.gate for one in protocol.gates]
    for gate in Gate:
        if said.count(gate) != 1:
            often = "missing" if gate not in said else "there twice"
            yield Problem(f"The gate {gate.value!r} is {often}. Give each gate once.", column="gate", found=gate.value)
    for one in protocol.gates:
        if not says_why(one.words):
            yield Problem(f"Say in words how {one.gate.value!r} is passed.", column=f"gate {one.gate.value}")


def _wrong_criteria(protocol: ProtocolRecord) -> Iterator[Problem]:
    if not 1 <= len(protocol.criteria) <= _MOST_CRITERIA:
        yield Problem(f"Give from 1 to {_MOST_CRITERIA} criteria.", column="criterion")
    seen: set[str] = set()
    for one in protocol.criteria:
        place = f"criterion {one.key[:_LONGEST_KEY]}"
        if len(one.key) > _LONGEST_KEY or not _KEY.fullmatch(one.key):
            yield Problem(
                f"The key of a criterion is small letters, digits and hyphens, at most {_LONGEST_KEY} of them.",
                column="criterion",
                found=one.key[:40],
            )
        elif one.key in seen:
            yield Problem(f"There are two criteria {one.key}. Give each a key of its own.", column=place)
        seen.add(one.key)
        if not one.title.strip():
            yield Problem("Give the criterion a title.", column=f"{place} title")
        if not 0 < one.weight <= WHOLE:
            yield Problem("Give a weight over 0, up to 100.", column=f"{place} weight", found=str(one.weight)[:40])
        if len(one.guidance) != HIGHEST_SCORE + 1:
            yield Problem(
                f"Say in words what each score means, from 0 to {HIGHEST_SCORE}: {HIGHEST_SCORE + 1} lines.",
                column=f"{place} guidance",
                found=f"{len(one.guidance)} lines",
            )
        for score, words in enumerate(one.guidance):
            if not says_why(words):
                yield Problem(
                    f"Say what the score {score} means in words: one of them, at least, has three letters.",
                    column=f"{place} guidance",
                    found=words[:40],
                )
    total = sum((one.weight for one in protocol.criteria), Decimal(0))
    if protocol.criteria and total != WHOLE:
        apart = total - WHOLE
        yield Problem(
            f"The weights come to {total.normalize():f}, {abs(apart).normalize():f} too "
            f"{'many' if apart > 0 else 'few'}. They have to come to 100.",
            column="criterion weight",
        )
