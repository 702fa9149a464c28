"""Reading what was published. Lists never read a document or a file, whatever their size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from goldenthread.domain.problems import Refused
from goldenthread.publishing.canonical import read_document
from goldenthread.publishing.document import words_in
from goldenthread.publishing.models import Issue, Publication, PublishedFile, Release


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
    restricted: bool
    released_at: datetime | None
    released_because: str
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


@dataclass(frozen=True, kw_only=True)
class IssuedCopy:
    """A publication that was given to somebody, by the post that they held then."""

    post: str
    issued_at: datetime


@dataclass(frozen=True, kw_only=True)
class StandingPublication:
    """What stood under a document's name at a moment, with what had become of it by then and nothing later."""

    public_id: str
    title: str
    audience: str
    presented_to: str
    made_from: str
    published_at: datetime
    released_at: datetime | None
    issued: tuple[IssuedCopy, ...]
    document_sha256: str
    restricted: bool = False


def publications() -> list[PublicationEntry]:
    """Everything published or issued, newest first."""
    files = _files_without_content(PublishedFile.objects.all())
    return [_entry(row, files=files[row.pk]) for row in _rows().order_by("-published_at", "-id")]


def entries_of(found: QuerySet[Publication]) -> list[PublicationEntry]:
    """Publications of a query as a list shows them, newest first, without their files; one read."""
    rows = _rows().filter(pk__in=found.values("pk"))
    return [_entry(row, files=[]) for row in rows.order_by("-published_at", "-id")]


def publication_entry(public_id: str) -> PublicationEntry:
    """One publication, whatever became of it; raises PublicationUnknown."""
    row = _rows().filter(public_id=public_id).first()
    if row is None:
        raise PublicationUnknown(public_id)
    files = _files_without_content(PublishedFile.objects.filter(publication=row))
    return _entry(row, files=files[row.pk])


def publications_to_attach() -> tuple[tuple[int, str], ...]:
    """What may stand as a paper on an agenda, by its row: published, public or to be, and not replaced; the newest
    first."""
    rows = Publication.objects.filter(restricted=False, replaced_by=None).order_by("-published_at", "-pk")
    return tuple(
        (pk, f"{title} ({made}), {public_id}")
        for pk, title, made, public_id in rows.values_list("pk", "title", "made_from", "public_id")
    )


def released_publications() -> list[PublicationEntry]:
    """Everything that is public, what was released last first; of what is not public yet nothing is told."""
    files = _files_without_content(PublishedFile.objects.filter(publication__release__isnull=False))
    rows = _rows().filter(release__isnull=False).order_by("-release__released_at", "-id")
    links = _Links()
    return [_entry_for_the_public(row, files=files[row.pk], links=links) for row in rows]


_WITHOUT_BYTES = [
    f"{row}{name}" for row in ("", "replaces__", "replaced_by__") for name in ("document", "versions")
]  # fmt: skip


def released_ids(public_ids: Collection[str]) -> frozenset[str]:
    """Which of these publications everybody may read; in one read."""
    found = Release.objects.filter(publication__public_id__in=public_ids)
    return frozenset(found.values_list("publication__public_id", flat=True))


def _rows() -> QuerySet[Publication]:
    found = Publication.objects.select_related("release", "replaces__release", "replaced_by__release")
    return found.defer(*_WITHOUT_BYTES)


def current_publication(name: str) -> str:
    """The public id of what stands under a document's name: published and not replaced; "" where there is nothing."""
    ids = Publication.objects.filter(name=name, replaced_by=None).order_by("id").values_list("public_id", flat=True)
    return next(iter(ids), "")


def publication_made_from(public_id: str) -> str:
    """What a publication says it was made from; "" where there is none of this id."""
    rows = Publication.objects.filter(public_id=public_id).values_list("made_from", flat=True)
    return next(iter(rows), "")


def last_published(period: str, *, made_from: str = "", and_later: bool = False) -> tuple[str, datetime] | None:
    """The public id of what was published last of a period, "2019-20 Q2", and when; None where nothing was.

    `made_from` asks only for what says that it was made from something that begins so; `and_later` asks for what was
    published of the quarters and years that follow, too.
    """
    of_period = {"period__gte" if and_later else "period": period}
    rows = Publication.objects.filter(**of_period, made_from__startswith=made_from).order_by("-published_at", "-id")
    return rows.values_list("public_id", "published_at").first()


def published_files(public_id: str) -> tuple[FileEntry, ...]:
    """The files of a publication, in the order that they were made, without their content."""
    rows = PublishedFile.objects.filter(publication__public_id=public_id).order_by("id")
    return tuple(
        FileEntry(name=name, media_type=media_type, size=size, sha256=sha256)
        for name, media_type, size, sha256 in rows.values_list("name", "media_type", "size", "sha256")
    )


def released_file(*, public_id: str, name: str) -> StoredFile | None:
    """One file that anybody may read, with its bytes; None for what is not public."""
    row = _released_files(public_id=public_id, name=name).first()
    return None if row is None else stored_of(row)


def released_fingerprint(*, public_id: str, name: str) -> str:
    """SHA-256 of a file that anybody may read, without reading it; "" for what is not public."""
    hashes = _released_files(public_id=public_id, name=name).values_list("sha256", flat=True)
    return next(iter(hashes), "")


def _released_files(*, public_id: str, name: str) -> QuerySet[PublishedFile]:
    return PublishedFile.objects.filter(
        publication__public_id=public_id, publication__release__isnull=False, name=name
    ).order_by("id")


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
        files=tuple(stored_of(file) for file in row.files.order_by("name")),
    )


