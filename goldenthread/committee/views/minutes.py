"""The clerk's pages of a meeting that was held: who came, what was minuted, when it was agreed and signed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.committee.forms.minutes import AgreeForm, HoldForm, MinuteForm, SignForm
from goldenthread.committee.operations import agree_minutes, hold_meeting, minute_item, sign_minutes
from goldenthread.committee.queries.desk import members_of
from goldenthread.committee.queries.minuting import agreed_under, chair_on, draft_minutes, held_as, minutes_of, verbs
from goldenthread.committee.views.steps import (
    Step,
    clerk,
    meeting_address,
    meeting_words,
    seen_item,
    seen_meeting,
    step_page,
)
from goldenthread.components.versions import version_typed
from goldenthread.domain.meetings import MeetingStep
from goldenthread.terminal.clock import now, today


@require_http_methods(["GET", "HEAD", "POST"])
def hold_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Who came, and what was declared."""
    by, meeting = clerk(request), seen_meeting(meeting_id)
    was_held = MeetingStep.CORRECT_ATTENDANCE in meeting.steps
    form = HoldForm(
        request.POST if request.method == "POST" else None,
        members=members_of(meeting.committee_id, on=meeting.date),
        items=meeting.items,
        today=today(),
        before=held_as(meeting_id) if was_held else None,
    )
    step = Step(
        heading="Put right who came" if was_held else "Record that the meeting was held",
        button="Save",
        done="It is recorded who came." if was_held else "It is recorded that the meeting was held.",
        caption=meeting_words(meeting),
        about=() if was_held else ("After this, each item can be minuted.",),
    )

    def act() -> None:
        hold_meeting(
            meeting_id=meeting_id,
            version=version_typed(request),
            came=form.came,
            declared=form.declared,
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=meeting_address(meeting_id), version=meeting.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def minute_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """What was minuted of an item, beside what the agenda says of it."""
    by, (meeting, item) = clerk(request), seen_item(item_id)
    form = MinuteForm(
        request.POST if request.method == "POST" else None,
        item=item,
        members=members_of(meeting.committee_id, on=meeting.date),
        verbs=verbs(),
        today=today(),
    )
    step = Step(
        heading=f"Minute: {item.title}",
        button="Save the minute",
        done="The minute is saved.",
        caption=meeting_words(meeting),
        about=() if item.number else ("It is given the next minute number when it is saved.",),
    )

    def act() -> None:
        minute_item(
            item_id=item_id,
            version=version_typed(request),
            words=form.cleaned_data["words"],
            exempt_words=form.cleaned_data["exempt_words"],
            resolutions=form.resolutions,
            by=by,
            at=now(),
        )

    return step_page(
        request,
        form,
        step,
        back=meeting_address(meeting.id),
        version=meeting.version,
        act=act,
        template="committee/minute.html",
        item=item,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def agree_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Under which item of a later meeting its minutes were agreed, with what was corrected."""
    by, meeting = clerk(request), seen_meeting(meeting_id)
    under = agreed_under(committee_id=meeting.committee_id, after=meeting.date)
    others = draft_minutes(committee_id=meeting.committee_id, but=meeting_id)
    form = AgreeForm(
        request.POST if request.method == "POST" else None,
        under=under,
        others=others,
        minutes=minutes_of([meeting_id, *(one.meeting_id for one in others)]),
        today=today(),
    )
    step = Step(
        heading="Record that the minutes were agreed",
        button="Save",
        done="It is recorded that the minutes were agreed.",
        caption=meeting_words(meeting),
        about=(
            "They were agreed at a later meeting that was held, under an item of its agenda.",
            "A correction stands beside the words that were drafted, which are not changed.",
        ),
    )
    if not under:
        words = "Minutes are agreed at a later meeting, and none is recorded as held yet. Record that first."
        context = {"step": step, "words": words, "back": meeting_address(meeting_id)}
        return render(request, "committee/not_yet.html", context)

    def act() -> None:
        chosen = form.other_meetings
        agree_minutes(
            meeting_ids=[meeting_id, *(one.meeting_id for one in chosen)],
            versions=[version_typed(request), *(one.version for one in chosen)],
            under_item_id=form.under_item_id,
            corrected=form.corrected,
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=meeting_address(meeting_id), version=meeting.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Who signed the minutes, and when."""
    by, meeting = clerk(request), seen_meeting(meeting_id)
    chair = chair_on(committee_id=meeting.committee_id, day=today())
    form = SignForm(request.POST if request.method == "POST" else None, chair=chair, today=today())
    step = Step(
        heading="Record that the minutes were signed",
        button="Save",
        done="It is recorded that the minutes were signed.",
        caption=meeting_words(meeting),
        warning="Once they are signed, nobody can change these minutes: a later meeting corrects them.",
    )

    def act() -> None:
        sign_minutes(
            meeting_id=meeting_id,
            version=version_typed(request),
            signed_by=form.cleaned_data["signed_by"],
            signed_on=form.cleaned_data["signed_on"],
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=meeting_address(meeting_id), version=meeting.version, act=act)
