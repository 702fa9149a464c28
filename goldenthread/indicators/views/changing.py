"""A change of the register at its page: the form, then what would change, then one button that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goldenthread.accounts.middleware import person_of
from goldenthread.components.lists import Difference
from goldenthread.components.surroundings import Link
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.indicators.forms.pages import RowsForm, Typed
from goldenthread.indicators.forms.pages_refusals import in_words_of_a_page
from goldenthread.indicators.forms.sheets import IndicatorRow, Register
from goldenthread.indicators.operations.at_a_page import RegisterChanged, SaidOfIndicator, enter_of_indicator
from goldenthread.indicators.operations.register import RegisterOutcome
from goldenthread.indicators.queries.in_rounds import open_rounds_with
from goldenthread.indicators.queries.last_change import last_change
from goldenthread.indicators.queries.offered import Offered, offered
from goldenthread.indicators.queries.register import mark_of, rows_of_indicator
from goldenthread.indicators.views import shown
from goldenthread.partnership.access import Person
from goldenthread.terminal.clock import now, today

WRONG, CHANGED = 422, 409
KEEP, BACK = "keep", "back"
_OUR_OWN = ("csrfmiddlewaretoken", "do", "seen", "looked")


@dataclass(frozen=True, kw_only=True)
class Step:
    """What a change is called on its pages, in the log, and once it is done."""

    heading: str
    lead: str
    done: str  # as the log has it
    said: str  # as the notification has it; {ref} stands for the reference
    button: str = "Save this change"


@dataclass(frozen=True)
class Change:
    """One indicator, and somebody who changes it."""

    request: HttpRequest
    person: Person
    ref: str
    rows: Register
    offered: Offered

    @classmethod
    def of(cls, request: HttpRequest, ref: str) -> Change:
        """404 where there is no such indicator."""
        rows = rows_of_indicator(ref)
        if not rows.indicators:
            raise Http404
        return cls(request, signed_in(request), ref, rows, offered(on=today()))

    @property
    def card(self) -> IndicatorRow:
        """The newest version of the card."""
        return self.rows.indicators[-1]

    @property
    def mark(self) -> str:
        return mark_of(self.rows)

    @property
    def is_stale(self) -> bool:
        return self.request.POST.get("seen", "") != self.mark

    @property
    def caption(self) -> str:
        return f"{self.ref}: {self.card.title}" if self.rows.indicators else self.ref

    @property
    def back(self) -> Link:
        if not self.rows.indicators:
            return Link(words="Indicators", address=reverse("reports:register"))
        return Link(words=self.ref, address=reverse("reports:indicator", args=[self.ref]))

    def answer(self, form: RowsForm, step: Step, *, said: Callable[[], Typed], **more: Any) -> HttpResponse:
        """The form; what it would change; or, once that was seen, that it is done."""
        request = self.request
        if request.method != "POST" or request.POST.get("do") == BACK:
            return self.ask(form, step, **more)
        if self.is_stale:
            return self.ask(form, step, status=CHANGED, **more)
        if not form.is_valid():
            return self.ask(form, step, status=WRONG, **more)
        typed = said()
        try:
            outcome = self.enter(typed, step, is_trial=True)
            if outcome.changes_nothing:
                form.add_error(None, "Nothing is changed. Change something, or go back.")
                return self.ask(form, step, status=WRONG, **more)
            if request.POST.get("do") != KEEP or request.POST.get("looked") != looked_at(typed):
                return self.check(step, typed, outcome)
            self.enter(typed, step)
        except RegisterChanged:
            return replace(self, rows=rows_of_indicator(self.ref)).ask(form, step, status=CHANGED, **more)
        except Refused as refused:
            refuse(form, refused, typed=typed)
            return self.ask(form, step, status=WRONG, **more)
        return self.finish(step)

    def enter(self, typed: Typed, step: Step, *, is_trial: bool = False) -> RegisterOutcome:
        """What was typed, entered or tried."""
        said = SaidOfIndicator(
            ref=self.ref,
            rows=replace(typed.rows, file=self.ref),
            seen=self.request.POST.get("seen", ""),
            done=step.done,
            reason=typed.reason,
            decision=typed.decision,
        )
        return enter_of_indicator(said, by=self.person, at=now(), problems=typed.problems, is_trial=is_trial)

    def finish(self, step: Step) -> HttpResponse:
        messages.success(self.request, step.said.format(ref=self.ref))
        return HttpResponseRedirect(reverse("reports:indicator", args=[self.ref]))

    def ask(self, form: RowsForm, step: Step, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page of the form; where somebody was quicker, who, when and what differs."""
        context = {**self.about(step), "form": form, **more}
        if status == CHANGED:
            last = last_change(self.ref, self.rows)
            context |= {
                "is_changed": True,
                "changed_by": "Somebody" if last is None else last.who,
                "changed_at": "another time" if last is None else f"{timezone.localtime(last.at):%H:%M}",
                "differences": tuple(_differences(form, last_done="" if last is None else last.what)),
            }
        return render(self.request, "indicators/change.html", context, status=status)

    def check(self, step: Step, typed: Typed, outcome: RegisterOutcome) -> HttpResponse:
        """What would change, beside what it is; and which open rounds stay as they are."""
        context = {
            **self.about(step),
            "changes": shown.changes_table(typed, held=self.rows, offered=self.offered),
            "rounds": shown.rounds_words(open_rounds_with(self.ref), typed=typed),
            "warnings": tuple(dict.fromkeys(in_words_of_a_page(one) for one in outcome.warnings)),
            "reason": typed.reason,
            "decision": dict(self.offered.decisions).get(typed.decision, ""),
            "carried": carried(self.request),
            "looked": looked_at(typed),
        }
        return render(self.request, "indicators/check.html", context)

    def about(self, step: Step) -> dict[str, Any]:
        return {
            "step": step,
            "caption": self.caption,
            "back": self.back,
            "address": self.request.path,
            "seen": self.mark,
        }


