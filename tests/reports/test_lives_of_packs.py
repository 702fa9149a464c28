"""Any life of a quarter's pack: what stood on a past day is the same bytes, whatever is published or restated later."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from hypothesis import settings
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from goldenthread.figures.queries.as_known import last_moment_of
from goldenthread.publishing.queries import publication_standing, stored_publication
from goldenthread.reports.operations import NothingCorrected, publish_pack
from tests.figures.lives import LIVES, Life
from tests.figures.quarter import Q1

pytestmark = pytest.mark.django_db

NAME = "2019-20-q1-joint-committee"


class PublishedLife(Life):
    """A figure's life, of which the pack is published and published again."""

    def __init__(self) -> None:
        self.published = ""
        self.stood: dict[date, tuple[str, ...]] = {}
        super().__init__()

    def look_back(self) -> None:
        super().look_back()
        for day, bytes_then in self.stood.items():
            assert self.standing_on(day) == bytes_then, f"what stood on {day} has changed"

    def end_of_day(self) -> None:
        self.stood[self.now.date()] = self.standing_on(self.now.date())
        super().end_of_day()

    def standing_on(self, day: date) -> tuple[str, ...]:
        """The id of what stood, and the hash of each of its bytes, read anew."""
        standing = publication_standing(NAME, at=last_moment_of(day))
        if standing is None:
            return ()
        stored = stored_publication(standing.public_id)
        contents = (stored.document, *(file.content for file in stored.files))
        return (standing.public_id, *(hashlib.sha256(content).hexdigest() for content in contents))

    @precondition(lambda self: not self.published)
    @rule()
    def publish(self) -> None:
        self.published = self.publish_now()
        self.end_of_day()

    @precondition(lambda self: self.published)
    @rule()
    def publish_a_correction(self) -> None:
        try:
            self.published = self.publish_now(replaces=self.published, because="It was another.")
        except NothingCorrected:
            return
        self.end_of_day()

    def publish_now(self, *, replaces: str = "", because: str = "") -> str:
        made = publish_pack(
            quarter=Q1, audience="joint-committee", by=self.officer, at=self.now, replaces=replaces, because=because
        )
        return made.publication.public_id


def test_whatever_happens_later_a_published_byte_never_changes() -> None:
    run_state_machine_as_test(PublishedLife, settings=settings(LIVES, max_examples=6))
