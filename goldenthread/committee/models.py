"""Committees, meetings, agenda items and decisions."""

from __future__ import annotations

from django.db import models


class Committee(models.Model):
    """A body that decides: the joint committee of the partnership."""

    slug = models.SlugField(unique=True)  # "onesource-joint-committee"
    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """One meeting of a committee. Minute numbers run on from meeting to meeting."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT)
    date = models.DateField()
    venue = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("committee", "date"), name="one_meeting_of_a_committee_a_day"),)

    def __str__(self) -> str:
        return f"{self.committee}, {self.date}"


class AgendaItem(models.Model):
    """One item of a meeting's agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT)
    number = models.CharField(max_length=12)  # "47"
    title = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "number"), name="one_item_of_a_number_at_a_meeting"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


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
