"""Clearing: which version was cleared, by whom, and when that no longer holds."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, make_dataclass, replace
from datetime import datetime, timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.models import Clearance
from goldenthread.figures.operations import freeze_round, reopen_figures
from goldenthread.figures.operations.clearing import ClearedAlready, NothingToClear, clear_figures
from goldenthread.figures.queries.clearances import (
    CouncilUnknown,
    clearances_of,
    council_called,
    figures_sha256,
    frozen_of_council,
    frozen_versions,
)
from goldenthread.indicators.models import Measure
from goldenthread.partnership.rules import RoleMissing
from goldenthread.terminal.order import OutOfOrder
from tests.figures.quarter import LONDON, Q2, figure_of, give, make_due_measure, opened
from tests.reports.rounds import make_snapshot
from tests.terminal_runs import Command
from tests.world import make_appointment, make_council, make_partnership, make_person

JANUARY = datetime(2020, 1, 15, 11, 0, tzinfo=LONDON)
NEXT = timedelta(days=1)
QUARTER = ("--year", "2019-20", "--quarter", "Q2")


@pytest.fixture
def treasurer(db: None) -> User:
    """Havering's Section 151 officer."""
    person = make_person("Havering Treasurer", email="treasurer@example.org")
    make_appointment(person, role="section-151-officer", post="Section 151 Officer", council=make_council("Havering"))
    return person


@pytest.fixture
def partner(db: None) -> User:
    """Havering's partner lead."""
    person = make_person("Partner Lead")
    make_appointment(person, role="partner-lead", post="Chief Executive's nominee", council=make_council("Havering"))
    return person


@pytest.fixture
def measures(lead: User, officer: User) -> tuple[Measure, Measure]:
    """A measure of Havering's and one of Newham's, both returned and frozen as version 1."""
    make_partnership()
    havering = make_due_measure("EXC01")
    newham = make_due_measure("EXC02", measure={"council": make_council("Newham")})
    opened(by=officer)
    give(havering, "96.2", by=lead)
    give(newham, "96.2", by=lead)
    freeze_round(quarter=Q2, by=officer, at=JANUARY)
    return havering, newham


def change(measure: Measure, value: str, *, lead: User, officer: User, at: datetime) -> None:
    """The figure opened, returned anew and frozen as the next version."""
    reopen_figures(figure_ids=[figure_of(measure).pk], reason="Wrong", by=officer, at=at)
    give(measure, value, by=lead, at=at)
    freeze_round(quarter=Q2, by=officer, at=at)


def clear(by: User, *, at: datetime = JANUARY + NEXT, **given: object) -> None:
    clear_figures(**{"quarter": Q2, "council": "havering", "by": by, "at": at, **given})  # type: ignore[arg-type]


def standing(version: int, *, at: datetime = JANUARY + 30 * NEXT) -> list[str]:
    """The posts whose clearance holds for a version of Havering's figures."""
    council = council_called("havering")
    sha256 = figures_sha256(frozen_of_council(frozen_versions(Q2)[version], council=council))
    return [one.post for one in clearances_of(Q2, council=council, at=at) if one.sha256 == sha256]


def test_the_version_cleared_is_kept_with_who_when_and_what(measures: tuple[Measure, Measure], treasurer: User) -> None:
    clear(treasurer, words="As reported to Cabinet")

    (kept,) = clearances_of(Q2, council=council_called("havering"), at=JANUARY + NEXT)
    assert (kept.version, kept.role, kept.post, kept.words) == (
        1,
        "Section 151 officer",
        "Section 151 Officer",
        "As reported to Cabinet",
    )
    assert kept.sha256 == figures_sha256(frozen_of_council(frozen_versions(Q2)[1], council=council_called("havering")))
    assert history_of(subject="round", subject_id="2019-20 Q2")[-1].kind == "figures cleared"


def test_a_partner_lead_clears_too(measures: tuple[Measure, Measure], partner: User) -> None:
    clear(partner)

    assert standing(1) == ["Chief Executive's nominee"]


def test_a_version_that_changes_the_councils_figures_lapses_the_clearance(
    measures: tuple[Measure, Measure], treasurer: User, lead: User, officer: User
) -> None:
    clear(treasurer)

    change(measures[0], "97.0", lead=lead, officer=officer, at=JANUARY + 2 * NEXT)

    assert (standing(1), standing(2)) == (["Section 151 Officer"], [])


def test_a_version_that_changes_others_alone_does_not(
    measures: tuple[Measure, Measure], treasurer: User, lead: User, officer: User
) -> None:
    clear(treasurer)

    change(measures[1], "97.0", lead=lead, officer=officer, at=JANUARY + 2 * NEXT)

    assert standing(2) == ["Section 151 Officer"]


def test_what_changed_is_cleared_again(
    measures: tuple[Measure, Measure], treasurer: User, lead: User, officer: User
) -> None:
    clear(treasurer)
    change(measures[0], "97.0", lead=lead, officer=officer, at=JANUARY + 2 * NEXT)

    clear(treasurer, at=JANUARY + 3 * NEXT)

    assert standing(2) == ["Section 151 Officer"]


