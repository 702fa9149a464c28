"""What was decided."""

from __future__ import annotations

from django.db import models

from goldenthread.committee.models.agenda import AgendaItem
from goldenthread.committee.models.bodies import Membership
from goldenthread.committee.models.minutes import Minute


class Decision(models.Model):
    """One resolution under an item: "1", "2", "3", "3 a)". What agreed rows point to.

    `reference` is public and stable: onesource-joint-committee/2019-04-05/15/3a.
    """

    class Verb(models.TextChoices):
        NOTED = "noted", "noted"
        AGREED = "agreed", "agreed"
        APPROVED = "approved", "approved"
        RESOLVED = "resolved", "resolved"
        RECEIVED = "received", "received"
        DELEGATED = "delegated", "delegated"
        DEFERRED = "deferred", "deferred"
        RECOMMENDED = "recommended", "recommended"
        AUTHORISED = "authorised", "authorised"
        REFERRED = "referred", "referred"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT)
    number = models.CharField(max_length=12)  # "3a"
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    verb = models.CharField(max_length=12, choices=Verb)
    text = models.TextField()
    reference = models.CharField(max_length=160, unique=True)
    moved_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="moved")
    seconded_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="seconded"
    )
    # Where members voted; None where nobody counted.
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=Minute.State, default=Minute.State.DRAFT)  # of its meeting's minutes
    reasons = models.TextField(blank=True)
    alternatives = models.TextField(blank=True)  # what was considered and rejected

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("item", "number"), name="one_decision_of_a_number_under_an_item"),
            models.CheckConstraint(
                condition=models.Q(votes_for=None, votes_against=None, abstentions=None)
                | models.Q(votes_for__isnull=False, votes_against__isnull=False, abstentions__isnull=False),
                name="votes_are_counted_whole_or_not_at_all",
            ),
        )

    def __str__(self) -> str:
        return self.reference
