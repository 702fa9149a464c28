"""Every page in every state: for all readers, at any width, however they read."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.browser.every_page import MAIN, STATES
from tests.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MAIN_STATES = [state for state in STATES if state.name in MAIN]


def violations(page: Page) -> list[str]:
    """What axe finds, each with its place."""
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{broken['id']}: {node['target']} {node['failureSummary']}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]


def reaches_out(page: Page) -> list[str]:
    """What stands out beyond the right edge of the window, outside what may be moved sideways by itself."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
        [...document.body.querySelectorAll('*')]
          .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1 && !one.closest('.gt-scroll'))
          .map(one => one.outerHTML.slice(0, 120))
          .concat(['the page can be moved sideways'])"""
    )
    return found


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_page_breaks_no_rule_of_accessibility_on_a_small_screen(see, state):
    page = see(state, width=320)

    assert violations(page) == []
    assert reaches_out(page) == []


@pytest.mark.parametrize("state", MAIN_STATES, ids=str)
def test_a_main_page_breaks_no_rule_on_a_large_screen(see, state):
    page = see(state, width=1280)

    assert violations(page) == []
    assert reaches_out(page) == []


@pytest.mark.parametrize("state", MAIN_STATES, ids=str)
def test_a_main_page_can_be_read_without_scripts(see, state):
    page = see(state, width=320, scripts=False)

    assert page.locator("h1").is_visible()
    assert page.locator("nav[aria-label=Menu] a").first.is_visible()


def test_a_broken_page_is_found_out(visit):
    page = visit("/gallery", width=320)

    picture = f"{settings.STATIC_URL}components/icon.svg"
    page.evaluate(f"document.querySelector('main').innerHTML = '<img src=\"{picture}\" width=900>'")

    assert any(said.startswith("image-alt") for said in violations(page))
    assert reaches_out(page)
