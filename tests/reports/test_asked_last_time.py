"""The next report opens with what the committee said of the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from goldenthread.actions.operations import NewAction
from goldenthread.committee.models import AgendaItem, Meeting, Paper, Question
from goldenthread.committee.operations import (
    Asked,
    DelegationSaid,
    answer_question,
    let_arise,
    record_delegation,
    record_question,
    revoke_delegation,
)
from goldenthread.committee.queries.received import questions_about, received
from goldenthread.publishing.cells import Cell
from goldenthread.publishing.document import Notice, NoticeKind, Paragraph, Table
from goldenthread.publishing.models import Publication, Release
from goldenthread.reports.documents.asked_last_time import TITLE, with_asked_last_time
from tests.at_browser import sign_in
from tests.committee.meetings import LONDON
from tests.figures.returning_pages import words_on
from tests.reports.packs import make_pack
from tests.world import make_decision, make_indicator, make_item, make_measure, make_meeting

pytestmark = pytest.mark.django_db

MET = date(2019, 10, 18)
AFTER = datetime(2019, 11, 1, 10, 0, tzinfo=LONDON)
LATER = date(2019, 12, 1)
LAST, LABEL = "2019-20-q1-joint-committee", "Q1 2019/20"


@pytest.fixture
def item() -> AgendaItem:
    """An item of a meeting that was held, with the last quarter's pack as its paper."""
    meeting = make_meeting(on=MET)
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.MINUTES_AGREED)
    item = make_item(meeting=meeting, number="36", title="Performance, Quarter 1")
    publication = Publication.objects.create(
        public_id=f"{LAST}-1",
        name=LAST,
        title="Performance Indicators",
        audience="joint-committee",
        period="2019-20 Q1",
        made_from="Q1 2019/20, version 1 of the figures",
        published_at=datetime(2019, 10, 10, tzinfo=UTC),
        published_by=1,
        document=b"{}",
        document_sha256="0" * 64,
        versions={},
    )
    Paper.objects.create(
        item=item, place=1, kind="report", title="Q1", type_name="PDF", publication=publication, added_at=AFTER
    )
    return item


def asked(item: AgendaItem, words: str = "Why is EXC01 red?", *, clerk, kind: str = "question") -> Question:
    said = Asked(kind=kind, words=words, owner_post="Head of Exchequer")
    return record_question(item_id=item.pk, said=said, by=clerk, at=AFTER)


def answered(question: Question, *, on: date, clerk) -> None:
    at = datetime(on.year, on.month, on.day, 12, 0, tzinfo=LONDON)
    answer_question(question_id=question.pk, version=1, answer="The team was short.", on=on, by=clerk, at=at)


def opening(on: date = LATER):
    return with_asked_last_time(make_pack(), received(name=LAST, on=on), last=LABEL).sections[0]


def cells(section) -> list[tuple[Cell, ...]]:
    return [row for block in section.blocks if isinstance(block, Table) for row in block.rows]


def text(section) -> str:
    return " ".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def test_every_resolution_and_question_stands_with_answer_owner_and_state(item, clerk):
    make_decision(item=item, number="1", verb="noted", text="To note the report.")
    request = asked(item, "A note on rents.", kind="request", clerk=clerk)
    answered(request, on=date(2019, 11, 20), clerk=clerk)
    to_do = NewAction(words="Send the note to members", owner_post="Rents Manager", due_on=date(2019, 11, 25))
    let_arise(out_of="question", row_id=request.pk, said=to_do, by=clerk, at=AFTER)
    asked(item, clerk=clerk)

    section = opening()

    assert section.title == TITLE
    assert "received the report on Q1 2019/20 on 18 October 2019, minute 36" in text(section)
    assert "It passed 1 resolution and asked 2 questions and requests." in text(section)
    assert "1 of them was not answered: by the Head of Exchequer." in text(section)
    assert cells(section) == [
        ("Resolution 1: To note the report.", "–", "Noted. Nothing is left to do."),
        (
            "Request: A note on rents.",
            "Head of Exchequer",
            "Answered on 20 November 2019: The team was short. Open, and overdue, due on 25 November 2019 (Rents "
            "Manager): Send the note to members",
        ),
        ("Question: Why is EXC01 red?", "Head of Exchequer", "UNANSWERED."),
    ]


