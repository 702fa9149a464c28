"""What packs are made from: the latest freeze of a round, or the round as it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from goldenthread.committee.calendar import bank_holidays
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.figures.queries import draft, facts_of, latest_freeze, snapshots_of
from goldenthread.publishing.document import ReportDocument, Status
from goldenthread.publishing.queries import publications
from goldenthread.reports.documents.age import LONDON
from goldenthread.reports.documents.pack import joint_committee_pack, made_from, pack_name
from goldenthread.reports.linter import LintFinding, lint
from goldenthread.reports.sources import PackSource


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
    return PackSource(quarter=quarter, facts=facts_of(freeze), figures=snapshots_of(freeze), as_at=freeze.frozen_at)


def pack_source(quarter: Quarter, *, at: datetime) -> PackSource:
    """The latest freeze, or where there is none the round as it stands; raises RoundNotOpen."""
    try:
        return frozen_source(quarter)
    except NothingFrozen:
        now = draft(quarter, at=at)
        return PackSource(quarter=quarter, facts=now.facts, figures=now.figures, as_at=at)


def pack_document(source: PackSource, *, replaces: str = "", because: str = "") -> ReportDocument:
    """The Joint Committee's pack of these figures; a correction says what it replaces and why."""
    return joint_committee_pack(source.facts, source.figures, as_at=source.as_at, replaces=replaces, because=because)


def pack_published(source: PackSource) -> str:
    """The public id of the pack of this freeze that stands: published and not replaced; "" where none does."""
    name, made = pack_name(source.facts), made_from(source.facts)
    standing = (one for one in publications() if one.name == name and one.made_from == made and not one.replaced_by)
    return next((one.public_id for one in standing), "")


def unpublished(document: ReportDocument) -> ReportDocument:
    """The document as it stands where nobody published it: of frozen figures, marked as not published."""
    return replace(document, status=Status.FROZEN) if document.status is Status.PUBLISHED else document


def findings_of(source: PackSource, *, document: ReportDocument, at: datetime) -> tuple[LintFinding, ...]:
    """The checks before publication, as if it were published at this moment."""
    on = at.astimezone(LONDON).date()
    holidays = bank_holidays(around=source.facts.meeting_on or on)
    return lint(source, document=document, publishing_on=on, holidays=holidays)
