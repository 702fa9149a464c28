"""Resolutions that everybody may read, as a list to be searched."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goldenthread.committee.models import Decision
from goldenthread.committee.models.agenda import Access
from goldenthread.committee.queries.facts import DecisionEntry
from goldenthread.committee.queries.record import WITH_DECISIONS, entry_of


@dataclass(frozen=True, kw_only=True)
class DecisionSearch:
    """What decisions are narrowed to: words of theirs or of their item, one verb, one committee; "" is every."""

    words: str = ""
    verb: str = ""
    committee: str = ""


def count_decisions(search: DecisionSearch) -> int:
    """How many resolutions there are of this kind."""
    return _found(search).count()


def listed_decisions(search: DecisionSearch, *, rows: slice) -> tuple[DecisionEntry, ...]:
    """These rows of them, newest meeting first and in the order of its agenda; in two reads."""
    ordered = _found(search).order_by("-item__meeting__date", "item__place", "pk")
    # Only numbers are put in order: sorting tens of thousands of resolutions with their words takes far longer.
    ids = list(ordered.values_list("pk", flat=True)[rows])
    found = Decision.objects.select_related("item__meeting__committee", "item__matter").in_bulk(ids)
    return tuple(
        DecisionEntry(
            reference=one.reference,
            number=one.number,
            verb=Decision.Verb(one.verb).label,
            text=one.text,
            item_number=one.item.number,
            item_title=one.item.title,
            matter="" if one.item.matter is None else one.item.matter.slug,
            meeting=entry_of(one.item.meeting),
        )
        for one in (found[pk] for pk in ids)
    )


def _found(search: DecisionSearch) -> QuerySet[Decision]:
    found = Decision.objects.filter(item__access=Access.OPEN, item__meeting__state__in=WITH_DECISIONS)
    if search.verb:
        found = found.filter(verb=search.verb)
    if search.committee:
        found = found.filter(item__meeting__committee__slug=search.committee)
    for word in search.words.split():
        found = found.filter(Q(text__icontains=word) | Q(item__title__icontains=word))
    return found
