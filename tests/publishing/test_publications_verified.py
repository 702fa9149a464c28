"""Verifying: stored and downloaded bytes against their checksums and against a rendering anew."""

from __future__ import annotations

import hashlib
import os
import re

import pytest

from goldenthread.publishing.document import SCHEMA
from goldenthread.publishing.models import Publication, PublishedFile
from goldenthread.publishing.queries import PublicationUnknown, stored_publication
from goldenthread.publishing.rendering import render_all, versions
from goldenthread.publishing.verification import FolderUnreadable, verify_folder, verify_publication
from tests.publishing.small import make_document
from tests.publishing.tampering import (
    DOCUMENT,
    FILES,
    NAME,
    NEED_TYPST,
    change_manifest,
    forge_table,
    list_as_it_is,
    tamper,
    unproved,
    wrong,
)
from tests.publishing.test_publications import FIRST, publish


def test_a_publication_as_stored_is_right_and_renders_byte_for_byte(officer):
    publish(by=officer)

    found = verify_publication(stored_publication(FIRST))

    assert found.is_right
    assert found.rendered_anew
    again = [f.name for f in found.findings if f.words == "byte for byte the same when made anew"]
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
        "different when made anew from the document"
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
    forge_table(folder)

    assert wrong(verify_folder(folder)) == {
        f"{NAME}.csv": "different when made anew from the document",
        "manifest.json": "different when made anew from the document",
    }


def test_a_folders_document_of_another_pack_is_found(folder):
    other = next(f for f in render_all(make_document(words="Other.")) if f.name.endswith(".json"))
    (folder / other.name).write_bytes(other.content)

    assert "not the document that the manifest was made from" in wrong(verify_folder(folder))[f"{NAME}.json"]


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "more/data.csv", "more/.hidden"])
def test_a_file_that_is_no_part_of_the_pack_is_foreign(folder, name):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("mine")

    assert wrong(verify_folder(folder)) == {name: "foreign: it is no part of the pack, manifest.json does not list it"}


def test_what_is_no_file_at_all_is_foreign_and_is_not_read(folder):
    os.mkfifo(folder / "pipe")
    (folder / "gone").symlink_to("nowhere")

    assert set(wrong(verify_folder(folder))) == {"gone", "pipe"}


def test_a_linked_folder_and_an_empty_one_are_foreign(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "other.csv").write_text("mine")
    (folder / "linked").symlink_to(elsewhere, target_is_directory=True)
    (folder / "empty" / "within").mkdir(parents=True)

    found = wrong(verify_folder(folder))

    assert set(found) == {"linked", "empty/within"}
    assert "foreign: a link" in found["linked"]
    assert "foreign: a folder with nothing to read in it, and no part of the pack" in found["empty/within"]


@pytest.mark.parametrize("name", [FILES[2], "manifest.json"])
def test_a_file_that_is_only_a_link_is_wrong(folder, tmp_path_factory, name):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / name
    (folder / name).rename(elsewhere)
    (folder / name).symlink_to(elsewhere)

    assert wrong(verify_folder(folder)) == {name: "a link to another place, and no file of this folder"}


@pytest.mark.parametrize("left_out", [[], FILES[:1], FILES[1:]])
def test_a_manifest_that_leaves_out_what_every_publication_has_is_wrong(folder, left_out):
    change_manifest(
        folder, lambda manifest: manifest.update(files=[e for e in manifest["files"] if e["name"] in left_out])
    )

    found = wrong(verify_folder(folder))

    assert set(found) == {"manifest.json", *FILES} - set(left_out)
    assert "manifest.json does not list it" in found[(set(FILES) - set(left_out)).pop()]


def test_a_manifest_that_lists_a_file_twice_is_wrong(folder):
    change_manifest(folder, lambda manifest: manifest["files"].append(manifest["files"][0]))

    assert "lists it twice" in wrong(verify_folder(folder))[FILES[0]]


def test_a_table_forged_together_with_its_checksum_is_found_though_typst_has_changed(folder):
    forge_table(folder)
    change_manifest(folder, lambda manifest: manifest["versions"].update(typst="0.13.0"))

    found = verify_folder(folder)

    assert wrong(found) == {f"{NAME}.csv": "different when made anew from the document"}
    assert found.differing == (("typst", "0.13.0", versions()["typst"]),)


