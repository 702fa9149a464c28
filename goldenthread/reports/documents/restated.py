"""Figures of earlier quarters that are known otherwise now than they were reported, said aloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from goldenthread.domain.listing import listed
from goldenthread.domain.restated import RestatedFigure, RestatementKind
from goldenthread.publishing.cells import Cell, Detail, Number, RatingMark
from goldenthread.publishing.document import Block, Column, Notice, NoticeKind, Paragraph, Section, Table
from goldenthread.reports.documents.age import london_day
from goldenthread.reports.documents.revised import with_marks
from goldenthread.reports.documents.sentences import count_of, is_or_are, once_each, starting
from goldenthread.reports.documents.telling import Telling
from goldenthread.reports.documents.told import SHORT_STATUS, WHOLE_PARTNERSHIP, period_label

_RATED = ("green", "amber", "red")
_KINDS = {RestatementKind.CORRECTION: "correction", RestatementKind.SCHEDULED_REVISION: "scheduled revision"}


def restated_section(telling: Telling, *, title: str) -> Section:
    """Each restatement that this pack is the first to tell of, with both values and both ratings."""
    return Section(title=title, blocks=tuple(_blocks(telling)))


def earlier_restated(telling: Telling) -> tuple[RestatedFigure, ...]:
    """Restatements of earlier quarters' figures."""
    return tuple(one for one in telling.facts.restatements if one.figure.period != telling.facts.period)


def own_restated(telling: Telling) -> tuple[RestatedFigure, ...]:
    """Restatements of this quarter's own figures, made since an earlier version of it was frozen."""
    return tuple(one for one in telling.facts.restatements if one.figure.period == telling.facts.period)


def restated_in_words(telling: Telling) -> str:
    """How many, of which kinds, and how many of them change a rating."""
    restated = earlier_restated(telling)
    if not restated:
        return "No figure of an earlier quarter was restated since the last report."
    figures = {(one.figure.measure_id, one.figure.period) for one in restated}
    kinds = Counter(one.kind for one in restated)
    told = listed(count_of(kinds[kind], words) for kind, words in _KINDS.items() if kinds[kind])
    words = (
        f"{starting(count_of(len(figures), 'figure'))} of earlier quarters {is_or_are(len(figures))} restated: {told}."
    )
    moved = len(rating_changes(restated))
    if len(figures) == 1:
        rated = "It would have been rated otherwise." if moved else "Its rating would have been the same."
    else:
        rated = f"{moved or 'None'} of them would have been rated otherwise."
    return f"{words} {rated} What was published then stays as it was."


def rating_changes(restated: tuple[RestatedFigure, ...]) -> tuple[tuple[RestatedFigure, ...], ...]:
    """The restatements of each figure, oldest first, where the newest would have been rated otherwise than what was
    known before the first of them."""
    by_figure: dict[tuple[int, str], list[RestatedFigure]] = {}
    for one in restated:
        by_figure.setdefault((one.figure.measure_id, one.figure.period), []).append(one)
    return tuple(
        tuple(said)
        for said in by_figure.values()
        if (said[-1].rating, said[-1].own_rating) != (said[0].rating_before, said[0].own_rating_before)
    )


def correction_notices(telling: Telling) -> tuple[Notice, ...]:
    """What stands before anything else on the first page: each figure of an earlier quarter whose correction changes a
    rating, and each of this quarter's own that an earlier version of it reported otherwise."""
    labels = _labels(telling)
    values = {figure.snapshot.measure_id: figure.snapshot.value for figure in telling.figures}
    return tuple(
        _notice(said, labels=labels, stands=_stands(said[-1], telling=telling, values=values))
        for said in rating_changes(telling.facts.restatements)
        if any(one.kind is RestatementKind.CORRECTION for one in said)
    )


def _stands(one: RestatedFigure, *, telling: Telling, values: Mapping[int, Decimal | None]) -> str:
    """How this report has a figure of its own quarter; "" of an earlier quarter."""
    if one.figure.period != telling.facts.period:
        return ""
    value = values.get(one.figure.measure_id)
    return "This report has it as it was reported." if value == one.reported else "This report has it as now known."


