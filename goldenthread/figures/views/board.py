"""The round board: every measure by state, who owes what, and the steps that are taken of a round as a whole."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.components.quarter_slugs import quarter_of_slug
from goldenthread.components.surroundings import Link
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import Refused
from goldenthread.figures.forms.board import BoardFilter
from goldenthread.figures.operations import NothingToFreeze, submit_figures
from goldenthread.figures.operations.at_the_board import freeze_as_seen
from goldenthread.figures.queries.board import (
    BoardRound,
    open_quarters,
    round_as_seen,
    round_on_board,
    who_answers,
)
from goldenthread.figures.queries.chased import would_chase
from goldenthread.figures.queries.round_steps import round_steps
from goldenthread.figures.queries.would_freeze import would_freeze
from goldenthread.figures.queries.would_open import quarters_to_open
from goldenthread.figures.rules import StepsRefused
from goldenthread.figures.views import shown_board, shown_freeze, shown_opening, shown_steps
from goldenthread.figures.views.shown import counted
from goldenthread.partnership.access import check_here, holds_here
from goldenthread.partnership.middleware import what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.terminal.clock import now, today

_WRONG = 422


@require_safe
def rounds_page(request: HttpRequest) -> HttpResponse:
    """The board of the newest round; where there is none, what to do."""
    check_here(request, Permission.OPEN_ROUNDS, of=None)
    quarters = open_quarters()
    if quarters:
        return HttpResponseRedirect(shown_board.board_address(quarters[0]))
    to_open = Link(words="Open a quarter", address=reverse("figures:open-round"))
    return render(request, "figures/rounds_none.html", {"to_open": to_open})


@require_safe
def board_page(request: HttpRequest, period: str) -> HttpResponse:
    """Every figure of the quarter, by state, with what is missing and who owes it."""
    board = _board(request, period)
    day = today()
    form = BoardFilter(request.GET, figures=board.figures)
    query = {name: value for name, value in request.GET.dict().items() if value}
    chosen = shown_board.chosen_of(board.figures, form, on=day)
    ready = [one for one in board.figures if shown_board.is_ready(one)]
    chase = would_chase(board.quarter, today=day, held=what_may_here(request).get(Permission.OPEN_ROUNDS, ()))
    can_freeze = not board.is_frozen and holds_here(request, Permission.FREEZE_FIGURES, of=WHOLE)
    freeze = reverse("figures:freeze", kwargs={"period": period}) if can_freeze else ""
    held = what_may_here(request).get(Permission.READ_FIGURES_IN_PROGRESS, ())
    done = round_steps(board.quarter, version=board.frozen[-1][0], held=held) if board.frozen else None
    return render(
        request,
        "figures/board.html",
        {
            "heading": f"{board.quarter.label}: the round",
            "period": period,
            "sentence": shown_board.sentence_of(board, on=day),
            "counts": shown_board.counts_of(board),
            "missing": shown_board.missing_counts(board, on=day),
            "by_email": shown_board.by_email_count(board),
            "emailed": shown_board.emailed_address(board.quarter)
            if any(one.state == "submitted" for one in board.figures)
            and holds_here(request, Permission.RECORD_SIGN_OFFS, of=None)
            else "",
            "ratings": shown_board.rating_counts(board),
            "calendar": shown_board.calendar_of(board, on=day),
            "without_meeting": board.meeting_on is None,
            "chase": "" if board.is_frozen else shown_opening.chase_button(chase),
            "chased": "" if board.is_frozen else shown_opening.last_chase(chase),
            "to_open": quarters_to_open(today=day)[-1:],
            "owed": shown_board.owed_by(board, who_answers(on=day), on=day),
            "form": form,
            "listed": shown_board.list_of(chosen, form, query=query, on=day, any_at_all=bool(board.figures)),
            "ready": f"Submit {counted(len(ready))} for sign-off" if ready else "",
            "seen": round_as_seen(board.quarter),
            "can_freeze": can_freeze,
            "steps": shown_steps.steps_of(board, done, freeze=freeze),
            "complete": shown_steps.complete_words(board, done),
            "can_refresh": not board.frozen and holds_here(request, Permission.REFRESH_FIGURES, of=None),
            "not_asked": board.not_asked,
            "others": [
                Link(words=one.label, address=shown_board.board_address(one))
                for one in open_quarters()
                if one != board.quarter
            ][:_OTHERS],
        },
    )


_OTHERS = 8


@require_POST
def send_for_sign_off(request: HttpRequest, period: str) -> HttpResponse:
    """Submits every returned figure of the round of which nothing is missing."""
    board = _board(request, period)
    person = check_here(request, Permission.RETURN_FIGURES, of=None)
    ready = [one for one in board.figures if shown_board.is_ready(one)]
    back = HttpResponseRedirect(shown_board.board_address(board.quarter))
    if request.POST.get("seen") != round_as_seen(board.quarter):
        messages.warning(request, "Figures changed since you looked at the board. Look at it again, and then send.")
        return back
    if not ready:
        messages.info(request, "No figure is ready to be submitted for sign-off.")
        return back
    try:
        stepped = submit_figures(
            figure_ids=[one.figure_id for one in ready],
            versions={one.figure_id: one.version for one in ready},
            by=person,
            at=now(),
            whole=False,
        )
    except StepsRefused as refused:
        messages.warning(request, " ".join(problem.message for problem in refused.problems))
        return back
    messages.success(request, f"{counted(len(stepped.done))} submitted for sign-off.")
    for name, why in stepped.passed_over:
        messages.warning(request, f"{name}: {why}")
    return back


@require_http_methods(["GET", "HEAD", "POST"])
def freeze_page(request: HttpRequest, period: str) -> HttpResponse:
    """What a freeze would keep, with everything that is missing; and the freeze, once it is confirmed."""
    board = _board(request, period)
    person = check_here(request, Permission.FREEZE_FIGURES, of=WHOLE)
    refusal = ""
    if request.method == "POST":
        try:
            frozen = freeze_as_seen(quarter=board.quarter, seen=request.POST.get("seen", ""), by=person, at=now())
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"{board.quarter.label} is frozen as version {frozen.number}.")
            return HttpResponseRedirect(shown_board.board_address(board.quarter))
    would = would_freeze(board.quarter, at=now())
    if would.before is not None and not would.is_new:
        refusal = refusal or str(NothingToFreeze(would.before))
    return render(
        request,
        "figures/freeze.html",
        {
            "heading": f"Freeze {board.quarter.label}",
            "back": shown_board.board_address(board.quarter),
            "refusal": refusal,
            "sentence": shown_freeze.sentence_of(would) if would.is_new else "",
            "missing": shown_freeze.missing_of(board),
            "absent": shown_freeze.absent_of(would),
            "changes": shown_freeze.changes_of(would),
            "older": shown_freeze.older_of(would),
            "seen": round_as_seen(board.quarter),
            "button": f"Freeze as version {would.number}" if would.is_new else "",
            "frozen_last": _frozen_last(board),
        },
        status=_WRONG if request.method == "POST" else 200,
    )


def _frozen_last(board: BoardRound) -> str:
    if not board.frozen:
        return ""
    number, at = board.frozen[-1]
    local = timezone.localtime(at)
    return f"Version {number} was frozen on {day_words(local.date())} at {local:%H:%M}."


def _board(request: HttpRequest, period: str) -> BoardRound:
    check_here(request, Permission.OPEN_ROUNDS, of=None)
    quarter = quarter_of_slug(period)
    held = what_may_here(request).get(Permission.READ_FIGURES_IN_PROGRESS, ())
    board = None if quarter is None else round_on_board(quarter, held=held)
    if board is None:
        raise Http404
    return board
