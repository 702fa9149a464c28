"""The record of meetings, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """A paper: `attachment_id` where its file is held here, `publication` the public id of one of this product's."""

    id: int
    kind: str
    title: str
    type_name: str
    size: str  # "209 KB", or "" where nobody said
    sha256: str
    attachment_id: int | None
    publication: str
    corrects: str  # the title of what it corrects
    corrects_because: str
    corrected_by: str
    is_report: bool = False  # it was written here, and is read as a page too

    @property
    def is_held(self) -> bool:
        return self.attachment_id is not None or bool(self.publication)


@dataclass(frozen=True, kw_only=True)
class ResolutionFacts:
    """A resolution with those that stand under it. `reference` is its public address."""

    number: str
    verb: str
    text: str
    reference: str
    delegation: str  # to whom it delegates and what became of it, in a sentence; "" where it delegates nothing
    below: tuple[ResolutionFacts, ...]


@dataclass(frozen=True, kw_only=True)
class AskedFacts:
    """What was asked under an item, by whom, who is to answer, and the answer with its day."""

    kind: str
    asked_by: str
    words: str
    owner_post: str
    answer: str
    answered_on: date | None


@dataclass(frozen=True, kw_only=True)
class CorrectionFacts:
    """What a later meeting corrected in a minute."""

    before: str
    after: str
    at: date


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """An item of an agenda, as its reader may see it. `kept` says why something of it is not told; "" where all is."""

    place: int
    number: str
    title: str
    words: str
    matter: str
    matter_title: str
    urgent_because: str
    kept: str
    papers: tuple[PaperFacts, ...]
    minute: str
    corrections: tuple[CorrectionFacts, ...]
    resolutions: tuple[ResolutionFacts, ...]
    asked: tuple[AskedFacts, ...]
    notice: tuple[str, date] | None = None  # committee and day under which its decision notice is read, with `number`


@dataclass(frozen=True, kw_only=True)
class MeetingEntry:
    """A meeting in a list."""

    id: int
    committee: str
    committee_name: str
    date: date
    begins_at: time | None
    venue: str
    state: str
    has_agenda: bool

    @property
    def reference(self) -> str:
        return f"{self.committee}/{self.date.isoformat()}"


@dataclass(frozen=True, kw_only=True)
class ChangeFacts:
    """What was changed of a meeting, in words, and why."""

    what: str
    before: str
    after: str
    because: str


@dataclass(frozen=True, kw_only=True)
class CameFacts:
    """A member and the council that they sit for; in whose place, where they stood in."""

    name: str
    council: str
    how: str
    in_place_of: str


@dataclass(frozen=True, kw_only=True)
class InterestFacts:
    """An interest that was declared, and in which item."""

    name: str
    words: str
    item: str
    left_the_room: bool


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """Everything of one meeting that is public."""

    committee_id: int
    entry: MeetingEntry
    contact: str
    is_executive: bool  # its meetings follow the regulations of 2012
    source: str
    agenda_published_on: date | None
    short_notice_because: str
    changes: tuple[ChangeFacts, ...]
    came: tuple[CameFacts, ...]
    no_interests: bool
    interests: tuple[InterestFacts, ...]
    items: tuple[ItemFacts, ...]
    minutes_agreed_on: date | None
    signed_by: str
    signed_on: date | None


@dataclass(frozen=True, kw_only=True)
class MatterPage:
    """One subject, with the meetings that it was before, newest first: all of them, or so many of `total`."""

    committee: str
    committee_name: str
    slug: str
    title: str
    total: int
    items: tuple[tuple[MeetingEntry, ItemFacts], ...]


@dataclass(frozen=True, kw_only=True)
class DecisionEntry:
    """A resolution in a list, with the item and the meeting that it was made under."""

    reference: str
    number: str
    verb: str
    text: str
    item_number: str
    item_title: str
    matter: str
    meeting: MeetingEntry
