"""Policies out of TOML, with everything that is wrong with one said at once; and those that are shipped."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, TypeVar

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.rating.comparators import Since
from goldenthread.domain.rating.inputs import RatingCode, Status
from goldenthread.domain.rating.policy import VALUE_FREE, Edge, Gap, Labels, Policy, Rule, RuleName
from goldenthread.domain.toml import why_unreadable
from goldenthread.domain.units import MOST_DECIMALS, MOST_WHOLE_DIGITS, is_kept_exactly

C = TypeVar("C", bound=StrEnum)
LARGEST_VERSION = 9999
LARGEST_TOLD = 10**MOST_WHOLE_DIGITS


def read_policy(text: str, *, file: str = "") -> Policy:
    """The policy that the TOML states; raises InputRefused with everything that is wrong with it."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise InputRefused(
            [Problem(f"This is not TOML that can be read: {why_unreadable(error)}.", file=file)]
        ) from None
    except RecursionError:
        raise InputRefused(
            [Problem("This is not TOML that can be read: its brackets are nested too deeply.", file=file)]
        ) from None
    reader = _Reader(file)
    policy = reader.policy(table, text=text)
    if reader.problems:
        raise InputRefused(reader.problems)
    return policy


@cache
def shipped_policies() -> dict[str, Policy]:
    """The policies that come with the product, by slug in alphabetical order."""
    folder = resources.files("goldenthread.domain") / "policies"
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    policies = [read_policy(entry.read_text(encoding="utf-8"), file=entry.name) for entry in files]
    return {policy.slug: policy for policy in policies}


