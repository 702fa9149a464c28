"""The page of each figure that a person returns.

A figure goes through two pages: what it is, and then, with its rating and the reason, what is said of it. Nothing is
kept before somebody saves or submits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.components.versions import version_typed
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused
from goldenthread.figures.forms.asking import asked_in_words
from goldenthread.figures.forms.pages import AnswerForm, FigureForm, differences_between
from goldenthread.figures.forms.pages_words import WordsForm
from goldenthread.figures.operations import answer_queries, take_returns
from goldenthread.figures.operations.at_a_page import StillWanted, Tried, submit_return, try_return
from goldenthread.figures.queries.attached import evidence_of
from goldenthread.figures.queries.looked_at import beside
from goldenthread.figures.queries.mine import AskedFigure, figure_asked, last_change
from goldenthread.figures.queries.returned import FigureReturn, TakenReturns
from goldenthread.figures.rules import StepsRefused
from goldenthread.figures.views import shown, shown_look
from goldenthread.figures.views.asked import figure_here
from goldenthread.figures.views.shown_attached import evidence_shown
from goldenthread.partnership.access import Person
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.clock import now

_WRONG, _CHANGED = 422, 409
_MOST_ACTIONS = 20


@require_http_methods(["GET", "HEAD", "POST"])
def figure_page(request: HttpRequest, figure_id: int) -> HttpResponse:
    """One figure: returned, explained and submitted here; or, once it is submitted, how it stands."""
    asked, person = figure_here(request, figure_id, Permission.RETURN_FIGURES)
    page = _Page(request, asked, person)
    if request.method == "POST":
        return page.take()
    if asked.is_open:
        return page.show_figure(page.figure_form())
    return page.show_given()


@require_POST
def answer_question(request: HttpRequest, figure_id: int) -> HttpResponse:
    """Answers what was asked about the figure; it stays as it was returned."""
    asked, person = figure_here(request, figure_id, Permission.RETURN_FIGURES)
    return _Page(request, asked, person).take_answer()


@dataclass(frozen=True)
class _Page:
    """The two pages of one figure, for one request."""

    request: HttpRequest
    asked: AskedFigure
    person: Person

    @property
    def posted(self) -> dict[str, Any]:
        typed: dict[str, Any] = self.request.POST.dict()
        return typed

    @property
    def typed_version(self) -> int:
        return version_typed(self.request)

    @property
    def actions(self) -> int:
        typed = self.posted.get("actions", "")
        return min(int(typed), _MOST_ACTIONS) if typed.isdecimal() and len(typed) < 4 else 0

    def figure_form(self, typed: dict[str, Any] | None = None) -> FigureForm:
        return FigureForm(
            self.asked.due, asks=asked_in_words(self.asked.due.terms, quarter=self.asked.quarter), data=typed
        )

    def take(self) -> HttpResponse:
        """What somebody sent: to be looked at, saved or submitted."""
        do = self.posted.get("do", "check")
        if self.typed_version != self.asked.due.version:
            return self.show_differences()
        if not self.asked.is_open:
            return self.take_answers()
        form = self.figure_form(self.posted)
        if do == "change" or not form.is_valid():
            return self.show_figure(form, status=200 if form.is_valid() else _WRONG)
        if do not in _SAVING and not form.ask_for_the_figure():
            return self.show_figure(form, status=_WRONG)
        said = form.returned(version=self.asked.due.version)
        try:
            return self.go_on(do, said, form)
        except InputRefused as refused:
            return self.show_refusal(form, refused)

    def go_on(self, do: str, said: FigureReturn, form: FigureForm) -> HttpResponse:
        was_explained = "actions" in self.posted
        if do in _SAVING and not was_explained:
            return self.save(said, do)
        tried = try_return(said, by=self.person, at=now())
        if not was_explained or do == "more":
            more = self.actions + 1 if do == "more" else 0
            words = WordsForm(tried.then.due, actions=more, typed=self.posted if was_explained else None)
            return self.show_check(form, words, tried)
        words = WordsForm(tried.then.due, actions=self.actions, typed=self.posted, check=True)
        if not words.is_valid():
            return self.show_check(form, words, tried, status=_WRONG)
        full = words.add_to(said)
        if do in _SAVING:
            return self.save(full, do)
        if do != "submit":
            return self.show_check(form, words, try_return(full, by=self.person, at=now()))
        try:
            taken = submit_return(full, by=self.person, at=now())
        except StillWanted as still:
            # What was said may itself have raised a warning, which has no box yet.
            again = try_return(full, by=self.person, at=now())
            words = WordsForm(again.then.due, actions=self.actions, typed=self.posted, check=True)
            words.is_valid()
            for one in still.wanted:
                words.say_what_is_wanted(one.part, one.words)
            return self.show_check(form, words, again, status=_WRONG)
        messages.success(self.request, f"{self.asked.due.name} is submitted for sign-off.")
        return self.to_list(taken)

    def save(self, said: FigureReturn, do: str) -> HttpResponse:
        taken = take_returns(returns=[said], file=None, by=self.person, at=now())
        is_new = bool(taken.changes)
        words = f"{self.asked.due.name} is saved. Submit it when it is ready." if is_new else "There was nothing new."
        then = "figures:evidence" if do == "evidence" else ""
        if is_new or not then:
            messages.add_message(self.request, messages.SUCCESS if is_new else messages.INFO, words)
        return self.to_list(taken, then=then)

    def to_list(self, taken: TakenReturns, *, then: str = "") -> HttpResponse:
        """Back to the list, or on to another page of the figure, with what the operation remarked."""
        for note in taken.notes if taken.changes or not then else ():
            messages.warning(self.request, note)
        if then:
            return HttpResponseRedirect(reverse(then, kwargs={"figure_id": self.asked.due.figure_id}))
        return HttpResponseRedirect(reverse("figures:returns"))

    def take_answers(self) -> HttpResponse:
        """Answers to warnings about a figure that is submitted; nothing else of it is taken."""
        if not self.asked.takes_answers:
            return self.show_given()
        words = _warnings_alone(self.asked, typed=self.posted)
        if not words.is_valid():
            return self.show_given(words, status=_WRONG)
        said = FigureReturn(
            figure_id=self.asked.due.figure_id,
            version=self.asked.due.version,
            warning_answers=words.warning_answers,
        )
        try:
            taken = take_returns(returns=[said], file=None, by=self.person, at=now())
        except InputRefused as refused:
            for problem in refused.problems:
                words.add_error(None, problem.message)
            return self.show_given(words, status=_WRONG)
        if not taken.changes:
            for note in taken.notes:
                words.add_error(None, note)
            return self.show_given(words, status=_WRONG)
        messages.success(self.request, f"What was asked about {self.asked.due.name} is answered.")
        return self.to_list(taken)

    def take_answer(self) -> HttpResponse:
        """The answer to what was asked, if it was asked when its author opened the page."""
        due, form = self.asked.due, AnswerForm(self.request.POST)
        if self.typed_version != due.version:
            return self.show_answer_overtaken(form)
        if not form.is_valid():
            return self.show_figure(self.figure_form(), answer=form, status=_WRONG)
        said, seen = form.cleaned_data["answer"], {due.figure_id: due.version}
        try:
            answer_queries(figure_ids=[due.figure_id], answer=said, versions=seen, by=self.person, at=now())
        except StepsRefused as refused:
            fresh = figure_asked(due.figure_id)
            if fresh is not None and fresh.due.version != due.version:
                return _Page(self.request, fresh, self.person).show_answer_overtaken(form)
            for problem in refused.problems:
                form.add_error(None, problem.message)
            return self.show_figure(self.figure_form(), answer=form, status=_WRONG)
        messages.success(self.request, f"The question about {due.name} is answered.")
        return HttpResponseRedirect(reverse("figures:returns"))

    def show_answer_overtaken(self, form: AnswerForm) -> HttpResponse:
        """The figure as it is now, with the answer that was typed: to be sent again, or taken away."""
        stands_beside = beside(self.asked.due, period=str(self.asked.quarter))
        found = shown_look.changed_since(stands_beside, version=self.typed_version)
        if self.asked.questions:
            return self.show_figure(self.figure_form(), answer=form, status=_CHANGED, **found)
        messages.warning(
            self.request,
            f"{found['changed_by']} changed this at {found['changed_at']}, and no question is open now. What you wrote "
            f"was not kept: {self.posted.get('answer', '').strip() or 'nothing'}",
        )
        if self.asked.is_open:
            return self.show_figure(self.figure_form(), status=_CHANGED)
        return self.show_given(status=_CHANGED)

    def show_figure(
        self, form: FigureForm, *, answer: AnswerForm | None = None, status: int = 200, **more: Any
    ) -> HttpResponse:
        kept = [(name, value) for name, value in self.posted.items() if name not in {*form.fields, *_NOT_KEPT}]
        context = {
            "form": form,
            "answer": answer or AnswerForm(),
            "facts": shown.facts_of(self.asked),
            "kept": kept if "actions" in self.posted else (),
            **self._about(),
            **more,
        }
        return render(self.request, "figures/figure.html", context, status=status)

    def show_check(self, form: FigureForm, words: WordsForm, tried: Tried, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "words": words,
            "rated": shown.rated(tried.then),
            "figure_facts": shown.figure_facts(tried.then, before=self.asked),
            "notes": tried.taken.notes,
            **self._about(),
        }
        return render(self.request, "figures/check.html", context, status=status)

    def show_given(self, words: WordsForm | None = None, *, status: int = 200) -> HttpResponse:
        wants_answers = self.asked.takes_answers and any(not one.answer for one in self.asked.due.warnings)
        if words is None and wants_answers:
            words = _warnings_alone(self.asked)
        context = {
            "words": words,
            "rated": shown.rated(self.asked),
            "figure_facts": shown.figure_facts(self.asked),
            "said_facts": shown.said_facts(self.asked),
            **self._about(),
        }
        return render(self.request, "figures/given.html", context, status=status)

    def show_differences(self) -> HttpResponse:
        """Somebody else changed the figure since this page was opened: what differs, and what was typed."""
        change = last_change(self.asked.due.figure_id)
        if not self.asked.is_open:
            messages.warning(self.request, "What you typed was not kept: the figure has gone on since you opened it.")
            return self.show_given(status=_CHANGED)
        form = self.figure_form(self.posted)
        differences = differences_between(form, self.posted)
        if "actions" in self.posted:
            words = WordsForm(self.asked.due, actions=self.actions)
            differences += differences_between(words, self.posted)
        return self.show_figure(
            form,
            status=_CHANGED,
            differences=differences,
            changed_by="Somebody" if change is None else change.who,
            changed_at="another time" if change is None else f"{timezone.localtime(change.at):%H:%M}",
        )

    def show_refusal(self, form: FigureForm, refused: InputRefused) -> HttpResponse:
        """What the operation refused; where somebody was quicker in this very moment, what differs."""
        fresh = figure_asked(self.asked.due.figure_id)
        if fresh is not None and fresh.due.version != self.asked.due.version:
            return _Page(self.request, fresh, self.person).take()
        for problem in refused.problems:
            form.add_error(None, problem.message)
        return self.show_figure(form, status=_WRONG)

    def _about(self) -> dict[str, Any]:
        due = self.asked.due
        return {
            "due": due,
            "heading": due.terms.title,
            "caption": f"{due.ref}, {due.council}, {self.asked.quarter.label}",
            "due_on": day_words(self.asked.due_on),
            "questions": self.asked.questions,
            "evidence": evidence_shown(evidence_of(due.figure_id), figure_id=due.figure_id),
            "back": reverse("figures:returns"),
        }


# Ways to keep a draft: to go on with it later, or with its evidence now.
_SAVING = ("save", "evidence")
_NOT_KEPT = ("csrfmiddlewaretoken", "do", "version", "answer")


def _warnings_alone(asked: AskedFigure, *, typed: dict[str, Any] | None = None) -> WordsForm:
    """A form of the warnings and of nothing else."""
    due = replace(asked.due, promises=(), actions=(), is_exception=False)
    return WordsForm(due, typed=typed, check=typed is not None)
