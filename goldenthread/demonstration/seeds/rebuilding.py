"""Both published documents made again from the record of this database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.committee.queries import matter_page
from goldenthread.committee.queries.reports import written_report_to
from goldenthread.demonstration.content import table
from goldenthread.demonstration.seeds.comparing import Difference, KnownDifference, differences
from goldenthread.demonstration.seeds.document import matter_document
from goldenthread.demonstration.seeds.printed import matter_lines
from goldenthread.domain.problems import Refused
from goldenthread.publishing.document import ReportDocument
from goldenthread.reports.documents.to_committee import report_document
from goldenthread.reports.papers.checks import check_paper
from goldenthread.reports.papers.findings import Finding
from goldenthread.reports.papers.reading import read_paper
from goldenthread.reports.papers.records import recorded_facts
from goldenthread.reports.papers.template import report_lines

COMMITTEE = "onesource-joint-committee"
MATTER, HISTORY = "onesource-improvement-plan", "improvement-plan-issue-history"
REPORT = "performance-indicators-q2-report"
MEETING, ITEM = date(2020, 2, 7), "46"
NAMES = (HISTORY, REPORT)


class RecordMissing(Refused):
    """The record that a document is made of is not in this database."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"This database does not hold {what}. Make the demonstration, and name its folder.",
            at_terminal="`demo --year-end` makes the one that holds all of it.",
        )


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """A document made again: its lines, and the document that its page is made from."""

    name: str
    lines: tuple[str, ...]
    document: ReportDocument


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A document held against its original, and what the checks of papers find in the original."""

    name: str
    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]


def rebuilt(*, at: datetime) -> tuple[Rebuilt, ...]:
    """The issue history of the Improvement Plan, and the report on the second quarter; raises RecordMissing."""
    page = matter_page(committee=COMMITTEE, slug=MATTER)
    if page is None:
        raise RecordMissing("the Improvement Plan's meetings")
    written = written_report_to(committee=COMMITTEE, day=MEETING, number=ITEM)
    if written is None:
        raise RecordMissing("the report on the second quarter")
    return (
        Rebuilt(name=HISTORY, lines=tuple(matter_lines(page)), document=matter_document(page, at=at)),
        Rebuilt(name=REPORT, lines=tuple(report_lines(written)), document=report_document(written, is_draft=False)),
    )


def compared(one: Rebuilt, *, original: str) -> Compared:
    """The document held against the text of its original. The checks ask the record of this database."""
    paper = read_paper(original.encode(), name=f"{one.name}.txt")
    return Compared(
        name=one.name,
        differences=differences(original, one.lines, known=_known(one.name)),
        findings=check_paper(paper, recorded_facts(paper, meeting_on=None)),
    )


def _known(name: str) -> Iterator[KnownDifference]:
    for one in table(f"seeds/{name}.toml")["difference"]:
        yield KnownDifference(original=tuple(one["original"]), ours=tuple(one["ours"]), reason=one["reason"])
