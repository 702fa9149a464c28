"""Rules between measures, as a card states them: which indicators exist that it names, and can they be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import IndicatorRow
from goldenthread.indicators.rules.context import Context
from goldenthread.spreadsheets.differences import Findings

_BETWEEN = re.compile(r"[\s,;+]+")
_NEVER_ADDED = {Unit.TEXT: "Words are", Unit.YES_NO: "Yes and no are", Unit.RANK: "Ranks are"}


def references_in(typed: str) -> tuple[str, ...]:
    """The references in a cell, in the order written: "EXC02; EXC03", "EXC02 + EXC03"."""
    return tuple(reference for reference in _BETWEEN.split(typed) if reference)


def in_one_spelling(references: Iterable[str]) -> str:
    return "; ".join(references)


def check_rules(row: IndicatorRow, *, findings: Findings) -> bool:
    """Whether what a card says of other measures can hold of any; a problem is told where it cannot."""
    wrong = list(_why_not(row))
    for field, words in wrong:
        findings.refuse(row, field, words)
    return not wrong


def _why_not(row: IndicatorRow) -> Iterator[tuple[str, str]]:
    parts, most = references_in(row.sum_of), references_in(row.not_more_than)
    if row.ref in parts:
        yield "sum_of", f"{row.ref} is not a part of itself. Name the indicators that add up to it."
    elif len(parts) == 1:
        yield "sum_of", "A sum has two parts or more. Name the others too, or leave the cell blank."
    if len(set(parts)) < len(parts):
        yield "sum_of", "A part is named twice. Name each once."
    if row.ref in most:
        yield "not_more_than", f"{row.ref} is never more than itself. Name another indicator."
    elif len(most) > 1:
        yield "not_more_than", "Name one indicator that this one is never more than."
    for field, given in (("sum_of", parts), ("not_more_than", most)):
        if given and row.unit in _NEVER_ADDED:
            yield field, f"{_NEVER_ADDED[row.unit]} not added up or held against each other. Leave the cell blank."


def check_named_indicators(
    rows: Iterable[IndicatorRow], *, versions: dict[str, IndicatorRow], lost: frozenset[str], context: Context
) -> None:
    """The indicators that new cards name are there, and in the same unit. `versions` are the newest of each."""
    for row in rows:
        for field in ("sum_of", "not_more_than"):
            for reference in references_in(getattr(row, field)):
                named = versions.get(reference)
                if named is None:
                    if reference not in lost:
                        context.findings.refuse(row, field, _unknown(reference, versions=versions))
                elif named.unit is not row.unit:
                    context.findings.refuse(
                        row,
                        field,
                        f"{reference} is in {named.unit.value}, and {row.ref} in {row.unit.value}: they cannot be held "
                        "against each other.",
                    )


def _unknown(reference: str, *, versions: dict[str, IndicatorRow]) -> str:
    alike = [known for known in versions if known.casefold() == reference.casefold()]
    advice = f"Did you mean {alike[0]!r}?" if alike else "Add it to sheet Indicators."
    return f"No indicator has the reference {reference!r}. {advice}"
