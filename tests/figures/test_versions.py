"""A later freeze: what differs from the one before, and who has what was made from older ones."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round, reopen_figures
from goldenthread.figures.queries import facts_of, latest_freeze
from goldenthread.figures.queries.versions import made_from_older, version_label
from goldenthread.indicators.models import Measure
from goldenthread.publishing.models import Issue, Publication
from goldenthread.reports.documents.pack import made_from
from tests.figures.quarter import JANUARY, OCTOBER, Q1, Q2, figure_of, give, opened
from tests.figures.restated import AUGUST, JULY, frozen_q1, make_complaints, restate
from tests.terminal_runs import Command

pytestmark = pytest.mark.django_db

FREEZE = ("freeze", "--year", "2019-20", "--quarter", "Q1", "--by", "officer@example.org", "--at", "2019-10-20")


@pytest.fixture
def corrected(lead: User, officer: User) -> Measure:
    """38 complaints frozen in August, opened again in October and returned as 31."""
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer, reasons="A new form was misread.")
    reopen_figures(figure_ids=[figure_of(measure, Q1).pk], reason="Counted twice", by=officer, at=OCTOBER)
    give(measure, "31", by=lead, quarter=Q1, at=OCTOBER)
    return measure


def make_publication(made_from: str, *, number: int = 1, by: User, **given: Any) -> Publication:
    return Publication.objects.create(
        public_id=f"2019-20-q1-joint-committee-{number}",
        name=f"2019-20-q1-joint-committee-{number}",
        title="Performance Indicators, Q1 2019/20",
        audience="joint-committee",
        period="2019-20 Q1",
        made_from=made_from,
        published_at=AUGUST + timedelta(days=number),
        published_by=by.pk,
        document=b"{}",
        document_sha256="0" * 64,
        versions={},
        **given,
    )


def test_a_later_version_lists_figure_rating_and_sentence(corrected: Measure, officer: User) -> None:
    frozen = freeze_round(quarter=Q1, by=officer, at=JANUARY)

    listed = {change.what: (change.was, change.now) for change in frozen.changes}
    assert listed["figure"] == ("38", "31")
    assert listed["rating"] == ("amber", "green")
    assert listed["reasons"] == ("A new form was misread.", "–")


def test_a_restatement_of_an_earlier_quarter_is_a_difference_of_the_next_version(lead: User, officer: User) -> None:

    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    opened(Q2, by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    restate(measure, "31", by=officer, at=OCTOBER)

    frozen = freeze_round(quarter=Q2, by=officer, at=JANUARY)

    listed = {change.what: (change.was, change.now) for change in frozen.changes}
    assert listed["restatements"] == ("–", "COM01, Havering, Q1 2019/20: 38 to 31")
    assert listed["chart, Q1 2019/20"] == ("38 against 35", "31 against 35 [r]")


def test_who_has_an_older_version_is_told_by_post(corrected: Measure, officer: User) -> None:
    older = make_publication(version_label(Q1, number=1), by=officer)
    Issue.objects.create(
        publication=older, person=officer.pk, post="Chief Executive", issued_at=OCTOBER, issued_by=officer.pk
    )
    make_publication(version_label(Q1, number=2), number=2, by=officer)

    told = made_from_older(Q1, number=2, at=JANUARY)

    assert [one.public_id for one in told] == ["2019-20-q1-joint-committee-1"]
    assert [copy.post for copy in told[0].issued] == ["Chief Executive"]
    assert made_from_older(Q1, number=2, at=JULY) == ()


def test_publications_name_a_version_as_freezes_do(lead: User, officer: User) -> None:
    frozen_q1(make_complaints(), lead=lead, officer=officer)

    freeze = latest_freeze(Q1)

    assert freeze is not None
    assert made_from(facts_of(freeze)) == version_label(Q1, number=1)


def test_freezing_prints_what_differs_and_who_has_the_older_one(
    command: Command, corrected: Measure, officer: User
) -> None:
    older = make_publication(version_label(Q1, number=1), by=officer)
    Issue.objects.create(
        publication=older, person=officer.pk, post="Chief Executive", issued_at=OCTOBER, issued_by=officer.pk
    )

    outcome = command(*FREEZE, "--dry-run")

    assert outcome.status == 0, outcome.err
    assert "COM01, Havering: figure: 38 becomes 31" in outcome.out
    assert "COM01, Havering: rating: amber becomes green" in outcome.out
    assert "2019-20-q1-joint-committee-1 was made from Q1 2019/20, version 1 of the figures" in outcome.out
    assert "Chief Executive has it, since 14 October 2019 at 10:30" in outcome.out


def test_the_differences_are_printed_as_json_too(command: Command, corrected: Measure) -> None:
    told = json.loads(command(*FREEZE, "--json").out)

    assert {"of": "figure", "what": "figure", "was": "38", "now": "31"}.items() <= told["changes"][1].items()
    assert told["changes"][0]["what"] == "rating"
