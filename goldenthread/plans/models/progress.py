"""How the actions of a plan stand, quarter by quarter."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.plans.models.plans import Plan, PlanAction
from goldenthread.storage.models import NeverChanges


class ProgressQuarter(models.Model):
    """A quarter of which progress is asked for every live action of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="quarters")
    period = models.CharField(max_length=10)  # "2019-20 Q3"
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "period"), name="progress_is_asked_once_a_quarter"),)

    def __str__(self) -> str:
        return f"{self.plan}, {self.period}"


class Progress(models.Model):
    """What the owner of an action said of a quarter; and that somebody else confirmed what is called done."""

    class Confidence(models.TextChoices):
        LIKELY = "likely", "likely"
        UNCERTAIN = "uncertain", "uncertain"
        UNLIKELY = "unlikely", "unlikely"

    quarter = models.ForeignKey(ProgressQuarter, on_delete=models.PROTECT, related_name="progress")
    plan_action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="progress")
    reported = models.JSONField()  # domain.plan_progress.ReportedProgress
    words = models.TextField()
    confidence = models.CharField(max_length=10, choices=Confidence)
    confidence_because = models.TextField(blank=True)
    reasons = models.TextField(blank=True)  # of what is behind
    remedy = models.TextField(blank=True)
    evidence = models.TextField(blank=True)  # where what is called done can be seen
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("quarter", "plan_action"), name="progress_of_an_action_once_a_quarter"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | (models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~models.Q(evidence="")),
                name="completion_is_confirmed_by_somebody_on_evidence",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("reported_by")),
                name="completion_is_confirmed_by_somebody_else",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_action}, {self.quarter.period}"


class ProgressFreeze(NeverChanges):
    """A quarter's progress as it stood when the quarter was closed: what a report is made from."""

    quarter = models.OneToOneField(ProgressQuarter, on_delete=models.PROTECT, related_name="freeze")
    content = models.JSONField()  # tuple of plans.progress snapshots
    frozen_at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.quarter}, frozen"
