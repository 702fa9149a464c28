"""Serving the pages: a process of its own, stopped as people stop it."""

from __future__ import annotations

import signal
import socket
import urllib.error
import urllib.request

import pytest
from django.conf import settings


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def address_of(server):
    line = server.stdout.readline()
    assert "press Ctrl-C to stop" in line, server.stderr.read()
    return line.split()[1]


def test_pages_are_served_at_the_printed_address(own_database, port):
    server = own_database.start("serve", "--port", port)

    with urllib.request.urlopen(f"{address_of(server)}health") as answer:
        found = (answer.status, answer.read(), answer.headers["Server"])
    server.send_signal(signal.SIGINT)
    server.communicate()
    assert found == (200, b"ok\n", None)


def test_behind_a_server_that_has_the_certificate_no_page_leads_to_itself(own_database, port, monkeypatch):
    monkeypatch.setenv("GOLDENTHREAD_ADDRESS", "https://127.0.0.1")
    monkeypatch.setenv("GOLDENTHREAD_SECRET_KEY", "0123456789abcdefghijklmnopqrstuvwxyz" * 2)
    server = own_database.start("serve", "--port", port)

    asked = urllib.request.Request(address_of(server), headers={"X-Forwarded-Proto": "https"})
    with urllib.request.urlopen(asked) as answer:
        found = (answer.status, answer.url.startswith("http://"))

    server.send_signal(signal.SIGINT)
    server.communicate()
    assert found == (200, True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_being_stopped_is_a_clean_end(own_database, port, how):
    server = own_database.start("serve", "--port", port)
    address_of(server)

    server.send_signal(how)

    out, err = server.communicate(timeout=20)
    assert (server.returncode, out, err) == (0, "Stopped.\n", "")


def test_a_port_in_use_is_said_in_words_with_what_to_do(own_database, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()

        done = own_database.run("serve", "--port", port)

    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} cannot be used: address already in use. Choose another: goldenthread serve --port {port + 1}\n"
    )


@pytest.mark.parametrize("typed", ["0", "65536", "web", "-1"])
def test_a_port_that_is_none_is_wrong_usage(command, typed):
    outcome = command("serve", f"--port={typed}")

    assert outcome.status == 2
    assert "is not a port" in outcome.err


def test_the_server_of_this_machine_reads_no_more_either(own_database, port):
    server = own_database.start("serve", "--port", port)
    address_of(server)

    found = [
        _answer(port, head)
        for head in (f"Content-Length: {settings.GOLDENTHREAD_REQUEST_BYTES + 1}", "Transfer-Encoding: chunked")
    ]

    server.terminate()
    server.communicate()
    assert found == ["413", "413"]


def _answer(port, head):
    """The status of the answer, while more than is taken is being sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n".encode())
        if "chunked" in head:
            size = 1 << 20
            for _ in range(settings.GOLDENTHREAD_REQUEST_BYTES // size + 2):
                line.sendall(f"{size:x}\r\n".encode() + b"x" * size + b"\r\n")
        return line.recv(100).split()[1].decode()
