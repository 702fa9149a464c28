"""How the pages that open, move and chase a round say what they would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.committee.queries.timetable import timetable_on
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.round_calendar import Stage
from goldenthread.figures.operations import OpenedRound
from goldenthread.figures.queries.chased import Chase
from goldenthread.figures.queries.round_days import RoundDays
from goldenthread.figures.queries.would_open import WouldOpen
from goldenthread.figures.views.shown import counted
from goldenthread.figures.views.shown_board import stage_words
from goldenthread.figures.views.shown_freeze import absence_words
from goldenthread.terminal.order import moment_in_words

# So many names are listed; the rest are counted.
_NAMED = 12


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """Something that is not as it should be, with the names of what it is of."""

    heading: str
    words: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WouldShown:
    """What opening a round would ask for, as the page shows it."""

    heading: str
    sentence: str
    councils: Table
    services: Table
    calendar: Table
    absent: tuple[str, ...]
    wrong: tuple[Wrong, ...]
    cautions: tuple[str, ...]
    button: str


def next_to_open(day: date) -> str:
    """What to wait for where every quarter that has begun has its round."""
    following = Quarter.containing(day).next
    return (
        f"Every quarter that has begun is open already. {following.label} can be opened from "
        f"{day_words(following.first_day)} on."
    )


def opened_sentence(opened: OpenedRound, *, quarter: Quarter) -> str:
    """ "Q3 2019/20 is open: 118 figures are due."."""
    return f"{quarter.label} is open: {counted(opened.due)} {'is' if opened.due == 1 else 'are'} due."


def would_shown(would: WouldOpen, *, meeting: date | None) -> WouldShown:
    """Counts by council and service, the days, and everything that is wrong."""
    days = RoundDays(quarter=would.quarter, meeting_on=meeting, due_days=would.due_days, frozen_as=0)
    return WouldShown(
        heading=f"What opening {would.quarter.label} does",
        sentence=(
            f"{counted(would.due)} would be due, from the list “{would.list_title}”. Each keeps its target, tolerance, "
            "policy and definition as the register has them now for the quarter’s last day."
        ),
        councils=_count_table("By council", "Council", would.by_council),
        services=_services(would),
        calendar=_calendar(days),
        absent=tuple(absence_words(status, count) for status, count in would.absences),
        wrong=tuple(_wrong(would)),
        cautions=_cautions(days),
        button=f"Open {would.quarter.label}",
    )


def _count_table(caption: str, heading: str, counts: Sequence[tuple[str, int]]) -> Table:
    return Table(
        caption=caption,
        columns=(Column(title=heading), Column(title="Figures", numeric=True)),
        rows=tuple(row_of(name, str(number)) for name, number in counts),
        key=caption.casefold().replace(" ", "-"),
        scrolls=False,
    )


def _services(would: WouldOpen) -> Table:
    return Table(
        caption="By service",
        columns=(
            Column(title="Service"),
            Column(title="Figures", numeric=True),
            Column(title="Who returns"),
            Column(title="Who signs off"),
        ),
        rows=tuple(
            row_of(
                one.name,
                str(one.figures),
                ", ".join(one.answering.leads) or "Nobody: the performance officer returns",
                ", ".join(one.answering.directors) or "Nobody",
            )
            for one in would.by_service
        ),
        key="by-service",
    )


def _wrong(would: WouldOpen) -> Iterator[Wrong]:
    if would.is_proposed:
        yield Wrong(
            heading="The list is not agreed yet",
            words="The round runs on proposed targets, and every pack of it says so.",
            names=(),
        )
    leaderless = [one.name for one in would.by_service if not one.answering.leads]
    unsigned = [one.name for one in would.by_service if not one.answering.directors]
    for found, kind in (
        (would.without_target, "no target"),
        (leaderless, "nobody returns"),
        (unsigned, "nobody signs off"),
        (would.not_agreed, "not agreed"),
        (would.late, "agreed late"),
    ):
        if found:
            one, many, words = _WRONGS[kind]
            yield Wrong(heading=f"{len(found)} {one if len(found) == 1 else many}", words=words, names=_named(found))


_WRONGS = {
    "no target": ("figure has no target", "figures have no target", "Each is not rated, and the pack says why."),
    "nobody returns": (
        "service has nobody who returns its figures",
        "services have nobody who returns their figures",
        "The performance officer is asked for them instead.",
    ),
    "nobody signs off": (
        "service has nobody who signs its figures off",
        "services have nobody who signs their figures off",
        "The pack says of each figure that it was not signed off.",
    ),
    "not agreed": (
        "target is not agreed by any decision",
        "targets are not agreed by any decision",
        "The pack says so of each.",
    ),
    "agreed late": (
        "target was agreed after the quarter began",
        "targets were agreed after the quarter began",
        "The pack marks each.",
    ),
}


def _named(names: Sequence[str]) -> tuple[str, ...]:
    over = len(names) - _NAMED
    return tuple(names) if over <= 1 else (*names[:_NAMED], f"{over} more")


def _calendar(days: RoundDays) -> Table:
    return Table(
        caption="Days, counted back from the meeting" if days.meeting_on else "Days",
        columns=(Column(title="Day"), Column(title="What")),
        rows=tuple(row_of(f"{day:%A} {day_words(day)}", words) for day, words in sorted(_days(days))),
        key="calendar",
        scrolls=False,
    )


def _days(days: RoundDays) -> Iterator[tuple[date, str]]:
    yield days.quarter.last_day, "The quarter ends"
    for day, number in days.due_days:
        yield day, f"{counted(number)} to return"
    if days.meeting_on is not None:
        yield from _counted_back(days.meeting_on)
        yield days.meeting_on, "The committee meets"


def _counted_back(meeting: date) -> Iterator[tuple[date, str]]:
    timetable = timetable_on(meeting)
    for one in timetable.stages:
        yield one.day, stage_words(one.stage, timetable)


def cautions_of(days: RoundDays, *, to: date) -> tuple[str, ...]:
    """What the meeting would leave too little time for."""
    moved = RoundDays(quarter=days.quarter, meeting_on=to, due_days=days.due_days, frozen_as=days.frozen_as)
    frozen = (
        f"Version {days.frozen_as} is frozen for the meeting that stands now: freeze again before you publish."
        if days.frozen_as
        else ""
    )
    return tuple(filter(None, (*_cautions(moved), frozen)))


def _cautions(days: RoundDays) -> tuple[str, ...]:
    if days.meeting_on is None:
        return ("No meeting is named, so that no day is counted back. Name one as soon as it is set.",)
    stages = timetable_on(days.meeting_on).stages
    signed_by = next(one.day for one in stages if one.stage is Stage.SIGN_OFF)
    late = sum(number for day, number in days.due_days if day >= signed_by)
    if not late:
        return ()
    verb = "is" if late == 1 else "are"
    return (
        f"{counted(late)} {verb} due on the day by which figures should be signed off, or after it: "
        f"{day_words(signed_by)}. A later meeting leaves more time.",
    )


def meeting_sentence(days: RoundDays) -> str:
    """Which meeting the round is for."""
    if days.meeting_on is None:
        return f"{days.quarter.label} is reported to no meeting yet."
    return f"{days.quarter.label} is reported to the meeting of {day_words(days.meeting_on)}."


def moved_days(days: RoundDays, *, to: date, on: date) -> Table:
    """Every day that moves: as it is and as it would be, with what is past already."""
    before = {} if days.meeting_on is None else {words: day for day, words in _counted_back(days.meeting_on)}
    after = [*_counted_back(to), (to, "The committee meets")]
    if days.meeting_on is not None:
        before["The committee meets"] = days.meeting_on
    return Table(
        caption="What moves",
        columns=(Column(title="What"), Column(title="Now"), Column(title="Then")),
        rows=tuple(
            row_of(
                words,
                "–" if words not in before else f"{before[words]:%A} {day_words(before[words])}",
                Cell(words=f"{day:%A} {day_words(day)}", small="past already" if day < on else ""),
            )
            for day, words in after
        ),
        key="moves",
    )


def chase_words(chase: Chase) -> str:
    """ "3 people are reminded of 12 figures that are not submitted."."""
    if not chase.people:
        return ""
    people = "1 person" if chase.people == 1 else f"{chase.people} people"
    are, verb = ("is" if one == 1 else "are" for one in (chase.people, chase.figures))
    return f"{people} {are} reminded of {counted(chase.figures)} that {verb} not submitted."


def chase_button(chase: Chase) -> str:
    """ "Remind 3 people of 12 figures"; "" where there is nobody."""
    if not chase.people:
        return ""
    return f"Remind {'1 person' if chase.people == 1 else f'{chase.people} people'} of {counted(chase.figures)}"


def nothing_to_chase(quarter: Quarter, *, whole: bool) -> str:
    """That there is nobody to be reminded; a role for a part of the partnership speaks of that part alone."""
    return f"Every figure of {quarter.label} {'' if whole else 'that you may chase '}is submitted."


def chased_sentence(written: int) -> str:
    """ "3 messages are on their way."."""
    return "1 message is on its way." if written == 1 else f"{written} messages are on their way."


def last_chase(chase: Chase) -> str:
    """When the round was chased last, and by whom; "" where it never was."""
    if chase.last is None:
        return ""
    at, who = chase.last
    return f"Reminded last by {who} on {moment_in_words(at)}."


def nobodys(chase: Chase) -> str:
    """That some figures have nobody who could be written to."""
    if not chase.nobodys:
        return ""
    verb, whom = ("has", "it") if chase.nobodys == 1 else ("have", "them")
    return (
        f"{counted(chase.nobodys)} {verb} nobody who returns {whom}: enter the appointment, or return {whom} yourself."
    )


def reminded(chase: Chase, *, on: date) -> Table:
    """One row for each message: to whom, of how many figures, and until when."""
    return Table(
        caption="Who is written to",
        columns=(Column(title="Person"), Column(title="Figures", numeric=True), Column(title="Due")),
        rows=tuple(
            row_of(
                one.name,
                str(one.figures),
                Cell(words=day_words(one.due_on), small=f"{_late((on - one.due_on).days)} late" if one.is_late else ""),
            )
            for one in chase.reminded
        ),
        key="people",
        scrolls=False,
    )


def _late(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
