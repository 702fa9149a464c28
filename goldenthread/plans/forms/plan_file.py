"""A plan from a TOML file, with everything that is wrong of it and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from goldenthread.committee.forms.toml_file import TomlReader, plain_place, toml_in
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable
from goldenthread.domain.plan_actions import ActionTerms, MilestoneTerms
from goldenthread.domain.plan_records import ActionRecord, PlanRecord
from goldenthread.domain.plan_risks import RiskRecord, Score
from goldenthread.domain.problems import InputRefused

# May be of several lines.
_LINES = ("words", "outcome", "success", "purpose", "provided", "when_missed")
_NO_DAY = date.min  # stands for a day that could not be read, and was refused
_HEAD = ("slug", "kind", "title", "committee", "directorate", "service", "first_year", "last_year", "illustrative")
_SCORES = ("likelihood", "impact", "sought_likelihood", "sought_impact")
_RISK = ("ref", "title", "owner", "action", "words", *_SCORES)
_ACTION = (
    *("ref", "words", "outcome", "success", "owner", "owner_name", "starts", "due"),
    *("source", "serves", "directorate", "service", "waits_for", "milestone"),
)


def read_plan(content: bytes, *, file: str) -> PlanRecord:
    """The plan in the bytes of a TOML file; raises InputRefused with every problem and its place in the file."""
    reader = _Reader(file)
    found = reader.plan(toml_in(content, file=file))
    if reader.problems:
        raise InputRefused(reader.problems)
    return found


class PlanReader(TomlReader):
    """What the files of this room have in common: one line of words, lists of names, years and days."""

    def _text(self, table: dict[str, Any], key: str, *, where: str, needed: bool = True, longest: int = 4000) -> str:
        text = super()._text(table, key, where=where, needed=needed, longest=longest)
        return text if key in _LINES else text.replace("\n", " ")

    def _texts(self, table: dict[str, Any], key: str, *, where: str) -> tuple[str, ...]:
        found = table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self._refuse('Write a list of texts, as in ["havering"].', where=f"{where}.{key}", found=str(found))
            return ()
        return tuple(dict.fromkeys(one.strip() for one in found))

    def _yes(self, table: dict[str, Any], key: str, *, where: str) -> bool:
        found = table.get(key, False)
        if not isinstance(found, bool):
            self._refuse("Write true or false.", where=f"{where}.{key}", found=str(found))
        return found is True

    def _year(self, table: dict[str, Any], key: str, *, where: str) -> int:
        found = self._text(table, key, where=where)
        try:
            return FinancialYear.parse(found).start if found else 0
        except PeriodUnreadable as error:
            self._refuse(str(error), where=f"{where}.{key}", found=found, expected="a financial year, as in 2019-20")
            return 0

    def _day(self, table: dict[str, Any], key: str, *, where: str) -> date:
        found = table.get(key)
        if isinstance(found, date) and not isinstance(found, datetime):
            return found
        self._refuse(
            "This is missing." if found is None else "Write a day alone, without a time and without quotation marks.",
            where=f"{where}.{key}",
            found="" if found is None else str(found),
            expected="a day, as in 2019-09-30",
        )
        return _NO_DAY


class _Reader(PlanReader):
    """Reads a plan."""

    def plan(self, table: dict[str, Any]) -> PlanRecord:
        self._only(table, known=("plan", "theme", "risk"), where="")
        head = self._table(table, "plan")
        self._only(head, known=_HEAD, where="plan")
        return PlanRecord(
            slug=self._slug(head, where="plan", longest=60),
            kind=self._text(head, "kind", where="plan", longest=12),
            title=self._text(head, "title", where="plan", longest=200),
            committee=self._text(head, "committee", where="plan", longest=50),
            directorate=self._text(head, "directorate", where="plan", needed=False),
            service=self._text(head, "service", where="plan", needed=False),
            first_year=self._year(head, "first_year", where="plan"),
            last_year=self._year(head, "last_year", where="plan"),
            illustrative=self._yes(head, "illustrative", where="plan"),
            actions=tuple(self._actions(table)),
            risks=tuple(self._risk(one, where=where) for one, where in self._tables(table, "risk")),
        )

    def _risk(self, table: dict[str, Any], *, where: str) -> RiskRecord:
        self._only(table, known=_RISK, where=where)
        numbers = {name: self._whole(table, name, where=where) for name in _SCORES}
        return RiskRecord(
            ref=self._text(table, "ref", where=where, longest=24),
            title=self._text(table, "title", where=where, longest=300),
            owner_post=self._text(table, "owner", where=where, longest=120),
            action=self._text(table, "action", where=where, needed=False, longest=24),
            words=self._text(table, "words", where=where, needed=False),
            now=Score(likelihood=numbers["likelihood"], impact=numbers["impact"]),
            sought=Score(likelihood=numbers["sought_likelihood"], impact=numbers["sought_impact"]),
        )

    def _whole(self, table: dict[str, Any], key: str, *, where: str) -> int:
        found = table.get(key)
        if isinstance(found, int) and not isinstance(found, bool):
            return found
        self._refuse(
            "Write a whole number without quotation marks.",
            where=f"{where}.{key}",
            found="" if found is None else str(found),
            expected="1 to 5",
        )
        return 1

    def _actions(self, table: dict[str, Any]) -> Iterator[ActionRecord]:
        for theme, where in self._tables(table, "theme"):
            self._only(theme, known=("title", "action"), where=where)
            title = self._text(theme, "title", where=where, longest=200)
            if not theme.get("action"):
                place = f"{where}.action"
                words = f"This theme has no action. Write one under [[{plain_place(place)}]], or leave the theme out."
                self._refuse(words, where=place)
            for one, inner in self._tables(theme, "action", where=where):
                yield self._action(one, theme=title, where=inner)

    def _action(self, table: dict[str, Any], *, theme: str, where: str) -> ActionRecord:
        self._only(table, known=_ACTION, where=where)
        return ActionRecord(
            ref=self._text(table, "ref", where=where, longest=24),
            theme=theme,
            terms=ActionTerms(
                words=self._text(table, "words", where=where),
                outcome=self._text(table, "outcome", where=where),
                success=self._text(table, "success", where=where, needed=False),
                owner_post=self._text(table, "owner", where=where, longest=120),
                starts_on=self._day(table, "starts", where=where),
                due_on=self._day(table, "due", where=where),
                milestones=tuple(
                    self._milestone(one, where=inner) for one, inner in self._tables(table, "milestone", where=where)
                ),
            ),
            source=self._text(table, "source", where=where, needed=False, longest=300),
            owner_name=self._text(table, "owner_name", where=where, needed=False, longest=120),
            serves=self._texts(table, "serves", where=where),
            directorate=self._text(table, "directorate", where=where, needed=False),
            service=self._text(table, "service", where=where, needed=False),
            waits_for=self._texts(table, "waits_for", where=where),
        )

    def _milestone(self, table: dict[str, Any], *, where: str) -> MilestoneTerms:
        self._only(table, known=("key", "words", "due"), where=where)
        return MilestoneTerms(
            key=self._text(table, "key", where=where, longest=24),
            words=self._text(table, "words", where=where),
            due_on=self._day(table, "due", where=where),
        )
