"""Saving lists as files: what was saved, by whom and when is in the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record

REGISTER_SAVED = "register saved as a file"


@transaction.atomic
def note_register_saved(*, measures: int, asked: Mapping[str, str], by: User, at: datetime) -> None:
    """The person saved so many measures of the register, narrowed as asked."""
    details = {"measures": measures, "asked": {name: value for name, value in asked.items() if value}}
    record(REGISTER_SAVED, subject="register", subject_id="register", by=by.pk, at=at, details=details)
