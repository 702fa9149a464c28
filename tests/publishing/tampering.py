"""What the tests of verifying share: the names of a pack's files, and ways to tamper with them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict

from goldenthread.storage.triggers import install_triggers, remove_triggers

NAME = "2019-20-q2-joint-committee"
FILES = [f"{NAME}.{kind}" for kind in ("pdf", "html", "odt", "docx", "ods", "xlsx", "csv", "json")]
DOCUMENT = f"{NAME}.json"
NEED_TYPST = [f"{NAME}.pdf", f"{NAME}.odt", f"{NAME}.docx", "manifest.json"]


def wrong(found):
    """What is wrong with each file, in order."""
    said = defaultdict(list)
    for finding in found.findings:
        if not finding.is_right:
            said[finding.name].append(finding.words)
    return {name: "; ".join(words) for name, words in said.items()}


def unproved(found):
    """What was not found wrong, and not proved right either."""
    return {finding.name: finding.words for finding in found.findings if finding.is_right and not finding.is_proved}


def change_manifest(folder, change):
    manifest = json.loads((folder / "manifest.json").read_text())
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))


def list_as_it_is(folder, name):
    """The manifest lists the file with the checksum that it has now."""
    found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    change_manifest(
        folder, lambda manifest: next(e for e in manifest["files"] if e["name"] == name).update(sha256=found)
    )


def forge_table(folder):
    """The CSV says another figure, and the manifest agrees with it."""
    table = folder / f"{NAME}.csv"
    table.write_bytes(table.read_bytes().replace(b"96.2", b"99.9"))
    list_as_it_is(folder, table.name)


def tamper(rows, **changes):
    """Changes stored rows past the database's own refusal, as somebody with its file could."""
    remove_triggers()
    try:
        rows.update(**changes)
    finally:
        install_triggers()
