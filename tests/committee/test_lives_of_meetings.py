"""A meeting from its day in the calendar to its signed minutes."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from goldenthread.accounts.models import User
from goldenthread.committee.models import AgendaItem, Attendance, Decision, Meeting, MeetingChange, Minute
from goldenthread.committee.operations import (
    Came,
    Corrected,
    Declared,
    MeetingChanged,
    Resolution,
    Seat,
    Votes,
    WhenAndWhere,
    agree_minutes,
    cancel_meeting,
    hold_meeting,
    minute_item,
    move_meeting,
    name_office,
    schedule_meeting,
    seat_member,
    sign_minutes,
)
from goldenthread.domain.meetings import MeetingStepNotAllowed
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.reasons import NoReason
from goldenthread.partnership.rules import RoleMissing
from tests.committee.meetings import (
    AFTER,
    AT_STRATFORD,
    LAST_DAY,
    LONDON,
    MEETS,
    NOTED,
    held,
    item_on,
    minuted,
    published,
    version_of,
)
from tests.world import make_committee, make_council

pytestmark = pytest.mark.django_db


def test_from_the_calendar_to_signed_minutes(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)
    minuted(item, by=clerk)
    later = schedule_meeting(
        committee_id=scheduled.committee_id,
        said=WhenAndWhere(date=date(2020, 3, 5), begins_at=None, venue=""),
        by=clerk,
        at=LAST_DAY,
    )
    minutes = item_on(later, "Minutes", by=clerk)
    at = datetime(2020, 3, 6, 9, 0, tzinfo=LONDON)
    published(later, by=clerk, at=datetime(2020, 2, 20, 9, 0, tzinfo=LONDON))
    hold_meeting(meeting_id=later.pk, version=version_of(later), came=(), declared=(), by=clerk, at=at)

    agree_minutes(
        meeting_ids=[scheduled.pk], versions=[version_of(scheduled)], under_item_id=minutes.pk, by=clerk, at=at
    )

    def sign(day: date) -> Meeting:
        version, by = version_of(scheduled), "Councillor A, Chair"
        return sign_minutes(meeting_id=scheduled.pk, version=version, signed_by=by, signed_on=day, by=clerk, at=at)

    with pytest.raises(InputRefused, match="still to come"):
        sign(date(2020, 3, 7))
    signed = sign(date(2020, 3, 5))

    assert (signed.state, signed.minutes_agreed_at) == ("minutes-signed", later)
    assert Decision.objects.get().reference == "onesource-joint-committee/2020-02-07/1/1"
    assert (Minute.objects.get().state, Decision.objects.get().state) == ("signed", "signed")


def test_two_meetings_of_a_committee_on_one_day_are_refused(scheduled: Meeting, clerk: User) -> None:
    with pytest.raises(InputRefused, match="already meets on 7 February 2020"):
        schedule_meeting(committee_id=scheduled.committee_id, said=AT_STRATFORD, by=clerk, at=LAST_DAY)

    assert Meeting.objects.count() == 1


def test_whoever_does_not_keep_the_record_schedules_nothing(stranger: User) -> None:
    with pytest.raises(RoleMissing):
        schedule_meeting(committee_id=make_committee().pk, said=AT_STRATFORD, by=stranger, at=LAST_DAY)

    assert not Meeting.objects.exists()


def test_a_venue_is_moved_with_a_reason_that_is_kept(scheduled: Meeting, clerk: User) -> None:
    said = WhenAndWhere(date=MEETS, begins_at=time(18, 30), venue="Havering Town Hall")
    with pytest.raises(NoReason):
        move_meeting(meeting_id=scheduled.pk, version=1, said=said, because="", by=clerk, at=LAST_DAY)

    move_meeting(
        meeting_id=scheduled.pk, version=1, said=said, because="No trains run to Stratford.", by=clerk, at=LAST_DAY
    )

    change = MeetingChange.objects.get()
    assert (change.what, change.before, change.after) == ("venue", "Old Town Hall, Stratford", "Havering Town Hall")
    assert change.because == "No trains run to Stratford."


def test_an_agenda_that_is_out_gives_less_notice_of_an_earlier_day_and_says_why(
    scheduled: Meeting, clerk: User
) -> None:
    item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)

    def moved_to(day: date) -> str:
        said = WhenAndWhere(date=day, begins_at=time(18, 30), venue="Old Town Hall, Stratford")
        why = "The hall is let on the other day."
        meeting = move_meeting(
            meeting_id=scheduled.pk, version=version_of(scheduled), said=said, because=why, by=clerk, at=LAST_DAY
        )
        return meeting.short_notice_because

    with pytest.raises(InputRefused, match="Its agenda was published on 30 January 2020"):
        moved_to(date(2020, 1, 29))

    assert moved_to(date(2020, 2, 6)) == "The hall is let on the other day."
    assert moved_to(date(2020, 2, 14)) == ""


def test_a_form_that_is_older_than_the_meeting_is_refused(scheduled: Meeting, clerk: User) -> None:
    item_on(scheduled, by=clerk)

    with pytest.raises(MeetingChanged, match="7 February 2020"):
        cancel_meeting(meeting_id=scheduled.pk, version=1, because="Nobody can come.", by=clerk, at=LAST_DAY)

    assert Meeting.objects.get().state == "scheduled"


def test_a_cancelled_meeting_has_no_minutes(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    cancel_meeting(
        meeting_id=scheduled.pk,
        version=version_of(scheduled),
        because="The hall is flooded.",
        by=clerk,
        at=LAST_DAY,
    )

    with pytest.raises(MeetingStepNotAllowed, match="was cancelled"):
        minuted(item, by=clerk)

    assert (Minute.objects.count(), Decision.objects.count()) == (0, 0)


def test_a_meeting_that_was_not_held_has_no_minutes(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)

    with pytest.raises(MeetingStepNotAllowed, match="cannot be minuted"):
        minuted(item, by=clerk)

    assert AgendaItem.objects.get().number == ""


def test_minute_numbers_run_on_and_none_is_given_twice(scheduled: Meeting, clerk: User) -> None:
    committee = scheduled.committee
    earlier = Meeting.objects.create(committee=committee, date=date(2019, 10, 18), state="held")
    AgendaItem.objects.create(meeting=earlier, place=1, number="46", title="Earlier")
    items = [item_on(scheduled, title, by=clerk) for title in ("One", "Two")]
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)

    minuted(items[1], by=clerk)

    assert list(AgendaItem.objects.order_by("meeting__date", "place").values_list("number", flat=True)) == [
        "46",
        "47",
        "48",
    ]


def test_resolutions_are_numbered_and_say_what_was_done(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)
    wrong = (
        Resolution(number="1", verb="liked", text="To note."),
        Resolution(number="2a", verb="noted", text=""),
        Resolution(number="1", verb="noted", text="To note."),
        Resolution(number="first", verb="noted", text="To note."),
        Resolution(number="01", verb="noted", text="To note."),
    )

    with pytest.raises(InputRefused) as refused:
        minute_item(item_id=item.pk, version=version_of(scheduled), words="", resolutions=wrong, by=clerk, at=AFTER)

    assert [one.column for one in refused.value.problems] == [
        "resolution 1",
        "resolution 2a",
        "resolution 2a",
        "resolution 1",
        "resolution first",
        "resolution 01",
    ]
    assert (Minute.objects.count(), AgendaItem.objects.get().number) == (0, "")


def test_who_was_not_there_moves_nothing_and_casts_no_vote(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    there, away = (
        seat_member(
            committee_id=scheduled.committee_id,
            said=Seat(council_id=make_council(council).pk, name=council, starts_on=date(2019, 5, 20)),
            by=clerk,
            at=LAST_DAY,
        ).pk
        for council in ("Newham", "Havering")
    )
    published(scheduled, by=clerk)
    came = (Came(membership_id=there, how="present"), Came(membership_id=away, how="apologies"))
    held(scheduled, by=clerk, came=came)

    def minute(moved_by: int, votes_for: int) -> None:
        votes = Votes(votes_for=votes_for, votes_against=0, abstentions=0)
        said = Resolution(number="1", verb="noted", text="To note.", moved_by_id=moved_by, votes=votes)
        minute_item(item_id=item.pk, version=version_of(scheduled), words="", resolutions=[said], by=clerk, at=AFTER)

    with pytest.raises(InputRefused, match="was not present at this meeting"):
        minute(away, 1)
    with pytest.raises(InputRefused, match="3 votes are more than the 1 who was present can give"):
        minute(there, 3)
    minute(there, 2)  # with the Chair's casting vote

    assert Decision.objects.get().votes_for == 2


def test_drafted_anew_a_resolution_is_reworded_added_and_taken_out(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)
    below = (Resolution(number="2", verb="noted", text="To note:"), Resolution(number="2a", verb="noted", text="A."))
    first = (*NOTED, *below)
    minute_item(item_id=item.pk, version=version_of(scheduled), words="", resolutions=first, by=clerk, at=AFTER)

    again = (Resolution(number="1", verb="agreed", text="To agree the report."),)
    minute_item(item_id=item.pk, version=version_of(scheduled), words="", resolutions=again, by=clerk, at=AFTER)

    assert list(Decision.objects.values_list("number", "verb", "text")) == [("1", "agreed", "To agree the report.")]


def test_who_came_and_what_was_declared(scheduled: Meeting, clerk: User) -> None:
    newham = make_council()
    seats = {
        name: seat_member(
            committee_id=scheduled.committee_id,
            said=Seat(council_id=newham.pk, name=name, starts_on=date(2019, 5, 20), is_substitute=substitute),
            by=clerk,
            at=LAST_DAY,
        ).pk
        for name, substitute in (("Councillor A", False), ("Councillor B", False), ("Councillor C", True))
    }
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    wrong = (
        Came(membership_id=seats["Councillor A"], how="present"),
        Came(membership_id=seats["Councillor A"], how="present"),
        Came(membership_id=seats["Councillor B"], how="present", in_place_of_id=seats["Councillor A"]),
    )
    with pytest.raises(InputRefused) as refused:
        held(scheduled, by=clerk, came=wrong)

    came = (
        Came(membership_id=seats["Councillor A"], how="apologies"),
        Came(membership_id=seats["Councillor B"], how="present"),
        Came(membership_id=seats["Councillor C"], how="present", in_place_of_id=seats["Councillor A"]),
    )
    declared = (Declared(membership_id=seats["Councillor B"], item_id=item.pk, words="A tenant of the council."),)
    meeting = held(scheduled, by=clerk, came=came, declared=declared)

    assert [one.message for one in refused.value.problems] == [
        "Councillor B is no substitute.",
        "Councillor A is entered 2 times. Enter each member once.",
    ]
    assert (meeting.no_interests, Attendance.objects.filter(how="present").count()) == (False, 2)


def test_that_nobody_declared_an_interest_is_recorded(scheduled: Meeting, clerk: User) -> None:
    item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)

    assert held(scheduled, by=clerk).no_interests is True


def test_a_correction_is_kept_beside_the_words_that_were_agreed(scheduled: Meeting, clerk: User) -> None:
    item = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)
    minute = minuted(item, by=clerk, words="Members asked about rents in July.")
    later = Meeting.objects.create(committee=scheduled.committee, date=date(2020, 3, 5), state="held")
    under = AgendaItem.objects.create(meeting=later, place=1, title="Minutes")
    with pytest.raises(InputRefused, match="do not stand in those minutes"):
        agree_minutes(
            meeting_ids=[scheduled.pk],
            versions=[version_of(scheduled)],
            under_item_id=under.pk,
            corrected=[Corrected(minute_id=minute.pk, before="in August", after="in October")],
            by=clerk,
            at=AFTER,
        )

    agree_minutes(
        meeting_ids=[scheduled.pk],
        versions=[version_of(scheduled)],
        under_item_id=under.pk,
        corrected=[Corrected(minute_id=minute.pk, before="in July", after="in October")],
        by=clerk,
        at=AFTER,
    )

    minute.refresh_from_db()
    assert (minute.words, minute.state) == ("Members asked about rents in July.", "agreed")
    assert [(one.before, one.after) for one in minute.corrections.all()] == [("in July", "in October")]


def test_minutes_of_several_meetings_are_agreed_in_one_order_whichever_was_given(
    scheduled: Meeting, clerk: User
) -> None:
    """Two who agree them at once would each lock what the other waits for."""
    committee = scheduled.committee
    days = (date(2019, 10, 18), date(2019, 7, 12), date(2019, 4, 5))
    told = [Meeting.objects.create(committee=committee, date=day, state="minutes-drafted").pk for day in days]
    Meeting.objects.filter(pk=scheduled.pk).update(state="held")
    under = AgendaItem.objects.create(meeting=scheduled, place=1, title="Minutes")

    agreed = agree_minutes(meeting_ids=told[::-1], versions=[1, 1, 1], under_item_id=under.pk, by=clerk, at=AFTER)

    assert [one.pk for one in agreed] == told


def test_the_chair_of_a_year_is_a_full_member_of_that_year(scheduled: Meeting, clerk: User) -> None:
    council = make_council()
    said = Seat(council_id=council.pk, name="Councillor A", starts_on=date(2021, 7, 1))
    member = seat_member(committee_id=scheduled.committee_id, said=said, by=clerk, at=LAST_DAY)
    with pytest.raises(InputRefused, match="no full member in the municipal year 2019/20"):
        name_office(kind="chair", year=2019, membership_id=member.pk, by=clerk, at=LAST_DAY)

    office = name_office(kind="chair", year=2021, membership_id=member.pk, by=clerk, at=LAST_DAY)

    assert (office.held_by, office.year) == (member, 2021)
