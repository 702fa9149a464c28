"""What differs between two versions of a round's figures: every figure, rating and sentence, as it was and as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from goldenthread.domain.snapshot import FigureSnapshot, RoundFacts
from goldenthread.domain.version_details import changed_words, exactly
from goldenthread.domain.version_words import (
    NOTHING,
    Key,
    Of,
    field_in_words,
    figure_value,
    plain_in_words,
    said_of,
)


class ChangeOf(StrEnum):
    """What kind of thing differs."""

    MEASURE = "measure"  # it is in one of the versions only
    FIGURE = "figure"
    RATING = "rating"
    SENTENCE = "sentence"
    TERMS = "terms"
    ROUND = "round"


@dataclass(frozen=True, kw_only=True)
class VersionChange:
    """One thing that differs. What is of the round as a whole names no measure."""

    of: ChangeOf
    what: str  # "figure", "rating under the council's own policy"
    was: str
    now: str
    measure_id: int = 0
    indicator_ref: str = ""
    title: str = ""
    council: str = ""
    internal: bool = False  # how figures are worked with: of no use to a reader of what is published

    @property
    def name(self) -> str:
        """EXC01, Havering"""
        if not self.measure_id:
            return "The round as a whole"
        return f"{self.indicator_ref}, {self.council or 'whole partnership'}"


def changes_between(
    before: tuple[RoundFacts, Sequence[FigureSnapshot]], after: tuple[RoundFacts, Sequence[FigureSnapshot]]
) -> tuple[VersionChange, ...]:
    """Everything that differs, measure by measure: those whose rating differs first, then those whose figure does, else
    in the order of the later version; what is of the round comes last. Equal versions differ in nothing.

    Which version it is, and when it was frozen, is no difference.
    """
    facts_before, figures_before = before
    facts_after, figures_after = after
    earlier = {one.measure_id: one for one in figures_before}
    later = {one.measure_id for one in figures_after}
    changes: list[VersionChange] = []
    for figure in figures_after:
        old = earlier.get(figure.measure_id)
        if old is None:
            changes.append(_named(figure, ChangeOf.MEASURE, "measure", was="not in it", now=figure_value(figure)))
        elif old != figure:
            changes += _of_figure(old, figure)
    for figure in figures_before:
        if figure.measure_id not in later:
            changes.append(_named(figure, ChangeOf.MEASURE, "measure", was=figure_value(figure), now="no longer in it"))
    weights: dict[int, int] = {}
    for one in changes:
        weights[one.measure_id] = min(weights.get(one.measure_id, _LEAST), _weight(one))
    changes.sort(key=lambda one: weights[one.measure_id])
    return (*changes, *_of_round(facts_before, facts_after))


_LEAST = 3


def _weight(change: VersionChange) -> int:
    if change.of is ChangeOf.MEASURE or change.what == "rating":
        return 0
    if change.of is ChangeOf.RATING:
        return 1
    return 2 if change.what == "figure" else _LEAST


def _named(
    figure: FigureSnapshot, of: ChangeOf, what: str, *, was: str, now: str, internal: bool = False
) -> VersionChange:
    terms = figure.terms
    return VersionChange(
        of=of,
        what=what,
        was=was or NOTHING,
        now=now or NOTHING,
        measure_id=figure.measure_id,
        indicator_ref=terms.indicator_ref,
        title=terms.title,
        council=terms.council,
        internal=internal,
    )


def _of_figure(old: FigureSnapshot, new: FigureSnapshot) -> Iterator[VersionChange]:
    """The weightiest first: the rating, then the figure."""
    was_said, is_said = _told_whole(dict(said_of(old)), other=new), _told_whole(dict(said_of(new)), other=old)
    pairs = [(key, was_said.get(key, ""), is_said.get(key, "")) for key in is_said | was_said]
    differing = sorted((pair for pair in pairs if pair[1] != pair[2]), key=lambda pair: pair[0].of)
    for key, was, now in differing:
        what = f"{key.what}: {key.part}" if key.part else key.what
        shown = changed_words(was, now)
        yield _named(new, _KINDS[key.of], what, was=shown[0], now=shown[1], internal=key.internal)
    if differing:
        return
    # It differs where words are too short to show it, as in the thirtieth decimal.
    for field in fields(new):
        if getattr(old, field.name) != getattr(new, field.name):
            was, now = exactly(getattr(old, field.name), getattr(new, field.name))
            what = f"{field_in_words(field.name)}, in every detail"
            yield _named(new, ChangeOf.FIGURE, what, was=was, now=now, internal=True)


_KINDS = {
    Of.RATING: ChangeOf.RATING,
    Of.FIGURE: ChangeOf.FIGURE,
    Of.COMPARED: ChangeOf.FIGURE,
    Of.SENTENCE: ChangeOf.SENTENCE,
    Of.TERMS: ChangeOf.TERMS,
}


def _told_whole(said: dict[Key, str], *, other: FigureSnapshot) -> dict[Key, str]:
    """What is said, with the parts of an item that the other version does not have told as one sentence."""
    items = {(key.what, key.of_item) for key, _ in said_of(other) if key.of_item}
    found: dict[Key, str] = {}
    for key, words in said.items():
        if not key.of_item or (key.what, key.of_item) in items:
            found[key] = words
        elif not key.part:
            parts = [
                (one.part, told) for one, told in said.items() if (one.what, one.of_item) == (key.what, key.of_item)
            ]
            found[key] = "; ".join(f"{part} {told}".strip() for part, told in parts if told)
    return found


# --- the round as a whole ---------------------------------------------------------------------------------------------

_OF_THE_VERSION = ("version", "frozen_at", "first_frozen_at")


def _of_round(before: RoundFacts, after: RoundFacts) -> Iterator[VersionChange]:
    for field in fields(after):
        was, now = getattr(before, field.name), getattr(after, field.name)
        # What nobody asked in the older version, and is nothing in the newer, is no difference.
        if field.name in _OF_THE_VERSION or was == now or (was is None and now == ()):
            continue
        what = field_in_words(field.name)
        if isinstance(was, tuple) and isinstance(now, tuple):
            for one in was:
                if one not in now:
                    yield VersionChange(of=ChangeOf.ROUND, what=what, was=plain_in_words(one), now=NOTHING)
            for one in now:
                if one not in was:
                    yield VersionChange(of=ChangeOf.ROUND, what=what, was=NOTHING, now=plain_in_words(one))
            if sorted(map(repr, was)) == sorted(map(repr, now)):
                yield VersionChange(of=ChangeOf.ROUND, what=f"order of the {what}", was="another", now="as it is")
        else:
            yield VersionChange(
                of=ChangeOf.ROUND,
                what=what,
                was=plain_in_words(was) or NOTHING,
                now=plain_in_words(now) or NOTHING,
            )
