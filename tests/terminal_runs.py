"""Commands run inside the test's process, as the console script would run them."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest
from django.core.management import get_commands, load_command_class
from django.db import connections

from goldenthread.terminal.front import command_name


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit status and what it printed."""

    status: int
    out: str
    err: str


Command = Callable[..., Outcome]


def run_command(name: str, *arguments: object) -> Outcome:
    """Runs one command within the test's transaction.

    The console script would close the database connections at the end, and the transaction with them.
    """
    out, err = io.StringIO(), io.StringIO()
    status = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        try:
            command = load_command_class(get_commands()[command_name(name)], command_name(name))
            patch.setattr(connections, "close_all", lambda: None)
            command.run_from_argv(["goldenthread", name, *map(str, arguments)])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
    return Outcome(status=status, out=out.getvalue(), err=err.getvalue())
