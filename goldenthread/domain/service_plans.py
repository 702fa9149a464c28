"""A service's plan for a year as it is written down: what it does for each council, with what, and what it promises."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from goldenthread.domain.amounts import wrong_amount
from goldenthread.domain.problems import Problem

_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,23}")
AT_LEAST, AT_MOST = "at-least", "at-most"


@dataclass(frozen=True, kw_only=True)
class ResourceTerms:
    """Staff (full-time equivalents) and money (pounds) that were agreed: by whom, and when."""

    staff: Decimal | None = None
    money: Decimal | None = None
    agreed_by: str
    agreed_on: date


@dataclass(frozen=True, kw_only=True)
class CouncilRecord:
    """What of the service is provided to a council, with its establishment and budget where they are agreed."""

    council: str  # by its short name
    words: str
    resource: ResourceTerms | None = None


@dataclass(frozen=True, kw_only=True)
class LevelRecord:
    """A service level: a promise to a council, kept while the figure of the indicator is at least, or at most, so
    much."""

    ref: str
    council: str
    words: str
    indicator: str
    direction: str  # AT_LEAST, AT_MOST
    level: Decimal
    when_missed: str


@dataclass(frozen=True, kw_only=True)
class ServicePlanRecord:
    """A service plan; what it names, it names as the file of priorities does: "improvement-plan/1.2"."""

    service: str
    year: str  # "2019-20"
    purpose: str
    councils: tuple[CouncilRecord, ...]
    levels: tuple[LevelRecord, ...] = ()
    priorities: tuple[str, ...] = ()  # "havering-2019/1"
    actions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    illustrative: bool = False

    @property
    def name(self) -> str:
        """ "ict-services/2019-20"."""
        return f"{self.service}/{self.year}"


def wrong_service_plan(plan: ServicePlanRecord) -> Iterator[Problem]:
    """Everything that is wrong of a service plan by itself, each with its place: "SL1 level"."""
    if not plan.councils:
        yield Problem("Say what is provided to at least one council.", column="council")
    for council, times in Counter(one.council for one in plan.councils).items():
        if times > 1:
            yield Problem(f"{council} is there {times} times. Say once what it gets.", column="council", found=council)
    for one in plan.councils:
        if one.resource is not None:
            for problem in wrong_resource(one.resource):
                yield replace(problem, column=f"{one.council} {problem.column}")
    for ref, times in Counter(one.ref.casefold() for one in plan.levels).items():
        if times > 1:
            yield Problem(
                f"There are {times} service levels {ref}. Give each a ref of its own.", column="ref", found=ref
            )
    councils = {one.council for one in plan.councils}
    for level in plan.levels:
        yield from _wrong_level(level, councils=sorted(councils))


def wrong_resource(said: ResourceTerms) -> Iterator[Problem]:
    """What is wrong of staff and money that were agreed."""
    if said.staff is None and said.money is None:
        yield Problem("Give the staff, the money, or both. Nought is given as 0.", column="staff")
    for name, amount, words in (("staff", said.staff, "Staff"), ("money", said.money, "Money")):
        if amount is not None and amount < 0:
            yield Problem(f"{words} cannot be less than nothing.", column=name, found=str(amount)[:40])
        elif amount is not None and (wrong := wrong_amount(amount)):
            yield Problem(wrong, column=name, found=str(amount)[:40])
    if not said.agreed_by.strip():
        yield Problem("Say who agreed it: a post, or a body.", column="agreed_by")


def _wrong_level(level: LevelRecord, *, councils: Sequence[str]) -> Iterator[Problem]:
    if not _REF.fullmatch(level.ref):
        yield Problem(
            "A ref is letters, digits, full stops and hyphens, as in SL1.", column="ref", found=level.ref[:24]
        )
    if level.council not in councils:
        yield Problem(
            f"The plan provides nothing to {level.council or 'a council without a name'}: it cannot promise it a "
            "service level.",
            column=f"{level.ref} council",
            expected=f"one of {', '.join(councils)}",
        )
    if level.direction not in (AT_LEAST, AT_MOST):
        yield Problem("Give either at_least or at_most.", column=f"{level.ref} level")
    wrong = "A service level cannot be less than nothing." if level.level < 0 else wrong_amount(level.level)
    if wrong:
        yield Problem(wrong, column=f"{level.ref} level", found=str(level.level)[:40])
    if not level.when_missed.strip():
        yield Problem("Say what happens when it is missed.", column=f"{level.ref} when_missed")
