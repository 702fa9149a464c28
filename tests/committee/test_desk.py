"""A meeting as its clerk works on it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from goldenthread.accounts.models import User
from goldenthread.committee.models import Meeting
from goldenthread.committee.operations import Restriction, Seat, add_paper, name_office, seat_member
from goldenthread.committee.operations.agenda import PaperSaid
from goldenthread.committee.queries.desk import committees, desk_meeting, desk_meeting_of_item, members_of
from goldenthread.domain.meetings import MeetingStep
from tests.committee.meetings import AFTER, LAST_DAY, held, item_on, minuted, published, version_of
from tests.world import make_council

pytestmark = pytest.mark.django_db


def test_it_has_everything_of_the_meeting_also_what_is_exempt(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    kept = Restriction(access="exempt", exempt_paragraphs="3", public_interest="Prices.", safe_title="A contract")
    said = PaperSaid(kind="report", title="Price of lot 7", type_name="PDF", size_words="80 KB", restriction=kept)
    add_paper(item_id=item.pk, version=version_of(scheduled), said=said, by=clerk, at=LAST_DAY)
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)
    minuted(item, by=clerk)

    desk = desk_meeting(scheduled.pk)

    assert desk is not None
    assert (desk.reference, desk.publish_by) == ("onesource-joint-committee/2020-02-07", date(2020, 1, 30))
    assert desk.steps == (
        MeetingStep.MINUTE,
        MeetingStep.CORRECT_ATTENDANCE,
        MeetingStep.ADD_LATE,
        MeetingStep.AGREE_MINUTES,
    )
    (told,) = desk.items
    assert (told.number, told.minute) == ("1", "Members asked about rents.")
    assert [(paper.title, paper.safe_title) for paper in told.papers] == [("Price of lot 7", "A contract")]
    assert [(one.number, one.verb, one.votes) for one in told.resolutions] == [("1", "noted", None)]
    assert desk_meeting_of_item(item.pk) == desk


@pytest.mark.parametrize("items", [1, 12])
def test_its_reads_do_not_grow_with_the_agenda(
    items: int, scheduled: Meeting, clerk: User, django_assert_num_queries: object
) -> None:
    for number in range(items):
        item_on(scheduled, f"Item {number}", by=clerk)

    with django_assert_num_queries(7):  # type: ignore[operator]  # pytest-django's fixture
        desk_meeting(scheduled.pk)


def test_who_sits_on_a_day_with_the_offices_that_they_held(scheduled: Meeting, clerk: User) -> None:
    at = datetime.combine(date(2020, 1, 30), AFTER.timetz())
    council = make_council("Newham")
    for name, starts_on in (("Councillor A", date(2019, 5, 20)), ("Councillor B", date(2020, 5, 20))):
        said = Seat(council_id=council.pk, name=name, starts_on=starts_on)
        member = seat_member(committee_id=scheduled.committee_id, said=said, by=clerk, at=at)
        name_office(kind="chair", year=starts_on.year, membership_id=member.pk, by=clerk, at=at)

    sat = members_of(scheduled.committee_id, on=date(2020, 2, 7))

    assert [(one.name, one.council, one.offices) for one in sat] == [("Councillor A", "Newham", (("chair", 2019),))]
    assert [one.name for one in members_of(scheduled.committee_id)] == ["Councillor A", "Councillor B"]
    assert [one.name for one in committees()] == ["oneSource Joint Committee"]
