"""A plan's file: read, refused with every problem and its place, and printed as it stands."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.domain.plain import from_plain, to_plain
from goldenthread.domain.plan_records import PlanRecord
from goldenthread.domain.problems import InputRefused
from goldenthread.plans.forms import read_plan
from goldenthread.plans.models import Plan, PlanVersion
from goldenthread.plans.operations import close_progress, open_progress
from tests.plans.improvement import IN_JANUARY, PLAN, Q3, finalised, make_world, report
from tests.terminal_runs import Command

FILE = dedent(
    """
    [plan]
    slug = "improvement-plan"
    kind = "improvement"
    title = "oneSource Improvement Plan"
    committee = "onesource-joint-committee"
    first_year = "2019-20"
    last_year = "2020-21"
    illustrative = true

    [[theme]]
    title = "Culture"

    [[theme.action]]
    ref = "1.1"
    words = "Train every manager."
    outcome = "Partners come first."
    success = "The committee agrees it."
    owner = "Director of Finance"
    starts = 2019-05-01
    due = 2019-12-31
    serves = ["havering"]
    service = "exchequer-and-transactional"

    [[theme.action]]
    ref = "1.2"
    words = "Ask staff."
    outcome = "Partners come first."
    success = "The committee agrees it."
    owner = "Director of Finance"
    starts = 2019-05-01
    due = 2020-03-31
    waits_for = ["1.1"]

    [[theme]]
    title = "Requests"

    [[theme.action]]
    ref = "2.1"
    words = "Write a protocol."
    outcome = "Partners come first."
    success = "The committee agrees it."
    owner = "Director of Finance"
    source = "Members"
    starts = 2019-05-01
    due = 2019-12-31

    [[theme.action.milestone]]
    key = "M1"
    words = "A draft"
    due = 2019-09-30
    """
)


def places(content: bytes) -> list[str]:
    with pytest.raises(InputRefused) as refused:
        read_plan(content, file="plan.toml")
    return [one.column for one in refused.value.problems]


def test_a_plan_is_read_whole_and_kept_without_loss():
    read = read_plan(FILE.encode(), file="plan.toml")

    assert read == PLAN
    assert from_plain(PlanRecord, to_plain(read)) == PLAN


def test_every_problem_of_a_file_is_told_with_its_place():
    wrong = (
        FILE.replace('slug = "improvement-plan"', 'slug = "Improvement Plan"')
        .replace('first_year = "2019-20"', 'first_year = "2019-21"')
        .replace("due = 2019-09-30", 'due = "30 September"')
        .replace('source = "Members"', 'sauce = "Members"')
        .replace('serves = ["havering"]', 'serves = "havering"')
        .replace('ref = "1.2"', "ref = 1.2")
    )

    assert places(wrong.encode()) == [
        "plan.slug",
        "plan.first_year",
        "theme[1].action[1].serves",
        "theme[1].action[2].ref",
        "theme[2].action[1].sauce",
        "theme[2].action[1].milestone[1].due",
    ]


def test_words_that_no_document_can_print_are_refused_and_pasted_ones_are_cleaned():
    """A NUL would end in the database; a glyph that our fonts lack, on the night before publication."""
    wrong = FILE.replace("Train every manager.", "Train\\u0000.").replace("Ask staff.", "Ask \U0001fae0 staff.")
    pasted = FILE.replace("Ask staff.", "Ask\u2003staff.\u200b").replace('"Requests"', '"""\nRequests\nby others"""')

    assert places(wrong.encode()) == ["theme[1].action[1].words", "theme[1].action[2].words"]
    read = read_plan(pasted.encode(), file="plan.toml")
    assert (read.actions[1].terms.words, read.actions[2].theme) == ("Ask staff.", "Requests by others")


def test_a_theme_without_an_action_is_not_lost():
    assert places(f'{FILE}\n[[theme]]\ntitle = "Money"\n'.encode()) == ["theme[3].action"]


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"[plan", b"a = " + b"[" * 5000, b"n = " + b"9" * 5000],
    ids=["bytes", "toml", "deep", "long"],
)
def test_what_is_no_toml_is_refused(content):
    assert places(content) == [""]


def test_a_file_with_nothing_in_it_says_what_is_missing():
    needed = ("slug", "kind", "title", "committee", "first_year", "last_year")

    assert places(b"") == ["plan", *(f"plan.{one}" for one in needed)]


@pytest.mark.django_db
def test_a_file_is_imported_once_and_refused_whole(command: Command, officer: User, tmp_path: Path):
    make_world()
    good, bad = tmp_path / "plan.toml", tmp_path / "bad.toml"
    good.write_text(FILE)
    bad.write_text(FILE.replace("due = 2020-03-31", "due = 2019-04-01"))

    with transaction.atomic():
        refused = command("import-plan", bad, "--by", "officer@example.org", "--at", "2019-03-20")
    first = command("import-plan", good, "--by", "officer@example.org", "--at", "2019-03-20")
    again = command("import-plan", good, "--by", "officer@example.org", "--at", "2019-03-21")

    assert (refused.status, "It would end on 1 April 2019, before it starts on 1 May 2019." in refused.err) == (1, True)
    assert first.out == "oneSource Improvement Plan: 3 actions, written down as version 1.\n"
    assert again.out == "oneSource Improvement Plan stands so already: nothing was written.\n"
    assert (Plan.objects.count(), PlanVersion.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_a_plan_is_printed_as_it_stands_and_as_it_was_closed(command: Command, officer: User, clerk: User):
    plan = finalised(by=officer)
    quarter = ("--year", "2019-20", "--quarter", "Q3")
    assert "Q3 2019/20, no progress was asked:" in command("plan", "improvement-plan", *quarter).out
    open_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)
    report(
        "2.1",
        Q3,
        by=officer,
        at=IN_JANUARY,
        action=date(2020, 1, 20),
        done_M1=date(2019, 9, 28),
        reasons="Members were away.",
        remedy="It goes to them in February.",
    )
    close_progress(plan_id=plan.pk, quarter=Q3, by=officer, at=IN_JANUARY)

    told = command("plan", "improvement-plan", *quarter)

    assert told.out.splitlines() == [
        "oneSource Improvement Plan: final, agreed by onesource-joint-committee/2019-04-05/15/1. Its actions are "
        "illustrative.",
        "Amendment 1: Embed the culture change programme. Settled on 10 April 2019: An action was added.",
        "Amendment 2: Say which resources each partner has. Settled on 10 April 2019: An action was added.",
        "Amendment 3: Include a protocol on requests by others. Settled on 10 April 2019: An action was added.",
        "Q3 2019/20, as it was closed:",
        "1.1 Train every manager. (Director of Finance): not reported; due 31 December 2019",
        "1.2 Ask staff. (Director of Finance): not reported; due 31 March 2020",
        "2.1 Write a protocol. (Director of Finance): up to one month behind; behind by 20 days; due 31 December 2019; "
        "expected 20 January 2020; the outcome is likely",
        "3 actions: 1 up to one month behind, 2 not reported.",
    ]
    assert command("plan", "nothing", *quarter).err.endswith("There are: improvement-plan.\n")


@pytest.mark.django_db
def test_a_plan_is_told_as_data(command: Command, officer: User, clerk: User):
    finalised(by=officer)

    told = json.loads(command("plan", "improvement-plan", "--year", "2019-20", "--quarter", "Q3", "--json").out)

    assert (told["base"], told["closed"], told["counts"]["not reported"]) == (3, False, 3)
    assert told["plan"]["delegated_to"] == "Interim Executive Director"
