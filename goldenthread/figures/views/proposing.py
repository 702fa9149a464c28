"""The next year's list proposed: three years beside each target, a workbook to answer, and one confirmation."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.accounts.operations import put_aside, throw_away
from goldenthread.accounts.queries import put_aside_of
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.figures.forms.pages_upload import WorkbookForm
from goldenthread.figures.forms.pages_years import CarryOnForm
from goldenthread.figures.forms.proposal import proposal_workbook, read_proposal
from goldenthread.figures.operations.at_the_year import Proposing, propose_as_seen, proposed_as_seen, try_proposal
from goldenthread.figures.operations.proposing import NothingToCarry, measures_to_answer, measures_to_propose
from goldenthread.figures.queries.earlier_targets import targets_of
from goldenthread.figures.queries.proposals import carried_measures, proposed_list
from goldenthread.figures.views import shown_proposing
from goldenthread.figures.views.uploading import problems_table
from goldenthread.figures.views.years import year_address, year_of
from goldenthread.indicators.queries import agreed_list
from goldenthread.partnership.access import Person, check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE, the_partnership
from goldenthread.terminal.clock import now

_KEPT = "proposal to confirm"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRONG, _CONFLICT = 422, 409
_AT_THE_PAGE = "at the page"  # in place of a file's name


@require_http_methods(["GET", "HEAD", "POST"])
def propose_page(request: HttpRequest, year: str) -> HttpResponse:
    """Each measure with three years' results beside each year's target; the answers sent in, and what they come to."""
    person, asked = _asked(request, year)
    if agreed_list(asked.next) is not None:
        return _show_proposed(request, asked)
    if request.method != "POST":
        return _show(request, asked)
    if "carry" in request.POST:
        carrying = CarryOnForm(request.POST)
        if not carrying.is_valid():
            return _show(request, asked, carrying=carrying, status=_WRONG)
        kept = {"year": str(asked), "name": _AT_THE_PAGE, "because": carrying.cleaned_data["because"]}
    else:
        form = WorkbookForm(request.POST, request.FILES)
        if not form.is_valid():
            return _show(request, asked, form=form, status=_WRONG)
        sent = form.cleaned_data["file"]
        content = b64encode(sent.read()).decode()
        kept = {"year": str(asked), "name": PurePosixPath(sent.name).name, "content": content}
    put_aside(
        person=person,
        what=_KEPT,
        content=json.dumps(kept).encode(),
        at=timezone.now(),
        lasts=settings.GOLDENTHREAD_SESSION,
    )
    return _preview(request, asked, kept, person=person)


@require_safe
def workbook(request: HttpRequest, year: str) -> HttpResponse:
    """The workbook to answer, with what is withheld from the public marked in it."""
    person, asked = _asked(request, year)
    try:
        measures = measures_to_answer(asked, by=person, at=now())
    except Refused:
        raise Http404 from None
    partnership = the_partnership()
    name = "" if partnership is None else partnership.name
    return HttpResponse(
        proposal_workbook(measures, year=asked, partnership=name, at=now()),
        content_type=_XLSX,
        headers={
            "Content-Disposition": f'attachment; filename="proposal-{asked.next}.xlsx"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_POST
def confirm(request: HttpRequest, year: str) -> HttpResponse:
    """Enters the proposal that the person has looked at; where the register changed since, it is shown once more."""
    person, asked = _asked(request, year)
    found = put_aside_of(person, _KEPT, at=timezone.now())
    kept: dict[str, str] = {} if found is None else json.loads(found)
    if kept.get("year") != str(asked):
        messages.warning(request, "There is no proposal to enter. Send the workbook again.")
        return HttpResponseRedirect(reverse("figures:propose", kwargs={"year": str(asked)}))
    try:
        said = _said(asked, kept)
        proposed = propose_as_seen(said, seen=request.POST.get("seen", ""), by=person, at=now())
    except InputRefused as refused:
        return _show(request, asked, refused=refused, status=_WRONG)
    except Refused as refused:
        if agreed_list(asked.next) is not None:
            messages.warning(request, str(refused))
            return HttpResponseRedirect(year_address(asked))
        return _preview(request, asked, kept, person=person, changed_since=str(refused))
    throw_away(person=person, what=_KEPT)
    messages.success(
        request,
        f"The list of {asked.next.label} is proposed: {shown_proposing.counts_words(proposed)}. No decision has agreed "
        "it yet.",
    )
    return HttpResponseRedirect(year_address(asked))


def _asked(request: HttpRequest, typed: str) -> tuple[Person, FinancialYear]:
    """The person and the year; 404 where there is no list to carry on.

    Every measure's results stand beside its targets: whoever keeps the register and sees no figures proposes no list.
    """
    person = check_here(request, Permission.KEEP_THE_REGISTER, of=WHOLE)
    year = year_of(typed)
    if agreed_list(year) is None:
        raise Http404
    check_here(request, Permission.READ_FIGURES_IN_PROGRESS, of=WHOLE)
    return person, year


def _said(year: FinancialYear, kept: dict[str, str]) -> Proposing:
    """The answers, from the workbook or from the page. Raises InputRefused for what is no workbook."""
    if "because" in kept:
        rows = shown_proposing.carried_on(measures_to_propose(year), year=year, because=kept["because"])
        return Proposing(year=year, rows=rows, problems=(), file=kept["name"])
    rows, problems = read_proposal(b64decode(kept["content"]), name=kept["name"])
    return Proposing(year=year, rows=rows, problems=problems, file=kept["name"])


def _preview(
    request: HttpRequest, year: FinancialYear, kept: dict[str, str], *, person: Person, changed_since: str = ""
) -> HttpResponse:
    try:
        said = _said(year, kept)
        proposed = try_proposal(said, by=person, at=now())
    except InputRefused as refused:
        throw_away(person=person, what=_KEPT)
        return _show(request, year, refused=refused, status=_WRONG)
    context = {
        "heading": f"What would be proposed for {year.next.label}",
        "sentence": shown_proposing.would_words(proposed),
        "table": shown_proposing.answers_table(said.rows),
        "warnings": [one.message for one in proposed.warnings],
        "changed_since": changed_since,
        "seen": proposed_as_seen(said, proposed),
        "address": reverse("figures:confirm-proposal", kwargs={"year": str(year)}),
        "back": reverse("figures:propose", kwargs={"year": str(year)}),
    }
    return render(request, "figures/year_preview.html", context, status=_CONFLICT if changed_since else 200)


def _show(
    request: HttpRequest,
    year: FinancialYear,
    *,
    form: WorkbookForm | None = None,
    carrying: CarryOnForm | None = None,
    refused: InputRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    query = {name: value for name, value in request.GET.dict().items() if value}
    context: dict[str, Any] = {**_about(year), "form": form or WorkbookForm(), "carrying": carrying or CarryOnForm()}
    measures = carried_measures(year)
    if not measures:
        return render(request, "figures/year_propose.html", {**_about(year), "nothing": str(NothingToCarry(year))})
    years = (year.previous.previous, year.previous, year)
    targets = targets_of(years, measures=[one.due.measure_id for one in measures])
    context |= {"listed": shown_proposing.comparison_of(measures, targets=targets, years=years, query=query)}
    if refused is not None:
        number = len(refused.problems)
        context["refused"] = "There is 1 problem" if number == 1 else f"There are {number} problems"
        context["problems"] = problems_table(refused.problems)
    return render(request, "figures/year_propose.html", context, status=status)


def _show_proposed(request: HttpRequest, year: FinancialYear) -> HttpResponse:
    query = {name: value for name, value in request.GET.dict().items() if value}
    proposed = proposed_list(year.next, at=now())
    context = {
        **_about(year),
        "words": shown_proposing.proposed_words(proposed, year=year.next),
        "listed": shown_proposing.proposed_of(
            proposed, years=(year.previous.previous, year.previous, year), query=query
        ),
        "to_agree": "" if proposed.is_agreed else reverse("figures:agree", kwargs={"year": str(year.next)}),
    }
    return render(request, "figures/year_propose.html", context)


def _about(year: FinancialYear) -> dict[str, Any]:
    return {
        "heading": f"The list of {year.next.label}",
        "back": year_address(year),
        "address": reverse("figures:propose", kwargs={"year": str(year)}),
        "workbook": reverse("figures:proposal-workbook", kwargs={"year": str(year)}),
        "next": year.next.label,
        "year": year.label,
    }
