"""Sheet Targets: what each kind of target needs, and how its quarters follow from the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from goldenthread.domain.cards import Card
from goldenthread.domain.measures import MeasureType, Polarity
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable
from goldenthread.domain.rating import RuleName
from goldenthread.domain.targets import Profile, ProfileKind, ProfileNotPossible, QuarterTargets, adds_up, profile
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import TargetRow
from goldenthread.indicators.rules.cards import Indicators, Measures, card_of
from goldenthread.indicators.rules.context import Context, Measure
from goldenthread.indicators.rules.lists import check_covered, day_in_year, year_of
from goldenthread.indicators.rules.numbers import NumberCells, number_text
from goldenthread.spreadsheets.exact import plain

QUARTERS = ("q1", "q2", "q3", "q4")
_NUMBER_FIELDS = ("annual", "lower", "upper", "floor", *QUARTERS)
# What each kind of target says, and what it must say.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "number": ("annual",),
    "band": ("lower", "upper"),
    "floor": ("annual", "floor"),
    "words": ("words",),
    "none": (),
}
HAVE_PROFILE = ("number", "floor")
_TYPED = ("stepped", "typed")
_OF_A_QUARTER = (ProfileKind.CONSTANT, ProfileKind.STEPPED)

# The values of a measure by period: what profiles from history are made of.
Values = Mapping[tuple[str, str, str], Decimal | None]


@dataclass(frozen=True, kw_only=True)
class TargetNumbers:
    """What a row of targets is kept as."""

    annual: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    floor: Decimal | None
    tolerance: Decimal | None
    quarters: QuarterTargets


def target_thing(row: TargetRow) -> tuple[str, str, str]:
    """What a row is a version of: a measure's target for a year."""
    return (row.ref, row.council, row.year)


def target_starts_on(row: TargetRow) -> date:
    """The first day of a row in one spelling, in which it is never blank."""
    if row.starts_on is None:
        raise ValueError("the row is not in one spelling")
    return row.starts_on


def targets_in_one_spelling(
    rows: Iterable[TargetRow], *, indicators: Indicators, measures: Measures, context: Context
) -> Iterator[tuple[TargetRow, TargetNumbers]]:
    """The rows that stand, with the numbers that they say. Quarters are there only where they are typed."""
    for row in rows:
        scope, year = context.scope(row), year_of(row, findings=context.findings) if row.year else None
        if scope is None or year is None or row.broken:
            indicators.is_known(row, row.ref, findings=context.findings)
            if row.decision:
                context.decision(row)
            continue
        day = day_in_year(row, year=year, findings=context.findings)
        is_known = measures.is_known(row, (row.ref, scope), indicators=indicators, context=context)
        agreed = not row.decision or context.decision(row) is not None
        if day is None or not is_known:
            continue
        definition = indicators.in_force(row.ref, on=day)
        if definition is None:
            first = indicators.versions[row.ref][0].starts_on
            context.findings.refuse(
                row, "starts_on", f"{row.ref} has no definition on {day}: its first is from {first}."
            )
            continue
        reader = _TargetReader(row, card=card_of(definition), context=context)
        numbers = reader.read()
        years, left_out = reader.history()
        if agreed and not reader.cells.is_refused:
            spelled = target_row(
                replace(
                    row, council=scope, year=str(year), starts_on=day, history_years=years, years_left_out=left_out
                ),
                numbers=numbers,
                unit=reader.card.unit,
            )
            yield spelled, numbers


def target_row(row: TargetRow, *, numbers: TargetNumbers, unit: Unit) -> TargetRow:
    """The row with its numbers in one spelling. Quarters that follow from the year are left blank."""
    has_profile = row.kind in HAVE_PROFILE
    kind = (row.profile or "constant") if has_profile else ""
    typed = numbers.quarters if kind in _TYPED else (None, None, None, None)
    q1, q2, q3, q4 = (number_text(number, unit=unit) for number in typed)
    return replace(
        row,
        annual=number_text(numbers.annual, unit=unit),
        lower=number_text(numbers.lower, unit=unit),
        upper=number_text(numbers.upper, unit=unit),
        floor=number_text(numbers.floor, unit=unit),
        tolerance=number_text(numbers.tolerance, unit=None),
        profile=kind,
        q1=q1,
        q2=q2,
        q3=q3,
        q4=q4,
    )