class _Reader:
    """Reads one table and keeps every problem met on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def refuse(self, message: str, *, where: str = "", found: object = "", expected: str = "") -> None:
        told = _as_written(found)
        self.problems.append(Problem(message, file=self.file, column=where, found=told, expected=expected))

    def policy(self, table: dict[str, Any], *, text: str) -> Policy:
        self._only(table, known=_POLICY_KEYS, where="")
        slug = self._text(table, "slug")
        if slug and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
            self.refuse("A slug is small letters, digits and single hyphens.", where="slug", found=slug)
        policy = Policy(
            slug=slug,
            version=self._whole(table, "version"),
            title=self._text(table, "title"),
            effective_from=self._date(table, "effective_from"),
            council=self._text(table, "council", needed=False),
            council_name=self._text(table, "council_name", needed=False),
            source=self._text(table, "source"),
            citation=self._text(table, "citation"),
            rules=tuple(self._rules(table.get("rule", []))),
            gaps=tuple(self._gaps(table.get("gap", []))),
            labels=self._labels(table.get("labels", {})),
            without_target=self._choice(table, "without_target", Status, default=Status.NO_TARGET, where=""),
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
        )
        self._check_order(policy.rules)
        return policy

    def _rules(self, entries: Any) -> Iterable[Rule]:
        if not isinstance(entries, list) or not entries:
            self.refuse("A policy needs at least one [[rule]].", where="rule")
            return
        for number, entry in enumerate(entries, start=1):
            where = f"rule {number}"
            if not isinstance(entry, dict):
                self.refuse("A rule is written under [[rule]].", where=where, found=entry)
                continue
            when = self._choice(entry, "when", RuleName, default=RuleName.OTHERWISE, where=where, needed=True)
            self._only(entry, known=("rating", "when", *_RULE_KEYS.get(when, ())), where=where)
            rating = self._choice(entry, "rating", RatingCode, default=RatingCode.RED, where=where, needed=True)
            status = Status.RATED
            if rating is RatingCode.NOT_RATED:
                status = self._choice(entry, "status", Status, default=Status.RATED, where=where, needed=True)
                if status is Status.RATED:
                    self.refuse("A rule that does not rate must say why.", where=where, expected="a status")
            yield Rule(
                rating=rating,
                when=when,
                amount=self._amount(entry, when, where=where),
                edge=self._choice(entry, "edge", Edge, default=Edge.ON_OR_WITHIN, where=where),
                since=self._choice(
                    entry, "since", Since, default=Since.LAST_YEAR, where=where, needed="since" in _RULE_KEYS[when]
                ),
                stated=(
                    self._choice(entry, "stated", RatingCode, default=rating, where=where, needed=True)
                    if when is RuleName.STATED
                    else None
                ),
                status=status,
            )

    def _gaps(self, entries: Any) -> Iterable[Gap]:
        for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
            where = f"gap {number}"
            if not isinstance(entry, dict):
                self.refuse("A gap is written under [[gap]].", where=where, found=entry)
                continue
            self._only(entry, known=("silent_on", "reading"), where=where)
            yield Gap(
                silent_on=self._text(entry, "silent_on", where=where), reading=self._text(entry, "reading", where=where)
            )

    def _check_order(self, rules: tuple[Rule, ...]) -> None:
        """The last rule, and no other, is "otherwise"; and better ratings come first.

        A better rating after a worse one could be reached only by figures that already have the
        worse: with it, a better result could rate worse.
        """
        for number, rule in enumerate(rules, start=1):
            if (rule.when is RuleName.OTHERWISE) != (number == len(rules)):
                self.refuse('The last rule, and no other, is "otherwise".', where=f"rule {number}")
        by_value = [(number, rule) for number, rule in enumerate(rules, start=1) if rule.when not in VALUE_FREE]
        order = list(RatingCode)
        for (_, earlier), (number, later) in pairwise(by_value):
            if order.index(later.rating) < order.index(earlier.rating):
                self.refuse(
                    f"{later.rating} cannot come after {earlier.rating}: a better result could rate worse.",
                    where=f"rule {number}",
                )

    def _labels(self, table: Any) -> Labels:
        if not isinstance(table, dict):
            self.refuse("Labels are written under [labels].", where="labels", found=table)
            return Labels()
        names = ("green", "amber", "red")
        self._only(table, known=names, where="labels")
        return Labels(**{name: self._label(table, name) for name in names if name in table})

    def _only(self, table: dict[str, Any], *, known: tuple[str, ...], where: str) -> None:
        for name in table:
            if name not in known:
                self.refuse(
                    "This name is not known here.",
                    where=where or name,
                    found=name,
                    expected=f"one of {', '.join(known)}",
                )

    def _text(self, table: dict[str, Any], name: str, *, where: str = "", needed: bool = True) -> str:
        value = table.get(name, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.refuse(f"{name} must be text.", where=where or name, found=value)
            return ""
        return " ".join(value.split())

    def _label(self, table: dict[str, Any], name: str) -> str:
        label = self._text(table, name, where=f"labels {name}")
        if label and not label[0].isalpha():
            self.refuse("A label starts with a letter.", where=f"labels {name}", found=label)
        return label or name

    def _whole(self, table: dict[str, Any], name: str) -> int:
        value = table.get(name)
        if type(value) is not int or not 1 <= value <= LARGEST_VERSION:
            self.refuse(f"{name} must be a whole number from 1 to {LARGEST_VERSION}.", where=name, found=value)
            return 1
        return value

    def _date(self, table: dict[str, Any], name: str) -> date:
        value = table.get(name)
        if type(value) is not date:
            self.refuse(f"{name} must be a date, as 2019-04-01.", where=name, found=value)
            return date(1, 1, 1)
        return value

    def _amount(self, rule: dict[str, Any], when: RuleName, *, where: str) -> Decimal | None:
        name = {RuleName.WITHIN_PERCENT: "percent", RuleName.WITHIN_POINTS: "points"}.get(when)
        if name is None:
            return None
        typed = rule.get(name)
        # True is an int to Python.
        amount = Decimal(typed) if type(typed) is int or isinstance(typed, Decimal) else None
        if amount is None or not is_kept_exactly(amount) or amount < 0:
            self.refuse(
                f"{name} must be a number, 0 or more.",
                where=where,
                found=typed,
                expected=f"at most {MOST_WHOLE_DIGITS} digits before the point, and {MOST_DECIMALS} after it",
            )
            return Decimal(0)
        return amount

    def _choice(
        self, table: dict[str, Any], name: str, choices: type[C], *, default: C, where: str, needed: bool = False
    ) -> C:
        value = table.get(name)
        if value is None and not needed:
            return default
        try:
            return choices(str(value))
        except ValueError:
            self.refuse(
                f"{name} is not one that is known.",
                where=where or name,
                found=value,
                expected=f"one of {', '.join(choices)}",
            )
            return default


_POLICY_KEYS = (
    "slug",
    "version",
    "title",
    "effective_from",
    "council",
    "council_name",
    "source",
    "citation",
    "without_target",
    "labels",
    "rule",
    "gap",
)
_RULE_KEYS: dict[RuleName, tuple[str, ...]] = {
    RuleName.TARGET_MET: (),
    RuleName.WITHIN_PERCENT: ("percent", "edge"),
    RuleName.WITHIN_POINTS: ("points", "edge"),
    RuleName.WITHIN_OWN_TOLERANCE: ("edge",),
    RuleName.WITHIN_BAND: (),
    RuleName.FLOOR_MET: (),
    RuleName.IMPROVED: ("since",),
    RuleName.MAINTAINED: ("since",),
    RuleName.FORECAST_MEETS_TARGET: (),
    RuleName.STATED: ("stated",),
    RuleName.OTHERWISE: ("status",),
}


def _as_written(found: object) -> str:
    """What the file says, as it says it; "" for what it does not say."""
    if found is None:
        return ""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, int) and found > LARGEST_TOLD:
        return "a number beyond all measure"  # Python writes no whole number of thousands of digits out
    return str(found)
