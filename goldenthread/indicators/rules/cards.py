"""Sheets Indicators and Measures: cards that do not contradict themselves, for councils that get the service."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from goldenthread.domain.cards import Card, contradictions
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP, IndicatorRow, MeasureRow
from goldenthread.indicators.rules.between import check_rules, in_one_spelling, references_in
from goldenthread.indicators.rules.context import Context, Measure
from goldenthread.indicators.rules.numbers import NumberCells, number_text, read_number
from goldenthread.spreadsheets.columns import Row
from goldenthread.spreadsheets.differences import Findings, in_force

_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
# Parts of addresses: an indicator of that reference could not be told from what is done with one.
_IN_ADDRESSES = frozenset({"new", "export", "edit", "targets", "owners", "councils", "retire", "restore"})
# The fields of a card that stand in columns of another name.
_FIELDS = {"numerator_label": "numerator", "denominator_label": "denominator"}


@lru_cache(maxsize=8192)
def card_of(row: IndicatorRow) -> Card:
    """The card that a row says, once its numbers were found to be readable."""
    return Card(
        title=row.title,
        definition=row.definition,
        unit=row.unit,
        polarity=row.polarity,
        measure_type=row.measure_type,
        year_end_rule=row.year_end_rule,
        frequency=row.frequency,
        decimals=row.decimals,
        formula=row.formula,
        numerator_label=row.numerator,
        denominator_label=row.denominator,
        numerator_in_denominator=row.numerator_in_denominator,
        minimum=read_number(row.minimum, unit=row.unit),
        maximum=read_number(row.maximum, unit=row.unit),
        target_zero_intended=row.target_zero_intended,
        small_number=read_number(row.small_number, unit=None),
        sum_of=references_in(row.sum_of),
        not_more_than=row.not_more_than,
        data_source=row.data_source,
        lag_days=row.lag_days,
        level=row.level,
        family=row.family,
        priority=row.priority,
        benchmark_set=row.benchmark_set,
        break_in_series=row.break_in_series,
        break_note=row.break_note,
        illustrative_note=row.illustrative_note,
    )


def row_of_card(card: Card, *, ref: str, starts_on: date, service: str) -> IndicatorRow:
    """The row that says a card."""
    return IndicatorRow(
        ref=ref,
        starts_on=starts_on,
        service=service,
        title=card.title,
        definition=card.definition,
        formula=card.formula,
        numerator=card.numerator_label,
        denominator=card.denominator_label,
        numerator_in_denominator=card.numerator_in_denominator,
        unit=card.unit,
        decimals=card.decimals,
        polarity=card.polarity,
        measure_type=card.measure_type,
        frequency=card.frequency,
        year_end_rule=card.year_end_rule,
        minimum=number_text(card.minimum, unit=card.unit),
        maximum=number_text(card.maximum, unit=card.unit),
        target_zero_intended=card.target_zero_intended,
        small_number=number_text(card.small_number, unit=None),
        sum_of=in_one_spelling(card.sum_of),
        not_more_than=card.not_more_than,
        data_source=card.data_source,
        lag_days=card.lag_days,
        level=card.level,
        family=card.family,
        priority=card.priority,
        benchmark_set=card.benchmark_set,
        break_in_series=card.break_in_series,
        break_note=card.break_note,
        illustrative_note=card.illustrative_note,
    )


def indicators_in_one_spelling(rows: Iterable[IndicatorRow], *, context: Context) -> Iterator[IndicatorRow]:
    """The rows that stand, with the service's slug and numbers in one spelling."""
    for row in rows:
        cells = NumberCells(row, unit=row.unit, findings=context.findings)
        if row.ref and not _REF.fullmatch(row.ref):
            cells.refuse("ref", "A reference is letters, digits, hyphens and points, without spaces.", expected="EXC01")
        elif taken := _IN_ADDRESSES & set(row.ref.casefold().split("/")):
            cells.refuse("ref", f"“{min(taken)}” is a part of this product's addresses. Give another reference.")
        service = context.names.service(row) if row.service else None
        if row.broken:
            continue
        minimum, maximum = cells.number("minimum"), cells.number("maximum")
        small_number = cells.read("small_number", unit=None)
        if cells.is_refused or service is None:
            continue
        spelled = replace(
            row,
            service=service,
            minimum=number_text(minimum, unit=row.unit),
            maximum=number_text(maximum, unit=row.unit),
            small_number=number_text(small_number, unit=None),
            sum_of=in_one_spelling(references_in(row.sum_of)),
            not_more_than=in_one_spelling(references_in(row.not_more_than)),
        )
        if not check_rules(spelled, findings=context.findings):
            continue
        wrong = list(contradictions(card_of(spelled)))
        for problem in wrong:
            field = _FIELDS.get(problem.column, problem.column)
            context.findings.refuse(row, field, problem.message, expected=problem.expected)
        if not wrong:
            yield spelled


