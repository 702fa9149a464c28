"""A service plan from a TOML file, with everything that is wrong of it and where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from goldenthread.committee.forms.toml_file import toml_in
from goldenthread.domain.cost_shares import AmountBeyondBelief, AmountUnreadable, read_amount
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.service_plans import (
    AT_LEAST,
    AT_MOST,
    CouncilRecord,
    LevelRecord,
    ResourceTerms,
    ServicePlanRecord,
)
from goldenthread.plans.forms.plan_file import PlanReader

_HEAD = ("service", "year", "purpose", "priorities", "actions", "indicators", "illustrative")
RESOURCE_KEYS = ("staff", "money", "agreed_by", "agreed_on")
_COUNCIL = ("name", "provided", *RESOURCE_KEYS)
_LEVEL = ("ref", "council", "words", "indicator", "at_least", "at_most", "when_missed")


def read_service_plan(content: bytes, *, file: str) -> ServicePlanRecord:
    """The service plan in the bytes of a TOML file; raises InputRefused with every problem and its place."""
    reader = _Reader(file)
    found = reader.service_plan(toml_in(content, file=file))
    if reader.problems:
        raise InputRefused(reader.problems)
    return found


class ResourceReader(PlanReader):
    """Reads what was agreed of staff and money."""

    def _resource(self, table: dict[str, Any], *, where: str) -> ResourceTerms:
        return ResourceTerms(
            staff=self._number(table, "staff", where=where),
            money=self._number(table, "money", where=where),
            agreed_by=self._text(table, "agreed_by", where=where, longest=200),
            agreed_on=self._day(table, "agreed_on", where=where),
        )

    def _number(self, table: dict[str, Any], key: str, *, where: str) -> Decimal | None:
        """An exact number, of text or of digits alone; None where there is none."""
        found = table.get(key)
        if found is None:
            return None
        if isinstance(found, int) and not isinstance(found, bool):
            return Decimal(found)
        wrong = "Write digits, with a point before decimals and commas before thousands at most, in quotation marks."
        try:
            if isinstance(found, str):
                return read_amount(found)
        except AmountBeyondBelief as error:
            wrong = str(error)
        except AmountUnreadable:
            pass
        self._refuse(
            wrong,
            where=f"{where}.{key}",
            found=str(found)[:80],
            expected='a number, as in "42.5"',
        )
        return None

    def _year_name(self, table: dict[str, Any], key: str, *, where: str) -> str:
        found = self._text(table, key, where=where)
        try:
            return str(FinancialYear.parse(found)) if found else ""
        except PeriodUnreadable as error:
            self._refuse(str(error), where=f"{where}.{key}", found=found, expected="a financial year, as in 2019-20")
            return ""


class _Reader(ResourceReader):
    """Reads a service plan."""

    def service_plan(self, table: dict[str, Any]) -> ServicePlanRecord:
        where = "service_plan"
        self._only(table, known=(where, "council", "service_level"), where="")
        head = self._table(table, where)
        self._only(head, known=_HEAD, where=where)
        return ServicePlanRecord(
            service=self._text(head, "service", where=where, longest=50),
            year=self._year_name(head, "year", where=where),
            purpose=self._text(head, "purpose", where=where),
            priorities=self._texts(head, "priorities", where=where),
            actions=self._texts(head, "actions", where=where),
            indicators=self._texts(head, "indicators", where=where),
            illustrative=self._yes(head, "illustrative", where=where),
            councils=tuple(self._council(one, where=inner) for one, inner in self._tables(table, "council")),
            levels=tuple(self._level(one, where=inner) for one, inner in self._tables(table, "service_level")),
        )

    def _council(self, table: dict[str, Any], *, where: str) -> CouncilRecord:
        self._only(table, known=_COUNCIL, where=where)
        has_resource = any(name in table for name in RESOURCE_KEYS)
        return CouncilRecord(
            council=self._text(table, "name", where=where, longest=50),
            words=self._text(table, "provided", where=where),
            resource=self._resource(table, where=where) if has_resource else None,
        )

    def _level(self, table: dict[str, Any], *, where: str) -> LevelRecord:
        self._only(table, known=_LEVEL, where=where)
        at_least, at_most = (self._number(table, key, where=where) for key in ("at_least", "at_most"))
        if ("at_least" in table) == ("at_most" in table):
            self._refuse("Give either at_least or at_most.", where=f"{where}.at_least")
        return LevelRecord(
            ref=self._text(table, "ref", where=where, longest=24),
            council=self._text(table, "council", where=where, longest=50),
            words=self._text(table, "words", where=where),
            indicator=self._text(table, "indicator", where=where, longest=24),
            direction=AT_MOST if "at_most" in table else AT_LEAST,
            level=at_most or at_least or Decimal(0),
            when_missed=self._text(table, "when_missed", where=where),
        )
