"""Reading attached files. Lists never read a content."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from goldenthread.attachments.models import Attachment


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """An attached file with its bytes."""

    name: str
    media_type: str
    content: bytes
    sha256: str


def kept_file(attachment_id: int) -> KeptFile | None:
    """The file; None where there is none. Who may have it, the caller has asked."""
    row = Attachment.objects.filter(pk=attachment_id).first()
    if row is None:
        return None
    return KeptFile(name=row.name, media_type=row.media_type, content=bytes(row.content), sha256=row.sha256)


def stored_checksums(told: Collection[str]) -> dict[str, str]:
    """Of these SHA-256, those under which a file is stored, each with that of its bytes as they are now."""
    rows = Attachment.objects.filter(sha256__in=set(told)).order_by("pk")
    return {row.sha256: hashlib.sha256(bytes(row.content)).hexdigest() for row in rows.iterator()}


def size_in_words(size: int) -> str:
    """ "12 KB", "3.4 MB"; under a thousand bytes "1 KB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1_000))} KB"
    return f"{size / 1_000_000:.1f} MB"
