"""Sends messages, and what falls due by the day, until it is stopped."""

from __future__ import annotations

import signal
import threading
from datetime import date, datetime, timedelta
from types import FrameType
from typing import Any

from django.core.management.base import CommandParser
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from goldenthread.accounts.queries import person_by_email
from goldenthread.figures.operations import tell_what_is_due
from goldenthread.mail.operations import make_digests, note_work, send_ready, settle_left_behind
from goldenthread.mail.queries import MessageRow, messages_in
from goldenthread.mail.transports import Transport, Unreachable
from goldenthread.mail.transports.chosen import chosen_transport
from goldenthread.partnership.operations import send_message_again
from goldenthread.terminal.clock import now, today
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.order import moment_in_words
from goldenthread.web.management.commands.serve import check_tables

SECONDS = 5
# After a fault of the mail server or the database: so long, then twice as long each time.
FIRST_REST, LONGEST_REST = 10, 300
# That it works is written down no more often than this, while nothing changes about it.
NOTED_EVERY = timedelta(minutes=1)
# Nobody is reminded, nor sent the day's digest, before people are at work.
EARLIEST_HOUR = 7


class Command(TerminalCommand):
    help = (
        "Send the messages that wait, and each day those of figures that are due: until Ctrl-C, or --once. Several may "
        "run at the same time. What may have been sent, because the power failed in the middle perhaps, is listed with "
        "--list, and sent again only with --again, by an administrator. GOLDENTHREAD_MAIL says how messages leave."
    )
    examples = (
        "goldenthread work",
        "goldenthread work --once",
        "goldenthread work --list",
        "goldenthread work --again 17 --by admin@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--once", action="store_true", help="do what there is to do, and end")
        what.add_argument("--list", action="store_true", help="list the messages that are not sent")
        what.add_argument("--again", type=int, metavar="NUMBER", help="send this message of the list again")
        parser.add_argument("--by", metavar="EMAIL", help="with --again: e-mail address of the administrator")

    def run(self, options: dict[str, Any]) -> None:
        check_tables()
        if options["list"]:
            self._list(messages_in(), as_json=options["json"])
        elif options["again"] is not None:
            self._again(options)
        else:
            transport = chosen_transport()
            if not options["json"]:
                self.stdout.write(f"Messages go {transport.where}.")
                self.stdout.flush()
            self._once(transport, as_json=options["json"]) if options["once"] else self._work(transport)

    def _once(self, transport: Transport, *, as_json: bool) -> None:
        self._daily()
        sent, waits, why = self._send(transport, stop=threading.Event())
        note_work(where=transport.where, stopped_by=why, at=timezone.now())
        if as_json:
            self.print_json({"sent": sent, "for_a_person": waits, "stopped_by": why})
            return
        self._say(sent, waits=waits)
        if not sent:
            self.stdout.write("Nothing was sent.")

    def _work(self, transport: Transport) -> None:
        stop = threading.Event()

        def hear(_number: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, hear)
        signal.signal(signal.SIGINT, hear)
        done: date | None = None
        noted: tuple[datetime, str] | None = None
        rest = pause = 0
        while not stop.wait(pause):
            try:
                close_old_connections()
                if done != today() and now().hour >= EARLIEST_HOUR:
                    self._daily()
                    done = today()
                sent, waits, why = self._send(transport, stop=stop)
                self._say(sent, waits=waits)
                at = timezone.now()
                if noted is None or at - noted[0] >= NOTED_EVERY or noted[1] != why:
                    note_work(where=transport.where, stopped_by=why, at=at)
                    noted = (at, why)
            except DatabaseError as error:
                # A server that is started anew comes back; who watches reads of it meanwhile.
                self.stderr.write(f"The database does not answer: {str(error).strip()}")
                connection.close()
                why = "the database"
            rest = min(max(FIRST_REST, rest * 2), LONGEST_REST) if why else 0
            pause = rest or SECONDS
        self.stdout.write("Stopped.")

    def _daily(self) -> None:
        """What falls due by the day; each message has a name, so that it does not matter how often this is asked."""
        tell_what_is_due(today=today(), at=now())
        make_digests(today=today(), at=now())

    def _send(self, transport: Transport, *, stop: threading.Event) -> tuple[int, int, str]:
        """How many were sent, how many wait for a person now, and why it ended early."""
        try:
            waits = settle_left_behind(transport, at=timezone.now())
        except Unreachable as why:
            self.stderr.write(str(why))
            return 0, 0, str(why)
        # Leases and delays run by the real clock, in the demonstration too.
        done = send_ready(transport, now=timezone.now, stop=stop.is_set)
        if done.stopped_by:
            self.stderr.write(done.stopped_by)
        return done.sent, waits + done.for_a_person, done.stopped_by

    def _say(self, sent: int, *, waits: int) -> None:
        if sent:
            self.stdout.write(f"{moment_in_words(now())}: {_messages(sent)} sent.")
            self.stdout.flush()
        if waits:
            self.stderr.write(f"{_messages(waits)} for somebody to look at: `goldenthread work --list`.")

    def _list(self, rows: tuple[MessageRow, ...], *, as_json: bool) -> None:
        if as_json:
            self.print_json([_plain(row) for row in rows])
            return
        for row in rows:
            problem = f" ({row.problem})" if row.problem else ""
            when = moment_in_words(row.queued_at)
            self.stdout.write(f"{row.number}  {row.kind} to {row.address}, {when}: {row.state_words}{problem}")
        for_a_person = sum(row.needs_a_person for row in rows)
        self.stdout.write(f"{_messages(len(rows))} not sent, {for_a_person} of them for somebody to decide about.")

    def _again(self, options: dict[str, Any]) -> None:
        if not options["by"]:
            raise WrongUsage("Say who has it sent again, with --by EMAIL. `goldenthread work --help` says more.")
        number = options["again"]
        address = send_message_again(number=number, by=person_by_email(options["by"]), today=today(), at=now())
        if options["json"]:
            self.print_json({"number": number, "to": address})
        else:
            self.stdout.write(f"Message {number} waits to be sent to {address} again.")


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count:,} messages"


def _plain(row: MessageRow) -> dict[str, object]:
    return {
        "number": row.number,
        "kind": row.kind,
        "to": row.address,
        "subject": row.subject,
        "queued_at": row.queued_at.isoformat(),
        "state": row.state,
        "attempts": row.attempts,
        "problem": row.problem,
    }
