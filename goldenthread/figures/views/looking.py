"""One figure as it stands, and every step that somebody may take of it: asked, opened again, edited, withheld, sent,
signed off. Whoever sees figures in progress sees it; what they may do, the rules say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.components.surroundings import Link
from goldenthread.components.versions import version_typed
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.domain.rating import RatingCode
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.forms.board import AS_COMPUTED, EditWordsForm, JudgeForm, QueryForm, ReopenForm, WithholdForm
from goldenthread.figures.forms.pages import differences_between
from goldenthread.figures.operations import (
    Editing,
    Overriding,
    WithholdingSaid,
    edit_words,
    override_ratings,
    query_figures,
    reopen_figures,
    sign_off_figures,
    submit_figures,
    withhold,
)
from goldenthread.figures.operations.at_the_board import try_edit
from goldenthread.figures.queries.attached import evidence_of, signed_by_email
from goldenthread.figures.queries.looked_at import Beside, beside
from goldenthread.figures.queries.mine import AskedFigure
from goldenthread.figures.views import shown, shown_board, shown_look
from goldenthread.figures.views.asked import figure_here
from goldenthread.figures.views.shown_attached import email_shown, evidence_shown
from goldenthread.partnership.access import Person, holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.clock import now

_WRONG, _CHANGED = 422, 409


@require_safe
def look_page(request: HttpRequest, figure_id: int) -> HttpResponse:
    """What was returned and said, the words as their author wrote them and as published, and what may be done."""
    return _Look.of(request, figure_id).show()


@require_http_methods(["GET", "HEAD", "POST"])
def query_page(request: HttpRequest, figure_id: int) -> HttpResponse:
    """A question about the figure, which goes back to whoever returned it."""
    look = _Look.of(request, figure_id, Permission.QUERY_FIGURES)
    form = QueryForm(request.POST if request.method == "POST" else None)
    return look.step(
        form,
        _Step("Ask a question", "Ask", "The question about {name} is asked. The figure waits for its answer."),
        lambda: query_figures(
            figure_ids=[figure_id], asked=form.cleaned_data["asked"], by=look.person, at=now(), versions=look.versions
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_page(request: HttpRequest, figure_id: int) -> HttpResponse:
    """The figure opened again, so that it can be returned anew."""
    look = _Look.of(request, figure_id, Permission.REOPEN_FIGURES)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    return look.step(
        form,
        _Step("Open it again", "Open it again", "{name} is open again, and can be returned anew."),
        lambda: reopen_figures(
            figure_ids=[figure_id], reason=form.cleaned_data["reason"], by=look.person, at=now(), versions=look.versions
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withhold_page(request: HttpRequest, figure_id: int) -> HttpResponse:
    """A part of the figure kept out of public packs, or shown again."""
    look = _Look.of(request, figure_id, Permission.WITHHOLD_FIGURES)
    is_any = bool(look.beside.withheld)
    form = WithholdForm(request.POST if request.method == "POST" else None, is_any_withheld=is_any)
    return look.step(
        form,
        _Step(
            "Withhold from the public, or show again" if is_any else "Withhold from the public",
            "Save" if is_any else "Withhold",
            "What public packs show of {name} is changed. A version that was frozen before does not know of it yet."
            if look.asked.due.state == "frozen"
            else "What public packs show of {name} is changed, from the next version on.",
        ),
        lambda: withhold(
            WithholdingSaid(
                figure_ids=[figure_id],
                what=WithheldPart(form.cleaned_data["what"]),
                withheld=form.cleaned_data["do"] == "withhold",
                reason=form.cleaned_data["reason"],
                versions=look.versions,
            ),
            by=look.person,
            at=now(),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def judge_page(request: HttpRequest, figure_id: int) -> HttpResponse:
    """The figure rated by judgement, the computed rating beside it; or the judgement taken back."""
    look = _Look.of(request, figure_id, Permission.RATE_BY_JUDGEMENT)
    is_judged = look.asked.due.row.override_id is not None
    form = JudgeForm(request.POST if request.method == "POST" else None, is_judged=is_judged)

    def judge() -> None:
        typed = form.cleaned_data["rating"]
        rating = None if typed == AS_COMPUTED else RatingCode(typed)
        said = Overriding(
            figure_ids=[figure_id], versions=look.versions, rating=rating, reason=form.cleaned_data["reason"]
        )
        (told,) = override_ratings(said, by=look.person, at=now())
        if told.sign_off_lapsed:
            messages.warning(request, "Its sign-off has lapsed: it waits for its director again.")

    done = "{name} is rated anew. The report prints the reason, and the computed rating beside it."
    return look.step(form, _Step("Rate it by judgement", "Rate it", done), judge)


@require_http_methods(["GET", "HEAD", "POST"])
def words_page(request: HttpRequest, figure_id: int) -> HttpResponse:
    """The words as they are published, beside the author's own: first what differs, and then kept."""
    look = _Look.of(request, figure_id, Permission.EDIT_WORDS)
    published = look.asked.due.published
    typed = request.POST if request.method == "POST" else None
    form = EditWordsForm(typed, published=published)
    step = _Step("Edit the words", "", "The words of {name} are edited for publication.", template="figures/words.html")
    if typed is None:
        return look.ask(form, step)
    if look.is_stale:
        # Why somebody edits is theirs alone: the heads are what two can write differently.
        heads = {name: words for name, words in typed.items() if name != "because"}
        return look.ask(form, step, status=_CHANGED, differences=differences_between(form, heads))
    if not form.is_valid():
        return look.ask(form, step, status=_WRONG)
    said = Editing(
        figure_id=figure_id,
        version=look.asked.due.version,
        reasons=form.cleaned_data["reasons"],
        back_on_track=form.cleaned_data["back_on_track"],
        because=form.cleaned_data["because"],
    )
    try:
        if request.POST.get("do") != "keep" or request.POST.get("seen") != form.as_seen:
            edited = try_edit(said, by=look.person, at=now())
            return look.ask(form, step, edited=shown_look.edited_words(edited), seen=form.as_seen)
        edited = edit_words(said, by=look.person, at=now())
    except InputRefused as refused:
        return look.refused(form, step, refused)
    messages.success(request, step.done.format(name=look.asked.due.name))
    if edited.sign_off_lapsed:
        messages.warning(request, "Its sign-off has lapsed: it waits for its director again.")
    return look.back_to_figure()


