"""What the public record is searched by: every open title, paper and minute, in stems of its words."""

from __future__ import annotations

from django.db import models

from goldenthread.committee.models.agenda import AgendaItem, Paper


class SearchEntry(models.Model):
    """One thing that can be found: an item with its minute and decisions, or a paper. Nothing exempt has one."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="search_entries")
    paper = models.OneToOneField(Paper, null=True, blank=True, on_delete=models.CASCADE, related_name="search_entry")
    day = models.DateField(db_index=True)  # of the meeting: results come by date
    text = models.TextField()  # what was found in, for the words around

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("item",), condition=models.Q(paper=None), name="one_search_entry_of_an_item"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day}: {self.text[:60]}"


class SearchTerm(models.Model):
    """A stem that an entry holds: "improv" of "improvement". A plain column, the same on every database."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="terms", db_index=False)
    term = models.CharField(max_length=40)
    day = models.DateField()  # the entry's, so that the newest of a common word are found without the rest

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "term"), name="a_term_of_an_entry_once"),)
        indexes = (models.Index(fields=("term", "-day", "-entry"), name="search_terms_newest_first"),)

    def __str__(self) -> str:
        return self.term
