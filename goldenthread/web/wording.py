"""How the public pages say what they list: what replaced what, for whom, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from goldenthread.components.tables import Column, Table, row_of
from goldenthread.domain.days import day_words
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


def today_in_words(day: date) -> str:
    """ "Monday 20 January 2020"."""
    return f"{day:%A} {day_words(day)}"


def _moment_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{day_words(local.date())} at {local:%H:%M}"
