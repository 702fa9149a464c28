"""The progress report of a plan: made from a quarter that is closed, published, and public once it is released."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from goldenthread.accounts.models import User
from goldenthread.committee.queries import decisions_called
from goldenthread.committee.queries.timetable import next_meeting_of
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_progress import ActionStatus
from goldenthread.domain.problems import Refused
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.queries import the_partnership
from goldenthread.plans.queries.board import board_before, board_of, quarters_asked, quarters_missing
from goldenthread.plans.queries.kept_under_review import review_due, reviews_of, risks_of
from goldenthread.plans.queries.plans import PlanFacts, plan_called
from goldenthread.plans.queries.resources import resources_of_plan
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.models import Publication
from goldenthread.publishing.operations import check_follows, publish_document
from goldenthread.publishing.origins import MadeOf, OriginKind
from goldenthread.publishing.queries import current_publication
from goldenthread.publishing.rules import check_can_publish
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.plan_progress import PlanSource, made_from, plan_progress_report, report_name


class NoProgress(Refused):
    """Progress of the plan was not asked for this quarter."""

    def __init__(self, plan: PlanFacts, quarter: Quarter) -> None:
        super().__init__(f"Progress of {plan.title} was not asked for {quarter.label}: there is nothing to report.")


class QuarterOpen(Refused):
    """A progress report is published from a quarter that is closed."""

    def __init__(self, plan: PlanFacts, quarter: Quarter) -> None:
        super().__init__(
            f"{quarter.label} of {plan.title} is not closed: what owners say of it may still change. Close it first."
        )


def plan_source(slug: str, quarter: Quarter, *, at: datetime, meeting_on: date | None = None) -> PlanSource:
    """Everything that the report of a quarter tells. `meeting_on` is the meeting that it is for; None is the
    committee's next. Raises PlanUnknown, NoProgress."""
    plan = plan_called(slug)
    board = board_of(plan.id, quarter)
    if not board.is_asked:
        raise NoProgress(plan, quarter)
    asked = tuple(one for one in quarters_asked(plan.id) if one <= quarter)
    partnership = the_partnership()
    if partnership is None:
        raise NoProgress(plan, quarter)
    # What was recorded after a quarter was closed is of the quarter after it.
    reviews = reviews_of(plan.id, by=board.closed_at)
    named = {plan.decision, *(change.decision for row in board.rows for change in row.life.changes)}
    return PlanSource(
        plan=plan,
        board=board,
        before=board_before(plan.id, quarter),
        gaps=quarters_missing(asked),
        partnership=partnership,
        authorities={one.reference: one.words for one in decisions_called(named)},
        meeting_on=meeting_on or next_meeting_of(plan.committee, after=today_in_london(at)),
        as_at=at if board.closed_at is None else board.closed_at,
        asked_before=frozenset(_asked_before(plan, (one for one in asked if one < quarter))),
        risks=risks_of(plan.id, by=board.closed_at),
        reviews=reviews,
        review_due=review_due(plan, reviews),
        resources={ref: cleaned(facts) for ref, facts in resources_of_plan(plan.id, by=board.closed_at).items()},
    )


def _asked_before(plan: PlanFacts, quarters: Iterable[Quarter]) -> Iterator[str]:
    """The refs of actions that published reports of these quarters told as complete."""
    for one in quarters:
        if current_publication(report_name(plan.slug, one)):
            statuses = board_of(plan.id, one).statuses
            yield from (ref for ref, status in statuses.items() if status is ActionStatus.COMPLETE)


def progress_report(slug: str, quarter: Quarter, *, at: datetime) -> ReportDocument:
    """The report as it would be published now; a DRAFT while the quarter is not closed.

    Raises PlanUnknown, NoProgress.
    """
    return plan_progress_report(plan_source(slug, quarter, at=at))


def publish_progress_report(
    slug: str,
    quarter: Quarter,
    *,
    by: User,
    at: datetime,
    meeting_on: date | None = None,
    tell: Callable[[str], None] = lambda _words: None,
) -> Publication:
    """Publishes the report of a closed quarter for the committee: document and files in one transaction, or nothing.

    It is public once it is released. Raises PlanUnknown, NoProgress, QuarterOpen, and what `publish_document`
    raises.
    """
    check_can_publish(by, at=at)
    source = plan_source(slug, quarter, at=at, meeting_on=meeting_on)
    if not source.board.is_closed:
        raise QuarterOpen(source.plan, quarter)
    # What is closed does not change, so that there is one report of it and no correction.
    check_follows(report_name(slug, quarter), replaces="", at=at)
    document = plan_progress_report(source)
    return publish_document(
        document,
        audience="joint-committee",
        # Of no quarter of figures: nothing of figures is told by it, and nothing of them keeps it back.
        period="",
        made_from=made_from(source),
        presented_to=document.audience,
        origin=MadeOf(kind=OriginKind.PLAN, withheld=(), meeting_on=source.meeting_on),
        by=by,
        at=at,
        tell=tell,
    )
