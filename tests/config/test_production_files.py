"""The files that put the product on a machine: they name what there is, and run it with as few rights as will do."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "deploy").glob("*.service"))
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def unit(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # names as they are written
    read.read(path)
    return read


def test_there_is_a_unit_for_the_pages_and_one_for_messages() -> None:
    commands = [unit(path)["Service"]["ExecStart"] for path in UNITS]

    assert [command.split(" ")[0].rpartition("/")[2] for command in commands] == ["goldenthread", "gunicorn"]
    assert "goldenthread.config.wsgi --bind 127.0.0.1:8000 " in commands[1]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_runs_without_rights_and_writes_its_data_folder_alone(path: Path) -> None:
    service = unit(path)["Service"]

    assert service["User"] == "goldenthread"
    assert (service["ProtectSystem"], service["StateDirectory"]) == ("strict", "goldenthread")
    assert (service["NoNewPrivileges"], service["CapabilityBoundingSet"]) == ("yes", "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_finds_nothing_wrong_with_a_unit(path: Path, tmp_path: Path) -> None:
    # Neither the programs nor the user need be on this machine.
    text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", path.read_text(), flags=re.MULTILINE)
    copy = tmp_path / path.name
    copy.write_text(re.sub(r"^(User|Group)=.*", r"\1=root", text, flags=re.MULTILINE))

    found = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False)

    assert (found.returncode, found.stderr) == (0, "")


def test_the_image_installs_what_is_locked_by_its_hashes_and_runs_without_rights() -> None:
    assert "--require-hashes --only-binary :all: -r requirements.txt" in DOCKERFILE
    assert DOCKERFILE.index("USER goldenthread") < DOCKERFILE.index('CMD ["gunicorn"')
    assert "HEALTHCHECK" in DOCKERFILE


def test_what_is_copied_into_the_image_is_there_and_not_left_out() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    let_in = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))

    assert names == let_in
    assert all((ROOT / name).exists() for name in names)


def test_both_ways_serve_the_same() -> None:
    in_unit = unit(ROOT / "deploy" / "goldenthread.service")["Service"]["ExecStart"]

    assert re.search(r"--workers \d+ --threads \d+", in_unit)
    assert re.findall(r"\d+", in_unit.partition("--workers")[2]) == re.findall(
        r"\d+", DOCKERFILE.rpartition('"--workers"')[2]
    )
