"""Files that were attached, as they came."""

from __future__ import annotations

from django.db import models

from goldenthread.storage.models import NeverChanges


class Attachment(NeverChanges):
    """One attached file, byte for byte. What it is attached to, the room says that it was attached in."""

    name = models.CharField(max_length=120)  # as its sender called it, cleaned
    ending = models.CharField(max_length=8)  # "pdf": what it was found to be
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveBigIntegerField()  # of the content, in bytes: lists never read the content itself
    sha256 = models.CharField(max_length=64)
    kept_by = models.BigIntegerField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
