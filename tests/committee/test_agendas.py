"""What stands on an agenda, in which order, with which papers, and when it is published."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.models import AgendaItem, Meeting, Membership, Paper
from goldenthread.committee.operations import (
    ItemSaid,
    PaperSaid,
    Restriction,
    add_item,
    add_paper,
    enter_matter,
    order_items,
    take_item_out,
    take_paper_out,
)
from goldenthread.domain.meetings import MeetingStepNotAllowed
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.reasons import NoReason
from goldenthread.mail.models import Message
from tests.committee.meetings import (
    LAST_DAY,
    LONDON,
    item_on,
    published,
    version_of,
)
from tests.world import make_council, make_person

pytestmark = pytest.mark.django_db


def test_an_agenda_with_too_few_clear_days_is_published_with_a_reason_alone(scheduled: Meeting, clerk: User) -> None:
    item_on(scheduled, by=clerk)
    late = datetime(2020, 1, 31, 9, 0, tzinfo=LONDON)
    with pytest.raises(InputRefused, match="4 clear days, and 5 are asked for: the last day was 30 January 2020"):
        published(scheduled, by=clerk, at=late)

    meeting = published(scheduled, by=clerk, at=late, because="The auditor's letter came on 30 January.")

    assert (meeting.state, meeting.short_notice_because) == (
        "agenda-published",
        "The auditor's letter came on 30 January.",
    )


def test_an_agenda_without_an_item_is_not_published(scheduled: Meeting, clerk: User) -> None:
    with pytest.raises(InputRefused, match="no item yet"):
        published(scheduled, by=clerk)

    assert Meeting.objects.get().state == "scheduled"


def test_after_the_agenda_an_item_is_added_as_urgent_alone(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    with pytest.raises(NoReason):
        item_on(scheduled, "Flood", by=clerk)
    with pytest.raises(MeetingStepNotAllowed):
        take_item_out(item_id=item.pk, version=version_of(scheduled), by=clerk, at=LAST_DAY)

    urgent = item_on(scheduled, "Flood", by=clerk, urgent_because="The Chair agreed: the hall was flooded on Tuesday.")

    assert (urgent.place, urgent.urgent_because) == (2, "The Chair agreed: the hall was flooded on Tuesday.")


def test_items_are_put_in_another_order_and_move_up(scheduled: Meeting, clerk: User) -> None:
    first, second, third = (item_on(scheduled, title, by=clerk) for title in ("First", "Second", "Third"))

    order_items(
        meeting_id=scheduled.pk,
        version=version_of(scheduled),
        item_ids=[third.pk, first.pk, second.pk],
        by=clerk,
        at=LAST_DAY,
    )
    take_item_out(item_id=first.pk, version=version_of(scheduled), by=clerk, at=LAST_DAY)

    assert list(AgendaItem.objects.order_by("place").values_list("place", "title")) == [(1, "Third"), (2, "Second")]


def test_a_correction_after_despatch_is_a_supplementary_paper_and_both_stay(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    report = PaperSaid(kind="report", title="Q2 report", type_name="PDF", size_words="209 KB")
    first = add_paper(item_id=item.pk, version=version_of(scheduled), said=report, by=clerk, at=LAST_DAY)
    published(scheduled, by=clerk)
    with pytest.raises(InputRefused, match="supplementary paper"):
        add_paper(item_id=item.pk, version=version_of(scheduled), said=report, by=clerk, at=LAST_DAY)

    mended = PaperSaid(
        kind="supplementary",
        title="Q2 report, corrected",
        type_name="PDF",
        corrects_id=first.pk,
        corrects_because="Complaints in table 4 were 31, not 38.",
    )
    add_paper(item_id=item.pk, version=version_of(scheduled), said=mended, by=clerk, at=LAST_DAY)

    assert [(paper.title, paper.corrects) for paper in Paper.objects.order_by("place")] == [
        ("Q2 report", None),
        ("Q2 report, corrected", first),
    ]


def test_what_is_exempt_says_by_which_paragraph_why_and_under_which_title(scheduled: Meeting, clerk: User) -> None:
    secret = ItemSaid(
        title="Dismissal of Alex Example", restriction=Restriction(access="exempt", exempt_paragraphs="9")
    )

    with pytest.raises(InputRefused) as refused:
        add_item(meeting_id=scheduled.pk, version=1, said=secret, by=clerk, at=LAST_DAY)

    assert [one.column for one in refused.value.problems] == ["safe_title", "exempt_paragraphs", "public_interest"]


def test_the_log_holds_the_safe_title_of_what_is_exempt(scheduled: Meeting, clerk: User) -> None:
    secret = ItemSaid(
        title="Dismissal of Alex Example",
        restriction=Restriction(
            access="exempt",
            exempt_paragraphs="1,2",
            public_interest="It is about one person's work.",
            safe_title="A staffing matter",
        ),
    )

    add_item(meeting_id=scheduled.pk, version=1, said=secret, by=clerk, at=LAST_DAY)

    last = history_of(subject="meeting", subject_id="onesource-joint-committee/2020-02-07")[-1]
    assert last.details == {"place": 1, "title": "A staffing matter", "late": False}


def test_a_matter_is_followed_under_one_address(scheduled: Meeting, clerk: User) -> None:
    matter = enter_matter(
        committee_id=scheduled.committee_id, title="oneSource Improvement Plan", by=clerk, at=LAST_DAY
    )

    with pytest.raises(InputRefused, match="followed already"):
        enter_matter(committee_id=scheduled.committee_id, title="Onesource improvement plan", by=clerk, at=LAST_DAY)

    assert matter.slug == "onesource-improvement-plan"


def paper_on(item: AgendaItem, *, by: User, kind: str = "report", title: str = "Report", **more: Any) -> Paper:
    said = PaperSaid(kind=kind, title=title, type_name="PDF", size_words="1 KB", **more)
    return add_paper(item_id=item.pk, version=version_of(item.meeting), said=said, by=by, at=LAST_DAY)


def test_a_paper_is_taken_out_until_the_agenda_is_published_and_its_correction_stands_alone(
    scheduled: Meeting, clerk: User
) -> None:
    item = item_on(scheduled, by=clerk)
    wrong = paper_on(item, by=clerk, title="Price of lot 7")
    right = paper_on(item, by=clerk, corrects_id=wrong.pk, corrects_because="It was the wrong file.")

    take_paper_out(paper_id=wrong.pk, version=version_of(scheduled), by=clerk, at=LAST_DAY)

    assert list(Paper.objects.values_list("pk", "corrects", "corrects_because")) == [(right.pk, None, "")]
    assert (
        history_of(subject="meeting", subject_id="onesource-joint-committee/2020-02-07")[-1].kind == "paper taken out"
    )

    published(scheduled, by=clerk)
    with pytest.raises(MeetingStepNotAllowed):
        take_paper_out(paper_id=right.pk, version=version_of(scheduled), by=clerk, at=LAST_DAY)


def test_members_are_told_of_a_paper_that_comes_after_the_agenda(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    member, left = make_person("Councillor A", email="a@example.org"), make_person("Councillor B")
    for person, ended in ((member, None), (left, date(2019, 12, 31))):
        Membership.objects.create(
            committee=scheduled.committee,
            council=make_council(),
            name=person.name,
            person=person,
            starts_on=date(2019, 5, 20),
            ended_on=ended,
        )
    first = paper_on(item, by=clerk)
    assert not Message.objects.exists()
    published(scheduled, by=clerk)

    paper_on(item, by=clerk, kind="supplementary", title="Corrected", corrects_id=first.pk, corrects_because="A total.")
    kept = Restriction(access="confidential", safe_title="A matter")
    paper_on(item, by=clerk, kind="supplementary", title="Secret", restriction=kept)

    told = list(Message.objects.order_by("pk"))
    assert [one.address for one in told] == ["a@example.org"] * 2
    assert told[0].subject == "A paper was corrected: oneSource Joint Committee, 7 February 2020"
    assert "“Corrected”" in told[0].text
    assert "Secret" not in told[1].text + told[1].html + told[1].subject
