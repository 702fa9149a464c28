"""What was published: documents and files as bytes, never edited."""

from __future__ import annotations

from django.db import models

from goldenthread.storage.models import NeverChanges


class Publication(NeverChanges):
    """One published document. A correction is a new publication that says what it replaces."""

    public_id = models.CharField(max_length=80, unique=True)  # "2019-20-q2-joint-committee-1"
    name = models.CharField(max_length=72)  # the document's own: "2019-20-q2-joint-committee"
    title = models.CharField(max_length=300)
    audience = models.CharField(max_length=80)  # "joint-committee"
    period = models.CharField(max_length=12)  # "2019-20 Q2"
    presented_to = models.CharField(max_length=200, blank=True)  # "oneSource Joint Committee, 7 February 2020"
    # Restricted documents are issued to named people and never released.
    restricted = models.BooleanField(default=False)
    illustrative_note = models.TextField(blank=True)  # the document's own
    made_from = models.CharField(max_length=120)  # "Q2 2019/20, version 1 of the figures"
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField()
    document = models.BinaryField()  # the document as canonical JSON
    document_sha256 = models.CharField(max_length=64)
    versions = models.JSONField()  # of the template, Typst, pikepdf and the fonts
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    replaces_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(replaces=None) | ~models.Q(replaces_because=""),
                name="a_publication_that_replaces_another_says_why",
            ),
            # Whatever comes after the first of its name replaces it, and so says why.
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(replaces=None), name="a_document_is_first_published_once"
            ),
        )

    def __str__(self) -> str:
        return self.public_id


class Origin(NeverChanges):
    """What a publication was made from, as data: `made_from` says it in words. One without is of nobody knows what."""

    class Kind(models.TextChoices):
        FREEZE = "freeze", "a freeze of its quarter"
        CLOSE = "close", "a close of its year"
        REGISTER = "register", "the register as it stood"
        DRAFT = "draft", "a round that was not frozen"
        PLAN = "plan", "a plan's quarter, as it was closed"
        REQUEST = "request", "a request, as it was decided"

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="origin")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveIntegerField(null=True, blank=True)  # of the freeze, or of the close
    chosen = models.BooleanField(default=False)  # an older version was asked for by its number
    # Everything that was known to be withheld of figures (domain.snapshot.WithheldFigure); empty: that was not kept.
    withheld = models.JSONField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)  # the meeting that it is for, where one was set

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind__in=("freeze", "close")) | models.Q(number__isnull=False),
                name="an_origin_that_is_numbered_says_its_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.kind} {self.number or ''}".strip()


class PublishedFile(NeverChanges):
    """One file of a publication."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()
    size = models.PositiveBigIntegerField()  # of the content, in bytes: lists never read the content itself
    sha256 = models.CharField(max_length=64)
    style_sha256 = models.CharField(max_length=60, blank=True)  # of the page's one style block

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("publication", "name"), name="one_file_of_a_name_in_a_publication"),
        )

    def __str__(self) -> str:
        return self.name


class Release(NeverChanges):
    """A publication was made public: from here on anybody may read it."""

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="release")
    released_at = models.DateTimeField()
    released_by = models.BigIntegerField()
    because = models.TextField(blank=True)  # why less than the clear days are left, or what a correction said

    def __str__(self) -> str:
        return str(self.publication)


class Issue(NeverChanges):
    """A restricted publication was given to a named person."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="issues")
    person = models.BigIntegerField()
    post = models.CharField(max_length=120)  # as it was then
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("publication", "person"), name="a_publication_is_issued_to_a_person_once"),
        )

    def __str__(self) -> str:
        return f"{self.publication}, {self.post}"
