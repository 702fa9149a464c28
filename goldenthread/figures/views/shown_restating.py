"""How the page of a restatement says what was reported, what would be known, and what rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from goldenthread.components.lists import Fact, Happening
from goldenthread.components.marks import Travel
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.restated import RestatedFigure, RestatementKind
from goldenthread.domain.travel import DirectionOfTravel, long_term, short_term
from goldenthread.domain.units import print_number
from goldenthread.figures.operations.restating import inputs_as_frozen, shown_value
from goldenthread.figures.queries.depending import Depending
from goldenthread.figures.queries.restatements import KnownFigure, reported_words
from goldenthread.figures.views.shown import mark_of
from goldenthread.terminal.order import moment_in_words

_TRAVEL_WORDS = {"improved": "Improved", "same": "Same", "worse": "Worse", "not-stated": "Not stated"}
_KINDS = {RestatementKind.CORRECTION: "Corrected", RestatementKind.SCHEDULED_REVISION: "Revised as expected"}
# So many publications are named; who wants them all finds them at the figure's indicator.
_NAMED = 10


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a restatement would record: the sentence of its rating, and everything before and after."""

    sentence: str
    reason: str
    table: Table


def known_facts(known: KnownFigure) -> tuple[Fact, ...]:
    """What is known of the figure now, and in which version it was reported."""
    return tuple(_known_facts(known))


def _known_facts(known: KnownFigure) -> Iterator[Fact]:
    snapshot, newest = known.snapshot, known.newest
    reported = shown_value(known, snapshot.value) if snapshot.value is not None else reported_words(snapshot)
    yield Fact(name=f"As reported, version {known.number}", words=reported, rating=mark_of(snapshot.rating))
    if newest is not None:
        now = newest.printed(newest.value)
        yield Fact(name="As now known", words=now, rating=mark_of(newest.rating))
    if known.numerator is not None and known.denominator is not None:
        terms = snapshot.terms
        for label, number in (
            (terms.numerator_label or "Numerator", known.numerator),
            (terms.denominator_label or "Denominator", known.denominator),
        ):
            yield Fact(name=f"{label[:1].upper()}{label[1:]}", words=_plain(number))
    yield Fact(name="Does it stay?", words="Provisional" if known.is_provisional else "Final")


def _plain(number: Decimal) -> str:
    exponent = number.as_tuple().exponent
    return print_number(number, decimals=max(0, -exponent) if isinstance(exponent, int) else 0)


def restated_before(known: KnownFigure) -> tuple[Happening, ...]:
    """Every restatement of the value so far, newest first."""
    return tuple(
        Happening(
            what=f"{_KINDS[one.kind]} to {one.printed(one.value)}",
            who=one.by,
            when=moment_in_words(one.at),
            when_exactly=timezone.localtime(one.at).isoformat(timespec="seconds"),
            words=one.reason,
        )
        for one in reversed(known.restatements)
    )


def told_of(restated: RestatedFigure, *, known: KnownFigure) -> Told:
    """What was reported and known until now, beside what this would make known."""
    if restated.changes_rating:
        sentence = (
            f"It would have been {_word(restated.rating)}, and was {_word(restated.rating_before)}."
            if restated.rating != restated.rating_before
            else "Under the council’s own policy it would have been rated otherwise."
        )
    else:
        sentence = "Its rating stays as it was."
    return Told(sentence=sentence, reason=restated.rating_reason, table=_table(restated, known=known))


def _table(restated: RestatedFigure, *, known: KnownFigure) -> Table:
    between = known.newest is not None
    titles = ("What", "As reported", *(("Known until now",) if between else ()), "As now known")
    shown = [(name, cells if between else (cells[0], cells[2])) for name, *cells in _rows(restated, known)]
    return Table(
        caption="Before and after",
        columns=tuple(Column(title=title) for title in titles),
        rows=tuple(row_of(name, *cells) for name, cells in shown),
        key="before-and-after",
    )


def _rows(restated: RestatedFigure, known: KnownFigure) -> Iterator[tuple[str, Cell, Cell, Cell]]:
    snapshot = known.snapshot
    reported = restated.printed(restated.reported) or restated.reported_words
    yield (
        "Figure",
        Cell(words=reported, small=_settled(restated.reported_provisional)),
        Cell(words=restated.printed(restated.known_before), small=_settled(known.is_provisional)),
        Cell(words=restated.printed(restated.value), small=_settled(restated.provisional)),
    )
    yield (
        "Rating",
        Cell(rating=mark_of(restated.rating_reported)),
        Cell(rating=mark_of(restated.rating_before)),
        Cell(rating=mark_of(restated.rating)),
    )
    if restated.own_rating:
        yield (
            "Under the council’s own policy",
            Cell(rating=mark_of(restated.own_rating_reported)),
            Cell(rating=mark_of(restated.own_rating_before)),
            Cell(rating=mark_of(restated.own_rating)),
        )
    values = (snapshot.value, restated.known_before, restated.value)
    inputs = [inputs_as_frozen(snapshot, value=value) for value in values]
    for name, travel in (("Against the quarter before", short_term), ("Against last year", long_term)):
        first, second, third = (_travel(travel(one)) for one in inputs)
        yield name, first, second, third


def _travel(found: DirectionOfTravel) -> Cell:
    code = found.direction.value
    return Cell(travel=Travel(code, _TRAVEL_WORDS[code]), small=found.reason if code == "not-stated" else "")


def _settled(is_provisional: bool) -> str:
    return "provisional" if is_provisional else ""


def _word(rating: str) -> str:
    return rating.replace("-", " ")


def depending_words(depending: Depending, *, restated: RestatedFigure) -> tuple[str, ...]:
    """A sentence for everything that the restatement reaches."""
    return tuple(_depending(depending, restated=restated))


def _depending(depending: Depending, *, restated: RestatedFigure) -> Iterator[str]:
    named = depending.publications[:_NAMED]
    for one in named:
        held = "; ".join(dict.fromkeys(copy.post for copy in one.issued))
        how = f"{one.public_id} tells it as it was reported, and stays as it is."
        yield f"{how} Held by: {held}." if held else how
    if len(depending.publications) > len(named):
        yield f"{len(depending.publications) - len(named)} more publications tell it, and stay as they are."
    if restated.changes_value:
        for later in depending.later:
            what = f"{later.quarter.label} is compared with the value as now known"
            yield f"{what}, from its next version on." if later.version else f"{what}, marked [r]."
    if depending.close:
        yield (
            f"{depending.year.label} was closed with the value known until now. Close the year again, so that its "
            "outturn is made from this one."
        )
    cleared = depending.cleared
    if cleared is not None:
        yield (
            f"{cleared.name} cleared version {cleared.version} on {moment_in_words(cleared.at)}, without knowing of "
            "this. What is published from now on waits until the council’s figures are cleared with it."
        )
    if restated.changes_rating and restated.kind is RestatementKind.CORRECTION:
        yield "It is a correction that changes a rating: the next pack says so at its head."
    else:
        yield "The next pack lists it, with the reason."
