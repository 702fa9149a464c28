"""From a publication to the day that it is public, by the commands that people type."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.committee.models import ClosedDay, Committee
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.indicators.models import Measure
from goldenthread.partnership.models import Council
from goldenthread.publishing.models import Release
from goldenthread.publishing.queries import stored_publication
from goldenthread.reports.operations import publish_pack
from goldenthread.reports.releasing import NotCleared, ReleasedLate, release_pack
from tests.figures.quarter import LONDON, Q2
from tests.reports.audiences import (
    FROZEN,
    HAVERING,
    JOINT,
    LAST_DAY,
    LATE,
    PARTNER,
    PUBLISHED,
    TEAM,
    freeze_again,
    issue,
    publish,
    release,
    written,
)
from tests.terminal_runs import Command


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


def test_a_committees_own_notice_and_closed_days_count(frozen: object, command: Command, officer: User) -> None:
    publish(command)
    committee = Committee.objects.get()
    Committee.objects.filter(pk=committee.pk).update(notice_days=6)
    ClosedDay.objects.create(committee=committee, day=date(2020, 1, 31), because="The town halls move.")

    with pytest.raises(ReleasedLate, match=r"6 clear days before .* ended with 28 January 2020"):
        release_pack(JOINT, by=officer, at=LAST_DAY)


def test_with_the_reason_it_is_released_late(frozen: object, command: Command) -> None:
    publish(command)

    outcome = release(command, JOINT, "--because", "The Chair ruled it urgent", at="2020-01-31")

    assert outcome.status == 0, outcome.err
    assert Release.objects.get().because == "The Chair ruled it urgent"


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

    (said,) = refusal.value.told_at_page()
    assert said == (
        "Havering has not cleared its figures in version 1 of Q2 2019/20, and its clearance is required. Ask its "
        "Section 151 officer or partner lead to clear them."
    )
    assert [str(one) for one in refusal.value.told_at_terminal()] == [
        f"{said} `clear --year 2019-20 --quarter Q2 --council havering` does that."
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
