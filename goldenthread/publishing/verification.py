"""Whether published bytes are still what was published, and come out again byte for byte.

A publication is checked against its own SHA-256s and rendered anew; a downloaded folder is checked by its manifest.
Where the template, Typst, pikepdf or the fonts have changed since, the same bytes cannot be expected: then it is said
which differ, and that is no fault.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goldenthread.domain.problems import Refused
from goldenthread.publishing.canonical import DocumentUnreadable, read_document
from goldenthread.publishing.checks import DocumentRefused
from goldenthread.publishing.gate import GateRefused
from goldenthread.publishing.queries import StoredPublication
from goldenthread.publishing.rendering import MANIFEST, MANIFEST_SCHEMA, render_all, versions
from goldenthread.publishing.typeset import TypesettingRefused


class FolderUnreadable(Refused):
    """The folder holds no manifest that can be checked by."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was checked. `name` is the file, or "document"; `words` say how it stands: "as published"."""

    name: str
    is_right: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class Verification:
    """Everything that was checked of a publication or a folder.

    `differing` names what has other versions now than at publication, as (what, then, now); where it is not empty,
    nothing was rendered anew.
    """

    subject: str
    findings: tuple[Finding, ...]
    rendered_anew: bool
    differing: tuple[tuple[str, str, str], ...]

    @property
    def is_right(self) -> bool:
        return all(finding.is_right for finding in self.findings)


def verify_publication(stored: StoredPublication) -> Verification:
    """Stored bytes against their SHA-256, the manifest, and a rendering anew."""
    files = {file.name: file.content for file in stored.files}
    hashes = {file.name: file.sha256 for file in stored.files}
    findings = [
        _hash_finding("document", content=stored.document, expected=stored.document_sha256),
        *(_hash_finding(name, content=content, expected=hashes[name]) for name, content in files.items()),
        *_manifest_findings(files),
    ]
    for name, content in files.items():
        if name.endswith(".json") and name != MANIFEST:
            findings += _document_findings(
                name, content=content, expected=stored.document_sha256, of="is stored beside it"
            )
    return _with_rendering(stored.public_id, findings, files=files, document=stored.document, then=stored.versions)


def verify_folder(folder: Path) -> Verification:
    """A downloaded pack against its manifest, and against a rendering anew of the document that lies in it."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    manifest = _read_manifest(files, folder=folder)
    name = f"{manifest['document']['name']}.json"
    document = files.get(name, b"")
    findings = list(_manifest_findings(files))
    if name in files:
        expected = manifest["document"]["sha256"]
        findings += _document_findings(name, content=document, expected=expected, of="the manifest was made from")
    return _with_rendering(str(folder), findings, files=files, document=document, then=manifest["versions"])


def _read_manifest(files: Mapping[str, bytes], *, folder: Path) -> dict[str, Any]:
    if MANIFEST not in files:
        raise FolderUnreadable(f"{folder} holds no {MANIFEST}, by which a downloaded pack is checked.")
    manifest = _parsed(files[MANIFEST])
    if manifest is None:
        raise FolderUnreadable(f"{folder / MANIFEST} is not a manifest that this version can read; was it changed?")
    return manifest


def _parsed(content: bytes) -> dict[str, Any] | None:
    """The manifest, where it has the shape of one."""
    try:
        manifest = json.loads(content)
    except ValueError:
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


def _manifest_findings(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Each file that the manifest lists, and each that it does not."""
    manifest = _parsed(files.get(MANIFEST, b""))
    if manifest is None:
        yield _wrong(MANIFEST, "missing, or not a manifest that can be read")
        return
    listed = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    for name, expected in listed.items():
        if name not in files:
            yield _wrong(name, f"missing, though {MANIFEST} lists it")
        elif hashlib.sha256(files[name]).hexdigest() == expected:
            yield _right(name, f"as {MANIFEST} lists it")
        else:
            yield _wrong(name, f"changed: it is not the file that {MANIFEST} lists")
    for name in files.keys() - listed.keys() - {MANIFEST}:
        yield _right(name, f"no part of the pack: {MANIFEST} does not list it")


def _document_findings(name: str, *, content: bytes, expected: str, of: str) -> Iterator[Finding]:
    """The JSON among the files is the very document that the others were made from."""
    if hashlib.sha256(content).hexdigest() != expected:
        yield _wrong(name, f"not the document that {of}")


def _right(name: str, words: str) -> Finding:
    return Finding(name=name, is_right=True, words=words)


def _wrong(name: str, words: str) -> Finding:
    return Finding(name=name, is_right=False, words=words)


def _with_rendering(
    subject: str, findings: list[Finding], *, files: Mapping[str, bytes], document: bytes, then: Mapping[str, Any]
) -> Verification:
    now = versions()
    differing = tuple(
        (what, str(then.get(what, "not known")), now.get(what, "not known"))
        for what in sorted(then.keys() | now.keys())
        if then.get(what) != now.get(what)
    )
    if not differing:
        findings = [*findings, *_rendering_findings(files, document=document)]
    return Verification(subject=subject, findings=tuple(findings), rendered_anew=not differing, differing=differing)


def _rendering_findings(files: Mapping[str, bytes], *, document: bytes) -> Iterator[Finding]:
    try:
        rendered = render_all(read_document(document))
    except (DocumentUnreadable, DocumentRefused, TypesettingRefused, GateRefused) as error:
        yield _wrong("document", f"cannot be rendered anew: {str(error).splitlines()[0]}")
        return
    for file in rendered:
        if file.name not in files:
            yield _wrong(file.name, "rendered anew from the document, and missing")
        elif files[file.name] == file.content:
            yield _right(file.name, "byte for byte the same when rendered anew")
        else:
            yield _wrong(file.name, "different when rendered anew from the document")
