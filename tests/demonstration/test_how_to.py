"""The how-to pages, followed word by word: what each says of a demonstration is so."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from tests.demonstration.conftest import MadeDemonstration, MadeYearEnd
from tests.own_database import ROOT, OwnDatabase, drop_own_database, make_own_database

pytestmark = [pytest.mark.database, pytest.mark.one_database]

PAGES = sorted((ROOT / "docs" / "how-to").glob("*.md"))
# A block of commands, perhaps under a comment with the words in which each of them is refused.
BLOCK = re.compile(r"(?:<!-- refused: (?P<refused>[^>]+) -->\n *)?```\n(?P<lines>.*?)^ *```$", re.MULTILINE | re.DOTALL)
TO_THE_YEAR_END = "export GOLDENTHREAD_DATA=var/year-end"

# One process types them all: a process for each would take a second each to begin.
TYPED = """
import io, json, os, sys
from contextlib import redirect_stderr, redirect_stdout
import django
from django.core.management import get_commands, load_command_class
from goldenthread.terminal.front import command_name
os.chdir(sys.argv[1])
django.setup()
printed = []
for command, *arguments in json.loads(sys.argv[2]):
    out, status = io.StringIO(), 0
    with redirect_stdout(out), redirect_stderr(out):
        try:
            name = command_name(command)
            load_command_class(get_commands()[name], name).run_from_argv(["goldenthread", command, *arguments])
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1
    printed.append((status, out.getvalue()))
print(json.dumps(printed))
"""


@dataclass(frozen=True)
class Step:
    """A command as the page has it, the database it is typed in, and the words in which it is refused, or ""."""

    line: str
    at_the_year_end: bool
    refused: str

    @property
    def typed(self) -> list[str]:
        program, *rest = shlex.split(self.line)
        assert program == "goldenthread", f"A block of a how-to page holds what is no command: {self.line}"
        return rest


def steps_of(page: str) -> Iterator[Step]:
    at_the_year_end = False
    for block in BLOCK.finditer(page):
        for line in filter(None, map(str.strip, block["lines"].splitlines())):
            if line == TO_THE_YEAR_END:
                at_the_year_end = True
            else:
                yield Step(line=line, at_the_year_end=at_the_year_end, refused=block["refused"] or "")


@pytest.fixture
def data(demonstration: MadeDemonstration, year_end: MadeYearEnd, tmp_path: Path) -> Iterator[dict[bool, OwnDatabase]]:
    """A copy of each demonstration, where the pages say that it lies: var, and var/year-end."""
    first = make_own_database(demonstration.database, folder=tmp_path / "var")
    # Each copy's name comes from the folder above it.
    second = make_own_database(year_end.database, folder=tmp_path / "var" / "year-end")
    yield {False: first, True: second}
    drop_own_database(first)
    drop_own_database(second)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_a_how_to_page_does_what_it_says(page: Path, data: dict[bool, OwnDatabase]) -> None:
    steps = list(steps_of(page.read_text(encoding="utf-8")))
    folder = data[False].folder.parent

    wrong = []
    for at_the_year_end, some in groupby(steps, key=lambda step: step.at_the_year_end):
        these = list(some)
        done = data[at_the_year_end].run_python("-c", TYPED, folder, json.dumps([step.typed for step in these]))
        assert done.returncode == 0, done.stderr
        printed = json.loads(done.stdout)
        wrong += [
            (step.line, said)
            for step, (status, said) in zip(these, printed, strict=True)
            if status != (1 if step.refused else 0) or step.refused not in said
        ]

    assert wrong == []


def test_a_page_with_a_command_that_fails_is_found(data: dict[bool, OwnDatabase]) -> None:
    page = "```\ngoldenthread clear-days --meeting 2020-02-07\ngoldenthread verify no-such-pack\n```\n"

    steps = list(steps_of(page))
    typed = json.dumps([step.typed for step in steps])
    printed = json.loads(data[False].run_python("-c", TYPED, data[False].folder.parent, typed).stdout)

    assert [status for status, _ in printed] == [0, 1]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_a_page_stands_in_a_block_that_is_tried(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert len(list(steps_of(text))) == len(re.findall(r"^ *goldenthread ", text, re.MULTILINE)) > 4


def test_no_page_names_an_address_that_the_demonstration_has_not() -> None:
    words = " ".join(page.read_text(encoding="utf-8") for page in PAGES)

    # A database's address has its server after the sign too.
    of_people = set(re.findall(r"[\w.]+@([\w.]+)", words)) - {"127.0.0.1"}
    assert of_people <= {"onesource.example.org", "havering.example.org"}
    assert "…" not in words
