"""Several processes send from one outbox, and are killed: nobody is written to twice."""

from __future__ import annotations

import signal

import pytest

from tests.mail.gates import Gate
from tests.mail.servers import mail_server

QUEUE = """
import sys
import django; django.setup()
from django.utils import timezone
from goldenthread.mail import letters
from goldenthread.mail.operations import Addressee, send
for number in range(int(sys.argv[1])):
    letter = letters.query_asked(quarter=f"Q{number}", count=1, path="/returns")
    send(letter, to=[Addressee(number, "Asha", f"asha{number}@example.org")], at=timezone.now())
"""

# The same for every process: what is sent once by name. They meet at a gate.
QUEUE_ONCE = """
import sys
import django; django.setup()
from django.db import connection, transaction
from django.utils import timezone
from goldenthread.mail import letters
from goldenthread.mail.operations import Addressee, send
from tests.mail.gates import wait_at
letter = letters.figures_due(quarter="Q2", count=1, due_on=timezone.localdate(), path="/returns")
connection.ensure_connection()
wait_at(sys.argv[1])
for number in range(20):
    with transaction.atomic():
        send(letter, to=[Addressee(number, "Asha", "asha@example.org")], at=timezone.now(), once="figures due/Q2")
"""

# Sends as `work` does, but is stuck once the server has taken the message and before that is written down.
STUCK = """
import sys, time
import django; django.setup()
from django.utils import timezone
from goldenthread.mail.operations import outbox
from goldenthread.mail.transports.smtp import Smtp
def stuck(claimed, **changes):
    print(changes["state"], flush=True)
    time.sleep(600)
outbox._mark = stuck
transport = Smtp(sender="performance@example.org", host="127.0.0.1", port=int(sys.argv[1]), timeout=10)
outbox.send_ready(transport, now=timezone.now)
"""

# Sends, an hour later or now: what became of whoever was killed, then what is ready.
SEND = """
import sys
from datetime import timedelta
import django; django.setup()
from django.utils import timezone
from goldenthread.mail.operations import send_ready, settle_left_behind
from goldenthread.mail.transports.smtp import Smtp
from tests.mail.gates import wait_at
transport = Smtp(sender="performance@example.org", host="127.0.0.1", port=int(sys.argv[1]), timeout=10)
later = timedelta(hours=int(sys.argv[2]))
now = lambda: timezone.now() + later
wait_at(sys.argv[3])
settle_left_behind(transport, at=now())
print(send_ready(transport, now=now).sent)
"""

STATES = """
import django; django.setup()
from goldenthread.mail.models import Message
print(*Message.objects.order_by("state").values_list("state", flat=True))
"""


@pytest.fixture
def server():
    with mail_server() as (server, port):
        server.port = port
        yield server


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path / "gate")


def did(done):
    assert done.stderr == ""
    return done.stdout.split()


def test_four_processes_send_each_message_once(own_database, server, gate):
    did(own_database.run_python("-c", QUEUE, 60))

    senders = [own_database.start_python("-c", SEND, server.port, 0, gate.file) for _ in range(4)]
    gate.open_for(senders)
    sent = [int(sender.communicate()[0]) for sender in senders]

    assert sum(sent) == 60
    assert max(sent) < 60
    assert sorted(message["To"] for message in server.messages) == sorted(f"asha{n}@example.org" for n in range(60))
    assert did(own_database.run_python("-c", STATES)) == ["sent"] * 60


def test_four_processes_write_once_what_is_written_once(own_database, gate):
    writers = [own_database.start_python("-c", QUEUE_ONCE, gate.file) for _ in range(4)]
    gate.open_for(writers)

    assert [writer.communicate()[1] for writer in writers] == [""] * 4
    assert did(own_database.run_python("-c", STATES)) == ["queued"] * 20


def test_who_is_killed_between_the_hand_over_and_the_mark_has_it_sent_once(own_database, server, gate):
    did(own_database.run_python("-c", QUEUE, 3))

    process = own_database.start_python("-c", STUCK, server.port)
    assert process.stdout.readline() == "sent\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    before = did(own_database.run_python("-c", STATES))
    gate.file.touch()
    soon = did(own_database.run_python("-c", SEND, server.port, 0, gate.file))
    later = did(own_database.run_python("-c", SEND, server.port, 1, gate.file))

    assert before == ["queued", "queued", "sending"]
    assert (soon, later) == (["ready", "2"], ["ready", "0"])
    assert did(own_database.run_python("-c", STATES)) == ["sent", "sent", "uncertain"]
    assert sorted(message["To"] for message in server.messages) == [f"asha{n}@example.org" for n in range(3)]