@require_POST
def send(request: HttpRequest, figure_id: int) -> HttpResponse:
    """The figure submitted for sign-off, in the place of its service."""
    look = _Look.of(request, figure_id, Permission.RETURN_FIGURES)
    return look.press(
        "{name} is submitted for sign-off.",
        lambda: submit_figures(figure_ids=[figure_id], versions=look.versions, by=look.person, at=now()),
        then=look.address,
    )


@require_POST
def sign_off(request: HttpRequest, figure_id: int) -> HttpResponse:
    """The figure signed off by itself."""
    look = _Look.of(request, figure_id, Permission.SIGN_OFF_FIGURES)
    return look.press(
        "{name} is signed off.",
        lambda: sign_off_figures(figure_ids=[figure_id], versions=look.versions, by=look.person, at=now()),
        then=reverse("figures:sign-off"),
    )


@dataclass(frozen=True)
class _Step:
    """What a page of one step says."""

    heading: str
    button: str
    done: str
    template: str = "figures/step.html"


@dataclass(frozen=True)
class _Look:
    """One figure, for one request of somebody who may see it."""

    request: HttpRequest
    asked: AskedFigure
    person: Person
    beside: Beside

    @classmethod
    def of(cls, request: HttpRequest, figure_id: int, permission: Permission | None = None) -> _Look:
        """404 to whoever may not see the figure; the reason to whoever may not do this."""
        asked, person = figure_here(request, figure_id, permission)
        return cls(request, asked, person, beside(asked.due, period=str(asked.quarter)))

    @property
    def typed_version(self) -> int:
        return version_typed(self.request)

    @property
    def versions(self) -> dict[int, int]:
        return {self.asked.due.figure_id: self.typed_version}

    @property
    def is_stale(self) -> bool:
        return self.typed_version != self.asked.due.version

    @property
    def source(self) -> str:
        typed = self.request.POST.get("from") or self.request.GET.get("from", "")
        return typed if typed in shown_look.SOURCES else ""

    @property
    def address(self) -> str:
        return shown_board.look_address(self.asked.due.figure_id, source=self.source)

    def show(self, *, status: int = 200) -> HttpResponse:
        asked = self.asked
        withheld = shown_look.withheld_of(self.beside)
        may = shown_look.steps_of(asked, person=self.person, at=now(), source=self.source, is_withheld=bool(withheld))
        context = {
            **self._about(),
            "state": shown_board.state_tag(asked.due.state),
            "rated": shown.rated(asked),
            "figure_facts": shown.figure_facts(asked),
            "facts": shown.facts_of(asked),
            "exception": shown_look.exception_of(asked),
            "warnings": shown_look.warnings_of(asked),
            "questions": shown_look.questions_of(self.beside),
            "happenings": shown_look.happenings_of(self.beside),
            "withheld": withheld,
            "evidence": evidence_shown(evidence_of(asked.due.figure_id), figure_id=asked.due.figure_id),
            "emailed": email_shown(signed_by_email(asked.due.figure_id), figure_id=asked.due.figure_id),
            "may": may,
            "back": shown_look.back_of(
                self.source,
                asked,
                can_board=holds_here(self.request, Permission.OPEN_ROUNDS, of=None),
                can_sign=holds_here(self.request, Permission.SIGN_OFF_FIGURES, of=None),
            ),
        }
        return render(self.request, "figures/look.html", context, status=status)

    def step(self, form: Any, step: _Step, act: Callable[[], object]) -> HttpResponse:
        """The page of a step that takes words, and the step."""
        if self.request.method != "POST":
            return self.ask(form, step)
        if self.is_stale:
            return self.ask(form, step, status=_CHANGED)
        if not form.is_valid():
            return self.ask(form, step, status=_WRONG)
        try:
            act()
        except Refused as refused:
            return self.refused(form, step, refused)
        messages.success(self.request, step.done.format(name=self.asked.due.name))
        return self.back_to_figure()

    def ask(self, form: Any, step: _Step, *, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            **self._about(),
            "form": form,
            "step": step,
            "address": self.request.path,
            "back": Link(words="The figure", address=self.address),
            "shown": shown.figure_facts(self.asked),
            "rated": shown.rated(self.asked),
            "original": self.asked.due,
            "withheld": shown_look.withheld_of(self.beside),
            **more,
        }
        if status == _CHANGED:
            context |= shown_look.changed_since(self.beside, version=self.typed_version)
        return render(self.request, step.template, context, status=status)

    def refused(self, form: Any, step: _Step, refused: Refused) -> HttpResponse:
        """What the operation refused, at the head of the form; or that somebody was quicker in this very moment."""
        fresh = _Look.of(self.request, self.asked.due.figure_id)
        if fresh.is_stale:
            return fresh.ask(form, step, status=_CHANGED)
        found = [one.message for one in refused.problems] if isinstance(refused, InputRefused) else [str(refused)]
        for message in found:
            form.add_error(None, shown_look.without_name(message, name=self.asked.due.name))
        return self.ask(form, step, status=_WRONG)

    def press(self, done: str, act: Callable[[], object], *, then: str) -> HttpResponse:
        """A step that takes no words: a button on the figure's own page."""
        name = self.asked.due.name
        if self.is_stale:
            words = "; ".join(shown_look.done_words(self.beside.since(self.typed_version)))
            messages.warning(
                self.request, f"{name} was changed since you opened it, so nothing was done. {words}".strip()
            )
            return self.show(status=_CHANGED)
        try:
            act()
        except Refused as refused:
            found = [one.message for one in refused.problems] if isinstance(refused, InputRefused) else [str(refused)]
            messages.warning(self.request, " ".join(found))
            return self.show(status=_WRONG)
        messages.success(self.request, done.format(name=name))
        return HttpResponseRedirect(then)

    def back_to_figure(self) -> HttpResponse:
        return HttpResponseRedirect(self.address)

    def _about(self) -> dict[str, Any]:
        due = self.asked.due
        return {
            "due": due,
            "heading": due.terms.title,
            "caption": f"{due.ref}, {due.council}, {self.asked.quarter.label}",
            "service": due.service,
            "due_on": day_words(self.asked.due_on),
            "source": self.source,
            "taken": due.taken,
        }
