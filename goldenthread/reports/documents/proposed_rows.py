"""The list proposed for a year as tidy rows: one row a measure, exact values."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from goldenthread.domain.proposal import ProposedList, ProposedMeasure
from goldenthread.domain.snapshot import Comparator
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable, DataValue
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP

_TEXT, _NUMBER = ColumnKind.TEXT, ColumnKind.NUMBER


def scope_of(one: ProposedMeasure) -> str:
    """The council's name, or "Whole partnership"."""
    return one.council or WHOLE_PARTNERSHIP


_COLUMNS: tuple[tuple[str, ColumnKind, str, Callable[[ProposedMeasure], DataValue]], ...] = (
    ("ref", _TEXT, "Reference of the indicator", lambda m: m.ref),
    ("title", _TEXT, "Title of the indicator", lambda m: m.title),
    ("council", _TEXT, "Council, or Whole partnership", scope_of),
    ("council_gss", _TEXT, "Code of the council (GSS)", lambda m: m.council_gss),
    ("service", _TEXT, "Service", lambda m: m.service),
    ("proposed", _TEXT, "kept, changed, dropped, added or ended", lambda m: m.verdict.value),
    ("unit", _TEXT, "Unit of the value", lambda m: m.unit.value),
    ("result_two_before", _NUMBER, "Result two years before", lambda m: _value(m.results[0])),
    ("result_before", _NUMBER, "Result the year before", lambda m: _value(m.results[1])),
    ("result", _NUMBER, "Result of the year", lambda m: _value(m.results[2])),
    ("rating", _TEXT, "Rating of the year", lambda m: "" if m.results[2] is None else m.results[2].rating),
    ("old_target", _NUMBER, "Target of the year", lambda m: None if m.before is None else m.before.annual),
    ("new_target", _NUMBER, "Target that is proposed", lambda m: None if m.after is None else m.after.annual),
    ("new_lower", _NUMBER, "Lower edge that is proposed", lambda m: None if m.after is None else m.after.lower),
    ("new_upper", _NUMBER, "Upper edge that is proposed", lambda m: None if m.after is None else m.after.upper),
    ("new_floor", _NUMBER, "Floor that is proposed", lambda m: None if m.after is None else m.after.floor),
    ("new_words", _TEXT, "Target in words that is proposed", lambda m: "" if m.after is None else m.after.words),
    ("new_tolerance", _NUMBER, "Tolerance proposed", lambda m: None if m.after is None else m.after.tolerance),
    ("profile", _TEXT, "How the target is spread over the quarters", lambda m: m.profile_words),
    ("rationale", _TEXT, "Why", lambda m: m.rationale),
)


def _value(found: Comparator | None) -> Decimal | None:
    return None if found is None else found.value


def proposed_rows(proposed: ProposedList) -> DataTable:
    """One row for each measure of the old list or the new. Empty text is None: nothing was said."""
    return DataTable(
        columns=tuple(DataColumn(name=name, kind=kind, meaning=meaning) for name, kind, meaning, _ in _COLUMNS),
        rows=tuple(
            tuple(None if (read := value(one)) == "" else read for *_, value in _COLUMNS) for one in proposed.measures
        ),
    )
