"""A plan, its themes and actions, and every version of what was agreed of them."""

from __future__ import annotations

from django.db import models

from goldenthread.actions.models import Action
from goldenthread.committee.models import Committee, Decision, Delegation
from goldenthread.partnership.models import Council, Directorate, Service
from goldenthread.storage.models import NeverChanges


class Plan(models.Model):
    """An Improvement Plan, a directorate's plan or a service's: one model serves them all."""

    class Kind(models.TextChoices):
        IMPROVEMENT = "improvement", "improvement plan"
        DIRECTORATE = "directorate", "directorate plan"
        SERVICE = "service", "service plan"

    class State(models.TextChoices):
        DRAFTED = "drafted", "drafted"
        AGREED_SUBJECT = "agreed-subject", "agreed subject to amendments"
        DELEGATED = "delegated", "delegated for finalisation"
        FINAL = "final", "final"

    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=200)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT)  # to which its progress is reported
    directorate = models.ForeignKey(Directorate, null=True, blank=True, on_delete=models.PROTECT)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT)
    first_year = models.PositiveSmallIntegerField()  # 2019 of the financial year 2019/20
    last_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=State, default=State.DRAFTED)
    # The resolution that agreed it, and the delegation under which it is or was finalised.
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    delegation = models.ForeignKey(Delegation, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    finalised_on = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)  # counts its changes, for two people at once

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(first_year__lte=models.F("last_year")), name="a_plan_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(state="drafted") | models.Q(decision__isnull=False),
                name="a_plan_is_agreed_by_a_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="improvement", directorate=None, service=None)
                | models.Q(kind="directorate", directorate__isnull=False, service=None)
                | models.Q(kind="service", directorate=None, service__isnull=False),
                name="a_plan_is_of_what_its_kind_says",
            ),
        )

    def __str__(self) -> str:
        return self.title


class PlanVersion(NeverChanges):
    """A plan as it stood when something was done with it: drafted, agreed, delegated, made final."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=Plan.State)
    on = models.DateField()
    words = models.TextField(blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()  # domain.plan_files.PlanRecord
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="one_version_of_a_plan_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"


class Amendment(models.Model):
    """What a plan was agreed subject to; settled one by one, each with how."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="amendments")
    place = models.PositiveSmallIntegerField()
    words = models.TextField()
    how = models.TextField(blank=True)  # what was done about it
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "place"), name="one_amendment_at_a_place"),
            models.CheckConstraint(
                condition=models.Q(how="", settled_on=None) | (~models.Q(how="") & models.Q(settled_on__isnull=False)),
                name="a_settled_amendment_says_how_and_when",
            ),
        )

    def __str__(self) -> str:
        return self.words


class Theme(models.Model):
    """What several actions of a plan have in common."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="themes")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "title"), name="a_theme_is_in_a_plan_once"),)

    def __str__(self) -> str:
        return self.title


class PlanAction(models.Model):
    """An action of a plan. What is promised by it is a row of `actions`: its words, its owner, its day now."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="actions")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="actions")
    ref = models.CharField(max_length=24)  # "1.2"
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="plan_action")
    source = models.CharField(max_length=300, blank=True)  # which resolution, recommendation or audit asked for it
    owner_name = models.CharField(max_length=120, blank=True)  # who holds the owner's post
    serves = models.ManyToManyField(Council, related_name="plan_actions")
    # Who reports its progress: those of the service or the directorate that does it; of neither, the officer.
    directorate = models.ForeignKey(Directorate, null=True, blank=True, on_delete=models.PROTECT)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "ref"), name="one_action_of_a_plan_of_a_ref"),)

    def __str__(self) -> str:
        return f"{self.plan.slug} {self.ref}"


class ActionVersion(NeverChanges):
    """What was agreed of an action: its baseline, frozen by the decision that agreed the plan, and each change."""

    BASELINE = "baseline"

    plan_action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()  # 0 the baseline, 1 the first change
    kind = models.CharField(max_length=20)  # "baseline", or of domain.plan_actions.ChangeKind
    terms = models.JSONField()  # domain.plan_actions.ActionTerms
    on = models.DateField()
    reason = models.TextField(blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_post = models.CharField(max_length=120, blank=True)
    merged_into = models.ForeignKey(PlanAction, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan_action", "number"), name="one_version_of_an_action_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(kind="baseline", number=0, decision__isnull=False)
                | (models.Q(number__gt=0) & ~models.Q(kind="baseline")),
                name="the_first_version_is_the_baseline_and_has_a_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="baseline")
                | (~models.Q(reason="") & (models.Q(decision__isnull=False) | ~models.Q(by_post=""))),
                name="a_change_of_an_action_has_a_reason_and_an_authority",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=("defer", "resume", "remove", "merge", "close"))
                | models.Q(decision__isnull=False),
                name="an_action_is_deferred_or_ended_by_a_decision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_action}, {self.kind}"


class Dependency(models.Model):
    """An action that waits for another."""

    plan_action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="waits_for")
    needs = models.ForeignKey(PlanAction, on_delete=models.PROTECT, related_name="awaited_by")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan_action", "needs"), name="an_action_waits_for_another_once"),
            models.CheckConstraint(
                condition=~models.Q(plan_action=models.F("needs")), name="an_action_does_not_wait_for_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan_action} waits for {self.needs}"
