"""The forms of councils, directorates, services and provision: each box is a column of the register's sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import slugify

from goldenthread.components.forms import DayField
from goldenthread.indicators.forms.pages import RowsForm, Typed, decision_box, reason_box
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.forms.typed import typed_rows
from goldenthread.indicators.queries.offered import Choices
from goldenthread.partnership.forms import (
    CouncilRow,
    DirectorateRow,
    PartnershipRow,
    PartnershipSheets,
    ProvisionRow,
    ServiceRow,
)
from goldenthread.spreadsheets.columns import Row

EXTENTS = (("whole", "Wholly"), ("part", "In part"))
_ENDS = "not provided"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing that the partnership is made of: its sheet, and what a page calls one."""

    one: str
    row: type[Row]
    field: str  # of Register, and of PartnershipSheets
    boxes: tuple[str, ...]
    subject: str  # as the log has it

    def rows(self, sheets: PartnershipSheets, slug: str) -> tuple[Row, ...]:
        """The row of the thing with this slug; none where it is new."""
        every: tuple[Row, ...] = getattr(sheets, self.field)
        return every if self.row is PartnershipRow else tuple(one for one in every if getattr(one, "slug", "") == slug)


PARTNERSHIP = Kind(
    one="the partnership",
    row=PartnershipRow,
    field="partnership",
    boxes=("name", "report_author", "report_contact", "illustrative_note"),
    subject="partnership",
)
KINDS: Mapping[str, Kind] = {
    "councils": Kind(
        one="council",
        row=CouncilRow,
        field="councils",
        boxes=("name", "full_name", "short_name", "gss_code", "order", "clearance_required"),
        subject="council",
    ),
    "directorates": Kind(
        one="directorate", row=DirectorateRow, field="directorates", boxes=("name",), subject="directorate"
    ),
    "services": Kind(
        one="service", row=ServiceRow, field="services", boxes=("name", "directorate", "order"), subject="service"
    ),
}
_HINTS = {
    "name": "As pages and reports print it.",
    "clearance_required": "A pack with its figures is then released only once its Section 151 officer or partner lead "
    "cleared them.",
    "directorate": "",
}


class ThingForm(RowsForm):
    """One council, directorate or service, or the partnership itself."""

    def __init__(
        self, typed: Any = None, *, kind: Kind, held: Row | None, every: tuple[Any, ...], directorates: Choices
    ) -> None:
        super().__init__(typed)
        self.kind, self.held = kind, held
        self.others = tuple(one for one in every if one is not held)
        self.section(f"The {kind.one}" if not kind.one.startswith("the ") else "The partnership")
        offered: dict[str, Choices] = {"directorate": (("", "Choose one"), *directorates)}
        self.add_columns(kind.row, kind.boxes, initial=held, offered=offered, hints=_HINTS)
        if held is None and "order" in self.fields:
            self.initial["order"] = 1 + max((one.order for one in every), default=0)
        if "clearance_required" in self.fields:
            self.fields["clearance_required"].label = "Clearance is required before release"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        slug = slugify(str(typed.get("name", "")))
        if self.held is None and self.kind.row is not PartnershipRow and typed.get("name"):
            if not slug:
                self.add_error("name", "Use letters: its address is made from its name")
            elif any(one.slug == slug for one in self.others):
                self.add_error(
                    "name", f"There is a {self.kind.one} of this name already. Change that one, or use another"
                )
        return typed

    def said(self) -> Typed:
        """The row, beside all others, which stay; a new thing is called by its name from then on, whatever its name
        becomes."""
        typed = self.typed_in(self.kind.row)
        if "clearance_required" in self.fields:
            typed["clearance_required"] = "yes" if self.cleaned_data.get("clearance_required") else "no"
        if self.kind.row is not PartnershipRow:
            typed["slug"] = slugify(str(typed.get("name", ""))) if self.held is None else getattr(self.held, "slug", "")
        rows, problems = typed_rows(self.kind.row, [typed])
        # Of a name that is missing enough is said at its box.
        told = tuple(one for one in problems if typed.get("slug") or one.column != "Slug")
        said: dict[str, Any] = {self.kind.field: (*self.others, *rows)}
        return Typed(rows=Register(**said), problems=told)


