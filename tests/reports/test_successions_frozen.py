"""What ended and what follows, as it stood at the freeze: what is entered later changes no pack of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round
from goldenthread.indicators.models import AgreedList, Measure, Succession
from goldenthread.reports.queries import frozen_source, pack_document
from tests.figures.quarter import Q2
from tests.reports.audiences import FROZEN, JOINT, publish
from tests.reports.reading import all_words
from tests.terminal_runs import Command
from tests.world import make_list_entry

pytestmark = pytest.mark.django_db
WORDS = "followed by “Invoices paid within 30 days” (EXC02) from 1 October 2019"


def succeed(measures: tuple[Measure, Measure]) -> None:
    """The first indicator is followed by the second from the quarter after."""
    Succession.objects.create(
        indicator=measures[0].indicator, successor=measures[1].indicator, kind="replaced", starts_on="2019-10-01"
    )


def take_off(measure: Measure) -> None:
    make_list_entry(
        measure,
        agreed_list=AgreedList.objects.get(year="2019-20"),
        starts_on="2019-10-01",
        on_list=False,
        reason="The committee asked for another.",
    )


def words_now() -> str:
    return all_words(pack_document(frozen_source(Q2)))


def test_a_succession_entered_before_the_freeze_is_told(measures: tuple[Measure, Measure], officer: User) -> None:
    succeed(measures)
    take_off(measures[0])
    freeze_round(quarter=Q2, by=officer, at=FROZEN)

    words = words_now()

    assert WORDS in words
    assert "30 September 2019\nThe committee asked for another." in words


def test_one_entered_later_is_in_no_pack_of_that_freeze(
    command: Command, frozen: tuple[Measure, Measure], tmp_path: Path
) -> None:
    before = words_now()
    publish(command)

    succeed(frozen)
    take_off(frozen[0])

    assert words_now() == before
    outcome = command("as-known", "--on", "2020-01-21", "--pack", JOINT, "--out", tmp_path / "then")
    assert outcome.status == 0, outcome.err
    assert command("verify", tmp_path / "then").status == 0
    assert command("verify", JOINT).status == 0


def test_the_next_freeze_tells_it_and_lists_it_as_a_difference(
    command: Command, frozen: tuple[Measure, Measure], officer: User, tmp_path: Path
) -> None:
    publish(command)
    succeed(frozen)

    freeze_round(quarter=Q2, by=officer, at=FROZEN + timedelta(days=10))

    assert WORDS in words_now()
    assert "indicators that others follow" in words_now()
    outcome = command("as-known", "--on", "2020-01-31", "--pack", JOINT, "--out", tmp_path / "then")
    assert outcome.status == 0
    assert WORDS not in (tmp_path / "then" / "2019-20-q2-joint-committee.html").read_text()
