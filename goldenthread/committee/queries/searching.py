"""What of the public record holds certain words, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Substr

from goldenthread.committee.models import Committee, Paper, SearchEntry, SearchTerm
from goldenthread.committee.models.agenda import Access
from goldenthread.committee.queries.facts import MeetingEntry
from goldenthread.committee.queries.record import entry_of
from goldenthread.committee.stems import marked, stems_typed

MOST_WORDS = 12
# Characters before the first hit, and in the whole of what is shown around it.
_BEFORE, _AROUND = 90, 320

Marked = tuple[tuple[str, bool], ...]  # parts of a text, each with whether it is a hit


@dataclass(frozen=True, kw_only=True)
class RecordSearch:
    """What is searched for: stems that must all occur, in one committee or every, from a day to a day."""

    stems: tuple[str, ...]
    committee: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class FoundEntry:
    """An item, or a paper of one, that holds every word; `paper_kind` is "" of an item."""

    meeting: MeetingEntry
    item: str  # its number, or its place
    title: Marked
    words: Marked
    paper_id: int | None
    paper_kind: str
    has_file: bool


def record_search(
    words: str, *, committee: str = "", since: date | None = None, until: date | None = None
) -> RecordSearch:
    """What typed words search for: their stems, without words of every text; of very many the first."""
    return RecordSearch(stems=stems_typed(words)[:MOST_WORDS], committee=committee, since=since, until=until)


def committees_searched() -> tuple[tuple[str, str], ...]:
    """Every committee, by its slug, with its name."""
    return tuple(Committee.objects.order_by("name").values_list("slug", "name"))


def found_entries(search: RecordSearch, *, rows_of: Callable[[int], slice]) -> tuple[int, tuple[FoundEntry, ...]]:
    """How many items and papers hold every word; and those rows of them that `rows_of` says of that number, newest
    meeting first, each with the words around its first hit."""
    found = _found(search)
    total = 0 if found is None else found.count()
    if found is None or not total:
        return 0, ()
    ids = list(found.order_by("-day", "-entry_id").values_list("entry_id", flat=True)[rows_of(total)])
    entries = {one.pk: one for one in _with_words_around(ids, stems=search.stems)}
    return total, tuple(_told(entries[pk], stems=search.stems) for pk in ids)


def _found(search: RecordSearch) -> QuerySet[SearchTerm] | None:
    """The rarest of the words, where the entry has the others too; None where some word is nowhere."""
    counts = dict(SearchTerm.objects.filter(term__in=search.stems).order_by().values_list("term").annotate(Count("pk")))
    if not search.stems or len(counts) < len(search.stems):
        return None
    rarest, *others = sorted(search.stems, key=lambda stem: counts[stem])
    found = SearchTerm.objects.filter(term=rarest)
    for stem in others:
        found = found.filter(Exists(SearchTerm.objects.filter(entry=OuterRef("entry"), term=stem)))
    if search.since is not None:
        found = found.filter(day__gte=search.since)
    if search.until is not None:
        found = found.filter(day__lte=search.until)
    if search.committee:
        found = found.filter(entry__item__meeting__committee__slug=search.committee)
    return found


def _with_words_around(ids: Sequence[int], *, stems: Sequence[str]) -> QuerySet[SearchEntry]:
    """The entries with a part of their text: of a paper of hundreds of pages no more is read."""
    hits = SearchTerm.objects.filter(entry=OuterRef("pk"), term__in=stems).order_by().values("entry")
    place = Coalesce(Subquery(hits.annotate(first=Min("place")).values("first")), Value(0))
    return (
        SearchEntry.objects.filter(pk__in=ids)
        .select_related("item__meeting__committee", "paper")
        .defer("text")
        .annotate(begins=Greatest(place - Value(_BEFORE), Value(0)))
        .annotate(around=Substr("text", F("begins") + Value(1), Value(_AROUND)))
    )


def _told(entry: SearchEntry, *, stems: Sequence[str]) -> FoundEntry:
    item, paper = entry.item, entry.paper
    around: str = getattr(entry, "around", "") or ""
    return FoundEntry(
        meeting=entry_of(item.meeting),
        item=item.number or str(item.place),
        title=marked(entry.title, stems=stems),
        words=marked(_whole_words(around, is_cut=bool(getattr(entry, "begins", 0))), stems=stems),
        paper_id=entry.paper_id,
        paper_kind="" if paper is None else Paper.Kind(paper.kind).label,
        has_file=paper is not None and paper.access == Access.OPEN and paper.attachment_id is not None,
    )


def _whole_words(text: str, *, is_cut: bool) -> str:
    """Without the pieces of words at its ends, and with an ellipsis where something is left out."""
    cut_after = len(text) == _AROUND
    words = text.split()
    words = words[1:] if is_cut else words
    words = words[:-1] if cut_after and len(words) > 1 else words
    bare = " ".join(words)
    return f"{'… ' if is_cut and bare else ''}{bare}{' …' if cut_after and bare else ''}"
