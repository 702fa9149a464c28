"""Messages really sent: to a mail server, to a stand-in of GOV.UK Notify, to a folder."""

from __future__ import annotations

import os
import socket
import stat
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from goldenthread.mail.transports import Doubtful, Parcel, Postponed, Rejected, Unreachable
from goldenthread.mail.transports.chosen import chosen_transport
from goldenthread.mail.transports.folder import Folder
from goldenthread.mail.transports.notify import Notify
from goldenthread.mail.transports.smtp import Smtp
from tests.mail.servers import KEY, mail_server, notify_stub

SENDER = "Performance <performance@example.org>"


def parcel(reference="r1", *, address="asha@example.org", subject="3 figures to return – by 15 October"):
    return Parcel(
        reference=reference,
        kind="figures due",
        address=address,
        subject=subject,
        text="Dear Asha,\n\n£3 – “now”\n",
        html='<html lang="en-GB"><p>Dear Asha</p></html>',
        queued_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    )


@pytest.fixture
def server():
    with mail_server() as (server, port):
        server.port = port
        yield server


@pytest.fixture
def smtp(server):
    made = Smtp(sender=SENDER, host="127.0.0.1", port=server.port, timeout=10)
    made.open()
    yield made
    made.close()


@pytest.fixture
def stub():
    with notify_stub() as (stub, url):
        stub.url = url
        yield stub


@pytest.fixture
def notify(stub):
    made = Notify(key=KEY, template="template-1", url=stub.url)
    yield made
    made.close()


def test_a_mail_server_gets_text_and_html_with_a_message_id_of_ours(smtp, server):
    called = smtp.hand_over(parcel())

    (mail,) = server.messages
    assert (mail["To"], mail["From"], mail["Auto-Submitted"]) == ("asha@example.org", SENDER, "auto-generated")
    assert mail["Message-ID"] == called == "<r1@example.org>"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail.get_body(("plain",)).get_content().replace("\r", "") == "Dear Asha,\n\n£3 – “now”\n"


def test_many_messages_take_one_line(smtp, server):
    smtp.hand_over(parcel("r1", subject="one"))
    smtp.open()
    smtp.hand_over(parcel("r2", subject="two"))

    assert server.subjects == ["one", "two"]


def test_an_address_that_is_refused_for_good_is_rejected(smtp, server):
    server.refused["asha@example.org"] = "550 no such user"

    with pytest.raises(Rejected, match="550 no such user"):
        smtp.hand_over(parcel())


def test_an_address_that_is_refused_for_now_is_postponed(smtp, server):
    server.refused["asha@example.org"] = "450 mailbox busy"

    with pytest.raises(Postponed, match="450 mailbox busy"):
        smtp.hand_over(parcel())


def test_content_that_is_refused_is_not_sent(smtp, server):
    server.answer_to_data = "554 looks like spam"

    with pytest.raises(Rejected, match="554 looks like spam"):
        smtp.hand_over(parcel())


def test_a_sender_that_is_refused_is_no_fault_of_the_message(smtp, server):
    server.refuses_sender = "550 not your name"

    with pytest.raises(Unreachable, match="refuses the sender: not your name"):
        smtp.hand_over(parcel())


def test_a_server_that_hangs_up_after_the_content_leaves_a_doubt(smtp, server):
    server.hangs_up_after_data = True

    with pytest.raises(Doubtful, match="The line to the mail server broke"):
        smtp.hand_over(parcel())

    with pytest.raises(Doubtful):
        smtp.find(parcel())


def test_a_line_that_was_hung_up_is_made_anew_before_anything_is_sent(smtp, server):
    smtp._backend.connection.sock.shutdown(socket.SHUT_RDWR)

    smtp.open()
    smtp.hand_over(parcel())

    assert len(server.messages) == 1


def test_a_mail_server_that_is_not_there_is_said_so():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(Unreachable, match=r"The mail server cannot be used: .*refused"):
        Smtp(sender=SENDER, host="127.0.0.1", port=port, timeout=5).open()


def test_a_server_without_the_security_asked_for_is_sent_nothing(server):
    with pytest.raises(Unreachable, match="STARTTLS"):
        Smtp(sender=SENDER, host="127.0.0.1", port=server.port, timeout=5, use_tls=True).open()


def test_notify_gets_subject_body_and_reference(notify, stub):
    called = notify.hand_over(parcel())

    assert called == "id-1"
    assert stub.seen_keys == {"Bearer "}
    assert stub.taken == [
        {
            "email_address": "asha@example.org",
            "template_id": "template-1",
            "personalisation": {
                "subject": "3 figures to return – by 15 October",
                "body": "Dear Asha,\n\n£3 – “now”\n",
            },
            "reference": "r1",
        }
    ]


