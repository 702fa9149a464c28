"""How many measures of the list proposed for a year are kept, changed, added, dropped or not carried."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from goldenthread.domain.listing import listed
from goldenthread.domain.proposal import ProposedMeasure, Verdict
from goldenthread.publishing.cells import Number
from goldenthread.reports.documents.sentences import is_or_are

STAYS = (Verdict.KEPT, Verdict.CHANGED, Verdict.ADDED)
GOES = (Verdict.DROPPED, Verdict.ENDED)
VERDICT_WORDS = {
    Verdict.KEPT: "kept",
    Verdict.CHANGED: "changed",
    Verdict.DROPPED: "dropped",
    Verdict.ADDED: "added",
    Verdict.ENDED: "not carried, because their service is no longer provided",
}


def verdicts_in_words(measures: Sequence[ProposedMeasure], which: Iterable[Verdict]) -> str:
    """ "118 are kept and 1 changed"; "" where none is."""
    counts = [(verdict, sum(one.verdict is verdict for one in measures)) for verdict in which]
    found = [(verdict, number) for verdict, number in counts if number]
    if not found:
        return ""
    verbs = [f" {is_or_are(number)}" if not place else "" for place, (_, number) in enumerate(found)]
    return listed(
        f"{number}{verb} {VERDICT_WORDS[verdict]}" for (verdict, number), verb in zip(found, verbs, strict=True)
    )


def verdict_counts(
    measures: Sequence[ProposedMeasure], *, stays: Iterable[Verdict], goes: Iterable[Verdict]
) -> Iterator[Number]:
    """How many of each verdict; those on the new list together, before those that are not on it."""
    for which in stays:
        yield _count(sum(one.verdict is which for one in measures))
    yield _count(sum(one.verdict in STAYS for one in measures))
    for which in goes:
        yield _count(sum(one.verdict is which for one in measures))


def _count(number: int) -> Number:
    return Number(text=f"{number:,}", value=Decimal(number))
