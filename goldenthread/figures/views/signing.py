"""Sign-off: what waits for a director. Greens about which nothing is unlikely together, every other figure singly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goldenthread.components.lists import Tag, Task
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.figures.operations import sign_off_figures
from goldenthread.figures.queries.board import BoardFigure
from goldenthread.figures.queries.to_sign import ToSign, figures_to_sign
from goldenthread.figures.rules import StepsRefused
from goldenthread.figures.views.shown import RATING_WORDS, counted, mark_of
from goldenthread.figures.views.shown_board import look_address, missing_words
from goldenthread.partnership.access import check_here
from goldenthread.partnership.middleware import what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.clock import now

_CHANGED, _WRONG = 409, 422


@require_safe
def sign_off_page(request: HttpRequest) -> HttpResponse:
    """Everything that waits for the person's sign-off."""
    return _page(request)


@require_POST
def sign_off_together(request: HttpRequest) -> HttpResponse:
    """Signs off the greens that were on the page, each in the version that was looked at, or none of them."""
    person = check_here(request, Permission.SIGN_OFF_FIGURES, of=None)
    seen = dict(_seen(request.POST.getlist("figure")))
    waiting = _waiting(request).together
    now_there = {one.figure_id: one.version for one in waiting}
    if not seen or any(now_there.get(one) != version for one, version in seen.items()):
        messages.warning(
            request, "These figures changed since you opened the page, so none was signed off. Here is how they stand."
        )
        return _page(request, status=_CHANGED)
    try:
        stepped = sign_off_figures(figure_ids=list(seen), versions=seen, by=person, at=now())
    except StepsRefused as refused:
        messages.warning(request, " ".join(problem.message for problem in refused.problems))
        return _page(request, status=_WRONG)
    messages.success(request, f"{counted(len(stepped.done))} signed off.")
    return HttpResponseRedirect(reverse("figures:sign-off"))


def _seen(typed: Iterable[str]) -> Iterable[tuple[int, int]]:
    for one in typed:
        figure, _, version = one.partition(":")
        if figure.isdecimal() and version.isdecimal() and len(one) < 30:
            yield int(figure), int(version)


def _waiting(request: HttpRequest) -> ToSign:
    person = check_here(request, Permission.SIGN_OFF_FIGURES, of=None)
    return figures_to_sign(person, held=what_may_here(request).get(Permission.SIGN_OFF_FIGURES, ()))


def _page(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    found = _waiting(request)
    number = len(found.together)
    return render(
        request,
        "figures/sign_off.html",
        {
            "sentence": _sentence(found),
            "together": _table(found.together) if found.together else None,
            "seen": [f"{one.figure_id}:{one.version}" for one in found.together],
            "button": f"Sign off {'this figure' if number == 1 else f'these {number} figures'}",
            "singly": _tasks(found.singly, tag=Tag(words="Look and sign off", tone="due")),
            "of_others": _tasks(found.of_others, tag=Tag(words="Another director’s")),
            "asked": _tasks(found.asked, tag=Tag(words="Waits for an answer")),
        },
        status=status,
    )


def _sentence(found: ToSign) -> str:
    if not found.waiting:
        return "Nothing waits for your sign-off. Figures appear here once their service has submitted them."
    together, singly = len(found.together), len(found.singly)
    said = f"{counted(found.waiting)} {'waits' if found.waiting == 1 else 'wait'} for your sign-off"
    if together and singly:
        return f"{said}: {together} together, {singly} one by one."
    return f"{said}."


def _table(figures: Sequence[BoardFigure]) -> Table:
    return Table(
        caption="Green, without warnings",
        columns=(
            Column(title="Figure"),
            Column(title="Returned", numeric=True),
            Column(title="Rating"),
        ),
        rows=tuple(
            row_of(
                Cell(
                    words=one.name,
                    small=f"{one.title}, {one.quarter.label}",
                    address=look_address(one.figure_id, source="sign-off"),
                ),
                one.shown,
                Cell(rating=mark_of(one.rating), small=one.reason),
            )
            for one in figures
        ),
        key="together",
    )


def _tasks(figures: Sequence[BoardFigure], *, tag: Tag) -> tuple[Task, ...]:
    return tuple(
        Task(
            words=f"{one.ref}, {one.council}: {one.title}",
            key=f"figure-{one.figure_id}",
            state=tag,
            address=look_address(one.figure_id, source="sign-off"),
            hint=", ".join(filter(None, (one.shown, RATING_WORDS.get(one.rating, "Not rated"), *_hints(one)))),
        )
        for one in figures
    )


def _hints(one: BoardFigure) -> Iterable[str]:
    yield missing_words(one)
    if one.was_warned and not one.has_warnings:
        yield "its warning is answered"
    yield one.quarter.label