def signed_in(request: HttpRequest) -> Person:
    """Whoever asks; the address has asked for the permission."""
    person = person_of(request)
    if person is None:  # the middleware has asked everybody else to sign in
        raise Http404
    return person


def refuse(form: RowsForm, refused: Refused, *, typed: Typed) -> None:
    """Says at the form why nothing was entered: each thing at its box."""
    if isinstance(refused, InputRefused):
        form.refuse(refused.problems, places=typed.places)
    else:
        box = "reason" if "reason" in form.fields and "says why" in str(refused) else None
        form.add_error(box, str(refused))


def carried(request: HttpRequest, *, without: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """What was typed, for hidden boxes of the next page."""
    leave = {*_OUR_OWN, *without}
    return tuple((name, value) for name in request.POST if name not in leave for value in request.POST.getlist(name))


def looked_at(typed: Typed) -> str:
    """Stands for what was shown: what is kept is that, and nothing that was typed since."""
    return sha256(repr((typed.rows, typed.reason, typed.decision)).encode()).hexdigest()[:32]


def year_of(request: HttpRequest, choices: Iterable[str]) -> str:
    """The year that the address or the form asks for; else the one of today, else the newest."""
    every = tuple(choices)
    asked = request.POST.get("year") or request.GET.get("year", "")
    ours = str(FinancialYear.containing(today()))
    return next((one for one in (asked, ours) if one in every), every[0] if every else "")


def _differences(form: RowsForm, *, last_done: str) -> Iterator[Difference]:
    """Where what was typed differs from what is there now."""
    found = False
    for name, field in form.fields.items():
        before, typed = form.initial.get(name), form[name].value()
        words = " ".join(str(one) for one in typed if one) if isinstance(typed, list) else str(typed or "")
        if name not in form.initial or isinstance(typed, list) or words.split() == str(before or "").split():
            continue
        found = True
        yield Difference(name=str(field.label), typed=words or "nothing", now=str(before or "nothing"))
    if not found:
        yield Difference(name="In the register", typed="as it was when you opened it", now=last_done or "changed")
