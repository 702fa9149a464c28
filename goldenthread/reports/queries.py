"""What packs are made from: a freeze of a round, or the round as it stands; and the pack for each audience."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from goldenthread.committee.queries.received import received
from goldenthread.committee.queries.timetable import notice_on
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.domain.snapshot import Comparator
from goldenthread.domain.withheld import WithheldOf, WithheldPart, rests_on_withheld
from goldenthread.domain.withheld_by_now import known_withheld, marked_figure, withheld_in
from goldenthread.figures.queries import FrozenRound, draft, facts_of, freeze_numbered, latest_freeze, snapshots_of
from goldenthread.figures.queries.clearances import clearances_of, figures_sha256, frozen_versions
from goldenthread.figures.queries.health import health_on
from goldenthread.figures.queries.versions import freeze_before, made_from_older, resting_by_now
from goldenthread.figures.queries.withheld import is_hidden, withheld_of, withheld_since
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.queries import CouncilFacts
from goldenthread.publishing.document import ReportDocument, Status
from goldenthread.publishing.queries import current_publication, publication_made_from
from goldenthread.reports.audiences import Audience, AudienceKind
from goldenthread.reports.documents.age import LONDON
from goldenthread.reports.documents.asked_last_time import with_asked_last_time
from goldenthread.reports.documents.audiences.chairs_briefing import chairs_briefing_pack
from goldenthread.reports.documents.audiences.management_team import management_team_pack
from goldenthread.reports.documents.audiences.of_council import council_telling
from goldenthread.reports.documents.audiences.partner_council import partner_council_pack
from goldenthread.reports.documents.audiences.section_151 import section_151_pack
from goldenthread.reports.documents.in_words import with_own_words
from goldenthread.reports.documents.pack import joint_committee_pack
from goldenthread.reports.documents.public import public_figures
from goldenthread.reports.documents.telling import telling_of
from goldenthread.reports.drafted import DraftedWords, drafted_of, own_words
from goldenthread.reports.linter import LintFinding, in_order, lint
from goldenthread.reports.sources import ClearanceSheet, EarlierVersion, PackSource
from goldenthread.reports.wanted import of_quarter
from goldenthread.reports.word_linter import WordsFound, lint_words


class NothingFrozen(Refused):
    """A pack is published from frozen figures, and none of this round are."""

    def __init__(self, quarter: Quarter) -> None:
        super().__init__(
            f"No figures of {quarter.label} are frozen, and nothing else is published. Freeze them first, or look at a "
            "draft.",
            at_terminal=f"`freeze --year {quarter.year} --quarter Q{quarter.number}` freezes them, and `pack` makes a "
            "draft.",
        )


class VersionUnknown(Refused):
    """The round was never frozen as this version."""

    def __init__(self, quarter: Quarter, *, version: int, latest: int) -> None:
        super().__init__(
            f"There is no version {version} of the figures of {quarter.label}: the latest is version {latest}."
        )


def frozen_source(quarter: Quarter, *, version: int | None = None) -> PackSource:
    """The latest freeze, or the one of this number; raises NothingFrozen and VersionUnknown."""
    latest = latest_freeze(quarter)
    if latest is None:
        raise NothingFrozen(quarter)
    freeze = latest if version is None else freeze_numbered(quarter, number=version)
    if freeze is None:
        raise VersionUnknown(quarter, version=version or 0, latest=latest.number)
    facts, figures = facts_of(freeze), snapshots_of(freeze)
    before = version_before(freeze, withheld=withheld_in(facts, figures))
    return PackSource(
        quarter=quarter,
        facts=facts,
        figures=figures,
        as_at=freeze.frozen_at,
        before=before,
        drafts=() if before else made_from_older(quarter, number=freeze.number, at=freeze.frozen_at),
        withheld_since=withheld_since(str(quarter), known=known_withheld(facts, figures)),
    )


def version_before(freeze: FrozenRound, *, withheld: WithheldOf) -> EarlierVersion | None:
    """The version before this one, and who had what was made from older ones when this one was frozen. `withheld` is
    what this one knows to be."""
    before = freeze_before(freeze)
    if before is None:
        return None
    held = made_from_older(freeze.quarter, number=freeze.number, at=freeze.frozen_at)
    figures = snapshots_of(before)
    resting = resting_by_now(figures, period=str(freeze.quarter), withheld=withheld)
    return EarlierVersion(facts=facts_of(before), figures=figures, held=held, resting=resting)


def pack_source(quarter: Quarter, *, at: datetime, version: int | None = None) -> PackSource:
    """The latest freeze or the one of this number, or where there is none the round as it stands.

    Raises RoundNotOpen and VersionUnknown.
    """
    try:
        return frozen_source(quarter, version=version)
    except NothingFrozen:
        now = draft(quarter, at=at)
        return PackSource(quarter=quarter, facts=now.facts, figures=now.figures, as_at=at)


THE_COMMITTEE = Audience(kind=AudienceKind.JOINT_COMMITTEE)


def pack_document(
    source: PackSource,
    *,
    audience: Audience = THE_COMMITTEE,
    at: datetime | None = None,
    replaces: str = "",
    because: str = "",
) -> ReportDocument:
    """The audience's pack of these figures, with the officer's words that stand in it; a correction says what it
    replaces and why. The joint committee's, and its Chair's, open with what the committee said of the quarter
    before.

    A public one is made from what is public of them alone. Clearances and words are those known at the moment `at`, or
    else at that of the figures.
    """
    computed = _computed_pack(source, audience=audience, at=at, replaces=replaces, because=because)
    wanted = of_quarter(source.quarter, audience=audience)
    whole = with_own_words(computed, own_words(drafted_of(wanted, at=at or source.as_at)))
    if audience.kind not in (AudienceKind.JOINT_COMMITTEE, AudienceKind.CHAIRS_BRIEFING):
        return whole
    last = of_quarter(source.quarter.previous, audience=THE_COMMITTEE)
    told = received(name=last.name, on=today_in_london(at or source.as_at))
    return with_asked_last_time(whole, told, last=last.label)


def _computed_pack(
    source: PackSource, *, audience: Audience, at: datetime | None, replaces: str, because: str
) -> ReportDocument:
    correction = {"replaces": replaces, "because": because}
    if audience.kind is AudienceKind.MANAGEMENT_TEAM:
        return management_team_pack(
            source.facts,
            source.figures,
            key=audience.key,
            as_at=source.as_at,
            before=source.before,
            drafts=source.drafts,
            health=health_on(today_in_london(at or source.as_at), quarter=source.quarter, with_earlier=True),
            **correction,
        )
    if audience.kind is AudienceKind.CHAIRS_BRIEFING:
        return chairs_briefing_pack(
            source.facts,
            source.figures,
            key=audience.key,
            as_at=source.as_at,
            before=source.before,
            drafts=source.drafts,
            **correction,
        )
    if audience.kind is AudienceKind.SECTION_151:
        return section_151_pack(
            source.facts,
            source.figures,
            gss_code=_with_measures(source, audience=audience).gss_code,
            key=audience.key,
            as_at=source.as_at,
            sheet=clearance_sheet(source, council=audience.of_council, at=at or source.as_at),
            **correction,
        )
    if audience.kind is AudienceKind.PARTNER_COUNCIL:
        return partner_council_pack(
            source.facts,
            source.figures,
            gss_code=_with_measures(source, audience=audience).gss_code,
            key=audience.key,
            as_at=source.as_at,
            last_own=last_own_ratings(source.quarter, at=source.as_at),
            **correction,
        )
    return joint_committee_pack(source.facts, source.figures, as_at=source.as_at, before=source.before, **correction)


class NoMeasuresOfCouncil(Refused):
    """The round holds no measure of the council, so there is nothing to tell it."""

    def __init__(self, quarter: Quarter, *, council: CouncilFacts) -> None:
        super().__init__(f"{quarter.label} has no measure of {council.name}, so there is no pack of it to make.")


def _with_measures(source: PackSource, *, audience: Audience) -> CouncilFacts:
    """The audience's council; raises NoMeasuresOfCouncil."""
    council = audience.of_council
    if not any(one.gss_code == council.gss_code and one.measures for one in source.facts.councils):
        raise NoMeasuresOfCouncil(source.quarter, council=council)
    return council


