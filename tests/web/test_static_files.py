"""The stylesheet and the scripts: kept by browsers for ever, under an address that changes with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from goldenthread.config.statics import static_address

ENGINE_OF_PAGES = ("components/goldenthread.css", "components/start.mjs", "components/scripted.js")


def filled(folder: Path, **files: str) -> Path:
    for name, words in files.items():
        (folder / name).write_text(words)
    return folder


def test_the_address_is_the_same_as_long_as_the_files_are(tmp_path: Path) -> None:
    folder = filled(tmp_path, one="a", two="b")

    assert static_address(folder) == static_address(folder)
    assert re.fullmatch(r"/static/[0-9a-f]{12}/", static_address(folder))


def test_the_address_is_another_once_a_file_is_another_or_is_called_otherwise(tmp_path: Path) -> None:
    first = static_address(filled(tmp_path, one="a"))
    second = static_address(filled(tmp_path, one="b"))
    (tmp_path / "one").rename(tmp_path / "two")

    assert len({first, second, static_address(tmp_path)}) == 3


@pytest.mark.parametrize("name", ENGINE_OF_PAGES)
@pytest.mark.django_db
def test_a_browser_keeps_what_a_page_looks_like_for_ever(name: str) -> None:
    answer = Client().get(f"{settings.STATIC_URL}{name}")
    answer.close()

    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.django_db
def test_a_page_names_the_files_as_they_are_now() -> None:
    page = Client().get("/").content.decode()

    assert f'href="{settings.STATIC_URL}components/goldenthread.css"' in page
    assert f'src="{settings.STATIC_URL}components/start.mjs"' in page


@pytest.mark.django_db
def test_no_page_is_kept_as_its_files_are() -> None:
    assert "immutable" not in Client().get("/").headers.get("Cache-Control", "")
    assert Client().get("/sign-in")["Cache-Control"].count("no-store") == 1
