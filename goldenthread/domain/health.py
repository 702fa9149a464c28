"""How old and how honest a quarter's figures are: days, shares and what is not as it should be, from plain facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.days import is_late


@dataclass(frozen=True, kw_only=True)
class FigureFacts:
    """What is known of one figure that was asked for: when it was due, first returned and signed off."""

    service: str
    due_on: date | None
    returned_on: date | None
    signed_off_on: date | None
    has_parts: bool  # its numerator and denominator are kept beside the value
    has_value: bool
    by_email: bool = False  # its sign-off was given by e-mail, and recorded by somebody else

    @property
    def is_in_time(self) -> bool:
        return self.returned_on is not None and (self.due_on is None or not is_late(self.due_on, on=self.returned_on))

    def is_expected(self, *, on: date) -> bool:
        """Whether it can be said if it came in time: it was returned, or its day has passed, or it had none."""
        return self.returned_on is not None or self.due_on is None or is_late(self.due_on, on=on)


@dataclass(frozen=True, kw_only=True)
class QuarterFacts:
    """A quarter's round: its figures, and the days on which something was done with all of them."""

    period: str  # "2019-20 Q2"
    label: str
    ended_on: date
    figures: tuple[FigureFacts, ...]
    frozen_on: date | None  # first
    released_on: date | None  # first
    meeting_on: date | None


@dataclass(frozen=True, kw_only=True)
class Days:
    """Days after the quarter's end: the first, the last, and so many by which half was done."""

    first: int
    half: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Timeliness:
    """Figures of one service, or of all: how many were asked for, how many came and when, how many keep their parts.

    `expected` are those of `wanted` that were returned or whose day has passed: the base of `in_time`.
    """

    name: str
    wanted: int
    expected: int
    returned: int
    in_time: int
    signed_off: int
    with_value: int
    with_parts: int
    return_days: Days | None
    sign_off_days: Days | None
    by_email: int = 0  # of those signed off


@dataclass(frozen=True, kw_only=True)
class QuarterHealth:
    """A quarter: each service and the whole, and days from its end to freeze, release and meeting."""

    period: str
    label: str
    services: tuple[Timeliness, ...]
    whole: Timeliness
    frozen_after: int | None
    released_after: int | None
    meeting_after: int | None


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One thing that is not as it should be, or that a reader should know: which figure, and in words."""

    name: str  # "EXC01, Havering"
    words: str


@dataclass(frozen=True, kw_only=True)
class Health:
    """Every quarter asked about, oldest first; and of the newest of them what to know before its numbers are used."""

    quarters: tuple[QuarterHealth, ...]
    on: date  # the day of the answer
    overrides: tuple[Remark, ...] = ()
    late_changes: tuple[Remark, ...] = ()
    agreed_late: int = 0  # targets agreed only after their quarter had begun
    agreed_late_whole: int = 0  # of these, those of the whole partnership
    silenced: tuple[Remark, ...] = ()
    unanswered: tuple[Remark, ...] = ()  # those due by now first
    unanswered_later: int = 0  # of these, the last so many: those whose day has not passed
    left: tuple[Remark, ...] = ()  # promises of measures that ended, which nobody answers any more
    without_owner: tuple[Remark, ...] = ()
    never_returned: tuple[Remark, ...] = ()


def quarter_health(quarter: QuarterFacts, *, on: date) -> QuarterHealth:
    """Counts and days of a quarter as they are `on` a day; every figure is in one service's counts and in the
    whole's."""
    names = dict.fromkeys(figure.service for figure in quarter.figures)
    return QuarterHealth(
        period=quarter.period,
        label=quarter.label,
        services=tuple(
            _timeliness(name, [one for one in quarter.figures if one.service == name], ended_on=quarter.ended_on, on=on)
            for name in names
        ),
        whole=_timeliness("All services", quarter.figures, ended_on=quarter.ended_on, on=on),
        frozen_after=_after(quarter.frozen_on, ended_on=quarter.ended_on),
        released_after=_after(quarter.released_on, ended_on=quarter.ended_on),
        meeting_after=_after(quarter.meeting_on, ended_on=quarter.ended_on),
    )


def days_after(days: Iterable[date], *, ended_on: date) -> Days | None:
    """First, half and last of these days, counted from the quarter's end; before it they are below 0."""
    counted = sorted((day - ended_on).days for day in days)
    if not counted:
        return None
    # The day by which at least half was done: of four figures that of the second.
    return Days(first=counted[0], half=counted[(len(counted) - 1) // 2], last=counted[-1])


def _timeliness(name: str, figures: Iterable[FigureFacts], *, ended_on: date, on: date) -> Timeliness:
    every = list(figures)
    return Timeliness(
        name=name,
        wanted=len(every),
        expected=sum(one.is_expected(on=on) for one in every),
        returned=sum(one.returned_on is not None for one in every),
        in_time=sum(one.is_in_time for one in every),
        signed_off=sum(one.signed_off_on is not None for one in every),
        with_value=sum(one.has_value for one in every),
        with_parts=sum(one.has_value and one.has_parts for one in every),
        return_days=days_after(_known(one.returned_on for one in every), ended_on=ended_on),
        sign_off_days=days_after(_known(one.signed_off_on for one in every), ended_on=ended_on),
        by_email=sum(one.by_email and one.signed_off_on is not None for one in every),
    )


def _known(days: Iterable[date | None]) -> Iterator[date]:
    return (day for day in days if day is not None)


def _after(day: date | None, *, ended_on: date) -> int | None:
    return None if day is None else (day - ended_on).days