def test_what_was_answered_after_the_day_is_unanswered_on_it(item, clerk):
    answered(asked(item, clerk=clerk), on=date(2019, 12, 2), clerk=clerk)

    assert [row[2] for row in cells(opening(on=LATER))] == ["UNANSWERED."]
    assert [row[2] for row in cells(opening(on=date(2019, 12, 2)))] == [
        "Answered on 2 December 2019: The team was short."
    ]


def test_what_was_revoked_after_the_day_is_open_on_it(item, clerk):
    decision = make_decision(item=item, number="1", verb="delegated", text="To delegate the plan.")
    said = DelegationSaid(to_post="Head of Exchequer", purpose="The plan", due_on=date(2019, 11, 30))
    given = record_delegation(decision_id=decision.pk, said=said, by=clerk, at=AFTER)
    at = datetime(2019, 12, 2, 12, 0, tzinfo=LONDON)
    revoke_delegation(delegation_id=given.pk, version=1, because="It will decide itself.", by=clerk, at=at)

    assert [row[2] for row in cells(opening(on=LATER))] == [
        "Delegated, not decided yet, due on 30 November 2019, and overdue."
    ]
    assert [row[2] for row in cells(opening(on=date(2019, 12, 2)))] == ["The delegation was revoked."]


def test_a_meeting_to_come_or_an_exempt_item_received_nothing_to_tell(item, clerk):
    asked(item, clerk=clerk)
    pack = make_pack()

    Meeting.objects.filter(pk=item.meeting_id).update(state=Meeting.State.AGENDA_PUBLISHED)
    assert with_asked_last_time(pack, received(name=LAST, on=LATER), last=LABEL) is pack

    Meeting.objects.filter(pk=item.meeting_id).update(state=Meeting.State.MINUTES_AGREED)
    AgendaItem.objects.filter(pk=item.pk).update(access="exempt", exempt_paragraphs="3", safe_title="A contract")
    assert received(name=LAST, on=LATER) == ()
    assert questions_about("EXC01") == ()


def test_a_correction_still_says_so_before_anything_else(item, clerk):
    asked(item, clerk=clerk)
    plain = make_pack()
    notice = Notice(kind=NoticeKind.CORRECTION, title="This document replaces another", paragraphs=("Why: wrong",))
    first = replace(plain.sections[0], blocks=(notice, *plain.sections[0].blocks))
    pack = replace(plain, sections=(first, *plain.sections[1:]))

    told = with_asked_last_time(pack, received(name=LAST, on=LATER), last=LABEL)

    assert told.sections[0].blocks[0] == notice
    assert not any(isinstance(block, Notice) for block in told.sections[1].blocks)
    assert told.sections[1].new_page
    assert told.sections[2:] == pack.sections[1:]


def test_the_page_of_an_indicator_says_what_was_asked_of_it(client, item, clerk, stranger, settings):
    settings.GOLDENTHREAD_TODAY = LATER
    make_measure(indicator=make_indicator("EXC01"))
    asked(item, clerk=clerk)
    asked(item, "Why is EXC011 not here?", clerk=clerk)

    words = words_on(sign_in(client, stranger).get("/indicators/EXC01"))

    assert "Question: Performance, Quarter 1 18 October 2019 , Members, oneSource Joint Committee, minute 36" in words
    assert "Why is EXC01 red? Not answered yet: Head of Exchequer." in words
    assert "EXC011" not in words


def test_the_page_of_a_publication_says_which_meeting_received_it(client, item, clerk, settings):
    settings.GOLDENTHREAD_TODAY = LATER
    make_decision(item=item, number="3a", verb="noted", text="To note the report.")
    asked(item, clerk=clerk)
    publication = Publication.objects.get()
    Release.objects.create(publication=publication, released_at=AFTER, released_by=1)

    words = words_on(client.get(f"/publications/{publication.public_id}"))

    assert "Which meeting received it oneSource Joint Committee, 18 October 2019, minute 36" in words
    assert "Members asked 1 thing, 1 of them not answered yet." in words
    assert "3 a) To note the report." in words
