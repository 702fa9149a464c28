"""How the public page says what it lists: kinds of file, sizes, periods, moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath

from django.utils import timezone

from goldenthread.domain.days import day_words
from goldenthread.publishing.queries import FileEntry, PublicationEntry

_KINDS = {
    ".html": ("Web page", "HTML"),
    ".pdf": ("Document to print", "PDF"),
    ".odt": ("Report and exceptions, to edit", "ODT"),
    ".docx": ("Report and exceptions, to edit", "DOCX"),
    ".ods": ("Tables of the appendix", "ODS"),
    ".xlsx": ("Tables of the appendix", "XLSX"),
    ".csv": ("Every figure as a row", "CSV"),
    ".json": ("Whole report as data", "JSON"),
}
_MANIFEST = ("Checksums of the files", "JSON")
_READING_ORDER = [".html", ".pdf", ".odt", ".docx", ".ods", ".xlsx", ".csv", ".json"]


@dataclass(frozen=True, kw_only=True)
class ListedFile:
    """One file as the page offers it: "Document to print", "PDF", "413 KB"."""

    name: str
    words: str
    kind: str
    size: str


@dataclass(frozen=True, kw_only=True)
class ListedPublication:
    """One publication as the page lists it; every text is finished."""

    public_id: str
    title: str
    presented_to: str
    published: str
    made_from: str
    illustrative_note: str
    late_because: str
    replaces: str
    replaces_because: str
    replaced_by: str
    replaced_because: str
    replaced_on: str
    files: tuple[ListedFile, ...]


def listed_publication(entry: PublicationEntry) -> ListedPublication:
    """The entry in words."""
    return ListedPublication(
        public_id=entry.public_id,
        title=entry.title,
        presented_to=entry.presented_to,
        published=_moment_words(entry.released_at or entry.published_at),
        made_from=entry.made_from,
        illustrative_note=entry.illustrative_note,
        # A correction says why in its own notice.
        late_because="" if entry.replaces else entry.released_because,
        replaces=entry.replaces,
        replaces_because=entry.replaces_because,
        replaced_by=entry.replaced_by,
        replaced_because=entry.replaced_because,
        replaced_on="" if entry.replaced_at is None else day_words(timezone.localtime(entry.replaced_at).date()),
        files=tuple(_listed_file(file) for file in sorted(entry.files, key=_place_in_list)),
    )


def size_words(size: int) -> str:
    """ "413 KB" of 1,000 bytes each, "1.2 MB"; never 0 KB."""
    if size >= 999_500:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"


def today_in_words(day: date) -> str:
    """ "Monday 20 January 2020"."""
    return f"{day:%A} {day_words(day)}"


def _listed_file(file: FileEntry) -> ListedFile:
    words, kind = _kind_of(file.name)
    return ListedFile(name=file.name, words=words, kind=kind, size=size_words(file.size))


def _kind_of(name: str) -> tuple[str, str]:
    if name == "manifest.json":
        return _MANIFEST
    return _KINDS.get(PurePosixPath(name).suffix, ("File", PurePosixPath(name).suffix.lstrip(".").upper()))


def _place_in_list(file: FileEntry) -> tuple[bool, int, str]:
    suffix = PurePosixPath(file.name).suffix
    place = _READING_ORDER.index(suffix) if suffix in _READING_ORDER else len(_READING_ORDER)
    return file.name == "manifest.json", place, file.name


def _moment_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{day_words(local.date())} at {local:%H:%M}"
