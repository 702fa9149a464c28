"""What a file's rows say that is new or different, held against what is there already."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Generic, TypeVar

from goldenthread.domain.problems import Problem
from goldenthread.spreadsheets.columns import Row, fields_of
from goldenthread.spreadsheets.text import shortened

R = TypeVar("R", bound=Row)
K = TypeVar("K", bound=Hashable)

# The fields that say what a row speaks of, in any sheet that has them.
_KEY_FIELDS = ("slug", "email", "role", "policy", "ref", "service", "council", "year", "period", "starts_on")


class Findings:
    """What is wrong with the rows of a file, and what is odd about them, each with its place."""

    def __init__(self, *, file: str, problems: Iterable[Problem] = (), files: Mapping[str, str] | None = None) -> None:
        self.file = file
        self._files = files or {}  # of sheets that stand in a file of their own, by sheet
        self.problems: list[Problem] = list(problems)
        self.warnings: list[Problem] = []

    def refuse(self, row: Row, field: str, message: str, *, expected: str = "", found: str | None = None) -> None:
        """A problem with a row's cell, named by the field that it is read into."""
        self.problems.append(self._problem(row, field, message, expected=expected, found=found))

    def warn(self, row: Row, field: str, message: str) -> None:
        """Something that may be meant, and may be a slip."""
        self.warnings.append(self._problem(row, field, message, expected="", found=None))

    def _problem(self, row: Row, field: str, message: str, *, expected: str, found: str | None) -> Problem:
        headings = {each.name: each.column.heading for each in fields_of(type(row))}
        return Problem(
            message,
            file=self._files.get(row.sheet, self.file),
            sheet=row.sheet,
            row=row.line or None,
            column=headings.get(field, ""),
            found=shortened(in_words(getattr(row, field, None)) if found is None else found),
            expected=expected,
        )


@dataclass(frozen=True)
class Compared(Generic[R]):
    """Rows that are new; rows that say something else than before, each after its old one; how many say the same.

    `follows` are new versions, each after the version that it ends.
    """

    new: tuple[R, ...] = ()
    changed: tuple[tuple[R, R], ...] = ()
    unchanged: int = 0
    follows: tuple[tuple[R, R], ...] = ()

    @property
    def said(self) -> tuple[R, ...]:
        """Every row that adds or changes something."""
        return (*self.new, *(row for _, row in self.changed))


def compare(
    held: Iterable[R], said: Iterable[R], *, key: Callable[[R], Hashable], field: str, findings: Findings
) -> tuple[Compared[R], tuple[R, ...]]:
    """The differences, and every row as it is afterwards: the held ones first, in their order.

    A row that stands twice in the file is refused at its cell `field`.
    """
    known = {key(row): row for row in held}
    after = dict(known)
    new, changed, unchanged = [], [], 0
    first: dict[Hashable, R] = {}
    for row in said:
        if key(row) in first:
            findings.refuse(row, field, f"This stands already in row {first[key(row)].line}. Keep one of the two.")
            continue
        first[key(row)] = row
        after[key(row)] = row
        old = known.get(key(row))
        if old is None:
            new.append(row)
        elif old != row:
            changed.append((old, row))
        else:
            unchanged += 1
    return Compared(tuple(new), tuple(changed), unchanged), tuple(after.values())


def compare_versions(
    held: Iterable[R],
    said: Iterable[R],
    *,
    thing: Callable[[R], K],
    starts_on: Callable[[R], date],
    findings: Findings,
) -> tuple[Compared[R], dict[K, tuple[R, ...]]]:
    """The same for rows that are versions, each in force from a day; and every thing's versions, oldest first.

    The past is not written anew: a version that is there already stays as it is, and a new one
    starts after the newest. Where that is not so the row is refused and does not count.
    """
    versions: dict[K, list[R]] = {}
    for row in held:
        versions.setdefault(thing(row), []).append(row)
    for known in versions.values():
        known.sort(key=starts_on)
    new: list[R] = []
    follows: list[tuple[R, R]] = []
    unchanged = 0
    seen: dict[tuple[K, date], int] = {}
    for row in sorted(said, key=starts_on):
        place = (thing(row), starts_on(row))
        if place in seen:
            findings.refuse(row, "starts_on", f"This stands already in row {seen[place]}. Keep one of the two.")
            continue
        seen[place] = row.line
        known = versions.setdefault(thing(row), [])
        of_day = [version for version in known if starts_on(version) == starts_on(row)]
        if of_day and of_day[0] == row:
            unchanged += 1
        elif of_day:
            _refuse_rewriting(row, of_day[0], findings=findings)
        elif known and starts_on(known[-1]) > starts_on(row):
            newest = starts_on(known[-1]).isoformat()
            findings.refuse(
                row,
                "starts_on",
                f"What holds from {newest} is known already, so nothing can be put in before it. "
                "Give this a later day, or take the row out.",
                expected=f"a day after {newest}",
            )
        elif known and not differences(known[-1], row, without="starts_on"):
            findings.refuse(
                row,
                "starts_on",
                f"This says the same as what holds from {starts_on(known[-1]).isoformat()}. Take the row out.",
            )
        else:
            follows += [(version, row) for version in known[-1:]]
            known.append(row)
            new.append(row)
    return Compared(tuple(new), (), unchanged, tuple(follows)), {key: tuple(known) for key, known in versions.items()}


def in_force(versions: Iterable[R], *, on: date, starts_on: Callable[[R], date]) -> R | None:
    """The newest version that has started by the day, of versions given oldest first."""
    found = None
    for version in versions:
        if starts_on(version) <= on:
            found = version
    return found


def differences(old: Row, new: Row, *, without: str = "") -> list[str]:
    """The fields in which two rows of a sheet differ."""
    return [
        each.name
        for each in fields(old)
        if each.compare and each.name != without and getattr(old, each.name) != getattr(new, each.name)
    ]


def key_in_words(row: Row) -> str:
    """What a row speaks of: "EXC01, newham, 2019-20, 2019-10-01"."""
    said = (getattr(row, name, None) for name in _KEY_FIELDS)
    return ", ".join(in_words(value) for value in said if value not in (None, ""))


def in_words(value: Any) -> str:
    """A cell's value as the sheet would show it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def changed_in_words(old: Row, new: Row, *, without: str = "") -> str:
    """ "Title was “Invoices paid” and is now “Invoices paid on time”"; every column that differs."""
    headings = {each.name: each.column.heading for each in fields_of(type(new))}
    return "; ".join(
        f"{headings[name]} was “{shortened(in_words(getattr(old, name)))}” and is now "
        f"“{shortened(in_words(getattr(new, name)))}”"
        for name in differences(old, new, without=without)
    )


def _refuse_rewriting(row: Row, held: Row, *, findings: Findings) -> None:
    field = differences(held, row)[0]
    findings.refuse(
        row,
        field,
        f"What already holds from this day cannot be written anew: {changed_in_words(held, row)}. Put the row back as "
        "it was, and give the change a row of its own with a later From.",
        expected=in_words(getattr(held, field)),
    )
