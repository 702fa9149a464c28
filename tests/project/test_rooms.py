"""What the import contracts cannot see: relations, templates, names of files, and who writes to the database."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tests.project.rooms import PACKAGE, ROOT, room_heights, room_of, source_files

IN_AN_APP = {
    "__init__",
    "apps",
    "migrations",
    "models",
    "operations",
    "queries",
    "rules",
    "forms",
    "views",
    "urls",
    "emails",
    "templates",
    "static",
    "management",
}
BESIDES = {
    # A read of no rows: the bank holidays, from a package, for every room that counts days.
    ("committee", "calendar"),
    # How a search compares words: no rows either, and a package's stemmer, which the domain may not have.
    ("committee", "stems"),
    # The table that says who may do what, and how a page asks it.
    ("partnership", "permissions"),
    ("partnership", "access"),
    ("partnership", "middleware"),
}
# Rooms that keep no register of the clerk's but say how something is done; their files are named by noun.
WITH_FILES_OF_THEIR_OWN = {
    *(
        "components",
        "mail",
        "attachments",
        "accounts",
        "storage",
        "terminal",
        "publishing",
        "reports",
        "web",
        "demonstration",
        "config",
    )
}
WRITES = {
    "save",
    "create",
    "acreate",
    "bulk_create",
    "update",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
}
LONGEST_FILE = 400


def test_every_room_has_its_place() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert rooms == set(room_heights())


def test_no_relation_points_to_a_higher_room() -> None:
    heights = room_heights()

    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("goldenthread.")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and not isinstance(field.related_model, str | None)
        if heights[_room(model)] < heights[_room(field.related_model)]
    ]

    assert upward == []


def test_no_template_reaches_into_a_higher_room() -> None:
    heights = room_heights()

    upward = [
        f"{path.relative_to(ROOT)}: {named}"
        for path in PACKAGE.rglob("templates/**/*.html")
        for named in _rooms_named_in(path.read_text())
        if heights[named] > heights[room_of(path)]
    ]

    assert upward == []


def test_a_template_lies_under_the_name_of_its_room() -> None:
    misplaced = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.glob("*/templates/*")
        if path.name != room_of(path)
    ]  # fmt: skip

    assert misplaced == []


def test_an_app_has_no_other_files_than_these() -> None:
    strange = [
        str(path.relative_to(ROOT))
        for app in PACKAGE.iterdir()
        if (app / "apps.py").exists() and app.name not in WITH_FILES_OF_THEIR_OWN
        for path in app.iterdir()
        if path.stem not in IN_AN_APP and path.name != "__pycache__" and (app.name, path.stem) not in BESIDES
    ]

    assert strange == []


def test_only_operations_write_to_the_database() -> None:
    writing = [
        f"{path.relative_to(ROOT)}:{line}: {call}"
        for path in source_files()
        if "operations" not in (path.stem, path.parent.name)
        for line, call in _writes_in(path)
    ]

    assert writing == []


def test_no_file_is_longer_than_a_reader_has_patience_for() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for folder in ("goldenthread", "devtools", "bench", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    ]

    assert long == []


def test_every_folder_of_modules_is_a_package_so_that_it_is_installed() -> None:
    loose = {
        str(path.parent.relative_to(ROOT)) for path in source_files() if not (path.parent / "__init__.py").exists()
    }

    assert loose == set()


def test_every_module_says_in_one_line_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in source_files()
        if path.name != "apps.py" and path.stat().st_size and ast.get_docstring(ast.parse(path.read_text())) is None
    ]

    assert silent == []


def _room(model: type[object]) -> str:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "goldenthread" else "domain"  # what Django brings lies under everything


def _rooms_named_in(template: str) -> Iterator[str]:
    for name in re.findall(r"""{%\s*(?:include|extends|static)\s+["']([a-z]+)/""", template):
        yield name
    for name in re.findall(r"""{%\s*url\s+["']([a-z]+):""", template):
        yield name


def _writes_in(path: Path) -> Iterator[tuple[int, str]]:
    """Calls that change rows, in a module that knows models."""
    tree = ast.parse(path.read_text())
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    if not any(re.fullmatch(r"goldenthread\.\w+\.models(\.\w+)*", module) for module in modules):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            if node.func.attr == "update" and node.args:
                continue  # of a dictionary or a set: rows are updated by name
            yield node.lineno, ast.unparse(node.func)
