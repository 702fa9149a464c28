"""The Management Team's part on age and honesty: numbers with their base, and every remark or that there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goldenthread.domain.days import day_words
from goldenthread.domain.health import FigureFacts, Health, QuarterFacts, Remark, quarter_health
from goldenthread.publishing.document import BulletList
from goldenthread.reports.documents.health import (
    MOST_NAMED,
    by_email_in_words,
    health_section,
    on_time_in_words,
    parts_in_words,
)
from tests.reports.reading import column_of, paragraphs, row_of, table_called

ON = date(2020, 1, 20)
LABEL = "Q2 2019/20"


def make_figure(returned_on: date | None = date(2019, 10, 14), *, service: str = "Procurement") -> FigureFacts:
    return FigureFacts(
        service=service,
        due_on=date(2019, 10, 21),
        returned_on=returned_on,
        signed_off_on=None,
        has_parts=service == "Procurement",
        has_value=returned_on is not None,
    )


def make_health(*, without_owner: tuple[Remark, ...] = (), on: date = ON) -> Health:
    """Three figures wanted: one in time with its parts, one late without them, one never."""
    figures = (make_figure(), make_figure(date(2019, 10, 25), service="Legal Services"), make_figure(None))
    quarter = QuarterFacts(
        period="2019-20 Q2",
        label="Q2 2019/20",
        ended_on=date(2019, 9, 30),
        figures=figures,
        frozen_on=date(2020, 1, 13),
        released_on=None,
        meeting_on=date(2020, 2, 7),
    )
    return Health(quarters=(quarter_health(quarter, on=on),), on=ON, without_owner=without_owner)


def test_every_share_is_printed_with_its_base() -> None:
    whole = make_health().quarters[0].whole

    assert on_time_in_words(whole) == "1 (33%) of the 3 figures was returned on time, and 2 (67%) in all."
    assert parts_in_words(whole).startswith("1 (50%) of the 2 values keeps numerator and denominator")


def test_what_is_not_due_yet_is_out_of_the_base_and_told_beside_it() -> None:
    whole = make_health(on=date(2019, 10, 21)).quarters[0].whole

    assert on_time_in_words(whole) == (
        "1 (50%) of the 2 figures that are returned or due by now was returned on time, and 2 (100%) in all. 1 more is "
        "not due yet."
    )


def test_sign_offs_by_email_are_counted_where_there_are_any() -> None:
    whole = make_health().quarters[0].whole

    assert by_email_in_words(whole) == ""
    assert by_email_in_words(replace(whole, signed_off=4, by_email=1)) == (
        "1 (25%) of the 4 figures that are signed off was signed off by e-mail: an officer recorded that, with the "
        "e-mail, and no code was asked for."
    )


def test_days_stand_for_each_quarter_and_each_service() -> None:
    section = health_section(make_health(), label=LABEL)

    quarters = table_called(section, "Each quarter")
    assert row_of(quarters, "Q2 2019/20")[1:] == ["3", "3", "1", "1", "25", "–", "105", "–", "130"]
    services = table_called(section, "Each service")
    assert column_of(services, "Service") == ["Procurement", "Legal Services", "All services"]
    assert column_of(services, "Last return") == ["14", "25", "25"]


def test_the_section_says_of_which_day_it_is() -> None:
    first, *_ = paragraphs(health_section(make_health(), label=LABEL).blocks)

    assert (
        first == f"As known when this was made, on {day_words(ON)}, also where the figures are of an earlier version."
    )


def test_what_is_as_it_should_be_is_said_too() -> None:
    said = paragraphs(health_section(make_health(), label=LABEL).blocks)

    assert "No rating is by judgement." in said
    assert "Every promise of an earlier quarter has an answer." in said


def test_a_remark_is_named_and_of_too_many_how_many_more_there_are() -> None:
    many = tuple(Remark(name=f"EXC{number:03}, Havering", words="nobody") for number in range(MOST_NAMED + 2))

    section = health_section(make_health(without_owner=many), label=LABEL)

    (bullets,) = [block for block in section.blocks if isinstance(block, BulletList)]
    assert len(bullets.items) == MOST_NAMED + 1
    assert bullets.items[-1].startswith("and 2 more")


def test_without_any_quarter_there_is_one_sentence() -> None:
    section = health_section(Health(quarters=(), on=ON), label=LABEL)

    assert paragraphs(section.blocks) == ["No quarter was opened yet."]
