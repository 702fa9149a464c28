"""What a check finds in a paper, and what it may know beside the paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.domain.claims import OwnNumbers
from goldenthread.reports.papers.paper import KnownMeeting, Place


class Severity(StrEnum):
    """Whether a finding is to be mended, or passed with a reason, before the paper goes out; or is only told."""

    BLOCKING = "blocking"
    ADVICE = "advice"


class Code(StrEnum):
    """What is found, by a name that does not change; docs/reference/paper-checks.md says more of each."""

    PLACEHOLDER = "placeholder"
    DRAFT = "draft"
    PREVIOUS_MEETING = "previous-meeting"
    MINUTES_OF_NO_MEETING = "minutes-of-no-meeting"
    MEETING_DIFFERS = "meeting-differs"
    NO_SUCH_DAY = "no-such-day"
    WEEKDAY = "weekday"
    QUARTER = "quarter"
    QUARTER_OF_THE_TITLE = "quarter-of-the-title"
    SUM = "sum"
    SHARES = "shares"
    REGISTER = "register"
    CLAIM = "claim"
    RECOMMENDATION_MISSING = "recommendation-missing"
    RECOMMENDATION_VERB = "recommendation-verb"
    DELEGATION_TO_NOBODY = "delegation-to-nobody"
    DELEGATION_WITHOUT_CONSULTEE = "delegation-without-consultee"
    DELEGATION_WITHOUT_LIMIT = "delegation-without-limit"
    IMPLICATION_EMPTY = "implication-empty"
    IMPLICATION_BARE = "implication-bare"
    IMPLICATION_MISSING = "implication-missing"
    BACKGROUND_MISSING = "background-missing"
    AUTHOR_MISSING = "author-missing"
    CONTACT_MISSING = "contact-missing"
    ACRONYM = "acronym"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found: where, what, why it matters, and how to mend it; each but the code in whole words."""

    code: Code
    severity: Severity
    where: Place
    what: str
    why: str
    mend: str

    def as_dict(self) -> dict[str, str | int]:
        """The parts by name, for JSON."""
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "line": self.where.line,
            "number": self.where.number,
            "where": str(self.where),
            "what": self.what,
            "why": self.why,
            "mend": self.mend,
        }


@dataclass(frozen=True, kw_only=True)
class FigureKnown:
    """A figure that the paper may speak of: its indicator, its council ("" for the whole) and its frozen numbers."""

    reference: str
    title: str
    council: str
    numbers: OwnNumbers


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known beside the paper. Every check that needs one of these says nothing where it is not given."""

    meetings: tuple[KnownMeeting, ...] = ()
    meeting_on: date | None = None  # the meeting on whose agenda the paper stands
    counted: tuple[tuple[str, int], ...] = ()  # each council with its counted measures on the agreed list
    figures: tuple[FigureKnown, ...] = ()
