"""Whether published bytes are still what was published, and come out again byte for byte.

A publication is checked against its own SHA-256s; a downloaded folder by its manifest, which anybody with the folder
could have written anew, so more is asked: the files are made anew from the document and compared. CSV, HTML and JSON
need the same template for that, ODS and XLSX also the same packing, the others the same Typst, pikepdf and fonts.
Where those have changed since, it is said which, and nothing is called proved that was not.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenthread.domain.problems import Refused
from goldenthread.publishing.canonical import DocumentUnreadable, canonical_json, read_document
from goldenthread.publishing.checks import DocumentRefused, check_document
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.gate import GateRefused
from goldenthread.publishing.odf.sheets import ods_of
from goldenthread.publishing.queries import StoredPublication
from goldenthread.publishing.rendering import MANIFEST, MANIFEST_SCHEMA, render_all, versions
from goldenthread.publishing.screen import page_of
from goldenthread.publishing.tidy import tidy_csv
from goldenthread.publishing.typeset import TypesettingRefused
from goldenthread.publishing.xlsx import xlsx_of

_KINDS = (".pdf", ".html", ".csv", ".json")
# What is published since XlsxWriter is among the versions; an older publication has none of these.
_EDITABLE_KINDS = (".odt", ".docx", ".ods", ".xlsx")
# On these hangs how CSV, HTML and JSON look; the others are the PDF's and the office files'.
_OF_THE_TEMPLATE = frozenset({"schema", "template"})
_ANEW = "byte for byte the same when made anew"
_DIFFERS = "DIFFERS from what comes out of its document here"


class FolderUnreadable(Refused):
    """The folder holds no manifest that can be checked by."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was checked. `name` is the file, or "document"; `words` say how it stands: "as published".

    What is right and not proved was not found wrong, and could not be made anew either.
    """

    name: str
    is_right: bool
    is_proved: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class Verification:
    """Everything that was checked of a publication or a folder, and what that comes to in one sentence.

    `differing` names what has other versions now than at publication, as (what, then, now).
    """

    subject: str
    findings: tuple[Finding, ...]
    differing: tuple[tuple[str, str, str], ...]
    verdict: str

    @property
    def is_right(self) -> bool:
        return all(finding.is_right for finding in self.findings)

    @property
    def is_proved(self) -> bool:
        """Nothing is wrong, and every file came out of the document again byte for byte."""
        return all(finding.is_right and finding.is_proved for finding in self.findings)

    @property
    def rendered_anew(self) -> bool:
        """Every file was made anew, the PDF too."""
        return not self.differing


def verify_publication(stored: StoredPublication) -> Verification:
    """Stored bytes against their SHA-256, the manifest, and what is made anew."""
    files = {file.name: file.content for file in stored.files}
    hashes = {file.name: file.sha256 for file in stored.files}
    differing = _differing(stored.versions)
    findings = [
        _hash_finding("document", content=stored.document, expected=stored.document_sha256),
        *(_hash_finding(name, content=content, expected=hashes[name]) for name, content in files.items()),
        *_manifest_findings(files, manifest=_parsed(files.get(MANIFEST, b""))),
    ]
    for name, content in files.items():
        if name.endswith(".json") and name != MANIFEST:
            findings += _document_findings(
                name, content=content, expected=stored.document_sha256, of="is stored beside it"
            )
    findings += _made_anew(files, document=stored.document, differing=differing)
    return _verification(
        stored.public_id,
        findings,
        differing=differing,
        proved="unchanged",
        open_="every file is as it was stored; not proved that it comes out of its document byte for byte.",
    )


def verify_folder(folder: Path) -> Verification:
    """A downloaded pack against its manifest, and against what is made anew of the document that lies in it."""
    manifest = _read_manifest(folder)
    listed = {entry["name"] for entry in manifest["files"]} | _wanted(manifest) | {MANIFEST}
    found = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if _counts(path)}
    files = {name: path.read_bytes() for name, path in found.items() if name in listed and path.is_file()}
    name = f"{manifest['document']['name']}.json"
    differing = _differing(manifest["versions"])
    findings = [*_manifest_findings(files, manifest=manifest)]
    findings += [
        _wrong(foreign, f"foreign: {_what(found[foreign])} no part of the pack, {MANIFEST} does not list it")
        for foreign in found.keys() - files.keys()
    ]
    findings += [
        _wrong(linked, "a link to another place, and no file of this folder")
        for linked in files
        if found[linked].is_symlink()
    ]
    document = files.get(name)
    if document is not None:
        expected = manifest["document"]["sha256"]
        findings += _document_findings(name, content=document, expected=expected, of="the manifest was made from")
        findings += _made_anew(files, document=document, differing=differing)
    return _verification(
        str(folder),
        findings,
        differing=differing,
        proved=(
            "whole: every file is as its manifest lists it, and comes out of its document byte for byte. That this "
            "document is the one that was published is proved by its publisher's copy alone: compare its SHA-256, "
            f"{manifest['document']['sha256']}."
        ),
        open_=_not_proved([finding.name for finding in findings if finding.words.startswith(_DIFFERS)]),
    )


def _counts(path: Path) -> bool:
    """Whether a path is to be accounted for: a folder only where nothing in it is, or where it leads elsewhere."""
    if path.is_symlink() or not path.is_dir():
        return True
    try:
        return not any(path.iterdir())
    except OSError:
        return True


def _what(path: Path) -> str:
    if path.is_symlink():
        return "a link, and"
    return "a folder with nothing to read in it, and" if path.is_dir() else "it is"


def _not_proved(differing: list[str]) -> str:
    """What is to be said of a folder whose manifest names versions that are not here: anybody could have written so."""
    if not differing:
        return "agrees with its own manifest; not proved that it was so published."
    verb = "differs" if len(differing) == 1 else "differ"
    return (
        f"NOT PROVED: agrees with its own manifest, but {', '.join(sorted(differing))} {verb} from what comes out of "
        "its document here. Ask its publisher for the SHA-256 of what was published."
    )


def _verification(
    subject: str, findings: list[Finding], *, differing: tuple[tuple[str, str, str], ...], proved: str, open_: str
) -> Verification:
    if not all(finding.is_right for finding in findings):
        verdict = "CHANGED"
    else:
        verdict = proved if all(finding.is_proved for finding in findings) else open_
    return Verification(subject=subject, findings=tuple(findings), differing=differing, verdict=verdict)


def _differing(then: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    now = versions()
    return tuple(
        (what, str(then.get(what, "not known")), now.get(what, "not known"))
        for what in sorted(then.keys() | now.keys())
        if then.get(what) != now.get(what)
    )


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise FolderUnreadable(f"{folder} holds no {MANIFEST}, by which a downloaded pack is checked.")
    manifest = _parsed(path.read_bytes())
    if manifest is None:
        raise FolderUnreadable(f"{path} is not a manifest that this version can read; was it changed?")
    return manifest


def _parsed(content: bytes) -> dict[str, Any] | None:
    """The manifest, where it has the shape of one."""
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        return None
    shape: dict[str, type] = {"schema": str, "document": dict, "files": list, "versions": dict}
    if not isinstance(manifest, dict) or any(not isinstance(manifest.get(k), kind) for k, kind in shape.items()):
        return None
    entries = [(entry, ("name", "sha256")) for entry in manifest["files"]] + [
        (manifest["document"], ("name", "sha256"))
    ]
    sound = all(isinstance(e, dict) and all(isinstance(e.get(key), str) for key in keys) for e, keys in entries)
    return manifest if sound and manifest["schema"] == MANIFEST_SCHEMA else None


def _hash_finding(name: str, *, content: bytes, expected: str) -> Finding:
    found = hashlib.sha256(content).hexdigest()
    if found == expected:
        return _right(name, "as published")
    return _wrong(name, f"changed since it was published: its SHA-256 is {found}, and was {expected}")


def _manifest_findings(files: Mapping[str, bytes], *, manifest: dict[str, Any] | None) -> Iterator[Finding]:
    """Each file that the manifest lists, and each that it should."""
    if manifest is None:
        yield _wrong(MANIFEST, "missing, or not a manifest that can be read")
        return
    times = Counter(entry["name"] for entry in manifest["files"])
    listed = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    for name, expected in listed.items():
        if times[name] > 1:
            yield _wrong(name, f"{MANIFEST} lists it twice")
        elif name not in files:
            yield _wrong(name, f"missing, though {MANIFEST} lists it")
        elif hashlib.sha256(files[name]).hexdigest() == expected:
            yield _right(name, f"as {MANIFEST} lists it")
        else:
            yield _wrong(name, f"changed: it is not the file that {MANIFEST} lists")
    wanted = _wanted(manifest)
    for name in sorted(wanted - listed.keys()):
        yield _wrong(name, f"{MANIFEST} does not list it, and every publication has it")
    for name in sorted(listed.keys() - wanted):
        yield _wrong(name, f"{MANIFEST} lists it, and no publication has it")


def _wanted(manifest: dict[str, Any]) -> set[str]:
    """The names of what every publication has beside its manifest."""
    kinds = (*_KINDS, *_EDITABLE_KINDS) if "xlsxwriter" in manifest["versions"] else _KINDS
    return {f"{manifest['document']['name']}{kind}" for kind in kinds}


def _document_findings(name: str, *, content: bytes, expected: str, of: str) -> Iterator[Finding]:
    """The JSON among the files is the very document that the others were made from."""
    if hashlib.sha256(content).hexdigest() != expected:
        yield _wrong(name, f"not the document that {of}")


def _made_anew(
    files: Mapping[str, bytes], *, document: bytes, differing: tuple[tuple[str, str, str], ...]
) -> Iterator[Finding]:
    """Each file beside what comes out of the document now; and each that cannot be expected to be the same."""
    others = {what for what, _, _ in differing}
    is_same_template = not others & _OF_THE_TEMPLATE
    try:
        read = read_document(document)
        check_document(read)
        made = _all_files(read) if not others else _without_typesetting(read, others=others)
    except (DocumentUnreadable, DocumentRefused, TypesettingRefused, GateRefused, RecursionError) as error:
        words = f"cannot be made anew: {str(error).splitlines()[0]}"
        yield _wrong("document", words) if is_same_template else _open("document", words)
        return
    for name, content in made.items():
        if name not in files:
            yield _wrong(name, "comes out of the document, and is missing")
        elif files[name] == content:
            yield _right(name, _ANEW)
        elif is_same_template:
            yield _wrong(name, "different when made anew from the document")
        else:
            yield _open(name, f"{_DIFFERS}; the template that it names is another")
    for name in sorted(files.keys() - made.keys()):
        yield _open(name, f"not made anew: {', '.join(sorted(others))} {_HAVE[len(others) == 1]} changed since")


_HAVE = {True: "has", False: "have"}


def _all_files(document: ReportDocument) -> dict[str, bytes]:
    return {file.name: file.content for file in render_all(document)}


def _without_typesetting(document: ReportDocument, *, others: set[str]) -> dict[str, bytes]:
    """The files that need no typesetting, and nothing of what has changed but perhaps the template."""
    made = {
        f"{document.name}.html": page_of(document).content,
        f"{document.name}.csv": tidy_csv(document),
        f"{document.name}.json": canonical_json(document),
    }
    if "zlib" not in others:
        made[f"{document.name}.ods"] = ods_of(document)
    if not others & {"zlib", "xlsxwriter"}:
        made[f"{document.name}.xlsx"] = xlsx_of(document)
    return made


def _right(name: str, words: str) -> Finding:
    return Finding(name=name, is_right=True, is_proved=True, words=words)


def _open(name: str, words: str) -> Finding:
    return Finding(name=name, is_right=True, is_proved=False, words=words)


def _wrong(name: str, words: str) -> Finding:
    return Finding(name=name, is_right=False, is_proved=False, words=words)
