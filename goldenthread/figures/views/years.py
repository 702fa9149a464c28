"""A year: how far it has come, what its measures came to beside their targets, its close, and its list agreed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.queries import decisions
from goldenthread.domain.periods import FinancialYear, PeriodUnreadable
from goldenthread.domain.problems import Refused
from goldenthread.figures.forms.pages_refreshing import decisions_offered
from goldenthread.figures.forms.pages_years import AgreeForm, CloseForm
from goldenthread.figures.operations.at_the_year import ListChanged, agree_as_seen, close_as_seen, try_close
from goldenthread.figures.queries.closes import restated_since
from goldenthread.figures.queries.year_pages import standing_of, standings, year_seen, years_known
from goldenthread.figures.queries.years import latest_close
from goldenthread.figures.views import shown_years
from goldenthread.indicators.operations.agreeing import ListAlreadyAgreed
from goldenthread.indicators.queries import agreed_list
from goldenthread.indicators.queries.due import MeasuresIncomplete, measures_due
from goldenthread.indicators.queries.lists import list_as_seen, list_counts
from goldenthread.partnership.access import check_here, holds_here
from goldenthread.partnership.middleware import what_may_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.terminal.clock import now, today

_WRONG = 422


@require_safe
def years_page(request: HttpRequest) -> HttpResponse:
    """Every year, newest first, with how far each has come."""
    check_here(request, Permission.READ_FIGURES_IN_PROGRESS, of=None)
    return render(request, "figures/years.html", {"table": shown_years.years_table(standings(years_known()))})


@require_safe
def year_page(request: HttpRequest, year: str) -> HttpResponse:
    """One year: its steps, and each measure's outturn beside its annual target."""
    check_here(request, Permission.READ_FIGURES_IN_PROGRESS, of=None)
    asked = year_of(year)
    standing = standing_of(asked)
    if not standing.is_known:
        raise Http404
    seen = year_seen(asked, held=what_may_here(request).get(Permission.READ_FIGURES_IN_PROGRESS, ()))
    query = {name: value for name, value in request.GET.dict().items() if value}
    may = shown_years.May(
        close=holds_here(request, Permission.CLOSE_YEARS, of=WHOLE),
        keep=holds_here(request, Permission.KEEP_THE_REGISTER, of=WHOLE),
        board=holds_here(request, Permission.OPEN_ROUNDS, of=None),
    )
    return render(
        request,
        "figures/year.html",
        {
            "heading": f"{asked.label}: the year",
            "sentence": shown_years.sentence_of(standing),
            "tasks": shown_years.tasks_of(standing, may=may),
            "why_not": seen.why_not,
            "restated": seen.restated,
            "counts": shown_years.rating_counts(seen, year=asked),
            "incomplete": shown_years.incomplete_of(seen),
            "listed": shown_years.measures_of(seen, query=query) if seen.measures else None,
            "chosen": shown_years.chosen_of(query),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def close_page(request: HttpRequest, year: str) -> HttpResponse:
    """What a close would keep, with everything that is missing; and the close, once it is confirmed."""
    person = check_here(request, Permission.CLOSE_YEARS, of=WHOLE)
    asked = year_of(year)
    if not standing_of(asked).is_known:
        raise Http404
    before = latest_close(asked)
    form = CloseForm(request.POST if request.method == "POST" else None, is_again=before is not None)
    refusal, status = "", 200
    if request.method == "POST":
        status = _WRONG
        if form.is_valid():
            because, seen = form.cleaned_data.get("because", ""), request.POST.get("seen", "")
            try:
                closed = close_as_seen(year=asked, seen=seen, because=because, by=person, at=now())
            except Refused as refused:
                refusal = str(refused)
            else:
                messages.success(request, f"{asked.label} is closed as version {closed.number}.")
                return HttpResponseRedirect(year_address(asked))
    tried, why_not = None, ""
    try:
        tried = try_close(year=asked, by=person, at=now())
    except Refused as refused:
        why_not = str(refused)
    return render(
        request,
        "figures/year_close.html",
        {
            "heading": f"Close {asked.label}",
            "back": year_address(asked),
            "refusal": refusal,
            "why_not": why_not,
            "form": form if tried is not None else None,
            "told": None if tried is None else shown_years.close_told(tried, year=asked),
            "seen": "" if tried is None else tried.seen,
            "before": "" if before is None else shown_years.closed_before(before),
            "restated": () if before is None else restated_since(before),
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def agree_page(request: HttpRequest, year: str) -> HttpResponse:
    """The year's proposed list, and the decision of the committee on which it then rests."""
    person = check_here(request, Permission.KEEP_THE_REGISTER, of=WHOLE)
    asked = year_of(year)
    listed = agreed_list(asked)
    if listed is None:
        raise Http404
    offered = decisions_offered(decisions().values(), on=today())
    form = AgreeForm(request.POST if request.method == "POST" else None, decisions=offered)
    refusal, status = "", 200
    if request.method == "POST":
        status = _WRONG
        if form.is_valid():
            chosen, seen = form.cleaned_data["decision"], request.POST.get("seen", "")
            try:
                decision = agree_as_seen(year=asked, decision=chosen, seen=seen, by=person, at=now())
            except (ListChanged, ListAlreadyAgreed) as changed:
                refusal = str(changed)
                listed = agreed_list(asked) or listed
            except Refused as refused:
                form.add_error("decision", str(refused))
            else:
                messages.success(request, f"The list of {asked.label} is {decision.words}.")
                return HttpResponseRedirect(year_address(asked))
    # As the list stands now: what joined it within the year is on it too.
    quarter = max((one for one in asked.quarters if one.first_day <= today()), key=str, default=asked.quarters[0])
    try:
        counts = list_counts(measures_due(quarter))
    except MeasuresIncomplete:
        counts = None
    return render(
        request,
        "figures/year_agree.html",
        {
            "heading": f"Agree the list of {asked.label}" if listed.is_proposed else f"The list of {asked.label}",
            "back": year_address(asked),
            "words": "" if listed.is_proposed else f"The list of {asked.label} is {listed.authority.words}.",
            "title": listed.title,
            "counts": None if counts is None else shown_years.list_table(counts),
            "form": form if listed.is_proposed else None,
            "refusal": refusal,
            "seen": list_as_seen(asked),
            "is_there_any": bool(offered),
            "proposal": reverse("figures:propose", kwargs={"year": str(asked.previous)}),
        },
        status=status,
    )


def year_of(typed: str) -> FinancialYear:
    """The year of "2019-20"; 404 where it is none."""
    try:
        return FinancialYear.parse(typed)
    except PeriodUnreadable:
        raise Http404 from None


def year_address(year: FinancialYear) -> str:
    """The page of a year."""
    return reverse("figures:year", kwargs={"year": str(year)})
