"""`as-known`: a figure or a pack as it was known on a day, whatever was said or published later."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.days import day_words
from goldenthread.figures.operations import freeze_round, reopen_figures
from goldenthread.indicators.models import Measure
from goldenthread.publishing.models import Issue, Publication, PublishedFile, Release
from goldenthread.publishing.verification import verify_folder
from goldenthread.reports.operations import publish_pack
from tests.figures.quarter import LONDON, OCTOBER, Q1, Q2, figure_of, give, opened
from tests.figures.restated import frozen_q1, make_complaints, restate
from tests.terminal_runs import Command, Outcome
from tests.world import make_partnership

pytestmark = pytest.mark.django_db

FIGURE = ("--figure", "COM01:havering", "--year", "2019-20", "--quarter", "Q1")
PACK = ("--pack", "--year", "2019-20", "--quarter", "Q1")
NAME = "2019-20-q1-joint-committee"
SEPTEMBER = datetime(2019, 9, 2, 12, 0, tzinfo=LONDON)


@pytest.fixture
def complaints(lead: User, officer: User) -> Measure:
    """38 complaints, reported for Q1 in August and explained."""
    make_partnership()
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer, reasons="A new form was misread.")
    return measure


def publish(officer: User, *, at: datetime = SEPTEMBER, **given: Any) -> Publication:
    return publish_pack(quarter=Q1, audience="joint-committee", by=officer, at=at, **given).publication


def publish_correction(measure: Measure, *, officer: User, lead: User, at: datetime) -> Publication:
    """The figure opened, returned as 30, frozen and published in place of the first."""
    reopen_figures(figure_ids=[figure_of(measure, Q1).pk], reason="Wrong", by=officer, at=at)
    give(measure, "30", by=lead, quarter=Q1, at=at)
    freeze_round(quarter=Q1, by=officer, at=at)
    return publish(officer, at=at, replaces=f"{NAME}-1", because="It was 30.")


def as_known(command: Command, on: str, *what: object) -> Outcome:
    return command("as-known", "--on", on, *what)


def test_before_its_restatement_a_figure_is_known_as_it_was_reported(
    command: Command, complaints: Measure, officer: User
) -> None:
    restate(complaints, "31", by=officer)

    outcome = as_known(command, "2019-10-13", *FIGURE)

    assert outcome.status == 0, outcome.err
    assert "As known that day: 38, amber" in outcome.out
    assert "Reasons: A new form was misread." in outcome.out
    assert "31" not in outcome.out


def test_when_a_step_was_entered_is_told_beside_its_moment(command: Command, complaints: Measure) -> None:
    plain = as_known(command, "2019-10-13", *FIGURE)
    entered = as_known(command, "2019-10-13", *FIGURE, "--entered")

    today = day_words(datetime.now(tz=LONDON).date())
    (line,) = [one for one in entered.out.splitlines() if "figure returned" in one]
    assert f"22 July 2019 at 10:30, entered on {today} at " in line
    assert "entered on" not in plain.out


def test_from_the_day_of_its_restatement_both_are_known(command: Command, complaints: Measure, officer: User) -> None:
    restate(complaints, "31", by=officer)

    outcome = as_known(command, "2019-10-14", *FIGURE)

    assert "As reported: 38, amber" in outcome.out
    assert "Restated by Performance Officer on 14 October 2019 at 10:30 (correction): Seven" in outcome.out
    assert "As known that day: 31 [r], green" in outcome.out
    assert "figure returned: Head of Exchequer, 22 July 2019 at 10:30" in outcome.out


def test_a_day_ends_at_midnight_in_london(command: Command, complaints: Measure, officer: User) -> None:
    restate(complaints, "31", by=officer, at=datetime(2019, 10, 14, 23, 59, 59, tzinfo=LONDON))
    restate(complaints, "33", by=officer, at=datetime(2019, 10, 15, 0, 0, tzinfo=LONDON))

    assert "As known that day: 31 [r]" in as_known(command, "2019-10-14", *FIGURE).out
    assert "As known that day: 33 [r]" in as_known(command, "2019-10-15", *FIGURE).out


def test_before_it_was_frozen_nothing_was_published_of_it(command: Command, complaints: Measure) -> None:
    outcome = as_known(command, "2019-07-22", *FIGURE)

    assert outcome.status == 0
    assert "Nothing was frozen of it by then, so nothing was published of it." in outcome.out
    assert "Returned by then: 38" in outcome.out


def test_before_its_round_was_open_it_says_so(command: Command, complaints: Measure) -> None:
    assert "The quarter's round was not open by then." in as_known(command, "2019-07-21", *FIGURE).out


def test_that_it_was_opened_again_is_known_from_that_day(command: Command, complaints: Measure, officer: User) -> None:
    reopen_figures(figure_ids=[figure_of(complaints, Q1).pk], reason="Wrong", by=officer, at=OCTOBER)

    assert "opened again" not in as_known(command, "2019-10-13", *FIGURE).out
    assert "It was opened again by then" in as_known(command, "2019-10-14", *FIGURE).out


def test_the_figure_as_json_holds_its_whole_snapshot(command: Command, complaints: Measure, officer: User) -> None:
    restate(complaints, "31", by=officer)

    told = json.loads(as_known(command, "2019-10-14", *FIGURE, "--json").out)

    assert told["frozen"]["as_reported"]["value"] == "38"
    assert told["frozen"]["value_as_known"] == "31"
    assert [one["value"] for one in told["frozen"]["restatements"]] == ["31"]


def test_a_day_to_come_is_refused(command: Command, complaints: Measure) -> None:
    outcome = as_known(command, "2999-01-01", *FIGURE)

    assert outcome.status == 1
    assert "still to come" in outcome.err


def test_the_pack_of_a_day_is_the_publication_that_stood_then(
    command: Command, complaints: Measure, officer: User, lead: User, tmp_path: Path
) -> None:
    publish(officer)
    publish_correction(complaints, officer=officer, lead=lead, at=OCTOBER)

    then = as_known(command, "2019-10-13", *PACK, "--out", tmp_path / "then")
    later = as_known(command, "2019-10-14", "--pack", NAME, "--out", tmp_path / "later")

    assert then.out.startswith(f"{NAME}-1 stood at the end of 13 October 2019")
    assert later.out.startswith(f"{NAME}-2 stood at the end of 14 October 2019")
    assert verify_folder(tmp_path / "then").is_right


def test_the_files_written_are_the_stored_bytes(
    command: Command, complaints: Measure, officer: User, lead: User, tmp_path: Path
) -> None:
    first = publish(officer)
    stored = {file.name: file.sha256 for file in PublishedFile.objects.filter(publication=first)}
    publish_correction(complaints, officer=officer, lead=lead, at=OCTOBER)

    as_known(command, "2019-09-02", "--pack", f"{NAME}-2", "--out", tmp_path / "then")

    written = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "then").iterdir()}
    assert written == stored


def test_what_stood_on_a_past_day_is_told_the_same_after_every_later_change(
    command: Command, complaints: Measure, officer: User, lead: User
) -> None:
    publish(officer)
    before = [as_known(command, "2019-10-13", *what).out for what in (FIGURE, PACK, (*FIGURE, "--json"))]

    restate(complaints, "31", by=officer)
    opened(Q2, by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    publish_correction(complaints, officer=officer, lead=lead, at=OCTOBER + timedelta(days=1))

    assert [as_known(command, "2019-10-13", *what).out for what in (FIGURE, PACK, (*FIGURE, "--json"))] == before


def test_a_pack_that_was_not_published_by_then_is_refused(
    command: Command, complaints: Measure, officer: User, tmp_path: Path
) -> None:
    publish(officer)

    outcome = as_known(command, "2019-09-01", *PACK, "--out", tmp_path / "then")

    assert outcome.status == 1
    assert f"Nothing was published as {NAME} by the end of 1 September 2019." in outcome.err
    assert not (tmp_path / "then").exists()


def test_who_had_it_and_since_when_it_is_public_is_told_as_of_the_day(
    command: Command, complaints: Measure, officer: User
) -> None:
    publication = publish(officer)
    Issue.objects.create(
        publication=publication, person=officer.pk, post="Chief Executive", issued_at=SEPTEMBER, issued_by=officer.pk
    )
    Release.objects.create(publication=publication, released_at=OCTOBER, released_by=officer.pk)

    then = as_known(command, "2019-10-13", *PACK).out
    later = as_known(command, "2019-10-14", *PACK).out

    assert "Issued to Chief Executive on 2 September 2019 at 12:00" in then
    assert "Public since" not in then
    assert "Public since 14 October 2019 at 10:30" in later


def test_a_pack_of_no_known_name_is_refused(command: Command, complaints: Measure) -> None:
    assert "Nothing was published under the id 'q9'" in as_known(command, "2019-09-01", "--pack", "q9").err


def test_a_figure_without_its_quarter_is_wrong_usage(command: Command, complaints: Measure) -> None:
    assert as_known(command, "2019-09-01", "--figure", "COM01").status == 2
    assert as_known(command, "2019-09-01", "--pack").status == 2
