"""Who was given what: the restricted publications of a person, the people of a publication, and its files for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from goldenthread.audit.queries import histories_of
from goldenthread.publishing.models import Issue, Publication, PublishedFile
from goldenthread.publishing.queries import PublicationEntry, StoredFile, entries_of, stored_of

OPENED = "issued document opened"
# Of so many events of the publications on a page: issues, releases and first openings, a few for each.
_MOST_EVENTS = 2_000


@dataclass(frozen=True, kw_only=True)
class GivenCopy:
    """A restricted publication in somebody's hands, by the post that they held when it was issued."""

    person_id: int
    post: str
    issued_at: datetime
    is_opened: bool


def publications_named(names: Sequence[str]) -> list[PublicationEntry]:
    """Everything published or issued under these documents' names, newest first, without its files; one read."""
    return entries_of(Publication.objects.filter(name__in=names))


def copies_of(public_ids: Sequence[str]) -> Mapping[str, tuple[GivenCopy, ...]]:
    """By publication, who was given it, in order, and who has opened it; two reads."""
    if not public_ids:
        return {}
    rows = Issue.objects.filter(publication__public_id__in=public_ids).order_by("issued_at", "id")
    found: dict[str, list[GivenCopy]] = defaultdict(list)
    opened = {
        (event.subject_id, event.by)
        for event in histories_of({"publication": public_ids}, most=_MOST_EVENTS)
        if event.kind == OPENED
    }
    for public_id, person, post, at in rows.values_list("publication__public_id", "person", "post", "issued_at"):
        is_opened = (public_id, person) in opened
        found[public_id].append(GivenCopy(person_id=person, post=post, issued_at=at, is_opened=is_opened))
    return {public_id: tuple(copies) for public_id, copies in found.items()}


def issued_to(person_id: int) -> list[PublicationEntry]:
    """What was issued to a person, newest first, without its files: of what was replaced nothing, where they have what
    replaced it."""
    entries = entries_of(Publication.objects.filter(issues__person=person_id))
    theirs = {entry.public_id for entry in entries}
    return [entry for entry in entries if entry.replaced_by not in theirs]


def is_issued_to(public_id: str, *, person_id: int) -> bool:
    """Whether the publication was issued to the person."""
    return Issue.objects.filter(publication__public_id=public_id, person=person_id).exists()


def stored_file(public_id: str, *, name: str) -> StoredFile | None:
    """One file with its bytes, whoever may read it; None where there is none."""
    row = PublishedFile.objects.filter(publication__public_id=public_id, name=name).order_by("id").first()
    return None if row is None else stored_of(row)