class Indicators:
    """Every indicator's versions as they are after the import, and the references whose rows were refused."""

    def __init__(self, versions: Mapping[str, tuple[IndicatorRow, ...]], *, lost: frozenset[str]) -> None:
        self.versions = versions
        self.lost = lost

    def in_force(self, ref: str, *, on: date) -> IndicatorRow | None:
        """The row of the version in force on a day."""
        return in_force(self.versions.get(ref, ()), on=on, starts_on=lambda row: row.starts_on)

    def in_force_or_first(self, ref: str, *, on: date) -> IndicatorRow:
        """The same, or the first version for a day before it: a figure may be older than its card."""
        return self.in_force(ref, on=on) or self.versions[ref][0]

    def is_known(self, row: Row, ref: str, *, findings: Findings) -> bool:
        """Whether the reference is an indicator's; a problem is told where it is not and was not told before."""
        if ref in self.versions:
            return True
        if ref and ref not in self.lost:
            alike = [known for known in self.versions if known.casefold() == ref.casefold()]
            advice = f"Did you mean {alike[0]!r}?" if alike else "Add it to sheet Indicators."
            findings.refuse(row, "ref", f"No indicator has the reference {ref!r}. {advice}")
        return False


def measures_in_one_spelling(
    rows: Iterable[MeasureRow],
    *,
    held: Mapping[tuple[Measure, date], MeasureRow],
    indicators: Indicators,
    context: Context,
) -> tuple[list[MeasureRow], frozenset[str]]:
    """The rows that stand, with the council's slug and the policy's version; and the references of the others.

    A blank version is the one that the row has already, where it is known; else the newest.
    """
    kept: list[MeasureRow] = []
    lost: set[str] = set()
    for row in rows:
        scope = context.scope(row)
        is_known = indicators.is_known(row, row.ref, findings=context.findings)
        if scope is None or not is_known or row.broken:
            lost.add(row.ref)
            continue
        same = held.get(((row.ref, scope), row.starts_on))
        versions = [_version_of(row, field, same=same, context=context) for field in ("policy", "own_policy")]
        if scope == WHOLE_PARTNERSHIP and row.own_policy:
            context.findings.refuse(
                row, "own_policy", "A measure of the whole partnership has no council, and so no policy of its own."
            )
        elif None not in versions:
            kept.append(replace(row, council=scope, policy_version=versions[0], own_policy_version=versions[1] or None))
            continue
        lost.add(row.ref)
    return kept, frozenset(lost)


