"""Files with figures that are not frozen, saved by whoever returns them: the log keeps who has which."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.periods import Quarter

WORKBOOK_SAVED = "workbook saved as a file"


@transaction.atomic
def note_workbook_saved(*, quarter: Quarter, service: str, by: User, at: datetime) -> None:
    """The person saved a service's workbook, which holds what was returned so far."""
    record(WORKBOOK_SAVED, subject="round", subject_id=str(quarter), by=by.pk, at=at, details={"service": service})
