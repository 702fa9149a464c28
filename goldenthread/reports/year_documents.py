"""What is made of a whole year: the year-end pack for each audience, and the list proposed for the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from goldenthread.committee.queries.timetable import notice_on
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import Refused
from goldenthread.domain.proposal import ProposedList
from goldenthread.figures.queries.closes import close_numbered, restated_since, withheld_now
from goldenthread.figures.queries.health import health_on
from goldenthread.figures.queries.proposals import proposed_list
from goldenthread.figures.queries.withheld import withheld_until
from goldenthread.figures.queries.years import (
    ClosedYear,
    latest_close,
    year_facts_of,
    year_snapshots_of,
)
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.queries import CouncilFacts
from goldenthread.publishing.canonical import read_document
from goldenthread.publishing.document import ReportDocument, Status
from goldenthread.publishing.origins import MadeOf
from goldenthread.publishing.queries import current_publication, publications_made_from, stored_publication
from goldenthread.reports.audiences import Audience, AudienceKind
from goldenthread.reports.clearances import cleared_quarters, freezes_of_close
from goldenthread.reports.documents.audiences.year_chairs_briefing import year_chairs_briefing_pack
from goldenthread.reports.documents.audiences.year_management_team import year_management_team_pack
from goldenthread.reports.documents.audiences.year_of_council import year_council_telling
from goldenthread.reports.documents.audiences.year_partner_council import year_partner_council_pack
from goldenthread.reports.documents.audiences.year_section_151 import year_section_151_pack
from goldenthread.reports.documents.in_words import with_own_words
from goldenthread.reports.documents.proposed_list import proposed_list_name, proposed_list_report
from goldenthread.reports.documents.year_end import whole_year, year_end_name, year_end_pack, year_label
from goldenthread.reports.drafted import DraftedWords, drafted_of, own_words
from goldenthread.reports.linter import LintFinding, in_order
from goldenthread.reports.queries import THE_COMMITTEE, pack_published, unpublished
from goldenthread.reports.settled import made_of_close, made_of_register
from goldenthread.reports.sources import EarlierYear, YearSource
from goldenthread.reports.wanted import DocumentKind, Wanted
from goldenthread.reports.word_linter import lint_words
from goldenthread.reports.year_linter import lint_proposal, lint_year

YEAR_END = "year-end"
PROPOSED_LIST = "proposed-list"


class YearNotClosed(Refused):
    """A year-end pack is made from a closed year, and this one is not closed."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(
            f"{year.label} is not closed, and its year-end pack is made from the close. Close the year first.",
            at_terminal=f"`close-year --year {year}` does that; `close-year --dry-run` shows what it would come to.",
        )


class AgreedAlready(Refused):
    """A proposal is put before the committee, and this list was agreed."""

    def __init__(self, year: FinancialYear, *, words: str) -> None:
        super().__init__(f"The list of {year.label} is {words}, so there is no proposal of it to publish any more.")


class NotForThisAudience(Refused):
    """There is one proposed list, and it is put before the joint committee."""

    def __init__(self, audience: Audience) -> None:
        super().__init__(
            f"The proposed list is put before the committee that agrees it, and {audience.key} is another: leave the "
            f"audience at {THE_COMMITTEE.key}."
        )


class CouncilNotInTheYear(Refused):
    """The year holds no measure of the council, so there is nothing to tell it."""

    def __init__(self, year: FinancialYear, *, council: CouncilFacts) -> None:
        super().__init__(f"{year.label} has no measure of {council.name}, so there is no pack of it to make.")


@dataclass(frozen=True, kw_only=True)
class YearDocument:
    """A document as it would be published, and what the checks find; a restricted one is never published, and has no
    findings."""

    document: ReportDocument
    findings: tuple[LintFinding, ...]
    made_of: MadeOf
    proposed: ProposedList | None = None  # what a proposal was made of

    @property
    def made_from(self) -> str:
        """ "2019/20, version 1 of the closed year"."""
        return self.document.identifiers[0].value


def year_source(year: FinancialYear, *, audience: Audience = THE_COMMITTEE) -> YearSource:
    """The year's newest close, and the earlier one that this audience has a pack of; raises YearNotClosed."""
    close = latest_close(year)
    if close is None:
        raise YearNotClosed(year)
    snapshots = year_snapshots_of(close)
    return YearSource(
        year=year,
        facts=year_facts_of(close),
        snapshots=snapshots,
        withheld_since=withheld_now(close, snapshots),
        restated_since=restated_since(close),
        before=_earlier(close, audience=audience),
    )


def _earlier(close: ClosedYear, *, audience: Audience) -> EarlierYear | None:
    """The newest close before this one that a pack of the audience was made from, or of any for those who see who has
    what; with everything that was made from earlier ones by the moment of this close."""
    made = {
        number: publications_made_from(year_label(close.year, number=number), at=close.closed_at)
        for number in range(close.number - 1, 0, -1)
    }
    held = tuple(one for number in sorted(made) for one in made[number] if audience.is_restricted or not one.restricted)
    for number, publications in made.items():
        before = close_numbered(close.year, number=number)
        if before is not None and any(audience.is_restricted or one.audience == audience.key for one in publications):
            return EarlierYear(facts=year_facts_of(before), snapshots=year_snapshots_of(before), held=held)
    return None


def year_document_name(kind: str, *, year: FinancialYear, audience: Audience) -> str:
    """What files and publications of the document are called by."""
    return proposed_list_name(year) if kind == PROPOSED_LIST else year_end_name(year, audience=audience.key)