def clearance_sheet(source: PackSource, *, council: CouncilFacts, at: datetime) -> ClearanceSheet:
    """What is cleared of the council's figures by the moment, and the SHA-256 of those that are told."""
    own = tuple(figure for figure in source.figures if figure.terms.council_gss == council.gss_code)
    return ClearanceSheet(
        is_required=council.clearance_required,
        sha256="" if source.is_draft else figures_sha256(own),
        cleared=clearances_of(source.quarter, council=council, at=at),
    )


_QUARTERS_BACK = 4


def last_own_ratings(quarter: Quarter, *, at: datetime) -> dict[int, Comparator]:
    """The newest rating under its council's own policy that each measure had in a quarter before, as it was frozen by
    the moment; none older than a year, and none that is withheld."""
    found: dict[int, Comparator] = {}
    earlier = quarter
    for _ in range(_QUARTERS_BACK):
        earlier = earlier.previous
        frozen = [one for one in frozen_versions(earlier).values() if one.frozen_at <= at]
        figures = snapshots_of(frozen[-1]) if frozen else ()
        withheld = withheld_of({figure.measure_id for figure in figures})
        for figure in figures:
            own = figure.own
            told = marked_figure(figure, period=str(earlier), withheld=withheld)
            if is_hidden(withheld, figure.measure_id, str(earlier), WithheldPart.MEASURE):
                continue
            if "own" in rests_on_withheld(told):
                continue
            if own is not None and own.status == "rated" and figure.measure_id not in found:
                found[figure.measure_id] = Comparator(
                    period=str(earlier), value=None, rating=own.rating, status=own.status, source="round"
                )
    return found


