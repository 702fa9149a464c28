"""Nothing that is exempt or confidential reaches anything public: no page, file, feed, log, message or header."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.attachments.pdf_words import words_of_pdf
from goldenthread.audit.models import Event
from goldenthread.committee.models import DecisionNotice, Paper, Question, SearchTerm
from goldenthread.mail.models import Message
from tests.at_browser import sign_in
from tests.config.addresses import EXAMPLES, every_address
from tests.web.record_of_meetings import CANARIES, MET, Record
from tests.world import make_appointment, make_person

pytestmark = pytest.mark.django_db
SLUG = "onesource-joint-committee"


@pytest.fixture
def record(clerk: User, settings: Any) -> Record:
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)
    return Record(by=clerk)


def public_addresses() -> Iterator[str]:
    """Every address that is open to all, with the meeting, the matter and each paper of the record in it."""
    of_record: dict[str, list[dict[str, Any]]] = {
        **{
            f"web:{name}": [{"committee": SLUG, "day": MET.isoformat()}]
            for name in ("meeting", "meeting-json", "pack", "pack-pdf")
        },
        **{f"web:{name}": [{"committee": SLUG, "slug": "improvement-plan"}] for name in ("matter", "matter-json")},
        "web:notice": [
            {"committee": SLUG, "day": MET.isoformat(), "number": number}
            for number in DecisionNotice.objects.values_list("item__number", flat=True)
        ],
        "web:paper": [{"paper_id": pk} for pk in Paper.objects.values_list("pk", flat=True)],
    }
    for address in every_address():
        if address.access is not None and address.access.is_public:
            for kwargs in of_record.get(address.name, [EXAMPLES.get(address.name, {})]):
                yield reverse(address.name, kwargs=kwargs)
    for words in (*CANARIES, "improvement"):
        yield f"{reverse('web:decisions')}?search_words={words}"
        yield f"{reverse('web:decisions-json')}?search_words={words}"
    # What stands beside a canary, and what is open.
    for words in ("price", "offer", "case", "costs", "lot", "pay", "accept", "open", "contract"):
        yield f"{reverse('web:search')}?q={words}"
        yield f"{reverse('web:search-json')}?q={words}"


def bytes_of(answer: Any) -> bytes:
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):  # its words are packed
        content += words_of_pdf(content, most=1_000_000).encode()
    return headers.encode() + b"\n\n" + bytes(content)


def canaries_in(content: bytes) -> list[str]:
    return [word for word in CANARIES if word.encode() in content.lower()]


def test_no_public_byte_holds_a_word_of_what_is_kept(record: Record) -> None:
    nobody = Client(headers={"host": "localhost"})

    # What was searched for is said again by the page, and only what was searched for.
    sung = {
        address: found
        for address in public_addresses()
        if (found := [word for word in canaries_in(bytes_of(nobody.get(address))) if word not in address])
    }

    assert sung == {}


def test_what_is_open_of_the_same_meeting_is_there(record: Record) -> None:
    nobody = Client(headers={"host": "localhost"})
    everything = b"".join(bytes_of(nobody.get(address)) for address in public_addresses())

    for words in (
        b"Improvement Plan",
        b"Progress, third quarter",
        b"Members asked about posts.",
        b"To note it.",
        b"A contract",
        b"Exempt by paragraphs 1 and 3 of Part 1 of Schedule 12A",
        b"Bidders would learn what others offered.",
        b"A confidential matter",
        b"section 100A(3)",
        b"Open to all.",
        b"To know where the plan stands.",
        b"Called in on 20 January 2020",
    ):
        assert words in everything


def test_a_search_for_a_word_that_is_kept_finds_nothing(record: Record) -> None:
    nobody = Client(headers={"host": "localhost"})

    found = {words: nobody.get(f"{reverse('web:search-json')}?q={words}").json()["total"] for words in CANARIES}

    assert found == dict.fromkeys(CANARIES, 0)
    assert SearchTerm.objects.filter(term__startswith="canary").count() == 0
    assert nobody.get(f"{reverse('web:search-json')}?q=contract").json()["total"] == 1  # its safe title


def test_no_event_and_no_message_holds_one(record: Record) -> None:
    kept = [str(one) for one in Event.objects.values_list("details", flat=True)]
    written = [str(one) for one in Message.objects.values()]

    assert kept
    assert canaries_in("\n".join((*kept, *written)).encode()) == []


def test_whoever_is_signed_in_and_does_not_keep_the_record_reads_no_more_than_the_public(record: Record) -> None:
    member = make_person("Councillor A")
    make_appointment(member, role="member")
    at_browser = sign_in(Client(headers={"host": "localhost"}), member)

    sung = [
        address
        for address in public_addresses()
        if [word for word in canaries_in(bytes_of(at_browser.get(address))) if word not in address]
    ]

    assert sung == []


def test_the_canaries_sing_where_they_may(record: Record, clerk: User) -> None:
    at_desk = sign_in(Client(headers={"host": "localhost"}), clerk)
    pages = [at_desk.get(f"/committee/meetings/{record.meeting.pk}")]
    pages += [at_desk.get(f"/committee/items/{item.pk}/minute") for item in (record.open, record.exempt)]
    pages += [at_desk.get(f"/committee/items/{item.pk}/notice") for item in (record.exempt, record.confidential)]
    pages += [at_desk.get(f"/committee/questions/{pk}/answer") for pk in Question.objects.values_list("pk", flat=True)]
    pages += [at_desk.get(f"/committee/papers/{pk}") for pk in Paper.objects.values_list("pk", flat=True)]

    # Each of them is really kept somewhere: else the tests above could not fail.
    assert set(canaries_in(b"".join(map(bytes_of, pages)))) == set(CANARIES)
