"""The sheets of the register: every heading, what it means, and the row that is read from it.

The one place that says so: reading, writing and the reference page all follow from these classes. A
row is what a sheet says, before it is known whether that can be: names stay names, and a number that
needs its unit to be read stays text.

Rows are versions. What has a column From holds from that day until the next row of the same thing.
A sheet that is left out, and a row that is left out, say nothing: nothing is ever removed by leaving
it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Annotated, ClassVar

from goldenthread.domain.cards import Family, Frequency, Level
from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit, YearEndRule
from goldenthread.domain.units import Unit
from goldenthread.partnership.forms import (
    COUNCIL_MEANING,
    FROM_MEANING,
    AppointmentRow,
    CouncilRow,
    DirectorateRow,
    PartnershipRow,
    PartnershipSheets,
    PersonRow,
    ProvisionRow,
    ServiceRow,
)
from goldenthread.spreadsheets.columns import Column, Row

WHOLE_PARTNERSHIP = "whole partnership"
# Sheets for people to read and to choose from; an import passes them by.
ABOUT_SHEET = "About"
CHOICES_SHEET = "Choices"

_SCOPE = f"{COUNCIL_MEANING}; or “{WHOLE_PARTNERSHIP}”"
_DECISION = "Reference of the decision that agreed this, as the committee's record has it"
_QUARTER = "Target at the end of this quarter: of a cumulative measure, the year to date"


@dataclass(frozen=True, kw_only=True)
class PolicyRow(Row):
    sheet: ClassVar[str] = "Policies"
    about: ClassVar[str] = (
        "Rating policies that measures use. A policy that the product ships needs no row; one of your own is "
        "given as TOML, in the cell or in a file beside the register."
    )

    policy: Annotated[str, Column("Policy", "Slug of the policy: relative-tolerance", needed=True, longest=60)]
    version: Annotated[int, Column("Version", "Version of the policy's text", needed=True)]
    toml: Annotated[
        str,
        Column(
            "TOML",
            "The policy itself; blank for a shipped one, or where File names a file",
            longest=32_000,
            verbatim=True,
        ),
    ] = ""
    file: Annotated[
        str, Column("File", "Name of a TOML file in the folder of the register, or in that of --policies")
    ] = ""


@dataclass(frozen=True, kw_only=True)
class IndicatorRow(Row):
    sheet: ClassVar[str] = "Indicators"
    about: ClassVar[str] = "The definition card of each indicator, whichever councils it is measured for."

    ref: Annotated[str, Column("Ref", "Identifies the indicator; never changes: EXC01", needed=True, longest=24)]
    starts_on: Annotated[date, Column("From", FROM_MEANING, needed=True)]
    service: Annotated[str, Column("Service", "Name of the service that it belongs to", needed=True)]
    title: Annotated[str, Column("Title", "As reports print it", needed=True)]
    definition: Annotated[str, Column("Definition", "What is counted, in words", needed=True, longest=4_000)]
    formula: Annotated[str, Column("Formula", "How the value is worked out", longest=4_000)] = ""
    numerator: Annotated[str, Column("Numerator", "What the numerator counts")] = ""
    denominator: Annotated[str, Column("Denominator", "What the denominator counts")] = ""
    numerator_in_denominator: Annotated[
        bool, Column("Numerator is part of denominator", "Yes where it can never be larger")
    ] = False
    unit: Annotated[Unit, Column("Unit", "What the value is in", needed=True)]
    decimals: Annotated[int, Column("Decimals", "As printed, 0 to 6; blank is 0")] = 0
    polarity: Annotated[Polarity, Column("Better", "Which way is better", needed=True)]
    measure_type: Annotated[MeasureType, Column("Measure type", "What a quarter's value covers", needed=True)]
    frequency: Annotated[Frequency, Column("Frequency", "How often it is due", needed=True)]
    year_end_rule: Annotated[
        YearEndRule, Column("Year-end rule", "How the quarters make the year's figure", needed=True)
    ]
    minimum: Annotated[str, Column("Smallest allowed", "A smaller value is refused", figure=True)] = ""
    maximum: Annotated[str, Column("Largest allowed", "A larger value is refused", figure=True)] = ""
    target_zero_intended: Annotated[
        bool, Column("Target 0 intended", "Yes where a target of 0 is meant and not a slip")
    ] = False
    small_number: Annotated[
        str, Column("Small number", "A percentage of a smaller denominator is flagged", figure=True)
    ] = ""
    sum_of: Annotated[
        str, Column("Sum of", "References of indicators whose figures for the same council add up to it: EXC02; EXC03")
    ] = ""
    not_more_than: Annotated[
        str, Column("Not more than", "Reference of the indicator whose figure for the same council it never exceeds")
    ] = ""
    data_source: Annotated[str, Column("Data source", "Where the value comes from")] = ""
    lag_days: Annotated[int, Column("Lag days", "Days from the end of the quarter until it is due; blank is 0")] = 0
    level: Annotated[Level, Column("Level", "Named by the committee, or set by a service plan", needed=True)]
    family: Annotated[Family | None, Column("Family", "What kind of performance it speaks of")] = None
    priority: Annotated[str, Column("Priority", "The corporate priority that it serves")] = ""
    benchmark_set: Annotated[str, Column("Benchmark set", "What it may be compared with")] = ""
    break_in_series: Annotated[
        bool, Column("Break in series", "Yes where values before From are not to be compared with those after")
    ] = False
    break_note: Annotated[str, Column("Break note", "What changed", longest=1_000)] = ""
    illustrative_note: Annotated[
        str, Column("Illustrative note", "Where the indicator itself is made up for demonstration")
    ] = ""


@dataclass(frozen=True, kw_only=True)
class MeasureRow(Row):
    sheet: ClassVar[str] = "Measures"
    about: ClassVar[str] = "Each indicator for each council that it is measured for, with who answers for it."

    ref: Annotated[str, Column("Ref", "Of the indicator", needed=True, longest=24)]
    council: Annotated[str, Column("Council", _SCOPE, needed=True)]
    starts_on: Annotated[date, Column("From", FROM_MEANING, needed=True)]
    policy: Annotated[
        str, Column("Policy", "Slug of the rating policy of the joint committee", needed=True, longest=60)
    ]
    policy_version: Annotated[int | None, Column("Policy version", "Blank: the newest that is known")] = None
    own_policy: Annotated[
        str, Column("Own policy", "Slug of the council's own rating policy; blank: the council has none", longest=60)
    ] = ""
    own_policy_version: Annotated[int | None, Column("Own policy version", "Blank: the newest that is known")] = None
    owner_post: Annotated[
        str, Column("Owner post", "Post that returns and explains the figure", needed=True, longest=120)
    ]
    sign_off_post: Annotated[str, Column("Sign-off post", "Post that signs it off", needed=True, longest=120)]


@dataclass(frozen=True, kw_only=True)
class TargetRow(Row):
    sheet: ClassVar[str] = "Targets"
    about: ClassVar[str] = (
        "Target and tolerance of each measure for a year. A change within the year is a new row with its own "
        "From and decision. Write percentages with a % sign."
    )

    ref: Annotated[str, Column("Ref", "Of the indicator", needed=True, longest=24)]
    council: Annotated[str, Column("Council", _SCOPE, needed=True)]
    year: Annotated[str, Column("Year", "Financial year: 2019-20", needed=True)]
    starts_on: Annotated[date | None, Column("From", f"{FROM_MEANING}; blank: the year's first day")] = None
    kind: Annotated[
        str,
        Column("Kind", "What sort of target it is", needed=True, choices=("number", "band", "floor", "words", "none")),
    ]
    annual: Annotated[str, Column("Annual", "Target for the year", figure=True)] = ""
    lower: Annotated[str, Column("Lower", "Lower edge of a band", figure=True)] = ""
    upper: Annotated[str, Column("Upper", "Upper edge of a band", figure=True)] = ""
    floor: Annotated[str, Column("Floor", "Floor standard beside the target", figure=True)] = ""
    words: Annotated[str, Column("Words", "A target in words")] = ""
    profile: Annotated[
        str,
        Column(
            "Profile",
            "How the quarters follow from the year; blank is constant, which none is whose quarters add up to its year",
            choices=("constant", "straight line", "stepped", "typed", "from history"),
        ),
    ] = ""
    q1: Annotated[str, Column("Q1", f"{_QUARTER}. Only where the profile is stepped or typed", figure=True)] = ""
    q2: Annotated[str, Column("Q2", _QUARTER, figure=True)] = ""
    q3: Annotated[str, Column("Q3", _QUARTER, figure=True)] = ""
    q4: Annotated[str, Column("Q4", _QUARTER, figure=True)] = ""
    history_years: Annotated[
        str,
        Column(
            "History years",
            "Years whose mean cumulative shares make the profile: 2015-16, 2016-17, 2017-18",
            longest=200,
        ),
    ] = ""
    years_left_out: Annotated[
        str,
        Column(
            "Years left out",
            "Years between them that are not used, each with its reason: 2014-15: paid late; 2016-17: …",
            longest=2_000,
        ),
    ] = ""
    tolerance: Annotated[
        str, Column("Tolerance", "How far off target is still amber, where the policy asks for it", figure=True)
    ] = ""
    tolerance_unit: Annotated[
        ToleranceUnit | None, Column("Tolerance unit", "Percent of the target, or points of the measure's own unit")
    ] = None
    illustrative: Annotated[bool, Column("Illustrative", "Yes where the target is made up for demonstration")] = False
    source: Annotated[str, Column("Source", "Where the target was published")] = ""
    rationale: Annotated[str, Column("Rationale", "Why this target", longest=4_000)] = ""
    decision: Annotated[
        str, Column("Decision", f"{_DECISION}; blank: the year's list covers it, or it is not yet agreed")
    ] = ""


@dataclass(frozen=True, kw_only=True)
class ListRow(Row):
    sheet: ClassVar[str] = "Lists"
    about: ClassVar[str] = "Each year's list of indicators, and the decision that agreed it."

    year: Annotated[str, Column("Year", "Financial year: 2019-20", needed=True)]
    title: Annotated[str, Column("Title", "List of Performance Indicators", needed=True, longest=200)]
    decision: Annotated[str, Column("Decision", f"{_DECISION}; blank: not yet agreed")] = ""
    reporting_decision: Annotated[
        str, Column("Reporting decision", "Reference of the decision that asked for the figures every quarter")
    ] = ""


@dataclass(frozen=True, kw_only=True)
class ListEntryRow(Row):
    sheet: ClassVar[str] = "List entries"
    about: ClassVar[str] = "Which measures are on a year's list, from when."

    year: Annotated[str, Column("Year", "Of the list", needed=True)]
    ref: Annotated[str, Column("Ref", "Of the indicator", needed=True, longest=24)]
    council: Annotated[str, Column("Council", _SCOPE, needed=True)]
    starts_on: Annotated[date | None, Column("From", f"{FROM_MEANING}; blank: the year's first day")] = None
    on_list: Annotated[
        str,
        Column(
            "On list",
            "Suspended: on the list, but not measured for now; no: taken off",
            needed=True,
            choices=("yes", "suspended", "no"),
        ),
    ]
    reason: Annotated[str, Column("Reason", "Why it was taken off, suspended or added")] = ""
    decision: Annotated[
        str, Column("Decision", f"{_DECISION}; blank: the list's decision covers it, or it is not yet agreed")
    ] = ""


@dataclass(frozen=True, kw_only=True)
class HistoryRow(Row):
    sheet: ClassVar[str] = "History"
    about: ClassVar[str] = (
        "Figures of periods before rounds were kept here, each with its source. Write percentages with a % sign, "
        "or give numerator and denominator."
    )

    ref: Annotated[str, Column("Ref", "Of the indicator", needed=True, longest=24)]
    council: Annotated[str, Column("Council", _SCOPE, needed=True)]
    period: Annotated[str, Column("Period", "2018-19 Q2; 2018-19 for an annual figure", needed=True, longest=60)]
    value: Annotated[str, Column("Value", "As published", figure=True)] = ""
    numerator: Annotated[str, Column("Numerator", "Where it is known", figure=True)] = ""
    denominator: Annotated[str, Column("Denominator", "Where it is known", figure=True)] = ""
    target: Annotated[str, Column("Target", "Of that period, where it is known", figure=True)] = ""
    marker: Annotated[
        str, Column("Marker", "Why there is no value: [x] not available, [z] not applicable, n/a", longest=16)
    ] = ""
    source: Annotated[str, Column("Source", "Where the figure was published", needed=True)]
    illustrative: Annotated[bool, Column("Illustrative", "Yes where the figure is made up for demonstration")] = False


@dataclass(frozen=True, kw_only=True)
class SuccessionRow(Row):
    sheet: ClassVar[str] = "Successions"
    about: ClassVar[str] = (
        "Indicators that others follow: replaced by one, split into several, or merged into one. The history of each "
        "stays its own."
    )

    ref: Annotated[str, Column("Ref", "Of the indicator that ends", needed=True, longest=24)]
    followed_by: Annotated[str, Column("Followed by", "Ref of the indicator that follows it", needed=True, longest=24)]
    kind: Annotated[
        str,
        Column("Kind", "What became of it", needed=True, choices=("replaced", "split", "merged")),
    ]
    starts_on: Annotated[date, Column("From", "The first day on which the other is measured in its place", needed=True)]
    words: Annotated[str, Column("What goes on", "What of the one goes on in the other", longest=1_000)] = ""


# In the order of the workbook, and of what may refer to what.
SHEETS: tuple[type[Row], ...] = (
    PartnershipRow,
    CouncilRow,
    DirectorateRow,
    ServiceRow,
    ProvisionRow,
    PersonRow,
    AppointmentRow,
    PolicyRow,
    IndicatorRow,
    MeasureRow,
    HistoryRow,
    ListRow,
    ListEntryRow,
    TargetRow,
    SuccessionRow,
)


@dataclass(frozen=True, kw_only=True)
class Register(PartnershipSheets):
    """Everything that a register says, sheet by sheet."""

    policies: tuple[PolicyRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    lists: tuple[ListRow, ...] = ()
    list_entries: tuple[ListEntryRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    successions: tuple[SuccessionRow, ...] = ()
    file: str = field(default="", compare=False)  # what it was read from
    # Where each sheet stands in a folder, by the sheet's name.
    files: Mapping[str, str] = field(default_factory=dict, compare=False)
    # TOML files that came with it, by name: policies of its own.
    policy_files: Mapping[str, str] = field(default_factory=dict, compare=False)


# The sheets by the name of their field in Register.
SHEETS_BY_FIELD: dict[str, type[Row]] = dict(zip((f.name for f in fields(Register) if f.compare), SHEETS, strict=True))


def csv_name(sheet: str) -> str:
    """The file that holds a sheet in a folder of CSV files: list-entries.csv."""
    return f"{sheet.casefold().replace(' ', '-')}.csv"
