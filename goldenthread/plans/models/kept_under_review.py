"""What keeps a plan under review: its risks, and its reviews."""

from __future__ import annotations

from django.db import models

from goldenthread.committee.models import Decision
from goldenthread.plans.models.plans import Plan, PlanAction
from goldenthread.storage.models import NeverChanges


class Risk(models.Model):
    """What could keep a plan, or one action of it, from its outcome."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="risks")
    plan_action = models.ForeignKey(PlanAction, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    ref = models.CharField(max_length=24)
    title = models.CharField(max_length=300)
    owner_post = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "ref"), name="one_risk_of_a_plan_of_a_ref"),)

    def __str__(self) -> str:
        return f"{self.plan.slug} {self.ref}"


class RiskScore(NeverChanges):
    """How a risk was scored on a day, and what is sought; likelihood times impact, each 1 to 5."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="scores")
    number = models.PositiveIntegerField()
    on = models.DateField()
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    sought_likelihood = models.PositiveSmallIntegerField()
    sought_impact = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)  # why it was scored so, or what is done about it
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("risk", "number"), name="one_score_of_a_risk_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(
                    likelihood__range=(1, 5),
                    impact__range=(1, 5),
                    sought_likelihood__range=(1, 5),
                    sought_impact__range=(1, 5),
                ),
                name="a_risk_is_scored_from_1_to_5",
            ),
        )

    def __str__(self) -> str:
        return f"{self.risk} on {self.on}"


class PlanReview(NeverChanges):
    """That a plan was reviewed: a year after it was agreed or last reviewed, or because a council's priorities
    changed; with the outcome, and who had the power to say so."""

    class Occasion(models.TextChoices):
        YEARLY = "yearly", "yearly"
        PRIORITIES = "priorities", "a council’s priorities changed"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveIntegerField()
    on = models.DateField()
    occasion = models.CharField(max_length=12, choices=Occasion)
    outcome = models.TextField()
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_post = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="one_review_of_a_plan_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(decision__isnull=False) | ~models.Q(by_post=""),
                name="a_review_of_a_plan_has_an_authority",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}, reviewed on {self.on}"
