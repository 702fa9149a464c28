"""A service plan as a document: for what the service is, what each council gets, with what, and what is promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goldenthread.domain.days import day_words
from goldenthread.domain.thread import Attainment, level_in_words
from goldenthread.domain.units import Unit
from goldenthread.partnership.queries import PartnershipFacts
from goldenthread.plans.queries.service_plans import LevelFacts, ProvidedFacts, ServicePlanFacts
from goldenthread.plans.queries.words import money_words
from goldenthread.publishing.cells import Cell, Number, RatingMark
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Column,
    Contents,
    EditableAs,
    Fact,
    FactList,
    Identifier,
    Notice,
    NoticeKind,
    Paragraph,
    ReportDocument,
    Section,
    Status,
    Table,
)
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable
from goldenthread.reports.documents.age import in_whole_seconds
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.sentences import count_of

# Where the partnership says no words of its own about what is made up.
_MADE_UP = "What this service plan says is illustrative."


@dataclass(frozen=True, kw_only=True)
class KeptLevel:
    """A service level with whether it is kept; `figure` tells the figure that says so, "" where there is none."""

    level: LevelFacts
    attainment: Attainment
    figure: str


@dataclass(frozen=True, kw_only=True)
class ServicePlanSource:
    """What the document is made from."""

    plan: ServicePlanFacts
    partnership: PartnershipFacts
    levels: tuple[KeptLevel, ...]
    as_at: datetime


def service_plan_document(source: ServicePlanSource) -> ReportDocument:
    """The whole document; a DRAFT where no decision agreed the plan as it stands."""
    plan, levels = cleaned(source.plan), cleaned(source.levels)
    made_from = f"{plan.service_slug}/{plan.year}, version {plan.version}"
    return ReportDocument(
        name=f"service-plan-{plan.service_slug}-{plan.year}",
        title=f"{plan.service}: service plan",
        subject=f"What {plan.service} does for each council in {plan.year_label}, with what, and what it promises",
        publisher=source.partnership.name,
        audience=source.partnership.name,
        period=plan.year_label,
        as_at=in_whole_seconds(source.as_at),
        status=Status.PUBLISHED if plan.decision else Status.DRAFT,
        sections=(
            Section(title="Summary", blocks=tuple(_summary(plan, levels)), editable_as=EditableAs.TEXT),
            Section(title="A. What is provided to whom", blocks=tuple(_provided(plan)), editable_as=EditableAs.TABLES),
            Section(title="B. Service levels", blocks=tuple(_levels(levels)), editable_as=EditableAs.TABLES),
            Section(title="C. What it serves", blocks=tuple(_serves(plan)), editable_as=EditableAs.TABLES),
        ),
        rows=_tidy(levels),
        illustrative_note=(source.partnership.illustrative_note or _MADE_UP) if plan.illustrative else "",
        identifiers=(Identifier(scheme="service plan", value=made_from),),
    )


def _summary(plan: ServicePlanFacts, levels: tuple[KeptLevel, ...]) -> Iterator[Block]:
    if not plan.decision:
        words = "No decision of a committee agreed this plan as it stands here."
        yield Notice(kind=NoticeKind.IMPORTANT, title="it is not agreed yet", paragraphs=(words,))
    yield Paragraph(text=plan.purpose)
    yield FactList(
        facts=(
            Fact(label="Directorate:", text=plan.directorate),
            Fact(label="Agreed by:", text=plan.decision or "not agreed yet"),
            Fact(label="Provided to:", text=", ".join(one.council for one in plan.provided)),
        )
    )
    yield Paragraph(text=_kept_in_words(levels))
    yield Contents()


def _kept_in_words(levels: tuple[KeptLevel, ...]) -> str:
    if not levels:
        return "The plan promises no service level."
    counts = [(one, sum(level.attainment is one for level in levels)) for one in Attainment]
    said = ", ".join(f"{number} {one.value}" for one, number in counts if number)
    return f"Of {count_of(len(levels), 'service level')}, by the newest figures that are published: {said}."


def _provided(plan: ServicePlanFacts) -> Iterator[Block]:
    yield Table(
        caption=f"What is provided to each council, {plan.year_label}",
        columns=(
            Column(title="Council", share=3),
            Column(title="What is provided", share=7),
            Column(title="Establishment (FTE)", align="right", share=3),
            Column(title="Budget", align="right", share=3),
            Column(title="Agreed by", share=4),
        ),
        rows=(*(_council_row(one) for one in plan.provided), _total_row(plan)),
    )


def _council_row(one: ProvidedFacts) -> tuple[Cell, ...]:
    has = one.resource
    if has is None:
        return one.council, one.words, "–", "–", "Not agreed"
    return (
        one.council,
        one.words,
        _staff(has.staff),
        _money(has.money),
        f"{has.agreed_by}, {day_words(has.agreed_on)}",
    )


def _total_row(plan: ServicePlanFacts) -> tuple[Cell, ...]:
    has = [one.resource for one in plan.provided if one.resource is not None]
    staff = sum((one.staff for one in has if one.staff is not None), Decimal(0))
    money = sum((one.money for one in has if one.money is not None), Decimal(0))
    return "Every council", "", _staff(staff), _money(money), ""


def _staff(staff: Decimal | None) -> Cell:
    return "–" if staff is None else Number(text=f"{staff.normalize():f}", value=staff)


def _money(money: Decimal | None) -> Cell:
    return "–" if money is None else Number(text=money_words(money), value=money)


def _levels(levels: tuple[KeptLevel, ...]) -> Iterator[Block]:
    if not levels:
        yield Paragraph(text="The plan promises no service level.")
        return
    yield Paragraph(
        text="A service level is a promise to a council. Whether it is kept, the figure of its indicator says; nobody "
        "types it. What is just at the level is kept."
    )
    yield Table(
        caption="Service levels, and whether they are kept",
        columns=(
            Column(title="Promise", share=6),
            Column(title="To", share=3),
            Column(title="Kept while", share=4),
            Column(title="Now", share=3),
            Column(title="By which figure", share=4),
        ),
        rows=tuple(
            (
                f"{one.level.ref} {one.level.words}",
                one.level.council,
                f"{level_words(one.level)} of {one.level.indicator}",
                RatingMark(code=one.attainment.mark or "not-rated", word=one.attainment.value.capitalize()),
                one.figure or "–",
            )
            for one in levels
        ),
    )
    yield Table(
        caption="What happens when a level is missed",
        columns=(Column(title="Promise", share=4), Column(title="When it is missed", share=8)),
        rows=tuple((f"{one.level.ref}, {one.level.council}", one.level.when_missed) for one in levels),
    )


def level_words(level: LevelFacts) -> str:
    """ "at least 97.5%"."""
    return level_in_words(level.level, direction=level.direction, unit=Unit(level.unit))


def _serves(plan: ServicePlanFacts) -> Iterator[Block]:
    if plan.priorities:
        yield Table(
            caption="Priorities that it serves",
            columns=(Column(title="Priority", share=8), Column(title="Council", share=4)),
            rows=tuple((f"{one.ref} {one.title}", one.council) for one in plan.priorities),
        )
    else:
        yield Paragraph(text="No priority of a council is linked to it.")
    if plan.actions:
        yield Table(
            caption="Actions that it takes from other plans",
            columns=(Column(title="Action", share=7), Column(title="Plan", share=4), Column(title="Owner", share=4)),
            rows=tuple((f"{one.ref} {one.words}", one.plan, one.owner_post) for one in plan.actions),
        )
    if plan.indicators:
        yield Paragraph(text="It is measured by:")
        yield BulletList(items=tuple(f"{ref} {title}".strip() for ref, title in plan.indicators))


def _tidy(levels: tuple[KeptLevel, ...]) -> DataTable:
    return DataTable(
        columns=(
            DataColumn(name="ref"),
            DataColumn(name="council"),
            DataColumn(name="promise"),
            DataColumn(name="indicator"),
            DataColumn(name="direction", meaning="at-least or at-most"),
            DataColumn(name="level", kind=ColumnKind.NUMBER),
            DataColumn(name="attainment", meaning="by the newest figure that is published"),
            DataColumn(name="figure", meaning="that figure in words"),
            DataColumn(name="when_missed"),
        ),
        rows=tuple(
            (
                one.level.ref,
                one.level.council,
                one.level.words,
                one.level.indicator,
                one.level.direction,
                one.level.level,
                one.attainment.value,
                one.figure,
                one.level.when_missed,
            )
            for one in levels
        ),
    )
