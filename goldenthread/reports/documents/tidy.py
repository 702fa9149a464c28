"""The figures of a pack as tidy rows: one row a figure, unrounded but for the tail of a division, with every input of
its rating."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal

from goldenthread.domain.small_numbers import is_small, small_number_in_words
from goldenthread.domain.snapshot import Comparator, OtherRating, Override
from goldenthread.domain.terms import TargetKind
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable, DataValue
from goldenthread.reports.documents.kinds import has_illustrative_target, own_source, source_of
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import ToldFigure

MOST_DECIMALS = 10
_EXACT = Context(prec=400)
TEXT, NUMBER, WHOLE, YES_NO = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.WHOLE, ColumnKind.YES_NO


@dataclass(frozen=True)
class _Field:
    name: str
    kind: ColumnKind
    meaning: str
    read: Callable[[ToldFigure], DataValue]


def tidy_rows(telling: Telling) -> DataTable:
    """One row for each figure of the round, in the order of the register. Empty text is None: nothing was said."""
    fields = (_period_field(telling), *_FIELDS)
    return DataTable(
        columns=tuple(DataColumn(name=field.name, kind=field.kind, meaning=field.meaning) for field in fields),
        rows=tuple(tuple(_value(field.read(figure)) for field in fields) for figure in telling.figures),
    )


def _value(read: DataValue) -> DataValue:
    if isinstance(read, Decimal):
        return as_published(read)
    return None if read == "" else read


def as_published(value: Decimal) -> Decimal:
    """A number with at most ten decimals, rounded half up. Nobody types more; what is worked out may have forty."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MOST_DECIMALS:
        return value.quantize(Decimal(1).scaleb(-MOST_DECIMALS), ROUND_HALF_UP, _EXACT)
    return value


def _period_field(telling: Telling) -> _Field:
    return _Field("period", TEXT, "Quarter of the financial year", lambda _: telling.facts.period)


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat()


def _period_of(earlier: Comparator | None) -> str:
    return "" if earlier is None else earlier.period


def _marker(figure: ToldFigure) -> str:
    snapshot = figure.snapshot
    return snapshot.text if figure.is_returned and snapshot.value is None else ""


def reason_in_words(figure: ToldFigure) -> str:
    """Why it is rated so; of few cases, with how far one of them moves it."""
    small = small_number_in_words(figure.snapshot.denominator, terms=figure.terms)
    return f"{figure.snapshot.reason} The figure is {small}." if small else figure.snapshot.reason


def _cell(figure: ToldFigure) -> str:
    provenance = figure.snapshot.provenance
    return f"{provenance.sheet} {provenance.cell}".strip()


def _said(figure: ToldFigure, read: Callable[[Override], str]) -> str:
    """Something of the override, or "" where there is none."""
    override = figure.snapshot.override
    return "" if override is None else read(override)


def _computed(figure: ToldFigure) -> str:
    return _said(figure, lambda override: override.computed_rating)


def _rated(other: OtherRating | None) -> str:
    return "" if other is None else other.rating


def _why(other: OtherRating | None) -> str:
    return "" if other is None else other.reason


def _year_end(figure: ToldFigure) -> str:
    return "" if figure.snapshot.forecast is None else _rated(figure.snapshot.year_end)


def _own_year_end(figure: ToldFigure) -> str:
    return "" if figure.snapshot.forecast is None else _rated(figure.snapshot.own_year_end)


def _is_made_up(figure: ToldFigure) -> bool | None:
    return None if figure.snapshot.value is None else figure.is_illustrative


def _has_made_up_target(figure: ToldFigure) -> bool | None:
    terms = figure.terms
    return None if terms.target_kind is TargetKind.NONE else has_illustrative_target(terms)


def _earlier(
    prefix: str, which: str, read: Callable[[ToldFigure], Comparator | None], *, name: str
) -> tuple[_Field, ...]:
    """An earlier figure: its value under `name`, its period, whether it is made up, and where it comes from."""

    def known(figure: ToldFigure) -> Comparator | None:
        earlier = read(figure)
        return None if earlier is None or earlier.value is None else earlier

    def is_made_up(figure: ToldFigure) -> bool | None:
        earlier = known(figure)
        return None if earlier is None else earlier.illustrative

    def value(figure: ToldFigure) -> Decimal | None:
        earlier = known(figure)
        return None if earlier is None else earlier.value

    return (
        _Field(name, NUMBER, f"Value of {which}", value),
        _Field(f"{prefix}_period", TEXT, "Period of that value", lambda f: _period_of(read(f))),
        _Field(f"{prefix}_illustrative", YES_NO, "Whether that value is made up", is_made_up),
        _Field(f"{prefix}_source", TEXT, "Where that value comes from", lambda f: source_of(f.terms, earlier=read(f))),
    )


