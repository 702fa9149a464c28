"""Rounds and the figures in them."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.committee.models import Meeting
from goldenthread.indicators.models import Measure, RatingPolicy
from goldenthread.partnership.models import Service
from goldenthread.storage.fields import ExactDecimalField
from goldenthread.storage.models import NeverChanges


class Round(models.Model):
    """One quarter's collection of figures."""

    period = models.CharField(max_length=12, unique=True)  # "2019-20 Q2"
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT)
    proposed = models.BooleanField()  # opened before the year's list was agreed
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.period


class ReturnFile(NeverChanges):
    """A returned file, byte for byte as it came."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    sender = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Figure(models.Model):
    """What is due of one measure for one quarter.

    `terms` are every input of its rating as they stood when the round opened (`domain.terms`),
    so that nothing edited later can rate it anew. The rating kept here follows from the terms, the
    current value and the comparators; it is worked out again at every change of them.
    """

    class State(models.TextChoices):
        DUE = "due", "due"
        RETURNED = "returned", "returned"
        SUBMITTED = "submitted", "submitted"
        QUERIED = "queried", "queried"
        SIGNED_OFF = "signed-off", "signed off"
        FROZEN = "frozen", "frozen"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="figures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    policy = models.ForeignKey(RatingPolicy, on_delete=models.PROTECT)
    terms = models.JSONField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    # The state that the last freeze found it in, while it stays frozen: the pack tells of that one.
    frozen_from = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=0)  # rises with every change: stale forms show
    # What was done to it last, "submitted", and when: nothing is done to it before that.
    last_done = models.CharField(max_length=40)
    last_done_at = models.DateTimeField()
    value = models.ForeignKey("ReturnedValue", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.ForeignKey("ExceptionReport", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # The terms before a change of target or tolerance within the year, with the day of the change.
    earlier_terms = models.JSONField(null=True, blank=True)
    comparators = models.JSONField(default=dict)  # previous, last_year, with where they came from
    rating = models.CharField(max_length=12, blank=True)  # green, amber, red, not-rated
    status = models.CharField(max_length=20, blank=True)  # rated, or why not
    reason = models.TextField(blank=True)  # the rating in one plain sentence
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "measure"), name="one_figure_of_a_measure_in_a_round"),
            models.CheckConstraint(
                condition=models.Q(state__in=("due", "frozen")) | models.Q(value__isnull=False),
                name="figure_has_a_value_once_returned",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="signed-off")
                | models.Q(signed_off_by__isnull=False, signed_off_at__isnull=False),
                name="figure_has_a_signer_once_signed_off",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.round}"

    # Every warning ever raised about it; there only on figures that were read by `queries.loading`.
    asked: list[ValueWarning]

    @property
    def warnings_now(self) -> list[ValueWarning]:
        """The warnings about the value as it is now."""
        return [warning for warning in self.asked if warning.returned_value_id == self.value_id]

    @property
    def name(self) -> str:
        """EXC01, Havering"""
        return f"{self.terms['indicator_ref']}, {self.terms['council'] or 'whole partnership'}"

    @property
    def is_returned(self) -> bool:
        """Whether a value was given, or why there is none; a note or a forecast alone is no return."""
        return self.value is not None and self.value.kind != "blank"


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


class Freeze(NeverChanges):
    """Version n of a round's figures."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="freezes")
    number = models.PositiveIntegerField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Facts of the round that a report states: meeting, list and its decision, counts by council.
    facts = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("round", "number"), name="one_freeze_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.round}, version {self.number}"


class FrozenFigure(NeverChanges):
    """One figure as it stood at a freeze, whole: terms, value, comparators, rating, words,
    actions, answers, history for its charts, and where each came from."""

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="figures")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()
    rating = models.CharField(max_length=12)
    snapshot = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("freeze", "measure"), name="one_frozen_figure_of_a_measure_in_a_freeze"),
        )

    def __str__(self) -> str:
        return f"{self.freeze_id} {self.position}"
