"""How pages offer a publication's files: what each is for, its kind, its size, its checksum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from goldenthread.publishing.queries import FileEntry

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
    """One file as a page offers it: "Document to print", "PDF", "413 KB"."""

    name: str
    words: str
    kind: str
    size: str
    sha256: str


def listed_files(files: Iterable[FileEntry]) -> tuple[ListedFile, ...]:
    """The files in the order in which people want them: what is read first, and the checksums last."""
    return tuple(_listed_file(file) for file in sorted(files, key=_place_in_list))


def size_words(size: int) -> str:
    """ "413 KB" of 1,000 bytes each, "1.2 MB"; never 0 KB."""
    if size >= 999_500:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"


def _listed_file(file: FileEntry) -> ListedFile:
    words, kind = _kind_of(file.name)
    return ListedFile(name=file.name, words=words, kind=kind, size=size_words(file.size), sha256=file.sha256)


def _kind_of(name: str) -> tuple[str, str]:
    if name == "manifest.json":
        return _MANIFEST
    return _KINDS.get(PurePosixPath(name).suffix, ("File", PurePosixPath(name).suffix.lstrip(".").upper()))


def _place_in_list(file: FileEntry) -> tuple[bool, int, str]:
    suffix = PurePosixPath(file.name).suffix
    place = _READING_ORDER.index(suffix) if suffix in _READING_ORDER else len(_READING_ORDER)
    return file.name == "manifest.json", place, file.name
