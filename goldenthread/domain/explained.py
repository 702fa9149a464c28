"""A published figure's arithmetic, done again from its frozen inputs: each number as it was told, and as it comes out.

Pure: what the frozen figure does not hold itself (policies, earlier values, the stored file) is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal

from goldenthread.domain.difference import difference_in_words
from goldenthread.domain.rating import (
    Policy,
    Rating,
    RatingCode,
    RatingInputs,
    Status,
    compile_policy,
    rules_tried,
    value_of_fraction,
    year_end_inputs,
)
from goldenthread.domain.snapshot import FigureSnapshot, OtherRating
from goldenthread.domain.terms import Terms, rating_inputs
from goldenthread.domain.travel import DirectionOfTravel, long_term, short_term
from goldenthread.domain.units import Reading, ReadingKind

# A division has forty decimals; files that go out have ten.
PUBLISHED_DECIMALS = 10
_EXACT = Context(prec=400)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SIDE = re.compile(r"\b(?:above|below|more|fewer)\b")


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was told, and what it comes out as now."""

    what: str
    told: str
    anew: str

    @property
    def agrees(self) -> bool:
        return self.told == self.anew


@dataclass(frozen=True, kw_only=True)
class Line:
    """One fact: what it is, and its words."""

    what: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the explanation: what is known, and what was worked out again."""

    title: str
    lines: tuple[Line, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Everything behind one published number."""

    name: str  # "EXC01, Havering"
    title: str
    period: str
    version: int
    parts: tuple[Part, ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        return tuple(check for part in self.parts for check in part.checks)

    @property
    def disagreements(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.agrees)


def inputs_as_frozen(figure: FigureSnapshot) -> RatingInputs:
    """Everything that the figure was rated by, from its snapshot alone."""
    terms = figure.terms
    inputs = rating_inputs(
        terms,
        value=figure.value,
        reading=None if not figure.kind else Reading(ReadingKind(figure.kind), figure.value, figure.text),
        previous=None if figure.previous is None else figure.previous.value,
        last_year=None if figure.last_year is None else figure.last_year.value,
        forecast=figure.forecast,
        stated=RatingCode(figure.stated) if figure.stated else None,
    )
    due = terms.due_on
    if terms.absence is Status.DATA_LAG and due is not None:
        return inputs._replace(absence_words=f"the figure for this period is due on {due.day} {due:%B %Y}")
    return inputs


def value_checks(figure: FigureSnapshot) -> Iterator[Check]:
    """The value from its numerator and denominator, where it is made of them."""
    if figure.numerator is None or figure.denominator is None or figure.value is None:
        return
    anew, _, why = value_of_fraction(figure.numerator, figure.denominator, unit=figure.terms.unit)
    yield Check(
        what=f"value from {figure.numerator:f} of {figure.denominator:f}",
        told=exact(figure.value),
        anew=why if anew is None else exact(anew),
    )


def rating_checks(figure: FigureSnapshot, *, policy: Policy) -> Iterator[Check]:
    """The joint committee's rating, computed and in force, and the variance."""
    anew = compile_policy(policy)(inputs_as_frozen(figure))
    override = figure.override
    told = (figure.rating, figure.status, figure.reason)
    if override is not None:
        told = (override.computed_rating, override.computed_status, override.computed_reason)
        yield Check(what="rating in force, by judgement", told=figure.rating, anew=override.rating)
    yield from rating_told(told, anew, of="rating by the rule" if override is not None else "rating")
    yield Check(what="variance", told=exact(figure.variance), anew=exact(anew.variance))
    yield Check(what="variance in percent", told=exact(figure.variance_percent), anew=exact(anew.variance_percent))


def other_checks(figure: FigureSnapshot, *, policy: Policy, own: Policy | None) -> Iterator[Check]:
    """The ratings that stand beside: the council's own, and both of the year's end."""
    now, later = inputs_as_frozen(figure), year_end_inputs(inputs_as_frozen(figure))
    pairs: tuple[tuple[str, OtherRating | None, Policy | None, RatingInputs], ...] = (
        ("rating under the council's own policy", figure.own, own, now),
        ("rating of the year's end", figure.year_end, policy, later),
        ("rating of the year's end under the council's own policy", figure.own_year_end, own, later),
    )
    for of, told, by, inputs in pairs:
        if told is not None and by is not None:
            yield from rating_told((told.rating, told.status, told.reason), compile_policy(by)(inputs), of=of)


def travel_checks(figure: FigureSnapshot) -> Iterator[Check]:
    """Where it is going, against the period before and last year."""
    inputs = inputs_as_frozen(figure)
    yield travel_told(
        short_term(inputs), (figure.travel_short, figure.travel_short_reason), since="the previous period"
    )
    yield travel_told(long_term(inputs), (figure.travel_long, figure.travel_long_reason), since="last year")


def earlier_terms_checks(figure: FigureSnapshot, *, before: Terms | None, policy: Policy) -> Iterator[Check]:
    """The rating under the target and tolerance that were agreed `before` a change within the year."""
    earlier = figure.earlier_terms
    if earlier is None or before is None:
        return
    held_against = replace(figure, terms=replace(before, absence=figure.terms.absence))
    anew = compile_policy(policy)(inputs_as_frozen(held_against))
    yield Check(what="rating under the earlier terms", told=earlier.rating, anew=anew.code.value)


def difference_checks(figure: FigureSnapshot) -> Iterator[Check]:
    """The computed head of the exception report."""
    if figure.exception is None:
        return
    told = figure.exception.difference
    anew = difference_in_words(inputs_as_frozen(figure), numerator=figure.numerator, denominator=figure.denominator)
    # What an earlier version froze says the same in the words of that version.
    is_same = _numbers_and_sides(told) == _numbers_and_sides(anew) != ([], set())
    yield Check(what="difference between target and achievement", told=told, anew=told if is_same else anew)


def _numbers_and_sides(words: str) -> tuple[list[str], set[str]]:
    """Every number of a sentence in order, and on which side of the target it says that they are."""
    return _NUMBER.findall(words), set(_SIDE.findall(words))


def tried(figure: FigureSnapshot, *, policy: Policy) -> Iterator[Line]:
    """Every rule of the policy in order, with what became of it."""
    rules = rules_tried(policy, inputs_as_frozen(figure))
    for rule in rules:
        state = (
            "decided" if rule.decided else "applies too, after one that decided" if rule.applies else "did not apply"
        )
        yield Line(what=state, words=rule.words)
    if not rules:
        yield Line(what="no rule was tried", words=figure.reason)


def exact(value: Decimal | None) -> str:
    """A number as one text, whatever zeros it ends with; what a division gives is rounded as it is published."""
    if value is None:
        return "none"
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -PUBLISHED_DECIMALS:
        value = value.quantize(Decimal(1).scaleb(-PUBLISHED_DECIMALS), ROUND_HALF_UP, _EXACT)
    text = f"{value:f}"
    shown = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if shown in ("-0", "") else shown


def rating_told(told: tuple[str, str, str], anew: Rating, *, of: str) -> Iterator[Check]:
    """A rating, its status and its reason, as they were told and as they come out; `of` is what they are called."""
    rating, status, reason = told
    yield Check(what=of, told=rating, anew=anew.code.value)
    yield Check(what=f"status of the {of}", told=status, anew=anew.status.value)
    yield Check(what=f"reason of the {of}", told=reason, anew=anew.reason)


def travel_told(anew: DirectionOfTravel, told: tuple[str, str], *, since: str) -> Check:
    """A direction and its reason, as they were told and as they come out."""
    return Check(
        what=f"direction since {since}",
        told=f"{told[0]}: {told[1]}",
        anew=f"{anew.direction.value}: {anew.reason}",
    )
