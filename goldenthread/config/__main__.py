"""The `goldenthread` command."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from goldenthread.terminal.front import command_name, overview


def main() -> None:
    """Runs one command. Exit status: 0 done, 1 the input has errors, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(overview())
        sys.exit(0 if arguments else 2)
    execute_from_command_line(["goldenthread", command_name(arguments[0]), *arguments[1:]])


if __name__ == "__main__":
    main()