def _version_of(row: MeasureRow, field: str, *, same: MeasureRow | None, context: Context) -> int | None:
    """The version of the policy that a row names in a field, 0 where it names none; None where a problem was told."""
    policies = context.policies
    slug: str = getattr(row, field)
    version: int | None = getattr(row, f"{field}_version")
    if not slug:
        if version is None:
            return 0
        context.findings.refuse(row, f"{field}_version", "This is the version of no policy. Name the policy too.")
        return None
    if version is None and same is not None and getattr(same, field) == slug:
        version = getattr(same, f"{field}_version")
    if version is None:
        version = policies.newest(slug)
    if version is not None and (slug, version) in policies.every:
        return version
    if slug in policies.lost:
        return None
    if policies.newest(slug) is None:
        context.findings.refuse(
            row,
            field,
            "This rating policy is not known. Name one that is shipped (goldenthread policies lists them), "
            "or give your own on sheet Policies.",
        )
    else:
        context.findings.refuse(
            row,
            f"{field}_version",
            f"There is no version {version} of the rating policy {slug}. Give one that there is, or leave the cell "
            "blank for the newest.",
            expected=policies.versions_in_words(slug),
        )
    return None


class Measures:
    """Every measure's versions as they are after the import, and the references whose rows were refused."""

    def __init__(self, versions: Mapping[Measure, tuple[MeasureRow, ...]], *, lost: frozenset[str]) -> None:
        self.versions = versions
        self.lost = lost

    def in_force(self, measure: Measure, *, on: date) -> MeasureRow | None:
        """The row in force on a day."""
        return in_force(self.versions.get(measure, ()), on=on, starts_on=lambda row: row.starts_on)

    def is_known(self, row: Row, measure: Measure, *, indicators: Indicators, context: Context) -> bool:
        """Whether there is such a measure; a problem is told where there is not and was not told before."""
        if measure in self.versions:
            return True
        ref, scope = measure
        if indicators.is_known(row, ref, findings=context.findings) and ref not in self.lost:
            context.findings.refuse(
                row, "council", f"{ref} is not measured for {context.scope_in_words(scope)}. Add it to sheet Measures."
            )
        return False


def check_measures(rows: Iterable[MeasureRow], *, indicators: Indicators, context: Context) -> None:
    """A measure needs a definition in force on its first day, and a service that the council gets."""
    for row in rows:
        definition = indicators.in_force(row.ref, on=row.starts_on)
        if definition is None:
            first = indicators.versions[row.ref][0].starts_on
            context.findings.refuse(
                row,
                "starts_on",
                f"{row.ref} has no definition on this day: its first is from {first}.",
                expected=f"{first} or later",
            )
            continue
        context.check_provided(
            row, "council", ref=row.ref, scope=row.council, service=definition.service, on=row.starts_on
        )
        others = {council.gss_code for slug, council in context.councils.items() if slug != row.council}
        for field, key in (
            ("policy", (row.policy, row.policy_version or 0)),
            ("own_policy", (row.own_policy, row.own_policy_version or 0)),
        ):
            policy = context.policies.every.get(key)
            if policy is not None and policy.council in others:
                where = context.scope_in_words(row.council)
                context.findings.warn(
                    row, field, f"This is the policy of {policy.council_name}, and rates a measure of {where}."
                )


def check_references(rows: Iterable[IndicatorRow], *, versions: Mapping[str, object], context: Context) -> None:
    """Nobody can tell two references apart that differ by capitals alone; nor does an address."""
    for row in rows:
        alike = [known for known in versions if known != row.ref and known.casefold() == row.ref.casefold()]
        if alike:
            context.findings.refuse(
                row,
                "ref",
                f"There is an indicator {alike[0]!r} already, and {row.ref!r} differs from it by capitals alone.",
            )


def check_moved_indicators(
    rows: Iterable[IndicatorRow],
    *,
    indicators: Indicators,
    listed_on: Callable[[date], Iterable[Measure]],
    context: Context,
) -> None:
    """An indicator's later version may belong to another service: the councils on the list must get that one."""
    for row in rows:
        if row == indicators.versions[row.ref][0]:
            continue
        for ref, scope in listed_on(row.starts_on):
            if ref == row.ref:
                context.check_provided(row, "service", ref=ref, scope=scope, service=row.service, on=row.starts_on)
