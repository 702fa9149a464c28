"""Serving the public pages on this machine."""

from __future__ import annotations

import contextlib
import errno
import signal
import sys
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from waitress.server import create_server

from goldenthread.domain.problems import Refused
from goldenthread.terminal.commands import TerminalCommand

HOST = "127.0.0.1"


class PortTaken(Refused):
    """Another program listens where the pages were to be served."""


class TablesMissing(Refused):
    """The database has not the tables that the pages read."""


class Command(TerminalCommand):
    """Serves until Ctrl-C."""

    help = "Show what is published at http://127.0.0.1:8000, until Ctrl-C. Only this machine can reach it."
    examples = ("goldenthread serve", "goldenthread serve --port 8080")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--port", type=port, default=8000, help="port to listen on (default: 8000)")

    def run(self, options: dict[str, Any]) -> None:
        check_tables()
        try:
            server = create_server(
                WSGIHandler(),
                host=HOST,
                port=options["port"],
                threads=4,
                ident=None,
                max_request_body_size=settings.GOLDENTHREAD_REQUEST_BYTES,
                **_behind_another(),
            )
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise PortTaken(
                f"Port {options['port']} cannot be used: {(error.strerror or 'it is taken').lower()}. "
                f"Choose another: goldenthread serve --port {options['port'] + 1}"
            ) from error
        # Being told to stop is no fault. A shell starts background jobs deaf to Ctrl-C: hear it all the same.
        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        # Waitress takes a stop while it runs; this one comes before or after.
        with contextlib.suppress(SystemExit):
            self.stdout.write(f"Serving http://{HOST}:{options['port']}/ - press Ctrl-C to stop.")
            self.stdout.flush()
            server.run()
        server.close()
        self.stdout.write("Stopped.")


def _behind_another() -> dict[str, Any]:
    """Reached by https, another server on this machine has the certificate: it is believed how and from where each
    request came. Without it nobody is, whatever they say of themselves."""
    if not settings.GOLDENTHREAD_ADDRESS.startswith("https://"):
        return {}
    return {
        "trusted_proxy": HOST,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"},
    }


def port(typed: str) -> int:
    """A port number; raises ArgumentTypeError, which is wrong usage."""
    if not typed.isdecimal() or not 1 <= int(typed) <= 65535:
        raise ArgumentTypeError(f"{typed!r} is not a port; give a number from 1 to 65535")
    return int(typed)


def check_tables() -> None:
    """Raises TablesMissing where a migration was not run."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise TablesMissing(
            "The database's tables are missing or older than this version. Run `goldenthread migrate` first, "
            "or `goldenthread demo` for the demonstration."
        )


def _stop(*_: object) -> None:
    sys.exit(0)
