"""What happened to figures after they were first agreed, returned or frozen: each once, and said aloud."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.committee.models import Decision
from goldenthread.figures.models.returned import ExceptionReport, ReturnedValue
from goldenthread.figures.models.rounds import Figure
from goldenthread.storage.fields import ExactDecimalField
from goldenthread.storage.models import NeverChanges


class RefreshedTerms(NeverChanges):
    """Inputs of a figure's rating, copied anew from the register while its round was open, and why."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="refreshes")
    before = models.JSONField()  # domain.terms
    after = models.JSONField()
    rating_before = models.CharField(max_length=12)
    rating_after = models.CharField(max_length=12)
    reason = models.TextField()
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT)  # empty: not yet agreed
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="a_refresh_of_terms_says_why"),)

    def __str__(self) -> str:
        return f"{self.figure_id}: {self.reason[:40]}"


class Restatement(NeverChanges):
    """A frozen figure's value as it is now known. What was reported stays; the newest restatement is what is known."""

    class Kind(models.TextChoices):
        SCHEDULED_REVISION = "scheduled-revision", "scheduled revision"
        CORRECTION = "correction", "correction"

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="restatements")
    kind = models.CharField(max_length=20, choices=Kind)
    # What it corrects; empty where nothing was returned, or where it was said before this was kept.
    returned_value = models.ForeignKey(
        ReturnedValue, null=True, blank=True, on_delete=models.PROTECT, related_name="restatements"
    )
    before = ExactDecimalField(null=True, blank=True)  # as it was known until now
    value = ExactDecimalField()
    numerator = ExactDecimalField(null=True, blank=True)
    denominator = ExactDecimalField(null=True, blank=True)
    provisional = models.BooleanField(default=False)
    reason = models.TextField()
    # What it would have been rated, under the terms and comparators that it was frozen with.
    rating = models.CharField(max_length=12)
    status = models.CharField(max_length=20)
    rating_reason = models.TextField()
    own_rating = models.CharField(max_length=12, blank=True)  # under the council's own policy
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="a_restatement_says_why"),)

    def __str__(self) -> str:
        return f"{self.figure_id}: {self.value}"


class EditedWords(NeverChanges):
    """An exception report as the officer edited it for publication. The author's own words stay beside it."""

    report = models.ForeignKey(ExceptionReport, on_delete=models.PROTECT, related_name="edits")
    reasons = models.TextField()
    back_on_track = models.CharField(max_length=200, blank=True)
    because = models.TextField()
    edited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report_id}: {self.reasons[:40]}"


class Withholding(NeverChanges):
    """A figure, or a head of its exception report, kept out of public packs from here on; or shown again."""

    class What(models.TextChoices):
        MEASURE = "measure", "the measure's figure and words"
        REASONS = "reasons", "the reasons"
        ACTIONS = "actions", "the remedial actions"

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="withholdings")
    what = models.CharField(max_length=12, choices=What)
    withheld = models.BooleanField()  # False shows it again
    reason = models.TextField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="a_withholding_says_why"),)

    def __str__(self) -> str:
        return f"{self.figure_id} {self.what}: {'withheld' if self.withheld else 'shown'}"
