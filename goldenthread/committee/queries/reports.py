"""A report that is written here: its newest version, those before it, and who cleared which."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from goldenthread.committee.models import AgendaItem, Paper, ReportClearance, ReportVersion
from goldenthread.committee.models.agenda import Access
from goldenthread.committee.queries.record import WITH_AGENDA
from goldenthread.domain.committee_reports import CommitteeReport
from goldenthread.domain.plain import from_plain


@dataclass(frozen=True, kw_only=True)
class ClearanceFacts:
    """Who cleared which version, from which side."""

    side: str
    officer: str
    post: str
    words: str
    cleared_on: dt.date
    version: int


@dataclass(frozen=True, kw_only=True)
class VersionFacts:
    """A version of a report, whole."""

    number: int
    report: CommitteeReport
    written_by: str
    written_at: dt.datetime
    is_filed: bool  # it is a paper of the item


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """An item's report. `newest` is None where nobody wrote one; `sides` are those of the committee."""

    item_id: int
    newest: VersionFacts | None
    earlier: tuple[VersionFacts, ...]  # the newest first
    clearances: tuple[ClearanceFacts, ...]  # of every version, the newest first
    sides: tuple[str, ...]
    to_clear: tuple[str, ...]  # sides that did not clear the newest version


def report_of(item_id: int) -> ReportFacts:
    """Everything of an item's report; for whoever keeps the record alone."""
    item = AgendaItem.objects.select_related("meeting__committee").get(pk=item_id)
    rows = list(ReportVersion.objects.filter(item=item).select_related("written_by").order_by("-number"))
    filed = set(Paper.objects.filter(report__in=rows).values_list("report_id", flat=True))
    versions = tuple(
        VersionFacts(
            number=row.number,
            report=from_plain(CommitteeReport, row.content),
            written_by=row.written_by.name,
            written_at=row.written_at,
            is_filed=row.pk in filed,
        )
        for row in rows
    )
    cleared = ReportClearance.objects.filter(version__in=rows).select_related("version")
    clearances = tuple(
        ClearanceFacts(
            side=one.side,
            officer=one.officer,
            post=one.post,
            words=one.words,
            cleared_on=one.cleared_on,
            version=one.version.number,
        )
        for one in cleared.order_by("-version__number", "pk")
    )
    sides = sides_of(item)
    newest = versions[0] if versions else None
    standing = {one.side for one in clearances if newest is not None and one.version == newest.number}
    return ReportFacts(
        item_id=item_id,
        newest=newest,
        earlier=versions[1:],
        clearances=clearances,
        sides=sides,
        to_clear=tuple(side for side in sides if side not in standing),
    )


def newest_version(item_id: int) -> ReportVersion | None:
    """The newest version of an item's report; None where nobody wrote one."""
    found = ReportVersion.objects.filter(item_id=item_id).select_related("item__meeting__committee")
    return found.order_by("-number").first()


def sides_of(item: AgendaItem) -> tuple[str, ...]:
    """The sides from which reports to the item's committee are looked at."""
    return tuple(line.strip() for line in item.meeting.committee.implication_sides.splitlines() if line.strip())


def sides_to_clear(item_id: int) -> tuple[str, ...]:
    """The sides that did not clear the newest version of an item's report."""
    return report_of(item_id).to_clear


@dataclass(frozen=True, kw_only=True)
class WrittenReport:
    """A version of a report with what a document of it says beside its own words."""

    report: CommitteeReport
    version: int
    committee: str
    committee_name: str
    meeting_on: dt.date
    place: int
    written_at: dt.datetime

    @property
    def name(self) -> str:
        """What its files are called by; it tells nothing of what the report is about."""
        return f"{self.committee}-{self.meeting_on.isoformat()}-item-{self.place}-version-{self.version}"


def written_report(item_id: int) -> WrittenReport | None:
    """The newest version of an item's report; for whoever keeps the record alone. None where nobody wrote one."""
    row = newest_version(item_id)
    return None if row is None else _written(row)


def written_report_to(*, committee: str, day: dt.date, number: str) -> WrittenReport | None:
    """The newest version of the report of an item by its running number; None where there is none."""
    item = AgendaItem.objects.filter(meeting__committee__slug=committee, meeting__date=day, number=number).first()
    return None if item is None else written_report(item.pk)


def public_report(paper_id: int) -> WrittenReport | None:
    """The report that a paper was made of; None where there is none, or it is not public."""
    row = (
        Paper.objects.select_related("report__item__meeting__committee")
        .filter(
            pk=paper_id,
            access=Access.OPEN,
            item__access=Access.OPEN,
            item__meeting__state__in=WITH_AGENDA,
            report__isnull=False,
        )
        .first()
    )
    return None if row is None or row.report is None else _written(row.report)


def _written(row: ReportVersion) -> WrittenReport:
    meeting = row.item.meeting
    return WrittenReport(
        report=from_plain(CommitteeReport, row.content),
        version=row.number,
        committee=meeting.committee.slug,
        committee_name=meeting.committee.name,
        meeting_on=meeting.date,
        place=row.item.place,
        written_at=row.written_at,
    )
