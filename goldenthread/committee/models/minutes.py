"""What was minuted of each item, and what a later meeting corrected."""

from __future__ import annotations

from django.db import models

from goldenthread.committee.models.agenda import AgendaItem


class Minute(models.Model):
    """What was minuted of an item, beside its decisions. Once its meeting's minutes are signed it stands fast."""

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        AGREED = "agreed", "agreed as a correct record"
        SIGNED = "signed", "signed"

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minute")
    words = models.TextField(blank=True)
    exempt_words = models.TextField(blank=True)  # what was said while the public was excluded
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)

    def __str__(self) -> str:
        return f"Minute of {self.item}"


class Correction(models.Model):
    """What a later meeting corrected in a minute: minuted there, and shown against the original."""

    minute = models.ForeignKey(Minute, on_delete=models.PROTECT, related_name="corrections")
    minuted_under = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="corrections")
    before = models.TextField()
    after = models.TextField()

    def __str__(self) -> str:
        return f"“{self.before}” is “{self.after}”"
