"""The progress report of a plan in the browser: as it would be published, and the step that publishes it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.committee.forms.steps import PlainForm
from goldenthread.committee.views.steps import Step, step_page
from goldenthread.components.quarter_slugs import quarter_of_slug
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.partnership.access import check_here
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import WHOLE
from goldenthread.plans.queries.plans import PlanUnknown
from goldenthread.publishing.queries import current_publication
from goldenthread.publishing.screen import page_of
from goldenthread.publishing.serving import served
from goldenthread.reports.documents.plan_progress import PlanSource, plan_progress_report, report_name
from goldenthread.reports.plan_reports import NoProgress, plan_source, publish_progress_report
from goldenthread.terminal.clock import now, today


@require_safe
def report_page(_request: HttpRequest, slug: str, period: str) -> HttpResponse:
    """The report as a page of its own, as it would be published now; a DRAFT while the quarter is not closed."""
    _, source = _source(slug, period)
    page = page_of(plan_progress_report(source))
    return served(
        page.content,
        name=f"{report_name(slug, source.quarter)}-preview.html",
        media_type="text/html; charset=utf-8",
        style_sha256=page.style_sha256,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: HttpRequest, slug: str, period: str) -> HttpResponse:
    """The step that publishes it; where that was done already, the publication itself."""
    by = check_here(request, Permission.PUBLISH, of=WHOLE)
    quarter, source = _source(slug, period)
    current = current_publication(report_name(slug, quarter))
    if current:
        return HttpResponseRedirect(reverse("reports:kept", args=[current]))
    meeting = "no meeting is set yet" if source.meeting_on is None else day_words(source.meeting_on)
    step = Step(
        heading="Publish the progress report",
        button="Publish it",
        done="It is published. It is public once it is released with the agenda.",
        caption=f"{source.plan.title}, {quarter.label}",
        about=(f"For the {source.plan.committee}: {meeting}.", "What is published never changes."),
        warning="" if source.board.is_closed else f"{quarter.label} is not closed. Close it first.",
    )
    form = PlainForm(request.POST if request.method == "POST" else None, today=today())

    def act() -> str:
        made = publish_progress_report(slug, quarter, by=by, at=now())
        return reverse("reports:kept", args=[made.public_id])

    return step_page(request, form, step, back=reverse("plans:quarter", args=[slug, period]), act=act)


def _source(slug: str, period: str) -> tuple[Quarter, PlanSource]:
    """What the report of the address is made from; 404 where there is none."""
    quarter = quarter_of_slug(period)
    if quarter is None:
        raise Http404
    try:
        return quarter, plan_source(slug, quarter, at=now())
    except (PlanUnknown, NoProgress):
        raise Http404 from None
