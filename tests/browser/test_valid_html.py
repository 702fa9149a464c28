"""What is sent is HTML as the standard has it, in every state of every page."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.template.loader import get_template
from django.test import Client

from tests.browser.every_page import STATES
from tests.browser.pages import State, answer_to
from tests.conftest import ROOT

VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = ROOT / "tests" / "browser" / "html-validate.json"


def mistakes_in(pages: Sequence[tuple[str, str]], *, folder: Path) -> dict[str, list[str]]:
    """What html-validate says of pages, given as name and HTML: each with its line, by the page's name."""
    names: dict[str, str] = {}
    for number, (name, html) in enumerate(pages):
        (folder / f"{number}.html").write_text(html)
        names[str(folder / f"{number}.html")] = name
    # One run for all: Node takes longer to start than to look at a page.
    done = subprocess.run(
        ["node", VALIDATOR, "--config", RULES, "--formatter", "json", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, f"The validator did not run; make check installs it.\n{done.stderr}"
    reports: list[dict[str, Any]] = json.loads(done.stdout)
    return {
        names[report["filePath"]]: [
            f"line {said['line']}: {said['message']} ({said['ruleId']})" for said in report["messages"]
        ]
        for report in reports
        if report["messages"]
    }


# One test for all of them: each page is put together once, for what it says and for what it is made of.
@pytest.mark.django_db
def test_every_page_there_is_is_looked_at_and_is_valid_html(settings, tmp_path):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)
    pages, looked_at = [], set()
    for state in STATES:
        with transaction.atomic():
            answer = answer_to(state, Client(headers={"host": "localhost"}))
            transaction.set_rollback(True)
        pages.append((state.name, answer.content.decode()))
        looked_at |= _templates_of(state, answer)

    assert len(pages) == len({name for name, _ in pages})
    assert mistakes_in(pages, folder=tmp_path) == {}
    assert _templates_there() - looked_at == set()


def test_a_page_that_is_not_valid_is_found_out(tmp_path):
    html = (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><title>Page</title></head><body><p><div></div></p></body></html>\n'
    )

    assert list(mistakes_in([("first", html), ("second", html)], folder=tmp_path)) == ["first", "second"]


def _templates_there() -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / "goldenthread").rglob("templates/**/*.html")
        if '{% extends "components/base.html" %}' in path.read_text()
    }


def _templates_of(state: State, answer: Any) -> set[str]:
    used = {template.origin.name for template in getattr(answer, "templates", ())}
    if state.template:
        used.add(get_template(state.template).origin.name)  # type: ignore[attr-defined]  # of Django's own engine
    return {str(Path(name).relative_to(ROOT)) for name in used if Path(name).is_relative_to(ROOT)}
