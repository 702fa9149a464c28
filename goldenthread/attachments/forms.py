"""The box in which a file is chosen, and the file as the room takes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from goldenthread.attachments.kinds import KINDS, accepted, listed_endings
from goldenthread.attachments.looking import GivenFile


class AttachedField(forms.FileField):
    """One file of the kinds that may be attached; its content is looked into later, behind the guard."""

    def __init__(self, *, allowed: tuple[str, ...] = tuple(KINDS), **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput({"accept": accepted(allowed)}), allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> GivenFile | None:
        """The file; None where none was chosen. Of one that is too big no more is read than shows that it is."""
        file: UploadedFile[bytes] | None = super().clean(data, initial)
        if not file:
            return None
        most = most_bytes()
        size = int(file.size or 0)
        return GivenFile(name=file.name or "", content=b"" if size > most else file.read(), size=size)


def most_bytes() -> int:
    """The most bytes that an attached file may have."""
    most: int = settings.GOLDENTHREAD_ATTACHMENT_BYTES
    return most


def what_may_be_attached(allowed: tuple[str, ...] = tuple(KINDS)) -> str:
    """ "A file that ends in .pdf or .docx, of at most 10 MB."."""
    return f"A file that ends in {listed_endings(allowed)}, of at most {most_bytes() // 1_000_000} MB."
