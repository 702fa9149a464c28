"""What the committee said of an indicator: decisions that name it or that it rests on, what was asked of it, and
reports that held it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse

from goldenthread.committee.queries import DecisionFacts
from goldenthread.committee.queries.received import AskedAt
from goldenthread.components.lists import Happening
from goldenthread.components.surroundings import Link
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.figures.queries.published_of import PublishedIn
from goldenthread.indicators.queries.card_history import CardHistory


def decisions_it_rests_on(history: CardHistory) -> frozenset[str]:
    """References of the decisions that agreed its targets and its places on lists."""
    agreed = [part.authority for one in history.measures for part in one.targets]
    agreed += [part.authority for one in history.measures for part in one.places]
    return frozenset(authority.reference for authority in agreed if authority.is_agreed)


def committee_said(
    decisions: Iterable[DecisionFacts],
    *,
    asked: Iterable[AskedAt],
    published: Iterable[PublishedIn],
    quarters: Collection[Quarter],
) -> tuple[Happening, ...]:
    """Decisions, questions with their answers, and released reports of quarters in which it has a figure that the
    reader sees; newest first."""
    found = [(one.meeting_on, 2, _decided(one)) for one in decisions]
    found += [(one.meeting_on, 1, _asked(one)) for one in asked]
    found += [
        (one.meeting_on, 0, _presented(one, on=one.meeting_on))
        for one in published
        if one.meeting_on is not None and one.presented_to and one.quarter in quarters
    ]
    found.sort(key=lambda entry: entry[:2], reverse=True)
    return tuple(happening for _, _, happening in found)


def _decided(one: DecisionFacts) -> Happening:
    return Happening(
        what=f"{one.verb.capitalize()}: {one.title}",
        who=f"{one.body}, minute {one.minute}, decision {one.number}",
        when=day_words(one.meeting_on),
        when_exactly=one.meeting_on.isoformat(),
        words=one.text,
    )


def _asked(one: AskedAt) -> Happening:
    asked = one.asked
    answered = (
        f"Not answered yet: {asked.owner_post}."
        if asked.answered_on is None
        else f"Answered on {day_words(asked.answered_on)} by the {asked.owner_post}: {asked.answer}"
    )
    return Happening(
        what=f"{asked.kind.capitalize()}: {one.title}",
        who=f"{asked.asked_by}, {one.committee_name}, minute {one.minute}",
        when=day_words(one.meeting_on),
        when_exactly=one.meeting_on.isoformat(),
        words=f"{asked.words}\n{answered}",
    )


def _presented(one: PublishedIn, *, on: date) -> Happening:
    replaced = " (replaced since)" if one.is_replaced else ""
    return Happening(
        what=f"{one.quarter.label} reported{replaced}",
        who=one.presented_to.rpartition(", ")[0] or one.presented_to,
        when=day_words(on),
        when_exactly=on.isoformat(),
        link=Link(words=one.title, address=reverse("web:publication", args=[one.public_id])),
    )
