"""`verify` on the command line: what it says, and what its exit status means."""

from __future__ import annotations

import hashlib
import json

import pytest

from goldenthread.publishing.models import Publication
from goldenthread.publishing.rendering import versions
from tests.publishing.tampering import (
    DOCUMENT,
    NAME,
    change_manifest,
    forge_table,
    tamper,
)
from tests.publishing.test_publications import FIRST, publish


def test_the_command_says_that_a_publication_is_unchanged(command, officer):
    publish(by=officer)

    outcome = command("verify", FIRST)

    assert outcome.status == 0
    assert outcome.out.endswith(f"{FIRST}: unchanged\n")


def test_the_command_claims_no_more_of_a_folder_than_was_proved(command, folder):
    outcome = command("verify", folder)

    document = hashlib.sha256((folder / DOCUMENT).read_bytes()).hexdigest()
    assert outcome.status == 0
    assert outcome.out.endswith(
        f"{folder}: whole: every file is as its manifest lists it, and comes out of its document byte for byte. That "
        "this document is the one that was published is proved by its publisher's copy alone: compare its SHA-256, "
        f"{document}.\n"
    )


def test_the_command_says_what_is_not_proved_and_which_versions_differ(command, folder):
    change_manifest(folder, lambda manifest: manifest["versions"].update(template="another"))

    outcome = command("verify", folder)

    assert outcome.status == 1
    assert f"open   {NAME}.pdf: not made anew: template has changed since; as manifest.json lists it\n" in outcome.out
    assert f"  template: another at publication, {versions()['template']} now\n" in outcome.out
    assert outcome.out.endswith(f"{folder}: agrees with its own manifest; not proved that it was so published.\n")


def test_a_folder_that_switches_the_proof_off_is_said_to_differ_and_is_not_let_pass(command, folder):
    forge_table(folder)
    change_manifest(folder, lambda manifest: manifest["versions"].update(template="0"))

    outcome = command("verify", folder)

    assert outcome.status == 1
    assert f"open   {NAME}.csv: DIFFERS from what comes out of its document here" in outcome.out
    assert outcome.out.endswith(
        f"{folder}: NOT PROVED: agrees with its own manifest, but {NAME}.csv differs from what comes out of its "
        "document here. Ask its publisher for the SHA-256 of what was published.\n"
    )


def test_what_is_not_proved_passes_only_where_that_is_allowed(command, folder):
    change_manifest(folder, lambda manifest: manifest["versions"].update(template="another"))

    allowed = command("verify", folder, "--allow-unproved")
    (folder / f"{NAME}.pdf").write_bytes(b"changed")
    wrong_all_the_same = command("verify", folder, "--allow-unproved")

    assert (allowed.status, wrong_all_the_same.status) == (0, 1)


def test_a_file_is_not_taken_for_an_id(command, folder):
    outcome = command("verify", folder / f"{NAME}.csv")

    assert outcome.status == 1
    assert "is a file: give the folder that it lies in, with its manifest.json" in outcome.err


@pytest.mark.parametrize("nothing", ["", " "])
def test_nothing_is_verified_where_nothing_is_named(command, nothing):
    outcome = command("verify", nothing)

    assert outcome.status == 2
    assert "Name what is to be verified: a publication's id, or the folder of a pack." in outcome.err


def test_the_command_does_not_call_a_publication_unchanged_that_it_could_not_make_anew(command, officer):
    publish(by=officer)
    tamper(Publication.objects.all(), versions={**versions(), "typst": "0.13.0"})

    outcome = command("verify", FIRST)

    assert outcome.status == 0
    assert outcome.out.endswith(
        f"{FIRST}: every file is as it was stored; not proved that it comes out of its document byte for byte.\n"
    )


def test_the_command_names_what_was_changed_and_fails(command, folder):
    (folder / f"{NAME}.pdf").write_bytes(b"changed")

    outcome = command("verify", folder)

    assert outcome.status == 1
    assert f"WRONG  {NAME}.pdf: changed: it is not the file that manifest.json lists" in outcome.err


def test_the_command_prints_json(command, folder):
    outcome = command("verify", folder, "--json")

    printed = json.loads(outcome.out)
    assert (printed["right"], printed["proved"]) == (True, True)
    assert "publisher's copy" in printed["verdict"]


def test_the_command_refuses_an_unknown_id(command):
    outcome = command("verify", "nothing-1")

    assert (outcome.status, outcome.out) == (1, "")
    assert "Nothing was published under the id 'nothing-1'" in outcome.err