def _notice(said: tuple[RestatedFigure, ...], *, labels: Mapping[str, Mapping[str, str]], stands: str) -> Notice:
    first, last = said[0], said[-1]
    was = first.printed(first.known_before) or first.reported_words
    rated = (
        f"It was {_rated(first.rating_before, last, labels=labels)}; it would have been "
        f"{_rated(last.rating, last, labels=labels)}."
    )
    if last.own_rating != first.own_rating_before:
        rated += (
            f" Under the council's own policy it was {_own(first.own_rating_before)}, and would have been "
            f"{_own(last.own_rating)}."
        )
    if stands:
        rated += f" {stands}"
    return Notice(
        kind=NoticeKind.CORRECTION,
        title=(
            f"{last.figure.title} ({last.figure.council or WHOLE_PARTNERSHIP}), {period_label(last.figure.period)}: "
            f"reported as {was}, now known to be {last.printed(last.value)}"
        ),
        paragraphs=(rated, *(f"Why: {reason}" for reason in once_each(one.reason for one in said))),
    )


def _blocks(telling: Telling) -> Iterator[Block]:
    yield Paragraph(text=restated_in_words(telling))
    earlier, own = earlier_restated(telling), own_restated(telling)
    if earlier:
        yield _table(earlier, telling=telling, caption=f"Figures of earlier quarters, restated by {_until(telling)}")
    if own:
        yield Paragraph(
            text=f"Since {telling.quarter.label} was first frozen, {count_of(len(own), 'restatement')} "
            f"{'was' if len(own) == 1 else 'were'} made of its own figures. One that was corrected stands in this "
            "report as it was returned anew, any other as it was reported."
        )
        yield _table(own, telling=telling, caption=f"Figures of {telling.quarter.label}, restated since")


def _until(telling: Telling) -> str:
    return london_day(telling.as_at)


def _table(restated: tuple[RestatedFigure, ...], *, telling: Telling, caption: str) -> Table:
    labels = _labels(telling)
    return Table(
        caption=caption,
        columns=(
            Column(title="Measure", share=5),
            Column(title="As reported", align="right", share=2),
            Column(title="As now known", align="right", share=2),
            Column(title="Rated then", share=2),
            Column(title="Would have been", share=2),
            Column(title="Kind and reason", share=6),
        ),
        rows=tuple(_row(one, labels=labels) for one in restated),
        notes=tuple(_own_note(one) for one in restated if one.own_rating != one.own_rating_before),
    )


def _row(one: RestatedFigure, *, labels: Mapping[str, Mapping[str, str]]) -> tuple[Cell, ...]:
    figure = one.figure
    where = "; ".join((figure.indicator_ref, figure.council or WHOLE_PARTNERSHIP, period_label(figure.period)))
    return (
        Detail(text=figure.title, small=where),
        _number(one, one.reported, provisional=one.reported_provisional),
        _number(one, one.value, provisional=one.provisional),
        _mark(one.rating_reported, one, status=one.status_reported, labels=labels),
        _mark(one.rating, one, status=one.status, labels=labels),
        f"{starting(_KINDS[one.kind])}, {london_day(one.at)}, {one.by}: {one.reason}",
    )


def _number(one: RestatedFigure, value: Decimal | None, *, provisional: bool) -> Number:
    if value is None:
        return Number(text=one.reported_words)
    revised = value is one.value and value != one.reported
    return Number(text=with_marks(one.printed(value), provisional=provisional, revised=revised), value=value)


def _own_note(one: RestatedFigure) -> str:
    return (
        f"{one.figure.name}, {period_label(one.figure.period)}, under the council's own policy: "
        f"{_own(one.own_rating_before)}; it would have been {_own(one.own_rating)}."
    )


def _mark(code: str, one: RestatedFigure, *, status: str, labels: Mapping[str, Mapping[str, str]]) -> RatingMark:
    match code:
        case "green" | "amber" | "red":
            return RatingMark(code=code, word=_word(code, one, labels=labels))
        case _:
            return RatingMark(code="not-rated", word=SHORT_STATUS.get(status, "Not rated"))


def _word(code: str, one: RestatedFigure, *, labels: Mapping[str, Mapping[str, str]]) -> str:
    """What the policy that rated the figure calls the rating, where this report knows that policy."""
    if code not in _RATED:
        return "not rated"
    return labels.get(f"{one.policy_slug} {one.policy_version}", {}).get(code) or code.capitalize()


def _rated(code: str, one: RestatedFigure, *, labels: Mapping[str, Mapping[str, str]]) -> str:
    """ "rated Amber"; "not rated"."""
    word = _word(code, one, labels=labels)
    return f"rated {word}" if code in _RATED else word


def _own(code: str) -> str:
    return code if code in _RATED else "not rated"


def _labels(telling: Telling) -> Mapping[str, Mapping[str, str]]:
    return {
        f"{policy.slug} {policy.version}": {"green": policy.green, "amber": policy.amber, "red": policy.red}
        for policy in telling.facts.policies
    }
