"""Recording a director's sign-off that was given by e-mail: whose it is, of which figures, with the e-mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.attachments.forms import most_bytes
from goldenthread.attachments.looking import FilesRefused
from goldenthread.components.lists import Tag, Task
from goldenthread.components.quarter_slugs import quarter_of_slug, slug_of
from goldenthread.figures.forms.pages_emailed import EmailedForm, seen_as
from goldenthread.figures.operations.emailing import EmailedSaid, record_emailed_sign_off
from goldenthread.figures.queries.board import BoardRound, round_on_board
from goldenthread.figures.queries.emailed import WaitsFor, director_of, waits_for
from goldenthread.figures.rules import StepsRefused
from goldenthread.figures.views import shown_board
from goldenthread.figures.views.shown import counted
from goldenthread.partnership.access import check_here
from goldenthread.partnership.middleware import what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.clock import now, today

_WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
def emailed_page(request: HttpRequest, period: str) -> HttpResponse:
    """Whose figures wait; and once a director is chosen, the form for theirs."""
    person = check_here(request, Permission.RECORD_SIGN_OFFS, of=None)
    board = _board(request, period)
    waiting = waits_for(board.figures, on=(today(), board.opened_at.date()))
    waiting = tuple(one for one in waiting if one.person_id != person.pk)
    only = _number(request.GET.get("figure", ""))
    chosen = _chosen(waiting, director=request.GET.get("director", ""), only=only)
    if chosen is None:
        return _choose(request, board, waiting, only=only)
    if request.method != "POST":
        ticked = [seen_as(one) for one in chosen.figures if only in (0, one.figure_id)]
        form = EmailedForm(waiting=chosen.figures, initial={"figures": ticked})
        return _form(request, board, chosen, form)
    form = EmailedForm(request.POST, request.FILES, waiting=chosen.figures, initial={})
    if not form.is_valid():
        return _form(request, board, chosen, form, status=_WRONG)
    director = director_of(chosen.person_id)
    assert director is not None  # whose figures wait
    said = EmailedSaid(
        director=director,
        sent_at=form.sent_at,
        figure_ids=list(form.versions),
        versions=form.versions,
        email=form.cleaned_data["email"],
    )
    try:
        names = record_emailed_sign_off(said, most_bytes=most_bytes(), by=person, at=now())
    except FilesRefused as refused:
        for problem in refused.problems:
            form.add_error("email", f"{problem.file}: {problem.message}")
        return _form(request, board, chosen, form, status=_WRONG)
    except StepsRefused as refused:
        for problem in refused.problems:
            form.add_error(None, problem.message)
        return _form(request, board, chosen, form, status=_WRONG)
    messages.success(request, f"{counted(len(names))} signed off by e-mail, in the name of {chosen.name}.")
    return HttpResponseRedirect(shown_board.board_address(board.quarter))


def _chosen(waiting: tuple[WaitsFor, ...], *, director: str, only: int) -> WaitsFor | None:
    """The director who is asked for, or the only one whom the figure waits for."""
    if director:
        return next((one for one in waiting if one.person_id == _number(director)), None)
    able = [one for one in waiting if any(figure.figure_id == only for figure in one.figures)]
    return able[0] if len(able) == 1 else None


def _choose(request: HttpRequest, board: BoardRound, waiting: tuple[WaitsFor, ...], *, only: int) -> HttpResponse:
    able = [one for one in waiting if not only or any(figure.figure_id == only for figure in one.figures)]
    tasks = tuple(
        Task(
            words=one.name,
            key=f"director-{one.person_id}",
            hint=one.post if one.post != one.name else "",
            state=Tag(words=f"{counted(len(one.figures))} waiting", tone="due"),
            address=f"?director={one.person_id}{f'&figure={only}' if only else ''}",
        )
        for one in able
    )
    return render(request, "figures/emailed.html", {**_about(board), "directors": tasks})


def _form(
    request: HttpRequest, board: BoardRound, chosen: WaitsFor, form: EmailedForm, *, status: int = 200
) -> HttpResponse:
    context = {**_about(board), "chosen": chosen, "form": form, "address": request.get_full_path()}
    return render(request, "figures/emailed.html", context, status=status)


def _about(board: BoardRound) -> dict[str, Any]:
    return {
        "quarter": board.quarter.label,
        "back": shown_board.board_address(board.quarter),
        "again": reverse("figures:emailed", kwargs={"period": slug_of(board.quarter)}),
    }


def _board(request: HttpRequest, period: str) -> BoardRound:
    quarter = quarter_of_slug(period)
    held = what_may_here(request).get(Permission.RECORD_SIGN_OFFS, ())
    board = None if quarter is None else round_on_board(quarter, held=held)
    if board is None:
        raise Http404
    return board


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 12 else 0
