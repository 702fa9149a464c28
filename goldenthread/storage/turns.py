"""How two changes of the same thing take turns."""

from __future__ import annotations

import hashlib

from django.db import connections


def take_turns(what: str, *, using: str = "default") -> None:
    """Waits until no other transaction that asked for the same turn is open, and keeps it until this one ends.

    For changes that have no row to lock yet: the second import into an empty database must see what
    the first one wrote. On SQLite a transaction that writes has had the only turn since it began.
    """
    connection = connections[using]
    if not connection.in_atomic_block:
        raise RuntimeError("take turns inside a transaction")
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
