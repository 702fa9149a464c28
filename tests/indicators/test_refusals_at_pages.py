"""What the register's rules refuse, as a page says it: of boxes and choices, never of rows, sheets and commands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.domain.problems import Problem
from goldenthread.indicators.forms.pages_refusals import in_words_of_a_page

ROOT = Path(__file__).resolve().parent.parent.parent / "goldenthread"
# The rules that what is typed at a page can meet: those of files, of history and of whole lists it cannot.
RULES = (
    *(
        ROOT / "indicators" / "rules" / f"{name}.py"
        for name in ("cards", "between", "targets", "successions", "context")
    ),
    ROOT / "indicators" / "rules" / "lists.py",
    ROOT / "spreadsheets" / "differences.py",
    ROOT / "domain" / "cards.py",
    ROOT / "domain" / "targets.py",
)
OF_A_WORKBOOK = re.compile(r"\b(sheets?|rows?|cells?|import|import-\w+|goldenthread)\b|`", re.IGNORECASE)
# Words that no page gives rise to: what they speak of is chosen there, and is told at the list of a year elsewhere.
NEVER_MET = (
    "Give what changes after it its own decision",  # of a list's own decision
    "refresh-figures",  # of the end of a service
    "proposed on",
    "goldenthread policies",
)


def sentences(path: Path) -> Iterator[str]:
    """Every text of the module that could be a sentence to somebody, with a word for each part that is put in."""
    tree = ast.parse(path.read_text())
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "EXC01" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | parts:
            yield node.value


EVERY = [(path.name, words) for path in RULES for words in sentences(path) if " " in words and words[:1].isupper()]


@pytest.mark.parametrize(("name", "words"), EVERY)
def test_a_refusal_speaks_of_what_is_on_the_page(name, words):
    said = in_words_of_a_page(Problem(words.replace("row EXC01", "row 3")))

    if not any(one in said for one in NEVER_MET):
        assert OF_A_WORKBOOK.search(said) is None
