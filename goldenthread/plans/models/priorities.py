"""What each council seeks, in its own words and years, and what serves it."""

from __future__ import annotations

from django.db import models

from goldenthread.indicators.models import Indicator
from goldenthread.partnership.models import Council
from goldenthread.plans.models.plans import Plan, PlanAction
from goldenthread.plans.models.service_plans import ServicePlan


class CorporatePlan(models.Model):
    """A council's own plan for a span of years. It is the council's, so that no decision of ours agrees it."""

    slug = models.SlugField(max_length=60, unique=True)
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="corporate_plans")
    title = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField()  # 2019 of the financial year 2019/20
    last_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=400, blank=True)  # where its words were published
    illustrative = models.BooleanField(default=False)
    changed_on = models.DateField()  # when it was entered, or its priorities last changed: plans are reviewed then
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="a_corporate_plan_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Priority(models.Model):
    """What a council seeks, as its corporate plan words it, with the outcome that it hopes for."""

    corporate_plan = models.ForeignKey(CorporatePlan, on_delete=models.PROTECT, related_name="priorities")
    place = models.PositiveSmallIntegerField()
    ref = models.CharField(max_length=24)  # "1", "2.1"; its own within the corporate plan
    title = models.CharField(max_length=200)
    outcome = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("corporate_plan", "ref"), name="one_priority_of_a_plan_of_a_ref"),
        )

    def __str__(self) -> str:
        return f"{self.corporate_plan.slug} {self.ref}"


class PriorityLink(models.Model):
    """One thing that serves a priority: a plan, an action, a service plan or an indicator."""

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="links")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="priority_links")
    plan_action = models.ForeignKey(
        PlanAction, null=True, blank=True, on_delete=models.PROTECT, related_name="priority_links"
    )
    service_plan = models.ForeignKey(
        ServicePlan, null=True, blank=True, on_delete=models.PROTECT, related_name="priority_links"
    )
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="priority_links"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(plan__isnull=False, plan_action=None, service_plan=None, indicator=None)
                | models.Q(plan=None, plan_action__isnull=False, service_plan=None, indicator=None)
                | models.Q(plan=None, plan_action=None, service_plan__isnull=False, indicator=None)
                | models.Q(plan=None, plan_action=None, service_plan=None, indicator__isnull=False),
                name="a_link_joins_a_priority_to_one_thing",
            ),
            models.UniqueConstraint(fields=("priority", "plan"), name="a_plan_serves_a_priority_once"),
            models.UniqueConstraint(fields=("priority", "plan_action"), name="an_action_serves_a_priority_once"),
            models.UniqueConstraint(fields=("priority", "service_plan"), name="a_service_plan_serves_a_priority_once"),
            models.UniqueConstraint(fields=("priority", "indicator"), name="an_indicator_serves_a_priority_once"),
        )

    def __str__(self) -> str:
        return f"{self.priority}: {self.plan or self.plan_action or self.service_plan or self.indicator}"


class OutcomeTag(models.Model):
    """What a priority or an indicator is about, in words that every council shares: `domain.outcome_tags`."""

    key = models.SlugField(max_length=60)
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="tags")
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="tags")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(priority__isnull=False, indicator=None)
                | models.Q(priority=None, indicator__isnull=False),
                name="a_tag_is_of_a_priority_or_of_an_indicator",
            ),
            models.UniqueConstraint(fields=("priority", "key"), name="a_priority_has_a_tag_once"),
            models.UniqueConstraint(fields=("indicator", "key"), name="an_indicator_has_a_tag_once"),
        )

    def __str__(self) -> str:
        return self.key
