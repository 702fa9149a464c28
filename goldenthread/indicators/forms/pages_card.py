"""The forms of an indicator's card, and of whom it is measured for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms

from goldenthread.components.forms import PageForm
from goldenthread.domain.periods import FinancialYear
from goldenthread.indicators.forms.pages import RowsForm, Typed, decision_box, reason_box
from goldenthread.indicators.forms.sheets import IndicatorRow, ListEntryRow, MeasureRow, Register, TargetRow
from goldenthread.indicators.forms.typed import FIRST_LINE, typed_rows
from goldenthread.indicators.queries.offered import Choices, Offered
from goldenthread.spreadsheets.columns import Row

_CARD: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What it is", ("service", "title", "definition", "level", "family", "priority")),
    (
        "How it is worked out",
        ("unit", "decimals", "formula", "numerator", "denominator", "numerator_in_denominator", "data_source"),
    ),
    ("What a figure covers", ("polarity", "measure_type", "frequency", "year_end_rule", "lag_days")),
    (
        "What is checked when it is returned",
        ("minimum", "maximum", "target_zero_intended", "small_number", "sum_of", "not_more_than"),
    ),
    ("What it may be compared with", ("benchmark_set", "break_in_series", "break_note", "illustrative_note")),
)
_TARGET = (
    "kind", "annual", "lower", "upper", "floor", "words", "profile", "q1", "q2", "q3", "q4", "history_years",
    "years_left_out", "tolerance", "tolerance_unit", "source", "illustrative",
)  # fmt: skip
_OWNER = ("owner_post", "sign_off_post")
_POLICIES = ("policy", "own_policy")
_NO_LIST = ("", "On no list yet: nothing is asked for")
NOT_YET = "None: not yet agreed"
COVERED = "None: the year's list covers it, or it is not yet agreed"


class CardForm(RowsForm):
    """The card of an indicator that is new, or a new version of a card."""

    def __init__(self, typed: Any = None, *, offered: Offered, card: IndicatorRow | None = None) -> None:
        super().__init__(typed)
        self.card = card
        choices = {"service": [("", "Choose one"), *offered.services]}
        if card is None:
            self.section("Reference and first day")
            self.add_columns(IndicatorRow, ("ref", "starts_on"))
        else:
            self.section("From when", "Until the day before, the card stays as it was: nothing of the past is changed.")
            self.add_columns(IndicatorRow, ("starts_on",), hints={"starts_on": "First day of the new version."})
        for heading, names in _CARD:
            self.section(heading)
            self.add_columns(IndicatorRow, names, initial=card, offered=choices)
        if card is not None:
            add_why(self, offered=offered, label="Why is it changed?")
        else:
            self.section("For whom")
            box = forms.MultipleChoiceField(
                label="Measured for",
                help_text="The next page asks who answers for it there, and against what target.",
                choices=offered.councils,
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.add("councils", box)

    def said(self, ref: str = "") -> Typed:
        """The card as a row."""
        typed = self.typed_in(IndicatorRow)
        rows, problems = typed_rows(IndicatorRow, [{**typed, "ref": ref or typed.get("ref", "")}])
        return Typed(
            rows=Register(indicators=rows),
            problems=problems,
            reason=self.cleaned_data.get("reason", ""),
            decision=self.cleaned_data.get("decision", ""),
            starts_on=typed.get("starts_on"),
        )


class CouncilsForm(RowsForm):
    """For whom an indicator is measured from a day on: who answers for it, what rates it, and the target of a year."""

    def __init__(
        self, typed: Any = None, *, offered: Offered, councils: Iterable[str], of_a_new_card: bool = False
    ) -> None:
        super().__init__(typed)
        self.councils = tuple(councils)
        self.of_a_new_card = of_a_new_card
        policies = list(offered.policies)
        choices = {"policy": [("", "Choose one"), *policies], "own_policy": [("", "None of its own"), *policies]}
        hints = {"policy": "That of the joint committee.", "own_policy": "Where the council has one of its own."}
        if not of_a_new_card:
            self.section("From when")
            self.add_columns(
                MeasureRow, ("starts_on",), hints={"starts_on": "First day on which it is measured there."}
            )
        names = offered.council_names
        for council in self.councils:
            before = f"{council.replace(' ', '-')}-"
            self.section(names.get(council, council))
            owned = _POLICIES[:1] if " " in council else _POLICIES
            self.add_columns(MeasureRow, (*_OWNER, *owned), prefix=before, offered=choices, hints=hints)
            self.add_columns(TargetRow, _TARGET, prefix=before, hints=_TARGET_HINTS)
        self.section("The year's list")
        years = forms.ChoiceField(
            label="Year",
            choices=[_NO_LIST, *offered.years],
            help_text="It is on the list of that year, and the targets are those of that year.",
            required=False,
            initial=offered.years[0][0] if offered.years else "",
        )
        self.add("year", years, heading="Year")
        self.add("decision", decision_box(offered.decisions, none=COVERED), heading="Decision")
        self.add("reason", reason_box("Why is it added?", hint="The log and the list keep it."), heading="Reason")

    def said(self, ref: str, *, starts_on: Any = None) -> Typed:
        """Measures, their places on the list and their targets, as rows; councils in the order of the form."""
        day = self.cleaned_data.get("starts_on") or starts_on
        year, decision = self.cleaned_data.get("year", ""), self.cleaned_data.get("decision", "")
        reason = self.cleaned_data.get("reason", "")
        of_list = {"year": year, "decision": decision, "starts_on": day_of_year(day, year)}
        measures, targets, entries = [], [], []
        for council in self.councils:
            before, of = f"{council.replace(' ', '-')}-", {"ref": ref, "council": council}
            typed = with_versions(self.typed_in(MeasureRow, prefix=before))
            measures.append({**typed, **of, "starts_on": day})
            targets.append({**self.typed_in(TargetRow, prefix=before), **of, **of_list, "rationale": reason})
            entries.append({**of, **of_list, "on_list": "yes", "reason": reason})
        rows: dict[str, Any] = {}
        found: list[Any] = []
        wanted: list[tuple[str, type[Row], list[dict[str, Any]]]] = [("measures", MeasureRow, measures)]
        if year:
            wanted += [("list_entries", ListEntryRow, entries), ("targets", TargetRow, targets)]
        for name, kind, typed_in in wanted:
            read, problems = typed_rows(kind, typed_in)
            rows[name] = read
            found += problems
        return Typed(
            rows=Register(**rows),
            problems=tuple(found),
            places=places_of(self.councils, (MeasureRow, ListEntryRow, TargetRow)),
            reason=reason,
            decision=decision,
            starts_on=day,
        )


class WhichCouncilsForm(PageForm):
    """For which councils an indicator is to be measured besides."""

    def __init__(self, asked: Any = None, *, left: Choices) -> None:
        super().__init__(asked)
        self.fields["councils"] = forms.MultipleChoiceField(
            label="For whom is it to be measured besides?",
            choices=left,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose for whom it is to be measured"},
        )


_TARGET_HINTS: Mapping[str, str] = {
    "annual": "Write a percentage with its sign: 95%.",
    "q1": "Targets for quarters are given only where the profile is stepped or typed.",
    "q2": "",
    "q3": "",
    "q4": "",
}
TARGET_HINTS = _TARGET_HINTS
TARGET_COLUMNS = _TARGET


def add_why(form: RowsForm, *, offered: Offered, label: str, none: str = NOT_YET) -> None:
    """The decision by which something is done, and why."""
    form.section("By whose authority, and why")
    form.add("decision", decision_box(offered.decisions, none=none), heading="Decision")
    form.add("reason", reason_box(label, hint="The log keeps it, and auditors read it."), heading="Reason")


def with_versions(typed: Mapping[str, Any]) -> dict[str, Any]:
    """A measure's row with each policy taken apart: "own-tolerance/1" is version 1 of own-tolerance."""
    found = dict(typed)
    for name in _POLICIES:
        slug, _, version = str(typed.get(name, "")).partition("/")
        found |= {name: slug, f"{name}_version": version}
    return found


def with_policies_together(row: MeasureRow) -> MeasureRow:
    """The same the other way: as the boxes of a page hold a measure's policies."""
    own = f"{row.own_policy}/{row.own_policy_version}" if row.own_policy else ""
    return replace(row, policy=f"{row.policy}/{row.policy_version}", own_policy=own)


def places_of(councils: Iterable[str], sheets: Iterable[type[Row]]) -> dict[tuple[str, int], str]:
    """Before which boxes the row of each council stands, in the order of their rows."""
    every = [f"{council.replace(' ', '-')}-" for council in councils]
    return {(sheet.sheet, FIRST_LINE + place): before for sheet in sheets for place, before in enumerate(every)}


def day_of_year(day: Any, year: str) -> Any:
    """The day where it lies in the year or after it; else the year's first day, which a blank one is."""
    if not year or day is None:
        return day
    return None if day <= FinancialYear.parse(year).first_day else day
