"""A council's priorities from a TOML file, with everything that is wrong of it and where."""

from __future__ import annotations

from typing import Any

from goldenthread.committee.forms.toml_file import toml_in
from goldenthread.domain.priority_records import CorporatePlanRecord, PriorityRecord
from goldenthread.domain.problems import InputRefused
from goldenthread.plans.forms.plan_file import PlanReader

_HEAD = ("slug", "council", "title", "first_year", "last_year", "source", "illustrative")
_PRIORITY = ("ref", "title", "outcome", "tags", "plans", "actions", "service_plans", "indicators")


def read_priorities(content: bytes, *, file: str) -> CorporatePlanRecord:
    """The corporate plan in the bytes of a TOML file; raises InputRefused with every problem and its place."""
    reader = _Reader(file)
    found = reader.corporate_plan(toml_in(content, file=file))
    if reader.problems:
        raise InputRefused(reader.problems)
    return found


class _Reader(PlanReader):
    """Reads a corporate plan."""

    def corporate_plan(self, table: dict[str, Any]) -> CorporatePlanRecord:
        where = "corporate_plan"
        self._only(table, known=(where, "priority"), where="")
        head = self._table(table, where)
        self._only(head, known=_HEAD, where=where)
        return CorporatePlanRecord(
            slug=self._slug(head, where=where, longest=60),
            council=self._text(head, "council", where=where, longest=50),
            title=self._text(head, "title", where=where, longest=200),
            first_year=self._year(head, "first_year", where=where),
            last_year=self._year(head, "last_year", where=where),
            source=self._text(head, "source", where=where, needed=False, longest=400),
            illustrative=self._yes(head, "illustrative", where=where),
            priorities=tuple(self._priority(one, where=inner) for one, inner in self._tables(table, "priority")),
        )

    def _priority(self, table: dict[str, Any], *, where: str) -> PriorityRecord:
        self._only(table, known=_PRIORITY, where=where)
        named = {key: self._texts(table, key, where=where) for key in _PRIORITY[3:]}
        return PriorityRecord(
            ref=self._text(table, "ref", where=where, longest=24),
            title=self._text(table, "title", where=where, longest=200),
            outcome=self._text(table, "outcome", where=where, needed=False),
            **named,
        )
