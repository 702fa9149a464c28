"""A mail server and a GOV.UK Notify on this machine, to which messages are really sent."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller

KEY = "test-12345678-1234-1234-1234-123456789012-abcdefab-abcd-abcd-abcd-abcdefabcdef"


class MailServer:
    """Takes messages, but refuses who is told so: `refused` maps an address to what is answered at RCPT."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refused: dict[str, str] = {}
        self.refuses_sender = ""
        self.answer_to_data = ""
        self.hangs_up_after_data = False

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - the library's name
        if self.refuses_sender:
            return self.refuses_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - the library's name
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the library's name
        if self.answer_to_data:
            return self.answer_to_data
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        if self.hangs_up_after_data:
            server.transport.abort()
        return "250 OK"

    @property
    def subjects(self) -> list[str]:
        return sorted(str(message["Subject"]) for message in self.messages)


@contextmanager
def mail_server() -> Iterator[tuple[MailServer, int]]:
    """The server and its port, while it is needed."""
    server = MailServer()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield server, port
    finally:
        controller.stop()


class NotifyStub:
    """What was sent, by reference. `answers` are statuses to give in place of taking it; 0 takes it and hangs up."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.answers: list[int] = []
        self.seen_keys: set[str] = set()


@contextmanager
def notify_stub() -> Iterator[tuple[NotifyStub, str]]:
    """The stub and its address, while it is needed."""
    stub = NotifyStub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.seen_keys.add(self.headers["Authorization"][:7])
            status = stub.answers.pop(0) if stub.answers else 201
            if status in (0, 201, 500):
                stub.taken.append(body)
            if status == 0:
                self.close_connection = True
                return
            if status == 204:
                self._answer(201, {"something": "else"})
                return
            self._answer(status, {"id": f"id-{len(stub.taken)}", "errors": [{"message": "told why"}]})

        def do_GET(self):
            (reference,) = parse_qs(urlsplit(self.path).query)["reference"]
            found = [
                {"id": f"id-{number}"}
                for number, one in enumerate(stub.taken, start=1)
                if one["reference"] == reference
            ]
            self._answer(200, {"notifications": found, "links": {}})

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield stub, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
