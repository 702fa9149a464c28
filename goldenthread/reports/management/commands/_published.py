"""What commands print of files, and of what was published with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from goldenthread.publishing.queries import FileEntry


class WholeFile(Protocol):
    """A file with its bytes: rendered now, or as it is stored."""

    @property
    def name(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def sha256(self) -> str: ...


class Published(Protocol):
    """What was published, as its operation gives it."""

    public_id: str
    title: str
    document_sha256: str


def files_as_data(files: Iterable[WholeFile]) -> list[dict[str, str | int]]:
    """Each file by name, size and checksum."""
    return [{"name": file.name, "bytes": len(file.content), "sha256": file.sha256} for file in files]


def published_as_data(publication: Published, files: Iterable[FileEntry]) -> dict[str, Any]:
    """What was published, with each file by name, size and checksum."""
    return {
        "public_id": publication.public_id,
        "title": publication.title,
        "document_sha256": publication.document_sha256,
        "files": [{"name": file.name, "bytes": file.size, "sha256": file.sha256} for file in files],
    }


def published_in_lines(publication: Published, files: Iterable[FileEntry]) -> Iterator[str]:
    """What was published, where each file is, and that it is to be released."""
    yield f"Published as {publication.public_id}: {publication.title}"
    for file in files:
        yield f"  /publications/{publication.public_id}/{file.name}"
    yield f"It is public once it is released: goldenthread release {publication.public_id} --by EMAIL"
