"""The pack of a later close: what differs from the one that was published, at its head and in a part of its own."""

from __future__ import annotations

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.operations import WithholdingSaid, withhold
from goldenthread.figures.operations.closing import close_year
from goldenthread.indicators.models import Measure
from goldenthread.publishing.document import Notice, ReportDocument
from goldenthread.reports.audiences import audience_called
from goldenthread.reports.year_documents import YEAR_END, year_document
from tests.figures.quarter import figure_of
from tests.figures.restated import restate
from tests.figures.year import YEAR, quarter_of
from tests.reports.reading import all_words, section_words, table_called
from tests.reports.test_withheld import told_in
from tests.reports.year_packs import IN_TIME, NAME, closed, issue, publish
from tests.terminal_runs import Command

pytestmark = pytest.mark.django_db
COMMITTEE, PARTNER, TEAM, CHAIR, OFFICER = (
    "joint-committee",
    "partner-council:havering",
    "management-team",
    "chairs-briefing",
    "section-151:havering",
)
EVERY = (COMMITTEE, PARTNER, TEAM, CHAIR, OFFICER)
BECAUSE = "Letters were counted twice."


@pytest.fixture
def measures(lead: User, officer: User) -> dict[str, Measure]:
    return closed(lead=lead, officer=officer)


def document(audience: str) -> ReportDocument:
    return year_document(YEAR_END, year=YEAR, audience=audience_called(audience), at=IN_TIME).document


def notices(made: ReportDocument) -> list[Notice]:
    return [block for block in made.sections[0].blocks if isinstance(block, Notice)]


def closed_again(measure: Measure, value: str = "40", *, officer: User) -> None:
    restate(measure, value, by=officer, at=IN_TIME, quarter=quarter_of(4))
    close_year(year=YEAR, by=officer, at=IN_TIME, because=BECAUSE)


@pytest.fixture
def given_out(command: Command, measures: dict[str, Measure], head: User) -> dict[str, Measure]:
    """Version 1 is published for the committee and for Havering, and issued to the Management Team."""
    for audience in (COMMITTEE, PARTNER):
        assert publish(command, audience).status == 0
    assert issue(command, TEAM, "head@example.org").status == 0
    return measures


@pytest.mark.parametrize("audience", EVERY)
def test_each_says_at_its_head_what_is_rated_otherwise(
    audience: str, given_out: dict[str, Measure], officer: User
) -> None:
    closed_again(given_out["plain"], officer=officer)

    (told,) = notices(document(audience))

    assert told.title == "Letters answered (Havering), 2019/20: published as 96.0%, now 82.0%"
    assert told.paragraphs == (
        "It was rated Green; it is rated Red.",
        "Q4 was published as 96.0%, and is now known to be 40.0% [r].",
        f"Why the year was closed again: {BECAUSE}",
    )


@pytest.mark.parametrize("audience", EVERY)
def test_each_lists_every_value_and_rating_that_differs(
    audience: str, given_out: dict[str, Measure], officer: User
) -> None:
    closed_again(given_out["plain"], officer=officer)

    section = document(audience).sections[-1]

    assert section.title.endswith(". What changed since version 1")
    table = table_called(section, "What differs between versions 1 and 2 of 2019/20")
    assert [tuple(map(str, row[1:])) for row in table.rows] == [
        ("rating", "Green", "Red"),
        ("year", "96.0%", "82.0%"),
        ("Q4", "96.0%", "40.0% [r]"),
    ]
    words = " ".join(section_words(section))
    assert f"{NAME}-joint-committee-1" in words


def test_who_has_a_restricted_one_stands_in_restricted_packs_alone(
    given_out: dict[str, Measure], officer: User
) -> None:
    closed_again(given_out["plain"], officer=officer)

    having = {audience: f"{NAME}-management-team-1" in all_words(document(audience)) for audience in EVERY}

    assert having == {COMMITTEE: False, PARTNER: False, TEAM: True, CHAIR: True, OFFICER: True}


def test_a_value_that_changes_no_rating_is_listed_without_a_notice(
    given_out: dict[str, Measure], officer: User
) -> None:
    closed_again(given_out["plain"], "97", officer=officer)

    made = document(COMMITTEE)

    assert notices(made) == []
    assert "None of the measures is rated otherwise." in all_words(made)


def test_nothing_is_said_where_nobody_had_the_earlier_one(measures: dict[str, Measure], officer: User) -> None:
    closed_again(measures["plain"], officer=officer)

    assert not any("What changed since" in document(audience).sections[-1].title for audience in EVERY)


def test_another_council_is_told_nothing_of_it(given_out: dict[str, Measure], officer: User) -> None:
    closed_again(given_out["other"], "40", officer=officer)

    made = document(PARTNER)

    assert notices(made) == []
    assert "No value and no rating differs from version 1" in " ".join(section_words(made.sections[-1]))


def test_what_is_withheld_since_is_not_said_again(given_out: dict[str, Measure], officer: User) -> None:
    measure = given_out["plain"]
    restate(measure, "41.234567", by=officer, at=IN_TIME, quarter=quarter_of(4))
    said = WithholdingSaid(
        figure_ids=[figure_of(measure, quarter_of(4)).pk],
        what=WithheldPart.MEASURE,
        withheld=True,
        reason="So few letters.",
    )
    withhold(said, by=officer, at=IN_TIME)
    close_year(year=YEAR, by=officer, at=IN_TIME, because=BECAUSE)

    made = document(COMMITTEE)

    assert notices(made) == []
    assert "1 measure, of which something is withheld since, is not compared." in all_words(made)
    assert told_in(made, "41.2%", "82.3%", "41.234567") == set()
