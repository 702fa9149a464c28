"""How the public pages say what they list: what replaced what, for whom, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from goldenthread.committee.queries.received import ReceivedFacts
from goldenthread.components.tables import Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.numbering import number_in_words
from goldenthread.publishing.listed import ListedFile, listed_files
from goldenthread.publishing.queries import PublicationEntry


@dataclass(frozen=True, kw_only=True)
class ListedPublication:
    """One publication as the page lists it; every text is finished."""

    public_id: str
    title: str
    presented_to: str
    published: str
    made_from: str
    illustrative_note: str
    late_because: str
    replaces: str
    replaces_because: str
    replaced_by: str
    replaced_because: str
    replaced_on: str
    files: tuple[ListedFile, ...]

    @property
    def checksums(self) -> Table:
        """The SHA-256 of each file, as programs print it."""
        return Table(
            caption="SHA-256 checksums",
            columns=(Column(title="File"), Column(title="SHA-256")),
            rows=tuple(row_of(one.name, one.sha256) for one in self.files),
            key="checksums",
        )


def listed_publication(entry: PublicationEntry) -> ListedPublication:
    """The entry in words."""
    return ListedPublication(
        public_id=entry.public_id,
        title=entry.title,
        presented_to=entry.presented_to,
        published=_moment_words(entry.released_at or entry.published_at),
        made_from=entry.made_from,
        illustrative_note=entry.illustrative_note,
        # A correction says why in its own notice.
        late_because="" if entry.replaces else entry.released_because,
        replaces=entry.replaces,
        replaces_because=entry.replaces_because,
        replaced_by=entry.replaced_by,
        replaced_because=entry.replaced_because,
        replaced_on="" if entry.replaced_at is None else day_words(timezone.localtime(entry.replaced_at).date()),
        files=listed_files(entry.files),
    )


@dataclass(frozen=True, kw_only=True)
class ReceivedBy:
    """A meeting that received a publication: where its item is read, and what came of it."""

    words: str  # "oneSource Joint Committee, 7 February 2020, minute 46"
    address: str
    resolved: tuple[tuple[str, str], ...]  # number and words
    asked: str


def received_by(one: ReceivedFacts) -> ReceivedBy:
    """The item in words; before the meeting is held, that it stands on the agenda."""
    where = f"minute {one.minute}" if one.minute and one.was_held else f"item {one.minute or one.place} of the agenda"
    page = reverse("web:meeting", args=[one.committee, one.meeting_on.isoformat()])
    unanswered = sum(each.answered_on is None for each in one.asked)
    left = f", {unanswered} of them not answered yet" if unanswered else ""
    return ReceivedBy(
        words=f"{one.committee_name}, {day_words(one.meeting_on)}, {where}",
        address=f"{page}#item-{one.minute or one.place}",
        resolved=tuple((number_in_words(each.number), each.text) for each in one.resolved),
        asked=f"Members asked {len(one.asked)} {'thing' if len(one.asked) == 1 else 'things'}{left}."
        if one.asked
        else "",
    )


def today_in_words(day: date) -> str:
    """ "Monday 20 January 2020"."""
    return f"{day:%A} {day_words(day)}"


def _moment_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{day_words(local.date())} at {local:%H:%M}"