def pack_published(document: ReportDocument) -> str:
    """The public id of this pack of these figures that stands: published and not replaced; "" where none does."""
    made = next((one.value for one in document.identifiers if one.scheme == "figures"), "")
    standing = current_publication(document.name)
    return standing if standing and publication_made_from(standing) == made else ""


def unpublished(document: ReportDocument) -> ReportDocument:
    """The document as it stands where nobody published it: of frozen figures, marked as not published."""
    return replace(document, status=Status.FROZEN) if document.status is Status.PUBLISHED else document


def findings_of(
    source: PackSource, *, document: ReportDocument, at: datetime, audience: Audience = THE_COMMITTEE
) -> tuple[LintFinding, ...]:
    """The checks before publication, as if it were published at this moment; none of what is never published."""
    if audience.is_restricted:
        return ()
    drafted = drafted_of(of_quarter(source.quarter, audience=audience), at=at)
    words = tuple(one.finding for one in words_found(source, drafted, audience=audience))
    if audience.council is not None:
        source = _share_of(source, gss_code=audience.council.gss_code)
    on = at.astimezone(LONDON).date()
    notice = notice_on(source.facts.meeting_on or on)
    found = lint(source, document=document, publishing_on=on, holidays=notice.days_off, clear_days=notice.clear_days)
    return in_order((*found, *words))


def words_found(source: PackSource, drafted: Iterable[DraftedWords], *, audience: Audience) -> tuple[WordsFound, ...]:
    """What the checks find in the officer's words, held against the figures of the audience's pack."""
    figures = source.figures if audience.is_restricted else public_figures(source.figures)
    if audience.council is not None:
        gss_code = audience.council.gss_code
        figures = tuple(one for one in figures if one.terms.council_gss in ("", gss_code))
    return lint_words(
        drafted,
        figures=figures,
        period=source.facts.period,
        figures_as_at=None if source.is_draft else source.as_at,
        counts=not any(one.own for one in figures) or audience.kind is not AudienceKind.PARTNER_COUNCIL,
        is_public=not audience.is_restricted,
    )


def _share_of(source: PackSource, *, gss_code: str) -> PackSource:
    """What a partner council's pack is made from: its own figures and the key strategic ones, with counts of these."""
    told = council_telling(telling_of(source.facts, source.figures, as_at=source.as_at), gss_code=gss_code).joint
    return replace(source, facts=told.facts, figures=tuple(figure.snapshot for figure in told.figures))
