"""Searching the record: what is public is found, by any form of its words, and nothing else."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.committee.forms import CommitteeRecord, ItemRecord, MeetingRecord
from goldenthread.committee.models import AgendaItem, Meeting, SearchEntry, SearchTerm
from goldenthread.committee.operations import (
    Corrected,
    ItemSaid,
    PaperSaid,
    Resolution,
    WhenAndWhere,
    add_item,
    add_paper,
    agree_minutes,
    cancel_meeting,
    hold_meeting,
    import_committee,
    minute_item,
    move_meeting,
    publish_agenda,
    schedule_meeting,
    sign_minutes,
)
from goldenthread.committee.operations.searching import refresh_search
from tests.web.record_of_meetings import AFTER, THEN, Record
from tests.world import make_committee

pytestmark = pytest.mark.django_db
NOTED = Resolution(number="1", verb="noted", text="To note it.")


@pytest.fixture
def nobody(settings: Any) -> Client:
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)
    return Client(headers={"host": "localhost"})


@pytest.fixture
def record(clerk: User) -> Record:
    return Record(by=clerk)


def found(client: Client, words: str, **more: str) -> list[str]:
    """The titles found, in their order."""
    answer = client.get("/meetings/search.json", {"q": words, **more})
    return [one["title"] for one in json.loads(answer.content)["found"]]


def agreed(record: Record, *, corrected: tuple[Corrected, ...] = ()) -> None:
    later = Meeting.objects.create(committee=record.committee, date=date(2020, 1, 19), state="held")
    under = AgendaItem.objects.create(meeting=later, place=1, title="Minutes")
    agree_minutes(
        meeting_ids=[record.meeting.pk],
        versions=[record.version],
        under_item_id=under.pk,
        corrected=corrected,
        by=record.by,
        at=AFTER,
    )


def scheduled(record: Record, title: str, *, on: date = date(2020, 3, 5)) -> Meeting:
    said = WhenAndWhere(date=on, begins_at=None, venue="")
    meeting = schedule_meeting(committee_id=record.committee.pk, said=said, by=record.by, at=THEN)
    add_item(meeting_id=meeting.pk, version=1, said=ItemSaid(title=title), by=record.by, at=THEN)
    return Meeting.objects.get(pk=meeting.pk)


def published(meeting: Meeting, *, by: User) -> Meeting:
    return publish_agenda(
        meeting_id=meeting.pk, version=meeting.version, on=date(2020, 1, 20), because="", by=by, at=AFTER
    )


def test_titles_papers_words_and_resolutions_are_found_in_any_form(nobody: Client, record: Record) -> None:
    assert found(nobody, "improving plans") == ["Improvement Plan"]
    assert found(nobody, "quarters progress") == ["Progress, third quarter"]
    assert found(nobody, "opened") == ["Progress, third quarter"]  # the file says "Open to all."
    assert found(nobody, "noting") == ["Improvement Plan"]


def test_every_word_must_occur(nobody: Client, record: Record) -> None:
    assert found(nobody, "improvement progress") == []
    assert found(nobody, "improvement nowhere") == []


def test_a_hit_is_marked_and_what_a_text_says_is_no_markup(nobody: Client, record: Record) -> None:
    AgendaItem.objects.filter(pk=record.open.pk).update(words="<b>Bold</b> improvements & more")
    refresh_search([record.meeting.pk])

    page = nobody.get("/meetings/search", {"q": "improvement"}).content.decode()

    assert "&lt;b&gt;Bold&lt;/b&gt; <mark>improvements</mark> &amp; more" in page
    assert "<mark>Improvement</mark> Plan" in page
    assert "/meetings/onesource-joint-committee/2020-01-17#item-1" in page


def test_a_hit_deep_in_a_long_text_is_shown_with_the_words_around_it(nobody: Client, record: Record) -> None:
    long = f"{'before ' * 300}the bridge of Barking {'after ' * 300}"
    AgendaItem.objects.filter(pk=record.open.pk).update(words=long)
    refresh_search([record.meeting.pk])

    page = nobody.get("/meetings/search", {"q": "bridges"}).content.decode()

    assert "… before" in page
    assert "before the <mark>bridge</mark> of Barking after" in page
    assert page.count("before ") < 30


def test_a_draft_minute_is_not_found_until_it_is_agreed_and_then_with_its_correction(
    nobody: Client, record: Record
) -> None:
    before = found(nobody, "posts")

    agreed(record, corrected=(Corrected(minute_id=record.open.minute.pk, before="posts", after="vacancies"),))

    assert before == []
    assert found(nobody, "posts") == found(nobody, "vacancy") == ["Improvement Plan"]


def test_an_agenda_is_found_once_it_is_published_and_not_once_it_is_cancelled(nobody: Client, record: Record) -> None:
    meeting = scheduled(record, "Bridges")
    before = found(nobody, "bridge")
    meeting = published(meeting, by=record.by)
    between = found(nobody, "bridge")

    cancel_meeting(
        meeting_id=meeting.pk, version=meeting.version, because="The hall is flooded.", by=record.by, at=AFTER
    )

    assert (before, between, found(nobody, "bridge")) == ([], ["Bridges"], [])


def test_the_newest_is_first_and_a_meeting_that_moves_moves_with_all_it_has(nobody: Client, record: Record) -> None:
    published(scheduled(record, "Plan of bridges"), by=record.by)
    other = published(scheduled(record, "Plan of roads", on=date(2020, 3, 6)), by=record.by)
    before = found(nobody, "plan")

    said = WhenAndWhere(date=date(2020, 3, 4), begins_at=None, venue="")
    move_meeting(meeting_id=other.pk, version=other.version, said=said, because="The budget.", by=record.by, at=AFTER)

    assert before == ["Plan of roads", "Plan of bridges", "Improvement Plan"]
    assert found(nobody, "plan") == ["Plan of bridges", "Plan of roads", "Improvement Plan"]


def test_a_search_is_narrowed_by_days_and_by_committee(nobody: Client, record: Record) -> None:
    other = make_committee("Scrutiny Committee")
    Meeting.objects.create(committee=other, date=date(2020, 1, 18), state="held")
    day = {"since_day": "1", "since_month": "1", "since_year": "2020"}

    assert found(nobody, "plan", **day) == ["Improvement Plan"]
    assert found(nobody, "plan", **{**day, "since_year": "2021"}) == []
    assert found(nobody, "plan", committee=record.committee.slug) == ["Improvement Plan"]
    assert found(nobody, "plan", committee=other.slug) == []


@pytest.mark.parametrize("words", ["the of and", "…!"])
def test_words_of_every_text_alone_are_refused_with_what_to_do(words: str, nobody: Client, record: Record) -> None:
    page = nobody.get("/meetings/search", {"q": words}).content.decode()

    assert "Type a word that says more" in page
    assert "Nothing in the record" not in page


def test_what_is_none_of_the_choices_is_said(nobody: Client, record: Record) -> None:
    make_committee("Scrutiny Committee")
    answer = json.loads(nobody.get("/meetings/search.json?q=plan&committee=none&since_day=31&since_month=2").content)

    assert (answer["total"], len(answer["problems"])) == (0, 2)


def test_pages_of_a_long_list_share_nothing(nobody: Client, record: Record) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=record.meeting, place=n, title=f"Bridge {n}") for n in range(10, 60)
    )
    refresh_search([record.meeting.pk])

    first = json.loads(nobody.get("/meetings/search.json?q=bridge").content)
    second = json.loads(nobody.get(first["next"]).content)

    assert (first["total"], len(first["found"]), len(second["found"])) == (50, 20, 20)
    assert not {one["title"] for one in first["found"]} & {one["title"] for one in second["found"]}


def test_the_index_made_anew_is_what_the_operations_made(record: Record) -> None:
    agreed(record)
    entries = SearchEntry.objects.order_by("item_id", "paper_id").values_list("item_id", "paper_id", "title", "text")
    terms = SearchTerm.objects.order_by("entry__item_id", "entry__paper_id", "term")
    rows = terms.values_list("entry__item_id", "entry__paper_id", "term", "day", "place")
    before = [list(entries), list(rows)]

    call_command("search_index", stdout=io.StringIO())

    assert [list(entries), list(rows)] == before


def test_no_step_of_a_meeting_leaves_anything_to_be_made_anew(record: Record) -> None:
    by, meeting = record.by, scheduled(record, "Bridges", on=date(2020, 1, 19))
    item = AgendaItem.objects.get(meeting=meeting)
    left = [refresh_search([meeting.pk])]

    def now() -> int:
        left.append(refresh_search([meeting.pk, record.meeting.pk]))
        return Meeting.objects.get(pk=meeting.pk).version

    publish_agenda(meeting_id=meeting.pk, version=now(), on=THEN.date(), because="", by=by, at=THEN)
    late = ItemSaid(title="Tunnel", urgent_because="The tunnel was closed yesterday.")
    add_item(meeting_id=meeting.pk, version=now(), said=late, by=by, at=THEN)
    said = PaperSaid(kind="supplementary", title="Map", type_name="PDF")
    add_paper(item_id=item.pk, version=now(), said=said, by=by, at=THEN)
    hold_meeting(meeting_id=meeting.pk, version=now(), came=[], declared=[], by=by, at=AFTER)
    minute_item(item_id=item.pk, version=now(), words="Agreed.", resolutions=[NOTED], by=by, at=AFTER)
    now()
    agree_minutes(meeting_ids=[record.meeting.pk], versions=[record.version], under_item_id=item.pk, by=by, at=AFTER)
    now()
    sign_minutes(
        meeting_id=record.meeting.pk, version=record.version, signed_by="A", signed_on=AFTER.date(), by=by, at=AFTER
    )
    now()

    assert left == [0] * 9


def test_what_takes_too_long_to_read_is_read_with_the_next_change(
    nobody: Client, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    SearchEntry.objects.all().delete()
    with monkeypatch.context() as hurry:
        hurry.setattr("goldenthread.committee.operations.searching._SECONDS_OF_READING", -1)
        refresh_search([record.meeting.pk])
    before = (found(nobody, "progress"), found(nobody, "open"))

    refresh_search([record.meeting.pk])

    assert before == (["Progress, third quarter"], [])
    assert found(nobody, "open") == ["Progress, third quarter"]


def test_what_did_not_change_is_left_as_it_is(record: Record) -> None:
    kept = set(SearchEntry.objects.values_list("pk", flat=True))

    assert refresh_search([record.meeting.pk]) == 0
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == kept


def test_what_a_file_brings_in_is_found_and_what_it_only_tries_is_not(nobody: Client, clerk: User) -> None:
    item = ItemRecord(number="15", title="Swing bridge", minute="Members asked about the tide.", decisions=())
    meeting = MeetingRecord(date=date(2019, 4, 5), venue="", source="", items=(item,))
    file = CommitteeRecord(slug="docks", name="Docks Committee", meetings=(meeting,))

    import_committee(file, by=clerk, at=AFTER, is_trial=True)
    tried = found(nobody, "bridge")
    import_committee(file, by=clerk, at=AFTER)

    assert (tried, found(nobody, "bridges")) == ([], ["Swing bridge"])


@pytest.mark.parametrize("items", [1, 40])
def test_reads_do_not_grow_with_what_is_found(
    items: int, nobody: Client, record: Record, django_assert_num_queries: Any
) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=record.meeting, place=10 + n, title=f"Bridge over the river {n}") for n in range(items)
    )
    refresh_search([record.meeting.pk])
    nobody.get("/meetings/search?q=bridge")  # what is kept of the partnership is filled

    with django_assert_num_queries(6):
        nobody.get("/meetings/search?q=bridges+river")
