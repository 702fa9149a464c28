"""What is published of a whole year: the year-end pack, and the list proposed for the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import Problem, Refused
from goldenthread.domain.proposal import ProposedList, ProposedMeasure, Verdict
from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.figures.queries.proposals import proposed_list
from goldenthread.figures.queries.years import latest_close, year_facts_of, year_snapshots_of
from goldenthread.publishing.checks import DocumentRefused, check_document
from goldenthread.publishing.document import ReportDocument, words_in
from goldenthread.publishing.operations import publish_document
from goldenthread.publishing.queries import publications, published_files
from goldenthread.publishing.rules import check_can_publish
from goldenthread.reports.documents.proposed_list import (
    proposal_made_from,
    proposal_presented_to,
    proposed_list_report,
)
from goldenthread.reports.documents.year_end import year_end_pack, year_made_from, year_presented_to
from goldenthread.reports.operations import NothingCorrected, PackNotFit, PublishedPack

YEAR_END = "year-end"
PROPOSED_LIST = "proposed-list"


class YearNotClosed(Refused):
    """A year-end pack is made from a closed year, and this one is not closed."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(
            f"{year.label} is not closed, and its year-end pack is made from the close. Close it with `close-year "
            f"--year {year}`; `close-year --dry-run` shows what it would come to."
        )


def year_end_document(
    year: FinancialYear, *, audience: str, replaces: str = "", because: str = ""
) -> tuple[ReportDocument, YearFacts, tuple[str, ...]]:
    """The pack of the year's newest close, its facts, and what must be mended first; raises YearNotClosed."""
    close = latest_close(year)
    if close is None:
        raise YearNotClosed(year)
    facts, snapshots = year_facts_of(close), year_snapshots_of(close)
    document = year_end_pack(facts, snapshots, audience=audience, replaces=replaces, because=because)
    return document, facts, tuple(_findings(facts, snapshots, document=document))


def publish_year_end(
    *, year: FinancialYear, audience: str, by: User, at: datetime, replaces: str = "", because: str = ""
) -> PublishedPack:
    """Publishes the year-end pack of the newest close: document and files in one transaction, or nothing.

    Raises YearNotClosed, NothingCorrected, PackNotFit, and what `publish_document` raises.
    """
    check_can_publish(by, at=at)
    document, facts, findings = year_end_document(year, audience=audience, replaces=replaces, because=because)
    if findings:
        raise PackNotFit(Problem(words) for words in findings)
    version = year_made_from(facts)
    replaced = next((entry for entry in publications() if entry.public_id == replaces), None)
    if replaced is not None and replaced.made_from == version:
        raise NothingCorrected(replaces, version=version)
    publication = publish_document(
        document,
        audience=audience,
        period=str(year),
        made_from=version,
        presented_to=year_presented_to(facts),
        by=by,
        at=at,
        replaces=replaces,
        because=because,
    )
    return PublishedPack(publication=publication, files=published_files(publication.public_id), warnings=())


class AgreedAlready(Refused):
    """A proposal is put before the committee, and this list was agreed."""

    def __init__(self, year: FinancialYear, *, words: str) -> None:
        super().__init__(f"The list of {year.label} is {words}, so there is no proposal of it to publish any more.")


def proposed_list_document(
    year: FinancialYear, *, at: datetime, replaces: str = "", because: str = ""
) -> tuple[ReportDocument, ProposedList, tuple[str, ...]]:
    """The list proposed for a year, as it stands now, and what must be mended first.

    Raises NothingProposed or AgreedAlready.
    """
    proposed = proposed_list(year, at=at)
    if proposed.is_agreed:
        raise AgreedAlready(year, words=proposed.authority_words)
    document = proposed_list_report(proposed, replaces=replaces, because=because)
    findings = list(document_findings(document))
    unsaid = [f"{one.ref} for {one.council or 'the whole partnership'}" for one in proposed.measures if _is_unsaid(one)]
    if unsaid:
        findings.append(f"No rationale is given for {', '.join(unsaid)}. Give one in the register before it is put.")
    return document, proposed, tuple(findings)


def _is_unsaid(measure: ProposedMeasure) -> bool:
    return measure.verdict in (Verdict.CHANGED, Verdict.DROPPED) and not measure.rationale


def publish_proposed_list(
    *, year: FinancialYear, audience: str, by: User, at: datetime, replaces: str = "", because: str = ""
) -> PublishedPack:
    """Publishes the proposal for agreement, as it stands in the register.

    Raises NothingProposed, AgreedAlready, PackNotFit, and what `publish_document` raises.
    """
    check_can_publish(by, at=at)
    document, proposed, findings = proposed_list_document(year, at=at, replaces=replaces, because=because)
    if findings:
        raise PackNotFit(Problem(words) for words in findings)
    publication = publish_document(
        document,
        audience=audience,
        period=str(year),
        made_from=proposal_made_from(proposed),
        presented_to=proposal_presented_to(proposed),
        by=by,
        at=at,
        replaces=replaces,
        because=because,
    )
    return PublishedPack(publication=publication, files=published_files(publication.public_id), warnings=())


def _findings(facts: YearFacts, snapshots: tuple[YearSnapshot, ...], *, document: ReportDocument) -> Iterator[str]:
    """Counts that do not add up, and words that cannot be published."""
    counted = [one for one in snapshots if one.counted]
    parts = sum(council.measures for council in facts.councils)
    if not len(counted) == facts.counted == parts:
        yield (
            f"The year counts {facts.counted} measures, its councils sum to {parts}, and it holds {len(counted)}. "
            "Close the year again."
        )
    yield from document_findings(document)


# Words that stand for words still to come.
_PLACEHOLDER = re.compile(r"\?\?+|\b(?:TBC|TBA|TBD)\b|\bX{2,}\b")


def document_findings(document: ReportDocument) -> Iterator[str]:
    """Placeholders, and what the fonts cannot print."""
    for section in document.sections:
        for text in dict.fromkeys(text for block in section.blocks for text in words_in(block)):
            found = _PLACEHOLDER.search(text)
            if found is not None:
                yield f"“{found[0]}” stands for words still to come, in “{section.title}”: “{text[:80]}”."
    try:
        check_document(document)
    except DocumentRefused as refusal:
        yield from refusal.problems
