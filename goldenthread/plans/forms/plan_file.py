"""A plan from a TOML file, with everything that is wrong of it and where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from goldenthread.domain.periods import FinancialYear, PeriodUnreadable
from goldenthread.domain.plan_actions import ActionTerms, MilestoneTerms
from goldenthread.domain.plan_records import ActionRecord, PlanRecord
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.toml import why_unreadable
from goldenthread.publishing.words import clean, unprintable
from goldenthread.spreadsheets.text import controls_in

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINES = ("words", "outcome", "success")  # may be of several lines
_NO_DAY = date.min  # stands for a day that could not be read, and was refused
_HEAD = ("slug", "kind", "title", "committee", "directorate", "service", "first_year", "last_year", "illustrative")
_ACTION = (
    *("ref", "words", "outcome", "success", "owner", "owner_name", "starts", "due"),
    *("source", "serves", "directorate", "service", "waits_for", "milestone"),
)


def read_plan(content: bytes, *, file: str) -> PlanRecord:
    """The plan in the bytes of a TOML file; raises InputRefused with every problem and its place in the file."""
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputRefused([Problem("This file is not text in UTF-8. Save it as UTF-8.", file=file)]) from None
    except ValueError as error:
        words = f"This is not TOML that can be read: {why_unreadable(error)}."
        raise InputRefused([Problem(words, file=file)]) from None
    except RecursionError:
        words = "This is not TOML that can be read: its brackets are nested too deeply."
        raise InputRefused([Problem(words, file=file)]) from None
    reader = _Reader(file)
    found = reader.plan(table)
    if reader.problems:
        raise InputRefused(reader.problems)
    return found


class _Reader:
    """Reads one file and keeps every problem met on the way. A place is written theme[2].action[1].due."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def plan(self, table: dict[str, Any]) -> PlanRecord:
        self._only(table, known=("plan", "theme"), where="")
        found = table.get("plan")
        head: dict[str, Any] = found if isinstance(found, dict) else {}
        if not isinstance(found, dict):
            self._refuse("The file has no table [plan].", where="plan")
        self._only(head, known=_HEAD, where="plan")
        slug = self._text(head, "slug", where="plan", longest=60)
        if slug and not _SLUG.fullmatch(slug):
            self._refuse("A slug is small letters, digits and single hyphens.", where="plan.slug", found=slug)
        return PlanRecord(
            slug=slug,
            kind=self._text(head, "kind", where="plan", longest=12),
            title=self._text(head, "title", where="plan", longest=200),
            committee=self._text(head, "committee", where="plan", longest=50),
            directorate=self._text(head, "directorate", where="plan", needed=False),
            service=self._text(head, "service", where="plan", needed=False),
            first_year=self._year(head, "first_year"),
            last_year=self._year(head, "last_year"),
            illustrative=self._yes(head, "illustrative", where="plan"),
            actions=tuple(self._actions(table)),
        )

    def _actions(self, table: dict[str, Any]) -> Iterator[ActionRecord]:
        for theme, where in self._tables(table, "theme", where=""):
            self._only(theme, known=("title", "action"), where=where)
            title = self._text(theme, "title", where=where, longest=200)
            if not theme.get("action"):
                self._refuse(
                    f"This theme has no action. Write one under [[{_plain(where)}.action]], or leave the theme out.",
                    where=f"{where}.action",
                )
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

    def _tables(self, table: dict[str, Any], key: str, *, where: str) -> Iterator[tuple[dict[str, Any], str]]:
        found = table.get(key, [])
        place = f"{where}.{key}".lstrip(".")
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self._refuse(f"Write each as a table [[{_plain(place)}]].", where=place)
            return
        for position, one in enumerate(found, start=1):
            yield one, f"{place}[{position}]"

    def _text(self, table: dict[str, Any], key: str, *, where: str, needed: bool = True, longest: int = 4000) -> str:
        found = table.get(key, "")
        place = f"{where}.{key}"
        if not isinstance(found, str):
            self._refuse("This is text: put it in quotation marks.", where=place, found=str(found))
            return ""
        for control in controls_in(found):
            self._refuse(
                f"This holds a control character ({control}), which nobody can see or print. Delete it.", where=place
            )
        text = clean(found).strip()
        if key not in _LINES:
            text = text.replace("\n", " ")
        if needed and not text:
            self._refuse("This is missing.", where=place)
        if len(text) > longest:
            self._refuse(
                f"This is too long: {len(text):,} characters.",
                where=place,
                found=text[:40],
                expected=f"at most {longest:,}",
            )
        for character in unprintable(text):
            self._refuse(str(character), where=place)
        return text

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

    def _year(self, table: dict[str, Any], key: str) -> int:
        found = self._text(table, key, where="plan")
        try:
            return FinancialYear.parse(found).start if found else 0
        except PeriodUnreadable as error:
            self._refuse(str(error), where=f"plan.{key}", found=found, expected="a financial year, as in 2019-20")
            return 0

    def _day(self, table: dict[str, Any], key: str, *, where: str) -> date:
        found = table.get(key)
        if isinstance(found, date) and not isinstance(found, datetime):
            return found
        self._refuse(
            "Write a day without quotation marks.",
            where=f"{where}.{key}",
            found="" if found is None else str(found),
            expected="a day, as in 2019-09-30",
        )
        return _NO_DAY

    def _only(self, table: dict[str, Any], *, known: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in known:
                self._refuse(
                    "This is not known here.", where=f"{where}.{key}".lstrip("."), expected=f"one of {', '.join(known)}"
                )

    def _refuse(self, message: str, *, where: str, found: str = "", expected: str = "") -> None:
        self.problems.append(Problem(message, file=self.file, column=where, found=found, expected=expected))


def _plain(place: str) -> str:
    """ "theme.action" for "theme[1].action": as TOML writes it."""
    return re.sub(r"\[\d+\]", "", place)
