"""What changed in the register since a round opened, taken into it: every change and rating first, and then taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.committee.queries import decisions
from goldenthread.components.quarter_slugs import quarter_of_slug
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.figures.forms.pages_refreshing import RefreshForm, chosen_tokens
from goldenthread.figures.operations import Refreshed, RefreshedFigure, Refreshing, refresh_figures
from goldenthread.figures.operations.at_the_board import refresh_as_seen, refreshed_as_seen
from goldenthread.figures.queries.refreshable import Refreshable, RoundToRefresh, round_to_refresh
from goldenthread.figures.views import shown_board
from goldenthread.figures.views.shown import counted, mark_of
from goldenthread.partnership.access import Person, check_here, holds_here
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.clock import now, today

_WRONG = 422
_LOOKED_AT = "Looked at before anything is taken."  # of a trial, which keeps nothing


@require_http_methods(["GET", "HEAD", "POST"])
def refresh_page(request: HttpRequest, period: str) -> HttpResponse:
    """What would change of which figure, with its rating before and after; taken once it is confirmed."""
    check_here(request, Permission.OPEN_ROUNDS, of=None)
    quarter = quarter_of_slug(period)
    found = None if quarter is None else round_to_refresh(quarter)
    if found is None:
        raise Http404
    person = check_here(request, Permission.REFRESH_FIGURES, of=None)
    if found.frozen_as:
        return _show(request, found)
    own = [one for one in found.figures if holds_here(request, Permission.REFRESH_FIGURES, of=one.scope)]
    typed = request.POST if request.method == "POST" else None
    try:
        would = _try(found, own, person)
    except Refused as refused:
        return _show(request, found, refusal=_words(refused), status=_WRONG if typed is not None else 200)
    form = RefreshForm(typed, names=[one.name for one in would.figures], decisions=decisions().values(), on=today())
    if typed is None:
        return _show(request, found, would=would, form=form)
    if not form.is_valid():
        return _show(request, found, would=would, form=form, status=_WRONG)
    seen = chosen_tokens(form, typed=typed)
    chosen = [one for one in own if one.name in seen]
    said = Refreshing(
        figure_ids=[one.figure_id for one in chosen],
        versions={one.figure_id: one.version for one in chosen},
        reason=form.cleaned_data["reason"],
        decision=form.cleaned_data["decision"],
    )
    try:
        refreshed = refresh_as_seen(said, quarter=found.quarter, seen=seen, by=person, at=now())
    except Refused as refused:
        return _show(request, found, would=would, form=form, refusal=_words(refused), status=_WRONG)
    messages.success(request, f"{counted(len(refreshed.figures))} took what changed.")
    lapsed = sum(one.sign_off_lapsed for one in refreshed.figures)
    if lapsed:
        messages.warning(request, f"The sign-off of {counted(lapsed)} has lapsed: they wait for their director again.")
    return HttpResponseRedirect(shown_board.board_address(found.quarter))


def _try(found: RoundToRefresh, own: list[Refreshable], person: Person) -> Refreshed:
    said = Refreshing(figure_ids=[one.figure_id for one in own], versions={}, reason=_LOOKED_AT)
    return refresh_figures(said, quarter=found.quarter, by=person, at=now(), dry_run=True)


def _words(refused: Refused) -> str:
    if isinstance(refused, InputRefused):
        return "\n".join(problem.message for problem in refused.problems)
    return str(refused)


def _show(
    request: HttpRequest,
    found: RoundToRefresh,
    *,
    would: Refreshed | None = None,
    form: RefreshForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "heading": f"Take changes from the register into {found.quarter.label}",
        "back": shown_board.board_address(found.quarter),
        "frozen": _frozen(found),
        "refusal": refusal,
    }
    if would is not None:
        context |= {
            "form": form if would.figures else None,
            "sentence": _sentence(would),
            "table": _table(would) if would.figures else None,
            "passed_over": [f"{name}: {why}" for name, why in would.passed_over],
            "tokens": [(f"seen {one.name}", refreshed_as_seen(one)) for one in would.figures],
        }
    return render(request, "figures/refresh.html", context, status=status)


def _frozen(found: RoundToRefresh) -> str:
    if not found.frozen_as:
        return ""
    return (
        f"{found.quarter.label} was frozen as version {found.frozen_as}: what its figures were rated by stays. A "
        "changed target holds for the quarters after it; a figure that was wrong is restated, or opened again."
    )


def _sentence(would: Refreshed) -> str:
    verb = "is" if would.unchanged == 1 else "are"
    same = f"{counted(would.unchanged)} {verb} as the register has them."
    if not would.figures:
        return f"Nothing in the register differs from what the round was opened with. {same}"
    return f"{counted(len(would.figures))} would change. {same}"


def _table(would: Refreshed) -> Table:
    return Table(
        caption="What would change",
        columns=(
            Column(title="Figure"),
            Column(title="Changes"),
            Column(title="Rating now"),
            Column(title="Rating then"),
            Column(title="Agreed by"),
        ),
        rows=tuple(
            row_of(
                one.name,
                Cell(
                    words="; ".join(f"{change.what}: from {change.old} to {change.new}" for change in one.changes),
                    small=_besides(one),
                ),
                Cell(rating=mark_of(one.rating_before)),
                Cell(rating=mark_of(one.rating), small=one.reason),
                one.authority or "not yet agreed",
            )
            for one in would.figures
        ),
        key="changes",
    )


def _besides(one: RefreshedFigure) -> str:
    said = [*(f"To be answered: {words}" for words in one.warnings)]
    if one.own != one.own_before:
        was, now_ = (word.replace("-", " ") or "not rated" for word in (one.own_before, one.own))
        said.append(f"Under the council’s own policy from {was} to {now_}.")
    if one.by_judgement:
        said.append("It is rated by judgement, which stands: look whether it still holds.")
    if one.sign_off_lapsed:
        said.append("Its sign-off lapses.")
    return " ".join(said)
