"""The outbox: what is queued is sent once, whatever happens in between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from goldenthread.audit.models import Event
from goldenthread.mail import letters
from goldenthread.mail.models import Message
from goldenthread.mail.operations import (
    Addressee,
    MessageUnknown,
    NotToBeSentAgain,
    send,
    send_again,
    send_ready,
    settle_left_behind,
)
from goldenthread.mail.queries import messages_in
from goldenthread.mail.transports import Doubtful, Postponed, Rejected, Unreachable
from tests.mail.transport import Remembering

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ASHA = Addressee(1, "Asha Patel", "asha@example.org")
BEN = Addressee(2, "Ben Okri", "ben@example.org")
HOUR = timedelta(hours=1)


def queue(*, to=(ASHA,), count=3, once=""):
    letter = letters.query_asked(quarter="Q2 2019/20", count=count, path="/returns")
    return send(letter, to=to, at=AT, once=once)


def go(transport, *, at=AT):
    return send_ready(transport, now=lambda: at)


def states():
    return list(Message.objects.order_by("id").values_list("state", flat=True))


def killed_while_handing_over(*, knows=False, taken=True):
    """A message whose sender died, before or after the transport took it; and that transport."""
    queue()
    transport = Remembering(knows=knows)

    def die():
        if taken:
            transport.before = lambda: None
            transport.hand_over(parcel())
        raise KeyboardInterrupt

    transport.before = die
    with pytest.raises(KeyboardInterrupt):
        go(transport)
    transport.before = lambda: None
    return transport


def parcel():
    message = Message.objects.get()
    return type("Parcel", (), {"reference": message.reference, "subject": message.subject})()


def test_what_is_queued_is_sent_in_order_and_once():
    queue(to=[ASHA, BEN])
    transport = Remembering()

    done = go(transport)
    again = go(transport)

    assert [parcel.address for parcel in transport.taken] == ["asha@example.org", "ben@example.org"]
    assert (done.sent, again.sent) == (2, 0)
    assert (
        list(Message.objects.values_list("state", "sent_at", "transport", "attempts"))
        == [("sent", AT, "remembering", 1)] * 2
    )


def test_what_is_not_committed_is_not_sent():
    with pytest.raises(RuntimeError), transaction.atomic():
        queue()
        raise RuntimeError

    assert go(Remembering()).sent == 0


def test_a_name_is_used_once_for_each_person():
    first = queue(to=[ASHA], once="reminder/2019-20 Q2")
    second = queue(to=[ASHA, BEN], once="reminder/2019-20 Q2")

    assert (first, second) == (1, 1)
    assert Message.objects.count() == 2


def test_what_was_not_taken_is_tried_again_ever_later():
    queue()
    transport = Remembering(Postponed("450 mailbox busy"), Postponed("450 mailbox busy"))

    go(transport)
    too_soon = go(transport, at=AT + timedelta(seconds=59))
    go(transport, at=AT + timedelta(minutes=1))
    waiting = Message.objects.get()
    last = go(transport, at=AT + timedelta(minutes=3))

    assert too_soon.postponed == too_soon.sent == 0
    assert (waiting.next_try_at, waiting.problem) == (AT + timedelta(minutes=3), "450 mailbox busy")
    assert last.sent == 1


def test_after_twelve_attempts_a_person_decides():
    queue()
    transport = Remembering(*[Postponed("450 mailbox busy")] * 12)

    outcomes = [go(transport, at=AT + timedelta(days=day)) for day in range(13)]

    assert sum(one.postponed for one in outcomes) == 11
    assert [one.for_a_person for one in outcomes][11:] == [1, 0]
    assert states() == ["given-up"]


def test_what_is_refused_for_good_is_not_tried_again():
    queue(to=[ASHA, BEN])
    transport = Remembering(Rejected("550 no such user"))

    done = go(transport)

    assert (done.sent, done.for_a_person) == (1, 1)
    assert states() == ["given-up", "sent"]
    assert [(row.address, row.problem) for row in messages_in()] == [("asha@example.org", "550 no such user")]


def test_a_transport_that_is_down_counts_against_no_message():
    queue()
    transport = Remembering(down="The mail server cannot be used: refused")

    done = go(transport)

    assert done.stopped_by == "The mail server cannot be used: refused"
    assert list(Message.objects.values_list("state", "attempts")) == [("queued", 0)]


def test_a_transport_that_goes_down_in_between_takes_nothing_more():
    queue(to=[ASHA, BEN])
    transport = Remembering(Unreachable("Too many for today"))

    done = go(transport)

    assert (done.sent, done.stopped_by) == (0, "Too many for today")
    assert list(Message.objects.values_list("state", "attempts")) == [("queued", 0)] * 2


def test_what_may_have_been_sent_is_never_sent_again_by_itself():
    transport = killed_while_handing_over()

    for_a_person = settle_left_behind(transport, at=AT + HOUR)
    go(transport, at=AT + HOUR)

    assert for_a_person == 1
    assert len(transport.taken) == 1
    assert [(row.state_words, row.needs_a_person) for row in messages_in()] == [("may have been sent", True)]


def test_nothing_is_taken_for_left_behind_before_its_lease_is_over():
    transport = killed_while_handing_over()

    settle_left_behind(transport, at=AT + timedelta(minutes=10))

    assert states() == ["sending"]


def test_a_transport_that_knows_settles_what_it_took():
    transport = killed_while_handing_over(knows=True)

    for_a_person = settle_left_behind(transport, at=AT + HOUR)
    go(transport, at=AT + HOUR)

    assert for_a_person == 0
    assert len(transport.taken) == 1
    assert states() == ["sent"]


def test_a_transport_that_knows_settles_what_it_never_had():
    transport = killed_while_handing_over(knows=True, taken=False)

    settle_left_behind(transport, at=AT + HOUR)
    go(transport, at=AT + 2 * HOUR)

    assert len(transport.taken) == 1
    assert states() == ["sent"]


def test_a_transport_is_not_asked_for_what_it_may_have_forgotten():
    transport = killed_while_handing_over(knows=True, taken=False)

    settle_left_behind(transport, at=AT + timedelta(days=3))

    assert states() == ["uncertain"]


def test_another_transport_is_not_asked():
    killed_while_handing_over(knows=True)
    other = Remembering(knows=True)
    other.name = "other"

    settle_left_behind(other, at=AT + HOUR)

    assert states() == ["uncertain"]


def test_a_line_that_breaks_leaves_a_doubt_and_ends_the_round():
    queue(to=[ASHA, BEN])
    transport = Remembering(Doubtful("The line broke"))

    done = go(transport)
    settle_left_behind(transport, at=AT + HOUR)

    assert (done.sent, done.stopped_by) == (0, "The line broke")
    assert [(row.state, row.problem) for row in messages_in()] == [("queued", ""), ("uncertain", "The line broke")]


def test_who_slept_through_the_lease_hands_nothing_over():
    queue()
    moments = iter([AT, AT, AT + HOUR])
    transport = Remembering()

    done = send_ready(transport, now=lambda: next(moments))

    assert done.stopped_by == "This process was asleep for too long."
    assert transport.taken == []


def test_a_person_has_it_sent_again_under_another_reference():
    transport = killed_while_handing_over()
    settle_left_behind(transport, at=AT + HOUR)
    before = Message.objects.get()

    address = send_again(number=before.pk, by=7, at=AT + HOUR)
    go(transport, at=AT + HOUR)

    assert address == "asha@example.org"
    assert len(transport.taken) == 2
    assert transport.taken[1].reference != before.reference
    assert Event.objects.get(kind="message sent again").details == {"kind": "query asked", "to": 1, "was": "uncertain"}


def test_what_was_sent_is_not_sent_again():
    queue()
    go(Remembering())

    with pytest.raises(NotToBeSentAgain, match="is sent, so it is not sent again"):
        send_again(number=Message.objects.get().pk, by=7, at=AT)


def test_a_message_that_is_not_there_is_said_so():
    with pytest.raises(MessageUnknown, match="There is no message 99"):
        send_again(number=99, by=7, at=AT)


def test_of_an_invitation_nothing_is_kept_once_it_was_sent():
    send(letters.invitation(link="http://127.0.0.1:8000/invitation/SECRET", until=AT), to=[ASHA], at=AT)
    transport = Remembering()

    go(transport)

    assert "SECRET" in transport.taken[0].text
    assert list(Message.objects.values_list("text", "html", "link")) == [("", "", "")]


def test_an_invitation_that_may_have_been_sent_is_made_anew_instead():
    send(letters.invitation(link="http://127.0.0.1:8000/invitation/SECRET", until=AT), to=[ASHA], at=AT)
    go(Remembering(Rejected("550 no such user")))
    message = Message.objects.get()

    with pytest.raises(NotToBeSentAgain, match="Invite Asha Patel anew"):
        send_again(number=message.pk, by=7, at=AT)

    assert message.text == message.html == message.link == ""


def test_a_newer_invitation_takes_the_place_of_one_not_sent_yet():
    send(letters.invitation(link="http://127.0.0.1:8000/invitation/OLD", until=AT), to=[ASHA], at=AT)
    send(letters.invitation(link="http://127.0.0.1:8000/invitation/NEW", until=AT), to=[ASHA], at=AT)
    transport = Remembering()

    go(transport)

    assert [parcel.text.count("NEW") for parcel in transport.taken] == [1]


def test_the_database_itself_refuses_a_sent_message_without_its_moment():
    queue()

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(state="sent")
