"""Something that somebody promised to do."""

from __future__ import annotations

from django.db import models


class Action(models.Model):
    """A promise: what will be done, who by, and by when.

    The date first given is kept beside the date that is given now; the log keeps the days between.
    The room that the promise was made in links to it; an action knows nothing of that room.
    """

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "done"
        DROPPED = "dropped", "dropped"

    words = models.TextField()
    owner_post = models.CharField(max_length=120)
    first_due_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at=None)
                | (~models.Q(state="open") & models.Q(closed_at__isnull=False)),
                name="action_has_a_closing_time_once_closed",
            ),
        )

    def __str__(self) -> str:
        return self.words
