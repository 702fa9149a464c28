"""The clerk's pages of reports to committee, of what the checks find in papers, and of what goes out with an agenda."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.test import Client

from goldenthread.attachments.looking import look_over
from goldenthread.committee.operations import PaperSaid, add_paper
from goldenthread.committee.operations.reports import ClearanceSaid, clear_report, write_report
from goldenthread.committee.queries.desk import desk_meeting
from goldenthread.reports.papers.stored import checked_papers
from tests.attachments.made_files import given
from tests.browser.pages import State
from tests.browser.pages_of_committee import THEN, Desk, at_desk, of_item_to_come, on_meets
from tests.committee.test_reports import REPORT

_BAD = b"Summary\n\nThe minutes of minute ?? were agreed, and the rest of this paper is as it was before.\n"


def written(desk: Desk) -> None:
    """Two versions of a report, the first one cleared."""
    item = desk.to_come.pk
    write_report(item_id=item, version=0, report=REPORT, by=desk.clerk, at=THEN)
    said = ClearanceSaid(side="Legal", officer="B. Lawyer", post="Monitoring Officer", cleared_on=THEN.date())
    clear_report(item_id=item, version=1, said=said, by=desk.clerk, at=THEN)
    write_report(item_id=item, version=1, report=replace(REPORT, summary="TBC"), by=desk.clerk, at=THEN)


def with_findings(desk: Desk) -> None:
    """A paper with something to mend, and a report with something to be told of."""
    written(desk)
    (file,) = look_over([given("paper.txt", _BAD)], most_bytes=1_000_000)
    said = PaperSaid(kind="appendix", title="A paper", type_name="TXT", file=file)
    add_paper(item_id=desk.to_come.pk, version=desk.version(desk.meets), said=said, by=desk.clerk, at=THEN)


def a_finding(client: Client) -> str:
    def address(desk: Desk) -> str:
        meeting = desk_meeting(desk.meets.pk)
        assert meeting is not None
        key = next(one.key for paper in checked_papers(meeting) for one in paper.in_the_way)
        return f"/committee/meetings/{desk.meets.pk}/checks/{key}"

    return at_desk(address, first=with_findings)(client)


def report(page: str = "", *, first: Callable[[Desk], None] | None = written) -> Callable[[Client], str]:
    return at_desk(of_item_to_come(f"/report{page}"), first=first)


PAPER_STATES = (
    State("write a report", report("/write", first=None)),
    State("write a report, with errors", report("/write", first=None), sent_empty=True),
    State("report of an item", report()),
    State("report of an item, earlier version", report("?version=1")),
    State("clear a report", report("/clear")),
    State("clear a report, with errors", report("/clear"), sent_empty=True),
    State("make a report the paper", report("/file")),
    State("make a report the paper, with errors", report("/file"), sent_empty=True),
    State("checks of papers", at_desk(on_meets("/checks"), first=with_findings)),
    State("what is due on an agenda", at_desk(on_meets("/due"), first=Desk.held_again)),
    State("what is due on an agenda, nothing", at_desk(on_meets("/due"))),
    State("let a finding pass", a_finding),
    State("let a finding pass, with errors", a_finding, sent_empty=True),
    State("publish an agenda with findings", at_desk(on_meets("/publish"), first=with_findings)),
    State(
        "publish an agenda with findings, with errors", at_desk(on_meets("/publish"), first=with_findings),
        sent_empty=True,
    ),
)  # fmt: skip
