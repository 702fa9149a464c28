"""What the checks find in a meeting's papers, and the page by which packs and agenda go out as one act."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.forms.steps import BecauseForm
from goldenthread.committee.queries.desk import DeskMeeting
from goldenthread.committee.views.steps import (
    Step,
    clerk,
    meeting_address,
    meeting_words,
    seen_meeting,
    step_page,
)
from goldenthread.components.versions import version_typed
from goldenthread.domain.days import day_words
from goldenthread.domain.meetings import MeetingStep
from goldenthread.reports.despatching import Despatch, despatch_of, send_out
from goldenthread.reports.documents.sentences import count_of, starting
from goldenthread.reports.due import due_on
from goldenthread.reports.forms import DespatchForm
from goldenthread.reports.operations import pass_findings
from goldenthread.reports.papers.findings import Severity
from goldenthread.reports.papers.stored import CheckedFinding, CheckedPaper, checked_papers
from goldenthread.terminal.clock import now, today


@dataclass(frozen=True, kw_only=True)
class ShownFinding:
    """A finding in words, with the page by which the clerk lets it pass; "" where it is in nobody's way."""

    where: str
    what: str
    why: str
    mend: str
    blocks: bool
    passed: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ShownChecks:
    """A paper, and what was found in it."""

    heading: str
    note: str
    findings: tuple[ShownFinding, ...]


@require_safe
def papers_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What the checks find in every paper of the meeting."""
    clerk(request)
    meeting = seen_meeting(meeting_id)
    checked = checked_papers(meeting)
    return render(
        request,
        "reports/papers.html",
        {
            "caption": meeting_words(meeting),
            "back": meeting_address(meeting_id),
            "summary": _summary(checked),
            "papers": [_shown(one, meeting_id=meeting_id) for one in checked],
        },
    )


@require_safe
def due_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """What is due on the agenda of the meeting, each with the page by which it is put there."""
    clerk(request)
    meeting = seen_meeting(meeting_id)
    may_add = MeetingStep.CHANGE_AGENDA in meeting.steps or MeetingStep.ADD_LATE in meeting.steps
    add = reverse("committee:add-item", args=[meeting_id]) if may_add else ""
    return render(
        request,
        "reports/due.html",
        {
            "caption": meeting_words(meeting),
            "back": meeting_address(meeting_id),
            "due": [
                (one, f"{add}?{urlencode({'title': one.title})}" if add else "") for one in due_on(meeting, at=now())
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def pass_page(request: HttpRequest, meeting_id: int, key: str) -> HttpResponse:
    """Lets one finding pass, with the reason."""
    by, meeting = clerk(request), seen_meeting(meeting_id)
    found = [(paper, one) for paper in checked_papers(meeting) for one in paper.in_the_way if one.key == key]
    if not found:
        raise Http404
    paper, one = found[0]
    form = BecauseForm(request.POST if request.method == "POST" else None, today=today())
    step = Step(
        heading="Let this pass",
        button="Let it pass",
        done="It is let pass, with your reason.",
        caption=f"{paper.place}. {paper.title}",
        about=(f"{_where(one)}: {one.finding.what}", one.finding.why),
    )
    back = reverse("reports:papers", args=[meeting_id])
    return step_page(
        request,
        form,
        step,
        back=back,
        act=lambda: pass_findings(found, meeting_id=meeting_id, because=form.cleaned_data["because"], by=by, at=now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def send_out_page(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The agenda and its packs, public from a day on."""
    by, meeting = clerk(request), seen_meeting(meeting_id)
    despatch = despatch_of(meeting)
    form = DespatchForm(
        request.POST if request.method == "POST" else None, in_the_way=len(despatch.in_the_way), today=today()
    )
    step = Step(
        heading="Publish the agenda",
        button="Publish the agenda",
        done="The agenda is published.",
        caption=meeting_words(meeting),
        about=tuple(_about(meeting, despatch)),
    )
    return step_page(
        request,
        form,
        step,
        back=meeting_address(meeting_id),
        version=meeting.version,
        template="reports/send_out.html",
        papers=[_shown(one, meeting_id=meeting_id) for one in despatch.checked if one.in_the_way],
        checks=reverse("reports:papers", args=[meeting_id]),
        seen=despatch.keys,
        act=lambda: send_out(
            meeting_id=meeting_id,
            version=version_typed(request),
            on=form.cleaned_data["on"],
            because=form.cleaned_data["because"],
            pass_because=form.cleaned_data.get("pass_because", ""),
            seen=request.POST.get("seen", ""),
            by=by,
            at=now(),
        ),
    )


def _about(meeting: DeskMeeting, despatch: Despatch) -> list[str]:
    days = meeting.notice_days
    about = [
        f"For {days} clear {'day' if days == 1 else 'days'} before the meeting it is published by "
        f"{day_words(meeting.publish_by)}.",
        "Its open items and papers are public at once. After that, items are added only as urgent, and papers only as "
        "supplementary.",
    ]
    if despatch.to_release:
        about.append(f"Released with it, so that everybody can read them: {', '.join(despatch.to_release)}.")
    return about


def _summary(checked: tuple[CheckedPaper, ...]) -> str:
    number = sum(len(one.in_the_way) for one in checked)
    if not number:
        return "Nothing that was found keeps the papers from going out."
    return f"{starting(count_of(number, 'finding'))} to mend, or to let pass with a reason, before the papers go out."


def _shown(one: CheckedPaper, *, meeting_id: int) -> ShownChecks:
    note = one.why_not or ("" if one.findings else "Nothing was found.")
    return ShownChecks(
        heading=f"{one.place}. {one.title}",
        note=note,
        findings=tuple(_finding(each, meeting_id=meeting_id) for each in one.findings),
    )


def _finding(one: CheckedFinding, *, meeting_id: int) -> ShownFinding:
    found = one.finding
    return ShownFinding(
        where=_where(one),
        what=found.what,
        why=found.why,
        mend=found.mend,
        blocks=found.severity is Severity.BLOCKING,
        passed=f"{one.passed_by}: {one.passed_because}" if one.passed_because else "",
        address=reverse("reports:pass", args=[meeting_id, one.key]) if one.is_in_the_way else "",
    )


def _where(one: CheckedFinding) -> str:
    return starting(str(one.finding.where))
