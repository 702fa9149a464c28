"""The event log."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from goldenthread.storage.models import NeverChanges


class Event(NeverChanges):
    """Something that a person did, in the domain's words.

    Points to nothing by foreign key, so that the log outlives what it describes; holds the
    person's id and never the name, so that a name can be removed without changing the log.
    """

    at = models.DateTimeField()  # as it was told, or typed with --at
    # When the row was written, by the database's clock; empty of what an earlier version recorded. What is known on a
    # day goes by what was told, and never by this.
    recorded_at = models.DateTimeField(null=True, editable=False, db_default=Now())
    by = models.BigIntegerField(null=True)  # null: the product itself
    kind = models.CharField(max_length=60)  # "figure returned"
    subject = models.CharField(max_length=40)  # "figure"
    subject_id = models.CharField(max_length=120)
    details = models.JSONField(default=dict)  # old, new, why; decimals as text

    class Meta:
        indexes = (
            models.Index(fields=("subject", "subject_id", "id"), name="event_by_subject"),
            # The log is read newest first, from any place in it, narrowed by what was done or by whom.
            models.Index(fields=("at", "id"), name="event_by_moment"),
            models.Index(fields=("kind", "at", "id"), name="event_by_kind"),
            models.Index(fields=("by", "at", "id"), name="event_by_person"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.subject} {self.subject_id}"
