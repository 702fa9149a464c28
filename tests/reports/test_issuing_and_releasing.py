"""From a frozen quarter to who has which pack, and to the day that it is public: by the commands that people type."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.figures.operations import freeze_round, move_meeting, reopen_figures
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.indicators.models import Measure
from goldenthread.partnership.models import Council
from goldenthread.publishing.models import Issue, Publication, Release
from goldenthread.publishing.queries import publication_entry, stored_publication
from goldenthread.publishing.verification import verify_publication
from goldenthread.reports import operations as reports
from goldenthread.reports.issuing import IssuedAlready, issue_pack
from goldenthread.reports.operations import publish_pack
from goldenthread.reports.releasing import NotCleared, ReleasedLate, release_pack
from tests.figures.quarter import LONDON, Q2, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.terminal_runs import Command, Outcome
from tests.world import make_appointment, make_council, make_meeting, make_partnership, make_person

DECEMBER = datetime(2019, 12, 10, 9, 0, tzinfo=LONDON)
FROZEN = datetime(2020, 1, 13, 15, 0, tzinfo=LONDON)
PUBLISHED = datetime(2020, 1, 20, 10, 0, tzinfo=LONDON)
LAST_DAY = datetime(2020, 1, 30, 12, 0, tzinfo=LONDON)  # five clear days before 7 February
LATE = LAST_DAY + timedelta(days=1)
MEETING = date(2020, 2, 7)
QUARTER = ("--year", "2019-20", "--quarter", "Q2")
BY = ("--by", "officer@example.org", "--at", "2020-01-20")
BEFORE_THE_FREEZE = (*BY[:3], "2019-12-10T09:00")
JOINT, TEAM = "2019-20-q2-joint-committee-1", "2019-20-q2-management-team-1"
HAVERING, PARTNER = "2019-20-q2-section-151-havering-1", "2019-20-q2-partner-council-havering-1"


@pytest.fixture
def measures(officer: User, lead: User, head: User) -> tuple[Measure, Measure]:
    """A measure of Havering's and one of Newham's, signed off, in an open round with its meeting."""
    make_partnership()
    make_meeting(on=MEETING)
    made = make_due_measure("EXC01"), make_due_measure("EXC02", measure={"council": make_council("Newham")})
    opened(by=officer)
    move_meeting(quarter=Q2, meeting=MEETING, by=officer, at=DECEMBER - timedelta(days=1))
    for measure in made:
        give(measure, "96.2", by=lead)
    submit(*made, by=lead)
    sign_off(*made, by=head)
    return made


@pytest.fixture
def frozen(measures: tuple[Measure, Measure], officer: User) -> tuple[Measure, Measure]:
    freeze_round(quarter=Q2, by=officer, at=FROZEN)
    return measures


@pytest.fixture
def treasurer(db: None) -> User:
    person = make_person("Havering Treasurer", email="treasurer@example.org")
    make_appointment(person, role="section-151-officer", post="Section 151 Officer", council=make_council("Havering"))
    return person


def issue(command: Command, audience: str, *to: str, by: tuple[str, ...] = BY) -> Outcome:
    return command("issue", *QUARTER, "--audience", audience, "--to", *to, *by)


def publish(command: Command, audience: str = "joint-committee", *more: object) -> Outcome:
    return command("publish", *QUARTER, "--audience", audience, *BY, *more)


def release(command: Command, public_id: str = JOINT, *more: object, at: str = "2020-01-30") -> Outcome:
    return command("release", public_id, "--by", "officer@example.org", "--at", at, *more)


def freeze_again(measure: Measure, *, officer: User, lead: User, at: datetime = FROZEN + timedelta(days=1)) -> None:
    """The figure returned anew, and frozen as the next version."""
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="Wrong", by=officer, at=at)
    give(measure, "97.0", by=lead, at=at)
    freeze_round(quarter=Q2, by=officer, at=at)


def written() -> tuple[int, int, int]:
    """How many publications, copies and releases there are."""
    return Publication.objects.count(), Issue.objects.count(), Release.objects.count()


# --- issue ------------------------------------------------------------------------------------------------------------


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


def test_the_freeze_says_who_has_a_pack_from_before_it(command: Command, measures: object, head: User) -> None:
    issue(command, "management-team", "head@example.org", by=BEFORE_THE_FREEZE)

    outcome = command("freeze", *QUARTER, "--by", "officer@example.org", "--at", "2020-01-13")

    assert f"{TEAM} was made from Q2 2019/20, as it stood on 10 December 2019 at 09:00" in outcome.out
    assert "Director of Finance has it, since 10 December 2019 at 09:00" in outcome.out


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

    with pytest.raises(IssuedAlready, match=f"--publication {TEAM} --to EMAIL"):
        issue_pack(quarter=Q2, audience="management-team", to=["head@example.org"], by=officer, at=PUBLISHED)

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


@pytest.mark.parametrize("audience", ["joint-committee", "partner-council:havering"])
def test_a_public_audience_is_issued_nothing(command: Command, frozen: object, head: User, audience: str) -> None:
    outcome = issue(command, audience, "head@example.org")

    assert outcome.status == 1
    assert f"A pack for {audience} is public, so it is not issued. Publish it" in outcome.err
    assert written() == (0, 0, 0)


@pytest.mark.parametrize("audience", ["management-team", "section-151:havering"])
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


# --- publish ----------------------------------------------------------------------------------------------------------


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


# --- release ----------------------------------------------------------------------------------------------------------


def test_on_the_last_day_in_time_a_pack_is_made_public_with_its_files(command: Command, frozen: object) -> None:
    publish(command)
    browser = Client(headers={"host": "localhost"})
    before = browser.get(f"/publications/{JOINT}/2019-20-q2-joint-committee.pdf").status_code

    outcome = release(command)

    assert outcome.status == 0, outcome.err
    assert f"{JOINT} is public since 30 January 2020 at 12:00." in outcome.out
    assert "the last day in time for it was 30 January 2020" in outcome.out
    after = browser.get(f"/publications/{JOINT}/2019-20-q2-joint-committee.pdf").status_code
    assert (before, after) == (404, 200)


def test_after_it_a_reason_is_wanted(frozen: object, command: Command, officer: User) -> None:
    publish(command)

    with pytest.raises(ReleasedLate, match="ended with 30 January 2020; release on 31 January 2020 gives 4") as refusal:
        release_pack(JOINT, by=officer, at=LATE)

    assert "s100B(4)(b)" in str(refusal.value)
    assert not Release.objects.exists()


def test_with_the_reason_it_is_released_late(frozen: object, command: Command) -> None:
    publish(command)

    outcome = release(command, JOINT, "--because", "The Chair ruled it urgent", at="2020-01-31")

    assert outcome.status == 0, outcome.err
    assert Release.objects.count() == 1


def test_a_correction_has_given_its_reason_and_may_come_after_the_meeting(
    command: Command, frozen: tuple[Measure, Measure], officer: User, lead: User
) -> None:
    publish(command)
    release(command)
    freeze_again(frozen[0], officer=officer, lead=lead, at=datetime(2020, 2, 10, 9, 0, tzinfo=LONDON))
    publish_pack(
        quarter=Q2,
        audience="joint-committee",
        by=officer,
        at=datetime(2020, 2, 10, 10, 0, tzinfo=LONDON),
        replaces=JOINT,
        because="It was 97.0%",
    )

    outcome = release(command, "2019-20-q2-joint-committee-2", at="2020-02-10")

    assert outcome.status == 0, outcome.err


def test_a_restricted_pack_is_never_released(command: Command, frozen: object, head: User) -> None:
    issue(command, "management-team", "head@example.org")

    outcome = release(command, TEAM)

    assert outcome.status == 1
    assert "never made public" in outcome.err
    assert written() == (1, 1, 0)


def test_where_clearance_is_required_nothing_is_released_before_it(
    command: Command, frozen: object, officer: User, treasurer: User
) -> None:
    Council.objects.filter(slug="havering").update(clearance_required=True)
    publish(command)

    with pytest.raises(NotCleared) as refusal:
        release_pack(JOINT, by=officer, at=LAST_DAY)
    clear_figures(quarter=Q2, council="havering", by=treasurer, at=PUBLISHED)
    release_pack(JOINT, by=officer, at=LAST_DAY)

    assert [str(one) for one in refusal.value.problems] == [
        "Havering has not cleared its figures in version 1, and its clearance is required. Ask its Section 151 officer "
        "or partner lead for `clear --year 2019-20 --quarter Q2 --council havering`."
    ]
    assert Release.objects.count() == 1


def test_a_clearance_that_lapsed_does_not_let_it_go(
    command: Command, frozen: tuple[Measure, Measure], officer: User, lead: User, treasurer: User
) -> None:
    Council.objects.filter(slug="havering").update(clearance_required=True)
    clear_figures(quarter=Q2, council="havering", by=treasurer, at=FROZEN)
    freeze_again(frozen[0], officer=officer, lead=lead)
    publish(command)

    with pytest.raises(NotCleared) as refusal:
        release_pack(JOINT, by=officer, at=LAST_DAY)

    assert "That of version 1 lapsed: its figures changed since." in str(refusal.value.problems[0])
    assert not Release.objects.exists()


def test_a_clearance_holds_where_only_others_figures_changed(
    command: Command, frozen: tuple[Measure, Measure], officer: User, lead: User, treasurer: User
) -> None:
    Council.objects.filter(slug="havering").update(clearance_required=True)
    clear_figures(quarter=Q2, council="havering", by=treasurer, at=FROZEN)
    freeze_again(frozen[1], officer=officer, lead=lead)
    publish(command)

    release_pack(JOINT, by=officer, at=LAST_DAY)

    assert Release.objects.count() == 1


def test_a_partners_pack_waits_for_its_own_council_alone(command: Command, frozen: object, officer: User) -> None:
    Council.objects.filter(slug="newham").update(clearance_required=True)
    publish(command, "partner-council:havering")

    release_pack(PARTNER, by=officer, at=LAST_DAY)

    assert Release.objects.count() == 1


def test_where_clearance_is_not_required_nobody_is_waited_for(command: Command, frozen: object, officer: User) -> None:
    publish(command)

    release_pack(JOINT, by=officer, at=LAST_DAY)

    assert Release.objects.count() == 1


def test_the_clearance_sheet_of_a_pack_issued_later_names_who_cleared(
    command: Command, frozen: object, head: User, treasurer: User
) -> None:
    clear_figures(quarter=Q2, council="havering", by=treasurer, at=FROZEN, words="As reported to Cabinet")

    issue(command, "section-151:havering", "head@example.org")

    assert b"As reported to Cabinet" in stored_publication(HAVERING).document
    assert b"is cleared by Section 151 Officer." in stored_publication(HAVERING).document


def test_a_refused_audience_costs_no_typesetting(
    command: Command, frozen: object, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_given: object, **_named: object) -> None:
        raise AssertionError("this was not to be asked for")

    monkeypatch.setattr(reports, "pack_document", never)

    assert publish(command, "management-team").status == 1
