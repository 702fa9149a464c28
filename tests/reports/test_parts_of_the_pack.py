"""Each part of the pack: exceptions, what is not rated, changes, age and key."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from goldenthread.domain.cards import Frequency
from goldenthread.domain.measures import MeasureType, ToleranceUnit
from goldenthread.domain.rating.inputs import Status as RatingStatus
from goldenthread.domain.snapshot import Comparator
from goldenthread.publishing.cells import words_of
from goldenthread.publishing.document import Chart, Panel, Paragraph
from goldenthread.reports.documents.pack import joint_committee_pack
from goldenthread.reports.documents.tidy import as_published
from tests.reports.packs import make_pack
from tests.reports.reading import (
    all_words,
    column_of,
    paragraphs,
    row_of,
    section_called,
    section_words,
    table_called,
)
from tests.reports.rounds import (
    FROZEN_AT,
    make_answer,
    make_earlier_terms,
    make_exception,
    make_facts,
    make_provenance,
    make_snapshot,
    make_terms,
)
from tests.reports.whole_round import whole_round


@pytest.fixture(scope="module")
def pack():
    return joint_committee_pack(*whole_round(), as_at=FROZEN_AT)


# --- exceptions -----------------------------------------------------------------------------------------------------


def panels(document):
    return [block for block in section_called(document, "red and amber measures").blocks if isinstance(block, Panel)]


def test_red_exceptions_come_first(pack):
    codes = [panel.mark.code for panel in panels(pack)]

    assert codes == sorted(codes, reverse=True)
    assert set(codes) == {"red", "amber"}


def test_an_exception_stands_under_the_three_heads_with_a_chart_and_its_table():
    (panel,) = panels(make_pack(make_snapshot(value="92.1", history=("96.0", "95.5", "94.0", "93.0"))))

    leads = [block.lead for block in panel.blocks if isinstance(block, Paragraph)]
    (chart,) = [block for block in panel.blocks if isinstance(block, Chart)]
    assert leads == [
        "Reasons for the level of performance:",
        "Difference between target and achievement:",
        "Remedial actions:",
    ]
    assert column_of(chart.table, "Q2 2019/20") == ["92.1%", "95.0%"]
    assert chart.alt.startswith("Invoices paid in 30 days (Havering): 92.1% in Q2 2019/20")


def test_the_difference_is_the_computed_one():
    (panel,) = panels(make_pack(make_snapshot(value="92.1")))

    assert "92.1% is 2.9 points below the target of 95.0%" in "\n".join(paragraphs(panel.blocks))


def test_a_missing_explanation_is_printed_with_the_post_that_owes_it():
    silent = make_snapshot(value="80", exception=make_exception(given=False, reasons="", actions=()))

    pack = make_pack(silent)
    (panel,) = panels(pack)
    assert "No explanation given by Head of Exchequer and Transactional." in paragraphs(panel.blocks)
    assert "1 explanation was not given, by Head of Exchequer and Transactional." in all_words(pack)


def test_remedial_actions_have_an_owner_and_a_day():
    (panel,) = panels(make_pack(make_snapshot(value="80")))

    row = row_of(table_called_in(panel, "Remedial actions"), "Train the 40 managers")
    assert row[1:] == ["Accounts Payable Manager", "29 November 2019"]
    assert "1 action is listed below. Back on track: 31 December 2019." in paragraphs(panel.blocks)


def test_last_quarters_promises_stand_in_the_exception_with_their_answers():
    (panel,) = panels(make_pack(make_snapshot(value="80", promises=(make_answer("done"), make_answer("")))))

    answers = column_of(table_called_in(panel, "Promises of earlier quarters"), "Answer")
    assert answers == ["Kept: In use since August.", "Unanswered by Accounts Payable Manager"]


def table_called_in(panel, caption):
    (found,) = [block for block in panel.blocks if getattr(block, "caption", "").startswith(caption)]
    return found


# --- not returned, not rated ----------------------------------------------------------------------------------------


def test_a_figure_that_was_not_returned_names_who_owes_it_and_stays_in_the_base():
    missing = make_snapshot(value=None, history=("96.0", "92.0"))

    pack = make_pack(missing, make_snapshot(measure_id=2))
    row = row_of(table_called(section_called(pack, "Not returned and not rated"), "Figures not returned"), "Invoices")
    assert row[2] == "Not returned by Head of Exchequer and Transactional, due 21 October 2019"
    assert row[3] == "Amber in Q1 2019/20"
    assert "Of the 2 measures" in all_words(pack)


def test_a_figure_that_is_not_rated_says_why_and_is_not_counted_as_green_amber_or_red():
    unrated = make_snapshot(make_terms(target=None), value="50")

    pack = make_pack(unrated)
    section = section_called(pack, "Not returned and not rated")
    assert row_of(table_called(section, "Measures not rated"), "Invoices")[3:] == ["No target", "No target is set."]
    assert row_of(table_called(pack.sections[0], "How the measures"), "Havering")[1:5] == ["0", "0", "0", "1"]


def test_a_strategic_indicator_shows_its_last_result_while_the_next_is_not_due(pack):
    table = table_called(section_called(pack, "Key strategic indicators"), "Key strategic")

    assert row_of(table, "Savings achieved")[1:] == [
        "the whole partnership", "£14.88m", "2018/19", "£9.40m", "Not due", "30 June 2020",
    ]  # fmt: skip
    assert "Savings achieved, 2018/19: Annual report." in table.notes


# --- changes, age, key ----------------------------------------------------------------------------------------------


def test_a_change_of_target_shows_its_authority_and_the_rating_under_both():
    changed = make_snapshot(make_terms(target="93.0"), value="94.0", earlier_terms=make_earlier_terms())

    pack = make_pack(changed)
    table = table_called(section_called(pack, "Changes of targets, tolerances and measures"), "Changes")
    assert row_of(table, "Invoices")[2:] == [
        "Target from 97.0% to 93.0%; tolerance from 2 points to 5 points",
        "From 1 July 2019: agreed by the oneSource Joint Committee on 18 October 2019, minute 38",
        "Green",
        "Red",
    ]
    assert "It would be rated differently under the earlier terms." in all_words(pack)


def test_a_changed_tolerance_is_printed_in_the_unit_that_it_had():
    earlier = make_earlier_terms(target=Decimal("95.0"), tolerance=Decimal(5), tolerance_unit=ToleranceUnit.PERCENT)
    changed = make_snapshot(make_terms(target="95.0"), value="94.0", earlier_terms=earlier)

    table = table_called(section_called(make_pack(changed), "Changes of targets, tolerances and measures"), "Changes")

    assert row_of(table, "Invoices")[2] == "Tolerance from 5% of the target to 5 points"


def test_a_change_that_no_decision_agreed_is_put_to_the_committee():
    unagreed = make_earlier_terms(authority="", authority_words="")

    pack = make_pack(make_snapshot(value="96", earlier_terms=unagreed))
    assert "1 is not yet agreed." in all_words(pack)
    assert "To agree, or not, the 1 change of a target or tolerance" in all_words(pack)


def test_the_age_of_the_figures_is_counted_to_the_meeting(pack):
    table = table_called(section_called(pack, "How old the figures are"), "From the end")

    assert "these figures are 130 days old" in all_words(pack)
    assert row_of(table, "Committee meets") == ["Committee meets", "7 February 2020", "130"]
    assert row_of(table, "Figures frozen") == ["Figures frozen", "13 January 2020", "105"]


def test_late_returns_are_counted_beside_those_in_time_and_missing():
    late = make_snapshot(measure_id=2, provenance=make_provenance(returned_at=datetime(2019, 10, 22, 9, tzinfo=UTC)))

    pack = make_pack(make_snapshot(), late, make_snapshot(value=None, measure_id=3))
    row = row_of(table_called(section_called(pack, "How old the figures are"), "Returns"), "Exchequer")
    assert row[1:5] == ["3", "1", "1", "1"]


def test_the_key_prints_each_policy_in_words_with_its_reading_of_gaps_and_its_source():
    pack = make_pack(make_snapshot(), make_snapshot(make_terms(policy="havering-2019-20", council="Newham")))

    words = "\n".join(section_words(section_called(pack, "Key")))
    assert "Amber within the measure's own tolerance (version 1)" in words
    assert "Amber (at risk): the owner states that it is at risk, whatever the result." in words
    assert "It is within the tolerance, so it is amber." in words
    assert "democracy.havering.gov.uk" in words


def test_a_policys_own_words_stand_beside_the_colour():
    pack = make_pack(make_snapshot(make_terms(policy="havering-2019-20"), value="80"))

    table = table_called(section_called(pack, "Havering"), "London Borough of Havering")
    assert column_of(table, "Rating") == ["Red (off track)"]


def test_a_published_figure_against_an_illustrative_target_has_an_illustrative_rating():
    terms = make_terms(title="Council tax receipts", illustrative=True, source="Official statistics")
    receipts = make_snapshot(terms, value="96")

    pack = make_pack(receipts, illustrative_note="Demonstration: figures are illustrative.")
    words = all_words(pack)
    assert "illustrative target and rating" in words
    assert "1 figure is a published one held against an illustrative target" in words
    sources = table_called(section_called(pack, "Key"), "Where the published figures come from")
    assert [words_of(cell) for cell in sources.rows[0]] == [
        "Official statistics",
        "Council tax receipts (Havering): Q2 2019/20",
    ]


def test_rounding_never_hides_which_side_of_its_target_a_figure_is():
    close = make_snapshot(make_terms(target="96.0"), value="95.96")

    table = table_called(section_called(make_pack(close), "Havering"), "London Borough")
    assert (column_of(table, "Q2"), column_of(table, "Target"), column_of(table, "Rating")) == (
        ["95.96%"], ["96.00%"], ["Amber"],
    )  # fmt: skip


def test_a_year_to_date_figure_says_so():
    cumulative = make_snapshot(make_terms(measure_type=MeasureType.CUMULATIVE))

    table = table_called(section_called(make_pack(cumulative), "Havering"), "London Borough")
    assert words_of(table.rows[0][0]).endswith("year to date")


def test_a_figure_due_after_the_freeze_is_awaited_in_every_count_and_not_missing():
    awaited = make_snapshot(make_terms(absence=RatingStatus.DATA_LAG, due_on=date(2020, 3, 1)), value=None)

    pack = make_pack(awaited, make_snapshot(measure_id=2))

    table = table_called(section_called(pack, "Havering"), "London Borough")
    counts = table_called(section_called(pack, "Summary for members"), "How the measures are rated")
    waited_for = table_called(section_called(pack, "Not returned and not rated"), "Figures awaited")
    assert column_of(table, "Rating") == ["Awaited", "Green"]
    assert row_of(counts, "All councils")[-3:] == ["1", "0", "2"]
    assert column_of(waited_for, "What is awaited") == [
        "Awaited from Head of Exchequer and Transactional, due 1 March 2020"
    ]
    assert "1 is awaited, not due yet." in all_words(pack)
    assert "none was missing" not in all_words(pack)


def test_the_forecast_for_the_year_end_stands_beside_the_rating_of_now():
    forecast = make_snapshot(value="92", forecast=Decimal(96))

    table = table_called(section_called(make_pack(forecast), "Measures of each service"), "Exchequer")
    assert (column_of(table, "Rating now"), column_of(table, "Year end")) == (["Amber"], ["On target"])


def test_a_figure_that_was_not_signed_off_says_so():
    unsigned = make_snapshot(provenance=replace(make_provenance(), signed_off_at=None, signed_off_by=""))

    assert "not signed off" in words_of(
        table_called(section_called(make_pack(unsigned), "Havering"), "London").rows[0][0]
    )


def test_a_draft_of_this_very_moment_is_told_in_whole_seconds():
    moment = FROZEN_AT.replace(microsecond=123456)

    document = joint_committee_pack(
        make_facts([make_snapshot()], frozen_at=None, version=0), (make_snapshot(),), as_at=moment
    )

    assert document.as_at == FROZEN_AT


def test_targets_agreed_after_the_quarter_began_are_told():
    late = make_snapshot(make_terms(target_agreed_late=True), measure_id=1)

    words = all_words(make_pack(late, make_snapshot(measure_id=2)))
    assert "1 target was agreed after the quarter began on 1 July 2019: Invoices paid in 30 days (Havering)." in words


def test_where_every_target_was_agreed_late_the_pack_says_all():
    every = [make_snapshot(make_terms(target_agreed_late=True), measure_id=number) for number in (1, 2)]
    without = make_snapshot(make_terms(target=None), value="5", measure_id=3)

    assert "All 2 targets were agreed after the quarter began on 1 July 2019." in all_words(make_pack(*every, without))


def test_targets_of_the_whole_partnership_are_told_apart_from_those_of_what_is_counted():
    late = [
        make_snapshot(make_terms(target_agreed_late=True, council=council), measure_id=number)
        for number, council in ((1, "Havering"), (2, "Newham"), (3, ""))
    ]

    words = all_words(make_pack(*late))
    assert "All 3 targets, of which 1 of the partnership as a whole, were agreed after" in words


def test_a_councils_own_word_means_in_the_key_what_its_policy_says():
    at_risk = make_snapshot(make_terms(policy="havering-2019-20"), value="80", rating="amber", status="rated")

    marks = table_called(section_called(make_pack(at_risk), "Key"), "What the ratings mean")
    assert row_of(marks, "Amber (at risk)") == [
        "Amber (at risk)",
        "The owner states that it is at risk, whatever the result. An exception report is due.",
    ]


def test_the_measures_of_services_say_what_they_add_up_to():
    counted = [make_snapshot(make_terms(indicator_ref=f"EXC0{n}"), measure_id=n) for n in (1, 2)]
    beside = make_snapshot(make_terms(council="", indicator_ref="OKPI1"), measure_id=3)

    words = section_words(section_called(make_pack(*counted, beside), "Measures of each service"))
    assert (
        "Each measure stands under its own service, once: 3 in all, the 2 that are counted for councils and 1 of the "
        "whole partnership."
    ) in list(words)


def test_strategic_indicators_stand_in_the_order_of_their_references():
    figures = [
        make_snapshot(make_terms(title=title, indicator_ref=ref, strategic=True), measure_id=number)
        for number, (ref, title) in enumerate([("OKPI3", "Council Tax"), ("OKPI1", "Satisfaction")])
    ]

    table = table_called(section_called(make_pack(*figures), "Key strategic indicators"), "Key strategic")
    assert [words_of(row[0]).split("\n")[0] for row in table.rows] == ["Satisfaction", "Council Tax"]


def test_a_yearly_result_whose_target_is_not_known_says_so():
    last = Comparator(period="2017-18", value=Decimal(81), source="Annual report")
    terms = make_terms(strategic=True, frequency=Frequency.ANNUAL, absence=RatingStatus.NOT_DUE)

    pack = make_pack(make_snapshot(terms, value=None, annual=last))
    table = table_called(section_called(pack, "Key strategic indicators"), "Key strategic")
    assert column_of(table, "Target of that year") == ["not known"]


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("94.46188340807174887892376681614349775785", "94.4618834081"),
        ("0.33333333335", "0.3333333334"),
        ("96.0", "96.0"),
        ("0.12345678901", "0.1234567890"),
        ("86046", "86046"),
    ],
)
def test_what_a_division_gives_is_published_with_ten_decimals_and_all_else_as_it_is(value, published):
    assert str(as_published(Decimal(value))) == published
