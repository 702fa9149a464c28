"""What is remarked of words as they come in: taken all the same, and told to whoever sent them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goldenthread.domain.claims import untrue_claims
from goldenthread.domain.heads import Head, long_heads
from goldenthread.figures.operations.differences import Difference
from goldenthread.figures.queries.numbers import numbers_of


def edits_ended(changed: Sequence[Difference]) -> Iterator[str]:
    """A sentence for each figure whose words the officer had edited, and whose author wrote new ones."""
    for one in changed:
        edit = one.figure.edited
        if edit is not None and one.words is not None:
            yield (
                f"{one.figure.name}: {edit.edited_by.name} had edited the words before these for publication. That "
                "edit ends: these are published as they are."
            )


def remarks_on(changed: Sequence[Difference]) -> Iterator[str]:
    """Heads that are too long, and claims that the figures do not bear out. Of long reasons a warning asks."""
    numbers = numbers_of([one.figure for one in changed if one.words is not None])
    for one in changed:
        words = one.words
        long = long_heads(
            reasons="",
            back_on_track="" if words is None else words.back_on_track,
            actions=tuple(action.words for action in one.actions or ()),
        )
        for head in long:
            shorter = "Shorten it" if head.head is not Head.ACTION else "Shorten it, or promise two"
            yield f"{one.figure.name}: {head} {shorter}."
        if words is not None:
            for claim in untrue_claims(words.reasons, numbers=numbers[one.figure.pk]):
                yield f"{one.figure.name}: “{claim.text}” does not agree with the figures. {claim.why} Check both."
