"""What a service does for each council in a year, and what it promises them."""

from __future__ import annotations

from django.db import models

from goldenthread.committee.models import Decision
from goldenthread.indicators.models import Indicator, Measure
from goldenthread.partnership.models import Council, Service
from goldenthread.plans.models.plans import PlanAction
from goldenthread.storage.fields import ExactDecimalField
from goldenthread.storage.models import NeverChanges


class ServicePlan(models.Model):
    """A service's plan for a year. Its own actions, where it has any, are of a Plan of the kind service."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="service_plans")
    year = models.CharField(max_length=7)  # "2019-20"
    purpose = models.TextField()
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    illustrative = models.BooleanField(default=False)
    actions = models.ManyToManyField(PlanAction, related_name="service_plans")  # taken from the Improvement Plan
    indicators = models.ManyToManyField(Indicator, related_name="service_plans")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("service", "year"), name="one_service_plan_of_a_year"),)

    def __str__(self) -> str:
        return f"{self.service}, {self.year}"


class ServicePlanVersion(NeverChanges):
    """A service plan as it was written down at some time."""

    service_plan = models.ForeignKey(ServicePlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()  # domain.service_plans.ServicePlanRecord
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("service_plan", "number"), name="one_version_of_a_service_plan_of_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.service_plan}, version {self.number}"


class ProvidedToCouncil(models.Model):
    """What of a service is provided to one council, in words. Whether it is provided at all, `Provision` says."""

    service_plan = models.ForeignKey(ServicePlan, on_delete=models.PROTECT, related_name="provided")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("service_plan", "council"), name="what_is_provided_is_said_once"),
        )

    def __str__(self) -> str:
        return f"{self.service_plan} to {self.council}"


class ServiceLevel(models.Model):
    """A promise of a service to a council, tied to the measure that says whether it is kept."""

    class Direction(models.TextChoices):
        AT_LEAST = "at-least", "at least"
        AT_MOST = "at-most", "at most"

    service_plan = models.ForeignKey(ServicePlan, on_delete=models.PROTECT, related_name="levels")
    ref = models.CharField(max_length=24)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()  # "Staff are paid on the day"
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="service_levels")
    direction = models.CharField(max_length=8, choices=Direction)
    level = ExactDecimalField()
    when_missed = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("service_plan", "ref"), name="one_service_level_of_a_plan_of_a_ref"),
        )

    def __str__(self) -> str:
        return f"{self.service_plan} {self.ref}"
