"""From a round to who has which restricted pack, by the commands that people type; and what is published of it."""

from __future__ import annotations

import json

import pytest

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round
from goldenthread.indicators.models import Measure
from goldenthread.publishing.models import Issue
from goldenthread.publishing.queries import publication_entry, stored_publication
from goldenthread.publishing.verification import verify_publication
from goldenthread.reports import operations as reports
from goldenthread.reports.issuing import IssuedAlready, issue_pack
from tests.figures.quarter import Q2
from tests.reports.audiences import (
    BEFORE_THE_FREEZE,
    BY,
    FROZEN,
    HAVERING,
    JOINT,
    PARTNER,
    PUBLISHED,
    QUARTER,
    TEAM,
    freeze_again,
    issue,
    publish,
    written,
)
from tests.terminal_runs import Command
from tests.world import make_appointment, make_council, make_person


def test_a_restricted_pack_is_issued_to_people_under_their_posts(
    command: Command, frozen: object, head: User, lead: User
) -> None:
    outcome = issue(command, "management-team", "head@example.org", "lead@example.org")

    assert outcome.status == 0, outcome.err
    assert f"Issued as {TEAM}" in outcome.out
    assert "Director of Finance has it, since 20 January 2020 at 12:00" in outcome.out
    assert list(Issue.objects.order_by("id").values_list("person", flat=True)) == [head.pk, lead.pk]
    assert verify_publication(stored_publication(TEAM)).is_right


def test_the_management_team_may_have_its_pack_before_the_freeze(
    command: Command, measures: object, head: User, officer: User
) -> None:
    outcome = issue(command, "management-team", "head@example.org", by=BEFORE_THE_FREEZE)
    frozen = freeze_round(quarter=Q2, by=officer, at=FROZEN)

    assert outcome.status == 0, outcome.err
    assert "made from Q2 2019/20, as it stood on 10 December 2019 at 09:00; RESTRICTED" in outcome.out
    assert b'"status":"RESTRICTED DRAFT"' in stored_publication(TEAM).document
    assert [(one.public_id, [copy.post for copy in one.issued]) for one in frozen.older] == [
        (TEAM, ["Director of Finance"])
    ]


def test_the_management_team_reads_how_old_and_how_honest_the_figures_are(
    command: Command, frozen: object, head: User
) -> None:
    issue(command, "management-team", "head@example.org")

    assert b"How old and how honest the figures are" in stored_publication(TEAM).document
    assert b"of the 2 figures were returned on time, and 2 (100%) in all." in stored_publication(TEAM).document


def test_the_freeze_says_who_has_a_pack_from_before_it(command: Command, measures: object, head: User) -> None:
    issue(command, "management-team", "head@example.org", by=BEFORE_THE_FREEZE)

    outcome = command("freeze", *QUARTER, "--by", "officer@example.org", "--at", "2020-01-13")

    assert f"{TEAM} was made from Q2 2019/20, as it stood on 10 December 2019 at 09:00" in outcome.out
    assert "Director of Finance has it, since 10 December 2019 at 09:00" in outcome.out


def test_the_first_frozen_pack_says_so_too(command: Command, measures: object, head: User, officer: User) -> None:
    issue(command, "management-team", "head@example.org", by=BEFORE_THE_FREEZE)
    freeze_round(quarter=Q2, by=officer, at=FROZEN)
    issue(command, "management-team", "head@example.org")

    second = json.loads(stored_publication("2019-20-q2-management-team-2").document)
    (section,) = [one for one in second["sections"] if one["title"] == "P. Who has one from before the freeze"]
    told = json.dumps(section)
    assert TEAM in told
    assert "Director of Finance" in told


def test_without_a_draft_it_has_no_such_part(command: Command, frozen: object, head: User) -> None:
    issue(command, "management-team", "head@example.org")

    assert b"from before the freeze" not in stored_publication(TEAM).document


def test_a_section_151_officer_is_given_frozen_figures_alone(command: Command, measures: object, head: User) -> None:
    outcome = issue(command, "section-151:havering", "head@example.org")

    assert outcome.status == 1
    assert "No figures of Q2 2019/20 are frozen" in outcome.err
    assert written() == (0, 0, 0)


def test_more_people_are_given_what_was_issued(command: Command, frozen: object, head: User, lead: User) -> None:
    issue(command, "management-team", "head@example.org")

    outcome = command("issue", "--publication", TEAM, "--to", "lead@example.org", *BY, "--json")

    assert [copy["post"] for copy in json.loads(outcome.out)["issued"]] == ["Director of Finance", "Head of Exchequer"]
    assert written() == (1, 2, 0)


def test_the_same_version_is_issued_once_and_then_given_to_more_people(
    command: Command, frozen: object, head: User, officer: User
) -> None:
    issue(command, "management-team", "head@example.org")

    with pytest.raises(IssuedAlready, match="Give it to more people") as refused:
        issue_pack(quarter=Q2, audience="management-team", to=["head@example.org"], by=officer, at=PUBLISHED)

    assert refused.value.at_terminal == f"`issue --publication {TEAM} --to EMAIL` gives it."
    assert written() == (1, 1, 0)


def test_one_from_newer_figures_replaces_it_and_says_so(
    command: Command, frozen: tuple[Measure, Measure], head: User, officer: User, lead: User
) -> None:
    issue(
        command, "management-team", "head@example.org", by=("--by", "officer@example.org", "--at", "2020-01-13T16:00")
    )
    freeze_again(frozen[0], officer=officer, lead=lead)

    outcome = issue(command, "management-team", "head@example.org")

    assert outcome.status == 0, outcome.err
    second = publication_entry("2019-20-q2-management-team-2")
    assert (second.replaces, second.made_from) == (TEAM, "Q2 2019/20, version 2 of the figures")


