"""How old the figures are: days from the quarter's end to return, sign-off, freeze and meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.publishing.cells import Cell, Number
from goldenthread.publishing.document import Block, Column, Paragraph, Section, Table
from goldenthread.reports.documents.sentences import count_of, days_apart, is_or_are, once_each, was_or_were
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import Place, ToldFigure

LONDON = ZoneInfo("Europe/London")


def in_whole_seconds(moment: datetime) -> datetime:
    """The moment in London, with a fixed offset, as it comes back from the stored document: Typst takes no other."""
    local = moment.astimezone(LONDON).replace(microsecond=0)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def age_section(telling: Telling, *, title: str) -> Section:
    """The steps from the quarter's end to the meeting, and each service's returns."""
    return Section(title=title, blocks=tuple(_blocks(telling)))


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment, in London."""
    return None if moment is None else moment.astimezone(LONDON).date()


def london_day(moment: datetime) -> str:
    """The day in London of a moment, in words: "14 October 2019"."""
    return day_words(moment.astimezone(LONDON).date())


def age_in_words(telling: Telling) -> str:
    """ "When the committee meets on 7 February 2020, these figures are 130 days old: the quarter ended on ..."."""
    end = telling.quarter.last_day
    ended = f"the quarter ended on {day_words(end)}"
    meeting = telling.facts.meeting_on
    if meeting is None:
        frozen = telling.as_at.astimezone(LONDON).date()
        return f"No meeting is set. On {day_words(frozen)} these figures are {days_apart(end, frozen)} old: {ended}."
    return (
        f"When the committee meets on {day_words(meeting)}, these figures are {days_apart(end, meeting)} old: {ended}."
    )


@dataclass(frozen=True, kw_only=True)
class Timeliness:
    """How many figures of the quarter came by their day, after it or not at all; how many may still come in time."""

    in_time: int
    late: int
    missing: int
    awaited: int

    @property
    def wanted(self) -> int:
        return self.in_time + self.late + self.missing + self.awaited


def timeliness(figures: Iterable[ToldFigure]) -> Timeliness:
    """Counts every figure that this quarter wants; those of another quarter, or suspended, are not counted."""
    every = tuple(figures)
    returned = [figure for figure in every if figure.is_returned]
    late = sum(1 for figure in returned if _is_late(figure))
    return Timeliness(
        in_time=len(returned) - late,
        late=late,
        missing=sum(1 for figure in every if figure.place is Place.NOT_RETURNED),
        awaited=sum(1 for figure in every if figure.place is Place.AWAITED),
    )


def timeliness_in_words(counted: Timeliness) -> str:
    """ "Of the 120 figures of this quarter, 103 were returned by the day that they were due, 10 after it and 5 not at
    all; 2 are awaited, their day not yet passed."."""
    if not counted.wanted:
        return "No figure was due."
    awaited = counted.awaited
    still = f"; {awaited} {is_or_are(awaited)} awaited, their day not yet passed" if awaited else ""
    return (
        f"Of the {count_of(counted.wanted, 'figure')} of this quarter, {counted.in_time or 'none'} "
        f"{was_or_were(counted.in_time)} returned by the day that they were due, {counted.late or 'none'} after it and "
        f"{counted.missing or 'none'} not at all{still}."
    )


def unsigned(telling: Telling) -> tuple[ToldFigure, ...]:
    """Returned figures that no director had signed off."""
    return tuple(f for f in telling.figures if f.is_returned and f.snapshot.provenance.signed_off_at is None)


def unsigned_in_words(telling: Telling) -> str:
    """How many returned figures were not signed off, and by which posts."""
    figures = unsigned(telling)
    if not any(figure.is_returned for figure in telling.figures):
        return "No figure was returned, so none was signed off."
    if not figures:
        return "Every figure that was returned was signed off."
    posts = listed(once_each(figure.terms.sign_off_post for figure in figures))
    number = len(figures)
    return f"{count_of(number, 'returned figure')} {is_or_are(number)} not signed off, by {posts}."


def _blocks(telling: Telling) -> Iterator[Block]:
    yield Paragraph(text=age_in_words(telling))
    yield Table(
        caption=f"From the end of {telling.quarter.label} to the meeting",
        columns=(
            Column(title="Step", share=5),
            Column(title="Day", share=4),
            Column(title="Days after the quarter's end", align="right", share=3),
        ),
        rows=tuple(_steps(telling)),
    )
    yield Paragraph(text=f"{timeliness_in_words(timeliness(telling.figures))} {unsigned_in_words(telling)}")
    yield Table(
        caption=f"Returns of each service, {telling.quarter.label}",
        columns=(
            Column(title="Service", share=6),
            Column(title="Wanted", align="right", share=2),
            Column(title="In time", align="right", share=2),
            Column(title="Late", align="right", share=2),
            Column(title="Missing", align="right", share=2),
            Column(title="Awaited", align="right", share=2),
            Column(title="Last return", align="right", share=4),
            Column(title="Last sign-off", align="right", share=4),
        ),
        rows=tuple(_service_rows(telling)),
    )


def _steps(telling: Telling) -> Iterator[tuple[Cell, ...]]:
    returns = [day for f in telling.figures if (day := day_of(f.snapshot.provenance.returned_at)) is not None]
    signed = [day for f in telling.figures if (day := day_of(f.snapshot.provenance.signed_off_at)) is not None]
    frozen = "Draft made" if telling.is_draft else "Figures frozen"
    steps = (
        ("Quarter ended", telling.quarter.last_day),
        ("First figure returned", min(returns, default=None)),
        ("Last figure returned", max(returns, default=None)),
        ("Last figure signed off", max(signed, default=None)),
        (frozen, telling.as_at.astimezone(LONDON).date()),
        ("Committee meets", telling.facts.meeting_on),
    )
    for name, day in steps:
        if day is None:
            yield (name, "not yet", "–")
        else:
            yield (name, day_words(day), Number(text=f"{(day - telling.quarter.last_day).days:,}"))


def _service_rows(telling: Telling) -> Iterator[tuple[Cell, ...]]:
    for service, figures in telling.by_service.items():
        counted = timeliness(figures)
        yield (
            service,
            *(
                Number(text=str(n))
                for n in (counted.wanted, counted.in_time, counted.late, counted.missing, counted.awaited)
            ),
            _last_day(f.snapshot.provenance.returned_at for f in figures),
            _last_day(f.snapshot.provenance.signed_off_at for f in figures),
        )


def _last_day(moments: Iterable[datetime | None]) -> str:
    days = [day for moment in moments if (day := day_of(moment)) is not None]
    return day_words(max(days)) if days else "–"


def _is_late(figure: ToldFigure) -> bool:
    returned, due = day_of(figure.snapshot.provenance.returned_at), figure.terms.due_on
    return returned is not None and due is not None and returned > due
