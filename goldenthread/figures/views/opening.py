"""A round opened, reported to another meeting, and chased: each looked at first, and then done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.committee.queries import meetings
from goldenthread.components.quarter_slugs import quarter_of_slug
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.figures.forms.pages_rounds import MoveMeetingForm, OpenRoundForm
from goldenthread.figures.operations.at_the_board import move_as_seen, open_as_seen
from goldenthread.figures.operations.chasing import chase_as_seen
from goldenthread.figures.queries.chased import would_chase
from goldenthread.figures.queries.round_days import RoundDays, round_days
from goldenthread.figures.queries.would_open import quarters_to_open, would_open
from goldenthread.figures.views import shown_board, shown_opening
from goldenthread.partnership.access import check_here, holds_here
from goldenthread.partnership.middleware import what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.terminal.clock import now, today

_WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest) -> HttpResponse:
    """Which quarter to open and for which meeting; what would be opened; and the round, once it is confirmed."""
    person = check_here(request, Permission.OPEN_ROUNDS, of=None)
    day = today()
    quarters = quarters_to_open(today=day)
    if not quarters:
        return render(request, "figures/round_open.html", {"nothing": shown_opening.next_to_open(day)})
    asked = request.POST if request.method == "POST" else request.GET
    looks = request.method == "POST" or "quarter" in asked
    reported_to = [one for one in meetings() if one.date > quarters[-1].last_day]
    form = OpenRoundForm(asked if looks else None, quarters=quarters, meetings=reported_to)
    if not looks or not form.is_valid():
        return _show_open(request, form, status=_WRONG if request.method == "POST" else 200)
    quarter, meeting = form.chosen
    refusal = ""
    if request.method == "POST":
        try:
            opened = open_as_seen(
                quarter=quarter, meeting=meeting, seen=request.POST.get("seen", ""), by=person, at=now()
            )
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, shown_opening.opened_sentence(opened, quarter=quarter))
            return HttpResponseRedirect(shown_board.board_address(quarter))
    try:
        would = would_open(quarter, on=day)
    except Refused as refused:
        return _show_open(request, form, refusal=refusal or str(refused), status=_WRONG if refusal else 200)
    return _show_open(
        request,
        form,
        refusal=refusal,
        status=_WRONG if refusal else 200,
        would=shown_opening.would_shown(would, meeting=meeting),
        seen=would.seen,
    )


def _show_open(request: HttpRequest, form: OpenRoundForm, *, status: int = 200, **more: Any) -> HttpResponse:
    return render(request, "figures/round_open.html", {"form": form, **more}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_page(request: HttpRequest, period: str) -> HttpResponse:
    """Another meeting for an open round, with every day that moves; and the move, once it is confirmed."""
    person = check_here(request, Permission.OPEN_ROUNDS, of=None)
    days = _round(period)
    asked = request.POST if request.method == "POST" else request.GET
    looks = request.method == "POST" or "meeting" in asked
    later = [one for one in meetings() if one.date > days.quarter.last_day]
    form = MoveMeetingForm(asked if looks else None, meetings=later, now=days.meeting_on)
    context: dict[str, Any] = {
        "form": form,
        "heading": f"The meeting of {days.quarter.label}",
        "back": shown_board.board_address(days.quarter),
        "sentence": shown_opening.meeting_sentence(days),
        "is_there_any": bool(later),
        "was": "" if days.meeting_on is None else days.meeting_on.isoformat(),
    }
    status = _WRONG if request.method == "POST" else 200
    if looks and form.is_valid():
        if request.method == "POST":
            typed = request.POST.get("was", "")
            try:
                moved = move_as_seen(quarter=days.quarter, was=_day(typed), meeting=form.chosen, by=person, at=now())
            except Refused as refused:
                context["refusal"] = str(refused)
            else:
                messages.success(request, f"{days.quarter.label} is reported on {day_words(moved.new)} from now on.")
                if moved.frozen_as is not None:
                    messages.warning(
                        request, f"Version {moved.frozen_as} was frozen before that: freeze again before you publish."
                    )
                return HttpResponseRedirect(context["back"])
        context |= {
            "moved": shown_opening.moved_days(days, to=form.chosen, on=today()),
            "cautions": shown_opening.cautions_of(days, to=form.chosen),
        }
    return render(request, "figures/round_meeting.html", context, status=status)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def chase_page(request: HttpRequest, period: str) -> HttpResponse:
    """Who would be reminded of how many figures; and the messages, once that is confirmed."""
    person = check_here(request, Permission.OPEN_ROUNDS, of=None)
    quarter = _round(period).quarter
    back = shown_board.board_address(quarter)
    refusal = ""
    if request.method == "POST":
        try:
            written = chase_as_seen(quarter=quarter, seen=request.POST.get("seen", ""), by=person, at=now())
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, shown_opening.chased_sentence(written))
            return HttpResponseRedirect(back)
    day = today()
    whole = holds_here(request, Permission.OPEN_ROUNDS, of=WHOLE)
    chase = would_chase(quarter, today=day, held=what_may_here(request).get(Permission.OPEN_ROUNDS, ()))
    return render(
        request,
        "figures/chase.html",
        {
            "heading": f"Remind people of {quarter.label}",
            "back": back,
            "refusal": refusal,
            "sentence": shown_opening.chase_words(chase),
            "last": shown_opening.last_chase(chase),
            "nobodys": shown_opening.nobodys(chase),
            "people": shown_opening.reminded(chase, on=day),
            "seen": chase.seen,
            "button": shown_opening.chase_button(chase),
            "nothing": "" if chase.people or chase.nobodys else shown_opening.nothing_to_chase(quarter, whole=whole),
        },
        status=_WRONG if refusal else 200,
    )


def _round(period: str) -> RoundDays:
    quarter: Quarter | None = quarter_of_slug(period)
    found = None if quarter is None else round_days(quarter)
    if found is None:
        raise Http404
    return found
