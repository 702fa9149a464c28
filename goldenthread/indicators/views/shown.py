"""How a page says what would change in the register: the old beside the new, and which open rounds do not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import FinancialYear
from goldenthread.indicators.forms.pages import WORDS, Typed, as_typed, label_of
from goldenthread.indicators.forms.sheets import (
    IndicatorRow,
    ListEntryRow,
    MeasureRow,
    Register,
    SuccessionRow,
    TargetRow,
)
from goldenthread.indicators.queries.in_rounds import HeldInRound
from goldenthread.indicators.queries.offered import Offered
from goldenthread.spreadsheets.columns import Row, fields_of
from goldenthread.spreadsheets.differences import in_words

_ALREADY_SAID = frozenset({"ref", "council", "year", "starts_on", "policy_version", "own_policy_version"})
_BLANK = "–"
_NAMES: Mapping[type[Row], str] = {
    IndicatorRow: "The card",
    MeasureRow: "Who answers for it",
    ListEntryRow: "The list of",
    TargetRow: "Target of",
    SuccessionRow: "What follows it",
}


def changes_table(typed: Typed, *, held: Register, offered: Offered) -> Table:
    """Each thing that is said anew: what it is now, and what it would be."""
    rows = tuple(row for kind in _NAMES for row in _lines(kind, typed, held=held, offered=offered))
    titles = ["What", "From", "It is now", "It will be"]
    if all(now.words == _BLANK for _, _, now, _ in rows):
        # Nothing was there before: a column of dashes tells nothing.
        titles.remove("It is now")
        rows = tuple((what, day, new) for what, day, _, new in rows)
    columns = tuple(Column(title=title) for title in titles)
    return Table(key="changes", caption="What will change", columns=columns, rows=rows)


def rounds_words(rounds: Iterable[HeldInRound], *, typed: Typed) -> tuple[str, ...]:
    """Each open round that the change does not reach by itself, and what to do."""
    found = tuple(
        one for one in rounds if typed.starts_on is None or one.quarter.last_day >= typed.starts_on
    )  # fmt: skip
    if not found:
        return ("No open round is touched. A round that is opened for a quarter after that day takes it up by itself.",)
    return tuple(
        f"{one.quarter.label} is open and holds this indicator for {_listed(one.councils)}. Its figures keep the terms "
        "that were copied when it was opened; “Take changes from the register” on its board takes this over."
        for one in found
    )


def _lines(kind: type[Row], typed: Typed, *, held: Register, offered: Offered) -> Iterator[tuple[Cell, ...]]:
    every: dict[type[Row], Iterable[Any]] = {
        IndicatorRow: typed.rows.indicators,
        MeasureRow: typed.rows.measures,
        ListEntryRow: typed.rows.list_entries,
        TargetRow: typed.rows.targets,
        SuccessionRow: typed.rows.successions,
    }
    for row in every[kind]:
        old = _before(row, held=held)
        for each in fields_of(kind):
            new_words = _words(each.name, row, offered=offered)
            old_words = "" if old is None else _words(each.name, old, offered=offered)
            if each.name in _ALREADY_SAID or new_words == old_words:
                continue
            yield row_of(
                Cell(words=label_of(each), small=_whose(row, offered=offered)),
                _from(row),
                old_words or _BLANK,
                new_words or _BLANK,
            )


def _before(row: Any, *, held: Register) -> Any:
    """What the row would follow: the newest of the same thing."""
    same: list[Any] = []
    if isinstance(row, IndicatorRow):
        same = list(held.indicators)
    elif isinstance(row, MeasureRow):
        same = [one for one in held.measures if one.council == row.council]
    elif isinstance(row, TargetRow):
        same = [one for one in held.targets if (one.council, one.year) == (row.council, row.year)]
    elif isinstance(row, ListEntryRow):
        same = [one for one in held.list_entries if (one.council, one.year) == (row.council, row.year)]
    return same[-1] if same else None


def _whose(row: Any, *, offered: Offered) -> str:
    name = _NAMES[type(row)]
    if hasattr(row, "year"):
        name = f"{name} {FinancialYear.parse(row.year).label}"
    council = getattr(row, "council", "")
    of = offered.council_names.get(council, council)
    if isinstance(row, SuccessionRow):
        return f"{name}: {row.ref}"
    return f"{name}, {of[:1].lower() + of[1:] if ' ' in council else of}" if of else name


def _from(row: Any) -> str:
    day = row.starts_on
    if day is None and hasattr(row, "year"):
        day = FinancialYear.parse(row.year).first_day
    return _BLANK if day is None else day_words(day)


def _words(name: str, row: Any, *, offered: Offered) -> str:
    value = getattr(row, name)
    if name in ("policy", "own_policy"):
        code = f"{value}/{getattr(row, f'{name}_version')}"
        return dict(offered.policies).get(code, str(value)) if value else ""
    if name == "service":
        return dict(offered.services).get(value, str(value))
    if name == "decision":
        return dict(offered.decisions).get(value, str(value))
    if value in (None, False):
        return ""
    typed = as_typed(value)
    return WORDS.get(name, {}).get(typed) or (in_words(typed)[:1].upper() + in_words(typed)[1:])


def _listed(councils: Iterable[str]) -> str:
    return listed(one or "the whole partnership" for one in councils)
