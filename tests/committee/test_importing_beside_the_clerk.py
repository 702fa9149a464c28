"""Importing what the clerk keeps here by hand: nothing of it is lost unseen, and nothing signed is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.committee.forms.record_file import CommitteeRecord, DecisionRecord, ItemRecord, MeetingRecord
from goldenthread.committee.models import AgendaItem, Committee, Decision, Meeting, Minute
from goldenthread.committee.operations import (
    CommitteeChanges,
    ItemSaid,
    Restriction,
    WhenAndWhere,
    add_item,
    import_committee,
    move_meeting,
)
from goldenthread.committee.operations.locking import MeetingChanged
from goldenthread.domain.problems import InputRefused
from tests.committee.meetings import AFTER, AT_STRATFORD, LAST_DAY, MEETS, held, item_on, minuted, published, version_of
from tests.world import make_decision

pytestmark = pytest.mark.django_db

NOTED = (DecisionRecord(number="1", parent="", verb="noted", text="To note the report."),)


def bring_in(*items: ItemRecord, by: User, because: str = "", **more: str) -> CommitteeChanges:
    committee = Committee.objects.get()
    meeting = MeetingRecord(
        date=MEETS,
        venue=more.get("venue", ""),
        source="",
        items=tuple(replace(item, place=place) for place, item in enumerate(items, start=1)),
    )
    record = CommitteeRecord(slug=committee.slug, name=committee.name, meetings=(meeting,))
    return import_committee(record, by=by, at=AFTER, because=because)


def item(title: str, *, number: str = "", minute: str = "", words: str = "") -> ItemRecord:
    return ItemRecord(number=number, title=title, decisions=NOTED if minute else (), minute=minute, words=words)


@pytest.fixture
def drafted(scheduled: Meeting, clerk: User) -> Meeting:
    """A meeting whose two items the clerk has minuted."""
    items = [item_on(scheduled, title, by=clerk) for title in ("Rents", "Leases")]
    published(scheduled, by=clerk)
    held(scheduled, by=clerk)
    for one in items:
        minuted(one, by=clerk)
    return scheduled


def test_whoever_had_the_meeting_open_is_told_that_a_file_changed_it(scheduled: Meeting, clerk: User) -> None:
    item_on(scheduled, "Rents", by=clerk)
    seen = version_of(scheduled)

    bring_in(item("Rents", words="Of shops"), by=clerk)

    with pytest.raises(MeetingChanged):
        move_meeting(meeting_id=scheduled.pk, version=seen, said=AT_STRATFORD, because="", by=clerk, at=LAST_DAY)


def test_a_file_that_changes_nothing_leaves_the_form_as_it_was(scheduled: Meeting, clerk: User) -> None:
    bring_in(item("Rents"), by=clerk)
    seen = version_of(scheduled)

    bring_in(item("Rents"), by=clerk)

    assert version_of(scheduled) == seen


@pytest.mark.parametrize(
    "items",
    [
        (item("Rents", number="1", minute="Members asked about shops."),),
        (item("Rents of shops", number="1"),),
        (item("Leases", number="2"), item("Rents", number="1")),
    ],
)
def test_what_was_written_here_is_not_reworded_or_moved_without_a_reason(
    items: tuple[ItemRecord, ...], drafted: Meeting, clerk: User
) -> None:
    before = list(AgendaItem.objects.values_list("place", "title", "minute__words"))

    with pytest.raises(InputRefused, match="was written here"):
        bring_in(*items, by=clerk)

    assert list(AgendaItem.objects.values_list("place", "title", "minute__words")) == before
    assert bring_in(*items, by=clerk, because="The council's own record was right.").changed


@pytest.mark.parametrize(
    "said", [replace(AT_STRATFORD, venue="Dockside"), replace(AT_STRATFORD, date=date(2020, 2, 14))]
)
def test_a_meeting_that_was_moved_here_is_not_moved_back_by_an_older_file(
    said: WhenAndWhere, scheduled: Meeting, clerk: User
) -> None:
    move_meeting(
        meeting_id=scheduled.pk, version=version_of(scheduled), said=said, because="No trains.", by=clerk, at=LAST_DAY
    )

    with pytest.raises(InputRefused, match="was written here"):
        bring_in(item("Rents"), venue=AT_STRATFORD.venue, by=clerk)

    assert list(Meeting.objects.values_list("date", "venue")) == [(said.date, said.venue)]


def test_what_is_kept_here_is_not_reworded_and_its_words_are_in_no_log(scheduled: Meeting, clerk: User) -> None:
    kept = Restriction(access="exempt", exempt_paragraphs="3", public_interest="Rents are agreed.", safe_title="Land")
    said = ItemSaid(title="CANARY site", words="CANARY", restriction=kept)
    add_item(meeting_id=scheduled.pk, version=version_of(scheduled), said=said, by=clerk, at=LAST_DAY)
    secret = AgendaItem.objects.get()
    Minute.objects.create(item=secret, words="CANARY")
    make_decision(item=secret, number="1", verb="agreed", text="CANARY")
    Decision.objects.update(reference=f"{Committee.objects.get().slug}/{MEETS.isoformat()}/1/1")

    bring_in(item("Land", number="1", words="Of shops", minute="Members asked."), by=clerk, because="It was open.")

    secret.refresh_from_db()
    assert (secret.title, secret.words, secret.minute.words) == ("CANARY site", "CANARY", "CANARY")
    assert Decision.objects.get().text == "CANARY"
    assert "CANARY" not in str(list(Event.objects.values_list("details", flat=True)))


@pytest.mark.parametrize(
    "items",
    [
        (item("Rents of shops", number="1"),),
        (item("Rents", number="1", words="Of shops"),),
        (item("Rents", number="1"), item("Leases", number="2"), item("Shops", number="3", minute="Members asked.")),
        (item("Leases", number="2"), item("Rents", number="1")),
    ],
)
def test_nothing_comes_into_minutes_that_were_signed(
    items: tuple[ItemRecord, ...], drafted: Meeting, clerk: User
) -> None:
    Minute.objects.update(state="signed")
    Decision.objects.update(state="signed")
    Meeting.objects.update(state="minutes-signed", signed_by="Councillor Patel", signed_on=date(2020, 4, 3))
    before = list(AgendaItem.objects.values_list("place", "title", "words"))

    with pytest.raises(InputRefused, match="minutes were signed"):
        bring_in(*items, by=clerk, because="The council's own record was right.")

    assert list(AgendaItem.objects.values_list("place", "title", "words")) == before
