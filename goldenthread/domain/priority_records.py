"""A council's corporate plan as it is written down: its priorities, and what serves each; and what is wrong of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.domain.outcome_tags import is_tag
from goldenthread.domain.periods import FIRST_YEAR, LAST_YEAR
from goldenthread.domain.problems import Problem

# It stands in addresses.
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,23}")


@dataclass(frozen=True, kw_only=True)
class PriorityRecord:
    """A priority under its ref, in the council's words; by their names, its tags and what serves it.

    Plans by their short names, actions as "improvement-plan/1.2", service plans as "ict-services/2019-20".
    """

    ref: str
    title: str
    outcome: str = ""
    tags: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    service_plans: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CorporatePlanRecord:
    """A council's corporate plan for a span of financial years, named by their first calendar years."""

    slug: str
    council: str  # by its short name
    title: str
    first_year: int
    last_year: int
    priorities: tuple[PriorityRecord, ...]
    source: str = ""
    illustrative: bool = False


def wrong_corporate_plan(plan: CorporatePlanRecord) -> Iterator[Problem]:
    """Everything that is wrong of a corporate plan by itself, each with its place: "2.1 tags"."""
    if not FIRST_YEAR <= plan.first_year <= plan.last_year <= LAST_YEAR:
        yield Problem("A corporate plan begins in one year, and ends in that or a later one.", column="years")
    if not plan.priorities:
        yield Problem("A corporate plan has at least one priority.", column="priority")
    # "1.a" and "1.A" are told apart by nobody who hears them.
    for ref, times in Counter(one.ref.casefold() for one in plan.priorities).items():
        if times > 1:
            yield Problem(f"There are {times} priorities {ref}. Give each a ref of its own.", column="ref", found=ref)
    for one in plan.priorities:
        if not _REF.fullmatch(one.ref):
            yield Problem(
                "A ref is letters, digits, full stops and hyphens, as in 2.1.", column="ref", found=one.ref[:24]
            )
        if not one.title.strip():
            yield Problem("Give the priority in the council’s words.", column=f"{one.ref} title")
        for key in one.tags:
            if not is_tag(key):
                yield Problem(
                    "There is no such tag. docs/reference/priorities-file.md lists them.",
                    column=f"{one.ref} tags",
                    found=key[:60],
                )