class _TargetReader:
    """Reads the cells of one target."""

    def __init__(self, row: TargetRow, *, card: Card, context: Context) -> None:
        self.row = row
        self.card = card
        self.cells = NumberCells(row, unit=card.unit, findings=context.findings)

    def read(self) -> TargetNumbers:
        if self.card.unit is Unit.TEXT and self.row.kind not in ("words", "none"):
            self.cells.refuse("kind", "A measure in words has a target in words, or none.", expected="words or none")
            return TargetNumbers(
                annual=None, lower=None, upper=None, floor=None, tolerance=None, quarters=(None, None, None, None)
            )
        found = {field: self.cells.number(field) for field in _NUMBER_FIELDS}
        self._check_kind()
        self._check_profile()
        tolerance = self._tolerance()
        for field, number in found.items():
            self._check_limits(field, number)
        self._check_edges(found)
        q1, q2, q3, q4 = (found[field] for field in QUARTERS)
        quarters = (q1, q2, q3, q4)
        return TargetNumbers(
            annual=found["annual"],
            lower=found["lower"],
            upper=found["upper"],
            floor=found["floor"],
            tolerance=tolerance,
            quarters=_filled(quarters) if self.row.profile == "stepped" else quarters,
        )

    def history(self) -> tuple[str, str]:
        """The years of a profile from history, and those left out with their reasons, in one spelling."""
        row = self.row
        if row.profile != "from history" or row.kind not in HAVE_PROFILE:
            for field in ("history_years", "years_left_out"):
                if getattr(row, field):
                    self.cells.refuse(field, "Only a profile from history is made of years. Leave this blank.")
            return "", ""
        years = list(self._years())
        left_out = dict(self._left_out())
        if not years and not self.cells.is_refused:
            self.cells.refuse(
                "history_years", "Say which years the profile is made of.", expected="2016-17, 2017-18, 2018-19, say"
            )
        for year in set(years) & set(left_out):
            self.cells.refuse("years_left_out", f"{year.label} is used and left out. Keep one of the two.")
        return (
            ", ".join(str(year) for year in sorted(set(years))),
            "; ".join(f"{year}: {left_out[year]}" for year in sorted(left_out)),
        )

    def _years(self) -> Iterator[FinancialYear]:
        for part in self.row.history_years.replace(";", ",").split(","):
            if part.strip():
                try:
                    yield FinancialYear.parse(part)
                except PeriodUnreadable as refusal:
                    self.cells.refuse("history_years", str(refusal))

    def _left_out(self) -> Iterator[tuple[FinancialYear, str]]:
        for part in self.row.years_left_out.split(";"):
            if not part.strip():
                continue
            year, _, reason = part.partition(":")
            try:
                read = FinancialYear.parse(year)
            except PeriodUnreadable as refusal:
                self.cells.refuse("years_left_out", str(refusal), expected="2014-15: paid late; 2016-17: …")
                continue
            if reason.strip():
                yield read, " ".join(reason.split())
            else:
                self.cells.refuse("years_left_out", f"Say why {read.label} is left out.", expected=f"{read}: why")

    def _check_kind(self) -> None:
        said = _KINDS[self.row.kind]
        for field in ("annual", "lower", "upper", "floor", "words"):
            is_there = bool(getattr(self.row, field))
            if is_there and field not in said:
                self.cells.refuse(
                    field, f"This does not belong to a target of the kind “{self.row.kind}”. Leave it blank."
                )
            if not is_there and field in said:
                self.cells.refuse(field, f"A target of the kind “{self.row.kind}” needs this. Fill it in.")
        if self.row.kind == "band" and self.card.polarity is not Polarity.BAND:
            self.cells.refuse(
                "kind", "A band is for an indicator of which a band is best; this one's card says otherwise."
            )

    def _check_profile(self) -> None:
        row = self.row
        if row.profile not in ("", "constant") and row.kind not in HAVE_PROFILE:
            self.cells.refuse("profile", f"A target of the kind “{row.kind}” has no profile. Leave this blank.")
        for field in QUARTERS:
            if getattr(row, field) and not (row.profile in _TYPED and row.kind in HAVE_PROFILE):
                self.cells.refuse(
                    field,
                    "Targets for quarters are given only where the profile is stepped or typed. Leave this blank.",
                )

    def _tolerance(self) -> Decimal | None:
        tolerance = self.cells.read("tolerance", unit=None)
        if tolerance is not None and tolerance < 0:
            self.cells.refuse("tolerance", "A tolerance is 0 or more.")
        if tolerance is not None and self.row.tolerance_unit is None:
            self.cells.refuse("tolerance_unit", "Say what the tolerance is in.", expected="percent or points")
        if tolerance is None and self.row.tolerance_unit is not None and not self.row.tolerance:
            self.cells.refuse("tolerance_unit", "There is a unit but no tolerance. Leave both blank, or give both.")
        return tolerance

    def _check_limits(self, field: str, number: Decimal | None) -> None:
        low, high = self.card.minimum, self.card.maximum
        if number is not None and low is not None and number < low:
            self.cells.refuse(
                field, "This is smaller than the card allows a value to be.", expected=f"{plain(low)} or more"
            )
        if number is not None and high is not None and number > high:
            self.cells.refuse(
                field, "This is larger than the card allows a value to be.", expected=f"{plain(high)} or less"
            )

    def _check_edges(self, found: Mapping[str, Decimal | None]) -> None:
        lower, upper, annual, floor = (found[field] for field in ("lower", "upper", "annual", "floor"))
        if lower is not None and upper is not None and lower > upper:
            self.cells.refuse("lower", "The lower edge is above the upper one.", expected=f"{plain(upper)} or less")
        if annual is None or floor is None:
            return
        if self.card.polarity is Polarity.HIGHER and floor > annual:
            self.cells.refuse("floor", "The floor is above the target, and higher is better. Make it lower.")
        if self.card.polarity is Polarity.LOWER and floor < annual:
            self.cells.refuse("floor", "The floor is below the target, and lower is better. Make it higher.")


