"""What is refused is said in words that a page can show; which command does it, a terminal adds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import goldenthread
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.terminal.hints import HINTS, told_at_terminal
from goldenthread.terminal.order import why_too_early
from tests.figures.quarter import OCTOBER

PACKAGE = Path(goldenthread.__file__).parent
# Rooms whose sentences come to pages as they stand. Pages of the register say theirs in other words.
ROOMS = (
    "accounts",
    "actions",
    "attachments",
    "audit",
    "committee",
    "figures",
    "mail",
    "partnership",
    "publishing",
    "reports",
)
COMMANDS = {path.stem.replace("_", "-") for path in PACKAGE.glob("*/management/commands/[a-z]*.py")}
OPTION = re.compile(r"(?<![\w-])--[a-z]")
COMMAND = re.compile(rf"`({'|'.join(sorted(COMMANDS))})\b|\bgoldenthread ({'|'.join(sorted(COMMANDS))})\b")


def said_in(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module with its line, but docstrings and what is for the terminal alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over = {id(inner) for node in ast.walk(tree) for part in _not_for_pages(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) not in passed_over and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def _not_for_pages(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node.value]
    if isinstance(node, ast.keyword) and node.arg == "at_terminal":
        return [node.value]
    if isinstance(node, ast.Assign) and any(ast.unparse(one) == "at_terminal" for one in node.targets):
        return [node.value]
    if isinstance(node, ast.FunctionDef) and node.name in ("_refresh", "_at_terminal"):  # which give one
        return [node]
    return []


def modules() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]
    return [path for path in found if not {"management", "migrations"} & set(path.parts)]


def test_no_sentence_that_a_page_may_show_names_an_option_or_a_command():
    named = [
        f"{path.relative_to(PACKAGE)}:{line}: {words}"
        for path in modules()
        for line, words in said_in(path)
        if OPTION.search(words) or COMMAND.search(words)
    ]

    assert named == [line for line in named if line.startswith("partnership/views/messages.py") and "work" in line], (
        "say what to do, and give the command as `at_terminal` or in terminal/hints.py"
    )


@pytest.mark.parametrize("part", [part for part, _ in HINTS])
def test_every_hint_belongs_to_a_sentence(part):
    sources = [*modules(), PACKAGE / "terminal" / "order.py"]

    # Long sentences go over several lines of a source.
    assert any(part in re.sub(r'"\s*\n\s*f?"', "", path.read_text(encoding="utf-8")) for path in sources)


def test_a_terminal_is_told_the_command_besides():
    told = told_at_terminal(Problem("EXC01, Havering: It is frozen. Have it opened again first; then go on."))

    assert told.message == "EXC01, Havering: It is frozen. Have it opened again first; then go on. `reopen` does that."


def test_a_moment_that_is_too_early_is_told_without_an_option():
    why = why_too_early(OCTOBER.replace(day=1), after=OCTOBER, what="It was submitted")

    assert why.endswith("is before that. Do it at a later moment.")
    assert told_at_terminal(Problem(why)).message.endswith("Give one with --at, or leave --at out for now.")


def test_a_refusal_tells_the_terminal_more_than_a_page():
    refused = Refused("The round is not open. Open it first.", at_terminal="`open-round` does that.")

    assert (str(refused), refused.at_terminal) == ("The round is not open. Open it first.", "`open-round` does that.")
    assert Refused("No.").at_terminal == ""


def test_every_problem_of_an_input_tells_the_terminal_more_than_a_page():
    refused = InputRefused(
        [Problem("Nobody is named.", file="a.xlsx", row=3, at_terminal="--to names them."), Problem("No.")]
    )

    assert [str(one) for one in refused.told_at_terminal()] == [
        "a.xlsx, row 3: Nobody is named. --to names them.",
        "No.",
    ]
    assert refused.told_at_page() == ("Nobody is named.", "No.")


def test_a_page_is_told_something_else_where_the_refusal_says_so():
    class Unfit(InputRefused):
        at_page = "See what is found below."

    refused = Unfit([Problem("One."), Problem("Two.")])

    assert refused.told_at_page() == ("See what is found below.",)
    assert [one.message for one in refused.told_at_terminal()] == ["One.", "Two."]
