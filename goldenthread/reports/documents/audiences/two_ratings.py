"""A council's measures with both ratings side by side, and where they differ; no number counts both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goldenthread.publishing.cells import Cell, Detail
from goldenthread.publishing.document import Block, Column, Paragraph, Table
from goldenthread.reports.documents.audiences.of_council import CouncilTelling
from goldenthread.reports.documents.audiences.rated_twice import RatedTwice, T, has_own_policy
from goldenthread.reports.documents.counts import OF_A_QUARTER, Tally, counts_table, tally, tally_in_words
from goldenthread.reports.documents.sentences import count_of, is_or_are, starting
from goldenthread.reports.documents.told import Place, ToldFigure

NO_OWN = "–"


def own_counts_in_words(told: RatedTwice[T]) -> tuple[str, ...]:
    """The council's measures by its own policy; then those that it has none for, which no number adds to them."""
    name = told.council.council
    owned, others = told.by_own_policy, told.without_own_policy
    words = []
    if owned:
        words.append(tally_in_words(tally(owned), of=f"that {name} rates by its own policy"))
    if others and owned:
        words.append(tally_in_words(tally(others), of=f"that {name} has no policy of its own for"))
    elif others:
        words.append(
            f"{name} has no policy of its own, and is told of its measures as the joint committee rates them. "
            + tally_in_words(tally(others), of=f"for {name}")
        )
    return tuple(words)


def both_counts_table(told: RatedTwice[T], *, caption: str, places: Sequence[Place] = OF_A_QUARTER) -> Table:
    """The same measures, counted under each policy on a row of its own."""
    name = told.council.council
    owned = told.by_own_policy
    rows: list[tuple[str, Tally]] = []
    if owned:
        rows.append((f"By {name}'s own policy", tally(owned)))
        rows.append(
            (
                "The same, by the joint committee's",
                tally(joint for joint, _ in told.pairs if has_own_policy(joint)),
            )
        )
    if told.without_own_policy:
        label = f"Without a policy of {name}'s own, by the joint committee's" if owned else "By the joint committee's"
        rows.append((label, tally(told.without_own_policy)))
    return counts_table(rows, caption=caption, places=places, heading=Column(title="Rated", share=4))


def both_ratings_table(told: CouncilTelling, *, caption: str) -> Table:
    """Every measure of the council: figure, target, both ratings, where it is going."""
    quarter = told.own.quarter
    return Table(
        caption=caption,
        columns=(
            Column(title="Measure", share=1),
            Column(title=f"Q{quarter.number}", align="right"),
            Column(title="Target", align="right"),
            Column(title=told.council.council),
            Column(title="Joint committee"),
            Column(title=f"Since {quarter.previous.label}"),
            Column(title=f"Since {quarter.same_last_year.label}"),
            Column(title="Trend"),
        ),
        rows=tuple(_both(joint, own) for joint, own in told.pairs),
        notes=(f"{NO_OWN} {told.council.council} has no policy of its own for the measure.",)
        if told.without_own_policy
        else (),
    )


def _both(joint: ToldFigure, own: ToldFigure) -> tuple[Cell, ...]:
    return (
        Detail(text=own.title, small="; ".join((own.terms.indicator_ref, own.terms.service, *own.notes))),
        own.actual,
        own.target,
        own.mark if has_own_policy(joint) else NO_OWN,
        joint.mark,
        own.short,
        own.long,
        own.trend,
    )


def differing_blocks(told: RatedTwice[T]) -> Iterator[Block]:
    """The measures that the two policies rate differently, each with the reason under both."""
    name, differing = told.council.council, told.differing
    number = len(differing)
    if not told.by_own_policy:
        yield Paragraph(text=f"{name} has no policy of its own, so there is one rating of each measure.")
        return
    if not differing:
        yield Paragraph(text=f"{name}'s own policy and the joint committee's rate every measure alike.")
        return
    yield Paragraph(
        text=f"{starting(count_of(number, 'measure'))} {is_or_are(number)} rated differently by {name}'s own policy "
        "and by the joint committee's."
    )
    yield Table(
        caption=f"Where the two ratings of {told.council.full_name} differ",
        columns=(
            Column(title="Measure", share=4),
            Column(title=name, share=2),
            Column(title="Why", share=5),
            Column(title="Joint committee", share=2),
            Column(title="Why the joint committee's", share=5),
        ),
        rows=tuple(
            (
                Detail(text=own.title, small=own.terms.indicator_ref),
                own.mark,
                own.snapshot.reason,
                joint.mark,
                joint.snapshot.reason,
            )
            for joint, own in differing
        ),
    )
