"""A change of what the partnership is made of, at its page: by the register's rules; what is grave is shown first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.audit.queries import histories_of
from goldenthread.components.lists import Difference
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import Refused
from goldenthread.indicators.forms.pages import RowsForm, Typed
from goldenthread.indicators.forms.pages_partnership import (
    with_place,
)
from goldenthread.indicators.forms.pages_refusals import in_words_of_a_page
from goldenthread.indicators.operations.of_the_partnership import (
    PartnershipChanged,
    SaidOfPartnership,
    Standing,
    enter_of_partnership,
    mark_of,
)
from goldenthread.indicators.operations.register import RegisterOutcome
from goldenthread.indicators.queries.offered import Offered, offered
from goldenthread.indicators.views.changing import BACK, CHANGED, KEEP, WRONG, carried, looked_at, refuse
from goldenthread.partnership.access import Person
from goldenthread.partnership.forms import PartnershipSheets, ProvisionRow
from goldenthread.partnership.queries import partnership_sheets
from goldenthread.partnership.queries.names import people_names
from goldenthread.spreadsheets.differences import in_words
from goldenthread.terminal.clock import now, today

_PAGE = require_http_methods(["GET", "HEAD", "POST"])
ENDED = "not provided"
_WORDS = {"whole": "wholly", "part": "in part", ENDED: "no longer"}


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a change is called on its pages and, where it is a decision, in the log."""

    heading: str
    lead: str
    said: str  # as the notification has it
    button: str = "Save"
    done: str = ""

    @property
    def is_grave(self) -> bool:
        """Whether it is shown before it is kept."""
        return bool(self.done)


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """One change of what the partnership is made of; `of` are the rows that the page was opened on."""

    request: HttpRequest
    person: Person
    name: str
    subject: str
    subject_id: str
    sheets: PartnershipSheets
    of: Standing

    @property
    def seen(self) -> str:
        return mark_of(self.of(self.sheets))

    def answer(self, form: RowsForm, step: Step, *, said: Callable[[], Typed], **more: Any) -> HttpResponse:
        """The form; what it would change, where that is grave; or that it is done."""
        request = self.request
        if request.method != "POST" or request.POST.get("do") == BACK:
            return self.ask(form, step, **more)
        if request.POST.get("seen", "") != self.seen:
            return self.ask(form, step, status=CHANGED, **more)
        if not form.is_valid():
            return self.ask(form, step, status=WRONG, **more)
        typed = with_place(said(), name=self.name)
        try:
            outcome = self.enter(typed, step, is_trial=True)
            if outcome.changes_nothing:
                form.add_error(None, "Nothing is changed. Change something, or go back.")
                return self.ask(form, step, status=WRONG, **more)
            was_looked_at = request.POST.get("do") == KEEP and request.POST.get("looked") == looked_at(typed)
            if step.is_grave and not was_looked_at:
                return self.check(step, typed, outcome)
            self.enter(typed, step)
        except PartnershipChanged:
            return replace(self, sheets=partnership_sheets()).ask(form, step, status=CHANGED, **more)
        except Refused as refused:
            refuse(form, refused, typed=typed)
            return self.ask(form, step, status=WRONG, **more)
        messages.success(request, step.said)
        return HttpResponseRedirect(reverse("indicators:partnership"))

    def enter(self, typed: Typed, step: Step, *, is_trial: bool = False) -> RegisterOutcome:
        """What was typed, entered or tried."""
        said = SaidOfPartnership(
            name=self.name,
            subject=self.subject,
            subject_id=self.subject_id or _id_of(typed),
            rows=typed.rows,
            of=self.of,
            seen=self.request.POST.get("seen", ""),
            done=step.done,
            reason=typed.reason,
            decision=typed.decision,
        )
        return enter_of_partnership(said, by=self.person, at=now(), problems=typed.problems, is_trial=is_trial)

    def ask(self, form: RowsForm, step: Step, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page of the form; where somebody was quicker, who, when and what differs."""
        context = {
            **self.about(step),
            "form": form,
            "button": "See what will change" if step.is_grave else step.button,
            **more,
        }
        if status == CHANGED:
            context |= {"is_changed": True, **self.changed(form)}
        return render(self.request, "indicators/change.html", context, status=status)

    def check(self, step: Step, typed: Typed, outcome: RegisterOutcome) -> HttpResponse:
        """What is provided from when on, and every measure that ends by it."""
        found = offered(on=today())
        ends = tuple(dict.fromkeys(in_words_of_a_page(one) for one in outcome.warnings))
        context = {
            **self.about(step),
            "changes": _changes(typed, offered=found),
            "ends": ends,
            "ends_nothing": not ends and any(one.extent == ENDED for one in typed.rows.provision),
            "reason": typed.reason,
            "decision": dict(found.decisions).get(typed.decision, ""),
            "carried": carried(self.request),
            "looked": looked_at(typed),
        }
        return render(self.request, "indicators/check_provision.html", context)

    def about(self, step: Step) -> dict[str, Any]:
        return {
            "step": step,
            "caption": self.name,
            "back": Link(words="The partnership", address=reverse("indicators:partnership")),
            "address": self.request.path,
            "seen": self.seen,
        }

    def changed(self, form: RowsForm) -> dict[str, Any]:
        """Who was quicker, when, and where what was typed differs from what is there now."""
        subjects = {self.subject: [self.subject_id]}
        if self.subject == "council":
            subjects["provision"] = [f"{one.service}/{self.subject_id}" for one in self.sheets.provision]
        found = histories_of(subjects, most=1)
        last = found[0] if found else None
        standing = self.of(self.sheets)
        return {
            "changed_by": "Somebody" if last is None else people_names().get(last.by or 0, "Somebody"),
            "changed_at": "another time" if last is None else _moment(last.at),
            "differences": tuple(_differences(form, standing[-1] if standing else None)),
        }


def _id_of(typed: Typed) -> str:
    """How the log calls what is new."""
    return "".join(f"{one.service}/{one.council}" for one in typed.rows.provision[:1])


def _changes(typed: Typed, *, offered: Offered) -> Table:
    services = dict(offered.services)
    return Table(
        key="changes",
        caption="What will change",
        columns=(Column(title="Service"), Column(title="Council"), Column(title="From"), Column(title="Provided")),
        rows=tuple(
            row_of(
                services.get(one.service, one.service),
                offered.council_names.get(one.council, one.council),
                _day(one.starts_on),
                f"{_WORDS[one.extent]}: {one.parts}" if one.parts else _WORDS[one.extent],
            )
            for one in typed.rows.provision
        ),
    )


def _day(day: date | None) -> str:
    return "–" if day is None else day_words(day)


def _differences(form: RowsForm, standing: Any) -> list[Difference]:
    """What was typed beside what stands there now, of every box in which the two differ."""
    found = []
    for name, field in form.fields.items():
        now_there = in_words(getattr(standing, name, None)) if hasattr(standing, name) else None
        value = form[name].value()
        typed = in_words(value) if not isinstance(value, list) else ""
        if now_there is not None and typed and typed.split() != now_there.split():
            found.append(Difference(name=str(field.label), typed=typed, now=now_there or "nothing"))
    return found or [Difference(name="In the register", typed="as it was when you opened it", now="changed since")]


def _moment(at: datetime) -> str:
    """ "10:30 on 14 October 2019"."""
    local = timezone.localtime(at)
    return f"{local:%H:%M} on {day_words(local.date())}"


def newest_provided(sheets: PartnershipSheets, council: str) -> tuple[ProvisionRow, ...]:
    """The newest row of each service that is provided to the council, or is to be."""
    newest = {one.service: one for one in sheets.provision if one.council == council}
    return tuple(one for one in newest.values() if one.extent != ENDED)