def test_notify_is_asked_by_reference(notify):
    notify.hand_over(parcel("r1"))

    assert notify.find(parcel("r1")) == "id-1"
    assert notify.find(parcel("r2")) is None


@pytest.mark.parametrize(
    ("status", "meaning"),
    [(400, Rejected), (403, Unreachable), (404, Unreachable), (429, Unreachable), (413, Postponed), (500, Doubtful)],
)
def test_what_notify_answers_is_understood(notify, stub, status, meaning):
    stub.answers = [status]

    with pytest.raises(meaning, match=rf"{status}.*told why"):
        notify.hand_over(parcel())


def test_an_answer_that_is_lost_leaves_a_doubt_that_notify_settles(notify, stub):
    stub.answers = [0]

    with pytest.raises(Doubtful, match="cannot be reached"):
        notify.hand_over(parcel("r1"))

    assert notify.find(parcel("r1")) == "id-1"


def test_a_notify_that_is_not_there_took_nothing():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    transport = Notify(key=KEY, template="template-1", url=f"http://127.0.0.1:{port}")

    with pytest.raises(Unreachable, match="cannot be reached"):
        transport.hand_over(parcel())
    with pytest.raises(Unreachable, match="cannot be asked"):
        transport.find(parcel())
    transport.close()


def test_an_answer_that_nobody_understands_leaves_a_doubt(notify, stub):
    stub.answers = [204]

    with pytest.raises(Doubtful, match="an answer that cannot be read"):
        notify.hand_over(parcel())


@pytest.mark.parametrize("address", ["jürgen@example.org", "a@example.org\nBcc: b@example.org"])
def test_an_address_that_nothing_can_be_sent_to_is_rejected(smtp, server, tmp_path, address):
    folder = Folder(tmp_path, sender=SENDER)

    with pytest.raises(Rejected, match="Nothing can be sent to the address"):
        smtp.hand_over(parcel(address=address))
    with pytest.raises(Rejected, match="Nothing can be sent to the address"):
        folder.hand_over(parcel(address=address))

    assert server.messages == list(tmp_path.iterdir()) == []


def test_a_host_with_other_letters_is_written_to(smtp, server):
    smtp.hand_over(parcel(address="asha@bücher.example"))

    assert server.messages[0]["To"] == "asha@xn--bcher-kva.example"


def test_a_folder_holds_a_file_for_each_message(tmp_path):
    folder = Folder(tmp_path / "mail", sender=SENDER)
    folder.open()

    called = folder.hand_over(parcel())

    (file,) = (tmp_path / "mail").iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert file.name == called == "2026-03-02-figures-due-r1.eml"
    assert mail["Subject"] == "3 figures to return – by 15 October"
    assert (folder.find(parcel()), folder.find(parcel("r2"))) == (called, None)


def test_nobody_else_on_the_machine_reads_what_lies_in_the_folder(tmp_path):
    folder = Folder(tmp_path / "mail", sender=SENDER)
    before = os.umask(0)
    folder.open()

    folder.hand_over(parcel())

    os.umask(before)
    (file,) = (tmp_path / "mail").iterdir()
    assert [oct(stat.S_IMODE(one.stat().st_mode)) for one in (tmp_path / "mail", file)] == ["0o700", "0o600"]


def test_what_was_left_half_written_is_written_anew(tmp_path):
    folder = Folder(tmp_path, sender=SENDER)
    name = folder.hand_over(parcel())
    (tmp_path / name).rename((tmp_path / name).with_suffix(".part"))

    assert folder.hand_over(parcel()) == name
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "mail").write_text("a file")

    with pytest.raises(Unreachable, match="mail"):
        Folder(tmp_path / "mail", sender=SENDER).open()


def test_the_settings_choose(settings, tmp_path):
    settings.GOLDENTHREAD_MAIL_FOLDER = tmp_path
    folder = chosen_transport()
    settings.GOLDENTHREAD_MAIL = "notify"
    settings.GOLDENTHREAD_NOTIFY_KEY, settings.GOLDENTHREAD_NOTIFY_TEMPLATE = KEY, "template-1"
    notify = chosen_transport()
    settings.GOLDENTHREAD_MAIL, settings.GOLDENTHREAD_SMTP_HOST = "smtp", "mail.example.org"
    smtp = chosen_transport()
    notify.close()

    assert [one.name for one in (folder, notify, smtp)] == ["folder", "notify", "smtp"]
    assert folder.where == f"to the folder {tmp_path}"
    assert notify.where == "by GOV.UK Notify at https://api.notifications.service.gov.uk"
    assert smtp.where == "to the mail server mail.example.org:587"
