"""Who chose so is written to once a day, with everything in one message."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from goldenthread.audit.models import Event
from goldenthread.mail import letters
from goldenthread.mail.models import Message
from goldenthread.mail.operations import Addressee, choose_digest, make_digests, send, send_ready
from goldenthread.mail.queries import wants_a_digest
from tests.mail.transport import Remembering

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
ASHA = Addressee(1, "Asha Patel", "asha@example.org")
BEN = Addressee(2, "Ben Okri", "ben@example.org")


def queue(*, count, to=(ASHA,)):
    send(letters.query_asked(quarter="Q2 2019/20", count=count, path=f"/returns/{count}"), to=to, at=AT)


def sent():
    transport = Remembering()
    send_ready(transport, now=lambda: AT)
    return transport.taken


@pytest.fixture
def asha_wants_a_digest(db):
    choose_digest(person=1, daily=True, at=AT)


def test_everybody_is_written_to_at_once_until_they_choose(asha_wants_a_digest):
    queue(count=1, to=[ASHA, BEN])

    assert (wants_a_digest(1), wants_a_digest(2)) == (True, False)
    assert [parcel.address for parcel in sent()] == ["ben@example.org"]


def test_what_waits_goes_out_as_one(asha_wants_a_digest):
    queue(count=1)
    queue(count=2)

    made = make_digests(today=MONDAY, at=AT)
    (digest,) = sent()

    assert made == 1
    assert digest.subject == "2 messages from goldenthread, 2 March 2026"
    assert "* A question about 2 figures for Q2 2019/20\n  http://127.0.0.1:8000/returns/2\n" in digest.text
    assert sorted(Message.objects.values_list("state", flat=True)) == ["in-digest", "in-digest", "sent"]


def test_there_is_one_digest_a_day(asha_wants_a_digest):
    queue(count=1)
    make_digests(today=MONDAY, at=AT)
    queue(count=2)

    again = make_digests(today=MONDAY, at=AT)
    tomorrow = make_digests(today=TUESDAY, at=AT)

    assert (again, tomorrow) == (0, 1)
    assert [parcel.text.count("A question about") for parcel in sent()] == [1, 1]


def test_nothing_is_said_where_there_is_nothing_to_say(asha_wants_a_digest):
    assert make_digests(today=MONDAY, at=AT) == 0


def test_an_invitation_waits_for_no_digest(asha_wants_a_digest):
    send(letters.invitation(link="http://127.0.0.1:8000/invitation/abc", until=AT), to=[ASHA], at=AT)

    assert len(sent()) == 1


def test_a_choice_is_in_the_log_once(asha_wants_a_digest):
    choose_digest(person=1, daily=True, at=AT)
    choose_digest(person=1, daily=False, at=AT)

    told = Event.objects.filter(kind="messages chosen").order_by("id").values_list("details", flat=True)
    assert [one["how"] for one in told] == ["together, once a day", "each at once"]
