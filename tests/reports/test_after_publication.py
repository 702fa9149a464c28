"""What was published is the last thing done to its figures: nothing is opened or frozen again before it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.models import Restatement
from goldenthread.figures.operations import RestatementRefused, freeze_round, reopen_figures
from goldenthread.indicators.models import Measure
from goldenthread.reports.issuing import issue_pack
from goldenthread.reports.operations import publish_pack
from goldenthread.terminal.order import OutOfOrder
from tests.figures.quarter import LONDON, Q2, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.figures.restated import restate
from tests.world import make_partnership

FROZEN_AT = datetime(2020, 1, 13, 15, 0, tzinfo=LONDON)
BETWEEN = datetime(2020, 1, 15, 12, 0, tzinfo=LONDON)
PUBLISHED_AT = datetime(2020, 1, 17, 10, 30, tzinfo=LONDON)
LATER = datetime(2020, 1, 18, 9, 0, tzinfo=LONDON)


@pytest.fixture
def measure(officer: User, lead: User, head: User) -> Measure:
    """A measure whose figure was signed off and frozen."""
    make_partnership()
    made = make_due_measure()
    opened(by=officer)
    give(made, "96.2", by=lead)
    submit(made, by=lead)
    sign_off(made, by=head)
    freeze_round(quarter=Q2, by=officer, at=FROZEN_AT)
    return made


def test_no_figure_is_reopened_before_it_was_published(measure: Measure, officer: User) -> None:
    publish_pack(quarter=Q2, audience="joint-committee", by=officer, at=PUBLISHED_AT)
    ids = [figure_of(measure).pk]

    with pytest.raises(OutOfOrder, match="2019-20-q2-joint-committee-1 was published on 17 January 2020 at 10:30, and"):
        reopen_figures(figure_ids=ids, reason="A slip", by=officer, at=BETWEEN)

    assert figure_of(measure).state == "frozen"
    assert reopen_figures(figure_ids=ids, reason="A slip", by=officer, at=LATER).done == ("EXC01, Havering",)


def test_no_round_is_frozen_again_before_it_was_published(measure: Measure, officer: User) -> None:
    publish_pack(quarter=Q2, audience="joint-committee", by=officer, at=PUBLISHED_AT)

    with pytest.raises(OutOfOrder, match="2019-20-q2-joint-committee-1 was published on 17 January 2020 at 10:30, and"):
        freeze_round(quarter=Q2, by=officer, at=BETWEEN)

    assert figure_of(measure).state == "frozen"


def test_no_figure_is_restated_before_it_was_published(measure: Measure, officer: User) -> None:
    publish_pack(quarter=Q2, audience="joint-committee", by=officer, at=PUBLISHED_AT)

    with pytest.raises(
        RestatementRefused,
        match="2019-20-q2-joint-committee-1, which tells it, was published on 17 January 2020 at 10:30, and 15 January",
    ):
        restate(measure, "95.0", quarter=Q2, by=officer, at=BETWEEN)

    assert not Restatement.objects.exists()
    assert restate(measure, "95.0", quarter=Q2, by=officer, at=LATER).at == LATER


def test_no_figure_is_restated_before_it_was_issued(measure: Measure, head: User, officer: User) -> None:
    issue_pack(quarter=Q2, audience="management-team", to=[head.email], by=officer, at=PUBLISHED_AT)

    with pytest.raises(RestatementRefused, match="2019-20-q2-management-team-1, which tells it, was published on 17"):
        restate(measure, "95.0", quarter=Q2, by=officer, at=BETWEEN)


def test_of_two_clocks_the_publication_s_is_kept(measure: Measure, officer: User) -> None:
    publish_pack(quarter=Q2, audience="joint-committee", by=officer, at=PUBLISHED_AT)

    restated = restate(measure, "95.0", quarter=Q2, by=officer, at=PUBLISHED_AT - timedelta(seconds=20))

    assert restated.at == PUBLISHED_AT
