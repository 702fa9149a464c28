"""The forms that change what stands beside a card: a year's targets, who answers for it, its place on the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from goldenthread.components.forms import DayField
from goldenthread.domain.periods import FinancialYear
from goldenthread.indicators.forms.pages import RowsForm, Typed
from goldenthread.indicators.forms.pages_card import (
    COVERED,
    TARGET_COLUMNS,
    TARGET_HINTS,
    add_why,
    places_of,
    with_policies_together,
    with_versions,
)
from goldenthread.indicators.forms.sheets import (
    ListEntryRow,
    MeasureRow,
    Register,
    SuccessionRow,
    TargetRow,
)
from goldenthread.indicators.forms.typed import typed_rows
from goldenthread.indicators.queries.offered import Offered
from goldenthread.indicators.rules.between import references_in

_KINDS = (("replaced", "One indicator takes its place"), ("split", "It is split into several"),
          ("merged", "It is merged with others into one"))  # fmt: skip


class TargetsForm(RowsForm):
    """The targets of a year, for each council that the indicator is measured for. What is left as it is, stays."""

    def __init__(
        self, typed: Any = None, *, offered: Offered, year: str, targets: Mapping[str, TargetRow | None]
    ) -> None:
        super().__init__(typed)
        self.year = year
        self.councils = tuple(targets)
        self.is_first = not any(targets.values())
        self.section(
            "From when",
            "Blank: the year’s first day." if self.is_first else "Until the day before, the targets stay as they are.",
        )
        self.add_columns(TargetRow, ("starts_on",), hints={"starts_on": "First day on which the new targets hold."})
        for council, held in targets.items():
            self.section(offered.council_names.get(council, council))
            self.add_columns(TargetRow, TARGET_COLUMNS, prefix=_before(council), initial=held, hints=TARGET_HINTS)
        add_why(self, offered=offered, label="Why this target?", none=COVERED)

    def said(self, ref: str) -> Typed:
        """A row for each council whose boxes were changed."""
        changed = [one for one in self.councils if self.is_changed(TargetRow, prefix=_before(one))]
        every = [
            {
                **self.typed_in(TargetRow, prefix=_before(one)),
                "ref": ref,
                "council": one,
                "year": self.year,
                "starts_on": self.cleaned_data.get("starts_on"),
                "decision": self.cleaned_data.get("decision", ""),
                "rationale": self.cleaned_data.get("reason", ""),
            }
            for one in changed
        ]
        rows, problems = typed_rows(TargetRow, every)
        day = self.cleaned_data.get("starts_on") or FinancialYear.parse(self.year).first_day
        return _typed(self, Register(targets=rows), problems, councils=changed, starts_on=day, sheets=(TargetRow,))


class OwnersForm(RowsForm):
    """Who answers for each measure, and the policies that rate it, from a day on."""

    def __init__(self, typed: Any = None, *, offered: Offered, owners: Mapping[str, MeasureRow]) -> None:
        super().__init__(typed)
        self.councils = tuple(owners)
        policies = list(offered.policies)
        choices = {"policy": policies, "own_policy": [("", "None of its own"), *policies]}
        self.section("From when", "Until the day before, everything stays as it is.")
        self.add_columns(MeasureRow, ("starts_on",), hints={"starts_on": "First day on which this holds."})
        for council, held in owners.items():
            self.section(offered.council_names.get(council, council))
            names = ("owner_post", "sign_off_post", "policy", *(() if " " in council else ("own_policy",)))
            self.add_columns(
                MeasureRow,
                names,
                prefix=_before(council),
                initial=with_policies_together(held),
                offered=choices,
                hints={"policy": "That of the joint committee.", "own_policy": "Where the council has one of its own."},
            )
        add_why(self, offered=offered, label="Why is it changed?")

    def said(self, ref: str) -> Typed:
        """A row for each council whose boxes were changed."""
        changed = [one for one in self.councils if self.is_changed(MeasureRow, prefix=_before(one))]
        day = self.cleaned_data.get("starts_on")
        every = [
            {
                **with_versions(self.typed_in(MeasureRow, prefix=_before(one))),
                "ref": ref,
                "council": one,
                "starts_on": day,
            }
            for one in changed
        ]
        rows, problems = typed_rows(MeasureRow, every)
        return _typed(self, Register(measures=rows), problems, councils=changed, starts_on=day, sheets=(MeasureRow,))


class RetireForm(RowsForm):
    """From which day on an indicator is no longer measured for whom, and which follows it."""

    def __init__(self, typed: Any = None, *, offered: Offered, councils: Iterable[str]) -> None:
        super().__init__(typed)
        names = offered.council_names
        self.on_lists = tuple(councils)
        self.section("What ends")
        self.add("councils", _of_councils("For whom does it end?", self.on_lists, names=names))
        how = forms.ChoiceField(
            label="What becomes of it?",
            choices=[
                ("no", "It ends"),
                ("suspended", "It is suspended for now: it stays on the list, and is not measured"),
            ],
            widget=forms.RadioSelect,
            initial="no",
        )
        self.add("on_list", how, heading="On list")
        day = DayField(label="Last day", help_text="The last day on which it is measured.", required=False)
        self.add("last_day", day, heading="From")
        self.section("What follows it", "Leave this blank where nothing does. The history of each stays its own.")
        self.add_columns(
            SuccessionRow,
            ("followed_by",),
            hints={"followed_by": "Its reference; several where it is split: EXC05; EXC06."},
        )
        kind = forms.ChoiceField(
            label="In what way", choices=_KINDS, required=False, widget=forms.RadioSelect, initial="replaced"
        )
        self.add("kind", kind, heading="Kind")
        others = forms.CharField(
            label="Merged with",
            required=False,
            help_text="Where it is merged: references of the others that go into the same one, EXC02; EXC03.",
        )
        self.add("merged_with", others)
        self.add_columns(SuccessionRow, ("words",))
        add_why(self, offered=offered, label="Why does it end?", none=COVERED)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("councils") and "councils" not in self.errors:
            self.add_error("councils", "Choose for whom it ends")
        if typed.get("last_day") is None and "last_day" not in self.errors:
            self.add_error("last_day", "Enter the last day")
        if typed.get("followed_by") and typed.get("on_list") == "suspended":
            self.add_error("followed_by", "What is suspended for now is followed by nothing. Leave this blank.")
        return typed

    def said(self, ref: str, *, entries: Iterable[ListEntryRow]) -> Typed:
        """A place on each list from then on, and what follows it."""
        typed = self.cleaned_data
        first = typed["last_day"] + timedelta(days=1)
        reason, decision = typed.get("reason", ""), typed.get("decision", "")
        councils = [one for one in self.on_lists if one in typed["councils"]]
        said = [
            {
                "ref": ref,
                "council": council,
                "year": year,
                "starts_on": day,
                "on_list": typed["on_list"],
                "reason": reason,
                "decision": decision,
            }
            for council in councils
            for year, day in off_from(council, first=first, entries=entries)
        ]
        rows, problems = typed_rows(ListEntryRow, said)
        merged = [ref, *references_in(typed.get("merged_with", ""))] if typed.get("kind") == "merged" else [ref]
        follow = [
            {"ref": one, "followed_by": other, "kind": typed.get("kind"), "starts_on": first, "words": typed["words"]}
            for one in merged
            for other in references_in(typed.get("followed_by", ""))
        ]
        successions, more = typed_rows(SuccessionRow, follow)
        register = Register(list_entries=rows, successions=successions)
        return _typed(self, register, (*problems, *more), councils=councils, starts_on=first, sheets=())


class RestoreForm(RowsForm):
    """From which day on an indicator that ended, or was suspended, is measured again."""

    def __init__(self, typed: Any = None, *, offered: Offered, councils: Iterable[str]) -> None:
        super().__init__(typed)
        self.off_lists = tuple(councils)
        self.section("What begins again")
        self.add("councils", _of_councils("For whom?", self.off_lists, names=offered.council_names))
        self.add_columns(ListEntryRow, ("starts_on",), hints={"starts_on": "First day on which it is measured again."})
        add_why(self, offered=offered, label="Why is it measured again?", none=COVERED)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("councils") and "councils" not in self.errors:
            self.add_error("councils", "Choose for whom it begins again")
        if typed.get("starts_on") is None and "starts_on" not in self.errors:
            self.add_error("starts_on", "Enter the first day")
        return typed

    def said(self, ref: str) -> Typed:
        """A place on the list of the day's year for each."""
        typed = self.cleaned_data
        day = typed["starts_on"]
        councils = [one for one in self.off_lists if one in typed["councils"]]
        said = [
            {
                "ref": ref,
                "council": council,
                "year": str(FinancialYear.containing(day)),
                "starts_on": day,
                "on_list": "yes",
                "reason": typed.get("reason", ""),
                "decision": typed.get("decision", ""),
            }
            for council in councils
        ]
        rows, problems = typed_rows(ListEntryRow, said)
        return _typed(self, Register(list_entries=rows), problems, councils=councils, starts_on=day, sheets=())


