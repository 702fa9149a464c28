"""A real browser before a real server: pages as people get them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from devtools.browser import find_browser, not_run_words
from tests.browser.pages import State, drawn

Visit = Callable[..., Page]
See = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.skip(not_run_words())
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright waits in this thread while its own loop runs; Django's database is asked by no coroutine.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # Chromium's sandbox does not start for root, nor in most containers. It sees no page but our own.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer, settings: pytest.FixtureRequest) -> Iterator[Visit]:
    """Opens an address: `visit("/gallery", width=320, scripts=False)` -> the page.

    It is the page of whoever is signed in at `client`; where `html` is given, that stands at the address.

    At the end of the test nothing may have been refused by the content policy, failed in a script, or been asked of
    another host.
    """
    settings.GOLDENTHREAD_TODAY = date(2020, 1, 20)  # type: ignore[attr-defined]
    contexts, complaints = [], []

    def open_page(
        address: str, *, width: int = 1280, scripts: bool = True, client: Client | None = None, html: str = ""
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            base_url=live_server.url,
        )
        # A machine that does much else is slow, not wrong.
        context.set_default_timeout(120_000)
        contexts.append(context)
        if client is not None:
            # Signed in at the test's own client, and so at the browser.
            context.add_cookies(
                [{"name": one.key, "value": one.value, "url": live_server.url} for one in client.cookies.values()]
            )
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(live_server.url) else complaints.append(f"asked {asked.url}"),
        )
        if html:
            page.route(f"**{address}", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [said for said in complaints if "the server responded with a status of" not in said] == []


@pytest.fixture
def see(visit: Visit) -> See:
    """Opens a page in one of its states: `see(state, width=320)`."""

    def open_state(state: State, *, width: int = 1280, scripts: bool = True) -> Page:
        if state.template:
            return visit("/drawn", width=width, scripts=scripts, html=drawn(state))
        client = Client(headers={"host": "localhost"})
        if state.answer is not None:
            html = state.answer(client).content.decode()
            return visit("/drawn", width=width, scripts=scripts, html=html)
        address = state.reach(client)
        page = visit(address, width=width, scripts=scripts, client=client)
        if state.sent_empty:
            with page.expect_navigation():
                page.locator("main form button[type=submit]").last.click()
        return page

    return open_state
