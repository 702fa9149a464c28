"""Sessions kept in the database, each with the person it belongs to, so that they can be listed and ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

# What a session remembers of itself, under these names.
BEGAN, SEEN, BROWSER = "began", "seen", "browser"


class SessionStore(db.SessionStore):
    """Django's own, with a row of ours."""

    @classmethod
    def get_model_class(cls) -> Any:
        from goldenthread.accounts.models import BrowserSession  # noqa: PLC0415 - models come after settings

        return BrowserSession

    def create_model_instance(self, data: Mapping[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)  # type: ignore[arg-type]  # it only reads
        person_id = data.get(SESSION_KEY)
        row.person_id = None if person_id is None else int(person_id)
        row.began_at, row.last_seen_at = _moment(data.get(BEGAN)), _moment(data.get(SEEN))
        row.browser = data.get(BROWSER, "")
        return row


def _moment(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept)
