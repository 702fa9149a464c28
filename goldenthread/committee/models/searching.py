"""What the public record is searched by: every open title, paper and minute, in stems of its words."""

from __future__ import annotations

from django.db import models

from goldenthread.attachments.models import Attachment
from goldenthread.committee.models.agenda import AgendaItem, Paper


class SearchEntry(models.Model):
    """One thing that can be found: an item with its minute and decisions, or a paper; as the public may read it.

    Of what is exempt there is the safe title, and no text.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="search_entries")
    paper = models.OneToOneField(Paper, null=True, blank=True, on_delete=models.CASCADE, related_name="search_entry")
    day = models.DateField()  # of the meeting
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)  # for the words around a hit
    # What the text was read of.
    file = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("item",), condition=models.Q(paper=None), name="one_search_entry_of_an_item"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.title}"


class SearchTerm(models.Model):
    """A stem that an entry holds: "improv" of "improvement". A plain column, the same on every database."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="terms", db_index=False)
    term = models.CharField(max_length=40)
    day = models.DateField()  # the entry's, so that the newest of a common word are found without the rest
    place = models.PositiveIntegerField(null=True)  # where the text has it first; None where only the title does

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "term"), name="a_term_of_an_entry_once"),)
        indexes = (models.Index(fields=("term", "-day", "-entry"), name="search_terms_newest_first"),)

    def __str__(self) -> str:
        return self.term
