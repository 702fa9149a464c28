"""A closed year as tidy rows: one row a measure, exact values, with what each was made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable, DataValue
from goldenthread.reports.documents.year_told import ToldYear, YearTelling

TEXT, NUMBER, WHOLE, YES_NO = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.WHOLE, ColumnKind.YES_NO


@dataclass(frozen=True)
class _Field:
    name: str
    kind: ColumnKind
    meaning: str
    read: Callable[[ToldYear], DataValue]


def year_rows(telling: YearTelling) -> DataTable:
    """One row for each measure of the year. Empty text is None: nothing was said."""
    fields = (_Field("year", TEXT, "Financial year", lambda _: telling.facts.year), *_FIELDS)
    return DataTable(
        columns=tuple(DataColumn(name=field.name, kind=field.kind, meaning=field.meaning) for field in fields),
        rows=tuple(tuple(_value(field.read(one)) for field in fields) for one in telling.measures),
    )


def _value(read: DataValue) -> DataValue:
    return None if read == "" else read


def _quarter_fields() -> tuple[_Field, ...]:
    """Value, what was reported where that is another, and why there is none, of each quarter."""
    found = []
    for place in range(4):
        name = f"q{place + 1}"
        found += [
            _Field(f"{name}_value", NUMBER, f"Value of Q{place + 1} as now known", _value_of(place)),
            _Field(
                f"{name}_reported", NUMBER, f"Value of Q{place + 1} as first reported, if restated", _reported(place)
            ),
            _Field(f"{name}_marker", TEXT, f"Why Q{place + 1} has no value", _marker(place)),
        ]
    return tuple(found)


def _value_of(place: int) -> Callable[[ToldYear], DataValue]:
    return lambda one: one.snapshot.quarters[place].value


def _reported(place: int) -> Callable[[ToldYear], DataValue]:
    return lambda one: one.snapshot.quarters[place].reported


def _marker(place: int) -> Callable[[ToldYear], DataValue]:
    def read(one: ToldYear) -> DataValue:
        quarter = one.snapshot.quarters[place]
        return quarter.marker or ("" if quarter.asked == "yes" else quarter.asked.value)

    return read


_FIELDS = (
    _Field("ref", TEXT, "Reference of the indicator", lambda y: y.terms.indicator_ref),
    _Field("title", TEXT, "Title of the indicator", lambda y: y.title),
    _Field("council", TEXT, "Council, or Whole partnership", lambda y: y.scope),
    _Field("council_gss", TEXT, "Code of the council (GSS)", lambda y: y.terms.council_gss),
    _Field("service", TEXT, "Service", lambda y: y.terms.service),
    _Field("counted", YES_NO, "Whether it is one of the counted measures", lambda y: y.snapshot.counted),
    _Field("strategic", YES_NO, "Whether it is a key strategic indicator", lambda y: y.terms.strategic),
    _Field("unit", TEXT, "Unit of the value", lambda y: y.terms.unit.value),
    _Field("decimals", WHOLE, "Decimals that the measure shows", lambda y: y.terms.decimals),
    _Field("polarity", TEXT, "Which way is better", lambda y: y.terms.polarity.value),
    *_quarter_fields(),
    _Field("rule", TEXT, "How the quarters make the year", lambda y: y.snapshot.rule.value),
    _Field("state", TEXT, "complete, or why there is no outturn", lambda y: y.snapshot.result.state.value),
    _Field("outturn", NUMBER, "Exact value of the year, unrounded", lambda y: y.snapshot.result.value),
    _Field("numerator", NUMBER, "Numerator of the year", lambda y: y.snapshot.result.numerator),
    _Field("denominator", NUMBER, "Denominator of the year", lambda y: y.snapshot.result.denominator),
    _Field("part_year", YES_NO, "Whether it is of a part of the year", lambda y: y.snapshot.result.is_part_year),
    _Field(
        "ended_on",
        TEXT,
        "Last day of a measure that ended within the year",
        lambda y: "" if y.snapshot.ended_on is None else y.snapshot.ended_on.isoformat(),
    ),
    _Field("annual_target", NUMBER, "Target of the year", lambda y: y.target.value),
    _Field("target_lower", NUMBER, "Lower edge of the band", lambda y: y.terms.target_lower),
    _Field("target_upper", NUMBER, "Upper edge of the band", lambda y: y.terms.target_upper),
    _Field("floor", NUMBER, "Floor standard", lambda y: y.terms.floor),
    _Field("tolerance", NUMBER, "Tolerance", lambda y: y.terms.tolerance),
    _Field("rating", TEXT, "green, amber, red or not-rated", lambda y: y.rating),
    _Field("rating_word", TEXT, "The rating as the policy words it", lambda y: y.mark.word),
    _Field("status", TEXT, "rated, or why not", lambda y: y.snapshot.status),
    _Field("reason", TEXT, "Why it is rated so", lambda y: y.snapshot.reason),
    _Field(
        "own_rating",
        TEXT,
        "Rating under the council's own policy",
        lambda y: "" if y.snapshot.own is None else y.snapshot.own.rating,
    ),
    _Field("variance", NUMBER, "Outturn minus target", lambda y: y.snapshot.variance),
    _Field("last_year", NUMBER, "Outturn of the year before", lambda y: y.last_year.value),
    _Field(
        "last_year_source",
        TEXT,
        "Where that came from",
        lambda y: "" if y.snapshot.last_year is None else y.snapshot.last_year.source,
    ),
    _Field("travel", TEXT, "Against the year before", lambda y: y.snapshot.travel),
    _Field("notes", TEXT, "What belongs beside the outturn", lambda y: " ".join(y.notes)),
    _Field("policy", TEXT, "Rating policy", lambda y: y.terms.policy_slug),
    _Field("policy_version", WHOLE, "Version of the policy", lambda y: y.terms.policy_version),
    _Field("policy_sha256", TEXT, "SHA-256 of the policy's text", lambda y: y.terms.policy_sha256),
    _Field("authority", TEXT, "Decision that agreed the target", lambda y: y.terms.authority),
    _Field("owner_post", TEXT, "Post that returns the figure", lambda y: y.terms.owner_post),
    _Field("illustrative", YES_NO, "Whether the measure is illustrative", lambda y: bool(y.terms.illustrative_note)),
    _Field("illustrative_target", YES_NO, "Whether its target is illustrative", lambda y: y.terms.illustrative),
)
