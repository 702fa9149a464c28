"""Publishing and issuing what is made of a whole year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from goldenthread.accounts.models import User
from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.problems import Refused
from goldenthread.figures.queries import latest_freeze, opened_again
from goldenthread.figures.queries.years import latest_close, year_facts_of
from goldenthread.publishing.operations import check_follows, publish_document
from goldenthread.publishing.queries import publication_entry, publication_made_from, published_files
from goldenthread.publishing.rules import check_can_publish
from goldenthread.reports.audiences import audience_called
from goldenthread.reports.documents.year_end import year_made_from
from goldenthread.reports.drafted import DraftedWords, check_words_stand, drafted_of, has_other_words
from goldenthread.reports.issuing import IssuedPack, PublicAudience, issue_made, recipients
from goldenthread.reports.linter import refusals
from goldenthread.reports.operations import (
    NotFrozenAgain,
    NothingCorrected,
    PackNotFit,
    PublishedPack,
    RestrictedAudience,
)
from goldenthread.reports.settled import check_nothing_withheld, made_of_close
from goldenthread.reports.wanted import DocumentKind, Wanted
from goldenthread.reports.year_documents import (
    PROPOSED_LIST,
    YEAR_END,
    YearDocument,
    YearNotClosed,
    proposal,
    year_document,
    year_document_name,
    year_document_published,
    year_source,
)


class FrozenSinceClosed(Refused):
    """A quarter was frozen again after its year was closed, so a pack of the close would tell what was corrected."""

    def __init__(self, year: FinancialYear, *, quarters: list[Quarter]) -> None:
        named = ", ".join(quarter.label for quarter in quarters)
        super().__init__(
            f"Frozen again since {year.label} was closed: {named}. Close the year again, then publish.",
            at_terminal=f"`close-year --year {year} --because WHY` closes it.",
        )


class ClosedMeanwhile(Refused):
    """The year was closed again while a pack of an older close was being made."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(f"{year.label} was closed again while this was being made; try again.")


class ProposalChanged(Refused):
    """The proposal was changed in the register while a document of it was being made."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(f"The list proposed for {year.label} was changed while this was being made; try again.")


def publish_year_document(
    kind: str,
    *,
    year: FinancialYear,
    audience: str,
    by: User,
    at: datetime,
    replaces: str = "",
    because: str = "",
    tell: Callable[[str], None] = lambda _words: None,
) -> PublishedPack:
    """Publishes the year-end pack of the newest close, or the list proposed for a year: document and files in one
    transaction, or nothing. It is public once it is released.

    Raises AudienceUnknown, RestrictedAudience, FrozenSinceClosed, NotFrozenAgain, ClosedMeanwhile, ProposalChanged,
    WordsChanged, WithheldSince, NothingCorrected, PackNotFit with everything found, and what `year_document` and
    `publish_document` raise.
    """
    check_can_publish(by, at=at)
    whom = audience_called(audience)
    if whom.is_restricted:
        raise RestrictedAudience(whom)
    tell(f"Reading the figures of {year.label}")
    check_follows(year_document_name(kind, year=year, audience=whom), replaces=replaces, at=at)
    wanted = Wanted(kind=DocumentKind(kind), audience=whom, year=year)
    drafted = drafted_of(wanted, at=at)
    new_words = bool(replaces) and has_other_words(replaces, drafted)
    made = year_document(kind, year=year, audience=whom, at=at, replaces=replaces, because=because)
    check = partial(_check_is_settled, kind, year=year, made=made, replaces="" if new_words else replaces)
    check()
    refused = refusals(made.findings)
    if refused:
        raise PackNotFit(finding.problem for finding in refused)
    publication = publish_document(
        made.document,
        audience=whom.key,
        period=str(year),
        made_from=made.made_from,
        presented_to=made.document.audience,
        origin=made.made_of,
        by=by,
        at=at,
        replaces=replaces,
        because=because,
        check=partial(_check_once_more, made, drafted, wanted=wanted, at=at, settled=check),
        tell=tell,
    )
    return PublishedPack(publication=publication, files=published_files(publication.public_id), warnings=made.findings)


def issue_year_end(
    *,
    year: FinancialYear,
    audience: str,
    to: Iterable[str],
    by: User,
    at: datetime,
    because: str = "",
    tell: Callable[[str], None] = lambda _words: None,
) -> IssuedPack:
    """Issues a restricted year-end pack of the newest close to the people of these addresses.

    One that was issued before is replaced. Raises AudienceUnknown, PublicAudience, NobodyToIssueTo, YearNotClosed,
    FrozenSinceClosed, IssuedAlready, ClosedMeanwhile, WordsChanged, and what `issue_document` raises.
    """
    check_can_publish(by, at=at, what="issue")
    whom = audience_called(audience)
    if not whom.is_restricted:
        raise PublicAudience(whom)
    people = recipients(to, council=whom.council, at=at)
    tell(f"Reading the figures of {year.label}")
    source = year_source(year)
    wanted = Wanted(kind=DocumentKind.YEAR_END, audience=whom, year=year)
    drafted = drafted_of(wanted, at=at)

    def check(made_from: str) -> None:
        _check_close(year, made_from=made_from)
        check_words_stand(wanted, drafted, at=at)

    return issue_made(
        lambda replaces, why: (
            year_document(YEAR_END, year=year, audience=whom, at=at, replaces=replaces, because=why).document
        ),
        name=year_document_name(YEAR_END, year=year, audience=whom),
        audience=whom,
        period=str(year),
        to=people,
        by=by,
        at=at,
        because=because,
        origin=made_of_close(source.facts, source.snapshots),
        check=check,
        tell=tell,
    )


def _check_once_more(
    made: YearDocument,
    drafted: tuple[DraftedWords, ...],
    *,
    wanted: Wanted,
    at: datetime,
    settled: Callable[[], None],
) -> None:
    """While it is typeset, something may be withheld, other words written, or the list changed or agreed."""
    settled()
    check_words_stand(wanted, drafted, at=at)
    year = wanted.year
    if made.proposed is not None and proposal(year, at=at) != made.proposed:
        raise ProposalChanged(year)
    again = "Publish again" if made.proposed is not None else f"Close {year.label} again, then publish"
    check_nothing_withheld(made.made_of, period=str(year), then=f"{again}: this would tell them.")


def _check_is_settled(kind: str, *, year: FinancialYear, made: YearDocument, replaces: str) -> None:
    """Nothing is told that is being corrected, and a correction corrects something."""
    if kind == PROPOSED_LIST:
        if replaces and year_document_published(kind, made, year=year) == replaces:
            raise NothingCorrected(
                replaces, version=publication_entry(replaces).made_from, mend="Change the proposal in the register"
            )
        return
    _check_close(year, made_from=made.made_from)
    if replaces and publication_made_from(replaces) == made.made_from:
        raise NothingCorrected(replaces, version=made.made_from)


def _check_close(year: FinancialYear, *, made_from: str) -> None:
    """The close is the newest one, and nothing that it was made from was opened or frozen again since."""
    close = latest_close(year)
    if close is None:
        raise YearNotClosed(year)
    facts = year_facts_of(close)
    if made_from != year_made_from(facts):
        raise ClosedMeanwhile(year)
    newer = []
    for one in facts.freezes:
        quarter = Quarter.parse(one.period)
        latest = latest_freeze(quarter)
        if latest is not None and latest.number != one.version:
            newer.append(quarter)
        names = opened_again(quarter)
        if names:
            raise NotFrozenAgain(quarter, names=names)
    if newer:
        raise FrozenSinceClosed(year, quarters=newer)
