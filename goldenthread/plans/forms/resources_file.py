"""What was agreed of staff and money for actions, from a TOML file; and numbers by name, as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from goldenthread.committee.forms.toml_file import toml_in
from goldenthread.domain.cost_shares import AmountBeyondBelief, AmountUnreadable, read_amount
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.plans.forms.service_plan_file import RESOURCE_KEYS, ResourceReader
from goldenthread.plans.operations import ResourceSaid

_KEYS = ("action", "council", "year", "decision", *RESOURCE_KEYS)


def read_resources(content: bytes, *, file: str) -> tuple[ResourceSaid, ...]:
    """Everything in the bytes of a TOML file; raises InputRefused with every problem and its place."""
    reader = _Reader(file)
    found = reader.resources(toml_in(content, file=file))
    if reader.problems:
        raise InputRefused(reader.problems)
    return found


def read_named_numbers(typed: Sequence[str]) -> dict[str, Decimal]:
    """ "havering=42" and "newham=(0.045)" by their names; raises InputRefused with each that cannot be read."""
    found: dict[str, Decimal] = {}
    problems = []
    for one in typed:
        name, equals, amount = one.partition("=")
        try:
            number = read_amount(amount.removesuffix("%"))
        except AmountBeyondBelief as error:
            problems.append(Problem(str(error), column=name))
            continue
        except AmountUnreadable as error:
            problems.append(Problem(str(error) if equals else "Write a name, an equals sign and a number.", found=one))
            continue
        if name in found:
            problems.append(Problem(f"{name} is there twice.", found=one))
        found[name] = number
    if problems:
        raise InputRefused(problems)
    return found


class _Reader(ResourceReader):
    """Reads what was agreed."""

    def resources(self, table: dict[str, Any]) -> tuple[ResourceSaid, ...]:
        self._only(table, known=("resource",), where="")
        if not table.get("resource"):
            self._refuse("There is no [[resource]] in the file.", where="resource", expected="[[resource]]")
        return tuple(self._one(one, where=where) for one, where in self._tables(table, "resource"))

    def _one(self, table: dict[str, Any], *, where: str) -> ResourceSaid:
        self._only(table, known=_KEYS, where=where)
        return ResourceSaid(
            action=self._text(table, "action", where=where, longest=90),
            council=self._text(table, "council", where=where, longest=50),
            year=self._year_name(table, "year", where=where),
            terms=self._resource(table, where=where),
            decision=self._text(table, "decision", where=where, needed=False, longest=120),
        )
