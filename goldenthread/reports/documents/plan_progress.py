"""The progress report of a plan for a quarter: how its actions stand by their dates, what moved, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from goldenthread.components.quarter_slugs import slug_of
from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_movement import change_of, counts_of, moved_between
from goldenthread.domain.plan_progress import ActionStatus
from goldenthread.partnership.queries import PartnershipFacts
from goldenthread.plans.queries.board import ActionRow, Board
from goldenthread.plans.queries.kept_under_review import ReviewDue, ReviewFacts, RiskFacts
from goldenthread.plans.queries.plans import PlanFacts
from goldenthread.publishing.cells import Cell, Number
from goldenthread.publishing.document import (
    Block,
    Column,
    Contents,
    EditableAs,
    Fact,
    FactList,
    Heading,
    Identifier,
    Notice,
    NoticeKind,
    NumberedList,
    Paragraph,
    Point,
    ReportDocument,
    Section,
    Status,
    Table,
)
from goldenthread.reports.documents.age import in_whole_seconds
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.plan_parts import (
    CHANGES,
    EXCEPTIONS,
    by_theme_section,
    changed_section,
    complete_now,
    complete_section,
    late_section,
    mark_of,
    status_key_section,
    tidy_actions,
)
from goldenthread.reports.documents.plan_resources import Resources, resources_section, without_resources
from goldenthread.reports.documents.plan_review import review_section
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting, was_or_were
from goldenthread.reports.documents.shares import base_in_words, percent, shares


@dataclass(frozen=True, kw_only=True)
class PlanSource:
    """What a progress report is made from. `before` is the last quarter before of which progress was asked; `gaps` are
    quarters of which nothing was reported; `authorities` tell decisions in words, by their references."""

    plan: PlanFacts
    board: Board
    before: Board | None
    gaps: tuple[Quarter, ...]
    partnership: PartnershipFacts
    authorities: Mapping[str, str]
    meeting_on: date | None
    as_at: datetime
    resources: Resources = field(default_factory=dict)
    risks: tuple[RiskFacts, ...] = ()
    reviews: tuple[ReviewFacts, ...] = ()
    review_due: ReviewDue | None = None
    asked_before: frozenset[str] = frozenset()  # refs that an earlier report put to the committee as complete

    @property
    def quarter(self) -> Quarter:
        return self.board.quarter


def report_name(slug: str, quarter: Quarter) -> str:
    """ "improvement-plan-2019-20-q3": what its files and publications are called by."""
    return f"{slug}-{slug_of(quarter)}"


def plan_progress_report(source: PlanSource, *, replaces: str = "", because: str = "") -> ReportDocument:
    """The whole document; a DRAFT while the quarter is not closed. A correction says on its first page what it
    replaces, and why."""
    plan, quarter = cleaned(source.plan), source.quarter
    rows = cleaned(source.board.rows)
    notices = (*correction_notice(cleaned(replaces), because=cleaned(because)), *_gaps(source))
    meeting = "" if source.meeting_on is None else f", {day_words(source.meeting_on)}"
    return ReportDocument(
        name=report_name(plan.slug, quarter),
        title=f"{plan.title}: progress",
        subject=f"How the {count_of(len(rows), 'action')} of the plan stand against the days agreed for them",
        publisher=source.partnership.name,
        audience=f"{plan.committee}{meeting}",
        period=f"{quarter.label} ({quarter.months})",
        as_at=in_whole_seconds(source.as_at),
        status=Status.PUBLISHED if source.board.is_closed else Status.DRAFT,
        sections=(
            *_report(source, rows, notices=notices),
            by_theme_section(rows, quarter=quarter),
            late_section(rows, quarter=quarter),
            changed_section(rows, authorities=source.authorities),
            complete_section(rows, asked_before=source.asked_before),
            resources_section(rows, source.resources, letter="E"),
            review_section(cleaned(source.risks), source.reviews, due=source.review_due, letter="F"),
            status_key_section(),
        ),
        rows=tidy_actions(rows),
        illustrative_note=source.partnership.illustrative_note if plan.illustrative else "",
        identifiers=(Identifier(scheme="progress", value=made_from(source)),),
    )


def made_from(source: PlanSource) -> str:
    """ "progress of improvement-plan, Q3 2019/20, as it was closed"."""
    stood = "as it was closed" if source.board.is_closed else "not closed"
    return f"progress of {source.plan.slug}, {source.quarter.label}, {stood}"


def counted_in_words(rows: Iterable[ActionRow]) -> str:
    """Every status with its number and its share, and the base: "Of the 8 actions of the plan, 2 are on target (25%),
    ... Percentages are of the 8 actions."."""
    every = tuple(rows)
    if not every:
        return "The plan has no action."
    counts = {status: number for status, number in counts_of({one.ref: one.status for one in every}).items() if number}
    found = shares(tuple(counts.values()))
    told = [
        f"{number} {is_or_are(number)} {status.value} ({percent(share)})"
        for (status, number), share in zip(counts.items(), found, strict=True)
    ]
    base = count_of(len(every), "action")
    return f"Of the {base} of the plan, {listed(told)}. {base_in_words(found, of=base)}"


