"""A whole register held against what is there: what is wrong, odd, new and different, before a row is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from goldenthread.committee.queries import DecisionFacts
from goldenthread.domain.days import NO_SUCH_YEAR, can_be_meant, years_in_words
from goldenthread.domain.problems import Problem
from goldenthread.domain.rating import Policy
from goldenthread.domain.targets import Profile
from goldenthread.indicators.forms.sheets import (
    SHEETS_BY_FIELD,
    HistoryRow,
    IndicatorRow,
    ListEntryRow,
    ListRow,
    MeasureRow,
    Register,
    SuccessionRow,
    TargetRow,
)
from goldenthread.indicators.rules.between import check_named_indicators
from goldenthread.indicators.rules.cards import (
    Indicators,
    Measures,
    check_measures,
    check_moved_indicators,
    check_references,
    indicators_in_one_spelling,
    measures_in_one_spelling,
)
from goldenthread.indicators.rules.context import Context
from goldenthread.indicators.rules.history import (
    HistoryNumbers,
    history_in_one_spelling,
    history_key,
    refuse_what_a_round_holds,
)
from goldenthread.indicators.rules.lists import (
    Entries,
    check_changed_lists,
    check_entries,
    entries_in_one_spelling,
    entry_starts_on,
    lists_in_one_spelling,
    warn_of_ended_provision,
)
from goldenthread.indicators.rules.policies import known_policies
from goldenthread.indicators.rules.successions import check_successions, succession_key, successions_that_stand
from goldenthread.indicators.rules.targets import (
    TargetNumbers,
    check_targets,
    target_starts_on,
    target_thing,
    targets_in_one_spelling,
)
from goldenthread.partnership.rules import Names, PartnershipChanges, check_sheets
from goldenthread.spreadsheets.columns import Row, fields_of
from goldenthread.spreadsheets.differences import (
    Compared,
    Findings,
    changed_in_words,
    compare,
    compare_versions,
    differences,
    in_words,
)

R = TypeVar("R", bound=Row)
_HIDDEN = "This row is hidden, and was read like the others. Take it out if it is not meant."
_MANY_HIDDEN = "{:,} rows are hidden, this one the first, and were read like the others. Take out what is not meant."


@dataclass(frozen=True, kw_only=True)
class HeldRegister:
    """The register as it is kept: its rows in one spelling, the texts of its policies, the values of its history.

    `in_rounds` are measures with the quarters of the rounds that hold them, of the quarters that were asked for.
    `carried` are profiles of another year's targets that go on as they are, by reference, council and the year to
    come. `proposed_on` says of lists that `new-year` proposed on which day that was.
    """

    register: Register
    policies: tuple[str, ...]
    values: Mapping[tuple[str, str, str], Decimal | None]
    in_rounds: frozenset[tuple[str, str, str]] = frozenset()
    carried: Mapping[tuple[str, str, str], Profile] | None = None
    proposed_on: Mapping[str, date] | None = None


@dataclass(frozen=True, kw_only=True)
class RegisterChanges:
    """What a register adds and changes. Rows are in one spelling: slugs for names, every version with its day.

    `numbers`, `profiles` and `figures` are what new rows of targets and of history are kept as.
    """

    partnership: PartnershipChanges
    policies: tuple[Policy, ...]
    indicators: Compared[IndicatorRow]
    measures: Compared[MeasureRow]
    history: Compared[HistoryRow]
    lists: Compared[ListRow]
    list_entries: Compared[ListEntryRow]
    targets: Compared[TargetRow]
    successions: Compared[SuccessionRow]
    numbers: Mapping[TargetRow, TargetNumbers]
    profiles: Mapping[TargetRow, Profile]
    figures: Mapping[HistoryRow, HistoryNumbers]

    def by_sheet(self) -> dict[str, Compared[Any]]:
        """The differences of each sheet, in the order of the workbook."""
        of = self.partnership
        return {
            "Partnership": of.partnership,
            "Councils": of.councils,
            "Directorates": of.directorates,
            "Services": of.services,
            "Provision": of.provision,
            "People": of.people,
            "Appointments": of.appointments,
            "Indicators": self.indicators,
            "Measures": self.measures,
            "History": self.history,
            "Lists": self.lists,
            "List entries": self.list_entries,
            "Targets": self.targets,
            "Successions": self.successions,
        }


def check_register(
    said: Register,
    *,
    held: HeldRegister,
    decisions: Mapping[str, DecisionFacts],
    may_appoint: bool,
    today: date,
    closed_years: frozenset[str] = frozenset(),
    problems: Iterable[Problem] = (),
) -> tuple[RegisterChanges, Findings]:
    """Checks a register as it was read, with the problems of reading it, against the one that is there.

    The changes count only where the findings have no problem.
    """
    findings = Findings(file=said.file, problems=problems, files=said.files)
    _warn_of_hidden(said, findings=findings)
    said = _within_years(said, today=today, findings=findings)
    names = Names(held=held.register, said=said, findings=findings)
    partnership = check_sheets(said, held=held.register, names=names, may_appoint=may_appoint, findings=findings)
    policies = known_policies(said.policies, held=held.policies, files=said.policy_files, findings=findings)
    context = Context(
        findings=findings,
        names=names,
        partnership=partnership,
        councils={row.slug: row for row in (*held.register.councils, *partnership.councils.said)},
        services={row.slug: row for row in (*held.register.services, *partnership.services.said)},
        policies=policies,
        decisions=decisions,
        today=today,
        closed_years=closed_years,
        rested_on=_rested_on(held.register),
    )
    return _Check(said, held=held, context=context).changes(), findings


def _rested_on(held: Register) -> frozenset[str]:
    """Decisions on which rows that are there rest."""
    return frozenset(
        (
            *(row.decision for row in held.lists),
            *(row.reporting_decision for row in held.lists),
            *(row.decision for row in held.list_entries),
            *(row.decision for row in held.targets),
        )
    )


class _Check:
    """One register's check, sheet after sheet."""

    def __init__(self, said: Register, *, held: HeldRegister, context: Context) -> None:
        self.said = said
        self.held = held.register
        self.held_values = held.values
        self.in_rounds = held.in_rounds
        self.carried = held.carried or {}
        self.proposed_on = held.proposed_on or {}
        self.context = context
        self.findings = context.findings

    def changes(self) -> RegisterChanges:
        context, findings, said, held = self.context, self.findings, self.said, self.held
        new_indicators, versions = compare_versions(
            held.indicators,
            indicators_in_one_spelling(said.indicators, context=context),
            thing=lambda row: row.ref,
            starts_on=lambda row: row.starts_on,
            findings=findings,
        )
        indicators = Indicators(versions, lost=_lost(said.indicators, known=versions))
        newest = {ref: rows[-1] for ref, rows in versions.items()}
        check_references(new_indicators.new, versions=versions, context=context)
        check_named_indicators(new_indicators.new, versions=newest, lost=indicators.lost, context=context)
        spelled_measures, lost_measures = measures_in_one_spelling(
            said.measures,
            held={((row.ref, row.council), row.starts_on): row for row in held.measures},
            indicators=indicators,
            context=context,
        )
        new_measures, of_measure = compare_versions(
            held.measures,
            spelled_measures,
            thing=lambda row: (row.ref, row.council),
            starts_on=lambda row: row.starts_on,
            findings=findings,
        )
        measures = Measures(of_measure, lost=lost_measures)
        check_measures(new_measures.new, indicators=indicators, context=context)
        history, figures, values = self._history(indicators=indicators, measures=measures)
        lists, entries, new_entries, agreed_before = self._lists(indicators=indicators, measures=measures)
        check_moved_indicators(new_indicators.new, indicators=indicators, listed_on=entries.listed_on, context=context)
        for row in context.partnership.provision.new:
            context.check_day_is_open(row, "starts_on", row.starts_on)
        warn_of_ended_provision(entries=entries, indicators=indicators, context=context)
        read = list(targets_in_one_spelling(said.targets, indicators=indicators, measures=measures, context=context))
        spelled = dict(read)
        targets, _ = compare_versions(
            held.targets,
            [row for row, _ in read],
            thing=target_thing,
            starts_on=target_starts_on,
            findings=findings,
        )
        profiles = check_targets(
            targets.new,
            numbers=spelled,
            values=values,
            agreed_before=agreed_before,
            carried=self.carried,
            indicators=indicators,
            measures=measures,
            context=context,
        )
        successions = self._successions(indicators=indicators, entries=entries)
        return RegisterChanges(
            partnership=context.partnership,
            policies=self._policies(new_measures.new),
            indicators=new_indicators,
            measures=new_measures,
            history=history,
            lists=lists,
            list_entries=new_entries,
            targets=targets,
            successions=successions,
            numbers=spelled,
            profiles=profiles,
            figures=figures,
        )

    def _history(
        self, *, indicators: Indicators, measures: Measures
    ) -> tuple[Compared[HistoryRow], dict[HistoryRow, HistoryNumbers], dict[tuple[str, str, str], Decimal | None]]:
        """What is new, what it is kept as, and every value there is afterwards."""
        read = list(
            history_in_one_spelling(self.said.history, indicators=indicators, measures=measures, context=self.context)
        )
        figures = dict(read)
        history, _ = compare(
            self.held.history, [row for row, _ in read], key=history_key, field="period", findings=self.findings
        )
        refuse_restated(history, findings=self.findings)
        refuse_what_a_round_holds(history.new, in_rounds=self.in_rounds, context=self.context)
        values = {**self.held_values, **{history_key(row): figures[row].value for row in history.new}}
        return history, figures, values

    def _lists(
        self, *, indicators: Indicators, measures: Measures
    ) -> tuple[Compared[ListRow], Entries, Compared[ListEntryRow], dict[str, date]]:
        """What is new of lists and of their entries, the entries afterwards, and when lists were agreed before."""
        lists, every = compare(
            self.held.lists,
            lists_in_one_spelling(self.said.lists, context=self.context),
            key=lambda row: row.year,
            field="year",
            findings=self.findings,
        )
        check_changed_lists(lists.changed, proposed_on=self.proposed_on, context=self.context)
        known = {row.year: row for row in every}
        new, versions = compare_versions(
            self.held.list_entries,
            entries_in_one_spelling(
                self.said.list_entries,
                lists=known,
                lost_years=frozenset(row.year for row in self.said.lists if row.year not in known),
                indicators=indicators,
                measures=measures,
                context=self.context,
            ),
            thing=lambda row: (row.year, (row.ref, row.council)),
            starts_on=entry_starts_on,
            findings=self.findings,
        )
        entries = Entries(versions)
        agreed_before = {
            row.year: self.context.decisions[row.decision].meeting_on for row in self.held.lists if row.decision
        }
        check_entries(
            new.new,
            entries=entries,
            agreed_before=agreed_before,
            indicators=indicators,
            measures=measures,
            context=self.context,
        )
        return lists, entries, new, agreed_before

    def _successions(self, *, indicators: Indicators, entries: Entries) -> Compared[SuccessionRow]:
        found, every = compare(
            self.held.successions,
            successions_that_stand(self.said.successions, indicators=indicators, context=self.context),
            key=succession_key,
            field="ref",
            findings=self.findings,
        )
        check_successions(found, every=every, indicators=indicators, listed_on=entries.listed_on, context=self.context)
        return found

    def _policies(self, measures: Collection[MeasureRow]) -> tuple[Policy, ...]:
        """Policies that sheet Policies names or a measure uses and that are not kept yet."""
        known = {(row.policy, row.version) for row in self.held.policies}
        used = [
            *self.context.policies.named,
            *((row.policy, row.policy_version or 0) for row in measures),
            *((row.own_policy, row.own_policy_version or 0) for row in measures if row.own_policy),
        ]
        return tuple(self.context.policies.every[key] for key in dict.fromkeys(used) if key not in known)


