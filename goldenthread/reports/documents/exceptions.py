"""Exception reports for amber and red: the three heads of the committee's report, the difference computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldenthread.charts.line import line_chart
from goldenthread.charts.series import Point
from goldenthread.charts.words import finding_in_words
from goldenthread.domain.days import day_words
from goldenthread.domain.difference import fraction_in_words
from goldenthread.domain.listing import listed
from goldenthread.domain.snapshot import ExceptionWords
from goldenthread.domain.units import print_value
from goldenthread.publishing.document import (
    Block,
    Chart,
    Column,
    Fact,
    FactList,
    Heading,
    Panel,
    PanelBlock,
    Paragraph,
    Section,
    Table,
)
from goldenthread.reports.documents.movement import last_rating_in_words, ratings_listed
from goldenthread.reports.documents.printed import target_in_words
from goldenthread.reports.documents.promises import (
    Fate,
    carried_promises,
    own_promises_table,
    promises_table,
    was_due_words,
)
from goldenthread.reports.documents.revised import chart_note
from goldenthread.reports.documents.runs import runs_told
from goldenthread.reports.documents.sentences import (
    count_of,
    is_or_are,
    of_which_whole,
    once_each,
    starting,
    was_or_were,
)
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import MOST_PERIODS, ToldFigure, tolerance_in_words

# The seed report's three heads, word for word.
REASONS = "Reasons for the level of performance"
DIFFERENCE = "Difference between target and achievement"
REMEDIAL_ACTIONS = "Remedial actions"
SAME_WORDS = "The same words as last quarter"
OTHER_PROMISES = "Promises of other measures"


def exceptions_section(
    telling: Telling, *, title: str, beside: Mapping[int, Fact] | None = None, with_other_promises: bool = False
) -> Section:
    """Every amber and red figure with its report or the lack of one; red first. `beside` is what stands with the rating
    of a measure, by its id: that of the joint committee in a council's own pack. What is still owed of the promises of
    other measures follows where it is asked for."""
    own = tuple(Paragraph(text=words) for words in own_exceptions_in_words(telling))
    blocks: tuple[Block, ...] = (
        Paragraph(text=exceptions_in_words(telling)),
        *own,
        *runs_told(telling),
        *_panels(telling, beside=beside or {}),
        *(_other_promises(telling) if with_other_promises else ()),
    )
    return Section(title=title, blocks=blocks, new_page=True)


def exceptions_in_words(telling: Telling) -> str:
    """How many exception reports are due, and how many of them were not given."""
    due = telling.exceptions
    if not due:
        return "No measure is amber or red, so no exception report is due."
    one = len(due) == 1
    whole = tuple(figure for figure in due if not figure.terms.council)
    rated = f"{ratings_listed(due)}{of_which_whole(ratings_listed(whole) if whole and not one else '')}"
    words = f"{count_of(len(due), 'measure')} {'is' if one else 'are'} red or amber ({rated}). "
    words += "Its exception report follows" if one else "Their exception reports follow, red first"
    missing = unexplained(telling)
    if not missing:
        return f"{words}; {'it was' if one else 'all were'} given."
    posts = listed(once_each(figure.terms.owner_post for figure in missing))
    return f"{words}; {count_of(len(missing), 'explanation')} {was_or_were(len(missing))} not given, by {posts}."


def unexplained(telling: Telling) -> tuple[ToldFigure, ...]:
    """Amber and red figures without the exception report that was due."""
    return tuple(figure for figure in telling.exceptions if not _is_explained(figure.snapshot.exception))


def own_exceptions_in_words(telling: Telling) -> Iterator[str]:
    """A sentence of those that are amber or red under their council's own policy alone, where there are any."""
    own = telling.own_exceptions
    if not own:
        return
    councils = listed(once_each(figure.scope for figure in own))
    one = len(own) == 1
    words = (
        f"{starting(count_of(len(own), 'more measure'))} {is_or_are(len(own))} red or amber under the own policy of "
        f"{councils} alone, and in no count of this report: {'its report follows' if one else 'their reports follow'} "
        "the others"
    )
    missing = sum(not _is_explained(figure.snapshot.exception) for figure in own)
    yield f"{words}; {missing} {was_or_were(missing)} not given." if missing else f"{words}."