def test_a_table_forged_together_with_its_checksum_is_not_called_proved_where_the_template_has_changed(folder):
    forge_table(folder)
    change_manifest(folder, lambda manifest: manifest["versions"].update(template="another"))

    found = verify_folder(folder)

    assert (found.is_right, found.is_proved) == (True, False)
    assert unproved(found) == {
        f"{NAME}.csv": "DIFFERS from what comes out of its document here; the template that it names is another",
        **dict.fromkeys(NEED_TYPST, "not made anew: template has changed since"),
    }


def test_only_what_is_typeset_and_the_manifest_need_typst_to_be_the_same(folder):
    change_manifest(folder, lambda manifest: manifest["versions"].update(typst="0.13.0", fonts="others"))

    found = verify_folder(folder)

    assert (found.is_right, found.is_proved) == (True, False)
    assert set(unproved(found)) == set(NEED_TYPST)
    same = {one.name for one in found.findings if one.words == "byte for byte the same when made anew"}
    assert same == set(FILES) - set(NEED_TYPST)


def test_a_workbook_forged_together_with_its_checksum_is_found_though_typst_has_changed(folder):
    (folder / f"{NAME}.ods").write_bytes(b"forged")
    list_as_it_is(folder, f"{NAME}.ods")
    change_manifest(folder, lambda manifest: manifest["versions"].update(typst="0.13.0"))

    assert wrong(verify_folder(folder)) == {f"{NAME}.ods": "different when made anew from the document"}


def test_a_workbook_need_not_be_the_same_when_what_packs_it_has_changed(folder):
    change_manifest(folder, lambda manifest: manifest["versions"].update(zlib="0.9"))

    found = verify_folder(folder)

    assert found.is_right
    assert {f"{NAME}.ods", f"{NAME}.xlsx"} <= set(unproved(found))


def test_a_publication_from_before_the_editable_files_is_right_and_not_proved(folder):
    for name in FILES[2:6]:
        (folder / name).unlink()
    change_manifest(
        folder, lambda manifest: manifest.update(files=[e for e in manifest["files"] if e["name"] not in FILES[2:6]])
    )
    change_manifest(folder, lambda manifest: [manifest["versions"].pop(what) for what in ("xlsxwriter", "zlib")])

    found = verify_folder(folder)

    assert (found.is_right, found.is_proved) == (True, False)


def test_a_document_that_this_version_cannot_read_is_not_called_proved(folder):
    content = (folder / DOCUMENT).read_bytes().replace(SCHEMA.encode(), b"goldenthread-report/0")
    (folder / DOCUMENT).write_bytes(content)
    change_manifest(folder, lambda manifest: manifest["versions"].update(schema="goldenthread-report/0"))
    change_manifest(folder, lambda manifest: manifest["document"].update(sha256=hashlib.sha256(content).hexdigest()))
    list_as_it_is(folder, DOCUMENT)

    found = verify_folder(folder)

    assert (found.is_right, found.is_proved) == (True, False)
    assert "this version reads" in unproved(found)["document"]


@pytest.mark.parametrize("name", ["manifest.json", DOCUMENT])
def test_brackets_nested_beyond_sense_are_found_and_stop_nothing(command, folder, name):
    (folder / name).write_text("[" * 20_000 + "]" * 20_000)

    outcome = command("verify", folder)

    assert outcome.status == 1
    assert name in outcome.err


def test_a_folder_without_a_manifest_is_refused(tmp_path):
    with pytest.raises(FolderUnreadable, match=re.escape("holds no manifest.json")):
        verify_folder(tmp_path)


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"schema": "x", "document": {}, "files": [1], "versions": {}}'])
def test_a_manifest_that_cannot_be_read_is_refused(folder, manifest):
    (folder / "manifest.json").write_text(manifest)

    with pytest.raises(FolderUnreadable, match="not a manifest"):
        verify_folder(folder)


# --- the command ----------------------------------------------------------------------------------------------------
