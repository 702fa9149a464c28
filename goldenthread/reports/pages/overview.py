"""A quarter at a glance: every number leads to the figures that it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.text import slugify

from goldenthread.components.lists import Count
from goldenthread.components.marks import Rating
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.last_results import LastResult
from goldenthread.figures.queries.sight import Seen
from goldenthread.figures.queries.standing import StandingRound
from goldenthread.partnership.queries import ServiceFacts
from goldenthread.partnership.queries.ratings import Styles
from goldenthread.partnership.views.marks import rating_in
from goldenthread.reports.documents.age import london_day
from goldenthread.reports.documents.counts import Tally, tally, tally_in_words
from goldenthread.reports.documents.sentences import count_of, once_each, starting
from goldenthread.reports.documents.shares import percent, shares
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP, Place, period_label, value_in_words
from goldenthread.reports.pages.addresses import figures_address, indicator_address
from goldenthread.reports.pages.age import age_table, age_words
from goldenthread.reports.pages.brief import CHANGE_WORDS, OWN, PLACE_WORDS, Brief, printed_of

WHOLE, COUNCILS = "whole-partnership", "councils"
_COLUMNS = (Place.RED, Place.AMBER, Place.GREEN, Place.NOT_RATED, Place.AWAITED, Place.NOT_RETURNED)
_MOST_CHANGED = 20
_SEEN_WORDS = {
    Seen.NOW: "as they stand now, drafts included",
    Seen.ISSUED: "as they were frozen and issued to you",
    Seen.RELEASED: "as they were published",
}


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What of a quarter is looked at: a council by its slug ("" is all of them), and by whose policy.

    `styles` are the words and colours of ratings of the one council that is looked at, where it has its own.
    """

    quarter: Quarter
    council: str = ""
    policy: str = ""
    styles: Styles = field(default_factory=dict)

    def mark(self, place: Place) -> Rating:
        """Green, amber or red as it is shown here."""
        return rating_in(place.value, self.styles) if self.styles else Rating(place.value, PLACE_WORDS[place])

    def word(self, place: Place) -> str:
        """What a place in the counts is called here."""
        return self.styles[place.value].label if place.value in self.styles else PLACE_WORDS[place]

    def figures(self, **asked: str) -> str:
        """The list behind a number."""
        return figures_address(self.quarter, **{"council": self.council or COUNCILS, "policy": self.policy, **asked})


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Everything that the page shows, in its order."""

    seen: str
    rated: tuple[Count, ...]
    unrated: tuple[Count, ...]
    sentence: str
    by_council: Table
    by_directorate: Table
    by_service: Table
    changes: tuple[Count, ...]
    changed: Table
    strategic: Table
    owed: Table
    owed_words: str
    age_words: str
    age: Table


def overview_of(
    found: StandingRound,
    *,
    every: tuple[Brief, ...],
    results: Mapping[int, LastResult],
    chosen: Chosen,
    today: date,
) -> Overview:
    """The quarter told from its figures in brief; those of the chosen council alone are counted."""
    looked_at = within(every, council=chosen.council or COUNCILS)
    counted = tally(looked_at)
    return Overview(
        seen=seen_words(found),
        rated=tuple(_rated(counted, chosen=chosen)),
        unrated=tuple(_unrated(counted, chosen=chosen)),
        sentence=_sentence(counted, looked_at, chosen=chosen),
        by_council=_by_council(every, chosen=chosen),
        by_directorate=_grouped(
            looked_at,
            "directorate",
            "Directorate",
            chosen=chosen,
            by=lambda service: (slugify(service.directorate), service.directorate),
        ),
        by_service=_grouped(
            looked_at,
            "service",
            "Service",
            chosen=chosen,
            by=lambda service: (service.slug, service.name),
        ),
        changes=tuple(_changes(looked_at, chosen=chosen)),
        changed=_changed(looked_at),
        strategic=_strategic(every, chosen=chosen, results=results),
        owed=_owed(looked_at, chosen=chosen),
        owed_words=_owed_words(looked_at),
        age_words=age_words(found, today=today),
        age=age_table(found, looked_at),
    )


def within(every: Iterable[Brief], *, council: str) -> tuple[Brief, ...]:
    """The figures of a council by its slug, of all councils that are counted, or of the whole partnership."""
    if council == COUNCILS:
        return tuple(one for one in every if one.figure.counted)
    return tuple(one for one in every if one.council_slug == council) if council else tuple(every)


def seen_words(found: StandingRound) -> str:
    """As what the figures are seen, with the version that is newest: one sentence."""
    ways = [_SEEN_WORDS[seen] for seen in Seen if seen in found.seen]
    words = f"You see figures {listed(ways)}."
    if Seen.NOW in found.seen and not found.frozen:
        return f"{words} Nothing of this quarter is frozen yet."
    if Seen.NOW in found.seen:
        number, at = found.frozen[-1]
        return f"{words} Version {number} was frozen on {london_day(at)}."
    return words


def _rated(counted: Tally, *, chosen: Chosen) -> Iterator[Count]:
    rated = (Place.RED, Place.AMBER, Place.GREEN)
    percents = shares([counted.at(place) for place in rated])
    for place, share in zip(rated, percents, strict=True):
        number = counted.at(place)
        base = f"{percent(share)} of {counted.rated} rated" if counted.rated else "none is rated"
        yield Count(
            number=f"{number:,}",
            words=chosen.word(place),
            address=chosen.figures(rating=place.value),
            base=base,
            rating=chosen.mark(place),
        )


def _unrated(counted: Tally, *, chosen: Chosen) -> Iterator[Count]:
    for place in (Place.NOT_RATED, Place.AWAITED, Place.NOT_RETURNED, Place.WITHHELD):
        number = counted.at(place)
        if number or place is not Place.WITHHELD:
            yield Count(
                number=f"{number:,}",
                words=PLACE_WORDS[place],
                address=chosen.figures(rating=place.value),
                base=f"of {counted.total:,}",
            )


def _sentence(counted: Tally, looked_at: tuple[Brief, ...], *, chosen: Chosen) -> str:
    if chosen.council == WHOLE:
        of = "of the whole partnership"
    else:
        names = once_each(one.scope for one in looked_at)
        of = f"for {listed(names)}" if names else "here"
    if chosen.policy == OWN:
        of = f"{of} that a council rates by its own policy"
    return tally_in_words(counted, of=of)


# --- tables of counts -------------------------------------------------------------------------------------------------


def _by_council(every: tuple[Brief, ...], *, chosen: Chosen) -> Table:
    names = dict(sorted({one.council_slug: one for one in every if one.figure.counted}.items(), key=_council_place))
    rows = [
        _row(brief.scope, within(every, council=slug), key={"council": slug}, chosen=chosen)
        for slug, brief in names.items()
    ]
    counted, whole = within(every, council=COUNCILS), within(every, council=WHOLE)
    if len(names) > 1:
        rows.append(_row("All councils", counted, key={"council": COUNCILS}, chosen=chosen))
    if whole:
        rows.append(_row(WHOLE_PARTNERSHIP, whole, key={"council": WHOLE}, chosen=chosen))
    return _count_table("council", "Council", rows, word=PLACE_WORDS.__getitem__)


def _council_place(entry: tuple[str, Brief]) -> tuple[int, str]:
    council = entry[1].figure.council
    return (0, entry[0]) if council is None else (council.position, council.name)


def _grouped(
    looked_at: tuple[Brief, ...],
    key: str,
    heading: str,
    *,
    chosen: Chosen,
    by: Callable[[ServiceFacts], tuple[str, str]],
) -> Table:
    services: dict[int, list[Brief]] = {}
    for one in looked_at:
        services.setdefault(one.figure.service.id, []).append(one)
    groups: dict[tuple[str, str], list[Brief]] = {}
    for own in services.values():
        groups.setdefault(by(own[0].figure.service), []).extend(own)
    rows = [
        _row(name, figures, key={key: slug}, chosen=chosen)
        for (slug, name), figures in sorted(groups.items(), key=lambda entry: entry[0][1])
    ]
    return _count_table(key, heading, rows, word=chosen.word)


def _count_table(key: str, heading: str, rows: list[tuple[Cell, ...]], *, word: Callable[[Place], str]) -> Table:
    return Table(
        key=f"by-{key}",
        caption=f"By {heading.lower()}",
        columns=(
            Column(title=heading),
            *(Column(title=word(place), numeric=True) for place in _COLUMNS),
            Column(title="All", numeric=True),
        ),
        rows=tuple(rows),
        empty="No figure is counted here.",
    )


def _row(name: str, figures: Iterable[Brief], *, key: Mapping[str, str], chosen: Chosen) -> tuple[Cell, ...]:
    counted = tally(figures)
    return (
        Cell(words=name),
        *(_number(counted.at(place), chosen.figures(**key, rating=place.value)) for place in _COLUMNS),
        _number(counted.total, chosen.figures(**key)),
    )


def _number(number: int, address: str) -> Cell:
    return Cell(words=f"{number:,}", address=address if number else "")


# --- what changed, what is strategic, what is owed --------------------------------------------------------------------


def _changes(looked_at: Iterable[Brief], *, chosen: Chosen) -> Iterator[Count]:
    every = [one.change for one in looked_at]
    for change, words in CHANGE_WORDS.items():
        yield Count(
            number=f"{every.count(change):,}",
            words=words,
            address=chosen.figures(change=change.value),
            base="since last rated",
        )


def _changed(looked_at: Iterable[Brief]) -> Table:
    order = list(CHANGE_WORDS)
    found = sorted(
        (one for one in looked_at if one.change is not None),
        key=lambda one: order.index(one.change) if one.change is not None else 0,
    )
    printed = printed_of(found[:_MOST_CHANGED])
    caption = "Ratings that changed"
    if len(found) > _MOST_CHANGED:
        caption = f"{caption}: the first {_MOST_CHANGED} of {len(found)}"
    return Table(
        key="changed",
        caption=caption,
        columns=(
            Column(title="Indicator"),
            Column(title="Council"),
            Column(title="Last rated"),
            Column(title="Now"),
            Column(title="Figure", numeric=True),
            Column(title="Target", numeric=True),
        ),
        rows=tuple(
            row_of(_named(one), one.scope, one.was_words, Cell(rating=one.mark), *printed[one.figure.figure_id])
            for one in found[:_MOST_CHANGED]
        ),
        empty="No figure changed its rating since it was last rated.",
    )


def _last(last: LastResult | None) -> Cell:
    if last is None:
        return Cell(words="–")
    return Cell(words=value_in_words(last.value, terms=last.terms), small=period_label(last.period))


def _strategic(every: Iterable[Brief], *, chosen: Chosen, results: Mapping[int, LastResult]) -> Table:
    found = [one for one in every if one.figure.strategic and chosen.council in ("", one.council_slug)]
    printed = printed_of(found)
    return Table(
        key="strategic",
        caption_hidden=True,
        caption="Strategic indicators",
        columns=(
            Column(title="Indicator"),
            Column(title="Measured for"),
            Column(title="Figure", numeric=True),
            Column(title="Target", numeric=True),
            Column(title="Rating"),
            Column(title="Last result", numeric=True),
        ),
        rows=tuple(
            row_of(
                _named(one),
                one.scope,
                *printed[one.figure.figure_id],
                Cell(rating=one.mark),
                _last(results.get(one.figure.measure_id)),
            )
            for one in found
        ),
        empty="No strategic indicator is among the figures that you see here.",
    )


def _owed(looked_at: Iterable[Brief], *, chosen: Chosen) -> Table:
    posts: dict[str, list[Brief]] = {}
    for one in looked_at:
        if one.place in (Place.AWAITED, Place.NOT_RETURNED):
            posts.setdefault(one.figure.owner_post or "Nobody yet", []).append(one)
    return Table(
        key="owed",
        caption_hidden=True,
        caption="Figures still to come, and from whom",
        columns=(
            Column(title="From"),
            Column(title="First due"),
            Column(title=PLACE_WORDS[Place.NOT_RETURNED], numeric=True),
            Column(title=PLACE_WORDS[Place.AWAITED], numeric=True),
        ),
        rows=tuple(_owed_row(post, figures, chosen=chosen) for post, figures in sorted(posts.items())),
        empty="Nothing is awaited: every figure that was asked for has been returned.",
    )


def _owed_row(post: str, figures: list[Brief], *, chosen: Chosen) -> tuple[Cell, ...]:
    services = listed(once_each(one.figure.service.name for one in figures))
    counted = tally(figures)
    return (
        Cell(words=post, small=services),
        Cell(words=day_words(min(one.figure.due_on for one in figures))),
        *(
            _number(counted.at(place), chosen.figures(owner=post, rating=place.value))
            for place in (Place.NOT_RETURNED, Place.AWAITED)
        ),
    )


def _owed_words(looked_at: Iterable[Brief]) -> str:
    counted = tally(looked_at)
    parts = [
        f"{count_of(counted.not_returned, 'figure')} overdue" if counted.not_returned else "",
        f"{count_of(counted.awaited, 'figure')} not due yet" if counted.awaited else "",
    ]
    said = listed(part for part in parts if part)
    return f"{starting(said)}." if any(parts) else ""


def _named(one: Brief) -> Cell:
    return Cell(words=one.figure.title, small=one.figure.ref, address=indicator_address(one.figure.ref))
