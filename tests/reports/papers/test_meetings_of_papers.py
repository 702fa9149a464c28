"""Meetings that a paper names, held against those that are known."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.reports.papers.findings import Facts, Severity
from tests.reports.papers.made_up import COMMITTEE, MEETINGS, REPORT, codes_in, codes_of, found_in, with_detail

RECORD = Facts(meetings=MEETINGS)


def test_a_previous_meeting_in_july_is_found_where_there_was_one_in_october():
    (finding,) = found_in(with_detail("At its previous meeting in July Members had agreed the plan."), RECORD)

    assert (finding.code, finding.severity) == ("previous-meeting", Severity.BLOCKING)
    assert finding.what.endswith("the meeting before that of 7 February 2020 was on 18 October 2019.")
    assert "12 July 2019" in finding.mend


@pytest.mark.parametrize(
    "words",
    [
        "At its previous meeting in October the Committee agreed it.",
        "At its previous meeting on 18 October 2019 the Committee agreed it.",
        "At its meeting in July the Committee agreed it.",
        "The Cabinet, at its previous meeting in July, agreed it.",
        "The minutes of the meeting held on 18 October 2019 were agreed.",
        "The minutes of 3 May 2012 are closed.",
    ],
)
def test_a_meeting_that_agrees_with_the_record_or_is_not_in_it_is_left_alone(words):
    assert codes_of(words, RECORD) == []


def test_the_day_of_the_previous_meeting_is_held_against_the_record():
    assert codes_of("At the previous meeting on 17 October it was agreed.", RECORD) == ["previous-meeting"]


def test_a_newer_meeting_that_the_record_may_still_lack_is_asked_about_and_blocks_nothing():
    (finding,) = found_in(with_detail("At its previous meeting in December it was agreed."), RECORD)

    assert (finding.code, finding.severity) == ("previous-meeting", Severity.ADVICE)


def test_nothing_is_said_of_meetings_where_none_is_known():
    assert codes_of("At its previous meeting in July Members had agreed the plan.") == []


def test_the_meetings_of_another_committee_are_not_asked():
    others = Facts(meetings=tuple(type(one)(committee="Licensing Committee", day=one.day) for one in MEETINGS))

    assert codes_of("At its previous meeting in July Members had agreed the plan.", others) == []


def test_minutes_of_a_day_in_another_year_than_the_meeting_are_found():
    (finding,) = found_in(with_detail("The minutes of the meeting held on 18 October 2018 were agreed."), RECORD)

    assert finding.code == "minutes-of-no-meeting"
    assert finding.what.endswith("the record has no meeting on 18 October 2018, and one on 18 October 2019.")


def test_a_history_is_held_against_the_meetings_that_it_lists_itself():
    text = (
        f"Meeting: 07/02/2020 - {COMMITTEE} (Item 47)\nAt its previous meeting in July Members had agreed it.\n"
        f"Meeting: 18/10/2019 - {COMMITTEE} (Item 31)\nNoted.\n"
    )

    assert codes_in(text) == ["previous-meeting"]


def test_a_history_that_lists_no_newer_meeting_cannot_show_that_july_is_wrong():
    text = (
        f"Meeting: 07/02/2020 - {COMMITTEE} (Item 47)\nAt its previous meeting in July Members had agreed it.\n"
        f"Meeting: 05/04/2019 - {COMMITTEE} (Item 15)\nNoted.\n"
    )

    assert codes_in(text) == []


def test_what_another_committee_says_in_a_history_is_held_against_its_own_meetings():
    text = (
        f"Meeting: 07/02/2020 - {COMMITTEE} (Item 47)\nNoted.\n"
        "Meeting: 11/12/2019 - Cabinet (Item 9)\nAt its previous meeting in July Members had agreed it.\n"
        f"Meeting: 18/10/2019 - {COMMITTEE} (Item 31)\nNoted.\n"
    )

    assert codes_in(text, RECORD) == []


def test_a_paper_for_another_day_than_it_says_is_found():
    assert codes_in(REPORT, Facts(meeting_on=date(2020, 2, 14))) == ["meeting-differs"]
    assert codes_in(REPORT, Facts(meeting_on=date(2020, 2, 7))) == []
