"""Words still to come, days that are none, and quarters with other months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.days import day_words
from goldenthread.domain.periods import FinancialYear, Quarter
from tests.reports.papers.made_up import REPORT, codes_in, codes_of, found_in, with_detail


def test_nothing_is_found_in_a_report_that_is_right():
    assert codes_in(REPORT) == []


@pytest.mark.parametrize(
    "words",
    [
        "As outlined in the body of minute ??",
        "The cost is TBC.",
        "It is set out in paragraph XX.",
        "See appendix [ ] for more.",
        "See Error! Reference source not found.",
        "The amount is [insert amount] in all.",
        "The plan for 20XX is attached.",
        "It costs £xx,xxx in all.",
        "It met on xx July 2019.",
        "See Appendix 1 (to follow).",
        "Appendix 2 – to follow",
    ],
)
def test_words_still_to_come_are_found(words):
    assert codes_of(words) == ["placeholder"]


@pytest.mark.parametrize(
    "words",
    [
        "Part XX of the Act applies.",
        "Communities making Northgate [ ]",
        "Why did it fall? The Committee asked.",
        "The draft minutes were circulated.",
        "The Draft Budget was considered.",
        "Councils said that there was no process to follow.",
        "The report was “clear […] and short”.",
        "The target is met: [ ] yes [ ] no.",
        "There is a procedure (to follow it is voluntary).",
    ],
)
def test_words_that_only_look_so_are_left_alone(words):
    assert codes_of(words) == []


def test_a_finding_says_where_what_why_and_how_to_mend():
    (finding,) = found_in(with_detail("As outlined in the body of minute ??"))

    assert str(finding.where) == "line 36, 1.2"
    assert finding.what == "“??” stands for words still to come: “As outlined in the body of minute ??”."
    assert finding.why.endswith(".")
    assert finding.mend.endswith(".")


def test_the_word_draft_is_found_in_a_paper_that_is_final():
    assert codes_of("Improvement Plan FINAL DRAFT, item 15") == ["draft"]


@pytest.mark.parametrize(
    "words", ["It was due on 31 September 2019.", "It met on 29 February 2019.", "It was due on 30/02/2020."]
)
def test_a_day_that_no_calendar_has_is_found(words):
    assert codes_of(words) == ["no-such-day"]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)), st.integers(min_value=0, max_value=6))
def test_a_weekday_is_found_exactly_where_it_is_another(day, later):
    words = f"It was held on {day + timedelta(days=later):%A}, {day_words(day)}."

    assert codes_of(words) == ["weekday"] * bool(later)


def test_a_day_without_its_weekday_or_in_numbers_is_left_alone():
    assert codes_of("It met on 29 February 2020, from 1-2 March 2020, and paid £31 February 2019 bills.") == []
    assert codes_of("It met on 29/02/2020, paid 31/13/2019/5 and took 12/31/2019 from a system of the USA.") == []


@given(
    st.integers(min_value=2000, max_value=2098), st.integers(min_value=1, max_value=4), st.integers(1, 4), st.booleans()
)
def test_the_months_of_a_quarter_are_found_wrong_exactly_where_they_are_anothers(year, said, meant, in_words):
    ordinal = ("first", "second", "third", "fourth")[said - 1]
    name = f"the {ordinal} quarter" if in_words else f"Q{said}"

    codes = codes_of(f"It stands so for {name}: {Quarter(FinancialYear(year), meant).months}.")

    assert codes == ["quarter"] * (said != meant)


@given(st.integers(2001, 2098), st.integers(1, 4), st.integers(-1, 1))
def test_a_financial_year_is_found_wrong_exactly_where_it_does_not_hold_the_quarter(year, number, apart):
    quarter = Quarter(FinancialYear(year), number)

    codes = codes_of(f"It stands so in Q{number} {FinancialYear(year + apart).label} ({quarter.months}).")

    assert codes == ["quarter"] * bool(apart)


@pytest.mark.parametrize(
    "words",
    [
        "It stands so for Q1 and Q2 (April – September 2019).",
        "It stands so for the first and second quarter (April – September 2019).",
        "It stands so at the end of Q3 (April to December 2019).",
    ],
)
def test_several_quarters_and_the_year_to_date_are_left_alone(words):
    assert codes_of(words) == []


def test_a_calendar_quarter_that_is_called_so_is_left_alone():
    assert codes_of("In the first quarter (January - March 2019) of the calendar year it rained.") == []


def test_a_summary_of_another_quarter_than_the_title_names_is_found():
    text = REPORT.replace("the second quarter: July - September 2019", "the third quarter: October - December 2019")

    assert codes_in(text) == ["quarter-of-the-title"]