def _gaps(source: PlanSource) -> tuple[Notice, ...]:
    """What stands before anything else: quarters of which nothing was reported, and a draft that says so."""
    found = []
    if source.gaps:
        quarters = listed([one.label for one in source.gaps])
        found.append(
            Notice(
                kind=NoticeKind.IMPORTANT,
                title=f"No progress was reported of {quarters}",
                paragraphs=(
                    "The plan is to be reported on every quarter. What is told here of movement leaves it out.",
                ),
            )
        )
    if not source.board.is_closed:
        found.append(
            Notice(
                kind=NoticeKind.IMPORTANT,
                title="the quarter is not closed",
                paragraphs=("What owners say of it may still change.",),
            )
        )
    return tuple(found)


def _report(source: PlanSource, rows: tuple[ActionRow, ...], *, notices: tuple[Notice, ...]) -> Iterator[Section]:
    yield Section(
        title="Summary for members",
        blocks=(*notices, *_summary(source, rows)),
        editable_as=EditableAs.TEXT,
    )
    yield Section(
        title="Report to the committee",
        new_page=True,
        blocks=tuple(_cover(source, rows)),
        editable_as=EditableAs.TEXT,
    )


def _summary(source: PlanSource, rows: tuple[ActionRow, ...]) -> Iterator[Block]:
    yield Paragraph(text=counted_in_words(rows))
    yield _counts_table(source, rows)
    yield Heading(text="What moved")
    yield from _moved(source, rows)
    yield Heading(text="What is asked of you")
    yield NumberedList(points=_recommendations(source, rows))


def _counts_table(source: PlanSource, rows: tuple[ActionRow, ...]) -> Table:
    now, before = counts_of({one.ref: one.status for one in rows}), None
    columns = [Column(title="Status", share=6)]
    if source.before is not None:
        before = source.before.counts
        columns.append(Column(title=source.before.quarter.label, align="right", share=3))
    columns.append(Column(title=source.quarter.label, align="right", share=3))
    shown = [status for status in ActionStatus if now[status] or (before is not None and before[status])]
    lines: list[tuple[Cell, ...]] = [
        (mark_of(status), *(() if before is None else (_number(before[status]),)), _number(now[status]))
        for status in shown
    ]
    totals = (() if before is None else (_number(sum(before.values())),)) + (_number(len(rows)),)
    return Table(
        caption=f"Actions by status, {source.quarter.label}",
        columns=tuple(columns),
        rows=(*lines, ("All actions", *totals)),
    )


def _moved(source: PlanSource, rows: tuple[ActionRow, ...]) -> Iterator[Block]:
    """Why the number that are on target is what it is, by the actions that moved since progress was last reported."""
    if source.before is None:
        yield Paragraph(text="This is the first quarter of which progress is reported.")
        return
    label = source.before.quarter.label
    before, now = source.before.statuses, {one.ref: one.status for one in rows}
    moved = moved_between(before, now)
    change = change_of(ActionStatus.ON_TARGET, before=before, now=now)
    yield Paragraph(
        text=f"{change.before} {was_or_were(change.before)} on target in {label} and {change.now} "
        f"{is_or_are(change.now)} now: {len(change.left)} left that number, and {len(change.came)} came to it."
    )
    if moved:
        yield Table(
            caption=f"Actions whose status changed since {label}",
            columns=(Column(title="Action", share=7), Column(title="Then", share=4), Column(title="Now", share=4)),
            rows=tuple(
                (
                    _named(rows, one.ref),
                    "Not in the plan" if one.was is None else mark_of(one.was),
                    "Not in the plan" if one.now is None else mark_of(one.now),
                )
                for one in moved
            ),
        )


