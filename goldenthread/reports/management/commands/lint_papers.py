"""lint-papers: checks a report to committee, minutes, or every paper of a meeting, before they go out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser
from django.db import DatabaseError

from goldenthread.committee.queries import meeting_on
from goldenthread.committee.queries.desk import desk_meeting
from goldenthread.reports.documents.sentences import count_of
from goldenthread.reports.papers.checks import blocking, check_paper
from goldenthread.reports.papers.findings import Facts, Finding
from goldenthread.reports.papers.paper import Paper
from goldenthread.reports.papers.reading import PaperUnreadable, read_paper
from goldenthread.reports.papers.records import recorded_facts
from goldenthread.reports.papers.stored import CheckedPaper, checked_papers
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.files import input_file
from goldenthread.terminal.typed import day


class Command(TerminalCommand):
    help = (
        "Check a report to committee, or the record of its meetings, before it goes out: words still to come, days and "
        "meetings that disagree, sums that do not add up, recommendations without a verb, delegations without a limit, "
        "implications without a reason, missing lists, acronyms that nobody explains. Each finding says where it is, "
        "why it matters and how to mend it. docs/reference/paper-checks.md lists the checks.\n\n"
        "Give a paper as a .txt, .html or .docx file; or the day of a meeting of the record, and every paper of its "
        "agenda is checked, with what the clerk let pass. Meetings are held against the committee's record, counts and "
        "claims against the figures frozen last of the quarter that the paper reports on; --alone asks no record, and "
        "holds the paper against itself.\n\n"
        "Exit status 0: nothing blocks, whatever is advised. Exit status 1: something blocks. Exit status 2: the file "
        "cannot be read, or the command was typed wrongly."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread lint-papers q2-report.docx --meeting 2020-02-07",
        "goldenthread lint-papers minutes.txt --alone --json",
        "goldenthread lint-papers 2020-02-07",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "paper",
            type=_file_or_day,
            metavar="FILE|MEETING",
            help="the paper, as .txt, .html or .docx; or the day of a meeting, as 2020-02-07",
        )
        parser.add_argument(
            "--meeting", type=day, metavar="DAY", help="the meeting that the paper is for, as 2020-02-07"
        )
        parser.add_argument("--alone", action="store_true", help="ask no record: hold the paper against itself")

    def run(self, options: dict[str, Any]) -> None:
        if isinstance(options["paper"], date):
            self._run_meeting(options)
            return
        path: Path = options["paper"]
        try:
            paper = read_paper(path.read_bytes(), name=path.name)
        except PaperUnreadable as unreadable:
            raise WrongUsage(str(unreadable)) from unreadable
        findings = check_paper(paper, self._facts(paper, options))
        if options["json"]:
            self.print_json(_as_plain(paper, findings))
        else:
            self._print(paper, findings)
        if blocking(findings):
            sys.exit(1)

    def _run_meeting(self, options: dict[str, Any]) -> None:
        if options["alone"] or options["meeting"] is not None:
            raise WrongUsage("A meeting is checked as the record has it: leave out --alone and --meeting.")
        meeting = desk_meeting(meeting_on(options["paper"]).id)
        assert meeting is not None, "it was found by its day"
        checked = checked_papers(meeting)
        if options["json"]:
            self.print_json({"meeting": meeting.reference, "papers": [_checked_as_plain(one) for one in checked]})
        else:
            for one in checked:
                self.stdout.write(f"{one.place}. {one.title}{f': {one.why_not}' if one.why_not else ''}")
                for each in one.findings:
                    passed = f" Let pass by {each.passed_by}: {each.passed_because}" if each.passed_because else ""
                    self._print_finding(each.finding, passed=passed)
            number = sum(len(one.in_the_way) for one in checked)
            self.stdout.write(f"{meeting.reference}: {count_of(number, 'blocking finding')} that nobody let pass.")
        if any(one.in_the_way for one in checked):
            sys.exit(1)

    def _facts(self, paper: Paper, options: dict[str, Any]) -> Facts:
        if options["alone"]:
            return Facts(meeting_on=options["meeting"])
        try:
            return recorded_facts(paper, meeting_on=options["meeting"])
        except DatabaseError:
            self.progress("No record could be asked, so the paper is held against itself alone.")
            return Facts(meeting_on=options["meeting"])

    def _print(self, paper: Paper, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            self._print_finding(finding)
        number = len(blocking(findings))
        advised = count_of(len(findings) - number, "piece") + " of advice"
        self.stdout.write(f"{paper.name}: {count_of(number, 'blocking finding')}, {advised}.")

    def _print_finding(self, finding: Finding, *, passed: str = "") -> None:
        self.stdout.write(f"{finding.severity.upper():<8}  {finding.where} ({finding.code}): {finding.what}")
        self.stdout.write(f"          Why: {finding.why}")
        self.stdout.write(f"          Mend: {finding.mend}{passed}")


def _file_or_day(typed: str) -> Path | date:
    """A file that is there, or a day."""
    if Path(typed).exists() or "." in typed or "/" in typed:
        return input_file(typed)
    return day(typed)


def _checked_as_plain(one: CheckedPaper) -> dict[str, Any]:
    return {
        "item": one.place,
        "paper": one.title,
        "not_read": one.why_not,
        "findings": [{**each.finding.as_dict(), "passed_because": each.passed_because} for each in one.findings],
    }


def _as_plain(paper: Paper, findings: tuple[Finding, ...]) -> dict[str, Any]:
    number = len(blocking(findings))
    return {
        "paper": paper.name,
        "kind": paper.kind.value,
        "committee": paper.committee,
        "meeting_on": None if paper.meeting_on is None else paper.meeting_on.isoformat(),
        "title": paper.title,
        "blocking": number,
        "advice": len(findings) - number,
        "findings": [finding.as_dict() for finding in findings],
    }
