"""An indicator's page: its card, and for each council its figures, what was said of them and who agreed what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from goldenthread.components.lists import ChartFigure, Fact
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Column, Table, row_of
from goldenthread.domain.cards import Card
from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.figures.queries.of_indicator import SeenFigure
from goldenthread.figures.queries.published_of import PublishedIn
from goldenthread.indicators.queries.card_history import CardHistory, CardVersion, FollowedBy, MeasureOfCard
from goldenthread.indicators.queries.labels import PolicyLabels
from goldenthread.partnership.queries.ratings import Styles
from goldenthread.partnership.views.marks import styles_in_words
from goldenthread.reports.documents.age import london_day
from goldenthread.reports.documents.sentences import starting
from goldenthread.reports.documents.told import WHOLE_PARTNERSHIP
from goldenthread.reports.pages.agreed import changes_table
from goldenthread.reports.pages.indicator_figures import Words, chart_of, rating_facts
from goldenthread.reports.pages.register import TYPE_WORDS
from goldenthread.reports.pages.said import Said, promises_table, restated_table, said_of

_POLARITY_WORDS = {
    "higher": "Higher is better",
    "lower": "Lower is better",
    "band": "A band is best",
    "none": "Neither higher nor lower is better",
}
_RULE_WORDS = {
    "last": "The last quarter's figure",
    "sum": "The sum of the quarters",
    "mean": "The mean of the quarters",
    "ratio": "All numerators over all denominators",
}
_LABELS = {
    "title": "title", "definition": "definition", "unit": "unit", "polarity": "which way is better",
    "measure_type": "what a figure covers", "year_end_rule": "how the year's figure is made",
    "frequency": "how often it is due", "decimals": "decimals", "formula": "formula",
    "numerator_label": "numerator", "denominator_label": "denominator", "minimum": "smallest value allowed",
    "maximum": "largest value allowed", "data_source": "source of the figures", "lag_days": "days until it is due",
    "level": "class", "family": "kind", "priority": "priority", "benchmark_set": "benchmark",
    "small_number": "small number", "sum_of": "sum of", "not_more_than": "not more than",
    "illustrative_note": "illustrative note", "target_zero_intended": "target of zero intended",
    "numerator_in_denominator": "numerator as part of the denominator",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CouncilPart:
    """The indicator for one council, or for the whole partnership."""

    key: str
    name: str
    facts: tuple[Fact, ...]
    chart: ChartFigure | None
    nothing: str  # why there is no chart
    said: tuple[Said, ...]
    promises: Table
    restated: Table
    changes: Table
    publications: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class IndicatorPage:
    """Everything that the page shows, in its order."""

    ref: str
    title: str
    illustrative: str
    card: tuple[Fact, ...]
    versions: Table
    followed: tuple[str, ...]
    parts: tuple[CouncilPart, ...]


def indicator_page(
    history: CardHistory,
    *,
    figures: Mapping[int, tuple[SeenFigure, ...]],
    published: Iterable[PublishedIn],
    labels: Mapping[int, PolicyLabels],
    styles: Mapping[str, Styles],
    today: date,
) -> IndicatorPage:
    """The indicator told; `figures` are those that the reader may see, by measure and oldest first."""
    in_force = history.in_force(today)
    every = tuple(published)
    return IndicatorPage(
        ref=history.ref,
        title=in_force.card.title,
        illustrative=in_force.card.illustrative_note,
        card=tuple(_card_facts(in_force)),
        versions=_versions(history.versions),
        followed=tuple(_followed(one, ref=history.ref) for one in history.successions),
        parts=tuple(
            _part(
                measure,
                card=in_force.card,
                figures=figures.get(measure.measure_id, ()),
                published=every,
                labels=labels,
                styles=styles,
                today=today,
            )
            for measure in history.measures
        ),
    )


def _part(
    measure: MeasureOfCard,
    *,
    card: Card,
    figures: tuple[SeenFigure, ...],
    published: tuple[PublishedIn, ...],
    labels: Mapping[int, PolicyLabels],
    styles: Mapping[str, Styles],
    today: date,
) -> CouncilPart:
    council = measure.council
    name = WHOLE_PARTNERSHIP if council is None else council.name
    key = "whole-partnership" if council is None else council.slug
    own = styles.get(key, {})
    words = Words(policies={(one.slug, one.version): one for one in labels.values()}, styles=own)
    called = styles_in_words(own)
    return CouncilPart(
        key=key,
        name=name,
        facts=(
            *_owner_facts(measure, labels=labels, today=today),
            *rating_facts(figures, words=words),
            *([Fact(name="Ratings are called", words=called)] if called and figures else ()),
        ),
        chart=chart_of(figures, key=key, title=card.title, scope=name, words=words),
        nothing=_nothing(measure),
        said=tuple(said_of(figures, words=words)),
        promises=promises_table(figures, key=key, name=name),
        restated=restated_table(figures, key=key, name=name),
        changes=changes_table(measure, card=card, key=key, name=name),
        publications=tuple(
            _publication(one)
            for one in published
            if one.council in ("", key) and any(figure.quarter == one.quarter for figure in figures)
        ),
    )


def _publication(one: PublishedIn) -> Link:
    replaced = " (replaced)" if one.is_replaced else ""
    return Link(
        words=f"{one.title}, released on {london_day(one.released_at)}{replaced}",
        address=reverse("web:publication", args=[one.public_id]),
    )


def _nothing(measure: MeasureOfCard) -> str:
    words = "There is no figure for you to see yet. One appears once it is published, or before where your role allows."
    kept = measure.imported
    if not kept:
        return words
    verb = "figure of an earlier period is" if kept == 1 else "figures of earlier periods are"
    return f"{words} {kept} {verb} on record, and will stand in the chart with it."


def _owner_facts(measure: MeasureOfCard, *, labels: Mapping[int, PolicyLabels], today: date) -> Iterator[Fact]:
    begun = [one for one in measure.owners if one.starts_on <= today] or list(measure.owners)
    if not begun:
        yield Fact(name="Owner", words="Nobody yet")
        return
    owner = begun[-1]
    yield Fact(name="Owner", words=owner.owner_post or "Nobody yet")
    yield Fact(name="Signed off by", words=owner.sign_off_post or "Nobody yet")
    yield _policy_fact("Rated by", labels.get(owner.policy_id))
    if owner.own_policy_id is not None:
        yield _policy_fact("And by the council's own", labels.get(owner.own_policy_id))


def _policy_fact(name: str, found: PolicyLabels | None) -> Fact:
    if found is None:
        return Fact(name=name, words="a policy that is not kept")
    address = f"{reverse('indicators:policy', args=[found.slug])}?version={found.version}"
    return Fact(name=name, link=Link(words=f"{found.title}, version {found.version}", address=address))


# --- the card ---------------------------------------------------------------------------------------------------------


def _card_facts(version: CardVersion) -> Iterator[Fact]:
    card = version.card
    yield Fact(name="What is measured", words=card.definition)
    if card.formula:
        yield Fact(name="Formula", words=card.formula)
    if card.numerator_label:
        yield Fact(name="Numerator and denominator", words=f"{card.numerator_label} over {card.denominator_label}")
    yield Fact(name="Service", words=f"{version.service.name}, {version.service.directorate}")
    yield Fact(name="Class", words=starting(card.level))
    yield Fact(name="Unit", words=starting(card.unit.replace("-", " ")))
    yield Fact(name="Which way is better", words=_POLARITY_WORDS.get(card.polarity, card.polarity))
    covers = TYPE_WORDS.get(card.measure_type, card.measure_type)
    often = "every quarter" if card.frequency == "quarterly" else "once a year"
    yield Fact(name="What a figure covers", words=f"{covers}; due {often}")
    yield Fact(name="The year's figure", words=_RULE_WORDS.get(card.year_end_rule, card.year_end_rule))
    for name, words in (("Source of the figures", card.data_source), ("Priority", card.priority)):
        if words:
            yield Fact(name=name, words=words)
    if card.sum_of:
        yield Fact(name="Sum of", words=listed(card.sum_of))


def _versions(versions: tuple[CardVersion, ...]) -> Table:
    rows = []
    before: CardVersion | None = None
    for number, version in enumerate(versions, start=1):
        rows.append(row_of(f"Version {number}", day_words(version.starts_on), _what_changed(before, version)))
        before = version
    return Table(
        key="versions",
        caption="Versions of the card",
        columns=(Column(title="Version"), Column(title="In force from"), Column(title="What changed")),
        rows=tuple(reversed(rows)),
    )


def _what_changed(before: CardVersion | None, now: CardVersion) -> str:
    if before is None:
        return "The first card"
    changed = [words for field, words in _LABELS.items() if getattr(before.card, field) != getattr(now.card, field)]
    if before.service.id != now.service.id:
        changed.append("service")
    words = starting(listed(changed)) if changed else "Nothing that is measured"
    note = now.card.break_note.rstrip(".")
    return f"{words}. It counts something else than before: {note}." if now.card.break_in_series else words


def _followed(one: FollowedBy, *, ref: str) -> str:
    since = f"from {day_words(one.starts_on)}"
    if one.ref == ref:
        words = f"{starting(one.kind)} {since}: followed by {one.successor}"
    else:
        words = f"Follows {one.ref} ({one.kind}) {since}"
    return f"{words}. {one.words}" if one.words else f"{words}."
