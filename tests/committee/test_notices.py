"""Decision notices: issued, late, called in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.models import AgendaItem, CallIn, Committee, DecisionNotice, Meeting
from goldenthread.committee.operations import (
    NoticeChanged,
    NoticeSaid,
    Resolution,
    RuleSaid,
    close_day,
    correct_notice,
    end_call_in,
    issue_notice,
    minute_item,
    record_call_in,
    set_call_in_rules,
)
from goldenthread.committee.queries.notices import (
    NoticeFacts,
    awaited_notices,
    call_in_rules,
    desk_notice,
    public_notice,
)
from goldenthread.domain.problems import InputRefused
from goldenthread.partnership.models import Council
from tests.committee.meetings import LONDON, held, item_on, minuted, published, version_of
from tests.world import make_council

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2020, 2, 11, 10, 0, tzinfo=LONDON)
LATER = datetime(2020, 3, 2, 10, 0, tzinfo=LONDON)
SAID = NoticeSaid(
    purpose="To note how rents are collected.",
    lead_officer="Head of Exchequer",
    is_key=True,
    no_call_in_because="",
    published_on=TUESDAY.date(),
)


@pytest.fixture
def havering() -> Council:
    return make_council("Havering")


@pytest.fixture
def newham() -> Council:
    return make_council("Newham")


@pytest.fixture
def item(scheduled: Meeting, havering: Council, newham: Council, clerk: User) -> AgendaItem:
    """Minuted with a resolution; Havering calls in within five working days, Newham does not."""
    rules = (RuleSaid(council_id=havering.pk, working_days=5), RuleSaid(council_id=newham.pk, working_days=0))
    set_call_in_rules(committee_id=scheduled.committee_id, said=rules, by=clerk, at=TUESDAY)
    one = item_on(scheduled, by=clerk)
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)
    minuted(one, by=clerk)
    one.refresh_from_db()
    return one


@pytest.fixture
def notice(item: AgendaItem, clerk: User) -> DecisionNotice:
    return issue_notice(item_id=item.pk, said=SAID, by=clerk, at=TUESDAY)


def call_in(notice: DecisionNotice, council: Council, *, by: User, on: date = date(2020, 2, 18)) -> CallIn:
    version = DecisionNotice.objects.get(pk=notice.pk).version
    return record_call_in(
        notice_id=notice.pk,
        version=version,
        council_id=council.pk,
        on=on,
        who="Councillors X, Y and Z",
        grounds="The costs were not weighed.",
        by=by,
        at=LATER,
    )


def read() -> NoticeFacts:
    found = public_notice(committee="onesource-joint-committee", day=date(2020, 2, 7), number="1")
    assert found is not None
    return found


def test_how_late_a_notice_is_counts_no_bank_holiday_however_late_it_is(item: AgendaItem, clerk: User) -> None:
    late = datetime(2022, 2, 14, 10, 0, tzinfo=LONDON)

    issue_notice(item_id=item.pk, said=replace(SAID, published_on=late.date()), by=clerk, at=late)

    # Two years from 11 February 2020, the last day in time, hold 524 weekdays and 16 bank holidays.
    assert read().days_late == 524 - 16


def test_a_notice_says_what_was_decided_and_when_it_takes_effect_in_each_council(
    notice: DecisionNotice, item: AgendaItem
) -> None:
    told = read()

    assert told == desk_notice(item.pk)
    assert (told.decision_maker, told.decided_on, told.days_late) == (
        "oneSource Joint Committee",
        date(2020, 2, 7),
        0,
    )
    assert [(one.number, one.text) for one in told.decisions] == [("1", "To note the report.")]
    assert told.interests == ()
    assert {one.council: (one.last_day, one.takes_effect_on) for one in told.windows} == {
        "Havering": (date(2020, 2, 18), date(2020, 2, 19)),
        "Newham": (None, date(2020, 2, 7)),
    }


def test_what_a_notice_said_stays_when_rules_and_closed_days_change(notice: DecisionNotice, clerk: User) -> None:
    before = read().windows
    committee = Committee.objects.get()

    set_call_in_rules(committee_id=committee.pk, said=(), by=clerk, at=LATER)
    close_day(committee_id=committee.pk, day=date(2020, 2, 13), because="A flood.", by=clerk, at=LATER)

    assert read().windows == before
    assert [one.working_days for one in call_in_rules(committee.pk)] == [None, None]


def test_closed_days_and_urgency_are_in_the_notice_that_is_issued_then(item: AgendaItem, clerk: User) -> None:
    close_day(committee_id=item.meeting.committee_id, day=date(2020, 2, 13), because="A flood.", by=clerk, at=TUESDAY)

    issue_notice(item_id=item.pk, said=SAID, by=clerk, at=TUESDAY)

    assert {one.takes_effect_on for one in read().windows} == {date(2020, 2, 20), date(2020, 2, 7)}


def test_an_urgent_decision_is_called_in_by_nobody(item: AgendaItem, havering: Council, clerk: User) -> None:
    urgent = replace(SAID, no_call_in_because="Urgent: the contract ends on 10 February.")

    notice = issue_notice(item_id=item.pk, said=urgent, by=clerk, at=TUESDAY)

    assert {one.takes_effect_on for one in read().windows} == {date(2020, 2, 7)}
    with pytest.raises(InputRefused, match="may not call this decision in"):
        call_in(notice, havering, by=clerk)


@pytest.mark.parametrize("on", [date(2020, 2, 6), date(2020, 2, 12)])
def test_a_notice_is_published_between_the_decision_and_today(on: date, item: AgendaItem, clerk: User) -> None:
    with pytest.raises(InputRefused, match="on that day or after it, by today"):
        issue_notice(item_id=item.pk, said=replace(SAID, published_on=on), by=clerk, at=TUESDAY)


def test_there_is_no_notice_before_the_decision_is_minuted_and_only_one_after(
    item: AgendaItem, notice: DecisionNotice, clerk: User
) -> None:
    other = AgendaItem.objects.create(meeting=item.meeting, place=2, number="2", title="Savings")
    with pytest.raises(InputRefused, match="Minute its resolutions first"):
        issue_notice(item_id=other.pk, said=SAID, by=clerk, at=TUESDAY)

    with pytest.raises(NoticeChanged):
        issue_notice(item_id=item.pk, said=SAID, by=clerk, at=TUESDAY)


def test_a_notice_that_is_awaited_is_listed_with_the_days_that_it_is_late(item: AgendaItem, clerk: User) -> None:
    (in_time,) = awaited_notices(today=date(2020, 2, 11))
    (late,) = awaited_notices(today=date(2020, 2, 17))

    issue_notice(item_id=item.pk, said=replace(SAID, published_on=date(2020, 2, 17)), by=clerk, at=LATER)

    assert (in_time.due_on, in_time.days_late, late.days_late) == (date(2020, 2, 11), 0, 4)
    assert read().days_late == 4
    assert awaited_notices(today=date(2020, 2, 17)) == ()


def test_minutes_alone_are_asked_of_a_committee_under_the_act_without_call_in(item: AgendaItem, clerk: User) -> None:
    set_call_in_rules(committee_id=item.meeting.committee_id, said=(), by=clerk, at=TUESDAY)
    under_the_act = awaited_notices(today=TUESDAY.date())
    Committee.objects.update(regime="executive-2012")

    assert (len(under_the_act), len(awaited_notices(today=TUESDAY.date()))) == (0, 1)


def test_a_decision_is_called_in_once_and_its_outcome_told(
    notice: DecisionNotice, havering: Council, clerk: User
) -> None:
    called = call_in(notice, havering, by=clerk)
    with pytest.raises(InputRefused, match="Havering called this decision in already"):
        call_in(notice, havering, by=clerk)

    end_call_in(
        call_in_id=called.pk, outcome="Referred back; kept on 2 March.", ended_on=LATER.date(), by=clerk, at=LATER
    )

    (told,) = [one.call_in for one in read().windows if one.call_in is not None]
    assert (told.by, told.on, told.outcome) == (
        "Councillors X, Y and Z",
        date(2020, 2, 18),
        "Referred back; kept on 2 March.",
    )
    with pytest.raises(NoticeChanged):
        end_call_in(call_in_id=called.pk, outcome="Once more.", ended_on=LATER.date(), by=clerk, at=LATER)


@pytest.mark.parametrize("on", [date(2020, 2, 10), date(2020, 2, 19)])
def test_a_call_in_outside_its_days_is_refused(
    on: date, notice: DecisionNotice, havering: Council, clerk: User
) -> None:
    with pytest.raises(InputRefused, match="from 11 February 2020 to 18 February 2020"):
        call_in(notice, havering, by=clerk, on=on)


def test_a_council_without_call_in_is_refused(notice: DecisionNotice, newham: Council, clerk: User) -> None:
    with pytest.raises(InputRefused, match="Newham may not call this decision in"):
        call_in(notice, newham, by=clerk)

    assert not CallIn.objects.exists()


def test_resolutions_of_a_notice_stay_and_the_minute_can_be_reworded(
    notice: DecisionNotice, item: AgendaItem, clerk: User
) -> None:
    minuted(item, by=clerk, words="Members asked about rents and arrears.")
    other = (Resolution(number="1", verb="approved", text="To approve the report."),)

    with pytest.raises(InputRefused, match="decision notice of this item is published"):
        minute_item(
            item_id=item.pk,
            version=version_of(item.meeting),
            words="Members asked.",
            resolutions=other,
            by=clerk,
            at=LATER,
        )

    assert [one.text for one in read().decisions] == ["To note the report."]


def test_words_of_a_notice_are_corrected_by_whoever_saw_it_as_it_is(notice: DecisionNotice, clerk: User) -> None:
    def correct() -> None:
        correct_notice(
            notice_id=notice.pk,
            version=1,
            purpose="To note it.",
            lead_officer="Head of Exchequer",
            is_key=False,
            by=clerk,
            at=LATER,
        )

    correct()

    assert (read().purpose, read().is_key, read().version) == ("To note it.", False, 2)
    with pytest.raises(NoticeChanged):
        correct()
    kept = history_of(subject="meeting", subject_id="onesource-joint-committee/2020-02-07")
    assert kept[-1].details == {"item": "1", "changed": ["purpose", "is_key"]}