def year_document(
    kind: str,
    *,
    year: FinancialYear,
    audience: Audience = THE_COMMITTEE,
    at: datetime,
    replaces: str = "",
    because: str = "",
) -> YearDocument:
    """The year-end pack of the newest close, or the list proposed for a year as it stands now.

    Clearances, health and what is late are those of the moment. Raises YearNotClosed and CouncilNotInTheYear, or
    NothingProposed, AgreedAlready and NotForThisAudience.
    """
    if kind == PROPOSED_LIST:
        return _proposed_list(year, audience=audience, at=at, replaces=replaces, because=because)
    source = year_source(year, audience=audience)
    document = _year_end(source, audience=audience, at=at, replaces=replaces, because=because)
    wanted = Wanted(kind=DocumentKind.YEAR_END, audience=audience, year=year)
    drafted = drafted_of(wanted, at=at)
    document = with_own_words(document, own_words(drafted))
    made_of = made_of_close(source.facts, source.snapshots)
    if audience.is_restricted:
        return YearDocument(document=document, findings=(), made_of=made_of)
    on = today_in_london(at)
    notice = notice_on(source.facts.meeting_on or on)
    findings = lint_year(
        _share_of(source, council=audience.council),
        document=document,
        publishing_on=on,
        holidays=notice.days_off,
        clear_days=notice.clear_days,
    )
    findings = in_order((*findings, *_found_in(drafted, as_at=source.facts.closed_at)))
    return YearDocument(document=document, findings=findings, made_of=made_of)


def _found_in(drafted: Iterable[DraftedWords], *, as_at: datetime | None) -> tuple[LintFinding, ...]:
    """What is found in the officer's words; no number of a year is held against them."""
    return tuple(one.finding for one in lint_words(drafted, figures=(), period="", figures_as_at=as_at))


def _share_of(source: YearSource, *, council: CouncilFacts | None) -> YearSource:
    """What a partner council's pack is made from: its own measures and the key strategic ones, with counts of these."""
    if council is None:
        return source
    told = year_council_telling(whole_year(source.facts, source.snapshots), gss_code=council.gss_code).joint
    return replace(source, facts=told.facts, snapshots=tuple(one.snapshot for one in told.measures))


def _year_end(source: YearSource, *, audience: Audience, at: datetime, replaces: str, because: str) -> ReportDocument:
    facts, snapshots = source.facts, source.snapshots
    correction = {"replaces": replaces, "because": because}
    before = source.before
    if audience.kind is AudienceKind.MANAGEMENT_TEAM:
        health = health_on(today_in_london(at), quarter=source.year.quarters[-1])
        return year_management_team_pack(facts, snapshots, key=audience.key, health=health, before=before, **correction)
    if audience.kind is AudienceKind.CHAIRS_BRIEFING:
        return year_chairs_briefing_pack(facts, snapshots, key=audience.key, before=before, **correction)
    if audience.kind is AudienceKind.JOINT_COMMITTEE:
        return year_end_pack(facts, snapshots, before=before, **correction)
    council = audience.of_council
    if not any(one.terms.council_gss == council.gss_code for one in snapshots):
        raise CouncilNotInTheYear(source.year, council=council)
    if audience.kind is AudienceKind.PARTNER_COUNCIL:
        return year_partner_council_pack(
            facts, snapshots, gss_code=council.gss_code, key=audience.key, before=before, **correction
        )
    return year_section_151_pack(
        facts,
        snapshots,
        gss_code=council.gss_code,
        key=audience.key,
        is_required=council.clearance_required,
        quarters=cleared_quarters(freezes_of_close(facts), council=council, at=at, known_at=facts.closed_at),
        before=before,
        **correction,
    )


def _proposed_list(
    year: FinancialYear, *, audience: Audience, at: datetime, replaces: str, because: str
) -> YearDocument:
    if audience != THE_COMMITTEE:
        raise NotForThisAudience(audience)
    withheld = withheld_until()
    proposed = proposal(year, at=at)
    drafted = drafted_of(Wanted(kind=DocumentKind.PROPOSED_LIST, audience=audience, year=year), at=at)
    computed = proposed_list_report(proposed, replaces=replaces, because=because)
    document = with_own_words(computed, own_words(drafted))
    on = today_in_london(at)
    notice = notice_on(proposed.meeting_on or on)
    found = lint_proposal(
        proposed, document=document, publishing_on=on, holidays=notice.days_off, clear_days=notice.clear_days
    )
    findings = in_order((*found, *_found_in(drafted, as_at=None)))
    made_of = made_of_register(proposed, withheld=withheld)
    return YearDocument(document=document, findings=findings, made_of=made_of, proposed=proposed)


def proposal(year: FinancialYear, *, at: datetime) -> ProposedList:
    """The list proposed for a year, as it stands now; raises NothingProposed and AgreedAlready."""
    proposed = proposed_list(year, at=at)
    if proposed.is_agreed:
        raise AgreedAlready(year, words=proposed.authority_words)
    return proposed


def year_document_published(kind: str, made: YearDocument, *, year: FinancialYear) -> str:
    """The public id of what stands published and says the same; "" where nothing does."""
    if kind != PROPOSED_LIST:
        return "" if made.document.status.is_restricted else pack_published(made.document)
    # A proposal is made from the register as it stands, so it is the same where every row of it is.
    public_id = current_publication(proposed_list_name(year))
    if not public_id:
        return ""
    stored = read_document(stored_publication(public_id).document)
    is_same = (stored.rows, stored.audience) == (made.document.rows, made.document.audience)
    return public_id if is_same else ""


def year_document_unpublished(kind: str, document: ReportDocument) -> ReportDocument:
    """The document as it stands where nobody published it: of a close, frozen and not published; a proposal is a draft,
    since the register may still change."""
    return replace(document, status=Status.DRAFT) if kind == PROPOSED_LIST else unpublished(document)
