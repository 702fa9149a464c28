"""The `goldenthread` command."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from importlib.metadata import version
from typing import TextIO

import django
from django.core.management import ManagementUtility, get_commands

from goldenthread.domain.problems import Problem
from goldenthread.terminal.front import command_name, overview, unknown
from goldenthread.terminal.streams import Output, OutputLost

WRONG_USAGE = 2
STOPPED = 130  # as a shell reports a program ended by Ctrl-C


def main() -> None:
    """Runs one command. Exit status: 0 done, 1 the input has errors, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A letter that a terminal does not know is no reason to stop.
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(_with_output_out(_status_of(sys.argv[1:])))


def _status_of(arguments: list[str]) -> int:
    """Runs the command, and says what became of it."""
    try:
        _run(arguments)
    except SystemExit as stop:
        if isinstance(stop.code, str):
            raise
        return stop.code or 0
    except KeyboardInterrupt:
        _say("Stopped.")
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output, `head` perhaps, has had enough; that is no fault.
        _let_go(sys.stdout)
    except OutputLost as lost:
        _let_go(sys.stdout)
        _say(str(lost))
        return 1
    return 0


def _run(arguments: list[str]) -> None:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        Output(sys.stdout).write(overview())
        sys.exit(0 if arguments else WRONG_USAGE)
    if arguments[0] == "--version":
        Output(sys.stdout).write(f"goldenthread {version('goldenthread')}")
        return
    name = command_name(arguments[0])
    django.setup()  # only then are our own commands known
    if name not in get_commands():
        from goldenthread.terminal.commands import TerminalCommand  # noqa: PLC0415 - its people need Django ready

        TerminalCommand().print_problems([Problem(unknown(arguments[0]))], as_json="--json" in arguments)
        sys.exit(WRONG_USAGE)
    command = ManagementUtility().fetch_command(name)
    # Django's own commands print past a full disk too.
    command.stdout = Output(sys.stdout)
    command.run_from_argv(["goldenthread", name, *arguments[1:]])


def _with_output_out(status: int) -> int:
    """The exit status, once what is still waiting was written: Python would do so after us, and show a traceback."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go(sys.stdout)
    except OSError as error:
        _let_go(sys.stdout)
        _say(str(OutputLost(error)))
        status = status or 1
    try:
        sys.stderr.flush()
    except OSError:
        _let_go(sys.stderr)
    return status


def _say(words: str) -> None:
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{words}\n")


def _let_go(stream: TextIO) -> None:
    """What still waits to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    main()
