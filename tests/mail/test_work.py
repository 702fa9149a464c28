"""`goldenthread work`: once, as a process that runs on, and what it lists for a person."""

from __future__ import annotations

import json
import os
import signal
import time
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from goldenthread.mail import letters
from goldenthread.mail.models import Message
from goldenthread.mail.operations import Addressee, choose_digest, send
from tests.figures.quarter import make_due_measure, opened
from tests.own_database import drop_own_database, make_empty_database
from tests.world import make_appointment, make_person

ASHA = Addressee(1, "Asha Patel", "asha@example.org")

QUEUE = """
import django; django.setup()
from django.utils import timezone
from goldenthread.mail import letters
from goldenthread.mail.operations import Addressee, send
letter = letters.query_asked(quarter="Q2 2019/20", count=1, path="/returns")
send(letter, to=[Addressee(1, "Asha", "asha@example.org")], at=timezone.now())
"""


@pytest.fixture
def folder(settings, tmp_path):
    settings.GOLDENTHREAD_MAIL_FOLDER = tmp_path / "mail"
    return tmp_path / "mail"


@pytest.fixture
def administrator(db):
    person = make_person("Administrator", email="admin@example.org")
    make_appointment(person, role="administrator")
    return person


def queue(**fields):
    letter = letters.query_asked(quarter="Q2 2019/20", count=1, path="/returns")
    send(letter, to=[ASHA], at=timezone.now())
    Message.objects.update(**fields)


def test_work_sends_what_waits_and_ends(command, folder):
    queue()

    done = command("work", "--once")

    (file,) = folder.iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"Messages go to the folder {folder}.\n")
    assert done.out.endswith(": 1 message sent.\n")
    assert mail["To"] == "asha@example.org"


def test_with_nothing_to_do_it_says_so(command, folder):
    assert command("work", "--once").out.endswith("\nNothing was sent.\n")


def test_its_outcome_comes_as_json_alone(command, folder):
    queue()

    assert json.loads(command("work", "--once", "--json").out) == {"sent": 1, "for_a_person": 0, "stopped_by": ""}


def test_on_the_demonstrations_fixed_day_it_sends_what_is_due_that_day(command, folder, settings, lead, officer):
    make_due_measure("EXC01")
    opened(by=officer)
    settings.GOLDENTHREAD_TODAY = timezone.localdate() + timedelta(days=1)

    first = command("work", "--once")
    again = command("work", "--once")

    assert "1 message sent." in first.out
    assert "Nothing was sent." in again.out
    assert [path.name[11:18] for path in folder.iterdir()] == ["overdue"]


def test_a_digest_goes_out_with_the_day(command, folder):
    choose_digest(person=1, daily=True, at=timezone.now())
    queue()

    command("work", "--once")

    assert [path.name[11:17] for path in folder.iterdir()] == ["digest"]


def test_what_may_have_been_sent_is_told_and_listed(command, folder):
    queue(state="sending", claim="x", transport="smtp", lease_until=timezone.now() - timedelta(minutes=1))

    done = command("work", "--once")
    listed = command("work", "--list")
    plain = json.loads(command("work", "--list", "--json").out)

    assert "1 message for somebody to look at: `goldenthread work --list`." in done.err
    assert ": may have been sent (The product was stopped while it was being handed over.)\n" in listed.out
    assert listed.out.endswith("1 message not sent, 1 of them for somebody to decide about.\n")
    assert [(one["to"], one["state"]) for one in plain] == [("asha@example.org", "uncertain")]


def test_an_administrator_has_it_sent_again(command, folder, administrator):
    queue(state="uncertain")
    number = Message.objects.get().pk

    done = command("work", "--again", number, "--by", "admin@example.org")
    command("work", "--once")

    assert done.out == f"Message {number} waits to be sent to asha@example.org again.\n"
    assert len(list(folder.iterdir())) == 1


def test_nobody_else_has_it_sent_again(command, folder, officer):
    queue(state="uncertain")

    refused = command("work", "--again", Message.objects.get().pk, "--by", "officer@example.org")

    assert refused.status == 1
    assert "administrator" in refused.err
    assert Message.objects.get().state == "uncertain"


def test_who_has_it_sent_again_has_to_be_said(command, db):
    assert command("work", "--again", 1).status == 2


def test_a_folder_that_cannot_be_written_is_said_so(command, settings, tmp_path):
    (tmp_path / "mail").write_text("a file")
    settings.GOLDENTHREAD_MAIL_FOLDER = tmp_path / "mail"
    queue()

    done = command("work", "--once")

    assert f"{tmp_path / 'mail'}: " in done.err
    assert Message.objects.get().state == "queued"


def test_without_tables_it_says_what_to_do_and_ends(tmp_path):
    empty = make_empty_database(tmp_path / "data", name=f"empty_{os.getpid()}")
    try:
        done = empty.run("work")
    finally:
        drop_own_database(empty)

    assert done.returncode == 1
    assert "Run `goldenthread migrate` first" in done.stderr


def test_it_runs_on_and_ends_when_it_is_told_to(own_database):
    folder = own_database.folder / "mail"
    process = own_database.start("work")
    assert process.stdout.readline() == f"Messages go to the folder {folder}.\n"

    own_database.run_python("-c", QUEUE)
    said = process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    out, err = process.communicate()

    assert said.endswith(": 1 message sent.\n")
    assert (process.returncode, out, err) == (0, "Stopped.\n", "")
    assert time.monotonic() - began < 4
    assert len(list(folder.iterdir())) == 1
