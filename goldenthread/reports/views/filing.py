"""The page by which a report to committee becomes its item's paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.committee.forms.reports import FileReportForm
from goldenthread.committee.queries.reports import report_of
from goldenthread.committee.views.steps import Step, clerk, seen_item, step_page
from goldenthread.components.versions import version_typed
from goldenthread.reports.filing import make_report_the_paper
from goldenthread.terminal.clock import now, today


@require_http_methods(["GET", "HEAD", "POST"])
def file_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """The newest version becomes the item's paper."""
    by, (meeting, item) = clerk(request), seen_item(item_id)
    report = report_of(item_id)
    if report.newest is None or report.newest.is_filed:
        raise Http404
    form = FileReportForm(
        request.POST if request.method == "POST" else None,
        left=report.to_clear,
        meeting_version=meeting.version,
        today=today(),
    )
    step = Step(
        heading=f"Make version {report.newest.number} the item’s paper",
        button="Make it the paper",
        done="The report is a paper of the item.",
        caption=f"{item.place}. {item.title}",
        about=(
            "It is made as a PDF, and everybody reads it as a page too, once the agenda is published. A version that "
            "was a paper before stays, and says that this one takes its place.",
        ),
    )

    def act() -> None:
        make_report_the_paper(
            item_id=item_id,
            version=version_typed(request),
            meeting_version=form.typed_meeting_version,
            uncleared_because=form.cleaned_data.get("uncleared_because", ""),
            by=by,
            at=now(),
        )

    return step_page(
        request, form, step, back=reverse("committee:report", args=[item_id]), version=report.newest.number, act=act
    )
