"""Sheet Successions: which indicator follows which, so that the history of both can be found and is never joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from goldenthread.indicators.forms.sheets import SuccessionRow
from goldenthread.indicators.rules.cards import Indicators
from goldenthread.indicators.rules.context import Context, Measure
from goldenthread.spreadsheets.differences import Compared, Findings, changed_in_words, differences, in_words


def succession_key(row: SuccessionRow) -> tuple[str, str]:
    """What a row speaks of: one indicator, and one that follows it."""
    return (row.ref, row.followed_by)


def successions_that_stand(
    rows: Iterable[SuccessionRow], *, indicators: Indicators, context: Context
) -> Iterator[SuccessionRow]:
    """The rows whose indicators are both known, and are two."""
    for row in rows:
        if row.broken or not indicators.is_known(row, row.ref, findings=context.findings):
            continue
        if row.followed_by == row.ref:
            context.findings.refuse(row, "followed_by", "An indicator does not follow itself. Name another.")
        elif row.followed_by in indicators.versions:
            yield row
        elif row.followed_by not in indicators.lost:
            context.findings.refuse(
                row, "followed_by", f"No indicator has the reference {row.followed_by!r}. Add it to sheet Indicators."
            )


def check_successions(
    found: Compared[SuccessionRow],
    *,
    every: Iterable[SuccessionRow],
    indicators: Indicators,
    listed_on: Callable[[date], Iterable[Measure]],
    context: Context,
) -> None:
    """What is entered stays as it is; the one that follows is defined by then, and nothing follows in a circle."""
    findings, after = context.findings, list(every)
    for old, row in found.changed:
        field = differences(old, row)[0]
        findings.refuse(
            row,
            field,
            f"This was entered before, and stays: {changed_in_words(old, row)}. Put the row back as it was.",
            expected=in_words(getattr(old, field)),
        )
    for row in found.new:
        context.check_day_is_open(row, "starts_on", row.starts_on)
        if indicators.in_force(row.followed_by, on=row.starts_on) is None:
            first = indicators.versions[row.followed_by][0].starts_on
            findings.refuse(
                row, "starts_on", f"{row.followed_by} has no definition yet on this day: its first is from {first}."
            )
        _check_kind(row, every=after, findings=findings)
        if row.ref in _followers(row.followed_by, every=after):
            findings.refuse(
                row, "followed_by", f"{row.followed_by} is itself followed by {row.ref}. One of the two is wrong."
            )
        for ref, scope in listed_on(row.starts_on):
            if ref == row.ref:
                findings.warn(
                    row,
                    "starts_on",
                    f"{ref} for {context.scope_in_words(scope)} is on the list on this day still. Take it off on sheet "
                    "List entries, or both are measured.",
                )


def _check_kind(row: SuccessionRow, *, every: Iterable[SuccessionRow], findings: Findings) -> None:
    """Replaced by one, split into several, or merged from several."""
    own = [one for one in every if one.ref == row.ref]
    into = [one for one in every if one.followed_by == row.followed_by and one.kind == "merged"]
    if {(one.kind, one.starts_on) for one in own} != {(row.kind, row.starts_on)}:
        findings.refuse(row, "kind", f"{row.ref} ends once, on one day and in one way. Give its rows the same of both.")
    elif row.kind == "split" and len(own) < 2:
        findings.refuse(row, "kind", f"{row.ref} is split into one indicator only. Name the others, or write replaced.")
    elif row.kind != "split" and len(own) > 1:
        findings.refuse(row, "kind", f"{row.ref} is followed by several indicators: that is a split.")
    elif row.kind == "merged" and len(into) < 2:
        findings.refuse(
            row, "kind", f"Only {row.ref} goes into {row.followed_by}. Name the others that do, or write replaced."
        )


def _followers(ref: str, *, every: Iterable[SuccessionRow]) -> set[str]:
    """Everything that follows an indicator, at whatever remove."""
    follows: dict[str, set[str]] = {}
    for row in every:
        follows.setdefault(row.ref, set()).add(row.followed_by)
    found: set[str] = set()
    waiting = [ref]
    while waiting:
        for following in follows.get(waiting.pop(), set()) - found:
            found.add(following)
            waiting.append(following)
    return found
