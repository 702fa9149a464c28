"""Risks of a plan: how likely and how bad, now and as it is sought; each of the two is 1 to 5."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from goldenthread.domain.problems import Problem

LOWEST, HIGHEST = 1, 5
# It stands in addresses.
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,23}")


@dataclass(frozen=True, kw_only=True)
class Score:
    """A score: likelihood times impact, from 1 to 25."""

    likelihood: int
    impact: int

    @property
    def number(self) -> int:
        return self.likelihood * self.impact


@dataclass(frozen=True, kw_only=True)
class RiskRecord:
    """A risk under its ref, of the whole plan or of one action of it ("1.2")."""

    ref: str
    title: str
    owner_post: str
    now: Score
    sought: Score
    action: str = ""
    words: str = ""  # what is done about it


def wrong_risks(risks: Collection[RiskRecord], *, actions: Collection[str]) -> Iterator[Problem]:
    """Everything that is wrong of the risks of a plan with these actions, each with its place: "R1 likelihood"."""
    for ref, times in Counter(one.ref.casefold() for one in risks).items():
        if times > 1:
            yield Problem(f"There are {times} risks {ref}. Give each a ref of its own.", column="risk ref", found=ref)
    for one in risks:
        if not _REF.fullmatch(one.ref):
            yield Problem(
                "A ref is letters, digits, full stops and hyphens, as in R1.", column="risk ref", found=one.ref[:24]
            )
        if not one.title.strip():
            yield Problem("Say what the risk is.", column=f"{one.ref} title")
        if not one.owner_post.strip():
            yield Problem("Say which post owns the risk.", column=f"{one.ref} owner")
        if one.action and one.action not in actions:
            yield Problem("The plan has no action of this ref.", column=f"{one.ref} action", found=one.action)
        yield from wrong_scores(one.now, one.sought, of=one.ref)


def wrong_scores(now: Score, sought: Score, *, of: str = "") -> Iterator[Problem]:
    """Numbers that are not from 1 to 5, and a score sought that is worse than the one now."""
    before = f"{of} " if of else ""
    for name, number in (
        ("likelihood", now.likelihood),
        ("impact", now.impact),
        ("sought_likelihood", sought.likelihood),
        ("sought_impact", sought.impact),
    ):
        if not LOWEST <= number <= HIGHEST:
            yield Problem("Give a whole number from 1 to 5.", column=f"{before}{name}", found=str(number))
    if sought.number > now.number:
        yield Problem(
            f"What is sought, {sought.number}, is worse than what is now, {now.number}.",
            column=f"{before}sought_likelihood",
        )
