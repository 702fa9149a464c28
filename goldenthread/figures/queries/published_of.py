"""Where the figures of a quarter are published for everybody to read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.domain.periods import Quarter
from goldenthread.publishing.models import Publication


@dataclass(frozen=True, kw_only=True)
class PublishedIn:
    """A released publication of a quarter. `council` is the slug of the one council that it is of, "" of them all."""

    public_id: str
    title: str
    quarter: Quarter
    council: str
    released_at: datetime
    is_replaced: bool
    presented_to: str = ""  # "oneSource Joint Committee, 7 February 2020"
    meeting_on: date | None = None  # the meeting that it was for


def published_of(quarters: Collection[Quarter]) -> tuple[PublishedIn, ...]:
    """What was released of the quarters, newest first; in one read, of no document's bytes."""
    rows = Publication.objects.filter(
        period__in=[str(quarter) for quarter in quarters], restricted=False, release__isnull=False
    ).order_by("-release__released_at", "-pk")
    columns = (
        "public_id", "title", "period", "audience", "release__released_at", "replaced_by__release", "presented_to",
        "origin__meeting_on",
    )  # fmt: skip
    return tuple(
        PublishedIn(
            public_id=public_id,
            title=title,
            quarter=Quarter.parse(period),
            council=audience.partition(":")[2],
            released_at=released_at,
            is_replaced=replaced_by is not None,
            presented_to=presented_to,
            meeting_on=meeting_on,
        )
        for public_id, title, period, audience, released_at, replaced_by, presented_to, meeting_on in rows.values_list(
            *columns
        )
    )
