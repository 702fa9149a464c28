"""The clerk's list of meetings, one meeting, and when and where it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.forms.meetings import MoveForm, ScheduleForm
from goldenthread.committee.forms.steps import BecauseForm
from goldenthread.committee.operations import cancel_meeting, move_meeting, schedule_meeting
from goldenthread.committee.queries.desk import committees
from goldenthread.committee.queries.notices import awaited_notices
from goldenthread.committee.views import shown
from goldenthread.committee.views.shown_notices import awaited_shown
from goldenthread.committee.views.steps import (
    Step,
    clerk,
    meeting_address,
    meeting_words,
    seen_meeting,
    step_page,
)
from goldenthread.components.versions import version_typed
from goldenthread.terminal.clock import now, today

_DESK = "committee:desk"


@require_safe
def desk_page(request: HttpRequest) -> HttpResponse:
    """Every committee with its meetings: those to come, with what is next for each, and those that were."""
    clerk(request)
    day = today()
    awaited = awaited_notices(today=day)
    context = {
        "committees": shown.listed(today=day),
        "awaited": awaited_shown(awaited) if awaited else None,
        "deadlines": reverse("web:deadlines-calendar"),
    }
    return render(request, "committee/desk.html", context)


@require_safe
def meeting_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting: its days, its agenda with papers, and what can be done with it now."""
    clerk(request)
    meeting = seen_meeting(meeting_id)
    return render(request, "committee/meeting.html", {"meeting": shown.meeting_shown(meeting, today=today())})


@require_http_methods(["GET", "HEAD", "POST"])
def schedule_page(request: HttpRequest) -> HttpResponse:
    """A meeting to come, or one of the past that is entered later."""
    by, day = clerk(request), today()
    bodies = [(one.id, one.name) for one in committees()]
    form = ScheduleForm(request.POST if request.method == "POST" else None, committees=bodies, today=day)
    step = Step(
        heading="Schedule a meeting",
        button="Schedule the meeting",
        done="The meeting is scheduled.",
        about=("The public sees its day, time and venue at once, and its agenda once you publish that.",),
    )

    def act() -> str:
        meeting = schedule_meeting(committee_id=form.committee_id, said=form.said, by=by, at=now())
        return meeting_address(meeting.pk)

    return step_page(request, form, step, back=reverse(_DESK), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def move_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Another day, time or venue."""
    by, meeting = clerk(request), seen_meeting(meeting_id)
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        day=meeting.date,
        begins_at=meeting.begins_at,
        venue=meeting.venue,
        today=today(),
    )
    step = Step(
        heading="Move the meeting",
        button="Save",
        done="The meeting is changed.",
        caption=meeting_words(meeting),
        about=("What changes is shown to the public with the reason. Its old address leads to the new one.",),
    )
    return step_page(
        request,
        form,
        step,
        back=meeting_address(meeting_id),
        version=meeting.version,
        act=lambda: move_meeting(
            meeting_id=meeting_id,
            version=version_typed(request),
            said=form.said,
            because=form.cleaned_data["because"],
            by=by,
            at=now(),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """It will not be held."""
    by, meeting = clerk(request), seen_meeting(meeting_id)
    form = BecauseForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading="Cancel the meeting",
        button="Cancel the meeting",
        done="The meeting is cancelled.",
        caption=meeting_words(meeting),
        warning="This cannot be taken back. The reason is shown to the public.",
        is_grave=True,
        cancel="Keep the meeting",
    )
    return step_page(
        request,
        form,
        step,
        back=meeting_address(meeting_id),
        version=meeting.version,
        act=lambda: cancel_meeting(
            meeting_id=meeting_id,
            version=version_typed(request),
            because=form.cleaned_data["because"],
            by=by,
            at=now(),
        ),
    )
