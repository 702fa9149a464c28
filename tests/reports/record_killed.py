"""Restating, issuing and releasing, killed at random moments until each was killed and done often enough.

`python -m tests.reports.record_killed SECONDS` prints how often each was found wholly undone and wholly done, and
which publications do not verify. It fails where one is found half done.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

import tests.figures.ready  # noqa: F401 - before what needs Django
from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.domain.restated import RestatementKind
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import Figure, Restatement
from goldenthread.figures.operations import Restating, freeze_round, restate_figure
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.publishing import operations
from goldenthread.publishing.document import Status
from goldenthread.publishing.models import Issue, Publication, PublishedFile, Release
from goldenthread.publishing.operations import Recipient, issue_document, publish_document
from goldenthread.publishing.origins import MadeOf, OriginKind
from goldenthread.publishing.queries import current_publication, stored_publication
from goldenthread.publishing.rules import fit_files
from goldenthread.publishing.verification import verify_publication
from goldenthread.reports.releasing import release_pack
from tests.figures.forking import kill_after
from tests.figures.quarter import LONDON, OCTOBER, Q2
from tests.figures.seed import DIRECTORS, OFFICERS, seed
from tests.publishing.small import make_document

ENOUGH = 3
FILES = 9
BEGAN = datetime(2020, 2, 1, 12, tzinfo=LONDON)
RESTRICTED = make_document(name="2019-20-q2-management-team", status=Status.RESTRICTED)
PUBLIC = make_document()
# Rendered once and before any fork, so that nearly every moment is one of storing.
RENDERED = {document: fit_files(document) for document in (RESTRICTED, PUBLIC)}
vars(operations)["fit_files"] = RENDERED.__getitem__


class Story:
    """Turn after turn, each a day after the one before; and how each step was found."""

    def __init__(self, *, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        self.at, self.turn = BEGAN, 0
        self.officer = User.objects.get(email=OFFICERS[0])
        self.directors = [
            Recipient(person=User.objects.get(email=address), post="Director") for address in DIRECTORS[:2]
        ]
        self.seen: dict[str, Counter[str]] = {}
        self.took: dict[str, float] = {}

    def until_done(
        self, name: str, act: Callable[[], object], *, held: Callable[[], tuple[int, ...]], adds: tuple[int, ...]
    ) -> None:
        """Takes a step again and again, killing it at a random moment: what is held is as before it, or as after it."""
        before = held()
        done = tuple(one + more for one, more in zip(before, adds, strict=True))
        seen = self.seen.setdefault(name, Counter())
        while True:
            took = self.took.get(name)
            is_late = time.monotonic() > self.deadline
            ran = kill_after(None if took is None or is_late else random.uniform(0, took), act)
            now = held()
            assert now in (before, done), (name, before, now)
            self.took[name] = ran if took is None or now == done else 1.1 * took
            seen["done" if now == done else "undone"] += 1
            if now == done:
                return

    def one_turn(self) -> None:
        """A figure is restated, a restricted document issued anew, and a public one released."""
        self.turn += 1
        self.at += timedelta(days=1)
        self.until_done("restate", self.restate, held=restated, adds=(1, 1, 1))
        self.until_done("issue", self.issue, held=issued, adds=(1, FILES, 2, 1, 1))
        public_id = self.publish()
        release = partial(release_pack, public_id, by=self.officer, at=self.at, because="It was late.")
        self.until_done("release", release, held=released, adds=(1, 1))

    def restate(self) -> None:
        figure = Figure.objects.order_by("pk")[0]
        value = 90 + Decimal(self.turn) / 100
        said = Restating(
            figure_id=figure.pk,
            version=figure.version,
            kind=RestatementKind.CORRECTION,
            reason="Counted twice.",
            reading=ReturnedReading(kind=ReadingKind.VALUE, value=value, text=str(value)),
            provisional=False,
        )
        restate_figure(said, by=self.officer, at=self.at)

    def issue(self) -> None:
        standing = current_publication(RESTRICTED.name)
        issue_document(
            RESTRICTED,
            to=self.directors,
            audience="management-team",
            period=str(Q2),
            made_from=f"Turn {self.turn}",
            by=self.officer,
            at=self.at,
            replaces=standing,
            because="A figure was restated." if standing else "",
        )

    def publish(self) -> str:
        standing = current_publication(PUBLIC.name)
        made = publish_document(
            PUBLIC,
            audience="joint-committee",
            period=str(Q2),
            made_from=f"Turn {self.turn}",
            by=self.officer,
            at=self.at,
            origin=MadeOf(kind=OriginKind.FREEZE, number=1, withheld=()),
            replaces=standing,
            because="A figure was restated." if standing else "",
        )
        return made.public_id


def restated() -> tuple[int, ...]:
    return Restatement.objects.count(), events("figure restated"), Figure.objects.order_by("pk")[0].version


def issued() -> tuple[int, ...]:
    stored = Publication.objects.filter(restricted=True)
    files = PublishedFile.objects.filter(publication__in=stored.values("pk"))
    published = Event.objects.filter(kind="document published", subject_id__startswith=RESTRICTED.name)
    return stored.count(), files.count(), Issue.objects.count(), published.count(), events("document issued")


def released() -> tuple[int, ...]:
    return Release.objects.count(), events("document released")


def events(kind: str) -> int:
    return Event.objects.filter(kind=kind).count()


def kill_for(seconds: float) -> Story:
    """Turns on end, until each step was found undone and done often enough, or the time is over."""
    story = Story(seconds=seconds)
    while time.monotonic() < story.deadline:
        story.one_turn()
        if all(min(seen["done"], seen["undone"]) >= ENOUGH for seen in story.seen.values()):
            break
    return story


if __name__ == "__main__":
    seed(2)
    freeze_round(quarter=Q2, by=User.objects.get(email=OFFICERS[0]), at=OCTOBER)
    outcomes = kill_for(float(sys.argv[1])).seen
    ids = [current_publication(document.name) for document in (RESTRICTED, PUBLIC)]
    wrong = [one for one in ids if not verify_publication(stored_publication(one)).is_right]
    print(json.dumps({"outcomes": outcomes, "wrong": wrong}))
