"""Changing what stands beside a card: targets of a year, who answers for it, and its place on the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.components.surroundings import Link
from goldenthread.domain.periods import FinancialYear
from goldenthread.indicators.forms.pages_changes import OwnersForm, RestoreForm, RetireForm, TargetsForm
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP, ListEntryRow, Register
from goldenthread.indicators.views.changing import Change, Step, year_of

_PAGE = require_http_methods(["GET", "HEAD", "POST"])
TARGETS = Step(
    heading="Change targets",
    lead="Change what needs to change, and leave the rest as it is.",
    done="targets changed",
    said="The targets of {ref} are changed.",
)
OWNERS = Step(
    heading="Change who answers for it",
    lead="The posts that return and sign off the figure, and the policies that rate it.",
    done="owners changed",
    said="Who answers for {ref} is changed.",
)
RETIRE = Step(
    heading="Retire this indicator",
    lead="Its figures, its targets and its history stay as they are; no later quarter asks for it.",
    done="indicator retired",
    said="The last day of {ref} is saved.",
    button="Retire this indicator",
)
SUSPEND = replace(
    RETIRE, done="indicator suspended", said="{ref} is suspended for now.", button="Suspend this indicator"
)
RESTORE = Step(
    heading="Restore this indicator",
    lead="It is asked for again from a day on. The quarters in which it was not measured stay empty.",
    done="indicator restored",
    said="{ref} is measured again.",
    button="Restore this indicator",
)


@_PAGE
def targets_page(request: HttpRequest, ref: str) -> HttpResponse:
    """The targets of a year."""
    change = Change.of(request, ref)
    year = year_of(request, [code for code, _ in change.offered.years])
    measured = list(dict.fromkeys(row.council for row in change.rows.measures))
    if not year or not measured:
        why = (
            "It is measured for nobody yet, and so has no targets. Say first for whom it is measured."
            if not measured
            else "There is no year whose list is still open. A year’s list has to be entered or proposed first."
        )
        return _nothing(change, TARGETS, why=why)
    held = {row.council: row for row in change.rows.targets if row.year == year}
    form = TargetsForm(
        _typed(request), offered=change.offered, year=year, targets={one: held.get(one) for one in measured}
    )
    label = FinancialYear.parse(year).label
    others = tuple(
        Link(words=words, address=f"?year={code}") for code, words in change.offered.years if code != year
    )  # fmt: skip
    return change.answer(
        form,
        replace(TARGETS, heading=f"Change targets of {label}"),
        said=lambda: form.said(ref),
        carried=(("year", year),),
        others=others,
    )


@_PAGE
def owners_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Who answers for each measure, and what rates it."""
    change = Change.of(request, ref)
    owners = {row.council: row for row in change.rows.measures}
    if not owners:
        return _nothing(change, OWNERS, why="It is measured for nobody yet. Say first for whom it is measured.")
    form = OwnersForm(_typed(request), offered=change.offered, owners=owners)
    return change.answer(form, OWNERS, said=lambda: form.said(ref))


@_PAGE
def retire_page(request: HttpRequest, ref: str) -> HttpResponse:
    """From which day on it is no longer measured."""
    change = Change.of(request, ref)
    on = [council for council, entry in places_now(change.rows).items() if is_measured(council, entry)]
    if not on:
        return _nothing(change, RETIRE, why="It is on no list any more, so that nothing is left to retire.")
    form = RetireForm(_typed(request), offered=change.offered, councils=on)
    step = SUSPEND if request.POST.get("on_list") == "suspended" else RETIRE
    return change.answer(form, step, said=lambda: form.said(ref, entries=change.rows.list_entries))


@_PAGE
def restore_page(request: HttpRequest, ref: str) -> HttpResponse:
    """From which day on it is measured again."""
    change = Change.of(request, ref)
    off = [council for council, entry in places_now(change.rows).items() if not is_measured(council, entry)]
    if not off:
        return _nothing(change, RESTORE, why="It is on the list for everybody it is measured for: nothing ended.")
    form = RestoreForm(_typed(request), offered=change.offered, councils=off)
    return change.answer(form, RESTORE, said=lambda: form.said(ref), followed=_followed(change.rows, ref=ref))


def places_now(rows: Register) -> dict[str, ListEntryRow | None]:
    """The newest place on a list of each measure, and None where none was ever said; a later year's comes later."""
    places: dict[str, ListEntryRow | None] = dict.fromkeys(row.council for row in rows.measures)
    for entry in rows.list_entries:
        places[entry.council] = entry
    return places


def is_measured(council: str, entry: ListEntryRow | None) -> bool:
    """Whether it is measured by its newest place. The whole partnership needs none to be."""
    return council == WHOLE_PARTNERSHIP if entry is None else entry.on_list == "yes"


def _followed(rows: Register, *, ref: str) -> str:
    after = [row.followed_by for row in rows.successions if row.ref == ref]
    if not after:
        return ""
    return f"It was followed by {', '.join(after)}. That stays on record: whoever reads the history is told of both."


def _nothing(change: Change, step: Step, *, why: str) -> HttpResponse:
    return render(change.request, "indicators/nothing.html", {**change.about(step), "why": why})


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
