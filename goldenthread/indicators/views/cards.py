"""Adding an indicator, changing its card, and measuring it for more councils."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.indicators.forms.pages import Typed
from goldenthread.indicators.forms.pages_card import CardForm, CouncilsForm, WhichCouncilsForm
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.operations.at_a_page import RegisterChanged
from goldenthread.indicators.queries.offered import offered
from goldenthread.indicators.views.changing import (
    BACK,
    KEEP,
    WRONG,
    Change,
    Step,
    carried,
    looked_at,
    refuse,
    signed_in,
)
from goldenthread.terminal.clock import today

_PAGE = require_http_methods(["GET", "HEAD", "POST"])
EDIT = Step(
    heading="Change the card",
    lead="A change is a new version of the card. What was measured under the old one stays under it.",
    done="indicator changed",
    said="The new version of the card of {ref} is saved.",
)
COUNCILS = Step(
    heading="Measure it for more councils",
    lead="Each council has an owner, a policy and a target of its own.",
    done="indicator measured for more councils",
    said="{ref} is measured for more councils.",
)
ADD = Step(
    heading="Add an indicator",
    lead="First the card: what is measured, and how. Then for whom, who answers for it there, and against what target.",
    done="indicator added",
    said="{ref} is in the register.",
    button="Add this indicator",
)


@_PAGE
def edit_page(request: HttpRequest, ref: str) -> HttpResponse:
    """A new version of the card."""
    change = Change.of(request, ref)
    form = CardForm(_typed(request), offered=change.offered, card=change.card)
    return change.answer(form, EDIT, said=lambda: form.said(ref))


@_PAGE
def councils_page(request: HttpRequest, ref: str) -> HttpResponse:
    """The indicator measured for councils that it was not measured for."""
    change = Change.of(request, ref)
    measured = {row.council for row in change.rows.measures}
    left = [(slug, name) for slug, name in change.offered.councils if slug not in measured]
    asked = (request.POST if request.method == "POST" else request.GET).getlist("councils")
    chosen = [slug for slug, _ in left if slug in asked]
    if not chosen:
        which = WhichCouncilsForm(request.GET if "asked" in request.GET else None, left=left)
        context = {**change.about(COUNCILS), "form": which, "left": left}
        return render(request, "indicators/which_councils.html", context, status=WRONG if which.errors else 200)
    form = CouncilsForm(_typed(request), offered=change.offered, councils=chosen)
    kept = tuple(("councils", slug) for slug in chosen)
    return change.answer(form, COUNCILS, said=lambda: form.said(ref), carried=kept)


@_PAGE
def add_page(request: HttpRequest) -> HttpResponse:
    """An indicator that is new: its card, then for whom, then what would be added."""
    return _Adding(request).answer()


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


class _Adding:
    """One new indicator on its way through two forms and a page to check."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.offered = offered(on=today())
        self.card = CardForm(_typed(request), offered=self.offered)
        ref = request.POST.get("ref", "").strip()
        self.change = Change(request, signed_in(request), ref, Register(), self.offered)

    def answer(self) -> HttpResponse:
        if self.request.method != "POST" or self.request.POST.get("do") == BACK:
            return self._ask_for_the_card()
        if not self.card.is_valid():
            return self._ask_for_the_card(status=WRONG)
        typed = self.card.said()
        if not self.card.cleaned_data.get("councils"):
            self.card.add_error("councils", "Choose for whom it is measured")
        try:
            self._try(replace(typed, reason="Tried before it is entered"))
        except RegisterChanged:
            self.card.add_error("ref", f"There is an indicator {self.change.ref} already. Give another reference.")
        except Refused as refused:
            refuse(self.card, refused, typed=typed)
        if self.card.errors:
            return self._ask_for_the_card(status=WRONG)
        return self._councils(typed)

    def _councils(self, card: Typed) -> HttpResponse:
        chosen = self.card.cleaned_data["councils"]
        asks = self.request.POST.get("do") == "councils"
        form = CouncilsForm(
            None if asks else self.request.POST, offered=self.offered, councils=chosen, of_a_new_card=True
        )
        if asks:
            # What was typed before somebody went back to the card.
            form.initial.update((name, self.request.POST[name]) for name in form.fields if name in self.request.POST)
            return self._ask_for_councils(form)
        if not form.is_valid():
            return self._ask_for_councils(form, status=WRONG)
        measured = form.said(self.change.ref, starts_on=card.starts_on)
        typed = replace(
            measured,
            rows=replace(measured.rows, indicators=card.rows.indicators),
            problems=(*card.problems, *measured.problems),
        )
        try:
            outcome = self._try(typed)
            if self.request.POST.get("do") != KEEP or self.request.POST.get("looked") != looked_at(typed):
                return self.change.check(ADD, typed, outcome)
            self._try(typed, is_trial=False)
        except InputRefused as refused:
            form.refuse(refused.problems, places=typed.places)
            return self._ask_for_councils(form, status=WRONG)
        except Refused as refused:
            refuse(form, refused, typed=typed)
            return self._ask_for_councils(form, status=WRONG)
        return self.change.finish(ADD)

    def _try(self, typed: Typed, *, is_trial: bool = True) -> Any:
        # A new indicator has no rows that somebody could have changed; where it has some, somebody was quicker.
        return self.change.enter(typed, ADD, is_trial=is_trial)

    def _ask_for_the_card(self, *, status: int = 200) -> HttpResponse:
        every = CouncilsForm(offered=self.offered, councils=[slug for slug, _ in self.offered.councils])
        names = tuple(name for name in every.fields if name not in self.card.fields)
        kept = tuple((name, self.request.POST[name]) for name in names if name in self.request.POST)
        context = {
            **self.change.about(ADD),
            "caption": "1 of 2: the card",
            "form": self.card,
            "carried": kept,
            "next": "councils",
            "button": "Continue",
        }
        return render(self.request, "indicators/change.html", context, status=status)

    def _ask_for_councils(self, form: CouncilsForm, *, status: int = 200) -> HttpResponse:
        context = {
            **self.change.about(replace(ADD, heading="For whom is it measured?", lead=_LEAD)),
            "caption": f"2 of 2: {self.change.ref}",
            "form": form,
            "carried": carried(self.request, without=form.fields),
            "can_go_back": True,
        }
        return render(self.request, "indicators/change.html", context, status=status)


_LEAD = "Who returns the figure and who signs it off, the policy that rates it, and the target of the year."
