"""What was returned for figures and said of them: values, words, promises, warnings, questions."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.figures.models.rounds import Figure, ReturnFile
from goldenthread.indicators.models import Measure
from goldenthread.storage.fields import ExactDecimalField
from goldenthread.storage.models import NeverChanges


class ReturnedValue(NeverChanges):
    """What was returned for a figure, once. A later return is a new row."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="values")
    kind = models.CharField(max_length=16)  # domain.units.ReadingKind
    value = ExactDecimalField(null=True, blank=True)
    typed = ExactDecimalField(null=True, blank=True)  # beside the numbers that value is worked out from
    numerator = ExactDecimalField(null=True, blank=True)
    denominator = ExactDecimalField(null=True, blank=True)
    text = models.TextField(blank=True)  # as typed
    provisional = models.BooleanField(default=False)
    forecast = ExactDecimalField(null=True, blank=True)
    stated = models.CharField(max_length=12, blank=True)  # the owner's own judgement
    note = models.TextField(blank=True)  # to the officer; never published
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField()
    file = models.ForeignKey(ReturnFile, null=True, blank=True, on_delete=models.PROTECT)
    sheet = models.CharField(max_length=60, blank=True)
    cell = models.CharField(max_length=12, blank=True)  # "F14"

    def __str__(self) -> str:
        return f"{self.figure_id}: {self.text}"


class RatingOverride(NeverChanges):
    """A rating that somebody gave a returned value in place of the computed one, and why. Empty takes it back."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="overrides")
    returned_value = models.ForeignKey(ReturnedValue, on_delete=models.PROTECT)
    rating = models.CharField(max_length=12, blank=True)
    reason = models.TextField()
    computed_rating = models.CharField(max_length=12)
    computed_reason = models.TextField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="an_override_of_a_rating_says_why"),)

    def __str__(self) -> str:
        return f"{self.figure_id}: {self.rating or 'as computed'}"


class ExceptionReport(NeverChanges):
    """The words of an exception report, once. The difference is computed, never typed.

    Its remedial actions are `RemedialAction` rows.
    """

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="exception_reports")
    reasons = models.TextField()
    back_on_track = models.CharField(max_length=200, blank=True)  # a date or words
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    file = models.ForeignKey(ReturnFile, null=True, blank=True, on_delete=models.PROTECT)
    sheet = models.CharField(max_length=60, blank=True)
    cell = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return f"{self.figure_id}: {self.reasons[:40]}"


class RemedialAction(models.Model):
    """An action promised in a figure's exception report."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="remedial_actions")
    action = models.OneToOneField(Action, on_delete=models.PROTECT)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # replaced before submission

    def __str__(self) -> str:
        return str(self.action)


class PromiseAnswer(NeverChanges):
    """What was said, in a later quarter's return, of an action promised before."""

    class Outcome(models.TextChoices):
        DONE = "done", "done"
        ON_COURSE = "on-course", "on course"
        LATE = "late", "late"
        DROPPED = "dropped", "dropped"

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="promise_answers")
    action = models.ForeignKey(Action, on_delete=models.PROTECT)
    outcome = models.CharField(max_length=12, choices=Outcome)
    words = models.TextField(blank=True)
    new_due_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.action_id}: {self.outcome}"


class ValueWarning(models.Model):
    """Something unlikely about a returned value, to be answered before sign-off."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="warnings")
    returned_value = models.ForeignKey(ReturnedValue, on_delete=models.PROTECT)
    code = models.CharField(max_length=40)
    words = models.TextField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("returned_value", "code"), name="one_warning_of_a_kind_about_a_value"),
        )

    def __str__(self) -> str:
        return f"{self.figure_id}: {self.code}"


class ExpectedWarning(NeverChanges):
    """A warning that is expected for a measure, until its definition or target changes."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    code = models.CharField(max_length=40)
    # The SHA-256 of definition and target that it was said under: another one ends the silence.
    said_under = models.CharField(max_length=64)
    reason = models.TextField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("measure", "code", "said_under"), name="a_warning_is_silenced_once"),
        )

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.code}"


class FigureQuery(models.Model):
    """A question asked about a figure, and its answer."""

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="queries")
    asked = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.asked