class _Deciding(RowsForm):
    """A form of something that was decided: by whom, and why."""

    def add_why(self, label: str, *, decisions: Sequence[tuple[str, str]]) -> None:
        self.section("By whose authority, and why")
        self.add("decision", decision_box(decisions, none="None in the record"), heading="Decision")
        self.add("reason", reason_box(label, hint="The log keeps it, and auditors read it."))

    def of_rows(self, rows: Iterable[Mapping[str, Any]], *, starts_on: date | None) -> Typed:
        read, problems = typed_rows(ProvisionRow, rows)
        return Typed(
            rows=Register(provision=read),
            problems=problems,
            reason=self.cleaned_data.get("reason", ""),
            decision=self.cleaned_data.get("decision", ""),
            starts_on=starts_on,
        )


class ProvisionForm(_Deciding):
    """How a service is provided to a council from a day on; and, where it is known already, until which."""

    def __init__(
        self, typed: Any = None, *, services: Choices, councils: Choices, decisions: Choices, held: ProvisionRow | None
    ) -> None:
        super().__init__(typed)
        self.section("What is provided, and to whom")
        self.add_columns(
            ProvisionRow,
            ("service", "council"),
            offered={"service": (("", "Choose one"), *services), "council": (("", "Choose one"), *councils)},
            hints={"service": "", "council": ""},
        )
        if held is not None:
            self.initial["service"], self.initial["council"] = held.service, held.council
        self.section("From when, and how far")
        self.add_columns(ProvisionRow, ("starts_on",), hints={"starts_on": "What holds before it stays as it is."})
        extent = forms.ChoiceField(
            label="How far it is provided", choices=EXTENTS, widget=forms.RadioSelect, required=False
        )
        self.add("extent", extent, heading="Extent", initial="" if held is None else held.extent)
        self.add_columns(ProvisionRow, ("parts",), hints={"parts": "Where it is provided in part: which parts."})
        if held is not None and held.extent == "part":
            self.initial["parts"] = held.parts
        self.add(
            "last_day", DayField(label="Last day", help_text="Only where its end is known already.", required=False)
        )
        self.add_why("Why is it provided so?", decisions=decisions)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("starts_on"), typed.get("last_day")
        if first is not None and last is not None and last < first:
            self.add_error("last_day", "The last day must be the first day or later")
        return typed

    def said(self) -> Typed:
        """A row from the first day; and one that ends it, where a last day was typed."""
        typed = self.typed_in(ProvisionRow)
        rows, last = [typed], self.cleaned_data.get("last_day")
        if last is not None:
            rows.append({**_without(typed, "parts"), "starts_on": last + timedelta(days=1), "extent": _ENDS})
        return self.of_rows(rows, starts_on=self.cleaned_data.get("starts_on"))


class EndForm(_Deciding):
    """The last day on which services are provided to a council."""

    def __init__(self, typed: Any = None, *, ending: Sequence[ProvisionRow], decisions: Choices) -> None:
        super().__init__(typed)
        self.ending = tuple(ending)
        self.section("When it ends")
        last_day = DayField(
            label="Last day",
            help_text="The last day on which it is provided. The council’s measures end on that day too.",
            error_messages={"required": "Enter the last day"},
        )
        self.add("last_day", last_day, heading="From")
        self.add_why("Why does it end?", decisions=decisions)

    def said(self) -> Typed:
        """A row for each service that ends."""
        day = self.cleaned_data["last_day"] + timedelta(days=1)
        rows = ({"service": one.service, "council": one.council, "starts_on": day, "extent": _ENDS}
                for one in self.ending)  # fmt: skip
        return self.of_rows(rows, starts_on=day)


def with_place(typed: Typed, *, name: str) -> Typed:
    """The same, told by the import as being of this page."""
    return replace(typed, rows=replace(typed.rows, file=name))


def _without(typed: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in typed.items() if key != name}
