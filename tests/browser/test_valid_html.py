"""What is sent is HTML as the standard has it, in every state of every page."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
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


def mistakes_in(html: str, *, folder: Path) -> list[str]:
    """What html-validate says of a page, each with its line."""
    (folder / "page.html").write_text(html)
    done = subprocess.run(
        ["node", VALIDATOR, "--config", RULES, "--formatter", "json", folder / "page.html"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, f"The validator did not run; make check installs it.\n{done.stderr}"
    reports: list[dict[str, Any]] = json.loads(done.stdout)
    return [
        f"line {said['line']}: {said['message']} ({said['ruleId']})"
        for report in reports
        for said in report["messages"]
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_page_is_valid_html(state, settings, tmp_path):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)

    html = answer_to(state, Client(headers={"host": "localhost"})).content.decode()

    assert mistakes_in(html, folder=tmp_path) == []


def test_a_page_that_is_not_valid_is_found_out(tmp_path):
    html = (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><title>Page</title></head><body><p><div></div></p></body></html>\n'
    )

    assert mistakes_in(html, folder=tmp_path)


@pytest.mark.django_db
def test_every_page_there_is_is_looked_at(settings):
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)
    looked_at = {path for state in STATES for path in _templates_of(state)}

    there = {
        path
        for path in (ROOT / "goldenthread").rglob("templates/**/*.html")
        if '{% extends "components/base.html" %}' in path.read_text()
    }
    assert {str(path.relative_to(ROOT)) for path in there - looked_at} == set()


def _templates_of(state: State) -> Iterator[Path]:
    if state.template:
        yield Path(get_template(state.template).origin.name)  # type: ignore[attr-defined]  # of Django's own engine
        return
    with transaction.atomic():
        answer = answer_to(state, Client(headers={"host": "localhost"}))
        transaction.set_rollback(True)
    yield from (Path(template.origin.name) for template in getattr(answer, "templates", ()))
