"""The newest figure of a measure as a node: what it is, its exception, what was decided about it, what was promised."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from goldenthread.committee.models import Decision
from goldenthread.committee.models.agenda import Access
from goldenthread.committee.queries.decisions import DecisionFacts, decision_facts, is_named
from goldenthread.committee.queries.record import WITH_DECISIONS
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import read_period
from goldenthread.domain.rating.comparisons import has_target, standing_of
from goldenthread.domain.rating.sentences import shown_decimals
from goldenthread.domain.snapshot import FigureSnapshot, Promise
from goldenthread.domain.terms import Terms, rating_inputs
from goldenthread.domain.thread import Mark, Node, NodeKind
from goldenthread.domain.units import print_value
from goldenthread.domain.withheld import MARKER, STATUS
from goldenthread.figures.queries.of_indicator import SeenFigure, newest_of_measures
from goldenthread.figures.queries.sight import Seen
from goldenthread.indicators.queries.labels import policy_labels
from goldenthread.thread.queries.reading import Reading

_SHORT = 200
_RATED: Mapping[str, Mark] = {"green": "green", "amber": "amber", "red": "red"}
_NO_RATING = {
    "no-target": "no target",
    "data-only": "data only",
    "not-due": "not due",
    "data-lag": "due later",
    "suspended": "suspended",
    "discontinued": "discontinued",
    "not-provided": "not provided",
    "narrative-only": "in words",
    "not-applicable": "not applicable",
    STATUS: "withheld from the public",
}
_SEEN = {Seen.NOW: "as it stands now", Seen.ISSUED: "as it was frozen", Seen.RELEASED: "as it was published"}
_OUTCOMES = {"done": "done", "on-course": "on course", "late": "late", "dropped": "dropped", "": "not answered"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What stands beside figures: words of ratings, and decisions of the committee."""

    labels: Mapping[tuple[str, int, str], str]
    decided: tuple[DecisionFacts, ...]  # those that name something or that targets rest on, the newest first
    on_reports: Mapping[str, tuple[DecisionFacts, ...]]  # by period: at the item that had its report as a paper


def newest_figures(measures: Collection[int], reading: Reading) -> dict[int, SeenFigure]:
    """Of each measure the newest figure that the reader may see."""
    return newest_of_measures(measures, sights=reading.sights, at=reading.at)


def said_of_figures(figures: Iterable[SeenFigure]) -> Said:
    """What stands beside these figures; three reads, however many there are."""
    every = tuple(figures)
    if not every:
        return Said(labels={}, decided=(), on_reports={})
    rows = Decision.objects.filter(item__access=Access.OPEN, item__meeting__state__in=WITH_DECISIONS).select_related(
        "item__meeting__committee"
    )
    return Said(
        labels=rating_labels(),
        decided=tuple(decision_facts(one) for one in rows.order_by("-item__meeting__date", "item_id", "pk")),
        on_reports=_on_reports({str(one.quarter) for one in every}),
    )


def figure_node(figure: SeenFigure, *, said: Said) -> Node:
    """The figure with its exception, its promises and what the committee decided about it."""
    snapshot, terms = figure.snapshot, figure.snapshot.terms
    children: list[Node] = []
    exception = _exception(figure)
    about = decided_about(figure, said=said)
    if exception is not None:
        children.append(exception)
    children += [decision_node(one) for one in about]
    children += _promises(snapshot, figure=figure)
    return Node(
        kind=NodeKind.FIGURE,
        key=f"{terms.indicator_ref}/{figure.quarter}",
        name=f"{figure.quarter.label}: {printed(snapshot)}",
        state=f"{_state(snapshot, said=said)}, {_SEEN[figure.seen]}",
        mark=mark_of(snapshot),
        illustrative=terms.illustrative,
        children=tuple(children),
    )


def short_state(figure: SeenFigure | None, *, said: Said) -> str:
    """ "96.1%, Amber, Q2 2019/20"; what an indicator says of itself before its figure is opened."""
    if figure is None:
        return "no figure to see yet"
    return f"{printed(figure.snapshot)}, {_rating(figure.snapshot, said=said)}, {figure.quarter.label}"


def mark_of(snapshot: FigureSnapshot) -> Mark:
    """The rating's code; "not-rated" for what has none."""
    return _RATED.get(snapshot.rating, "not-rated")


def printed(snapshot: FigureSnapshot) -> str:
    """The figure as reports print it, with the decimals that tell it from its target."""
    terms = snapshot.terms
    if snapshot.status == STATUS:
        return MARKER
    if snapshot.value is not None:
        words = _value(snapshot.value, terms=terms)
        return f"{words} [p]" if snapshot.provisional else words
    if snapshot.status in ("not-due", "data-lag") and snapshot.annual is not None and not snapshot.annual.withheld:
        last = snapshot.annual
        shown = "no figure" if last.value is None else _value(last.value, terms=terms)
        return f"last result {shown} in {read_period(last.period).label}"
    if snapshot.kind in ("", "blank"):
        return "not returned" if snapshot.status in ("awaiting-data", "") else "no figure"
    return "in words" if snapshot.kind == "text" else snapshot.text or "no figure"


