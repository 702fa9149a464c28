"""The golden thread: what serves a priority, whether a service level is kept, and what hangs on nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.rating.inputs import Status
from goldenthread.domain.units import Unit, decimals_of, print_value
from goldenthread.domain.withheld import STATUS as WITHHELD


class NodeKind(StrEnum):
    """What something on the thread is, as it is called before its name."""

    COUNCIL = "council"
    PRIORITY = "priority"
    PLAN = "plan"
    ACTION = "action"
    SERVICE_PLAN = "service plan"
    SERVICE_LEVEL = "service level"
    INDICATOR = "indicator"
    FIGURE = "figure"
    EXCEPTION = "exception"
    PROMISE = "promise"
    DECISION = "decision"
    LIST = "list"


Mark = Literal["green", "amber", "red", "not-rated", ""]


@dataclass(frozen=True, kw_only=True)
class Node:
    """Something on the thread with what hangs on it: downwards what serves it, upwards what it serves.

    `key` names it among its kind: "EXC01", "improvement-plan/1.2". `state` says in words how it stands; `mark` is the
    same as a rating's code, or "" where nothing is rated. `illustrative` is true of what was made up.
    """

    kind: NodeKind
    key: str
    name: str
    state: str = ""
    mark: Mark = ""
    illustrative: bool = False
    children: tuple[Node, ...] = ()

    def every(self) -> Iterator[Node]:
        """It and everything below it, from the top."""
        yield self
        for child in self.children:
            yield from child.every()


def lines_of(node: Node, *, depth: int = 0) -> Iterator[tuple[int, str]]:
    """A line for it and for everything below it, each with how deep it lies: "indicator EXC01: Invoices paid"."""
    named = (
        f"{node.kind.value} {node.key}: {node.name}" if _is_named_by_key(node) else f"{node.kind.value}: {node.name}"
    )
    marked = " (illustrative)" if node.illustrative else ""
    yield depth, f"{named}{marked}{f'; {node.state}' if node.state else ''}"
    for child in node.children:
        yield from lines_of(child, depth=depth + 1)


def _is_named_by_key(node: Node) -> bool:
    return node.kind in (NodeKind.INDICATOR, NodeKind.PRIORITY, NodeKind.ACTION, NodeKind.SERVICE_LEVEL)


# --- whether a service level is kept ----------------------------------------------------------------------------------


class Attainment(StrEnum):
    """Whether a promise of a service to a council is kept, by the figure of its measure alone."""

    ATTAINED = "attained"
    MISSED = "missed"
    NO_FIGURE = "no figure yet"
    NOT_DUE = "not due"
    NOT_MEASURED = "not measured"
    WITHHELD = "withheld"

    @property
    def mark(self) -> Mark:
        """The mark that stands beside the word."""
        if self is Attainment.ATTAINED:
            return "green"
        return "red" if self is Attainment.MISSED else "not-rated"


_NOT_DUE = (Status.NOT_DUE.value, Status.DATA_LAG.value)
_NOT_MEASURED = (
    Status.SUSPENDED.value,
    Status.DISCONTINUED.value,
    Status.NOT_PROVIDED.value,
    Status.NARRATIVE_ONLY.value,
    Status.NOT_APPLICABLE.value,
)
AT_LEAST, AT_MOST = "at-least", "at-most"


def attainment_of(value: Decimal | None, *, direction: str, level: Decimal, status: str = "") -> Attainment:
    """Whether the level is kept: what is just at the level is. `direction` is "at-least" or "at-most".

    The value is compared as it was returned, never as it is printed: 99.96% is not 100% because both print as 100.0%.
    Without a value, `status` says why there is none, as a figure's own does.
    """
    if status == WITHHELD:  # also where a value is there: whether it is kept would tell of what is withheld
        return Attainment.WITHHELD
    if value is not None:
        kept = value >= level if direction == AT_LEAST else value <= level
        return Attainment.ATTAINED if kept else Attainment.MISSED
    if status in _NOT_DUE:
        return Attainment.NOT_DUE
    return Attainment.NOT_MEASURED if status in _NOT_MEASURED else Attainment.NO_FIGURE


def level_in_words(level: Decimal, *, direction: str, unit: Unit) -> str:
    """ "at least 100%", with every decimal that it needs."""
    words = "at least" if direction == AT_LEAST else "at most"
    return f"{words} {print_value(level, unit=unit, decimals=decimals_of(level))}"


# --- what hangs on nothing --------------------------------------------------------------------------------------------


class Loose(StrEnum):
    """A way in which something hangs on nothing."""

    PRIORITY_NOT_MEASURED = "priority-not-measured"
    PRIORITY_ENDED = "priority-ended"
    INDICATOR_SERVES_NOTHING = "indicator-serves-nothing"
    ACTION_SERVES_NOTHING = "action-serves-nothing"
    ACTION_WITHOUT_OWNER = "action-without-owner"
    OWNER_WITHOUT_SIGN_IN = "owner-without-sign-in"
    DEFINITION_NOT_REVIEWED = "definition-not-reviewed"

    @property
    def heading(self) -> str:
        """What is listed under it."""
        return _TITLES[self][0]

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return _TITLES[self][1]


_TITLES = {
    Loose.PRIORITY_NOT_MEASURED: (
        "Priorities with nothing measured",
        "Link an indicator to the priority, or a service plan that has one.",
    ),
    Loose.PRIORITY_ENDED: (
        "Priorities whose corporate plan has ended",
        "Enter the council’s next corporate plan, and link what still serves it to that.",
    ),
    Loose.INDICATOR_SERVES_NOTHING: (
        "Indicators that serve no priority",
        "Link the indicator to a priority, or ask whether it is still needed on the list.",
    ),
    Loose.ACTION_SERVES_NOTHING: (
        "Actions that serve no priority",
        "Link the action, or its plan, to a priority.",
    ),
    Loose.ACTION_WITHOUT_OWNER: (
        "Actions without an owner",
        "Change the owner of the action, with a reason and an authority.",
    ),
    Loose.OWNER_WITHOUT_SIGN_IN: (
        "Owners without a sign-in",
        "Appoint somebody to the post, or correct its name where it is owned.",
    ),
    Loose.DEFINITION_NOT_REVIEWED: (
        "Indicators whose definition nobody reviewed this year",
        "Read the definition, and record that it was reviewed; or write a new version of it.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that hangs on nothing. `key` is that of a `Node` of the kind; a post has its own name alone."""

    loose: Loose
    kind: NodeKind | None  # None: a post
    key: str
    name: str
    words: str = ""  # why, where the heading does not say it all


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Everything that hangs on nothing, and out of how many of each it was looked for."""

    findings: tuple[Finding, ...]
    priorities: int  # of corporate plans in force
    indicators: int  # on the year's list
    actions: int  # live, of plans that are final
    owners: int  # different posts

    def of(self, loose: Loose) -> tuple[Finding, ...]:
        """Those of one kind."""
        return tuple(one for one in self.findings if one.loose is loose)

    def out_of(self, loose: Loose) -> int | None:
        """How many were looked at; None where that number says nothing."""
        return {
            Loose.PRIORITY_NOT_MEASURED: self.priorities,
            Loose.INDICATOR_SERVES_NOTHING: self.indicators,
            Loose.ACTION_SERVES_NOTHING: self.actions,
            Loose.ACTION_WITHOUT_OWNER: self.actions,
            Loose.OWNER_WITHOUT_SIGN_IN: self.owners,
            Loose.DEFINITION_NOT_REVIEWED: self.indicators,
        }.get(loose)


def is_in_force(first_year: int, last_year: int, year: FinancialYear) -> bool:
    """Whether a corporate plan of these years holds in the year."""
    return first_year <= year.first_day.year <= last_year
