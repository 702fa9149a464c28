"""A meeting's agenda with all of its open papers, as one PDF and as one page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.attachments.looking import look_over
from goldenthread.attachments.pdf_words import words_of_pdf
from goldenthread.committee.models import AgendaItem, Meeting, Paper
from goldenthread.committee.operations import PaperSaid, Restriction, add_paper, schedule_meeting
from goldenthread.committee.operations.reports import write_report
from goldenthread.reports.filing import make_report_the_paper
from tests.attachments.made_files import a_pdf, given
from tests.committee.meetings import AT_STRATFORD, LAST_DAY, item_on, published, version_of
from tests.committee.test_reports import REPORT
from tests.figures.returning_pages import words_on
from tests.world import make_committee, make_partnership

pytestmark = pytest.mark.django_db
HOME = "/meetings/onesource-joint-committee/2020-02-07"
KEPT = Restriction(
    access="exempt", exempt_paragraphs="3", public_interest="Bidders would gain.", safe_title="A contract"
)


@pytest.fixture
def browser() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def item(clerk: User) -> AgendaItem:
    make_partnership()
    meeting = schedule_meeting(committee_id=make_committee().pk, said=AT_STRATFORD, by=clerk, at=LAST_DAY)
    return item_on(meeting, by=clerk)


def attach(item: AgendaItem, *, by: User, content: bytes | None = None, title: str = "Annex", **more: Any) -> Paper:
    file = None if content is None else look_over([given("annex.pdf", content)], most_bytes=1_000_000)[0]
    late = Meeting.objects.get(pk=item.meeting_id).state != "scheduled"
    said = PaperSaid(kind="supplementary" if late else "appendix", title=title, type_name="PDF", file=file, **more)
    return add_paper(item_id=item.pk, version=version_of(item.meeting), said=said, by=by, at=LAST_DAY)


def with_a_report(item: AgendaItem, *, by: User) -> None:
    write_report(item_id=item.pk, version=0, report=REPORT, by=by, at=LAST_DAY)
    make_report_the_paper(
        item_id=item.pk,
        version=1,
        meeting_version=version_of(item.meeting),
        uncleared_because="Nobody needs to clear it.",
        by=by,
        at=LAST_DAY,
    )


def test_the_front_sheet_tells_the_pages_on_which_papers_begin(item, clerk, browser):
    with_a_report(item, by=clerk)
    attach(item, by=clerk, content=a_pdf())
    attach(item, by=clerk, title="Elsewhere", size_words="209 KB")
    published(item.meeting, by=clerk)

    answer = browser.get(f"{HOME}/pack.pdf")
    sheet = " ".join(words_of_pdf(answer.content, most=2_000).split())

    assert answer["Content-Type"] == "application/pdf"
    assert f"{REPORT.subject}: Report 2" in sheet
    assert "Annex: Appendix 3" in sheet
    assert "Elsewhere: Appendix (file not held here (PDF 209 KB)) –" in sheet
    with pikepdf.open(BytesIO(answer.content)) as pdf, pdf.open_outline() as outline:
        assert len(pdf.pages) == 2 + pikepdf.open(BytesIO(a_pdf())).pages.__len__()
        assert [one.title for one in outline.root] == ["Agenda", "1. Performance Indicators"]
        assert [one.title for one in outline.root[1].children] == [REPORT.subject, "Annex"]


def test_as_a_page_it_holds_whole_what_was_written_here(item, clerk, browser):
    with_a_report(item, by=clerk)
    attach(item, by=clerk, content=a_pdf())
    published(item.meeting, by=clerk)

    words = words_on(browser.get(f"{HOME}/pack"))

    for one in ("Agenda and papers", "Friday 7 February 2020", "To note the report.", "Annex: Appendix"):
        assert one in words
    links = browser.get(HOME).content.decode()
    assert f'href="{HOME}/pack"' in links
    assert f'href="{HOME}/pack.pdf"' in links


def test_nothing_that_is_kept_is_bound(item, clerk, browser):
    kept = item_on(item.meeting, "Price of lot 7", by=clerk)
    attach(item, by=clerk, content=a_pdf(), title="Secret annex", restriction=KEPT)
    attach(kept, by=clerk, content=a_pdf(), title="Bids")
    AgendaItem.objects.filter(pk=kept.pk).update(**vars(KEPT))
    published(item.meeting, by=clerk)

    content = browser.get(f"{HOME}/pack.pdf").content
    words = words_of_pdf(content, most=10_000)

    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
    assert "Exempt by paragraph 3" in " ".join(words.split())
    for secret in ("lot 7", "Bids", "Secret annex"):
        assert secret not in words
        assert secret not in words_on(browser.get(f"{HOME}/pack"))


def test_before_its_agenda_is_public_a_meeting_has_no_pack(item, clerk, browser):
    attach(item, by=clerk, content=a_pdf())

    assert [browser.get(f"{HOME}/{name}").status_code for name in ("pack", "pack.pdf")] == [404, 404]


def test_a_paper_that_comes_late_is_in_the_next_pack(item, clerk, browser):
    attach(item, by=clerk, content=a_pdf())
    published(item.meeting, by=clerk)
    first = browser.get(f"{HOME}/pack.pdf").content

    attach(item, by=clerk, content=a_pdf(), title="Late annex")

    assert browser.get(f"{HOME}/pack.pdf").content != first
    assert "Late annex" in words_of_pdf(browser.get(f"{HOME}/pack.pdf").content, most=10_000)


def test_a_sign_that_cannot_be_printed_keeps_no_pack_in(item, clerk, browser):
    attach(item, by=clerk, content=a_pdf(), title="Annex \N{PARTY POPPER}")
    published(item.meeting, by=clerk)

    assert "Annex ?: Appendix" in words_of_pdf(browser.get(f"{HOME}/pack.pdf").content, most=10_000)
    assert browser.get(f"{HOME}/pack").status_code == 200
