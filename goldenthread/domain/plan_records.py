"""A plan as it is written down: its head, and every action with its terms; and what is wrong of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from goldenthread.domain.listing import listed
from goldenthread.domain.periods import FIRST_YEAR, LAST_YEAR
from goldenthread.domain.plan_actions import ActionTerms, circle_in, wrong_terms
from goldenthread.domain.plan_risks import RiskRecord, wrong_risks
from goldenthread.domain.problems import Problem

# It stands in addresses.
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,23}")
KINDS = ("improvement", "directorate", "service")


@dataclass(frozen=True, kw_only=True)
class ActionRecord:
    """An action under its ref ("1.2"): whom it serves (councils, by their short names), and for which others it
    waits."""

    ref: str
    theme: str
    terms: ActionTerms
    source: str = ""
    owner_name: str = ""
    serves: tuple[str, ...] = ()
    directorate: str = ""  # in which it is done, or the service that does it; by the short name
    service: str = ""
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanRecord:
    """A plan for a span of financial years, named by their first calendar years: 2019 is 2019/20."""

    slug: str
    kind: str  # of KINDS
    title: str
    committee: str  # by its short name
    first_year: int
    last_year: int
    actions: tuple[ActionRecord, ...]
    directorate: str = ""  # of a directorate's plan
    service: str = ""  # of a service plan
    illustrative: bool = False
    risks: tuple[RiskRecord, ...] = ()

    @property
    def themes(self) -> tuple[str, ...]:
        """In the order in which they are first met."""
        return tuple(dict.fromkeys(one.theme for one in self.actions))


def wrong_plan(plan: PlanRecord) -> Iterator[Problem]:
    """Everything that is wrong of a plan by itself, each with its place: "1.2 due_on"."""
    if plan.kind not in KINDS:
        yield Problem("This is no kind of plan.", column="kind", found=plan.kind, expected=f"one of {', '.join(KINDS)}")
    if bool(plan.directorate) != (plan.kind == "directorate"):
        yield Problem("Name the directorate of a directorate's plan, and none otherwise.", column="directorate")
    if bool(plan.service) != (plan.kind == "service"):
        yield Problem("Name the service of a service plan, and none otherwise.", column="service")
    if not FIRST_YEAR <= plan.first_year <= plan.last_year <= LAST_YEAR:
        yield Problem("A plan begins in one year, and ends in that or a later one.", column="years")
    if not plan.actions:
        yield Problem("A plan has at least one action.", column="action")
    refs = {one.ref for one in plan.actions}
    # "1.a" and "1.A" are told apart by nobody who hears them.
    for ref, times in Counter(one.ref.casefold() for one in plan.actions).items():
        if times > 1:
            yield Problem(f"There are {times} actions {ref}. Give each a ref of its own.", column="ref", found=ref)
    for one in plan.actions:
        for problem in wrong_action(one):
            yield replace(problem, column=f"{one.ref} {problem.column}")
        unknown = [ref for ref in one.waits_for if ref not in refs]
        if unknown:
            yield Problem(f"It waits for {listed(unknown)}, which the plan has not.", column=f"{one.ref} waits_for")
    yield from wrong_risks(plan.risks, actions=refs)
    circle = circle_in({one.ref: one.waits_for for one in plan.actions})
    if circle:
        yield Problem(
            f"These wait for each other in a circle, so that none could begin: {' → '.join(circle)}.",
            column=f"{circle[0]} waits_for",
        )


def wrong_action(one: ActionRecord) -> Iterator[Problem]:
    """What is wrong of an action by itself."""
    if not _REF.fullmatch(one.ref):
        yield Problem("A ref is letters, digits, full stops and hyphens, as in 1.2.", column="ref", found=one.ref[:24])
    if not one.theme.strip():
        yield Problem("Say to which theme it belongs.", column="theme")
    yield from wrong_terms(one.terms)
