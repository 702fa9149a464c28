"""The page on which the officer writes words of their own in a report, beside the computed ones."""

from __future__ import annotations

from datetime import datetime

import pytest

from goldenthread.reports.audiences import audience_called
from goldenthread.reports.models import DraftedSection
from goldenthread.reports.operations import draft_words
from goldenthread.reports.wanted import of_quarter
from tests.at_browser import sign_in
from tests.figures.quarter import LONDON, Q2
from tests.figures.returning_pages import form_on, words_on
from tests.reports.report_pages import JOINT, TODAY, fill

WORDS = f"{JOINT}/words/introduction"
PUBLISHING = datetime(2020, 1, 20, 0, 0, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def at_work(client, officer, frozen):
    return sign_in(client, officer)


def the_pack():
    return of_quarter(Q2, audience=audience_called("joint-committee"))


def test_words_are_written_beside_the_computed_sentences_and_counts(at_work):
    page = at_work.get(WORDS)
    said = words_on(page)
    assert "Of the 2 measures" in said
    assert "How the measures are rated" in said

    answer = fill(at_work, WORDS, page=page, words="Payroll moved to a new system.")

    assert answer["Location"] == f"{JOINT}/words"
    assert DraftedSection.objects.get().words == "Payroll moved to a new system."
    said = words_on(at_work.get(f"{JOINT}/words"))
    assert "The words under “Introduction” are saved." in said
    assert "Version 1, Performance Officer, 20 January 2020" in said
    assert "1 of 5 written" in words_on(at_work.get(JOINT))


def test_what_the_words_say_of_figures_is_told_beside_them(at_work):
    fill(at_work, WORDS, words="EXC01 is red.")

    assert "says that EXC01 for Havering is red, and it is green." in words_on(at_work.get(f"{JOINT}/words"))
    assert "says that EXC01 for Havering is red, and it is green." in words_on(at_work.get(f"{JOINT}/checks"))


@pytest.mark.parametrize("words", ["word " * 251, "A flag \U0001f3f4 here"])
def test_words_that_cannot_stand_are_said_at_the_box_and_kept_in_it(at_work, words):
    answer = fill(at_work, WORDS, words=words)

    assert answer.status_code == 422
    assert "There is a problem" in words_on(answer)
    assert form_on(answer)["words"].strip() == words.strip()
    assert not DraftedSection.objects.exists()


def test_a_stale_form_is_told_who_wrote_what_meanwhile_and_keeps_what_was_typed(at_work, officer):
    page = at_work.get(WORDS)
    draft_words(the_pack(), place="introduction", words="By a colleague.", by=officer, at=PUBLISHING)

    answer = fill(at_work, WORDS, page=page, words="By me.")

    assert answer.status_code == 409
    said = words_on(answer)
    assert "Performance Officer changed this at 00:00" in said
    assert "Introduction By me. By a colleague." in said
    assert form_on(answer)["words"] == "By me."
    assert fill(at_work, WORDS, page=answer)["Location"] == f"{JOINT}/words"
    assert DraftedSection.objects.filter(words="By me.", number=2).exists()


def test_an_emptied_box_takes_the_words_out(at_work, officer):
    draft_words(the_pack(), place="introduction", words="For now.", by=officer, at=PUBLISHING)

    fill(at_work, WORDS, words="")

    assert "0 of 5 written" in words_on(at_work.get(JOINT))
    assert "For now." in words_on(at_work.get(WORDS))  # among the versions before
