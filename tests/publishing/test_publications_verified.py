"""Verifying: stored and downloaded bytes against their checksums and against a rendering anew."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict

import pytest

from goldenthread.publishing.models import Publication, PublishedFile
from goldenthread.publishing.queries import PublicationUnknown, stored_publication
from goldenthread.publishing.rendering import render_all, versions
from goldenthread.publishing.verification import FolderUnreadable, verify_folder, verify_publication
from goldenthread.storage.triggers import install_triggers, remove_triggers
from tests.publishing.small import make_document
from tests.publishing.test_publications import FIRST, publish

NAME = "2019-20-q2-joint-committee"
FILES = [f"{NAME}.{kind}" for kind in ("pdf", "html", "odt", "docx", "ods", "xlsx", "csv", "json")]


@pytest.fixture(scope="module")
def rendered():
    return render_all(make_document())


@pytest.fixture
def folder(rendered, tmp_path):
    for file in rendered:
        (tmp_path / file.name).write_bytes(file.content)
    return tmp_path


def wrong(found):
    """What is wrong with each file, in order."""
    said = defaultdict(list)
    for finding in found.findings:
        if not finding.is_right:
            said[finding.name].append(finding.words)
    return {name: "; ".join(words) for name, words in said.items()}


def tamper(rows, **changes):
    """Changes stored rows past the database's own refusal, as somebody with its file could."""
    remove_triggers()
    try:
        rows.update(**changes)
    finally:
        install_triggers()


def test_a_publication_as_stored_is_right_and_renders_byte_for_byte(officer):
    publish(by=officer)

    found = verify_publication(stored_publication(FIRST))

    assert found.is_right
    assert found.rendered_anew
    again = [f.name for f in found.findings if f.words == "byte for byte the same when rendered anew"]
    assert again == [*FILES, "manifest.json"]


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_changed_file_is_found_and_named(officer, name):
    publish(by=officer)
    tamper(PublishedFile.objects.filter(name=name), content=b"changed")

    found = verify_publication(stored_publication(FIRST))

    assert set(wrong(found)) == {name}
    assert "changed since it was published" in wrong(found)[name]


def test_a_changed_file_with_its_checksum_changed_too_is_found(officer):
    publish(by=officer)
    forged = PublishedFile.objects.get(name=f"{NAME}.csv")
    content = bytes(forged.content).replace(b"96.2", b"99.9")
    tamper(PublishedFile.objects.filter(pk=forged.pk), content=content, sha256=hashlib.sha256(content).hexdigest())

    found = verify_publication(stored_publication(FIRST))

    assert wrong(found) == {
        f"{NAME}.csv": "changed: it is not the file that manifest.json lists; "
        "different when rendered anew from the document"
    }


def test_a_changed_document_is_found(officer):
    publish(by=officer)
    document = bytes(Publication.objects.get().document).replace(b"green", b"amber")
    tamper(Publication.objects.all(), document=document)

    assert "document" in wrong(verify_publication(stored_publication(FIRST)))


def test_other_versions_are_named_and_nothing_is_rendered(officer):
    publish(by=officer)
    tamper(Publication.objects.all(), versions={**versions(), "typst": "0.13.0"})

    found = verify_publication(stored_publication(FIRST))

    assert found.is_right
    assert not found.rendered_anew
    assert found.differing == (("typst", "0.13.0", versions()["typst"]),)


@pytest.mark.django_db
def test_what_was_never_published_is_refused():
    with pytest.raises(PublicationUnknown, match="'nothing-1'"):
        verify_publication(stored_publication("nothing-1"))


# --- folders --------------------------------------------------------------------------------------------------------


def test_a_downloaded_folder_is_right_without_a_database(folder):
    found = verify_folder(folder)

    assert found.is_right
    assert found.rendered_anew


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_in_a_folder_is_found_and_named(folder, name):
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")

    assert set(wrong(verify_folder(folder))) == {name}


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_in_a_folder_is_found_and_named(folder, name):
    (folder / name).unlink()

    assert "missing" in wrong(verify_folder(folder))[name]


def test_a_changed_file_and_a_manifest_changed_to_fit_are_found_by_rendering(folder):
    content = (folder / f"{NAME}.csv").read_bytes().replace(b"96.2", b"99.9")
    (folder / f"{NAME}.csv").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text())
    next(e for e in manifest["files"] if e["name"] == f"{NAME}.csv")["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))

    assert wrong(verify_folder(folder)) == {
        f"{NAME}.csv": "different when rendered anew from the document",
        "manifest.json": "different when rendered anew from the document",
    }


def test_a_folders_document_of_another_pack_is_found(folder):
    other = next(f for f in render_all(make_document(words="Other.")) if f.name.endswith(".json"))
    (folder / other.name).write_bytes(other.content)

    assert "not the document that the manifest was made from" in wrong(verify_folder(folder))[f"{NAME}.json"]


def test_a_file_that_is_no_part_of_the_pack_is_told_and_is_no_fault(folder):
    (folder / "notes.txt").write_text("mine")

    found = verify_folder(folder)

    assert found.is_right
    assert [finding.words for finding in found.findings if finding.name == "notes.txt"] == [
        "no part of the pack: manifest.json does not list it"
    ]


def test_a_folder_without_a_manifest_is_refused(tmp_path):
    with pytest.raises(FolderUnreadable, match=re.escape("holds no manifest.json")):
        verify_folder(tmp_path)


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"schema": "x", "document": {}, "files": [1], "versions": {}}'])
def test_a_manifest_that_cannot_be_read_is_refused(folder, manifest):
    (folder / "manifest.json").write_text(manifest)

    with pytest.raises(FolderUnreadable, match="not a manifest"):
        verify_folder(folder)


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_says_that_a_publication_is_unchanged(command, officer):
    publish(by=officer)

    outcome = command("verify", FIRST)

    assert outcome.status == 0
    assert outcome.out.endswith(f"{FIRST}: unchanged\n")


def test_the_command_names_what_was_changed_and_fails(command, folder):
    (folder / f"{NAME}.pdf").write_bytes(b"changed")

    outcome = command("verify", folder)

    assert outcome.status == 1
    assert f"WRONG  {NAME}.pdf: changed: it is not the file that manifest.json lists" in outcome.err


def test_the_command_prints_json(command, folder):
    outcome = command("verify", folder, "--json")

    assert json.loads(outcome.out)["right"] is True


def test_the_command_refuses_an_unknown_id(command):
    outcome = command("verify", "nothing-1")

    assert (outcome.status, outcome.out) == (1, "")
    assert "Nothing was published under the id 'nothing-1'" in outcome.err