def _filled(quarters: QuarterTargets) -> QuarterTargets:
    """A step holds until the next one."""
    filled: list[Decimal | None] = []
    for number in quarters:
        filled.append(number if number is not None or not filled else filled[-1])
    return filled[0], filled[1], filled[2], filled[3]


def check_targets(
    rows: Iterable[TargetRow],
    *,
    numbers: Mapping[TargetRow, TargetNumbers],
    values: Values,
    agreed_before: Mapping[str, date],
    carried: Mapping[tuple[str, str, str], Profile],
    indicators: Indicators,
    measures: Measures,
    context: Context,
) -> dict[TargetRow, Profile]:
    """The profile of each new target that has one; what is wrong or odd is told to the findings.

    `carried` are profiles that go on as they are, by reference, council and year, whatever the values say now.
    """
    profiles: dict[TargetRow, Profile] = {}
    for row in rows:
        day = target_starts_on(row)
        context.check_year_is_open(row, row.year)
        check_covered(row, day=day, agreed_before=agreed_before, findings=context.findings)
        definition = indicators.in_force(row.ref, on=day)
        if definition is None:
            continue
        card = card_of(definition)
        made = carried.get(target_thing(row)) or _profile(
            row, numbers=numbers[row], card=card, values=values, context=context
        )
        if made is not None:
            profiles[row] = made
        _warn(row, numbers=numbers[row], card=card, measures=measures, context=context)
    return profiles


def _profile(row: TargetRow, *, numbers: TargetNumbers, card: Card, values: Values, context: Context) -> Profile | None:
    if row.kind not in HAVE_PROFILE or numbers.annual is None:
        return None
    kind = ProfileKind(row.profile.replace(" ", "-"))
    if numbers.annual and kind in _OF_A_QUARTER and adds_up(card.measure_type, card.year_end_rule):
        context.findings.refuse(
            row,
            "profile",
            f"The quarters of {row.ref} add up to its year, and a profile that is {kind.value} holds each of "
            "them against a whole year's target. Give as Annual what the four quarters make together (four of 3 make "
            "12), and the profile straight line, from history or typed.",
            expected="straight line",
        )
        return None
    used, left_out = _years_of(row)
    history = {
        year: [values.get((row.ref, row.council, str(quarter))) for quarter in year.quarters]
        for year in (*used, *left_out)
    }
    absent = [year.label for year in used if kind is ProfileKind.FROM_HISTORY and None in history[year]]
    if absent:
        context.findings.refuse(
            row,
            "history_years",
            f"There are no figures for all four quarters of {', '.join(absent)}. Import them with import-history "
            "first, or give them on sheet History of this register.",
        )
        return None
    steps = {number: step for number, step in enumerate(numbers.quarters, start=1) if step is not None}
    try:
        return profile(
            kind=kind,
            annual=numbers.annual,
            decimals=card.decimals,
            unit=card.unit,
            measure_type=card.measure_type,
            year_end_rule=card.year_end_rule,
            steps=steps if kind is ProfileKind.STEPPED else None,
            typed=numbers.quarters if kind is ProfileKind.TYPED else (),
            history=history,
            left_out=left_out,
        )
    except ProfileNotPossible as refusal:
        context.findings.refuse(row, "profile", str(refusal))
        return None


def _years_of(row: TargetRow) -> tuple[list[FinancialYear], dict[FinancialYear, str]]:
    """The years of a row in one spelling: those used, and those left out with why."""
    used = [FinancialYear.parse(year) for year in row.history_years.split(", ") if year]
    left_out = {}
    for part in row.years_left_out.split("; "):
        year, _, reason = part.partition(": ")
        if year:
            left_out[FinancialYear.parse(year)] = reason
    return used, left_out


def _warn(row: TargetRow, *, numbers: TargetNumbers, card: Card, measures: Measures, context: Context) -> None:
    findings = context.findings
    measure: Measure = (row.ref, row.council)
    said = {"annual": numbers.annual, **dict(zip(QUARTERS, numbers.quarters, strict=True))}
    for field, number in said.items():
        if number == 0 and not card.target_zero_intended and card.unit is not Unit.YES_NO:
            findings.warn(row, field, "The target is 0, and the indicator's card does not say that 0 is intended.")
    if row.kind not in HAVE_PROFILE:
        return
    if card.polarity is Polarity.NONE:
        findings.warn(row, "kind", "There is a target, but the indicator's card says that neither way is better.")
    if card.measure_type is MeasureType.CUMULATIVE and row.profile == "constant":
        findings.warn(
            row, "profile", "The measure adds up over the year, but every quarter is held against the year's target."
        )
    accountable = measures.in_force(measure, on=target_starts_on(row)) or measures.versions[measure][0]
    policy = context.policies.every[accountable.policy, accountable.policy_version or 0]
    if row.tolerance == "" and any(rule.when is RuleName.WITHIN_OWN_TOLERANCE for rule in policy.rules):
        findings.warn(row, "tolerance", f"The policy {policy.slug} asks for a tolerance, and none is given.")
