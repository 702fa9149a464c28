"""What follows from a meeting: powers delegated, questions asked, and what somebody is to do."""

from __future__ import annotations

from django.db import models

from goldenthread.actions.models import Action
from goldenthread.committee.models.agenda import AgendaItem
from goldenthread.committee.models.bodies import Membership
from goldenthread.committee.models.decisions import Decision


class Delegation(models.Model):
    """A power that a decision gave to a post: for what, until when, on which conditions, and what became of it."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        DISCHARGED = "discharged", "discharged"
        REPORTED = "reported", "reported back"
        REVOKED = "revoked", "revoked"

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="delegation")
    to_post = models.CharField(max_length=120)  # "Interim Executive Director, oneSource"
    purpose = models.TextField()
    conditions = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)  # None: no limit in time was set
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided = models.TextField(blank=True)  # what the post decided
    discharged_on = models.DateField(null=True, blank=True)
    # None of one that was revoked: nobody wrote down the day, and it is told as revoked on every day.
    revoked_on = models.DateField(null=True, blank=True)
    reported_under = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations_reported"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state__in=("discharged", "reported"))
                | (models.Q(discharged_on__isnull=False) & ~models.Q(decided="")),
                name="a_discharged_delegation_says_what_was_decided_and_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="reported") | models.Q(reported_under__isnull=False),
                name="a_delegation_is_reported_under_an_item",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision} to {self.to_post}"


class Consultation(models.Model):
    """Whom a delegation asks to be consulted; they may name a nominee. Their view, once it was given."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="consultations")
    post = models.CharField(max_length=120)  # "Chief Executive of Newham"
    nominee = models.CharField(max_length=120, blank=True)
    nominee_named_on = models.DateField(null=True, blank=True)
    view = models.TextField(blank=True)
    consulted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("delegation", "post"), name="a_post_is_consulted_once_on_a_delegation"),
            models.CheckConstraint(
                condition=models.Q(nominee="", nominee_named_on=None)
                | (~models.Q(nominee="") & models.Q(nominee_named_on__isnull=False)),
                name="a_nominee_is_named_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.post


class Question(models.Model):
    """What a member asked, or asked for, under an item; and the answer, once there is one."""

    class Kind(models.TextChoices):
        QUESTION = "question", "question"
        REQUEST = "request", "request"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=8, choices=Kind)
    asked_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT)  # None: "Members"
    words = models.TextField()
    owner_post = models.CharField(max_length=120)  # who is to answer
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answer="", answered_on=None)
                | (~models.Q(answer="") & models.Q(answered_on__isnull=False)),
                name="an_answer_was_given_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def who_asked(self) -> str:
        """By name; "Members" where nobody is named."""
        return "Members" if self.asked_by is None else self.asked_by.name


class MatterArising(models.Model):
    """What somebody is to do after a resolution or a question; closed once it was reported to the committee."""

    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="matters_arising"
    )
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="matters_arising"
    )
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="matter_arising")
    reported_under = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="matters_arising_reported"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(decision__isnull=False, question=None)
                | models.Q(decision=None, question__isnull=False),
                name="a_matter_arises_from_a_decision_or_a_question",
            ),
        )

    def __str__(self) -> str:
        return str(self.action)
