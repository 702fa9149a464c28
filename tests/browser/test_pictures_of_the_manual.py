"""The pictures in the README and the how-to pages: each is taken of the demonstration as it is served, by the person
whose page it is.

`make pictures` keeps them in docs/pictures; in every other run they only show that each page still comes.
"""

from __future__ import annotations

import os
import re
import signal
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.own_database import ROOT, OwnDatabase, drop_own_database, make_own_database

PICTURES = ROOT / "docs" / "pictures"
KEPT_IN = "PICTURES_IN"
OFFICER = "performance@onesource.example.org"
LEAD = "print.and.post.manager@onesource.example.org"
DIRECTOR = "director.of.exchequer.and.transactional.services@onesource.example.org"
TREASURER = "s151@havering.example.org"
# Of a published document, made by its typesetter.
OF_DOCUMENTS = {"pack"}
IN_MARKDOWN = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<path>[^)]+)\)")

# Signs somebody in as the sign-in page does, and prints the session's key.
SIGNED_IN = """
import sys, django
django.setup()
from django.conf import settings
from django.test import Client
from goldenthread.accounts.models import User
from tests.at_browser import sign_in
client = sign_in(Client(), User.objects.get(email=sys.argv[1]))
print(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


@dataclass(frozen=True)
class Picture:
    """A page as one person sees it: its address, or where `link` leads from there; how wide and how tall."""

    name: str
    who: str
    address: str
    heading: str
    link: str = ""
    width: int = 1280
    height: int = 1100

    def __str__(self) -> str:
        return self.name


MANUAL = (
    Picture("home", LEAD, "/home", "What there is to do"),
    Picture("return", LEAD, "/returns", "", link="Havering|Newham|Bexley"),
    Picture("promises", LEAD, "/promises", "promise"),
    Picture("quarter", OFFICER, "/quarters/2019-20-q2", "Q2 2019/20"),
    Picture("quarter-on-a-telephone", OFFICER, "/quarters/2019-20-q2", "Q2 2019/20", width=390, height=1000),
    Picture("indicator", OFFICER, "/indicators/EXC02", "EXC02", height=1400),
    Picture("register", OFFICER, "/indicators", "Indicators"),
    Picture("board", OFFICER, "/rounds/2019-20-q3", "Q3 2019/20"),
    Picture("sign-off", DIRECTOR, "/sign-off", "Sign"),
    Picture("clearances", TREASURER, "/clearances", "Clear"),
    Picture("report", OFFICER, "/reports/2019-20-q2/joint-committee", "Q2 2019/20"),
    Picture("publications", "", "/", "Published performance reports", height=900),
    Picture("year", OFFICER, "/years/2019-20", "2019/20"),
    Picture("people", OFFICER, "/people", "People"),
    Picture("partnership", OFFICER, "/partnership", "", height=900),
)


@dataclass(frozen=True)
class Served:
    """The demonstration, and where its pages are."""

    database: OwnDatabase
    address: str

    def signed_in(self, email: str) -> tuple[str, str]:
        """The cookie of somebody who is signed in: its name and its value."""
        done = self.database.run_python("-c", SIGNED_IN, email)
        assert done.returncode == 0, done.stderr
        name, value = done.stdout.split()
        return name, value


@pytest.fixture(scope="module")
def served(_own_database_template: OwnDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration as anybody makes it, served as anybody serves it."""
    with pytest.MonkeyPatch.context() as patch:
        # Whoever signs somebody in and whoever serves them are two processes.
        patch.setenv("GOLDENTHREAD_SECRET_KEY", "0123456789abcdefghijklmnopqrstuvwxyz" * 2)
        yield from _served(_own_database_template, folder=tmp_path_factory.mktemp("pictures") / "data")


def _served(template: OwnDatabase, *, folder: Path) -> Iterator[Served]:
    database = make_own_database(template, folder=folder)
    (database.folder / "goldenthread.sqlite3").unlink(missing_ok=True)
    made = database.run("demo")
    assert made.returncode == 0, made.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with database.start("serve", "--port", port) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        yield Served(database, line.split()[1].rstrip("/"))
        server.send_signal(signal.SIGINT)
    drop_own_database(database)


@pytest.mark.parametrize("picture", MANUAL, ids=str)
def test_a_picture_is_taken_of(picture: Picture, served: Served, chromium: Browser, tmp_path: Path) -> None:
    context = chromium.new_context(viewport={"width": picture.width, "height": picture.height})
    context.set_default_timeout(120_000)
    if picture.who:
        name, value = served.signed_in(picture.who)
        context.add_cookies([{"name": name, "value": value, "url": served.address}])
    page = context.new_page()
    page.goto(f"{served.address}{picture.address}")
    if picture.link:
        with page.expect_navigation():
            page.locator("main").get_by_role("link", name=re.compile(picture.link)).first.click()

    heading = page.get_by_role("heading", level=1).inner_text()
    assert picture.heading in heading
    folder = Path(os.environ.get(KEPT_IN) or tmp_path)
    page.screenshot(path=folder / f"{picture.name}.png", scale="css")

    context.close()


def test_every_picture_is_shown_somewhere_and_told_in_words() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    shown = [
        ((page.parent / found["path"]).resolve(), found["words"])
        for page in pages
        for found in IN_MARKDOWN.finditer(page.read_text())
    ]

    assert {path.stem for path, _ in shown} == {picture.name for picture in MANUAL} | OF_DOCUMENTS
    assert {path for path, _ in shown} == set(PICTURES.glob("*.png"))
    assert [path.name for path, words in shown if len(words.split()) < 4] == []