def refuse_restated(history: Compared[HistoryRow], *, findings: Findings) -> None:
    """A figure that is kept is not overwritten: a restatement says aloud what it replaces and why."""
    for old, row in history.changed:
        field = differences(old, row)[0]
        findings.refuse(
            row,
            field,
            f"There is a figure for {row.period} already: {changed_in_words(old, row)}. A figure that is kept is not "
            "overwritten. Put the row back as it was, or take it out.",
            expected=in_words(getattr(old, field)),
        )


def _lost(rows: Iterable[IndicatorRow], *, known: Mapping[str, object]) -> frozenset[str]:
    return frozenset(row.ref for row in rows if row.ref not in known)


def _within_years(said: Register, *, today: date, findings: Findings) -> Register:
    """The register, each row broken that has a day of a year that cannot be meant."""
    checked: dict[str, Any] = {}
    for name, kind in SHEETS_BY_FIELD.items():
        days = [each.name for each in fields_of(kind) if each.type is date]
        if days:
            rows: tuple[Row, ...] = getattr(said, name)
            checked[name] = tuple(_with_possible_days(row, days, today=today, findings=findings) for row in rows)
    return replace(said, **checked)


def _with_possible_days(row: R, days: Iterable[str], *, today: date, findings: Findings) -> R:
    impossible = False
    for field in days:
        day = getattr(row, field)
        # A cell that could not be read, and was told, holds the first of all days in a broken row.
        if day is None or (row.broken and day == date.min) or can_be_meant(day, today=today):
            continue
        impossible = True
        findings.refuse(row, field, NO_SUCH_YEAR, expected=years_in_words(today=today))
    return replace(row, broken=True) if impossible else row


def _warn_of_hidden(said: Register, *, findings: Findings) -> None:
    """Rows that nobody saw who looked at the sheet are taken, and pointed out once for each sheet."""
    for name in SHEETS_BY_FIELD:
        hidden = [row for row in getattr(said, name) if row.hidden]
        if hidden:
            findings.warn(hidden[0], "", _HIDDEN if len(hidden) == 1 else _MANY_HIDDEN.format(len(hidden)))
