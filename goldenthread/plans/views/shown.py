"""Plans in the words of their pages: statuses as marks, both days of what was moved, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from goldenthread.components.lists import Fact
from goldenthread.components.marks import Rating
from goldenthread.components.quarter_slugs import slug_of
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_actions import ActionTerms, AgreedChange, differing, in_words
from goldenthread.domain.plan_progress import ActionStatus
from goldenthread.domain.plan_records import PlanRecord
from goldenthread.plans.queries.board import ActionRow, Board
from goldenthread.plans.queries.pages import ActionFacts, TakenOut, VersionFacts
from goldenthread.plans.queries.plans import PlanFacts
from goldenthread.plans.queries.progress import ProgressFacts
from goldenthread.plans.queries.years import span_words


def plan_address(slug: str, *more: str) -> str:
    """A plan's page, or one below it: "agree", or "quarter" with the quarter."""
    if not more:
        return reverse("plans:plan", args=[slug])
    return reverse(f"plans:{more[0]}", args=[slug, *more[1:]])


def mark_of(status: ActionStatus) -> Rating:
    """The status as a word, a shape and a colour; what is neither on target nor behind has a colour of its own."""
    return Rating(code=status.colour or "not-rated", word=status.value.capitalize())


def years_words(plan: PlanFacts) -> str:
    """ "2019/20", or "2019/20 to 2020/21"."""
    return span_words(plan.first_year, plan.last_year)


def plans_table(plans: tuple[PlanFacts, ...]) -> Table:
    """Every plan with where it stands."""
    return Table(
        caption="Plans",
        caption_hidden=True,
        columns=(Column(title="Plan"), Column(title="Years"), Column(title="Where it stands")),
        rows=tuple(
            row_of(
                Cell(words=one.title, address=plan_address(one.slug), small=one.committee),
                years_words(one),
                one.state_words.capitalize(),
            )
            for one in plans
        ),
        empty="There is no plan yet. import-plan reads one from a file.",
        key="plans",
    )


def plan_facts(plan: PlanFacts) -> Iterator[Fact]:
    """The head of a plan, and where its authority comes from."""
    yield Fact(name="Where it stands", words=plan.state_words.capitalize())
    yield Fact(name="Years", words=years_words(plan))
    yield Fact(name="Reported to", words=plan.committee)
    yield Fact(name="Agreed by", words=plan.decision or "Not agreed yet")
    if plan.delegated_to:
        yield Fact(name="Finalised by", words=plan.delegated_to)
    if plan.finalised_on is not None:
        yield Fact(name="Final since", words=day_words(plan.finalised_on))


def amendments_table(plan: PlanFacts, *, can_settle: bool) -> Table | None:
    """What the plan was agreed subject to; None where it was agreed as it stood."""
    if not plan.amendments:
        return None
    rows = (
        row_of(
            one.words,
            Cell(words="Settle it", address=plan_address(plan.slug, "settle", str(one.place)))
            if one.settled_on is None and can_settle
            else "Not settled yet"
            if one.settled_on is None
            else Cell(words=one.how, small=day_words(one.settled_on)),
        )
        for one in plan.amendments
    )
    return Table(
        caption="Agreed subject to",
        columns=(Column(title="Amendment"), Column(title="What was done about it")),
        rows=tuple(rows),
        key="amendments",
    )


def versions_table(versions: tuple[VersionFacts, ...]) -> Table:
    """Every version of the plan as a whole."""
    return Table(
        caption="Versions",
        columns=(
            Column(title="Version"),
            Column(title="As what"),
            Column(title="Day"),
            Column(title="By"),
        ),
        rows=tuple(
            row_of(str(one.number), one.state_words.capitalize(), day_words(one.on), one.decision or "–")
            for one in versions
        ),
        key="versions",
    )


def history_table(slug: str, taken_out: tuple[TakenOut, ...]) -> Table | None:
    """The complete actions that decisions took out; None where there is none."""
    if not taken_out:
        return None
    return Table(
        caption="History: complete, and taken out",
        columns=(Column(title="Action"), Column(title="Day"), Column(title="By")),
        rows=tuple(
            row_of(
                Cell(words=f"{one.ref} {one.words}", address=plan_address(slug, "action", one.ref)),
                day_words(one.on),
                one.decision,
            )
            for one in taken_out
        ),
        key="history",
    )


def drafted_table(record: PlanRecord) -> Table:
    """The actions of a plan that is not final."""
    return Table(
        caption="Actions as they are written now",
        columns=(Column(title="Action"), Column(title="Owner"), Column(title="Due")),
        rows=tuple(
            row_of(
                Cell(words=f"{one.ref} {one.terms.words}", small=one.theme),
                one.terms.owner_post,
                day_words(one.terms.due_on),
            )
            for one in record.actions
        ),
        key="actions",
    )


