"""The `goldenthread` command."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version

import django
from django.core.management import execute_from_command_line, get_commands

from goldenthread.terminal.front import command_name, overview, unknown

WRONG_USAGE = 2
STOPPED = 130  # as a shell reports a program ended by Ctrl-C


def main() -> None:
    """Runs one command. Exit status: 0 done, 1 the input has errors, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(overview())
        sys.exit(0 if arguments else WRONG_USAGE)
    if arguments[0] == "--version":
        print(f"goldenthread {version('goldenthread')}")
        sys.exit()
    name = command_name(arguments[0])
    django.setup()  # only then are our own commands known
    if name not in get_commands():
        sys.stderr.write(unknown(arguments[0]) + "\n")
        sys.exit(WRONG_USAGE)
    try:
        execute_from_command_line(["goldenthread", name, *arguments[1:]])
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(STOPPED)
    except BrokenPipeError:
        # Whoever read our output, `head` perhaps, has had enough; that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
