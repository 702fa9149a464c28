"""The clerk's pages of decision notices: issuing, correcting, and call-ins."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.forms.notices import CallInForm, NoticeForm, NoticeWordsForm, OutcomeForm
from goldenthread.committee.operations import correct_notice, end_call_in, issue_notice, record_call_in
from goldenthread.committee.queries.desk import DeskMeeting
from goldenthread.committee.queries.notices import (
    NoticeFacts,
    WindowFacts,
    call_in_rules,
    desk_notice,
    notice_of_call_in,
)
from goldenthread.committee.views.shown_notices import decisions_shown, notice_address, notice_facts, windows_shown
from goldenthread.committee.views.steps import (
    Step,
    clerk,
    meeting_address,
    meeting_words,
    seen_item,
    step_page,
)
from goldenthread.components.surroundings import Link
from goldenthread.components.versions import version_typed
from goldenthread.domain.listing import listed
from goldenthread.terminal.clock import now, today


@require_safe
def notice_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """The notice of an item, whole, and what can be done with it."""
    clerk(request)
    notice = _seen(item_id)
    return render(
        request,
        "committee/notice.html",
        {
            "notice": notice,
            "back": meeting_address(notice.meeting_id),
            "facts": tuple(notice_facts(notice)),
            "decisions": decisions_shown(notice),
            "windows": windows_shown(notice),
            "links": _links(notice),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def issue_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """The notice of an item whose decisions are minuted."""
    by, (meeting, item) = clerk(request), seen_item(item_id)
    if item.has_notice and request.method != "POST":
        return HttpResponseRedirect(reverse("committee:notice", args=[item_id]))
    form = NoticeForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading=f"Issue the decision notice of item {item.number or item.place}",
        button="Issue the notice",
        done="The notice is published.",
        caption=meeting_words(meeting),
        about=(
            "Decisions, reasons, alternatives and interests are the minute’s. Of an exempt item the public reads its "
            "safe title and the days, and nothing that you type here.",
        ),
        warning=_what_stays(meeting),
    )

    def act() -> str:
        issue_notice(item_id=item_id, said=form.said, by=by, at=now())
        return reverse("committee:notice", args=[item_id])

    return step_page(request, form, step, back=meeting_address(meeting.id), act=act)


def _what_stays(meeting: DeskMeeting) -> str:
    stays = "The resolutions, the day of publication and the days of call-in cannot be changed afterwards."
    unknown = [one.council for one in call_in_rules(meeting.committee_id) if one.working_days is None]
    if not unknown:
        return stays
    return (
        f"{stays} No rule of call-in is recorded for {listed(unknown)}, so this notice will name no days there. Record "
        "it first, at “Rules of call-in” of the committee; 0 where there is none."
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """Other words of a notice."""
    by, notice = clerk(request), _seen(item_id)
    form = NoticeWordsForm(request.POST if request.method == "POST" else None, facts=notice, today=today())
    step = Step(heading="Correct the notice", button="Save", done="The notice is corrected.", caption=notice.title)

    def act() -> None:
        typed = form.cleaned_data
        correct_notice(
            notice_id=notice.id,
            version=version_typed(request),
            purpose=typed["purpose"],
            lead_officer=typed["lead_officer"],
            is_key=typed["is_key"],
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=_address(notice), version=notice.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def call_in_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """A council's members called the decision in."""
    by, notice = clerk(request), _seen(item_id)
    form = CallInForm(request.POST if request.method == "POST" else None, windows=_open_to(notice), today=today())
    step = Step(
        heading="Record a call-in",
        button="Record the call-in",
        done="The call-in is recorded.",
        caption=notice.title,
        about=("Each council may call a decision in once. Until it has ended, the decision takes no effect there.",),
    )

    def act() -> None:
        typed = form.cleaned_data
        record_call_in(
            notice_id=notice.id,
            version=version_typed(request),
            council_id=int(typed["council"]),
            on=typed["on"],
            who=typed["who"],
            grounds=typed["grounds"],
            by=by,
            at=now(),
        )

    return step_page(request, form, step, back=_address(notice), version=notice.version, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def ended_page(request: HttpRequest, call_in_id: int) -> HttpResponse:
    """What came of a call-in."""
    by, notice = clerk(request), notice_of_call_in(call_in_id)
    if notice is None:
        raise Http404
    form = OutcomeForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(heading="Record what came of the call-in", button="Save", done="It is recorded.", caption=notice.title)

    def act() -> None:
        typed = form.cleaned_data
        end_call_in(call_in_id=call_in_id, outcome=typed["outcome"], ended_on=typed["ended_on"], by=by, at=now())

    return step_page(request, form, step, back=_address(notice), act=act)


def _seen(item_id: int) -> NoticeFacts:
    notice = desk_notice(item_id)
    if notice is None:
        raise Http404
    return notice


def _address(notice: NoticeFacts) -> str:
    return reverse("committee:notice", args=[notice.item_id])


def _open_to(notice: NoticeFacts) -> list[WindowFacts]:
    """The councils that may call it in and have not."""
    return [one for one in notice.windows if one.last_day is not None and one.call_in is None]


def _links(notice: NoticeFacts) -> tuple[Link, ...]:
    links = [
        Link(words="As everybody reads it", address=notice_address(notice)),
        Link(words="Correct the notice", address=reverse("committee:correct-notice", args=[notice.item_id])),
    ]
    if _open_to(notice):
        links.append(Link(words="Record a call-in", address=reverse("committee:call-in", args=[notice.item_id])))
    links += [
        Link(
            words=f"Record what came of the call-in of {one.council}",
            address=reverse("committee:call-in-ended", args=[one.call_in.id]),
        )
        for one in notice.windows
        if one.call_in is not None and one.call_in.ended_on is None
    ]
    return tuple(links)