def board_table(slug: str, board: Board) -> Table:
    """Every action with its status, and both days of what was moved."""
    return Table(
        caption=f"Actions, {board.quarter.label}",
        columns=(
            Column(title="Action"),
            Column(title="Status"),
            Column(title="Due"),
            Column(title="Expected"),
            Column(title="Confidence"),
        ),
        rows=tuple(_board_row(slug, one) for one in board.rows),
        empty="The plan has no action yet.",
        key="actions",
    )


def terms_facts(action: ActionFacts) -> Iterator[Fact]:
    """What holds of an action now."""
    terms = action.life.terms
    yield Fact(name="Outcome sought", words=terms.outcome)
    yield Fact(name="How it will be known", words=terms.success or "Not said")
    yield Fact(
        name="Owner", words=f"{terms.owner_post}, {action.owner_name}" if action.owner_name else terms.owner_post
    )
    yield Fact(name="Starts", words=_both(action.life.baseline.starts_on, terms.starts_on))
    yield Fact(name="Due", words=_both(action.life.baseline.due_on, terms.due_on))
    first = {one.key: one.due_on for one in action.life.baseline.milestones}
    for one in terms.milestones:
        yield Fact(
            name=f"Milestone {one.key}", words=f"{one.words}\n{_both(first.get(one.key, one.due_on), one.due_on)}"
        )
    if action.serves:
        yield Fact(name="Serves", words=", ".join(action.serves))
    if action.source:
        yield Fact(name="Asked for by", words=action.source)
    if action.waits_for:
        yield Fact(name="Waits for", words=", ".join(action.waits_for))
    if action.awaited_by:
        yield Fact(name="Awaited by", words=", ".join(action.awaited_by))


def changes_table(action: ActionFacts) -> Table:
    """Every change of what was agreed, with its reason and authority."""
    before = (action.life.baseline, *(one.terms for one in action.life.changes))
    rows = tuple(_change_row(one, was=was) for one, was in zip(action.life.changes, before, strict=False))
    return Table(
        caption="Changes since it was agreed",
        columns=(Column(title="Day"), Column(title="What"), Column(title="Why"), Column(title="By")),
        rows=rows,
        empty="Nothing of it was changed since it was agreed.",
        key="changes",
    )


def said_facts(said: ProgressFacts) -> Iterator[Fact]:
    """What the owner said of a quarter."""
    yield Fact(name="What was done", words=said.words)
    for key, day in sorted(said.reported.done.items()):
        yield Fact(name=f"Milestone {key} done" if key else "Done", words=day_words(day))
    for key, day in sorted(said.reported.expected.items()):
        yield Fact(name=f"Milestone {key} expected" if key else "Expected", words=day_words(day))
    because = f": {said.confidence_because}" if said.confidence_because else ""
    yield Fact(name="Confidence", words=f"{said.confidence.capitalize()}{because}")
    if said.reasons:
        yield Fact(name="Why it is late", words=said.reasons)
    if said.remedy:
        yield Fact(name="Remedy", words=said.remedy)
    if said.evidence:
        confirmed = "confirmed by somebody else" if said.is_confirmed else "not confirmed yet"
        yield Fact(name="Evidence", words=f"{said.evidence}\n({confirmed})")


def quarter_links(slug: str, quarters: tuple[Quarter, ...]) -> tuple[Link, ...]:
    """A link to the board of each quarter, the newest first."""
    return tuple(
        Link(words=one.label, address=plan_address(slug, "quarter", slug_of(one))) for one in reversed(quarters)
    )


def _board_row(slug: str, row: ActionRow) -> tuple[Cell, ...]:
    remarks = (
        f"behind by {row.days_behind} day{'' if row.days_behind == 1 else 's'}" if row.days_behind else "",
        "called done, not confirmed" if row.awaits_confirmation else "",
        "should have started" if row.is_late_to_start else "",
        "nothing due in the next two quarters" if row.lacks_a_milestone else "",
    )
    first = f"first {day_words(row.first_due_on)}" if row.first_due_on != row.due_on else ""
    return row_of(
        Cell(words=f"{row.ref} {row.words}", address=plan_address(slug, "action", row.ref), small=row.owner_post),
        Cell(rating=mark_of(row.status), small="; ".join(filter(None, remarks))),
        Cell(words=day_words(row.due_on), small=first),
        "–" if row.expected_on is None else day_words(row.expected_on),
        "–" if row.said is None else row.said.confidence.capitalize(),
    )


def _change_row(change: AgreedChange, *, was: ActionTerms) -> tuple[Cell, ...]:
    names = differing(was, change.terms)
    into = f" into {change.merged_into}" if change.merged_into else ""
    days = f"from {day_words(was.due_on)} to {day_words(change.terms.due_on)}" if "due_on" in names else ""
    return row_of(
        day_words(change.on),
        Cell(words=f"{change.kind.value.capitalize()}{into}", small=days or in_words(names)),
        change.reason,
        change.authority,
    )


def _both(first: date, now: date) -> str:
    """The day agreed now, and the day agreed first where it was another."""
    return day_words(now) if first == now else f"{day_words(now)}, first {day_words(first)}"
