"""How the round board says what it shows: counts that lead to lists, who owes what, the days of the round."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.urls import reverse

from goldenthread.committee.queries.timetable import Timetable, timetable_on
from goldenthread.components.lists import Count, Tag
from goldenthread.components.marks import Rating
from goldenthread.components.narrowing import Listed
from goldenthread.components.paging import pages_of
from goldenthread.components.quarter_slugs import slug_of
from goldenthread.components.tables import Cell, Column, Table, address_with, order_asked_for, row_of, sortable
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.round_calendar import Stage
from goldenthread.figures.forms.board import BY_EMAIL, RATINGS, STATES, TO_RETURN, WANTS, BoardFilter
from goldenthread.figures.queries.board import Answering, BoardFigure, BoardRound
from goldenthread.figures.views.shown import counted, mark_of

STATE_WORDS = dict(STATES)
# What should be done by each day that is counted back from the meeting.
_STAGES = {
    Stage.COLLECT: "Plan: last day to return figures",
    Stage.SIGN_OFF: "Plan: figures signed off",
    Stage.FREEZE: "Plan: figures frozen",
    Stage.CLEAR: "Plan: figures cleared",
    Stage.BRIEFING: "Plan: the Chair is briefed",
}
_TONES = {"due": "quiet", "returned": "due", "queried": "late", "submitted": "due", "signed-off": "done"}
_KEYS = ("ref", "council", "due", "state", "rating")
_BEST_LAST = {code: place for place, (code, _) in enumerate(RATINGS[:3])}


def board_address(quarter: Quarter, **asked: str) -> str:
    """The board of a quarter, narrowed as asked."""
    address = reverse("figures:board", kwargs={"period": slug_of(quarter)})
    return address + (address_with(asked) if asked else "")


def look_address(figure_id: int, *, source: str = "") -> str:
    """The page of one figure; `source` says which list leads back."""
    address = reverse("figures:look", kwargs={"figure_id": figure_id})
    return f"{address}?from={source}" if source else address


def emailed_address(quarter: Quarter, *, figure_id: int = 0) -> str:
    """Where a sign-off given by e-mail is recorded: of what waits in the round, or of one figure."""
    address = reverse("figures:emailed", kwargs={"period": slug_of(quarter)})
    return f"{address}?figure={figure_id}" if figure_id else address


def by_email_count(board: BoardRound) -> Count | None:
    """How many of the figures signed off were signed off by e-mail, leading to them; None where none was."""
    number = sum(one.is_by_email for one in board.figures)
    if not number:
        return None
    code, words = BY_EMAIL
    return Count(
        number=str(number),
        words=words,
        base=f"of {sum(one.is_signed_off for one in board.figures)} signed off",
        address=f"{board_address(board.quarter, wants=code)}#list",
    )


def wanted(on: date) -> Mapping[str, Callable[[BoardFigure], bool]]:
    """What each choice of "what is missing" asks of a figure on a day."""
    return {
        "late": lambda one: one.is_late(on=on) and one.state != "frozen",
        "words": lambda one: one.wants_words,
        "warnings": lambda one: one.has_warnings,
        "question": lambda one: one.has_question,
        "submitting": is_ready,
        BY_EMAIL[0]: lambda one: one.is_by_email,
    }


def is_ready(one: BoardFigure) -> bool:
    """Returned with all that is asked about it, and not submitted."""
    return one.state == "returned" and not (one.wants_words or one.has_warnings or one.has_question)


def chosen_of(figures: Sequence[BoardFigure], form: BoardFilter, *, on: date) -> list[BoardFigure]:
    """The figures that the filter lets through."""
    chosen = {name: code for name, (code, _) in form.chosen.items()}
    searched = chosen.get("search", "").casefold()
    wants = wanted(on).get(chosen.get("wants", ""))
    return [
        one
        for one in figures
        if (not searched or searched in f"{one.ref} {one.title} {one.council} {one.owner_post}".casefold())
        and chosen.get("state", one.state) == one.state
        and chosen.get("rating", one.rating) == one.rating
        and chosen.get("council", one.council_slug or "partnership") == (one.council_slug or "partnership")
        and chosen.get("service", one.service_slug) == one.service_slug
        and (wants is None or wants(one))
    ]


def list_of(
    figures: Sequence[BoardFigure], form: BoardFilter, *, query: Mapping[str, str], on: date, any_at_all: bool
) -> Listed:
    """One page of the figures."""
    key, descending = order_asked_for(query, keys=_KEYS, first="")
    shown = list(figures)
    if key:
        shown.sort(key=_ORDERS[key], reverse=descending)
    pages = pages_of(len(shown), query=query)
    columns = sortable(
        ("Figure", "ref", False),
        ("Council and owner", "council", False),
        ("Due", "due", False),
        ("State", "state", False),
        ("Rating", "rating", False),
        query=query,
        first="",
    )
    empty = (
        "No figure is as you chose. Remove a choice to see more."
        if any_at_all
        else "Nothing is asked for this quarter of what you see."
    )
    return Listed(
        table=Table(
            caption=f"{counted(len(shown))}",
            columns=columns,
            rows=tuple(_row(one, on=on) for one in shown[pages.rows]),
            key="figures",
            empty=empty,
        ),
        pages=pages,
        chosen=form.undone_at(query),
    )


_ORDERS: Mapping[str, Callable[[BoardFigure], tuple[object, ...]]] = {
    "ref": lambda one: (one.ref, one.council),
    "council": lambda one: (one.council, one.ref),
    "due": lambda one: (one.due_on, one.ref),
    "state": lambda one: (list(STATE_WORDS).index(one.state), one.ref),
    "rating": lambda one: (_BEST_LAST.get(one.rating, 9), one.ref),
}


def _row(one: BoardFigure, *, on: date) -> tuple[Cell, ...]:
    return row_of(
        Cell(words=one.ref, small=one.title, address=look_address(one.figure_id)),
        Cell(words=one.council, small=one.owner_post),
        Cell(words=day_words(one.due_on), small=_late_words(one, on=on)),
        Cell(words=STATE_WORDS[one.state], small=missing_words(one)),
        Cell(rating=mark_of(one.rating), small=one.shown) if one.rating else Cell(words="–"),
    )


def _late_words(one: BoardFigure, *, on: date) -> str:
    return f"{days_counted((on - one.due_on).days)} late" if one.is_late(on=on) and one.state != "frozen" else ""


def missing_words(one: BoardFigure) -> str:
    """What is missing of a returned figure: "explanation missing, a warning not answered"."""
    said = []
    if one.is_returned and one.wants_words:
        said.append("explanation missing")
    if one.has_warnings:
        said.append("a warning not answered")
    if one.has_question:
        said.append("a question not answered")
    return ", ".join(said)


def state_tag(state: str) -> Tag:
    """A figure's state as it is drawn."""
    return Tag(words=STATE_WORDS[state], tone=_TONES.get(state, "quiet"))


