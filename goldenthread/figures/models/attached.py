"""What is attached: evidence of a figure, the e-mail by which a director signed off, what was said of a promise."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.attachments.models import Attachment
from goldenthread.storage.models import NeverChanges


class FigureEvidence(models.Model):
    """A file attached to a figure, and what it shows. Taken off before the figure is submitted, it stays in history."""

    figure = models.ForeignKey("Figure", on_delete=models.PROTECT, related_name="evidence")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)
    attached_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(removed_by=None, removed_at=None)
                | models.Q(removed_by__isnull=False, removed_at__isnull=False),
                name="evidence_was_removed_by_somebody_at_a_time",
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="evidence_says_what_it_shows"),
        )

    def __str__(self) -> str:
        return f"{self.figure_id}: {self.words}"


class EmailedSignOff(NeverChanges):
    """A director's sign-off given by e-mail, once for all the figures that it is of, as an officer recorded it."""

    director = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    email = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(director=models.F("recorded_by")), name="nobody_records_a_sign_off_of_their_own"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__lte=models.F("recorded_at")),
                name="a_sign_off_is_recorded_after_it_was_sent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.director_id} at {self.sent_at}"


class PromiseWord(NeverChanges):
    """What was said of a promise at its own page, between returns. `period` is the quarter that it is told in."""

    class Outcome(models.TextChoices):
        DONE = "done", "done"
        ON_COURSE = "on-course", "on course"
        LATE = "late", "late"
        DROPPED = "dropped", "dropped"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=12)  # "2019-20 Q3"
    outcome = models.CharField(max_length=12, choices=Outcome)
    words = models.TextField(blank=True)
    new_due_on = models.DateField(null=True, blank=True)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.action_id}: {self.outcome}"


class PromiseEvidence(NeverChanges):
    """A file attached to what was said of a promise, and what it shows."""

    word = models.ForeignKey(PromiseWord, on_delete=models.PROTECT, related_name="evidence")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.word_id}: {self.words}"


class PromiseConfirmation(NeverChanges):
    """Somebody other than who called a promise done agrees that it is. What is said of it later ends that."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.action_id}: confirmed"
