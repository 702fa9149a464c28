"""The committee's TOML file: what it says, and everything that is wrong with it."""

from __future__ import annotations

from datetime import date, time

import pytest

from goldenthread.committee.forms import VERBS, CommitteeRecord, read_committee
from goldenthread.committee.models import Decision
from goldenthread.domain.problems import InputRefused, Problem

IMPROVEMENT_PLAN = """
[committee]
slug = "onesource-joint-committee"
name = "oneSource Joint Committee"

[[meeting]]
date = 2019-04-05
venue = "Town Hall"
source = "Minutes of 5 April 2019"

[[meeting.item]]
number = 15
title = "oneSource Improvement Plan"

[[meeting.item.decision]]
number = "1"
verb = "agreed"
text = "To agree the oneSource Improvement Plan and Action Plan."

[[meeting.item.decision]]
number = "2"
verb = "delegated"
text = "To delegate to the Interim Executive Director to finalise the plans."

[[meeting.item.decision]]
number = "3"
verb = "noted"
text = "To note:"

[[meeting.item.decision.sub]]
number = "a)"
text = "Progress on the Action Plan will be reported."

[[meeting.item.decision.sub]]
number = "b)"
text = "Service plans were being completed."
"""


def read(text: str) -> CommitteeRecord:
    return read_committee(text.encode(), file="record.toml")


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputRefused) as refused:
        read(text)
    return refused.value.problems


def test_a_sub_item_has_its_parents_number_before_its_own_and_its_parents_verb() -> None:
    record = read(IMPROVEMENT_PLAN)

    (meeting,) = record.meetings
    (item,) = meeting.items
    assert meeting.date == date(2019, 4, 5)
    assert item.number == "15"
    assert [(d.number, d.parent, d.verb) for d in item.decisions] == [
        ("1", "", "agreed"),
        ("2", "", "delegated"),
        ("3", "", "noted"),
        ("3a", "3", "noted"),
        ("3b", "3", "noted"),
    ]


def test_everything_that_is_wrong_is_told_at_once_with_its_place_in_the_file() -> None:
    broken = (
        IMPROVEMENT_PLAN.replace("date = 2019-04-05", 'date = "5 April"')
        .replace('verb = "delegated"', 'verb = "mumbled"')
        .replace('text = "To note:"', "")
        .replace('venue = "Town Hall"', 'place = "Town Hall"')
        .replace('number = "b)"', 'number = "a"')
    )

    found = {(problem.column, problem.found) for problem in problems_of(broken)}

    assert found == {
        ("meeting[1].date", "5 April"),
        ("meeting[1].place", "place"),
        ("meeting[1].item[1].decision[2].verb", "mumbled"),
        ("meeting[1].item[1].decision[3].text", ""),
        ("meeting[1].item[1].decision[3].sub[2].number", "3a"),
    }


def test_a_file_that_is_no_toml_says_in_which_line() -> None:
    (problem,) = problems_of("[committee]\nslug = onesource\n")

    assert problem.row == 2
    assert "not TOML" in problem.message


def test_a_file_that_is_not_text_is_refused() -> None:
    with pytest.raises(InputRefused, match="UTF-8"):
        read_committee(b"\xff\xfe\x00", file="record.toml")


def test_a_meeting_that_stands_twice_is_refused() -> None:
    (problem,) = problems_of(IMPROVEMENT_PLAN + "\n[[meeting]]\ndate = 2019-04-05\n")

    assert problem.column == "meeting[2].date"


def test_words_that_our_fonts_cannot_print_are_refused_where_they_stand() -> None:
    (problem,) = problems_of(IMPROVEMENT_PLAN.replace("To note:", "To note: 𓀀"))

    assert problem.column == "meeting[1].item[1].decision[3].text"
    assert "cannot be printed" in problem.message


def test_the_verbs_of_the_file_are_those_that_the_record_keeps() -> None:
    assert set(VERBS) == set(Decision.Verb.values)


def test_two_meetings_whose_days_cannot_be_read_are_not_called_the_same() -> None:
    text = '[committee]\nslug = "a"\nname = "A"\n[[meeting]]\ndate = "soon"\n[[meeting]]\ndate = "later"\n'

    with pytest.raises(InputRefused) as refusal:
        read_committee(text.encode(), file="record.toml")

    assert [problem.found for problem in refusal.value.problems] == ["soon", "later"]


@pytest.mark.parametrize(("written", "shown"), [("\\u0000", "U+0000"), ("\\u202e", "U+202E"), ("\u202e", "U+202E")])
def test_a_character_that_nobody_sees_is_refused_with_its_place(written: str, shown: str) -> None:
    (problem,) = problems_of(IMPROVEMENT_PLAN.replace("To agree", f"To {written}agree"))

    assert problem.column == "meeting[1].item[1].decision[1].text"
    assert problem.message == f"This holds a control character ({shown}), which nobody can see or print. Delete it."


def test_an_endless_whole_number_is_told_in_words() -> None:
    (problem,) = problems_of(IMPROVEMENT_PLAN.replace("number = 15", f"number = {'1' * 5000}"))

    assert problem.message == "This is not TOML that can be read: a number in it has too many digits."


TO_COME = """
[committee]
slug = "a"
name = "A"

[[meeting]]
date = 2020-02-07
time = 18:30:00
cancelled = "No trains run."

[[meeting.item]]
title = "Apologies"
"""


def test_a_meeting_to_come_has_a_time_items_without_a_minute_number_and_may_be_cancelled() -> None:
    (meeting,) = read(TO_COME).meetings

    assert (meeting.begins_at, meeting.cancelled) == (time(18, 30), "No trains run.")
    assert [(item.number, item.title) for item in meeting.items] == [("", "Apologies")]


def test_what_was_minuted_has_a_number_and_was_not_cancelled() -> None:
    problems = problems_of(f'{TO_COME}minute = "Members came."\n'.replace("18:30:00", '"half past six"'))

    assert [one.column for one in problems] == [
        "meeting[1].item[1].number",
        "meeting[1].cancelled",
        "meeting[1].time",
    ]