def test_nobody_unknown_or_without_a_post_is_given_anything(
    command: Command, frozen: object, head: User, stranger: User
) -> None:
    outcome = issue(command, "management-team", "head@example.org", "nobody@example.org", "stranger@example.org")

    assert outcome.status == 1
    assert "Nobody here has the e-mail address 'nobody@example.org'." in outcome.err
    assert "Stranger holds no post on 20 January 2020" in outcome.err
    assert written() == (0, 0, 0)


def test_a_councils_pack_is_given_to_nobody_of_another_council(command: Command, frozen: object, head: User) -> None:
    newham = make_person("Newham Finance", email="s151@newham.example.org")
    make_appointment(newham, role="section-151-officer", post="Section 151 Officer", council=make_council("Newham"))

    refused = issue(command, "section-151:havering", "head@example.org", "s151@newham.example.org")

    assert refused.status == 1
    assert "Newham Finance is Section 151 Officer, and holds no post of Havering" in refused.err
    assert written() == (0, 0, 0)
    assert issue(command, "section-151:havering", "head@example.org").status == 0


@pytest.mark.parametrize("audience", ["joint-committee", "partner-council:havering"])
def test_a_public_audience_is_issued_nothing(command: Command, frozen: object, head: User, audience: str) -> None:
    outcome = issue(command, audience, "head@example.org")

    assert outcome.status == 1
    assert f"A pack for {audience} is public, so it is not issued. Publish it" in outcome.err
    assert written() == (0, 0, 0)


@pytest.mark.parametrize("audience", ["management-team", "chairs-briefing", "section-151:havering"])
def test_a_restricted_audience_is_published_nothing(command: Command, frozen: object, audience: str) -> None:
    outcome = publish(command, audience)

    assert outcome.status == 1
    assert f"A pack for {audience} is restricted, so it is not published." in outcome.err
    assert written() == (0, 0, 0)


@pytest.mark.parametrize("who", ["lead", "head", "clerk"])
def test_nobody_but_the_officer_issues(
    command: Command, frozen: object, head: User, who: str, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)

    outcome = issue(command, "management-team", "head@example.org", by=("--by", person.email, "--at", "2020-01-20"))

    assert outcome.status == 1
    assert "so cannot issue" in outcome.err
    assert written() == (0, 0, 0)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--audience", "everybody"), "There is no audience 'everybody'"),
        (("--audience", "section-151"), "is of one council: section-151:havering"),
        (("--audience", "section-151:barking"), "No council has the short name 'barking'"),
        (("--audience", "management-team", "--council", "havering"), "name no council"),
        (("--audience", "section-151:havering", "--council", "newham"), "two councils"),
    ],
)
def test_an_audience_that_there_is_not_is_wrong_usage(
    command: Command, frozen: object, head: User, typed: tuple[str, ...], said: str
) -> None:
    outcome = command("issue", *QUARTER, *typed, "--to", "head@example.org", *BY)

    assert outcome.status == 2
    assert said in outcome.err


def test_a_publication_and_a_quarter_are_not_named_together(command: Command, frozen: object, head: User) -> None:
    both = command("issue", "--publication", TEAM, *QUARTER, "--to", "head@example.org", *BY)
    neither = command("issue", "--audience", "management-team", "--to", "head@example.org", *BY)

    assert (both.status, neither.status) == (2, 2)


def test_a_council_may_be_named_beside_its_audience(command: Command, frozen: object, head: User) -> None:
    outcome = command(
        "issue", *QUARTER, "--audience", "section-151", "--council", "havering", "--to", "head@example.org", *BY
    )

    assert f"Issued as {HAVERING}" in outcome.out


def test_an_older_version_is_published_only_where_it_is_asked_for_by_number(
    command: Command, frozen: tuple[Measure, Measure], officer: User, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze_again(frozen[0], officer=officer, lead=lead)

    newest = publish(command, "partner-council:havering")
    older = publish(command, "joint-committee", "--version", 1)

    assert (newest.status, older.status) == (0, 0), older.err
    assert publication_entry(PARTNER).made_from == "Q2 2019/20, version 2 of the figures"
    assert publication_entry(JOINT).made_from == "Q2 2019/20, version 1 of the figures"


def test_a_version_that_there_is_not_is_not_published(command: Command, frozen: object) -> None:
    outcome = publish(command, "joint-committee", "--version", 3)

    assert outcome.status == 1
    assert "There is no version 3 of the figures of Q2 2019/20: the latest is version 1." in outcome.err
    assert written() == (0, 0, 0)


def test_a_council_that_the_round_has_no_measure_of_has_no_pack(command: Command, frozen: object) -> None:
    make_council("Bexley")

    outcome = publish(command, "partner-council:bexley")

    assert outcome.status == 1
    assert "Q2 2019/20 has no measure of Bexley" in outcome.err


def test_each_audience_is_written_to_a_folder(command: Command, frozen: object, tmp_path: object) -> None:
    outcome = command(
        "pack", *QUARTER, "--audience", "section-151", "--council", "havering", "--out", tmp_path, *BY[2:]
    )

    assert outcome.status == 0, outcome.err
    assert "RESTRICTED, version 1 of the figures" in outcome.out


def test_a_refused_audience_costs_no_typesetting(
    command: Command, frozen: object, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_given: object, **_named: object) -> None:
        raise AssertionError("this was not to be asked for")

    monkeypatch.setattr(reports, "pack_document", never)

    assert publish(command, "management-team").status == 1
