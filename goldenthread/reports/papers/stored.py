"""The papers of a meeting, checked before they go out, with the findings that the clerk let pass."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from goldenthread.attachments.queries import kept_file
from goldenthread.attachments.reading import words_of
from goldenthread.committee.queries.desk import DeskItem, DeskMeeting, DeskPaper
from goldenthread.committee.queries.reports import written_report
from goldenthread.reports.models import PassedFinding
from goldenthread.reports.papers.building import paper_of
from goldenthread.reports.papers.checks import check_paper
from goldenthread.reports.papers.findings import Code, Finding, Severity
from goldenthread.reports.papers.paper import Paper
from goldenthread.reports.papers.plain_text import lines_of_text
from goldenthread.reports.papers.reading import ENDINGS, PaperUnreadable, read_paper
from goldenthread.reports.papers.records import recorded_facts
from goldenthread.reports.papers.template import report_lines
from goldenthread.reports.papers.written import WrittenPaper

# What a PDF is held against: its lines are those of its pages, so what it is made of cannot be told from them.
_OF_WORDS = frozenset((Code.PLACEHOLDER, Code.NO_SUCH_DAY, Code.WEEKDAY, Code.PREVIOUS_MEETING))


@dataclass(frozen=True, kw_only=True)
class CheckedFinding:
    """A finding, and why it was let pass; "" where nobody did. `key` names it in addresses, as long as it is there."""

    finding: Finding
    key: str
    passed_because: str
    passed_by: str

    @property
    def is_in_the_way(self) -> bool:
        """It blocks, and nobody let it pass."""
        return self.finding.severity is Severity.BLOCKING and not self.passed_because


@dataclass(frozen=True, kw_only=True)
class CheckedPaper:
    """A paper of a meeting, or the report of an item that is not its paper yet. `why_not` says why it was not read."""

    item_id: int
    place: int
    title: str
    paper_id: int | None
    why_not: str
    findings: tuple[CheckedFinding, ...]

    @property
    def in_the_way(self) -> tuple[CheckedFinding, ...]:
        return tuple(one for one in self.findings if one.is_in_the_way)


def checked_papers(meeting: DeskMeeting) -> tuple[CheckedPaper, ...]:
    """Every paper of the meeting that no other corrects, in the order of the agenda.

    Files are read without trusting them, each in a process of its own. A pack of this product was checked before it
    was published, and is not checked again.
    """
    passed = _passed(meeting.id)
    checked = (_checked(item, paper, of=meeting, passed=passed) for item in meeting.items for paper in _to_check(item))
    # Of an item without a report nothing is said.
    return tuple(one for one in checked if one.paper_id is not None or not one.why_not)


def key_of(finding: Finding) -> str:
    """A short name of what is found and where: the same finding of the same paper has the same one again."""
    return _key(finding.code.value, found_words(finding))


def _key(code: str, found: str) -> str:
    return hashlib.sha256(f"{code}\n{found}".encode()).hexdigest()[:16]


def found_words(finding: Finding) -> str:
    """What is found, and where, as it is kept with the reason why it was let pass."""
    return f"{finding.where}: {finding.what}"[:400]


def _to_check(item: DeskItem) -> Iterator[DeskPaper | None]:
    """The papers of an item that are not corrected by another; None stands for a report that is no paper yet."""
    corrected = {one.corrects_id for one in item.papers}
    if not any(one.is_report for one in item.papers):
        yield None
    yield from (one for one in item.papers if one.id not in corrected)


def _checked(
    item: DeskItem, paper: DeskPaper | None, *, of: DeskMeeting, passed: dict[tuple[int | None, str], PassedFinding]
) -> CheckedPaper:
    read, why_not, codes = _read(item, paper)
    found = () if read is None else check_paper(read, recorded_facts(read, meeting_on=of.date))
    paper_id = None if paper is None else paper.id
    return CheckedPaper(
        item_id=item.id,
        place=item.place,
        title="Report" if paper is None else paper.title,
        paper_id=paper_id,
        why_not=why_not,
        findings=tuple(
            CheckedFinding(
                finding=one,
                key=key_of(one),
                passed_because="" if kept is None else kept.because,
                passed_by="" if kept is None else kept.passed_by.name,
            )
            for one in found
            if codes is None or one.code in codes
            for kept in (passed.get((paper_id, key_of(one))),)
        ),
    )


def _read(item: DeskItem, paper: DeskPaper | None) -> tuple[Paper | None, str, frozenset[Code] | None]:
    """The paper as it was read, or why it was not; and which findings count, all where that is None."""
    if paper is None or paper.is_report:
        written = written_report(item.id)
        if written is None:
            return None, "No report is written.", None
        text = "\n".join(report_lines(written))
        return _of_text(text, name=written.name), "", None
    if paper.publication:
        return None, "It was checked before it was published.", None
    if paper.attachment_id is None:
        return None, "Its file is not held here, so nobody can check it.", None
    return _of_file(paper.attachment_id, paper.sha256)


@lru_cache(maxsize=64)
def _of_file(attachment_id: int, _sha256: str) -> tuple[Paper | None, str, frozenset[Code] | None]:
    """Kept for the next look, by what the file holds: reading one takes a process."""
    file = kept_file(attachment_id)
    if file is None:
        return None, "Its file is not held here, so nobody can check it.", None
    ending = Path(file.name).suffix.removeprefix(".").casefold()
    if ending in ENDINGS:
        try:
            return read_paper(file.content, name=file.name), "", None
        except PaperUnreadable as unreadable:
            return None, str(unreadable), None
    words = words_of(file.content, ending=ending)
    if not words:
        return None, "No words can be read in it: it is a picture, or a table.", None
    return _of_text(words, name=file.name), "", _OF_WORDS


def _of_text(text: str, *, name: str) -> Paper:
    return paper_of(WrittenPaper(name=name, counted_in="line", lines=tuple(lines_of_text(text))))


def _passed(meeting_id: int) -> dict[tuple[int | None, str], PassedFinding]:
    rows = PassedFinding.objects.filter(meeting_id=meeting_id).select_related("passed_by").order_by("pk")
    return {(row.paper_id, _key(row.check_name, row.found)): row for row in rows}
