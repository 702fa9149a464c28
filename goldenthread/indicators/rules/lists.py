"""Sheets Lists and List entries: a year's list, who agreed it, and what is on it from when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP, ListEntryRow, ListRow, TargetRow
from goldenthread.indicators.rules.cards import Indicators, Measures
from goldenthread.indicators.rules.context import Context, Measure
from goldenthread.spreadsheets.differences import Findings, in_force


def year_of(row: ListRow | ListEntryRow | TargetRow, *, findings: Findings) -> FinancialYear | None:
    """The year of a row, or None where a problem was told."""
    try:
        return FinancialYear.parse(row.year)
    except PeriodUnreadable as refusal:
        findings.refuse(row, "year", str(refusal), expected="2019-20, say")
        return None


def day_in_year(row: ListEntryRow | TargetRow, *, year: FinancialYear, findings: Findings) -> date | None:
    """The row's first day, which is the year's where it is blank; None where a problem was told."""
    day = row.starts_on or year.first_day
    if year.first_day <= day <= year.last_day:
        return day
    findings.refuse(
        row,
        "starts_on",
        f"This day is not in {year.label}.",
        expected=f"{year.first_day} to {year.last_day}",
    )
    return None


def lists_in_one_spelling(rows: Iterable[ListRow], *, context: Context) -> Iterator[ListRow]:
    """The rows that stand; each decision is in the committee's record."""
    for row in rows:
        year = year_of(row, findings=context.findings) if row.year else None
        known = [context.decision(row, field) for field in ("decision", "reporting_decision") if getattr(row, field)]
        if year is not None and None not in known and not row.broken:
            yield replace(row, year=str(year))


def check_changed_lists(
    changed: Iterable[tuple[ListRow, ListRow]], *, proposed_on: Mapping[str, date], context: Context
) -> None:
    """A list is agreed once, and none before it was proposed. What changes after that has decisions of its own."""
    findings = context.findings
    for old, row in changed:
        day, decision = proposed_on.get(row.year), context.decisions.get(row.decision)
        if not old.decision and day is not None and decision is not None and decision.meeting_on < day:
            findings.refuse(
                row,
                "decision",
                f"This list was proposed on {day_words(day)}, and this decision is of "
                f"{day_words(decision.meeting_on)}: it cannot have agreed it. Name the decision that did, or leave the "
                "cell blank.",
            )
        if old.decision not in ("", row.decision):
            findings.refuse(
                row,
                "decision",
                "This list was agreed by another decision, which stays. Give what changes after it its own decision, "
                "on sheets List entries and Targets.",
                expected=old.decision,
            )


def entries_in_one_spelling(
    rows: Iterable[ListEntryRow],
    *,
    lists: Mapping[str, ListRow],
    lost_years: frozenset[str],
    indicators: Indicators,
    measures: Measures,
    context: Context,
) -> Iterator[ListEntryRow]:
    """The rows that stand, each of a measure that is known and a list that there is."""
    findings = context.findings
    for row in rows:
        scope, year = context.scope(row), year_of(row, findings=findings) if row.year else None
        agreed = not row.decision or context.decision(row) is not None
        if scope is None or year is None or row.broken:
            indicators.is_known(row, row.ref, findings=findings)
            continue
        day = day_in_year(row, year=year, findings=findings)
        is_known = measures.is_known(row, (row.ref, scope), indicators=indicators, context=context)
        has_list = str(year) in lists
        if not has_list and str(year) not in lost_years:
            findings.refuse(row, "year", f"There is no list of {year.label}. Add it to sheet Lists.")
        if row.on_list != "yes" and not row.reason:
            findings.refuse(row, "reason", "Say why this measure is suspended or taken off.")
            continue
        if is_known and has_list and agreed and day is not None:
            yield replace(row, council=scope, year=str(year), starts_on=day)


@dataclass(frozen=True)
class Entries:
    """Every measure's places on every list as they are after the import."""

    versions: Mapping[tuple[str, Measure], tuple[ListEntryRow, ...]]

    def listed_on(self, day: date) -> Iterator[Measure]:
        """The measures on the list of the day's year, suspended ones among them."""
        year = str(FinancialYear.containing(day))
        for (of_year, measure), versions in self.versions.items():
            if of_year == year:
                entry = in_force(versions, on=day, starts_on=entry_starts_on)
                if entry is not None and entry.on_list != "no":
                    yield measure


def entry_starts_on(row: ListEntryRow) -> date:
    """The first day of a row in one spelling, in which it is never blank."""
    if row.starts_on is None:
        raise ValueError("the row is not in one spelling")
    return row.starts_on


def check_entries(
    rows: Iterable[ListEntryRow],
    *,
    entries: Entries,
    agreed_before: Mapping[str, date],
    indicators: Indicators,
    measures: Measures,
    context: Context,
) -> None:
    """A measure goes on a list once it is defined, answered for and provided, and never behind the committee's back."""
    for row in rows:
        measure = (row.ref, row.council)
        day = entry_starts_on(row)
        context.check_year_is_open(row, row.year)
        check_covered(row, day=day, agreed_before=agreed_before, findings=context.findings)
        if row.on_list == "no":
            first = entries.versions[row.year, measure][0]
            if first == row and not _may_begin_off_the_list(row, day=day, entries=entries):
                context.findings.refuse(
                    row, "on_list", "This takes off a measure that is not on the list. Take it out."
                )
            continue
        definition = indicators.in_force(row.ref, on=day)
        if definition is None or measures.in_force(measure, on=day) is None:
            first_day = measures.versions[measure][0].starts_on
            context.findings.refuse(
                row,
                "starts_on",
                f"Nobody answers for {row.ref} for {context.scope_in_words(row.council)} yet on {day}: its first row "
                f"on sheet Measures is from {first_day}.",
                expected=f"{first_day} or later",
            )
            continue
        context.check_provided(row, "council", ref=row.ref, scope=row.council, service=definition.service, on=day)


def _may_begin_off_the_list(row: ListEntryRow, *, day: date, entries: Entries) -> bool:
    """What was on last year's list to its end may be left out of this one from its first day, with the reason.

    A measure of the whole partnership needs no place on a list to be reported, but one to end.
    """
    year = FinancialYear.parse(row.year)
    if row.council == WHOLE_PARTNERSHIP:
        return True
    return day == year.first_day and (row.ref, row.council) in set(entries.listed_on(year.previous.last_day))


def check_covered(
    row: ListEntryRow | TargetRow, *, day: date, agreed_before: Mapping[str, date], findings: Findings
) -> None:
    """What is entered after a list was agreed is not covered by that decision unless somebody says so."""
    agreed_on = agreed_before.get(row.year)
    if not row.decision and agreed_on is not None and day <= agreed_on:
        findings.refuse(
            row,
            "decision",
            f"The list of {row.year} was agreed on {agreed_on} before this was entered. Name the decision that agreed "
            "this, or let it start after that day: it is then not yet agreed.",
        )


def warn_of_ended_provision(*, entries: Entries, indicators: Indicators, context: Context) -> None:
    """A measure that ends because its service ends for that council is pointed out: the list need not say so."""
    for row in context.partnership.provision.new:
        if row.extent != "not provided":
            continue
        for ref, scope in entries.listed_on(row.starts_on):
            definition = indicators.in_force(ref, on=row.starts_on)
            if scope == row.council and definition is not None and definition.service == row.service:
                context.findings.warn(
                    row,
                    "extent",
                    f"{ref} for {context.scope_in_words(scope)} ends with its service: from this day it is no longer "
                    "asked for or counted. A round that is open already keeps it until `refresh-figures`.",
                )
