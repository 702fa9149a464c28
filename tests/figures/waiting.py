"""A command that is ready and waits for the word: `python -m tests.figures.waiting GO COMMAND ARGUMENTS...`.

It says "ready" when everything is loaded and the database was reached, and runs the command as soon as
the file GO exists: several of these meet in the same moment.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from django.db import connection

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.config.__main__ import main


def wait_for(go: Path) -> None:
    """Returns within a millisecond of the file's appearing."""
    connection.ensure_connection()
    print("ready", flush=True)
    while not go.exists():
        time.sleep(0.0005)


if __name__ == "__main__":
    wait_for(Path(sys.argv[1]))
    sys.argv = ["goldenthread", *sys.argv[2:]]
    main()
