"""Django's SQLite, whose folder is made when the database is first opened.

A command that needs no database then leaves nothing behind, and can run where nothing may be written.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite in a file, or in memory for tests."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        database = str(conn_params["database"])
        if not database.startswith("file:"):
            # Where it cannot be made, SQLite says below that the file cannot be opened.
            with suppress(OSError):
                Path(database).parent.mkdir(parents=True, exist_ok=True)
        return super().get_new_connection(conn_params)
