"""The first page of the command line, and the help of every command."""

from __future__ import annotations

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from goldenthread.config.__main__ import main
from goldenthread.terminal.front import COMMANDS, command_name, our_commands, overview
from tests.terminal_runs import Outcome

OURS = sorted(
    name.replace("_", "-") for name, app in get_commands().items() if str(app).startswith("goldenthread")
)  # fmt: skip
each_command = pytest.mark.parametrize("name", OURS)


def test_the_front_page_lists_the_commands_that_exist() -> None:
    assert sorted(our_commands()) == OURS


def test_the_front_page_names_every_command_and_the_exit_status() -> None:
    page = overview()

    assert [name for name in our_commands() if f"\n  {name} " not in page] == []
    assert "0 done; 1 the input has errors, all of them printed; 2 wrong usage" in page


def test_no_line_of_the_front_page_is_wider_than_a_terminal() -> None:
    assert [line for line in overview().splitlines() if len(line) > 100] == []


def test_every_group_has_a_title_and_every_command_a_meaning() -> None:
    assert all(title and commands for title, commands in COMMANDS)
    assert all(len(meaning) > 15 for _, commands in COMMANDS for _, meaning in commands)


@each_command
def test_the_help_of_a_command_is_enough_to_learn_it_from(name: str) -> None:
    printed = _run(name, "--help")

    assert printed.status == 0
    assert printed.out.startswith(f"usage: goldenthread {name} ")
    assert "For example:\n  goldenthread " in printed.out
    assert "--settings" not in printed.out
    assert _options_without_help(name) == []
    assert len(_command(name).help) > 30


@each_command
def test_the_examples_of_a_command_can_be_typed_as_they_stand(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = _command(name)
    command._called_from_command_line = False  # type: ignore[attr-defined]  # what is wrong is then raised
    parser = command.create_parser("goldenthread", command_name(name))

    # What follows ">" is the shell's.
    typed = [shlex.split(example.split(" > ")[0]) for example in command.examples]  # type: ignore[attr-defined]
    _make_the_files_named(typed)

    assert [words[:2] for words in typed] == [["goldenthread", name]] * len(typed)
    assert all(parser.parse_args(words[2:]) for words in typed)


@each_command
def test_an_option_that_does_not_exist_is_wrong_usage(name: str) -> None:
    assert _run(name, "--no-such-option").status == 2


def test_without_a_command_the_front_page_is_printed_and_it_is_wrong_usage() -> None:
    printed = _run()

    assert (printed.status, printed.out) == (2, overview() + "\n")


def test_help_is_no_wrong_usage() -> None:
    assert _run("--help").status == 0


def test_an_unknown_command_is_wrong_usage_and_the_nearest_is_named() -> None:
    printed = _run("open-ruond", "--year", "2019-20")

    assert printed.status == 2
    assert printed.err == (
        "There is no command 'open-ruond'. Did you mean `goldenthread open-round`? "
        "`goldenthread --help` lists them all.\n"
    )


def test_the_version_is_the_products() -> None:
    assert re.fullmatch(r"goldenthread \d+\.\d+\.\d+\n", _run("--version").out)


def _run(*arguments: str) -> Outcome:
    """The console script in this process. Only for what touches no database: it closes every connection."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr("sys.argv", ["goldenthread", *arguments])
        try:
            main()
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 0
    return Outcome(status=status, out=out.getvalue(), err=err.getvalue())


def _command(name: str) -> BaseCommand:
    return load_command_class(get_commands()[command_name(name)], command_name(name))


def _make_the_files_named(typed: list[list[str]]) -> None:
    named = {word for words in typed for word in words[2:]}
    for folder in (word for word in named if word.endswith("/")):
        Path(folder).mkdir(parents=True, exist_ok=True)
    for file in (word for word in named if Path(word).suffix):
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).touch()


def _options_without_help(name: str) -> list[str]:
    parser = _command(name).create_parser("goldenthread", command_name(name))
    return [str(action.option_strings or action.dest) for action in parser._actions if not action.help]
