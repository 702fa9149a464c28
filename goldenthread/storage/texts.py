"""Days and moments of thousands of rows, read as the text that the database keeps: most of them are the same few."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

from django.db.models import TextField
from django.db.models.functions import Cast


def as_text(field: str) -> Cast:
    """The field's day or moment as text, for `day_of_text` or `moment_of_text`."""
    return Cast(field, TextField())


@lru_cache(maxsize=4096)
def moment_of_text(text: str | None) -> datetime | None:
    """The moment in UTC; SQLite keeps it without saying so, PostgreSQL says +00 since every connection is in UTC."""
    if text is None:
        return None
    read = datetime.fromisoformat(text)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


@lru_cache(maxsize=4096)
def day_of_text(text: str) -> date:
    """The day."""
    return date.fromisoformat(text)
