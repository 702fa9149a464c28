"""Bringing in and handing on the record as XML of the committee system: once, again, and into another database."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.forms.meetings_xml import read_meetings
from goldenthread.committee.forms.meetings_xml_writing import write_meetings
from goldenthread.committee.forms.record_csv import write_record_csv
from goldenthread.committee.models import AgendaItem, Committee, Decision, Meeting, Minute
from goldenthread.committee.operations import (
    CommitteeChanges,
    ItemSaid,
    PaperSaid,
    Restriction,
    WhenAndWhere,
    add_item,
    add_paper,
    cancel_meeting,
    enter_matter,
    import_committees,
    schedule_meeting,
)
from goldenthread.committee.queries import meeting_page
from goldenthread.committee.queries.exported import public_record
from goldenthread.committee.queries.searching import found_entries, record_search
from goldenthread.domain.problems import InputRefused
from tests.committee.meetings import AFTER, AT_STRATFORD, LAST_DAY, held, minuted, published, version_of
from tests.committee.meetings_xml import APRIL, COMMITTEES, MEETINGS, MINUTES, item, meeting
from tests.terminal_runs import Command
from tests.world import make_committee

pytestmark = pytest.mark.django_db

KEPT = Restriction(access="exempt", exempt_paragraphs="3", public_interest="Rents are agreed.", safe_title="Land")


def bring_in(*files: str, by: User, at: datetime) -> CommitteeChanges:
    read = read_meetings([(f"{n}.xml", one.encode()) for n, one in enumerate(files)])
    return import_committees(read.records, by=by, at=at)


def bring_in_again(files: dict[str, bytes], *, by: User, at: datetime) -> CommitteeChanges:
    return import_committees(read_meetings(list(files.items())).records, by=by, at=at)


def everything_that_a_meeting_may_have(*, by: User) -> None:
    """An open item with words and papers, one that is kept, a meeting that was minuted, one cancelled, one to come."""
    scheduled = schedule_meeting(committee_id=make_committee().pk, said=AT_STRATFORD, by=by, at=LAST_DAY)
    matter = enter_matter(committee_id=scheduled.committee_id, title="Rents <and> leases", by=by, at=LAST_DAY)
    said = ItemSaid(title="Rents  &amp; more", words="Members ask\r\nwhy.", matter_id=matter.pk)
    shown = add_item(meeting_id=scheduled.pk, version=version_of(scheduled), said=said, by=by, at=LAST_DAY)
    kept = ItemSaid(title="CANARY site", words="CANARY", restriction=KEPT)
    secret = add_item(meeting_id=scheduled.pk, version=version_of(scheduled), said=kept, by=by, at=LAST_DAY)
    for title, restriction in (("Report", Restriction()), ("CANARY rents", KEPT)):
        paper = PaperSaid(kind="report", title=title, type_name="PDF", size_words="3 KB", restriction=restriction)
        add_paper(item_id=shown.pk, version=version_of(scheduled), said=paper, by=by, at=LAST_DAY)
    published(scheduled, by=by)
    held(scheduled, by=by)
    minuted(shown, by=by, words="RESOLVED:\r\n\r\n1. nothing of this is a resolution")
    minuted(secret, by=by, words="CANARY")
    Meeting.objects.update(state=Meeting.State.MINUTES_AGREED)
    for day in (date(2020, 4, 3), date(2020, 5, 1)):
        when = WhenAndWhere(date=day, begins_at=None, venue="Romford")
        schedule_meeting(committee_id=scheduled.committee_id, said=when, by=by, at=AFTER)
    april = Meeting.objects.get(date=date(2020, 4, 3))
    cancel_meeting(meeting_id=april.pk, version=april.version, because="No trains run.", by=by, at=AFTER)


def test_meetings_come_in_once_and_the_same_files_again_change_nothing(clerk: User, at: datetime) -> None:
    first = bring_in(APRIL, MEETINGS, COMMITTEES, by=clerk, at=at)
    again = bring_in(COMMITTEES, MEETINGS, APRIL, by=clerk, at=at)

    assert (len(first.added), again.added, again.changed) == (12, (), ())
    assert Decision.objects.get(number="2b").reference == "riverside-joint-committee/2019-04-05/15/2b"
    april, july = Meeting.objects.order_by("date")
    assert (april.state, july.state) == (Meeting.State.MINUTES_AGREED, Meeting.State.CANCELLED)
    assert july.changes.get().because == "No reason was published."
    assert list(AgendaItem.objects.values_list("place", "number", "title")) == [
        (1, "", "Apologies"),
        (2, "15", "Bridge plan"),
    ]


def test_an_item_of_an_agenda_is_the_same_once_it_has_its_minute_number(clerk: User, at: datetime) -> None:
    bring_in(meeting([item("Apologies"), item("Bridge plan")]), COMMITTEES, by=clerk, at=at)
    before = AgendaItem.objects.get(title="Bridge plan")
    late = item("A late item", number="16")

    bring_in(meeting([item("Apologies"), late, item("Bridge plan", number="15")]), COMMITTEES, by=clerk, at=at)

    order = list(AgendaItem.objects.order_by("place").values_list("place", "number", "title"))
    assert order == [(1, "", "Apologies"), (2, "16", "A late item"), (3, "15", "Bridge plan")]
    assert AgendaItem.objects.get(number="15").pk == before.pk
    numbered = history_of(subject="agenda item", subject_id="riverside-joint-committee/2019-04-05/15")[-1]
    assert numbered.details["new"] == {"number": "15"}


def test_an_agenda_that_is_still_being_written_here_is_not_published_by_a_file(clerk: User, at: datetime) -> None:
    when = WhenAndWhere(date=date(2019, 11, 5), begins_at=None, venue="")
    scheduled = schedule_meeting(
        committee_id=make_committee("Riverside Joint Committee").pk, said=when, by=clerk, at=at
    )
    add_item(meeting_id=scheduled.pk, version=1, said=ItemSaid(title="Not told yet"), by=clerk, at=at)

    bring_in(meeting([item("Apologies")], day="05/11/2019"), COMMITTEES, by=clerk, at=at)
    bring_in(meeting([item("Apologies")], day="06/11/2019"), COMMITTEES, by=clerk, at=at)

    states = dict(Meeting.objects.values_list("date__day", "state"))
    assert states == {5: Meeting.State.SCHEDULED, 6: Meeting.State.AGENDA_PUBLISHED}


def test_what_came_in_is_found_by_its_words(clerk: User, at: datetime) -> None:
    bring_in(APRIL, COMMITTEES, by=clerk, at=at)

    count, found = found_entries(record_search(words="bridge costs"), rows_of=lambda count: slice(0, count))

    assert (count, found[0].item) == (1, "15")


def test_an_item_under_another_title_is_the_same_where_place_and_most_words_are(clerk: User, at: datetime) -> None:
    bring_in(meeting([item("Budget 2019"), item("Leases")]), COMMITTEES, by=clerk, at=at)

    bring_in(meeting([item("Budget 2019/20"), item("Bridges")]), COMMITTEES, by=clerk, at=at)

    assert list(AgendaItem.objects.order_by("place").values_list("title", flat=True)) == [
        "Budget 2019/20",
        "Bridges",
        "Leases",
    ]


def test_a_committee_that_is_there_keeps_its_slug(clerk: User, at: datetime) -> None:
    Committee.objects.create(slug="river", name="Riverside Joint Committee")

    bring_in(APRIL, COMMITTEES, by=clerk, at=at)

    assert meeting_page(committee="river", day=date(2019, 4, 5)) is not None
    assert Committee.objects.count() == 1


def test_a_meeting_that_was_held_here_is_not_cancelled_by_a_file(clerk: User, at: datetime) -> None:
    bring_in(APRIL, COMMITTEES, by=clerk, at=at)
    cancelled = MEETINGS.replace("Confirmed", "Cancelled")

    with pytest.raises(InputRefused, match="was held here, so it was not cancelled"):
        bring_in(cancelled, COMMITTEES, by=clerk, at=at)

    assert list(Meeting.objects.values_list("date", flat=True)) == [date(2019, 4, 5)]


def test_nothing_is_written_where_one_of_two_committees_is_refused(clerk: User, at: datetime) -> None:
    other = (
        meeting([item("Licences", minutes=MINUTES)], day="07/02/2031").replace(">142<", ">9<").replace(">71<", ">8<")
    )

    with pytest.raises(InputRefused, match="This year is none"):
        bring_in(APRIL, other, COMMITTEES, by=clerk, at=at)

    assert not Committee.objects.exists()


def test_the_record_is_the_same_in_another_database_and_written_the_same_again(clerk: User) -> None:
    with transaction.atomic():
        everything_that_a_meeting_may_have(by=clerk)
        record = public_record("onesource-joint-committee")
        written = write_meetings(record)
        over_itself = bring_in_again(written, by=clerk, at=AFTER)
        transaction.set_rollback(True)

    bring_in_again(written, by=clerk, at=AFTER)
    again = bring_in_again(written, by=clerk, at=AFTER)

    there = public_record("onesource-joint-committee")
    assert (over_itself.added, over_itself.changed) == ((), ())
    assert (again.added, again.changed) == ((), ())
    assert there == record
    assert write_meetings(there) == written


def test_minutes_that_nobody_agreed_are_not_handed_on(clerk: User) -> None:
    everything_that_a_meeting_may_have(by=clerk)
    Meeting.objects.filter(state=Meeting.State.MINUTES_AGREED).update(state=Meeting.State.MINUTES_DRAFTED)
    slug = Committee.objects.get().slug

    record = public_record(slug)

    # Whoever brings it in would take them for agreed.
    assert [item.minute for one in record.meetings for item in one.items if item.minute] == []
    assert [len(item.decisions) for item in record.meetings[0].items] == [1, 0]


def test_nothing_that_is_kept_is_handed_on(clerk: User) -> None:
    everything_that_a_meeting_may_have(by=clerk)

    record = public_record("onesource-joint-committee")

    written = b"".join((*write_meetings(record).values(), *write_record_csv(record).values()))
    assert b"CANARY" not in written
    assert (written.count(b"Rents are agreed."), b"Members ask" in written) == (2, True)


def test_what_is_restricted_elsewhere_is_kept_here(clerk: User, at: datetime) -> None:
    secret = item("Land", number="4", minutes="<p>CANARY</p>", more="<isrestricted>True</isrestricted>")
    bring_in(meeting([item("Rents", number="3", minutes=MINUTES), secret]), COMMITTEES, by=clerk, at=at)

    page = meeting_page(committee="riverside-joint-committee", day=date(2019, 4, 5))

    assert page is not None
    assert (page.items[1].title, page.items[1].kept) == (
        "Land",
        "Exempt where it was published; by which paragraph is not known.",
    )
    assert not Minute.objects.filter(words__contains="CANARY").exists()


def test_the_commands_bring_in_hand_on_and_say_what_they_did(clerk: User, command: Command, tmp_path: Path) -> None:
    for name, content in (("list.xml", MEETINGS), ("names.xml", COMMITTEES), ("april.xml", APRIL)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    files = sorted(tmp_path.glob("*.xml"))

    trial = command("import-meetings", *files, "--by", clerk.email, "--dry-run")
    after_trial = Committee.objects.exists()
    done = command("import-meetings", *files, "--by", clerk.email)
    out = command("export-meetings", "riverside-joint-committee", "--out", tmp_path / "record")
    again = command("import-meetings", *sorted((tmp_path / "record").glob("*.xml")), "--by", clerk.email)

    assert (trial.status, after_trial, done.status, out.status) == (0, False, 0, 0)
    assert "added riverside-joint-committee/2019-04-05/15/2b" in done.out
    assert out.out.count("wrote ") == 8
    assert again.out == "Nothing changed: all 12 entries are as they were.\n"


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(clerk: User, command: Command, tmp_path: Path) -> None:
    large = tmp_path / "large.xml"
    large.touch()
    os.truncate(large, 200_000_000)
    large.chmod(0)

    outcome = command("import-meetings", large, "--by", clerk.email)

    assert (outcome.status, outcome.err) == (
        1,
        "large.xml: This file is larger than 25 MB. Save fewer meetings in one file.\n",
    )


def test_a_meeting_of_no_committee_needs_to_be_told_whose_it_is(clerk: User, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "april.xml"
    file.write_text(APRIL, encoding="utf-8")
    make_committee("Riverside")

    untold = command("import-meetings", file, "--by", clerk.email)
    unknown = command("import-meetings", file, "--by", clerk.email, "--committee", "nobody")
    told = command("import-meetings", file, "--by", clerk.email, "--committee", "riverside")

    assert "--committee SLUG says which it is." in untold.err
    assert "There is no committee 'nobody'. There are: riverside." in unknown.err
    assert (untold.status, unknown.status, told.status) == (1, 1, 0)


def test_a_folder_with_meetings_of_another_export_is_left_as_it_is(
    clerk: User, command: Command, tmp_path: Path
) -> None:
    make_committee("Riverside")
    (tmp_path / "getmeeting-5.xml").write_text("<meeting/>")

    outcome = command("export-meetings", "riverside", "--out", tmp_path)

    assert (outcome.status, len(list(tmp_path.iterdir()))) == (1, 1)
    assert "has meetings of another export, such as getmeeting-5.xml" in outcome.err
