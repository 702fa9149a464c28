"""Messages as .eml files in a folder, which any mail program opens: for development and the demonstration."""

from __future__ import annotations

import os
from pathlib import Path

from goldenthread.mail.transports import Parcel, Unreachable
from goldenthread.mail.transports.letters_by_mail import as_mail


class Folder:
    """A file for each message. Its name holds the reference, and a name is taken once."""

    name = "folder"

    def __init__(self, folder: Path, *, sender: str) -> None:
        self.where = f"to the folder {folder}"
        self._folder, self._sender = folder, sender

    def open(self) -> None:
        try:
            # A message may hold the link of an invitation: whoever else is on this machine reads none.
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Unreachable(f"{self._folder}: {error.strerror}.") from error

    def hand_over(self, parcel: Parcel) -> str:
        target = self._file(parcel)
        part = target.with_suffix(".part")
        content = as_mail(parcel, sender=self._sender).message().as_bytes()
        try:
            part.unlink(missing_ok=True)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise Unreachable(f"{target}: {error.strerror}.") from error
        return target.name

    def find(self, parcel: Parcel) -> str | None:
        target = self._file(parcel)
        return target.name if target.exists() else None

    def close(self) -> None:
        """There is nothing to let go of."""

    def _file(self, parcel: Parcel) -> Path:
        kind = parcel.kind.replace(" ", "-")
        return self._folder / f"{parcel.queued_at:%Y-%m-%d}-{kind}-{parcel.reference}.eml"