def _recommendations(source: PlanSource, rows: tuple[ActionRow, ...]) -> tuple[Point, ...]:
    found = [Point(text=f"To note the progress of the {source.plan.title} in {source.quarter.label}.")]
    closed = [one.ref for one in complete_now(rows, asked_before=source.asked_before)]
    if closed:
        actions = f"action{'' if len(closed) == 1 else 's'} {listed(closed)}"
        found.append(Point(text=f"To agree that {actions}, which {is_or_are(len(closed))} complete, be taken out."))
    moved = [one.ref for one in rows if any(not change.decision for change in one.life.changes)]
    if moved:
        found.append(Point(text=f"To note the changes of {listed(moved)} in {CHANGES}, which no decision made."))
    return tuple(found)


def _cover(source: PlanSource, rows: tuple[ActionRow, ...]) -> Iterator[Block]:
    plan, partnership = source.plan, source.partnership
    author = "\n".join(filter(None, (partnership.report_author, partnership.report_contact))) or "not given"
    meeting = "no meeting set yet" if source.meeting_on is None else day_words(source.meeting_on)
    yield FactList(
        facts=(
            Fact(label="Committee and date:", text=f"{plan.committee}, {meeting}"),
            Fact(label="Subject heading:", text=f"{plan.title}, Q{source.quarter.number} progress"),
            Fact(label="Report author and contact details:", text=author),
        )
    )
    yield Heading(text="SUMMARY")
    yield Paragraph(text=f"{_authority(source)} {counted_in_words(rows)}")
    yield Heading(text="RECOMMENDATIONS")
    yield NumberedList(points=_recommendations(source, rows))
    yield Heading(text="REPORT DETAIL")
    for number, text in enumerate(_detail(rows, source.resources), start=1):
        yield Paragraph(number=f"{number}.", text=text)
    yield Heading(text="Implications and risks")
    reason = "the committee is asked to note progress and to take out what is complete, which changes no contract"
    for kind in ("Legal", "Financial", "HR", "Equalities"):
        yield Paragraph(lead=f"{kind} implications and risks:", text=f"Not applicable: {reason}, budget or post.")
    yield Heading(text="Background Papers")
    yield Paragraph(text="None")
    yield Contents()


def _authority(source: PlanSource) -> str:
    plan = source.plan
    agreed = source.authorities.get(plan.decision, plan.decision)
    words = f"The {plan.title} was {agreed}."
    if plan.amendments:
        words = f"{words[:-1]}, subject to {count_of(len(plan.amendments), 'amendment')}."
    if plan.finalised_on is not None and plan.delegated_to:
        words += f" The {plan.delegated_to} finalised it on {day_words(plan.finalised_on)}."
    return words


def _detail(rows: tuple[ActionRow, ...], resources: Resources) -> Iterator[str]:
    yield (
        "Owners say by when each action and each open milestone is expected. The later of that day and the quarter’s "
        "end, less the day agreed, gives the status: nobody types one."
    )
    late = [one for one in rows if one.status.needs_exception]
    if late:
        worst = max(late, key=lambda one: one.days_behind)
        yield (
            f"{starting(count_of(len(late), 'action'))} {is_or_are(len(late))} behind ({EXCEPTIONS}), the worst by "
            f"{count_of(worst.days_behind, 'day')}: {worst.ref} {worst.words}"
        )
    unsure = [one.ref for one in rows if one.said is not None and one.said.confidence != "likely"]
    if unsure:
        yield f"Owners are not sure of the outcome of {listed(unsure)}."
    silent = [one.ref for one in rows if one.status is ActionStatus.NOT_REPORTED]
    if silent:
        yield f"Nothing was reported of {listed(silent)}. Each is shown as a gap."
    bare = [one.ref for one in rows if one.lacks_a_milestone]
    if bare:
        yield f"Nothing of {listed(bare)} is due in this quarter or the next two."
    unsupported = without_resources(rows, resources)
    if unsupported:
        yield f"No staff and no money are agreed for {listed(unsupported)}."


def _named(rows: tuple[ActionRow, ...], ref: str) -> str:
    words = next((one.words for one in rows if one.ref == ref), "")
    return f"{ref} {words}".strip()


def _number(number: int) -> Number:
    return Number(text=f"{number:,}", value=Decimal(number))
