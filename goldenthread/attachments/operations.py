"""Keeping files. Each room that takes one calls this within its own transaction, which says what it is attached to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goldenthread.attachments.looking import LookedOver
from goldenthread.attachments.models import Attachment


@transaction.atomic
def keep_files(files: Sequence[LookedOver], *, by: int, at: datetime) -> list[Attachment]:
    """The files as rows, in order. Bytes and row are one: neither is ever there without the other."""
    return [
        Attachment.objects.create(
            name=file.name,
            ending=file.kind.ending,
            media_type=file.kind.media_type,
            content=file.content,
            size=file.size,
            sha256=file.sha256,
            kept_by=by,
            kept_at=at,
        )
        for file in files
    ]