def days_counted(number: int) -> str:
    """ "1 day", "3 days"."""
    return "1 day" if number == 1 else f"{number} days"


def counts_of(board: BoardRound) -> tuple[Count, ...]:
    """How many figures stand where, each leading to them; a state in which none stands is left out but the first."""
    base = len(board.figures)
    numbers = {code: sum(one.state == code for one in board.figures) for code, _ in STATES}
    return tuple(
        Count(
            number=str(numbers[code]),
            words=words,
            base=f"of {base}",
            address=f"{board_address(board.quarter, state=code)}#list",
        )
        for code, words in STATES
        if numbers[code] or (code in ("due", "submitted") and not board.is_frozen)
    )


def missing_counts(board: BoardRound, *, on: date) -> tuple[Count, ...]:
    """How many figures lack what, each leading to them."""
    tests = wanted(on)
    numbers = {code: sum(tests[code](one) for one in board.figures) for code, _ in WANTS}
    return tuple(
        Count(number=str(numbers[code]), words=words, address=f"{board_address(board.quarter, wants=code)}#list")
        for code, words in WANTS
        if numbers[code] and code != BY_EMAIL[0]
    )


def rating_counts(board: BoardRound) -> tuple[Count, ...]:
    """Ratings of what is returned, each leading to its figures."""
    returned = sum(one.is_returned for one in board.figures)
    return tuple(
        Count(
            number=str(sum(one.rating == code for one in board.figures)),
            words=words,
            rating=Rating(code, words),
            base=f"of {returned}",
            address=f"{board_address(board.quarter, rating=code)}#list",
        )
        for code, words in RATINGS
        if returned
    )


