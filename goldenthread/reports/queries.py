"""What packs are made from: the latest freeze of a round, or the round as it stands."""

from __future__ import annotations

from datetime import datetime

from goldenthread.committee.calendar import bank_holidays
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.figures.queries import FrozenRound, draft, facts_of, latest_freeze, snapshots_of
from goldenthread.figures.queries.versions import freeze_before, made_from_older
from goldenthread.figures.queries.withheld import withheld_since
from goldenthread.publishing.document import ReportDocument
from goldenthread.reports.documents.age import LONDON
from goldenthread.reports.documents.pack import joint_committee_pack
from goldenthread.reports.linter import LintFinding, lint
from goldenthread.reports.sources import EarlierVersion, PackSource


class NothingFrozen(Refused):
    """A pack is published from frozen figures, and none of this round are."""

    def __init__(self, quarter: Quarter) -> None:
        super().__init__(
            f"No figures of {quarter.label} are frozen, and nothing else is published. Freeze them with `freeze --year "
            f"{quarter.year} --quarter Q{quarter.number}`, or look at a draft with `pack`."
        )


def frozen_source(quarter: Quarter) -> PackSource:
    """The latest freeze; raises NothingFrozen."""
    freeze = latest_freeze(quarter)
    if freeze is None:
        raise NothingFrozen(quarter)
    return PackSource(
        quarter=quarter,
        facts=facts_of(freeze),
        figures=snapshots_of(freeze),
        as_at=freeze.frozen_at,
        before=version_before(freeze),
        withheld_since=withheld_since(str(quarter), moment=freeze.frozen_at),
    )


def version_before(freeze: FrozenRound) -> EarlierVersion | None:
    """The version before this one, and who had what was made from older ones when this one was frozen."""
    before = freeze_before(freeze)
    if before is None:
        return None
    held = made_from_older(freeze.quarter, number=freeze.number, at=freeze.frozen_at)
    return EarlierVersion(facts=facts_of(before), figures=snapshots_of(before), held=held)


def pack_source(quarter: Quarter, *, at: datetime) -> PackSource:
    """The latest freeze, or where there is none the round as it stands; raises RoundNotOpen."""
    try:
        return frozen_source(quarter)
    except NothingFrozen:
        now = draft(quarter, at=at)
        return PackSource(quarter=quarter, facts=now.facts, figures=now.figures, as_at=at)


def pack_document(source: PackSource, *, replaces: str = "", because: str = "") -> ReportDocument:
    """The Joint Committee's pack of these figures; a correction says what it replaces and why."""
    return joint_committee_pack(
        source.facts,
        source.figures,
        as_at=source.as_at,
        replaces=replaces,
        because=because,
        before=source.before,
    )


def findings_of(source: PackSource, *, document: ReportDocument, at: datetime) -> tuple[LintFinding, ...]:
    """The checks before publication, as if it were published at this moment."""
    on = at.astimezone(LONDON).date()
    holidays = bank_holidays(around=source.facts.meeting_on or on)
    return lint(source, document=document, publishing_on=on, holidays=holidays)
