"""A published document held against the one made from the record, line by line, and why each difference is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

NO_REASON = "No reason is recorded."


@dataclass(frozen=True, kw_only=True)
class KnownDifference:
    """Lines of the original and of ours that stand in each other's place, and why they differ."""

    original: tuple[str, ...]
    ours: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Lines that differ, with the place of the first in the original as a person counts it."""

    line: int
    original: tuple[str, ...]
    ours: tuple[str, ...]
    reason: str  # "" where none is recorded


def plain_lines(text: str) -> list[tuple[int, str]]:
    """The lines that say something, each with its number: without marks of emphasis, and one space between words."""
    numbered = ((number, " ".join(line.replace("**", "").split())) for number, line in enumerate(text.splitlines(), 1))
    return [(number, line) for number, line in numbered if line]


def differences(original: str, ours: Iterable[str], *, known: Iterable[KnownDifference]) -> tuple[Difference, ...]:
    """Every place at which the two differ, in the order of the original."""
    theirs, own = plain_lines(original), [" ".join(line.split()) for line in ours if line.strip()]
    reasons = {(one.original, one.ours): one.reason for one in known}
    return tuple(_differing(theirs, own, reasons=reasons))


def _differing(
    theirs: list[tuple[int, str]], own: list[str], *, reasons: dict[tuple[tuple[str, ...], tuple[str, ...]], str]
) -> Iterator[Difference]:
    matcher = SequenceMatcher(a=[line for _, line in theirs], b=own, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        original, ours = tuple(line for _, line in theirs[a1:a2]), tuple(own[b1:b2])
        line = theirs[a1][0] if a1 < len(theirs) else theirs[-1][0] + 1
        yield Difference(line=line, original=original, ours=ours, reason=reasons.get((original, ours), ""))


def in_words(found: Iterable[Difference]) -> Iterator[str]:
    """Each difference as lines of text: where, what stood, what stands, and why."""
    for one in found:
        yield f"Line {one.line} of the original"
        yield from (f"  - {line}" for line in one.original)
        yield from (f"  + {line}" for line in one.ours)
        yield f"  Why: {one.reason or NO_REASON}"
        yield ""
