"""What services said of their figures: reasons, promises, and what became of the promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from goldenthread.demonstration.content import indicators, tables
from goldenthread.demonstration.series import COURSE


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was said of a promise in a later quarter's return."""

    period: str
    outcome: str  # done, on-course, late, dropped
    said: str
    new_due: date | None


@dataclass(frozen=True, kw_only=True)
class PromisedAction:
    """A remedial action: what, which post, by when; and its answers, oldest first."""

    words: str
    owner_post: str
    due: date
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """An exception report of one measure in one quarter."""

    period: str
    ref: str
    council: str
    reasons: str
    back_on_track: str
    forecast: str
    actions: tuple[PromisedAction, ...]


@dataclass(frozen=True, kw_only=True)
class CarriedPromise:
    """A promise with the measure that it was made for."""

    ref: str
    council: str
    action: PromisedAction


@cache
def explanations(period: str) -> tuple[Explanation, ...]:
    """Every exception report of a quarter: "2019-20 Q2"."""
    return tuple(_explanation(period, entry) for entry in _entries(period, "exception"))


@cache
def narratives(period: str) -> dict[tuple[str, str], str]:
    """Figures in words, by reference and council."""
    return {(entry["ref"], entry["council"]): entry["words"] for entry in _entries(period, "narrative")}


def answers_given_in(period: str) -> Iterator[tuple[CarriedPromise, Answer]]:
    """Every answer that a quarter's return gives to a promise of before."""
    for earlier in COURSE[: COURSE.index(period)]:
        for explanation in explanations(earlier):
            for action in explanation.actions:
                for answer in action.answers:
                    if answer.period == period:
                        yield CarriedPromise(ref=explanation.ref, council=explanation.council, action=action), answer


def _entries(period: str, kind: str) -> Iterator[dict[str, Any]]:
    for file in tables(f"returns/{period.casefold().replace(' ', '-')}").values():
        yield from file.get(kind, [])


def _explanation(period: str, entry: dict[str, Any]) -> Explanation:
    return Explanation(
        period=period,
        ref=entry["ref"],
        council=entry["council"],
        reasons=entry["reasons"],
        back_on_track=entry["back_on_track"],
        forecast=entry.get("forecast", ""),
        actions=tuple(_action(period, ref=entry["ref"], entry=action) for action in entry.get("action", [])),
    )


def _action(period: str, *, ref: str, entry: dict[str, Any]) -> PromisedAction:
    later = COURSE[COURSE.index(period) + 1 :]
    answers = entry.get("answer", [])
    return PromisedAction(
        words=entry["words"],
        owner_post=entry.get("by") or _owner_posts()[ref],
        due=entry["due"],
        answers=tuple(
            Answer(
                period=answer.get("in", next_period),
                outcome=answer["outcome"],
                said=answer["said"],
                new_due=answer.get("new_due"),
            )
            for answer, next_period in zip(answers, later, strict=False)
        ),
    )


@cache
def _owner_posts() -> dict[str, str]:
    return {indicator.ref: indicator.owner_post for indicator in indicators()}