def sentence_of(board: BoardRound, *, on: date) -> str:
    """How far it has come: "93 of 120 figures returned, 40 signed off. 27 are still to return, 3 of them late."."""
    base = len(board.figures)
    if not base:
        return ""
    returned = sum(one.is_returned for one in board.figures)
    if board.is_frozen:
        number, _ = board.frozen[-1]
        return f"Frozen as version {number}. {returned} of {counted(base)} were returned."
    signed = sum(one.state == "signed-off" for one in board.figures)
    said = f"{returned} of {counted(base)} returned, {signed} signed off."
    late = sum(one.is_late(on=on) for one in board.figures)
    if returned == base:
        return f"{said} None is still to return."
    waiting = base - returned
    if waiting == 1:
        return f"{said} 1 is still to return, and late." if late else f"{said} 1 is still to return."
    return f"{said} {waiting} are still to return, {late or 'none'} of them late."


def calendar_of(board: BoardRound, *, on: date) -> Table:
    """The days of the round, from the quarter's end to the meeting, with how far each is from today."""
    days = sorted(_days(board))
    return Table(
        caption="Calendar",
        columns=(Column(title="Day"), Column(title="What"), Column(title="From today")),
        rows=tuple(row_of(f"{day:%A} {day_words(day)}", words, _from_today(day, on=on)) for day, words in days),
        key="calendar",
        scrolls=False,
    )


def _days(board: BoardRound) -> Iterator[tuple[date, str]]:
    yield board.quarter.last_day, "The quarter ends"
    due: dict[date, int] = {}
    for one in board.figures:
        due[one.due_on] = due.get(one.due_on, 0) + 1
    for day, number in sorted(due.items())[:_MOST_DAYS]:
        yield day, f"{counted(number)} due"
    for number, at in board.frozen:
        yield at.date(), f"Frozen as version {number}"
    meeting = board.meeting_on
    if meeting is not None:
        timetable = timetable_on(meeting)
        clear = timetable.clear
        for deadline in timetable.stages:
            over = f", {day_words(clear[0])} to {day_words(clear[-1])}" if clear else ""
            last = over if deadline.stage is Stage.DESPATCH else ""
            yield deadline.day, f"{stage_words(deadline.stage, timetable)}{last}"
        yield meeting, "The committee meets"


_MOST_DAYS = 12


def stage_words(stage: Stage, timetable: Timetable) -> str:
    """What should be done by its day."""
    days = timetable.clear_days
    last = f"Last day to publish: {days} clear {'day follows' if days == 1 else 'days follow'}"
    return _STAGES.get(stage, last)


def _from_today(day: date, *, on: date) -> str:
    away: timedelta = day - on
    if not away.days:
        return "today"
    return f"in {days_counted(away.days)}" if away.days > 0 else f"{days_counted(-away.days)} ago"


def owed_by(board: BoardRound, answering: Mapping[str, Answering], *, on: date) -> Table:
    """Who owes what: by service, what its lead and its director still have to do; each number leads to the figures."""
    tests = wanted(on)
    groups: dict[str, list[BoardFigure]] = {}
    for one in board.figures:
        groups.setdefault(one.service_slug, []).append(one)
    rows = []
    for slug, own in groups.items():
        who = answering.get(slug, Answering(leads=(), directors=()))
        numbers = [
            (sum(not one.is_returned and one.state != "frozen" for one in own), {"state": "due"}),
            (sum(tests["late"](one) for one in own), {"wants": "late"}),
            *((sum(tests[code](one) and one.state != "frozen" for one in own), {"wants": code}) for code in _OWED),
            (sum(one.state == "submitted" for one in own), {"state": "submitted"}),
        ]
        if any(number for number, _ in numbers):
            rows.append(
                row_of(
                    Cell(words=own[0].service, small=", ".join(who.leads) or "Nobody returns for it"),
                    *(_number(number, board.quarter, {"service": slug, **asked}) for number, asked in numbers),
                    ", ".join(who.directors) or "Nobody",
                )
            )
    columns = (TO_RETURN, "Late", "To explain", "Warnings", "Questions", "To submit", "To sign off")
    return Table(
        caption="Who owes what",
        columns=(
            Column(title="Service, and who returns for it"),
            *(Column(title=title, numeric=True) for title in columns),
            Column(title="Who signs off"),
        ),
        rows=tuple(rows),
        key="owed",
        empty="Nobody owes anything: every figure is signed off or frozen.",
    )


_OWED = ("words", "warnings", "question", "submitting")


def _number(number: int, quarter: Quarter, asked: dict[str, str]) -> Cell:
    if not number:
        return Cell(words="0")
    return Cell(words=str(number), address=f"{board_address(quarter, **asked)}#list")
