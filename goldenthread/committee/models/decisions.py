"""What was decided."""

from __future__ import annotations

from django.db import models

from goldenthread.committee.models.agenda import AgendaItem


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

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("item", "number"), name="one_decision_of_a_number_under_an_item"),
        )

    def __str__(self) -> str:
        return self.reference