def stored_document(public_id: str) -> bytes:
    """A publication's document as canonical JSON, without its files; raises PublicationUnknown."""
    found = Publication.objects.filter(public_id=public_id).values_list("document", flat=True)
    if not found:
        raise PublicationUnknown(public_id)
    return bytes(found[0])


def document_words(public_id: str) -> str:
    """Everything that a publication says, a line for each text; raises PublicationUnknown."""
    document = read_document(stored_document(public_id))
    said = (
        text for section in document.sections for block in section.blocks for text in words_in(block) if text.strip()
    )
    return "\n".join((document.title, *(section.title for section in document.sections), *said))


def document_called(typed: str) -> str:
    """The name of a document, typed as such or as the public id of any publication of it; raises PublicationUnknown."""
    found = Publication.objects.filter(Q(name=typed) | Q(public_id=typed)).order_by("id").values_list("name", flat=True)
    if not found:
        raise PublicationUnknown(typed)
    return found[0]


def publication_standing(name: str, *, at: datetime) -> StandingPublication | None:
    """What stood under the document's name at the moment; None where nothing was published by then."""
    rows = Publication.objects.defer("document", "versions").filter(name=name, published_at__lte=at)
    row = rows.order_by("-published_at", "-id").first()
    return None if row is None else _standing(row, at=at)


def publications_made_from(made_from: str, *, at: datetime, begins: bool = False) -> tuple[StandingPublication, ...]:
    """Everything published from one version of the figures by the moment, oldest first; or from all whose words begin
    so."""
    words = Q(made_from__startswith=made_from) if begins else Q(made_from=made_from)
    rows = Publication.objects.defer("document", "versions").filter(words, published_at__lte=at)
    return tuple(_standing(row, at=at) for row in rows.order_by("published_at", "id"))


def issues_of(public_id: str) -> tuple[IssuedCopy, ...]:
    """Who was given a restricted publication, by post, in order."""
    rows = Issue.objects.filter(publication__public_id=public_id).order_by("issued_at", "id")
    return tuple(IssuedCopy(post=one.post, issued_at=one.issued_at) for one in rows)


def _standing(row: Publication, *, at: datetime) -> StandingPublication:
    released = Release.objects.filter(publication=row, released_at__lte=at).first()
    issued = Issue.objects.filter(publication=row, issued_at__lte=at).order_by("issued_at", "id")
    return StandingPublication(
        public_id=row.public_id,
        title=row.title,
        audience=row.audience,
        presented_to=row.presented_to,
        made_from=row.made_from,
        published_at=row.published_at,
        released_at=None if released is None else released.released_at,
        issued=tuple(IssuedCopy(post=one.post, issued_at=one.issued_at) for one in issued),
        document_sha256=row.document_sha256,
        restricted=row.restricted,
    )


def _files_without_content(found: QuerySet[PublishedFile]) -> dict[int, list[FileEntry]]:
    files: dict[int, list[FileEntry]] = defaultdict(list)
    rows = found.order_by("publication_id", "id")
    for publication_id, name, media_type, size, sha256 in rows.values_list(
        "publication_id", "name", "media_type", "size", "sha256"
    ):
        files[publication_id].append(FileEntry(name=name, media_type=media_type, size=size, sha256=sha256))
    return files


class _Links:
    """Which publication replaces which, and when each was released; one read for all."""

    def __init__(self) -> None:
        rows = Publication.objects.select_related("release").defer("document", "versions").order_by("pk")
        self._kept = {row.pk: row for row in rows}
        self._later = {row.replaces_id: row.pk for row in self._kept.values() if row.replaces_id is not None}

    def earlier(self, pk: int) -> str:
        """The public id of the newest before it that is public; "" where none is."""
        before = self._kept[pk].replaces_id
        while before is not None and _release_of(self._kept[before]) is None:
            before = self._kept[before].replaces_id
        return "" if before is None else self._kept[before].public_id

    def later(self, pk: int) -> Publication | None:
        """The oldest after it that is public."""
        after = self._later.get(pk)
        while after is not None and _release_of(self._kept[after]) is None:
            after = self._later.get(after)
        return None if after is None else self._kept[after]


def _entry_for_the_public(row: Publication, *, files: list[FileEntry], links: _Links) -> PublicationEntry:
    """As `_entry`, from one public publication to the next: of one between them, that was never released, nothing."""
    entry = _entry(row, files=files)
    replaces, later = links.earlier(row.pk), links.later(row.pk)
    release = None if later is None else _release_of(later)
    return replace(
        entry,
        replaces=replaces,
        replaces_because=entry.replaces_because if replaces else "",
        replaced_by="" if later is None else later.public_id,
        replaced_because="" if later is None else later.replaces_because,
        replaced_at=None if release is None else release.released_at,
    )


def _release_of(row: Publication) -> Release | None:
    found: Release | None = getattr(row, "release", None)
    return found


def _entry(row: Publication, *, files: list[FileEntry]) -> PublicationEntry:
    replaces, released = row.replaces, _release_of(row)
    replaced_by: Publication | None = getattr(row, "replaced_by", None)
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
        restricted=row.restricted,
        released_at=None if released is None else released.released_at,
        released_because="" if released is None else released.because,
        replaces="" if replaces is None else replaces.public_id,
        replaces_because=row.replaces_because,
        replaced_by="" if replaced_by is None else replaced_by.public_id,
        replaced_because="" if replaced_by is None else replaced_by.replaces_because,
        replaced_at=None if replaced_by is None else replaced_by.published_at,
        files=tuple(files),
    )


def stored_of(row: PublishedFile) -> StoredFile:
    """A file's row as a frozen value."""
    return StoredFile(
        name=row.name,
        media_type=row.media_type,
        content=bytes(row.content),
        sha256=row.sha256,
        style_sha256=row.style_sha256,
    )
