"""A measure's figures on an indicator's page: the chart with its numbers, and how the newest is rated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from goldenthread.charts.line import line_chart
from goldenthread.charts.words import finding_in_words
from goldenthread.components.lists import ChartFigure, Fact
from goldenthread.components.marks import Rating, Travel
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.periods import read_period
from goldenthread.domain.rating.comparisons import has_target, standing_of
from goldenthread.domain.rating.sentences import against_target, shown_decimals
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.terms import rating_inputs
from goldenthread.domain.units import print_value
from goldenthread.domain.withheld import MARKER, STATUS
from goldenthread.figures.queries.of_indicator import SeenFigure
from goldenthread.figures.queries.sight import Seen
from goldenthread.indicators.queries.labels import PolicyLabels
from goldenthread.partnership.queries.ratings import Styles
from goldenthread.partnership.views.marks import rating_in
from goldenthread.reports.documents.printed import actual_number, decimals_shown, target_printed
from goldenthread.reports.documents.revised import REVISED
from goldenthread.reports.documents.sentences import starting
from goldenthread.reports.documents.told import SHORT_STATUS, TRAVEL_WORDS, Place, place_of, points_of
from goldenthread.reports.pages.addresses import behind_figure
from goldenthread.reports.pages.brief import PLACE_WORDS

SEEN_WORDS = {
    Seen.NOW: "as it stands now",
    Seen.ISSUED: "as it was frozen and issued to you",
    Seen.RELEASED: "as it was published",
}
_TRAVEL_TO = {"improved": "better than", "same": "the same as", "worse": "worse than"}


@dataclass(frozen=True, kw_only=True)
class Words:
    """What ratings are called by each version of a policy; and by the council whose figures they are, where it has its
    own words."""

    policies: Mapping[tuple[str, int], PolicyLabels]
    styles: Styles = field(default_factory=dict)

    def by_policy(self, code: str, *, policy: tuple[str, int]) -> str:
        """The policy's word for green, amber or red."""
        labels = self.policies.get(policy)
        return ("" if labels is None else labels.of(code)) or PLACE_WORDS[Place(code)]

    def mark(self, code: str, *, policy: tuple[str, int]) -> Rating:
        """Green, amber or red as it is shown here."""
        if code in self.styles:
            return rating_in(code, self.styles)
        return Rating(code, self.by_policy(code, policy=policy))


def mark_of(snapshot: FigureSnapshot, *, words: Words) -> Rating:
    """The rating in its council's or its policy's own word; what has none says why not."""
    place = place_of(snapshot)
    if place in (Place.GREEN, Place.AMBER, Place.RED):
        return words.mark(place.value, policy=_policy(snapshot))
    if place is Place.NOT_RATED:
        return Rating("not-rated", SHORT_STATUS.get(snapshot.status, PLACE_WORDS[place]))
    return Rating("not-rated", PLACE_WORDS[place])


def printed(snapshot: FigureSnapshot) -> tuple[str, str]:
    """Figure and target as every report prints them."""
    terms = snapshot.terms
    decimals = decimals_shown(rating_inputs(terms, value=snapshot.value), value=snapshot.value)
    actual = MARKER if snapshot.status == STATUS else actual_number(snapshot, terms=terms, decimals=decimals).text
    return actual, target_printed(terms, decimals=decimals)


def rating_facts(figures: tuple[SeenFigure, ...], *, words: Words) -> Iterator[Fact]:
    """The newest figure that is seen: what it is, how it is rated and why, and which way it went."""
    if not figures:
        return
    newest = figures[-1]
    snapshot = newest.snapshot
    actual, target = printed(snapshot)
    mark = mark_of(snapshot, words=words)
    said = words.by_policy(mark.code, policy=_policy(snapshot)) if mark.code in words.styles else mark.word
    behind = behind_figure(newest.figure_id, seen=newest.seen, is_frozen=newest.is_frozen)
    yield Fact(
        name=newest.quarter.label,
        words=f"{actual}, {SEEN_WORDS[newest.seen]}",
        link=Link(words="How this figure came about", address=behind) if behind else None,
    )
    yield Fact(name="Target of the quarter", words=f"{target}; {snapshot.terms.authority_words or 'not yet agreed'}")
    yield Fact(name="Rating", rating=mark, words=_said(snapshot.reason, said))
    own = snapshot.own
    if own is not None and own.rating in ("green", "amber", "red"):
        policy = own.policy_slug, own.policy_version
        yield Fact(
            name="By the council's own policy",
            rating=words.mark(own.rating, policy=policy),
            words=_said(own.reason, words.by_policy(own.rating, policy=policy)),
        )
    if snapshot.override is not None:
        judged = snapshot.override
        yield Fact(name="By judgement", words=f"{judged.reason} ({judged.by}). By the rule: {judged.computed_reason}")
    for name, code, reason in (
        ("Since the previous period", snapshot.travel_short, snapshot.travel_short_reason),
        ("Since the same period last year", snapshot.travel_long, snapshot.travel_long_reason),
    ):
        travel = _travel(code)
        yield Fact(name=name, travel=travel, words=_said(reason, travel.word))