def off_from(council: str, *, first: date, entries: Iterable[ListEntryRow]) -> Iterator[tuple[str, date]]:
    """Each list that the measure is on from the day on, or later, and from when it is off it.

    A place that begins after the day is known already, and what is known stays: it ends the day after it begins.
    """
    newest: dict[str, ListEntryRow] = {}
    for one in entries:
        if one.council == council:
            newest[one.year] = one
    year = str(FinancialYear.containing(first))
    # Of a year that has no list, or not this measure on it, the register's rules say what to do.
    yield year, first
    for later, entry in sorted(newest.items()):
        if later > year and entry.on_list != "no" and entry.starts_on is not None:
            yield later, max(first, entry.starts_on + timedelta(days=1))


def _of_councils(label: str, councils: Iterable[str], *, names: Mapping[str, str]) -> forms.MultipleChoiceField:
    every = [(one, names.get(one, one)) for one in councils]
    return forms.MultipleChoiceField(
        label=label,
        choices=every,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=[one for one, _ in every],
    )


def _before(council: str) -> str:
    return f"{council.replace(' ', '-')}-"


def _typed(
    form: RowsForm, rows: Register, problems: Iterable[Any], *, councils: Iterable[str], starts_on: Any, sheets: Any
) -> Typed:
    return Typed(
        rows=rows,
        problems=tuple(problems),
        places=places_of(councils, sheets),
        reason=form.cleaned_data.get("reason", ""),
        decision=form.cleaned_data.get("decision", ""),
        starts_on=starts_on,
    )