def _is_explained(words: ExceptionWords | None) -> bool:
    return words is not None and words.given


def _panels(telling: Telling, *, beside: Mapping[int, Fact]) -> Iterator[Panel]:
    carried = carried_promises(telling)
    for figure in (*telling.exceptions, *telling.own_exceptions):
        own = tuple(promise for promise in carried if promise.figure is figure)
        blocks: list[PanelBlock] = [_facts(figure, beside=beside), *_heads(figure)]
        if figure.points:
            blocks.append(_chart(figure, telling=telling))
        words = figure.snapshot.exception
        if words is not None and words.actions:
            blocks.append(_actions_table(words, figure=figure))
        if own:
            blocks.append(own_promises_table(own, caption=f"Promises of earlier quarters: {figure.name}"))
        yield Panel(
            title=f"{figure.title}, {figure.scope}",
            small="; ".join(_small(figure)),
            mark=figure.own if figure.own is not None and figure.is_own_exception else figure.mark,
            blocks=tuple(blocks),
        )


def _other_promises(telling: Telling) -> Iterator[Block]:
    """Promises that were missed, or that nobody answered, of measures that have no panel: every one of them is counted
    on the first page."""
    panels = {figure.snapshot.measure_id for figure in (*telling.exceptions, *telling.own_exceptions)}
    owed = tuple(
        promise
        for promise in carried_promises(telling)
        if promise.figure.snapshot.measure_id not in panels and (promise.is_missed or promise.fate is Fate.UNANSWERED)
    )
    if not owed:
        return
    missed = sum(promise.is_missed for promise in owed)
    silent = sum(promise.fate is Fate.UNANSWERED for promise in owed)
    yield Heading(text=OTHER_PROMISES)
    whose = "a measure that has" if len(owed) == 1 else "measures that have"
    yield Paragraph(
        text=f"{starting(count_of(len(owed), 'promise'))} of {whose} no exception report here {is_or_are(len(owed))} "
        f"missed or without an answer: {missed} missed, {silent} without an answer{_both(missed + silent - len(owed))}."
    )
    yield promises_table(owed, caption=f"{OTHER_PROMISES}: missed, or without an answer")


def _both(number: int) -> str:
    return f", {number} both" if number else ""


def _small(figure: ToldFigure) -> Iterator[str]:
    yield from (figure.terms.indicator_ref, figure.terms.service, figure.terms.owner_post)
    if figure.is_own_exception:
        yield f"under {figure.scope}'s own policy alone"
    yield from figure.notes


def _ratings(figure: ToldFigure) -> Iterator[Fact]:
    """What stands beside the rating of the panel, each with whose it is."""
    own, override = figure.snapshot.own, figure.snapshot.override
    if figure.is_own_exception and own is not None:
        yield Fact(label=f"For {figure.scope}", text=own.reason)
        yield Fact(label="For the joint committee", text=figure.snapshot.reason)
    elif figure.own_differs and figure.own is not None and own is not None:
        yield Fact(label=f"{figure.scope}'s own rating", text=own.reason)
    if override is not None:
        yield Fact(label="By the rule", text=override.computed_reason)
    earlier = figure.snapshot.earlier_terms
    if earlier is not None and earlier.rating != figure.snapshot.rating:
        yield Fact(label="Under the earlier terms", text=earlier.reason)


def _facts(figure: ToldFigure, *, beside: Mapping[int, Fact]) -> FactList:
    facts = [Fact(label="Figure", text=_figure_words(figure)), Fact(label="Target", text=_target_words(figure))]
    facts += _ratings(figure)
    if figure.snapshot.measure_id in beside:
        facts.append(beside[figure.snapshot.measure_id])
    if figure.snapshot.forecast is not None:
        expected = figure.forecast_words if figure.year_end is None else figure.year_end.word
        facts.append(Fact(label="Year-end forecast", text=f"{figure.forecast.text}: {expected.lower()}"))
    facts.append(Fact(label="Last rated", text=starting(last_rating_in_words(figure))))
    return FactList(facts=tuple(facts))


