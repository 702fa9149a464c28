"""Who and how much: staff and money by council and year, and who bears which share of a service's cost."""

from __future__ import annotations

from django.db import models

from goldenthread.committee.models import Decision
from goldenthread.partnership.models import Council, Service
from goldenthread.plans.models.plans import PlanAction
from goldenthread.plans.models.service_plans import ServicePlan
from goldenthread.storage.fields import ExactDecimalField
from goldenthread.storage.models import NeverChanges


class Resource(NeverChanges):
    """Staff and money of one council in one year, as they were agreed; the highest number is what holds now."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(max_length=7)  # "2019-20"
    number = models.PositiveIntegerField()
    staff = ExactDecimalField(null=True, blank=True)  # full-time equivalents
    money = ExactDecimalField(null=True, blank=True)  # pounds
    agreed_by = models.CharField(max_length=200)  # a post, or a body
    agreed_on = models.DateField()
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    class Meta:
        abstract = True


class ActionResource(Resource):
    """What an action has."""

    plan_action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="resources")

    class Meta(Resource.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("plan_action", "council", "year", "number"), name="one_resource_of_an_action_of_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_action}, {self.council}, {self.year}"


class ServicePlanResource(Resource):
    """A service's establishment and budget."""

    service_plan = models.ForeignKey(ServicePlan, on_delete=models.PROTECT, related_name="resources")

    class Meta(Resource.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("service_plan", "council", "year", "number"), name="one_resource_of_a_service_of_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.service_plan}, {self.council}"


class CostShare(NeverChanges):
    """The share of a service's cost in a year that one council bears; those of one number come to 100 together."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="cost_shares")
    year = models.CharField(max_length=7)
    number = models.PositiveIntegerField()  # the shares are worked out again once final budgets are known
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    percent = ExactDecimalField()
    source = models.CharField(max_length=400)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    illustrative = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("service", "year", "number", "council"), name="one_cost_share_of_a_council_of_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.service}, {self.year}: {self.council} {self.percent}%"


class StatedVariance(NeverChanges):
    """A variance against budget as it was reported, with the part of each council; in millions of pounds."""

    of = models.SlugField(max_length=50, blank=True)  # a service; "" of everything that is shared
    year = models.CharField(max_length=7)
    period = models.CharField(max_length=40)  # "outturn", "Period 9"
    number = models.PositiveIntegerField()
    total = ExactDecimalField()
    parts = models.JSONField()  # by the council's short name: the amount as text
    source = models.CharField(max_length=400)
    illustrative = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("of", "year", "period", "number"), name="one_variance_of_a_period_of_a_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.period}: {self.total}"