def decision_node(decision: DecisionFacts) -> Node:
    """A decision of a committee as it stands on the thread."""
    return Node(
        kind=NodeKind.DECISION,
        key=decision.reference,
        name=_short(decision.text),
        state=f"{decision.body}, {day_words(decision.meeting_on)}, minute {decision.minute}",
    )


def agreed_node(decision: Decision) -> Node:
    """The decision that agreed something; of what was not open to all, no more than its reference."""
    if decision.item.access != Access.OPEN or decision.item.meeting.state not in WITH_DECISIONS:
        return Node(kind=NodeKind.DECISION, key=decision.reference, name=decision.reference)
    return decision_node(decision_facts(decision))


def decided_about(figure: SeenFigure, *, said: Said) -> tuple[DecisionFacts, ...]:
    """The decision that its target rests on; later ones that name the indicator; and those on the quarter's report."""
    terms, ended = figure.snapshot.terms, figure.quarter.last_day
    found = [
        one
        for one in said.decided
        if one.reference == terms.authority
        or (one.meeting_on > ended and is_named(terms.indicator_ref, within=f"{one.title}\n{one.text}"))
    ]
    found += [one for one in said.on_reports.get(str(figure.quarter), ()) if one not in found]
    return tuple(found)


def _on_reports(periods: Collection[str]) -> dict[str, tuple[DecisionFacts, ...]]:
    rows = (
        Decision.objects.filter(
            item__papers__publication__period__in=periods,
            item__papers__publication__audience="joint-committee",
            item__papers__access=Access.OPEN,
            item__access=Access.OPEN,
            item__meeting__state__in=WITH_DECISIONS,
        )
        .select_related("item__meeting__committee")
        .order_by("item__meeting__date", "item_id", "pk")
    )
    found: dict[str, tuple[DecisionFacts, ...]] = {}
    for one in rows.annotate(period=F("item__papers__publication__period")):
        told = decision_facts(one)
        if told not in found.get(one.period, ()):
            found[one.period] = (*found.get(one.period, ()), told)
    return found


def _state(snapshot: FigureSnapshot, *, said: Said) -> str:
    return snapshot.reason.rstrip(".") if snapshot.rating in _RATED else _rating(snapshot, said=said)


def rating_words(snapshot: FigureSnapshot, *, labels: Mapping[tuple[str, int, str], str]) -> str:
    """The rating in the words of its policy; why there is none, of what has none."""
    terms = snapshot.terms
    if snapshot.rating in _RATED:
        word = labels.get((terms.policy_slug, terms.policy_version, snapshot.rating))
        return word or snapshot.rating.capitalize()
    return _NO_RATING.get(snapshot.status, "not rated")


def rating_labels() -> dict[tuple[str, int, str], str]:
    """The words of ratings by policy, its version and the rating's code; in one read."""
    return {(one.slug, one.version, rating): one.of(rating) for one in policy_labels().values() for rating in _RATED}


def _rating(snapshot: FigureSnapshot, *, said: Said) -> str:
    return rating_words(snapshot, labels=said.labels)


def _exception(figure: SeenFigure) -> Node | None:
    told = figure.snapshot.exception
    if told is None:
        return None
    ref = figure.snapshot.terms.indicator_ref
    if not told.given:
        return Node(
            kind=NodeKind.EXCEPTION,
            key=f"{ref}/{figure.quarter}",
            name="No exception report was given",
            mark="not-rated",
        )
    return Node(
        kind=NodeKind.EXCEPTION,
        key=f"{ref}/{figure.quarter}",
        name=_short(told.reasons) or "No reasons were given",
        state=f"by the {told.written_by}" if told.written_by else "",
    )


def _promises(snapshot: FigureSnapshot, *, figure: SeenFigure) -> list[Node]:
    found: dict[int, Node] = {}
    for answered in snapshot.promises:
        said = _OUTCOMES.get(answered.outcome, answered.outcome)
        found[answered.promise.action_id] = _promise(answered.promise, said=f"{said} in {figure.quarter.label}")
    told = snapshot.exception
    if told is not None and told.actions_withheld:
        return [
            *found.values(),
            Node(kind=NodeKind.PROMISE, key="", name=told.actions_withheld, mark="not-rated"),
        ]
    for promise in () if told is None else told.actions:
        found.setdefault(promise.action_id, _promise(promise, said=f"made in {figure.quarter.label}"))
    return list(found.values())


def _promise(promise: Promise, *, said: str) -> Node:
    if promise.withheld:
        return Node(kind=NodeKind.PROMISE, key="", name=promise.words or MARKER, mark="not-rated")
    return Node(
        kind=NodeKind.PROMISE,
        key=str(promise.action_id),
        name=_short(promise.words),
        state=f"{promise.owner_post}, due on {day_words(promise.due_on)}, {said}",
        illustrative=promise.illustrative,
    )


def _value(value: Decimal, *, terms: Terms) -> str:
    inputs = rating_inputs(terms, value=value)
    decimals = shown_decimals(inputs, standing_of(inputs, value)) if has_target(inputs) else terms.decimals
    return print_value(value, unit=terms.unit, decimals=decimals)


def _short(words: str) -> str:
    """The first sentence or so: the whole stands on the thing's own page."""
    told = " ".join(words.split())
    if len(told) <= _SHORT:
        return told
    return told[:_SHORT].rpartition(" ")[0].rstrip(" ,;:.") + "…"
