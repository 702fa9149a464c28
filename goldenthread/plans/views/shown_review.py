"""Risks and reviews of a plan in the words of its page."""

from __future__ import annotations

from django.urls import reverse

from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.plans.queries.kept_under_review import ReviewDue, ReviewFacts, RiskFacts
from goldenthread.terminal.clock import today


def risks_table(slug: str, risks: tuple[RiskFacts, ...], *, can_keep: bool) -> Table | None:
    """The risks with their scores now and as they are sought; None where there is none."""
    if not risks:
        return None
    steps = (Column(title="Score it"), Column(title="Close it")) if can_keep else ()
    return Table(
        caption="Risks: likelihood times impact, each 1 to 5",
        columns=(
            Column(title="Risk"),
            Column(title="Score now", numeric=True),
            Column(title="Score sought", numeric=True),
            Column(title="Owner"),
            *steps,
        ),
        rows=tuple(_risk_row(slug, one, can_keep=can_keep) for one in risks),
        key="risks",
    )


def _risk_row(slug: str, one: RiskFacts, *, can_keep: bool) -> tuple[Cell, ...]:
    at_first = f"first {one.first.number}" if one.first.number != one.now.number else ""
    closed = "" if one.closed_on is None else f"closed on {day_words(one.closed_on)}"
    of = f"of action {one.action}" if one.action else ""
    steps: tuple[str | Cell, ...] = ()
    if can_keep:
        named = (("Score", "score-risk"), ("Close", "close-risk"))
        steps = tuple(
            "–"
            if one.closed_on is not None
            else Cell(words=f"{words} {one.ref}", address=reverse(f"plans:{name}", args=[slug, one.ref]))
            for words, name in named
        )
    return row_of(
        Cell(words=f"{one.ref} {one.title}", small="; ".join(filter(None, (of, one.words, closed)))),
        Cell(
            words=f"{one.now.number} ({one.now.likelihood} × {one.now.impact})",
            small="; ".join(filter(None, (day_words(one.scored_on), at_first))),
        ),
        f"{one.sought.number} ({one.sought.likelihood} × {one.sought.impact})",
        one.owner_post,
        *steps,
    )


def reviews_table(reviews: tuple[ReviewFacts, ...]) -> Table | None:
    """The reviews, the newest first; None where there is none."""
    if not reviews:
        return None
    return Table(
        caption="Reviews",
        columns=(Column(title="Day"), Column(title="What came of it"), Column(title="By")),
        rows=tuple(
            row_of(day_words(one.on), Cell(words=one.outcome, small=one.occasion), one.authority) for one in reviews
        ),
        key="reviews",
    )


def due_words(due: ReviewDue | None) -> tuple[str, bool]:
    """When the plan is to be reviewed next, in a sentence; and whether that day is past."""
    if due is None:
        return "", False
    is_past = due.on < today()
    verb = "was" if is_past else "is"
    return f"A review {verb} due on {day_words(due.on)}: {due.because}.", is_past
