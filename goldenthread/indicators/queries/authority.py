"""By which decision something in the register is agreed, if by any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.committee.models import Decision
from goldenthread.committee.queries import NOT_YET_AGREED, decision_facts
from goldenthread.indicators.models import AgreedList


@dataclass(frozen=True, kw_only=True)
class AuthorityFacts:
    """The decision that agreed a thing: its reference, or "" where it is not yet agreed."""

    reference: str
    words: str  # "agreed by the oneSource Joint Committee on 12 July 2019, minute 9"; or "not yet agreed"
    agreed_on: date | None  # the day of the meeting

    @property
    def is_agreed(self) -> bool:
        return bool(self.reference)


NO_AUTHORITY = AuthorityFacts(reference="", words=NOT_YET_AGREED, agreed_on=None)


def authority_of(decision: Decision | None) -> AuthorityFacts:
    """The decision as an authority; none is "not yet agreed". Its meeting should have been read with it."""
    if decision is None:
        return NO_AUTHORITY
    facts = decision_facts(decision)
    return AuthorityFacts(reference=facts.reference, words=facts.words, agreed_on=facts.meeting_on)


def authority_within_list(
    decision: Decision | None, *, starts_on: date, agreed_list: AgreedList | None
) -> AuthorityFacts:
    """The authority of a target or of a place on a year's list.

    Its own decision; else that of the list, which covers what held by the day of the meeting that
    agreed it, and nothing that began after: a later change has its own decision or none.
    """
    if decision is None and agreed_list is not None:
        of_list = authority_of(agreed_list.decision)
        return of_list if of_list.agreed_on is not None and starts_on <= of_list.agreed_on else NO_AUTHORITY
    return authority_of(decision)
