"""Reading what was published. Lists never read a document or a file, whatever their size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from goldenthread.domain.problems import Refused
from goldenthread.publishing.models import Publication, PublishedFile


class PublicationUnknown(Refused):
    """Nothing was published under this id."""

    def __init__(self, public_id: str) -> None:
        self.public_id = public_id
        super().__init__(f"Nothing was published under the id {public_id!r}.")


@dataclass(frozen=True, kw_only=True)
class FileEntry:
    """One file of a publication, without its content. `size` is in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class PublicationEntry:
    """One publication in a list. `replaces` and `replaced_by` are public ids, or "" where there is none."""

    public_id: str
    name: str
    title: str
    audience: str
    period: str
    presented_to: str
    illustrative_note: str
    made_from: str
    published_at: datetime
    replaces: str
    replaces_because: str
    replaced_by: str
    replaced_because: str
    replaced_at: datetime | None
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A published file with its bytes. `style_sha256` allows the page's one style block."""

    name: str
    media_type: str
    content: bytes
    sha256: str
    style_sha256: str


@dataclass(frozen=True, kw_only=True)
class StoredPublication:
    """A publication whole, as it stands in the database: for checking it."""

    public_id: str
    title: str
    document: bytes
    document_sha256: str
    versions: Mapping[str, str]
    files: tuple[StoredFile, ...]


def publications() -> list[PublicationEntry]:
    """Everything published, newest first."""
    rows = Publication.objects.defer("document", "versions").order_by("-published_at", "-id")
    by_id = {row.pk: row for row in rows}
    replaced_by = {row.replaces_id: row for row in by_id.values() if row.replaces_id is not None}
    files = _files_without_content()
    return [
        _entry(
            row,
            replaces=None if row.replaces_id is None else by_id[row.replaces_id],
            replaced_by=replaced_by.get(row.pk),
            files=tuple(files[row.pk]),
        )
        for row in by_id.values()
    ]


def current_publication(name: str) -> str:
    """The public id of what stands under a document's name: published and not replaced; "" where there is nothing."""
    ids = Publication.objects.filter(name=name, replaced_by=None).order_by("id").values_list("public_id", flat=True)
    return next(iter(ids), "")


def last_published(period: str) -> tuple[str, datetime] | None:
    """The public id of what was published last of a period, "2019-20 Q2", and when; None where nothing was."""
    rows = Publication.objects.filter(period=period).order_by("-published_at", "-id")
    return rows.values_list("public_id", "published_at").first()


def published_files(public_id: str) -> tuple[FileEntry, ...]:
    """The files of a publication, in the order that they were made, without their content."""
    rows = PublishedFile.objects.filter(publication__public_id=public_id).order_by("id")
    return tuple(
        FileEntry(name=name, media_type=media_type, size=size, sha256=sha256)
        for name, media_type, size, sha256 in rows.values_list("name", "media_type", "size", "sha256")
    )


def published_file(*, public_id: str, name: str) -> StoredFile | None:
    """One file with its bytes, or None where there is no such file."""
    row = PublishedFile.objects.filter(publication__public_id=public_id, name=name).first()
    return None if row is None else _stored(row)


def file_fingerprint(*, public_id: str, name: str) -> str:
    """SHA-256 of a file without reading it; "" where there is no such file."""
    hashes = PublishedFile.objects.filter(publication__public_id=public_id, name=name).values_list("sha256", flat=True)
    return next(iter(hashes), "")


def stored_publication(public_id: str) -> StoredPublication:
    """A publication with all its bytes; raises PublicationUnknown."""
    row = Publication.objects.filter(public_id=public_id).first()
    if row is None:
        raise PublicationUnknown(public_id)
    return StoredPublication(
        public_id=row.public_id,
        title=row.title,
        document=bytes(row.document),
        document_sha256=row.document_sha256,
        versions=row.versions,
        files=tuple(_stored(file) for file in row.files.order_by("name")),
    )


def _files_without_content() -> dict[int, list[FileEntry]]:
    files: dict[int, list[FileEntry]] = defaultdict(list)
    rows = PublishedFile.objects.order_by("publication_id", "id")
    for publication_id, name, media_type, size, sha256 in rows.values_list(
        "publication_id", "name", "media_type", "size", "sha256"
    ):
        files[publication_id].append(FileEntry(name=name, media_type=media_type, size=size, sha256=sha256))
    return files


def _entry(
    row: Publication, *, replaces: Publication | None, replaced_by: Publication | None, files: tuple[FileEntry, ...]
) -> PublicationEntry:
    return PublicationEntry(
        public_id=row.public_id,
        name=row.name,
        title=row.title,
        audience=row.audience,
        period=row.period,
        presented_to=row.presented_to,
        illustrative_note=row.illustrative_note,
        made_from=row.made_from,
        published_at=row.published_at,
        replaces="" if replaces is None else replaces.public_id,
        replaces_because=row.replaces_because,
        replaced_by="" if replaced_by is None else replaced_by.public_id,
        replaced_because="" if replaced_by is None else replaced_by.replaces_because,
        replaced_at=None if replaced_by is None else replaced_by.published_at,
        files=files,
    )


def _stored(row: PublishedFile) -> StoredFile:
    return StoredFile(
        name=row.name,
        media_type=row.media_type,
        content=bytes(row.content),
        sha256=row.sha256,
        style_sha256=row.style_sha256,
    )