def test_the_version_that_was_looked_at_can_be_named(
    measures: tuple[Measure, Measure], treasurer: User, lead: User, officer: User
) -> None:
    change(measures[0], "97.0", lead=lead, officer=officer, at=JANUARY + 2 * NEXT)

    clear(treasurer, at=JANUARY + 3 * NEXT, version=1)

    assert (standing(1), standing(2)) == (["Section 151 Officer"], [])


def test_a_clearance_is_known_only_from_its_moment_on(measures: tuple[Measure, Measure], treasurer: User) -> None:
    clear(treasurer)

    assert standing(1, at=JANUARY) == []


@pytest.mark.parametrize("who", ["officer", "head", "lead", "clerk", "member", "stranger"])
def test_nobody_else_clears(measures: tuple[Measure, Measure], who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(RoleMissing, match="not Section 151 officer or partner lead for Havering on 16 January 2020"):
        clear(request.getfixturevalue(who))

    assert not Clearance.objects.exists()


def test_nobody_clears_for_another_council(measures: tuple[Measure, Measure], treasurer: User) -> None:
    with pytest.raises(RoleMissing, match="for Newham"):
        clear(treasurer, council="newham")

    assert not Clearance.objects.exists()


def test_a_version_is_cleared_once_by_a_person(measures: tuple[Measure, Measure], treasurer: User) -> None:
    clear(treasurer)

    with pytest.raises(ClearedAlready, match="cleared version 1 for Havering already on 16 January 2020 at 11:00"):
        clear(treasurer, at=JANUARY + 2 * NEXT)

    assert Clearance.objects.count() == 1


def test_nothing_is_cleared_before_it_was_frozen(measures: tuple[Measure, Measure], treasurer: User) -> None:
    with pytest.raises(OutOfOrder, match="Version 1 was frozen on 15 January 2020"):
        clear(treasurer, at=JANUARY - NEXT)

    assert not Clearance.objects.exists()


def test_figures_that_are_not_frozen_are_not_cleared(treasurer: User, lead: User, officer: User) -> None:
    make_partnership()
    make_due_measure()
    opened(by=officer)

    with pytest.raises(NothingToClear, match="Q2 2019/20 was never frozen, so there is nothing to clear"):
        clear(treasurer)


def test_a_version_that_there_is_not_is_not_cleared(measures: tuple[Measure, Measure], treasurer: User) -> None:
    with pytest.raises(NothingToClear, match="Q2 2019/20 has no version 2 of its figures"):
        clear(treasurer, version=2)


def test_a_council_without_figures_has_nothing_to_clear(measures: tuple[Measure, Measure]) -> None:
    bexley = make_person("Bexley Treasurer")
    make_appointment(bexley, role="section-151-officer", council=make_council("Bexley"))

    with pytest.raises(NothingToClear, match="has no figure of Bexley"):
        clear(bexley, council="bexley")


def test_a_council_that_nobody_knows_is_told_with_those_that_there_are(
    measures: tuple[Measure, Measure], treasurer: User
) -> None:
    with pytest.raises(CouncilUnknown, match="No council has the short name 'barking'") as refusal:
        clear(treasurer, council="barking")

    assert "havering" in str(refusal.value)


def test_a_field_that_snapshots_gained_later_does_not_change_what_was_cleared() -> None:
    snapshot = make_snapshot()
    names = [field.name for field in fields(FigureSnapshot) if field.default is MISSING]
    before = make_dataclass("Before", names, frozen=True)
    as_it_was = before(**{name: getattr(snapshot, name) for name in names})

    assert figures_sha256([as_it_was]) == figures_sha256([snapshot])
    assert figures_sha256([replace(snapshot, rating="red")]) != figures_sha256([snapshot])


def test_the_command_says_which_version_was_cleared(
    command: Command, measures: tuple[Measure, Measure], treasurer: User
) -> None:
    outcome = command(
        "clear",
        *QUARTER,
        "--council",
        "havering",
        "--by",
        "treasurer@example.org",
        "--at",
        "2020-01-16",
        "--version",
        1,
    )

    assert outcome.status == 0, outcome.err
    assert "Q2 2019/20, version 1: figures of Havering cleared by Section 151 Officer." in outcome.out
    assert Clearance.objects.get().sha256 in outcome.out


def test_the_command_prints_the_reason_of_a_refusal_and_writes_nothing(
    command: Command, measures: tuple[Measure, Measure], officer: User
) -> None:
    outcome = command("clear", *QUARTER, "--council", "havering", "--by", officer.email, "--at", "2020-01-16", "--json")

    assert outcome.status == 1
    assert "is not Section 151 officer or partner lead" in json.loads(outcome.out)["problems"][0]["message"]
    assert not Clearance.objects.exists()
