"""`explain` names every publication in which a figure stands, and holds its bytes and its row against the figure."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.indicators.models import Measure
from goldenthread.publishing.models import Publication
from goldenthread.storage.triggers import install_triggers, remove_triggers
from tests.figures.quarter import LONDON
from tests.figures.restated import frozen_q1, make_complaints
from tests.reports.test_as_known import NAME, publish, publish_correction
from tests.terminal_runs import Command, Outcome
from tests.world import make_partnership

pytestmark = pytest.mark.django_db
SEPTEMBER = datetime(2019, 9, 2, 12, 0, tzinfo=LONDON)


@pytest.fixture
def published(lead: User, officer: User) -> Measure:
    """38 complaints, reported for Q1, explained, and published twice: the second is a correction."""
    make_partnership()
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer, reasons="A new form was misread.")
    publish(officer)
    publish_correction(measure, officer=officer, lead=lead, at=SEPTEMBER + timedelta(days=1))
    return measure


def explain(command: Command, *options: str) -> Outcome:
    return command("explain", "COM01:havering", "--year", "2019-20", "--quarter", "Q1", *options)


def test_each_version_names_the_publication_that_was_made_from_it(command: Command, published: Measure) -> None:
    first, second = explain(command, "--version", "1"), explain(command)

    assert f"agrees: value in {NAME}-1 is 38" in first.out
    assert f"agrees: rating in {NAME}-1 is amber" in first.out
    assert f"agrees: SHA-256 of {NAME}-1 is" in first.out
    assert f"{NAME}-2" not in first.out
    assert f"agrees: value in {NAME}-2 is 30" in second.out
    assert "published by Performance Officer, 3 September 2019 at 12:00" in second.out
    assert (first.status, second.status) == (0, 0)


def test_a_publication_whose_bytes_say_something_else_does_not_agree(command: Command, published: Measure) -> None:
    row = Publication.objects.get(public_id=f"{NAME}-2")
    document = json.loads(bytes(row.document))
    names = [column["name"] for column in document["rows"]["columns"]]
    document["rows"]["rows"][0][names.index("rating")] = "red"
    remove_triggers()
    changed = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    Publication.objects.filter(pk=row.pk).update(document=changed)
    install_triggers()

    outcome = explain(command)

    assert outcome.status == 1
    assert f"DOES NOT AGREE: SHA-256 of {NAME}-2" in outcome.out
    assert f"DOES NOT AGREE: rating in {NAME}-2 was told as red, and comes out as green" in outcome.out
