"""What reports keep of their own: the officer's words beside the computed ones."""

from __future__ import annotations

from django.db import models

from goldenthread.accounts.models import User
from goldenthread.committee.models import Meeting, Paper
from goldenthread.storage.models import NeverChanges


class DraftedSection(NeverChanges):
    """Words that the officer wrote for a place of a document. Each version is a row; the newest is the one that counts,
    and an empty one takes the words out."""

    document = models.CharField(max_length=72)  # the document's name: "2019-20-q2-joint-committee"
    place = models.CharField(max_length=60)  # "introduction", "commentary:havering"
    number = models.PositiveIntegerField()  # the version, from 1
    words = models.TextField(blank=True)
    post = models.CharField(max_length=120)  # of the writer, as it was then
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("document", "place", "number"), name="a_version_of_drafted_words_is_written_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.document} {self.place} {self.number}: {self.words[:40]}"


class PassedFinding(NeverChanges):
    """A blocking finding about a paper that the clerk lets pass, and why: no check stops an agenda on its statutory
    day. It holds for the same finding of the same paper, however often it is looked at anew."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    check_name = models.CharField(max_length=60)  # "placeholder"
    found = models.CharField(max_length=400)  # where and what, as the finding said it
    because = models.TextField()
    passed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    passed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.check_name}: {self.found}"
