"""Writing a pack's files to a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goldenthread.publishing.rendering import RenderedFile
from goldenthread.reports.folders import FolderTaken, write_files
from goldenthread.terminal.files import Unwritable


def make_files(name="2019-20-q2", words="first"):
    manifest = json.dumps({"document": {"name": name}}).encode()
    return (
        RenderedFile(name=f"{name}.csv", media_type="text/csv", content=words.encode()),
        RenderedFile(name="manifest.json", media_type="application/json", content=manifest),
    )


def test_a_new_folder_appears_with_every_file(tmp_path):
    write_files(make_files(), folder=tmp_path / "packs" / "q2")

    assert sorted(path.name for path in (tmp_path / "packs" / "q2").iterdir()) == ["2019-20-q2.csv", "manifest.json"]


def test_nothing_else_is_left_beside_it(tmp_path):
    write_files(make_files(), folder=tmp_path / "q2")

    assert [path.name for path in tmp_path.iterdir()] == ["q2"]


def test_the_same_pack_is_replaced_and_other_files_stay(tmp_path):
    write_files(make_files(), folder=tmp_path / "q2")
    (tmp_path / "q2" / "notes.txt").write_text("mine")

    write_files(make_files(words="second"), folder=tmp_path / "q2")

    assert (tmp_path / "q2" / "2019-20-q2.csv").read_text() == "second"
    assert (tmp_path / "q2" / "notes.txt").read_text() == "mine"


def test_a_folder_of_another_pack_is_refused_and_left_as_it_was(tmp_path):
    write_files(make_files(name="2019-20-q1"), folder=tmp_path / "packs")

    with pytest.raises(FolderTaken, match="2019-20-q1"):
        write_files(make_files(), folder=tmp_path / "packs")

    assert not (tmp_path / "packs" / "2019-20-q2.csv").exists()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "q2").write_text("a file")

    with pytest.raises(FolderTaken, match="is a file"):
        write_files(make_files(), folder=tmp_path / "q2")


def test_a_pack_that_was_cut_off_has_no_manifest_yet(tmp_path, monkeypatch):
    (tmp_path / "q2").mkdir()
    files = make_files()
    replaced = []
    monkeypatch.setattr("pathlib.Path.replace", lambda self, target: replaced.append(target.name))

    write_files(files, folder=tmp_path / "q2")

    assert replaced[-1] == "manifest.json"


@pytest.mark.parametrize("folder", ["/proc/zz", "/proc/zz/q2"])
def test_a_folder_that_cannot_be_made_is_named_as_it_was_typed(folder):
    with pytest.raises(Unwritable, match=r"^/proc/zz(/q2)? cannot be written: No such file or directory\.$"):
        write_files(make_files(), folder=Path(folder))


def test_a_disk_that_fills_up_is_said_and_the_folder_stays_as_it_was(tmp_path, monkeypatch):
    write_files(make_files(), folder=tmp_path / "q2")
    monkeypatch.setattr("pathlib.Path.write_bytes", disk_is_full)

    with pytest.raises(Unwritable, match="q2 cannot be written: No space left on device"):
        write_files(make_files(words="second"), folder=tmp_path / "q2")

    assert (tmp_path / "q2" / "2019-20-q2.csv").read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["q2"]


def disk_is_full(path, content):
    raise OSError(28, "No space left on device")


def test_a_manifest_nested_beyond_sense_is_another_packs(tmp_path):
    (tmp_path / "manifest.json").write_text("[" * 20_000 + "]" * 20_000)

    with pytest.raises(FolderTaken, match="cannot be read"):
        write_files(make_files(), folder=tmp_path)
