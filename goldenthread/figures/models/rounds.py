"""Rounds, the files returned for them, and the figures in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.committee.models import Meeting
from goldenthread.indicators.models import Measure, RatingPolicy
from goldenthread.partnership.models import Service
from goldenthread.storage.models import NeverChanges

if TYPE_CHECKING:
    from goldenthread.figures.models.attached import EmailedSignOff
    from goldenthread.figures.models.changed import EditedWords
    from goldenthread.figures.models.returned import RatingOverride, ValueWarning

EXCEPTIONS = ("amber", "red")


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
    policy = models.ForeignKey(RatingPolicy, on_delete=models.PROTECT)  # the joint committee's
    own_policy = models.ForeignKey(RatingPolicy, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
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
    # Green, amber, red, not-rated: the joint committee's rating, after an override where there is one.
    rating = models.CharField(max_length=12, blank=True)
    status = models.CharField(max_length=20, blank=True)  # rated, or why not
    reason = models.TextField(blank=True)  # the rating in one plain sentence
    # Ratings that stand beside it, each as rating, status, reason: "own" under the council's policy, "year_end",
    # "own_year_end", and "computed" where an override replaced it.
    beside = models.JSONField(default=dict)
    # What was last put in place of the computed rating; it holds for the value that it was said of.
    override = models.ForeignKey("RatingOverride", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Where the sign-off was given by e-mail, and recorded by somebody else.
    signed_off_in = models.ForeignKey(
        "EmailedSignOff", null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )

    class Meta:
        indexes = (
            # Pages ask for the few figures that are still to be returned or signed off, among those of every year.
            models.Index(fields=("state",), name="figures_by_state"),
            # And for the newest rating of each measure in the year before: all that is asked of it stands here.
            models.Index(fields=("round", "measure", "state", "rating"), name="figures_by_rating_in_a_round"),
        )
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
            models.CheckConstraint(
                condition=models.Q(signed_off_in=None) | models.Q(signed_off_by__isnull=False),
                name="a_sign_off_by_e_mail_has_its_signer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.round}"

    # Every warning ever raised about it; there only on figures that were read by `queries.loading`.
    asked: list[ValueWarning]
    # The officer's newest edit of its words, or None; there on the same figures.
    edited: EditedWords | None
    # How its sign-off was given by e-mail, or None; there on the same figures.
    emailed: EmailedSignOff | None

    @property
    def warnings_now(self) -> list[ValueWarning]:
        """The warnings about the value as it is now."""
        return [warning for warning in self.asked if warning.returned_value_id == self.value_id]

    @property
    def name(self) -> str:
        """EXC01, Havering"""
        return f"{self.terms['indicator_ref']}, {self.terms['council'] or 'whole partnership'}"

    @property
    def edit_now(self) -> EditedWords | None:
        """The officer's edit of the words as they are now; new words from their author end it."""
        edit = self.edited
        return edit if edit is not None and edit.report_id == self.words_id else None

    @property
    def published_words(self) -> tuple[str, str]:
        """Reasons and back on track as they are published: the author's, or as the officer edited them."""
        words = self.edit_now or self.words
        return ("", "") if words is None else (words.reasons, words.back_on_track)

    @property
    def override_now(self) -> RatingOverride | None:
        """The override of the value as it is now."""
        override = self.override
        return override if override is not None and override.returned_value_id == self.value_id else None

    @property
    def is_exception(self) -> bool:
        """Amber or red, for the joint committee or for the council: it wants an exception report."""
        return self.rating in EXCEPTIONS or self.beside.get("own", {}).get("rating") in EXCEPTIONS

    @property
    def is_returned(self) -> bool:
        """Whether a value was given, or why there is none; a note or a forecast alone is no return."""
        return self.value is not None and self.value.kind != "blank"
