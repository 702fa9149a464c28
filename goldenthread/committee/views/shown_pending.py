"""What is pending, in finished words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.committee.queries.pending import (
    ArisingFacts,
    DelegationFacts,
    QuestionFacts,
    arising_of,
    delegations_of,
    questions_of,
)
from goldenthread.components.lists import Fact, Tag
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.delegations import DelegationStep


@dataclass(frozen=True, kw_only=True)
class ShownPending:
    """What a committee still waits for, in three tables."""

    delegations: Table
    questions: Table
    arising: Table


@dataclass(frozen=True, kw_only=True)
class ShownDelegation:
    """The page of a delegation."""

    heading: str
    state: Tag
    facts: tuple[Fact, ...]
    consultations: Table
    links: tuple[Link, ...]
    back: str


def pending_shown(committee_id: int, *, today: dt.date) -> ShownPending:
    """What is not closed; in three reads and those of consultations."""
    return ShownPending(
        delegations=_delegations(delegations_of(committee_id, today=today, but_closed=True)),
        questions=_questions(questions_of(committee_id, unanswered=True)),
        arising=_arising(arising_of(committee_id, today=today, but_closed=True)),
    )


def _delegations(every: tuple[DelegationFacts, ...]) -> Table:
    columns = tuple(Column(title=title) for title in ("To", "For what", "Until", "State"))
    rows = (
        row_of(
            Cell(words=one.to_post, address=reverse("committee:delegation", args=[one.id])),
            one.purpose,
            "No limit" if one.due_on is None else day_words(one.due_on),
            _state(one).words,
        )
        for one in every
    )
    return Table(
        caption="Powers delegated, not reported back yet",
        columns=columns,
        rows=tuple(rows),
        key="delegations",
        empty="Every power that was delegated was reported back.",
    )


def _questions(every: tuple[QuestionFacts, ...]) -> Table:
    columns = tuple(Column(title=title) for title in ("Asked", "What", "Who is to answer"))
    rows = (
        row_of(
            Cell(
                words=day_words(one.asked_on),
                small=f"{one.asked_by}, item {one.item_number}",
                address=reverse("committee:answer", args=[one.id]),
            ),
            one.words,
            one.owner_post,
        )
        for one in every
    )
    return Table(
        caption="Questions and requests without an answer",
        columns=columns,
        rows=tuple(rows),
        key="questions",
        empty="Every question and request has its answer.",
    )


def _arising(every: tuple[ArisingFacts, ...]) -> Table:
    columns = tuple(Column(title=title) for title in ("What is to be done", "By whom", "By when", "State"))
    rows = (
        row_of(
            Cell(words=one.words, small=one.out_of),
            one.owner_post,
            day_words(one.due_on),
            _arising_state(one),
        )
        for one in every
    )
    return Table(
        caption="Matters arising, not reported yet",
        columns=columns,
        rows=tuple(rows),
        key="arising",
        empty="Nothing is to be done.",
    )


def _arising_state(one: ArisingFacts) -> Cell:
    if one.state != "open":
        return Cell(
            words=one.state[:1].upper() + one.state[1:] + ", to be reported",
            address=reverse("committee:told", args=[one.id]),
        )
    return Cell(words="Overdue" if one.is_overdue else "Open")


def _state(one: DelegationFacts) -> Tag:
    if one.is_overdue:
        return Tag(words="Overdue", tone="late")
    if one.state == "discharged":
        return Tag(words="Discharged, to be reported back", tone="due")
    return Tag(words=one.state_words[:1].upper() + one.state_words[1:], tone="due" if one.state == "open" else "done")


def delegation_shown(one: DelegationFacts) -> ShownDelegation:
    """One delegation with what can be done with it."""
    may_consult = DelegationStep.CONSULT in one.steps
    columns = tuple(Column(title=title) for title in ("Post", "Nominee", "View", "Given"))
    rows = (
        row_of(
            Cell(
                words=each.post,
                address=reverse("committee:view", args=[one.id, each.id]) if may_consult else "",
            ),
            f"{each.nominee}, named on {day_words(each.nominee_named_on)}" if each.nominee_named_on else "None",
            each.view or "Not given yet",
            "" if each.consulted_on is None else day_words(each.consulted_on),
        )
        for each in one.consultations
    )
    names = (
        (DelegationStep.DISCHARGE, "Record what was decided", "committee:discharge"),
        (DelegationStep.REPORT_BACK, "Record that it was reported back", "committee:report-back"),
        (DelegationStep.REVOKE, "Revoke it", "committee:revoke"),
    )
    return ShownDelegation(
        heading=f"Delegation to the {one.to_post}",
        state=_state(one),
        facts=tuple(_facts(one)),
        consultations=Table(
            caption="Who is to be consulted", columns=columns, rows=tuple(rows), empty="Nobody has to be consulted."
        ),
        links=tuple(
            Link(words=words, address=reverse(name, args=[one.id])) for step, words, name in names if step in one.steps
        ),
        back=reverse("committee:pending", args=[one.committee_id]),
    )


def _facts(one: DelegationFacts) -> Iterator[Fact]:
    yield Fact(name="Given", words=f"{day_words(one.given_on)}, by {one.reference}")
    yield Fact(name="For what", words=one.purpose)
    if one.conditions:
        yield Fact(name="Conditions", words=one.conditions)
    yield Fact(name="Until", words="No limit was set" if one.due_on is None else day_words(one.due_on))
    if one.discharged_on is not None:
        late = ", when the power had ended" if one.due_on is not None and one.due_on < one.discharged_on else ""
        yield Fact(name="Decided", words=f"{day_words(one.discharged_on)}{late}: {one.decided}")
    if one.reported_on is not None:
        yield Fact(name="Reported back", words=day_words(one.reported_on))
