"""The clerk's pages of the days that count for a committee: those on which its councils are closed, and call-in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.committee.forms.notices import ClosedDayForm, RulesForm
from goldenthread.committee.forms.steps import BecauseForm
from goldenthread.committee.operations import close_day, reopen_day, set_call_in_rules
from goldenthread.committee.queries.notices import call_in_rules
from goldenthread.committee.queries.timetable import ClosedDayFacts, closed_days_of
from goldenthread.committee.views.bodies import committee_or_404
from goldenthread.committee.views.steps import Step, clerk, step_page
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.terminal.clock import now, today


@require_http_methods(["GET", "HEAD", "POST"])
def closed_days_page(request: HttpRequest, committee_id: int) -> HttpResponse:
    """The days on which a committee's councils are closed, and another one."""
    by, facts = clerk(request), committee_or_404(committee_id)
    form = ClosedDayForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading="Closed days",
        button="Add this day",
        done="The day is closed.",
        caption=facts.name,
        about=(
            "Days on which the councils are closed beside Saturdays, Sundays and bank holidays. They are no clear "
            "days, and no working days of a call-in or a notice.",
        ),
        cancel="Back to the committee",
    )

    def act() -> str:
        typed = form.cleaned_data
        close_day(committee_id=committee_id, day=typed["day"], because=typed["because"], by=by, at=now())
        return reverse("committee:closed-days", args=[committee_id])

    return step_page(
        request,
        form,
        step,
        back=reverse("committee:committee", args=[committee_id]),
        act=act,
        template="committee/closed_days.html",
        closed=_closed(closed_days_of(committee_id), committee_id=committee_id),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_page(request: HttpRequest, committee_id: int, closed_day_id: int) -> HttpResponse:
    """A closed day is a working day again."""
    by, facts = clerk(request), committee_or_404(committee_id)
    closed = next((one for one in closed_days_of(committee_id) if one.id == closed_day_id), None)
    if closed is None:
        raise Http404
    form = BecauseForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading=f"Take {day_words(closed.day)} away",
        button="Take it away",
        done="The day counts as a working day again.",
        caption=facts.name,
        about=(f"It is closed because: {closed.because}", "The event log keeps the reason why it is open again."),
    )
    return step_page(
        request,
        form,
        step,
        back=reverse("committee:closed-days", args=[committee_id]),
        act=lambda: reopen_day(closed_day_id=closed_day_id, because=form.cleaned_data["because"], by=by, at=now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def call_in_rules_page(request: HttpRequest, committee_id: int) -> HttpResponse:
    """For how many working days each council's members may call decisions in."""
    by, facts = clerk(request), committee_or_404(committee_id)
    form = RulesForm(
        request.POST if request.method == "POST" else None, rules=call_in_rules(committee_id), today=today()
    )
    step = Step(
        heading="Rules of call-in",
        button="Save",
        done="The rules are saved.",
        caption=facts.name,
        about=(
            "A council’s members may call a decision in from the day on which its notice is published, until so many "
            "working days after it. What you change holds for notices that are issued from now on.",
        ),
    )
    return step_page(
        request,
        form,
        step,
        back=reverse("committee:committee", args=[committee_id]),
        act=lambda: set_call_in_rules(committee_id=committee_id, said=form.said, by=by, at=now()),
    )


def _closed(days: tuple[ClosedDayFacts, ...], *, committee_id: int) -> Table:
    rows = (
        row_of(
            f"{one.day:%A} {day_words(one.day)}",
            one.because,
            Cell(
                words=f"Take {day_words(one.day)} away",
                address=reverse("committee:reopen-day", args=[committee_id, one.id]),
            ),
        )
        for one in days
    )
    columns = (Column(title="Day"), Column(title="Why"), Column(title="Change"))
    return Table(
        caption="Days that are closed", columns=columns, rows=tuple(rows), key="closed", empty="No day is closed."
    )
