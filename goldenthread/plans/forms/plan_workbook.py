"""A plan as a workbook: its head, its actions, their milestones and its risks, each on a sheet; written and read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, ClassVar, TypeVar

from goldenthread.domain.periods import FinancialYear, PeriodUnreadable
from goldenthread.domain.plan_actions import ActionTerms, MilestoneTerms
from goldenthread.domain.plan_records import KINDS, ActionRecord, PlanRecord
from goldenthread.domain.plan_risks import RiskRecord, Score
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.indicators.forms.reading import read_rows
from goldenthread.indicators.forms.writing import sheet_of
from goldenthread.spreadsheets.cells import Workbook
from goldenthread.spreadsheets.columns import Column, Row
from goldenthread.spreadsheets.reading import read_workbook
from goldenthread.spreadsheets.sheets_to_write import ListsSheet, WorkbookProperties, WrittenSheet
from goldenthread.spreadsheets.writing import write_workbook

# The same plan is the same file, so the file cannot say when it was written.
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_CHOICES = "Lists"
_BETWEEN = ";"
_ABOUT = (
    "The plan, its actions, their milestones and its risks.",
    "Change it here and import it with: goldenthread import-plan FILE --by EMAIL",
    "Several names in one cell stand between semicolons: newham; havering",
    "A plan that is final is not changed by a file: each change is entered by itself, with its reason and authority.",
)
R = TypeVar("R", bound=Row)


@dataclass(frozen=True, kw_only=True)
class PlanRow(Row):
    sheet: ClassVar[str] = "Plan"
    about: ClassVar[str] = "The head of the plan, in one row."

    slug: Annotated[str, Column("Short name", "Small letters and hyphens; never changes", needed=True, longest=60)]
    kind: Annotated[str, Column("Kind", "What it is a plan of", needed=True, choices=KINDS)]
    title: Annotated[str, Column("Title", "As reports print it", needed=True, longest=200)]
    committee: Annotated[str, Column("Committee", "To which its progress is reported, by its short name", needed=True)]
    first_year: Annotated[str, Column("First year", "A financial year, as 2019-20", needed=True)]
    last_year: Annotated[str, Column("Last year", "A financial year, as 2020-21", needed=True)]
    directorate: Annotated[str, Column("Directorate", "Of a directorate's plan, by its short name")] = ""
    service: Annotated[str, Column("Service", "Of a service plan, by its short name")] = ""
    illustrative: Annotated[bool, Column("Illustrative", "Yes where its words are made up")] = False


@dataclass(frozen=True, kw_only=True)
class PlanActionRow(Row):
    sheet: ClassVar[str] = "Actions"
    about: ClassVar[str] = "Each action under its ref, in the order of the plan."

    ref: Annotated[str, Column("Ref", "Its own within the plan, as 1.2", needed=True, longest=24)]
    theme: Annotated[str, Column("Theme", "To which it belongs", needed=True, longest=200)]
    words: Annotated[str, Column("Action", "What is done", needed=True, longest=4_000)]
    outcome: Annotated[str, Column("Outcome", "What is sought by it", needed=True, longest=4_000)]
    success: Annotated[str, Column("Measure of success", "How it will be known that it worked", longest=4_000)] = ""
    owner_post: Annotated[str, Column("Owner", "A post", needed=True, longest=120)]
    owner_name: Annotated[str, Column("Who holds the post", "A name", longest=120)] = ""
    starts_on: Annotated[date, Column("Starts", "A day", needed=True)]
    due_on: Annotated[date, Column("Due", "A day", needed=True)]
    source: Annotated[str, Column("Source", "Who asked for it", longest=300)] = ""
    serves: Annotated[str, Column("Serves", "Councils by their short names, between semicolons")] = ""
    directorate: Annotated[str, Column("Directorate", "In which it is done, by its short name")] = ""
    service: Annotated[str, Column("Service", "Which does it, by its short name")] = ""
    waits_for: Annotated[str, Column("Waits for", "Refs of actions, between semicolons")] = ""


@dataclass(frozen=True, kw_only=True)
class MilestoneRow(Row):
    sheet: ClassVar[str] = "Milestones"
    about: ClassVar[str] = "Each milestone beside the action that it is of."

    action: Annotated[str, Column("Action", "Its ref", needed=True, longest=24)]
    key: Annotated[str, Column("Key", "Stays the same when its words or its day change", needed=True, longest=24)]
    words: Annotated[str, Column("Milestone", "What is done by then", needed=True, longest=4_000)]
    due_on: Annotated[date, Column("Due", "A day", needed=True)]


@dataclass(frozen=True, kw_only=True)
class RiskRow(Row):
    sheet: ClassVar[str] = "Risks"
    about: ClassVar[str] = "Each risk with likelihood and impact, from 1 to 5, now and as they are sought."

    ref: Annotated[str, Column("Ref", "Its own within the plan, as R1", needed=True, longest=24)]
    title: Annotated[str, Column("Risk", "What could happen", needed=True, longest=300)]
    owner_post: Annotated[str, Column("Owner", "A post", needed=True, longest=120)]
    action: Annotated[str, Column("Action", "The ref of one; blank is the whole plan", longest=24)] = ""
    likelihood: Annotated[int, Column("Likelihood", "1 to 5", needed=True)]
    impact: Annotated[int, Column("Impact", "1 to 5", needed=True)]
    sought_likelihood: Annotated[int, Column("Likelihood sought", "1 to 5", needed=True)]
    sought_impact: Annotated[int, Column("Impact sought", "1 to 5", needed=True)]
    words: Annotated[str, Column("What is done about it", "In words", longest=4_000)] = ""


def write_plan_workbook(plan: PlanRecord) -> bytes:
    """An xlsx with a sheet for the head, actions, milestones and risks: the same bytes for the same plan."""
    choices: dict[str, tuple[str, ...]] = {}
    sheets: list[WrittenSheet | ListsSheet] = [
        WrittenSheet(name="About", title=plan.title, guidance=_ABOUT),
        sheet_of(PlanRow, [_head(plan)], choices=choices),
        sheet_of(PlanActionRow, [_action(one) for one in plan.actions], choices=choices),
        sheet_of(MilestoneRow, [row for one in plan.actions for row in _milestones(one)], choices=choices),
        sheet_of(RiskRow, [_risk(one) for one in plan.risks], choices=choices),
        ListsSheet(name=_CHOICES, lists=choices),
    ]
    properties = WorkbookProperties(title=plan.title, author="goldenthread")
    return write_workbook(sheets, properties=properties, created=_NO_MOMENT)


def read_plan_workbook(content: bytes, *, file: str) -> PlanRecord:
    """The plan in the bytes of an .xlsx or .ods file; raises InputRefused with every problem, its sheet, row and
    column."""
    workbook = read_workbook(content, name=file)
    problems: list[Problem] = []
    heads = _rows(PlanRow, workbook, file=file, problems=problems)
    actions = _rows(PlanActionRow, workbook, file=file, problems=problems)
    milestones = _rows(MilestoneRow, workbook, file=file, problems=problems, is_needed=False)
    risks = _rows(RiskRow, workbook, file=file, problems=problems, is_needed=False)
    if len(heads) != 1 and not problems:
        problems.append(Problem(f"Write the plan in one row: there are {len(heads)}.", file=file, sheet=PlanRow.sheet))
    refs = {one.ref for one in actions}
    problems += [
        Problem(f"There is no action {one.action!r}.", file=file, sheet=one.sheet, row=one.line, column="Action")
        for one in milestones
        if not one.broken and one.action not in refs
    ]
    years = [
        _year(one, name, file=file, problems=problems) for one in heads[:1] for name in ("first_year", "last_year")
    ]
    if problems:
        raise InputRefused(problems)
    (head,) = heads
    of_actions: dict[str, list[MilestoneTerms]] = {}
    for row in milestones:
        of_actions.setdefault(row.action, []).append(MilestoneTerms(key=row.key, words=row.words, due_on=row.due_on))
    return PlanRecord(
        slug=head.slug,
        kind=head.kind,
        title=head.title,
        committee=head.committee,
        first_year=years[0],
        last_year=years[1],
        directorate=head.directorate,
        service=head.service,
        illustrative=head.illustrative,
        actions=tuple(_record(one, tuple(of_actions.get(one.ref, ()))) for one in actions),
        risks=tuple(
            RiskRecord(
                ref=one.ref,
                title=one.title,
                owner_post=one.owner_post,
                action=one.action,
                words=one.words,
                now=Score(likelihood=one.likelihood, impact=one.impact),
                sought=Score(likelihood=one.sought_likelihood, impact=one.sought_impact),
            )
            for one in risks
        ),
    )


def _rows(
    row: type[R], workbook: Workbook, *, file: str, problems: list[Problem], is_needed: bool = True
) -> tuple[R, ...]:
    sheet = next((one for one in workbook.sheets if one.name.strip().casefold() == row.sheet.casefold()), None)
    if sheet is None:
        if is_needed:
            there_are = ", ".join(one.name for one in workbook.sheets)
            problems.append(Problem(f"There is no sheet {row.sheet}. There are: {there_are}.", file=file))
        return ()
    found, wrong = read_rows(row, sheet=sheet, file=file)
    problems += wrong
    return found


def _year(row: PlanRow, name: str, *, file: str, problems: list[Problem]) -> int:
    text = getattr(row, name)
    try:
        return FinancialYear.parse(text).start
    except PeriodUnreadable as error:
        if not row.broken:
            column = "First year" if name == "first_year" else "Last year"
            problems.append(
                Problem(str(error), file=file, sheet=row.sheet, row=row.line, column=column, found=text[:40])
            )
        return 0


def _record(row: PlanActionRow, milestones: tuple[MilestoneTerms, ...]) -> ActionRecord:
    return ActionRecord(
        ref=row.ref,
        theme=row.theme,
        terms=ActionTerms(
            words=row.words,
            outcome=row.outcome,
            success=row.success,
            owner_post=row.owner_post,
            starts_on=row.starts_on,
            due_on=row.due_on,
            milestones=milestones,
        ),
        source=row.source,
        owner_name=row.owner_name,
        serves=_split(row.serves),
        directorate=row.directorate,
        service=row.service,
        waits_for=_split(row.waits_for),
    )


def _head(plan: PlanRecord) -> PlanRow:
    return PlanRow(
        slug=plan.slug,
        kind=plan.kind,
        title=plan.title,
        committee=plan.committee,
        first_year=str(FinancialYear(plan.first_year)),
        last_year=str(FinancialYear(plan.last_year)),
        directorate=plan.directorate,
        service=plan.service,
        illustrative=plan.illustrative,
    )


def _action(one: ActionRecord) -> PlanActionRow:
    return PlanActionRow(
        ref=one.ref,
        theme=one.theme,
        words=one.terms.words,
        outcome=one.terms.outcome,
        success=one.terms.success,
        owner_post=one.terms.owner_post,
        owner_name=one.owner_name,
        starts_on=one.terms.starts_on,
        due_on=one.terms.due_on,
        source=one.source,
        serves=_joined(one.serves),
        directorate=one.directorate,
        service=one.service,
        waits_for=_joined(one.waits_for),
    )


def _milestones(one: ActionRecord) -> list[MilestoneRow]:
    return [
        MilestoneRow(action=one.ref, key=milestone.key, words=milestone.words, due_on=milestone.due_on)
        for milestone in one.terms.milestones
    ]


def _risk(one: RiskRecord) -> RiskRow:
    return RiskRow(
        ref=one.ref,
        title=one.title,
        owner_post=one.owner_post,
        action=one.action,
        likelihood=one.now.likelihood,
        impact=one.now.impact,
        sought_likelihood=one.sought.likelihood,
        sought_impact=one.sought.impact,
        words=one.words,
    )


def _joined(names: Iterable[str]) -> str:
    return f"{_BETWEEN} ".join(names)


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in text.split(_BETWEEN) if one.strip()))
