"""A report to committee: written, rewritten, cleared by version, and filed as the item's paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.attachments.queries import kept_file
from goldenthread.committee.forms.reports import ReportForm
from goldenthread.committee.models import AgendaItem, Committee, Meeting, Paper, ReportVersion
from goldenthread.committee.operations.reports import (
    ClearanceSaid,
    ReportChanged,
    clear_report,
    write_report,
)
from goldenthread.committee.queries.reports import report_of
from goldenthread.domain.committee_reports import (
    CommitteeReport,
    DetailParagraph,
    DetailPart,
    Implication,
    Recommendation,
)
from goldenthread.domain.meetings import MeetingStepNotAllowed
from goldenthread.domain.problems import InputRefused
from goldenthread.reports.filing import make_report_the_paper
from tests.at_browser import sign_in
from tests.committee.meetings import LAST_DAY, item_on, published, version_of
from tests.figures.returning_pages import words_on

pytestmark = pytest.mark.django_db

SIDES = ("Legal", "Financial", "HR", "Equalities")
REPORT = CommitteeReport(
    subject="Performance Indicators, Q2 report",
    author="A. Officer",
    contact="X1234",
    summary="How the measures stand.",
    recommendations=(Recommendation(text="To note the report."),),
    detail=(DetailPart(heading="Background", paragraphs=(DetailParagraph(text="As agreed.", points=("One",)),)),),
    implications=tuple(Implication(side=side, words="Not applicable: nothing changes.") for side in SIDES),
)
TODAY = LAST_DAY.date()


@pytest.fixture
def item(scheduled: Meeting, clerk: User) -> AgendaItem:
    return item_on(scheduled, by=clerk)


def write(item: AgendaItem, *, by: User, version: int = 0, **changed: Any) -> ReportVersion:
    return write_report(item_id=item.pk, version=version, report=replace(REPORT, **changed), by=by, at=LAST_DAY)


def clear(item: AgendaItem, *sides: str, by: User, version: int = 1, on: date = TODAY) -> None:
    for side in sides:
        said = ClearanceSaid(side=side, officer="B. Lawyer", post="Monitoring Officer", cleared_on=on)
        clear_report(item_id=item.pk, version=version, said=said, by=by, at=LAST_DAY)


def file(item: AgendaItem, *, by: User, version: int = 1, because: str = "") -> Paper:
    return make_report_the_paper(
        item_id=item.pk,
        version=version,
        meeting_version=version_of(item.meeting),
        uncleared_because=because,
        by=by,
        at=LAST_DAY,
    )


def problems(refused: pytest.ExceptionInfo[InputRefused]) -> str:
    return " ".join(problem.message for problem in refused.value.problems)


def test_each_version_stays_and_is_cleared_by_itself(item, clerk):
    write(item, by=clerk)
    clear(item, *SIDES, by=clerk)
    assert report_of(item.pk).to_clear == ()

    write(item, by=clerk, version=1, summary="How they stand now.")

    told = report_of(item.pk)
    assert told.newest is not None
    assert told.newest.report.summary == "How they stand now."
    assert [one.report.summary for one in told.earlier] == ["How the measures stand."]
    assert told.to_clear == SIDES
    assert {one.version for one in told.clearances} == {1}


def test_of_two_who_write_at_once_the_second_is_told(item, clerk):
    write(item, by=clerk)

    with pytest.raises(ReportChanged, match="version 1"):
        write(item, by=clerk, summary="Mine.")

    assert ReportVersion.objects.count() == 1


def test_everything_that_is_missing_is_said_at_once(item, clerk):
    with pytest.raises(InputRefused) as refused:
        write(item, by=clerk, subject=" ", author="", contact="", summary="\u0e01", recommendations=(), detail=())

    said = problems(refused)
    for words in ("subject heading", "who wrote", "author is reached", "asked to do", "detail", "cannot be printed"):
        assert words in said
    assert not ReportVersion.objects.exists()


def test_the_same_words_are_no_version(item, clerk):
    write(item, by=clerk)

    with pytest.raises(InputRefused, match="Nothing in it differs"):
        write(item, by=clerk, version=1)


def test_a_clearance_is_of_a_side_that_there_is_once_and_not_before_it_was_written(item, clerk):
    write(item, by=clerk)
    clear(item, "Legal", by=clerk)

    with pytest.raises(InputRefused, match="already"):
        clear(item, "Legal", by=clerk)
    with pytest.raises(InputRefused, match="no such side"):
        clear(item, "Weather", by=clerk)
    with pytest.raises(InputRefused, match="from 30 January 2020"):
        clear(item, "HR", by=clerk, on=date(2020, 1, 29))


def test_an_uncleared_report_goes_out_only_with_the_reason(item, clerk):
    write(item, by=clerk)
    clear(item, "Legal", "HR", by=clerk)

    with pytest.raises(InputRefused, match="Financial and Equalities"):
        file(item, by=clerk)

    paper = file(item, by=clerk, because="The officers are away, and will speak to it.")
    assert paper.report.number == 1


def test_a_filed_report_is_a_pdf_that_passed_the_gate_and_a_page_for_everybody(item, clerk, client):
    write(item, by=clerk)
    clear(item, *SIDES, by=clerk)
    paper = file(item, by=clerk)

    with pikepdf.open(BytesIO(kept_file(paper.attachment_id).content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
    assert client.get(f"/papers/{paper.pk}/read").status_code == 404

    published(item.meeting, by=clerk)
    page = words_on(client.get(f"/papers/{paper.pk}/read"))
    for words in (
        "Performance Indicators, Q2 report",
        "A. Officer",
        "To note the report.",
        "1.1.",
        "Background Papers",
    ):
        assert words in page
    assert (
        f"/papers/{paper.pk}/read" in client.get(f"/meetings/{item.meeting.committee.slug}/2020-02-07").content.decode()
    )


def test_after_the_agenda_went_out_a_new_version_corrects_the_paper_before(item, clerk):
    write(item, by=clerk)
    clear(item, *SIDES, by=clerk)
    first = file(item, by=clerk)
    published(item.meeting, by=clerk)

    write(item, by=clerk, version=1, summary="Corrected.")
    second = file(item, by=clerk, version=2, because="It is a misprint alone.")

    assert (second.kind, second.corrects_id) == ("supplementary", first.pk)
    with pytest.raises(InputRefused, match="paper already"):
        file(item, by=clerk, version=2, because="It is a misprint alone.")


def test_of_a_meeting_that_was_cancelled_nothing_is_written(item, clerk):
    Meeting.objects.filter(pk=item.meeting_id).update(state="cancelled")

    with pytest.raises(MeetingStepNotAllowed):
        write(item, by=clerk)


def test_the_report_of_an_exempt_item_is_no_page_for_the_public(item, clerk, client):
    write(item, by=clerk)
    AgendaItem.objects.filter(pk=item.pk).update(
        access="exempt", exempt_paragraphs="3", public_interest="Bidders would gain.", safe_title="A contract"
    )
    paper = file(item, by=clerk, because="Nobody needs to clear it.")
    published(item.meeting, by=clerk)

    assert (paper.access, paper.safe_title) == ("exempt", "A contract")
    assert client.get(f"/papers/{paper.pk}/read").status_code == 404
    assert b"Q2 report" not in client.get(f"/meetings/{item.meeting.committee.slug}/2020-02-07").content


def test_what_was_written_from_a_side_that_the_committee_has_no_more_stays_until_it_is_taken_out(item, clerk):
    write(item, by=clerk)
    Committee.objects.update(implication_sides="Legal\nClimate")
    report = report_of(item.pk)
    form = ReportForm(sides=report.sides, today=TODAY, report=report.newest.report)
    typed = dict(form.initial) | {"side_0": "None, as no law applies.", "side_1": "None.", "side_2": ""}

    anew = ReportForm(typed, sides=report.sides, today=TODAY, report=report.newest.report)

    assert anew.is_valid(), anew.errors
    assert [one.side for one in anew.said.implications] == ["Legal", "Climate", "HR", "Equalities"]
    assert "Sides of a report Legal Climate" in words_on(
        sign_in(Client(headers={"host": "localhost"}), clerk).get(f"/committee/{item.meeting.committee_id}")
    )


def test_at_the_desk_it_is_written_cleared_and_filed(item, clerk, settings):
    settings.GOLDENTHREAD_TODAY = TODAY
    at_desk = sign_in(Client(headers={"host": "localhost"}), clerk)
    home = f"/committee/items/{item.pk}/report"
    typed = {
        "subject": "Q2 report",
        "author": "A. Officer",
        "contact": "X1234",
        "summary": "How they stand.",
        "recommendations": "To note:\n- the report\n- the plan",
        "detail": "As agreed.",
        "version": "0",
    }
    sides = {f"side_{number}": "Not applicable: nothing changes." for number in range(4)}

    assert at_desk.get(home).url == f"{home}/write"
    missing = words_on(at_desk.post(f"{home}/write", typed))
    assert "Say what it means from this side: Equalities" in missing
    assert at_desk.post(f"{home}/write", typed | sides).url == home
    assert "a) the report" in words_on(at_desk.get(home))

    stale = at_desk.post(f"{home}/write", typed | sides | {"summary": "Other."})
    assert (stale.status_code, "Somebody wrote version 1" in words_on(stale)) == (409, True)

    cleared = {"side": "Legal", "officer": "B. Lawyer", "post": "Monitoring Officer", "version": "1"}
    day = {"cleared_on_day": TODAY.day, "cleared_on_month": TODAY.month, "cleared_on_year": TODAY.year}
    assert at_desk.post(f"{home}/clear", cleared | day).url == home
    assert "Legal B. Lawyer, Monitoring Officer 1 30 January 2020" in words_on(at_desk.get(home))

    filing = {"version": "1", "meeting_version": str(version_of(item.meeting))}
    assert at_desk.post(f"{home}/file", filing).status_code == 422
    why = {"uncleared_because": "The officers are away."}
    assert at_desk.post(f"{home}/file", filing | why).url == home
    assert Paper.objects.get(item=item).report.number == 1