def chart_of(figures: tuple[SeenFigure, ...], *, key: str, title: str, scope: str, words: Words) -> ChartFigure | None:
    """The newest figure's series as a chart, with the table of its numbers; None where no figure is seen, or none of
    its periods has one."""
    if not figures:
        return None
    newest = figures[-1].snapshot
    points = points_of(newest)
    if not any(point.value is not None for point in points):
        return None
    terms = newest.terms
    actual, _ = printed(newest)
    previous = "" if newest.previous is None else read_period(newest.previous.period).label
    to = _TRAVEL_TO.get(newest.travel_short, "")
    finding = finding_in_words(
        measure=f"{title} ({scope})",
        period=points[-1].label,
        printed="no figure" if newest.value is None else actual,
        against_target=_against(newest),
        travel=f"{to} {previous}" if to and previous else "",
        rating=mark_of(newest, words=words).word,
    )
    return ChartFigure(
        drawing=line_chart(
            points,
            alt=finding,
            print_value=lambda value: print_value(value, unit=terms.unit, decimals=terms.decimals),
            points_speak=True,
        ),
        finding=finding,
        table=_numbers(figures, key=key, scope=scope, words=words),
    )


def _policy(snapshot: FigureSnapshot) -> tuple[str, int]:
    return snapshot.terms.policy_slug, snapshot.terms.policy_version


def _against(snapshot: FigureSnapshot) -> str:
    """ "2.9 points below the target of 95.0%"; "" where there is nothing to hold against it."""
    inputs = rating_inputs(snapshot.terms, value=snapshot.value)
    if snapshot.value is None or not has_target(inputs):
        return ""
    standing = standing_of(inputs, snapshot.value)
    return against_target(inputs, standing, decimals=shown_decimals(inputs, standing)).partition(" is ")[2]


def _said(reason: str, word: str) -> str:
    """A reason without the word that stands before it as a mark."""
    before, colon, after = reason.partition(": ")
    return starting(after) if colon and word.casefold().startswith(before.casefold()) else reason


def _numbers(figures: tuple[SeenFigure, ...], *, key: str, scope: str, words: Words) -> Table:
    newest = figures[-1]
    seen = {str(one.quarter): one for one in figures}
    rows = []
    series = newest.snapshot.series[-len(points_of(newest.snapshot)) :]
    for point, told in zip(series, points_of(newest.snapshot), strict=True):
        figure = seen.get(point.period)
        reported = told.printed.replace(f" {REVISED}", "") if figure is None else printed(figure.snapshot)[0]
        known = told.printed if point.revised else reported
        if figure is newest:
            known = _as_now_known(figure)
        elif point.revised and figure is None:
            reported = "not seen here"
        rating = Cell(words="–") if figure is None else Cell(rating=mark_of(figure.snapshot, words=words))
        remark = "imported" if point.imported and point.value is not None else ""
        behind = "" if figure is None else behind_figure(figure.figure_id, seen=figure.seen, is_frozen=figure.is_frozen)
        shown = Cell(words=reported, address=behind)
        rows.append(row_of(Cell(words=told.label, small=remark), shown, known, told.target_printed or "–", rating))
    return Table(
        key=f"numbers-{key}",
        caption=f"Figures, {scope}",
        columns=(
            Column(title="Period"),
            Column(title="As reported", numeric=True),
            Column(title="As now known", numeric=True),
            Column(title="Target", numeric=True),
            Column(title="Rating"),
        ),
        rows=tuple(reversed(rows)),
    )


def _as_now_known(figure: SeenFigure) -> str:
    if not figure.restatements:
        return printed(figure.snapshot)[0]
    newest = figure.restatements[-1]
    return f"{newest.printed(newest.value)} {REVISED}"


def _travel(code: str) -> Travel:
    known = code if code in TRAVEL_WORDS else "not-stated"
    return Travel(known, TRAVEL_WORDS[known])
