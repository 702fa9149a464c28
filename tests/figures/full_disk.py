"""A command that may write no file longer than so many bytes: `python -m tests.figures.full_disk BYTES COMMAND ...`.

SQLite then meets what it meets on a full disk.
"""

from __future__ import annotations

import resource
import sys

from django.db import connection

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.config.__main__ import main

if __name__ == "__main__":
    connection.ensure_connection()
    most = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    sys.argv = ["goldenthread", *sys.argv[2:]]
    main()