_FIELDS = (
    _Field("ref", TEXT, "Reference of the indicator", lambda f: f.terms.indicator_ref),
    _Field("title", TEXT, "Title of the indicator", lambda f: f.title),
    _Field("council", TEXT, "Council, or Whole partnership", lambda f: f.scope),
    _Field("council_gss", TEXT, "Code of the council (GSS)", lambda f: f.terms.council_gss),
    _Field("service", TEXT, "Service", lambda f: f.terms.service),
    _Field("directorate", TEXT, "Directorate", lambda f: f.terms.directorate),
    _Field("counted", YES_NO, "Whether it is one of the counted measures", lambda f: f.terms.counted),
    _Field("strategic", YES_NO, "Whether it is a key strategic indicator", lambda f: f.terms.strategic),
    _Field("unit", TEXT, "Unit of the value", lambda f: f.terms.unit.value),
    _Field("decimals", WHOLE, "Decimals that the measure shows", lambda f: f.terms.decimals),
    _Field("polarity", TEXT, "Which way is better", lambda f: f.terms.polarity.value),
    _Field("measure_type", TEXT, "What the quarter's figure covers", lambda f: f.terms.measure_type.value),
    _Field("frequency", TEXT, "How often it is reported", lambda f: f.terms.frequency.value),
    _Field("state", TEXT, "Step of the figure before the freeze", lambda f: f.snapshot.state),
    _Field("value", NUMBER, "Value, unrounded up to ten decimals", lambda f: f.snapshot.value),
    _Field("numerator", NUMBER, "Numerator", lambda f: f.snapshot.numerator),
    _Field("denominator", NUMBER, "Denominator", lambda f: f.snapshot.denominator),
    _Field(
        "small_number",
        YES_NO,
        "Whether the denominator is under the number below which one case moves the figure much",
        lambda f: None if f.snapshot.denominator is None else is_small(f.snapshot.denominator, terms=f.terms),
    ),
    _Field("marker", TEXT, "What stands in place of a value", _marker),
    _Field("value_illustrative", YES_NO, "Whether the value is made up", _is_made_up),
    _Field("value_source", TEXT, "Where the value comes from, or that it is made up", lambda f: own_source(f.snapshot)),
    _Field("provisional", YES_NO, "Whether the value is provisional", lambda f: f.snapshot.provisional),
    _Field("target_kind", TEXT, "Kind of target", lambda f: f.terms.target_kind.value),
    _Field("target", NUMBER, "Target of the quarter", lambda f: f.terms.target),
    _Field("target_lower", NUMBER, "Lower edge of the band", lambda f: f.terms.target_lower),
    _Field("target_upper", NUMBER, "Upper edge of the band", lambda f: f.terms.target_upper),
    _Field("target_illustrative", YES_NO, "Whether the target is made up", _has_made_up_target),
    _Field(
        "target_agreed_late",
        YES_NO,
        "Whether the target was agreed after its period began",
        lambda f: None if f.terms.target_kind is TargetKind.NONE else f.terms.target_agreed_late,
    ),
    _Field("floor", NUMBER, "Floor standard", lambda f: f.terms.floor),
    _Field("target_words", TEXT, "Target in words", lambda f: f.terms.target_words),
    _Field("annual_target", NUMBER, "Target of the year", lambda f: f.terms.annual_target),
    _Field("tolerance", NUMBER, "Tolerance", lambda f: f.terms.tolerance),
    _Field(
        "tolerance_unit",
        TEXT,
        "Unit of the tolerance",
        lambda f: "" if f.terms.tolerance is None else f.terms.tolerance_unit.value,
    ),
    _Field("rating", TEXT, "green, amber, red or not-rated", lambda f: f.snapshot.rating),
    _Field(
        "rating_illustrative",
        YES_NO,
        "Whether the rating is of a made-up value or against a made-up target",
        lambda f: (f.is_illustrative or has_illustrative_target(f.terms)) if f.is_rated else None,
    ),
    _Field("rating_word", TEXT, "The rating as the council words it", lambda f: f.mark.word),
    _Field("status", TEXT, "rated, or why not", lambda f: f.snapshot.status),
    _Field("returned", YES_NO, "Whether the service returned the figure", lambda f: f.is_returned),
    _Field("reason", TEXT, "Why it is rated so", reason_in_words),
    _Field("rating_computed", TEXT, "What the rule says, where the rating is by judgement", _computed),
    _Field("override_reason", TEXT, "Why it was rated by judgement", lambda f: _said(f, lambda one: one.reason)),
    _Field("override_by", TEXT, "Post that rated it by judgement", lambda f: _said(f, lambda one: one.by)),
    _Field("own_rating", TEXT, "Rating under the council's own policy", lambda f: _rated(f.snapshot.own)),
    _Field("own_policy", TEXT, "The council's own policy", lambda f: f.terms.own_policy_slug),
    _Field("own_policy_version", WHOLE, "Version of that policy", lambda f: f.terms.own_policy_version or None),
    _Field("own_reason", TEXT, "Why that policy rates it so", lambda f: _why(f.snapshot.own)),
    _Field("variance", NUMBER, "Value minus target", lambda f: f.snapshot.variance),
    _Field("variance_percent", NUMBER, "Variance in percent of the target", lambda f: f.snapshot.variance_percent),
    _Field("travel_short", TEXT, "Against the previous period", lambda f: f.snapshot.travel_short),
    _Field("travel_long", TEXT, "Against the same period last year", lambda f: f.snapshot.travel_long),
    *_earlier("previous", "the previous period", lambda f: f.snapshot.previous, name="previous_value"),
    *_earlier("last_year", "the same period last year", lambda f: f.snapshot.last_year, name="last_year_value"),
    _Field("last_rating", TEXT, "The newest rating before this one", lambda f: f.was_rated),
    _Field("last_rating_period", TEXT, "Period of that rating", lambda f: _period_of(f.snapshot.last_rated)),
    _Field("forecast", NUMBER, "Forecast for the year end", lambda f: f.snapshot.forecast),
    _Field("year_end_rating", TEXT, "Rating of the forecast against the annual target", _year_end),
    _Field("own_year_end_rating", TEXT, "The same under the council's own policy", _own_year_end),
    *_earlier("annual_result", "the last year of an annual measure", lambda f: f.snapshot.annual, name="annual_result"),
    _Field(
        "explained",
        YES_NO,
        "Whether the exception report that was due was given",
        lambda f: None if f.snapshot.exception is None else f.snapshot.exception.given,
    ),
    _Field("policy", TEXT, "Rating policy", lambda f: f.terms.policy_slug),
    _Field("policy_version", WHOLE, "Version of the policy", lambda f: f.terms.policy_version),
    _Field("policy_sha256", TEXT, "SHA-256 of the policy's text", lambda f: f.terms.policy_sha256),
    _Field("definition_version", TEXT, "Day from which the definition holds", lambda f: f.terms.definition_version),
    _Field("authority", TEXT, "Decision that agreed the target", lambda f: f.terms.authority),
    _Field("owner_post", TEXT, "Post that returns the figure", lambda f: f.terms.owner_post),
    _Field("sign_off_post", TEXT, "Post that signs it off", lambda f: f.terms.sign_off_post),
    _Field("due_on", TEXT, "Day that the figure is due", lambda f: _day(f.terms.due_on)),
    _Field("next_due_on", TEXT, "Day that an annual figure is next due", lambda f: _day(f.snapshot.next_due_on)),
    _Field("returned_at", TEXT, "When it was returned", lambda f: _moment(f.snapshot.provenance.returned_at)),
    _Field("signed_off_at", TEXT, "When it was signed off", lambda f: _moment(f.snapshot.provenance.signed_off_at)),
    _Field("source_file", TEXT, "File that it was returned in", lambda f: f.snapshot.provenance.file_name),
    _Field("source_cell", TEXT, "Sheet and cell in that file", _cell),
    _Field("data_source", TEXT, "Where the definition says that figures come from", lambda f: f.terms.source),
)
