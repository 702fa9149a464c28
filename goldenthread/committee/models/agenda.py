"""What meetings are about: matters, agenda items and papers."""

from __future__ import annotations

from django.db import models

from goldenthread.attachments.models import Attachment
from goldenthread.committee.models.bodies import Committee
from goldenthread.committee.models.meetings import Meeting
from goldenthread.publishing.models import Publication


class Access(models.TextChoices):
    """Who may read something of a meeting. Exempt is by Schedule 12A of the Local Government Act 1972."""

    OPEN = "open", "open"
    EXEMPT = "exempt", "exempt"
    CONFIDENTIAL = "confidential", "confidential"


class Restricted(models.Model):
    """Something that may be kept from the public; then it has a title that is safe to print, and the reason."""

    access = models.CharField(max_length=12, choices=Access, default=Access.OPEN)
    exempt_paragraphs = models.CharField(max_length=20, blank=True)  # "3,5" of Schedule 12A
    public_interest = models.TextField(blank=True)  # why keeping it outweighs telling it
    safe_title = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Matter(models.Model):
    """One subject that a committee follows from meeting to meeting, under an address that stays."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="matters")
    slug = models.SlugField(max_length=80)  # "improvement-plan"
    title = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("committee", "slug"), name="one_matter_of_a_name"),)

    def __str__(self) -> str:
        return self.title


class AgendaItem(Restricted):
    """One item of a meeting's agenda.

    `place` is where it stands on this agenda; `number` the running minute number, given when it is minuted and never
    given again; "" until then.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT)
    place = models.PositiveSmallIntegerField()  # 1, 2, 3 …
    number = models.CharField(max_length=12, blank=True)  # "47"
    title = models.CharField(max_length=300)
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    words = models.TextField(blank=True)  # what the agenda says of it
    urgent_because = models.TextField(blank=True)  # the chair's reason for taking what the agenda did not have

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "number"),
                condition=~models.Q(number=""),
                name="one_item_of_a_number_at_a_meeting",
            ),
            models.UniqueConstraint(fields=("meeting", "place"), name="one_item_in_a_place_of_an_agenda"),
        )

    def __str__(self) -> str:
        return f"{self.number or self.place} {self.title}"


class Paper(Restricted):
    """A paper of an item: a file held here, a publication of this product, or one known by type and size alone."""

    class Kind(models.TextChoices):
        REPORT = "report", "report"
        APPENDIX = "appendix", "appendix"
        SUPPLEMENTARY = "supplementary", "supplementary paper"
        TABLED = "tabled", "tabled at the meeting"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=Kind)
    title = models.CharField(max_length=300)
    type_name = models.CharField(max_length=12)  # "PDF", as published
    size_words = models.CharField(max_length=20, blank=True)  # "209 KB", as published, where the file is not held
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT)
    publication = models.ForeignKey(Publication, null=True, blank=True, on_delete=models.PROTECT)
    # The version of a report written here that the file was made of; it is read as a page too.
    report = models.ForeignKey("ReportVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    corrects_because = models.TextField(blank=True)  # what changed
    added_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("item", "place"), name="one_paper_in_a_place_of_an_item"),
            models.CheckConstraint(
                condition=models.Q(attachment=None) | models.Q(publication=None),
                name="a_paper_is_a_file_or_a_publication",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects=None) | ~models.Q(corrects_because=""),
                name="a_paper_that_corrects_another_says_what_changed",
            ),
        )

    def __str__(self) -> str:
        return self.title
