"""The part of a progress report on what keeps the plan under review: its risks, and its reviews."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from goldenthread.domain.days import day_words
from goldenthread.plans.queries.kept_under_review import ReviewDue, ReviewFacts, RiskFacts
from goldenthread.publishing.cells import Number
from goldenthread.publishing.document import Block, Column, EditableAs, Paragraph, Section, Table
from goldenthread.reports.documents.cleaning import cleaned


def review_section(
    risks: tuple[RiskFacts, ...], reviews: tuple[ReviewFacts, ...], *, due: ReviewDue | None, letter: str
) -> Section:
    """The open risks with their scores now and as sought; when the plan was reviewed, with which outcome, and by when
    it is to be reviewed next."""
    blocks = (*_risks(risks), *_reviews(cleaned(reviews)), *_due(due))
    return Section(title=f"{letter}. Risks and reviews", blocks=blocks, editable_as=EditableAs.TABLES)


def _risks(risks: tuple[RiskFacts, ...]) -> Iterator[Block]:
    is_open = tuple(one for one in risks if one.closed_on is None)
    if not is_open:
        yield Paragraph(text="No risk of the plan is open.")
        return
    yield Table(
        caption="Open risks: likelihood times impact, each 1 to 5",
        columns=(
            Column(title="Risk", share=6),
            Column(title="Score now", align="right", share=3),
            Column(title="Score sought", align="right", share=3),
            Column(title="Owner", share=4),
            Column(title="What is done about it", share=6),
        ),
        rows=tuple(
            (
                f"{one.ref} {one.title}",
                Number(text=f"{one.now.number}", value=Decimal(one.now.number)),
                Number(text=f"{one.sought.number}", value=Decimal(one.sought.number)),
                one.owner_post,
                one.words or "–",
            )
            for one in is_open
        ),
    )


def _reviews(reviews: tuple[ReviewFacts, ...]) -> Iterator[Block]:
    if not reviews:
        yield Paragraph(text="The plan was not reviewed since it was final.")
        return
    yield Table(
        caption="Reviews of the plan",
        columns=(
            Column(title="Day", share=3),
            Column(title="Occasion", share=4),
            Column(title="What came of it", share=7),
            Column(title="By", share=4),
        ),
        rows=tuple((day_words(one.on), one.occasion.capitalize(), one.outcome, one.authority) for one in reviews),
    )


def _due(due: ReviewDue | None) -> Iterator[Block]:
    if due is not None:
        yield Paragraph(text=f"The next review is due on {day_words(due.on)}: {due.because}.")
