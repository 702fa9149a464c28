"""The report of an item: written and rewritten, cleared, and filed as the item's paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.forms.reports import ClearForm, ReportForm
from goldenthread.committee.operations.reports import clear_report, write_report
from goldenthread.committee.queries.desk import DeskItem, DeskMeeting
from goldenthread.committee.queries.reports import ReportFacts, VersionFacts, report_of
from goldenthread.committee.views.steps import Step, clerk, seen_item, step_page
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Column, Table, row_of
from goldenthread.components.versions import version_typed
from goldenthread.domain.committee_reports import lettered
from goldenthread.domain.days import day_words
from goldenthread.domain.meetings import MeetingStep
from goldenthread.terminal.clock import now, today


@dataclass(frozen=True, kw_only=True)
class ShownPart:
    """A part of the report: its heading, and its paragraphs as (number, text)."""

    heading: str
    entries: tuple[tuple[str, str], ...]


def _address(item_id: int) -> str:
    return reverse("committee:report", args=[item_id])


def _caption(item: DeskItem) -> str:
    return f"{item.place}. {item.title}"


def _number(report: ReportFacts) -> int:
    return 0 if report.newest is None else report.newest.number


@require_safe
def report_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """The newest version, or one of before, with who cleared which; and what can be done with it."""
    clerk(request)
    meeting, item = seen_item(item_id)
    report = report_of(item_id)
    if report.newest is None:
        return HttpResponseRedirect(reverse("committee:write-report", args=[item_id]))
    asked = request.GET.get("version", "")
    every = {str(one.number): one for one in (report.newest, *report.earlier)}
    if asked and asked not in every:
        raise Http404
    shown = every[asked] if asked else report.newest
    context = {
        "heading": shown.report.subject,
        "caption": _caption(item),
        "back": reverse("committee:meeting", args=[meeting.id]),
        "is_newest": shown.number == report.newest.number,
        "newest": _address(item_id),
        "version": _version_words(shown),
        "parts": tuple(_parts(shown)),
        "clearances": _clearances(report),
        "versions": tuple(
            Link(words=_version_words(one), address=f"{_address(item_id)}?version={one.number}")
            for one in (report.newest, *report.earlier)
            if one.number != shown.number
        ),
        "links": tuple(_links(report, meeting=meeting, item=item)),
    }
    return render(request, "committee/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """The next version of the report."""
    by, (_, item) = clerk(request), seen_item(item_id)
    report = report_of(item_id)
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        sides=report.sides,
        today=today(),
        report=None if report.newest is None else report.newest.report,
    )
    step = Step(
        heading="Write the report" if report.newest is None else "Write the next version",
        button="Save this version",
        done="The version is saved. Earlier ones stay.",
        caption=_caption(item),
        about=("Who cleared an earlier version did not clear this one.",) if report.clearances else (),
    )

    def act() -> str:
        write_report(item_id=item_id, version=version_typed(request), report=form.said, by=by, at=now())
        return _address(item_id)

    back = reverse("committee:meeting", args=[seen_item(item_id)[0].id]) if report.newest is None else _address(item_id)
    return step_page(request, form, step, back=back, version=_number(report), act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def clear_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """An officer's clearance of the newest version."""
    by, (_, item) = clerk(request), seen_item(item_id)
    report = report_of(item_id)
    if report.newest is None or not report.to_clear:
        raise Http404
    form = ClearForm(request.POST if request.method == "POST" else None, sides=report.to_clear, today=today())
    step = Step(
        heading=f"Clear version {report.newest.number}",
        button="Record the clearance",
        done="The clearance is recorded.",
        caption=_caption(item),
        about=("It is of this version alone: a newer one is cleared anew.",),
    )
    return step_page(
        request,
        form,
        step,
        back=_address(item_id),
        version=_number(report),
        act=lambda: clear_report(item_id=item_id, version=version_typed(request), said=form.said, by=by, at=now()),
    )


def _version_words(one: VersionFacts) -> str:
    on = day_words(timezone.localtime(one.written_at).date())
    return f"Version {one.number}, {on}, {one.written_by}{', a paper of the item' if one.is_filed else ''}"


def _parts(one: VersionFacts) -> Iterator[ShownPart]:
    report = one.report
    author = ", ".join(part for part in (report.author, report.contact) if part)
    yield ShownPart(heading="Report author and contact details", entries=(("", author),))
    for heading, text in (
        ("Policy context", report.policy_context),
        ("Financial summary", report.financial_summary),
        ("Summary", report.summary),
    ):
        if text:
            yield ShownPart(heading=heading, entries=(("", text),))
    asked = tuple(
        entry
        for number, each in enumerate(report.recommendations, start=1)
        for entry in ((f"{number}.", each.text), *((f"{letter})", under) for letter, under in lettered(each.lettered)))
    )
    yield ShownPart(heading="Recommendations", entries=asked)
    for place, part in enumerate(report.detail, start=1):
        entries = tuple(
            entry
            for number, paragraph in enumerate(part.paragraphs, start=1)
            for entry in ((f"{place}.{number}", paragraph.text), *(("•", point) for point in paragraph.points))
        )
        yield ShownPart(heading=f"{place}. {part.heading}", entries=entries)
    for each in report.implications:
        yield ShownPart(heading=f"{each.side} implications and risks", entries=(("", each.words),))
    for heading, listed in (("Appendices", report.appendices), ("Background papers", report.background_papers)):
        yield ShownPart(heading=heading, entries=tuple(("", one) for one in listed) or (("", "None"),))


def _clearances(report: ReportFacts) -> Table:
    return Table(
        caption="Who cleared it",
        columns=(
            Column(title="From which side"),
            Column(title="By whom"),
            Column(title="Version"),
            Column(title="Day"),
        ),
        rows=tuple(
            row_of(one.side, f"{one.officer}, {one.post}", str(one.version), day_words(one.cleared_on))
            for one in report.clearances
        ),
        key="clearances",
        empty="Nobody cleared it yet.",
    )


def _links(report: ReportFacts, *, meeting: DeskMeeting, item: DeskItem) -> Iterator[Link]:
    if MeetingStep.CHANGE_AGENDA not in meeting.steps and MeetingStep.ADD_LATE not in meeting.steps:
        return
    yield Link(words="Write the next version", address=reverse("committee:write-report", args=[item.id]))
    if report.to_clear:
        yield Link(words="Record a clearance", address=reverse("committee:clear-report", args=[item.id]))
    if report.newest is not None and not report.newest.is_filed:
        yield Link(words="Make it the item’s paper", address=reverse("reports:file-report", args=[item.id]))
