"""Checks before publication: what is refused, and what is told and published over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.committee.calendar import bank_holidays
from goldenthread.domain.periods import Quarter
from goldenthread.reports.documents.pack import joint_committee_pack
from goldenthread.reports.linter import Weight, lint, refusals
from goldenthread.reports.sources import PackSource
from tests.reports.rounds import (
    FROZEN_AT,
    make_earlier_terms,
    make_exception,
    make_facts,
    make_promise,
    make_provenance,
    make_snapshot,
    make_terms,
    make_warning,
)
from tests.reports.whole_round import whole_round

IN_TIME = date(2020, 1, 30)  # five clear days before Friday 7 February 2020


def find(*figures, on=IN_TIME, **facts):
    """Code and weight of everything found, in order."""
    return [(finding.code, finding.weight) for finding in findings(*figures, on=on, **facts)]


def findings(*figures, on=IN_TIME, **given):
    facts = make_facts(figures, **given)
    source = PackSource(quarter=Quarter.parse(facts.period), facts=facts, figures=tuple(figures), as_at=FROZEN_AT)
    document = joint_committee_pack(facts, tuple(figures), as_at=FROZEN_AT)
    holidays = bank_holidays(around=facts.meeting_on or on)
    return lint(source, document=document, publishing_on=on, holidays=holidays)


def test_a_pack_without_fault_has_no_finding():
    assert find(make_snapshot()) == []


def test_a_whole_round_with_answers_is_never_refused():
    facts, figures = whole_round()

    assert not refusals(findings(*figures, provision=facts.provision))


@pytest.mark.parametrize("counted", [119, 121])
def test_counts_that_do_not_add_up_are_refused(counted):
    _, figures = whole_round()

    found = findings(*figures, counted=counted)

    assert found[0].code == "counts-do-not-add-up"
    assert f"counts {counted} measures, but 51 for Newham + 60 for Havering + 9 for Bexley makes 120" in found[0].words


def test_a_council_whose_figures_are_not_all_there_is_refused():
    facts = make_facts([make_snapshot()])
    more = tuple(replace(c, measures=c.measures + 1) if c.council == "Havering" else c for c in facts.councils)

    found = findings(make_snapshot(), councils=more, counted=2)

    assert "counts 2 measures for Havering, and the pack holds 1 figures of it" in found[0].words


def test_a_measure_that_stands_twice_is_refused():
    assert ("counts-do-not-add-up", Weight.REFUSED) in find(make_snapshot(), make_snapshot())


@pytest.mark.parametrize(
    "words",
    [
        "as set out in minute ??",
        "By TBC.",
        "XX posts were filled",
        "Due [insert date] at the latest",
        "Lorem ipsum dolor",
    ],
)
def test_words_still_to_come_are_refused_with_their_place(words):
    unfinished = make_snapshot(value="80", exception=make_exception(reasons=words))

    (found,) = findings(unfinished)

    assert (found.code, found.weight) == ("placeholder", Weight.REFUSED)
    assert "A. Exceptions" in found.words


@pytest.mark.parametrize(
    "words",
    ["Was it staff? It was.", "Figures marked [x] are not available.", "The XML file came late.", "Text by fax"],
)
def test_ordinary_words_are_not_taken_for_placeholders(words):
    assert find(make_snapshot(value="80", exception=make_exception(reasons=words))) == []


def test_a_result_of_73390_against_a_target_of_420_is_refused_until_somebody_answers():
    unlikely = make_snapshot(make_terms(target="420"), value="73390", warnings=(make_warning(),))

    (found,) = findings(unlikely)

    assert (found.code, found.weight) == ("warning-unanswered", Weight.REFUSED)
    assert found.words.startswith("EXC01 for Havering: The value is 174 times the target")
    assert "Open the figure again, have the warning (150-times-target) answered or the figure put right" in found.words
    assert found.told_at_terminal.endswith("`reopen` opens the figure, and `warnings` answers.")


def test_of_a_draft_nothing_is_opened_again_or_frozen_again():
    unlikely = make_snapshot(make_terms(target="420"), value="73390", warnings=(make_warning(),))

    found = next(one for one in findings(unlikely, version=0, frozen_at=None) if one.code == "warning-unanswered")

    assert "Have the warning (150-times-target) answered, or the figure put right." in found.words
    assert found.told_at_terminal.endswith("put right. `warnings` answers it.")
    assert "freeze the round again" not in found.words


def test_an_answered_warning_is_published():
    answered = make_warning(answer="Correct: one payment of £1.2m was made twice.")

    assert find(make_snapshot(warnings=(answered,))) == []


def test_a_meeting_before_the_quarters_end_is_refused():
    assert ("meeting-before-quarter-ended", Weight.REFUSED) in find(make_snapshot(), meeting_on=date(2019, 9, 6))


def test_what_cannot_be_printed_is_refused_with_its_place():
    (found,) = refusals(
        findings(make_snapshot(value="80", exception=make_exception(reasons="Staff were \u4e0d there")))
    )

    assert found.code == "cannot-be-printed"


def test_a_pack_without_a_meeting_is_told():
    assert find(make_snapshot(), meeting_on=None) == [("no-meeting", Weight.WARNING)]


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2020, 1, 30), []),
        (date(2020, 1, 31), ["late"]),
        (date(2020, 2, 6), ["late"]),
        (date(2020, 2, 7), ["after-the-meeting"]),
        (date(2020, 3, 2), ["after-the-meeting"]),
    ],
)
def test_less_than_five_clear_days_is_late(on, codes):
    assert [code for code, _ in find(make_snapshot(), on=on)] == codes


def test_being_late_says_what_the_law_asks_for_then():
    (late,) = findings(make_snapshot(), on=date(2020, 2, 3))

    assert "publishing on 3 February 2020 gives 3" in late.words
    assert "The Chair must rule the item urgent" in late.words


def test_bank_holidays_are_no_clear_days():
    # Good Friday and Easter Monday 2020 lie between.
    (late,) = findings(make_snapshot(), meeting_on=date(2020, 4, 17), on=date(2020, 4, 8))

    assert "ended with 7 April 2020" in late.words


@pytest.mark.parametrize(
    ("code", "figure", "facts"),
    [
        ("list-not-agreed", {}, {"list_authority": "", "list_authority_words": "not yet agreed"}),
        ("change-not-agreed", {"earlier_terms": make_earlier_terms(authority="", authority_words="")}, {}),
        ("not-signed-off", {"provenance": make_provenance(signed_off_at=None, signed_off_by="")}, {}),
        ("not-explained", {"value": "80", "exception": make_exception(given=False, reasons="", actions=())}, {}),
        ("long-reasons", {"value": "80", "exception": make_exception(reasons="word " * 251)}, {}),
        ("no-author", {}, {"author": ""}),
    ],
)
def test_what_the_pack_itself_says_aloud_is_told_and_published(code, figure, facts):
    assert find(make_snapshot(**figure), **facts) == [(code, Weight.WARNING)]


def test_refusals_come_before_warnings():
    found = find(make_snapshot(warnings=(make_warning(),)), meeting_on=None)

    assert [weight for _, weight in found] == [Weight.REFUSED, Weight.WARNING]


def test_a_placeholder_in_an_action_is_found_too():
    action = make_promise(words="Agree a new date, TBC")

    (found,) = findings(make_snapshot(value="80", exception=make_exception(actions=(action,))))

    assert "TBC" in found.words