def _figure_words(figure: ToldFigure) -> str:
    snapshot = figure.snapshot
    if snapshot.numerator is None or snapshot.denominator is None:
        return figure.actual.text
    fraction = fraction_in_words(snapshot.numerator, snapshot.denominator, unit=figure.terms.unit)
    return f"{figure.actual.text} ({fraction})"


def _target_words(figure: ToldFigure) -> str:
    terms = figure.terms
    words = figure.target.text
    if terms.tolerance is not None:
        words += f", tolerance {tolerance_in_words(terms.tolerance, terms=terms)}"
    if terms.annual_target is not None and terms.annual_target != terms.target:
        words += f"; for the year {target_in_words(terms.annual_target, terms=terms)}"
    return words


def _heads(figure: ToldFigure) -> Iterator[Paragraph]:
    words = figure.snapshot.exception
    if words is None or not words.given:
        yield Paragraph(lead=f"{REASONS}:", text=f"No explanation given by {figure.terms.owner_post}.")
    else:
        repeated = f" ({SAME_WORDS}.)" if words.same_words else ""
        yield Paragraph(lead=f"{REASONS}:", text=f"{words.reasons}{repeated}")
    difference = words.difference if words is not None and words.difference else figure.snapshot.reason
    yield Paragraph(lead=f"{DIFFERENCE}:", text=difference)
    yield Paragraph(lead=f"{REMEDIAL_ACTIONS}:", text=_actions_words(figure, words=words))


def _actions_words(figure: ToldFigure, *, words: ExceptionWords | None) -> str:
    if words is None or not words.given:
        return f"None given by {figure.terms.owner_post}."
    if words.actions_withheld:
        return starting(words.actions_withheld)
    back = f" Back on track: {words.back_on_track.rstrip('.')}." if words.back_on_track else ""
    if not words.actions:
        return f"None promised.{back or ' No day is given for being back on track.'}"
    count = "1 action is" if len(words.actions) == 1 else f"{len(words.actions)} actions are"
    return f"{count} listed below.{back or ' No day is given for being back on track.'}"


def _actions_table(words: ExceptionWords, *, figure: ToldFigure) -> Table:
    return Table(
        caption=f"{REMEDIAL_ACTIONS}: {figure.name}",
        columns=(Column(title="Action", share=7), Column(title="Owner", share=4), Column(title="By", share=3)),
        rows=tuple((action.words, action.owner_post, was_due_words(action)) for action in words.actions),
    )


def _chart(figure: ToldFigure, *, telling: Telling) -> Chart:
    terms = figure.terms
    finding = finding_in_words(
        measure=figure.name,
        period=telling.quarter.label,
        printed=figure.actual.text,
        against_target=f"against a target of {figure.target.text}" if figure.points[-1].target_printed else "",
        rating=figure.mark.word,
    )
    decimals = terms.decimals
    has_target = any(point.target_printed for point in figure.points)
    if figure.kinds:
        finding = f"{finding} {figure.kinds}."
    drawing = line_chart(
        figure.points, alt=finding, print_value=lambda value: print_value(value, unit=terms.unit, decimals=decimals)
    )
    return Chart(
        svg=drawing.svg,
        title=figure.name,
        alt=drawing.alt,
        caption=". ".join(
            part.rstrip(".")
            for part in (
                "Figure (line) and target (dashes)" if has_target else "Figure (line)",
                figure.kinds,
                chart_note(figure.snapshot),
                *(point.break_words for point in figure.snapshot.series[-MOST_PERIODS:]),
            )
            if part
        ),
        table=series_table(figure.points, caption=f"Figures and targets: {figure.name}"),
        width=drawing.width,
        height=drawing.height,
    )


def series_table(points: tuple[Point, ...], *, caption: str) -> Table:
    """Every number that a chart draws: one column for each period."""
    return Table(
        caption=caption,
        columns=(Column(title="Period", share=3), *(Column(title=p.label, align="right", share=4) for p in points)),
        rows=(
            ("Figure", *(point.printed for point in points)),
            ("Target", *(point.target_printed or "–" for point in points)),
        ),
    )


def due_words(figure: ToldFigure) -> str:
    """The day that a figure was due; "a day that is not known" where none is kept."""
    due = figure.terms.due_on
    return "a day that is not known" if due is None else day_words(due)
