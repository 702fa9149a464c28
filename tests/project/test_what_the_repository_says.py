"""The repository speaks of the product, and of nothing of the machine that it was written on."""

from __future__ import annotations

import re
import socket
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

from tests.project.rooms import ROOT

WRITTEN = ("goldenthread", "tests", "devtools", "bench", "docs", ".ci")
KINDS = {".py", ".toml", ".md", ".html", ".css", ".typ", ".sh", ".txt", ".csv", ".json", ".svg", ""}
# In two parts, so that this file does not name them either.
HOSTS = tuple(
    "".join(parts) for parts in (("pypi", ".org"), ("python", "hosted"), ("npmjs", ".org"), ("debian", ".org"))
)
PLACES = tuple("".join(parts) for parts in (("/wo", "rk/"), ("/tm", "p/"), ("/ro", "ot/"), ("/ho", "me/")))
SHARED = "".join(("../sh", "ared"))


@pytest.mark.parametrize("word", HOSTS + PLACES)
def test_no_host_of_a_registry_and_no_place_on_a_machine_is_named(word: str) -> None:
    assert [str(path.relative_to(ROOT)) for path in _written_files() if word in path.read_text()] == []


def test_the_shared_folder_is_named_by_tests_alone() -> None:
    naming = [path.relative_to(ROOT) for path in _written_files() if SHARED in path.read_text()]

    assert [str(path) for path in naming if path.parts[0] != "tests"] == []


def test_every_dependency_says_why_it_is_here() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    requirement = re.compile(r'\s+"[A-Za-z][\w\[\]-]*[~>=<]')

    unexplained = [
        line.strip()
        for before, line in pairwise(lines)
        if requirement.match(line) and not before.strip().startswith("#")
    ]

    assert unexplained == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_package_has_its_hashes(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()

    unproven = [
        line
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if re.match("[a-z]", line) and not re.match(r"    --hash=sha256:[0-9a-f]{64}", after)
    ]

    assert unproven == []


def test_what_is_locked_for_users_is_locked_alike_for_developers() -> None:
    pin = re.compile(r"^([a-z0-9-]+==\S+)", re.MULTILINE)

    for_users = set(pin.findall((ROOT / "requirements.txt").read_text()))

    assert for_users <= set(pin.findall((ROOT / "requirements-dev.txt").read_text()))


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + [name for extra in project["optional-dependencies"].values() for name in extra]
    locked = (ROOT / "requirements-dev.txt").read_text()

    names = [re.split(r"[\[~>=<]", requirement)[0].lower() for requirement in wanted]

    assert [name for name in names if f"\n{name}==" not in locked] == []


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_no_test_can_reach_another_host() -> None:
    with socket.socket() as line, pytest.raises(SocketConnectBlockedError):
        line.connect(("192.0.2.1", 80))


def _written_files() -> Iterator[Path]:
    for folder in WRITTEN:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in KINDS and "__pycache__" not in path.parts:
                yield path
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in KINDS and path.name != ".git")
