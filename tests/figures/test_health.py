"""How old and how honest the figures are, as the database has them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import User
from goldenthread.domain.health import Days, Remark
from goldenthread.domain.rating import RatingCode
from goldenthread.domain.terms import Terms
from goldenthread.figures.models import ExpectedWarning
from goldenthread.figures.operations import (
    Overriding,
    Refreshing,
    freeze_round,
    override_ratings,
    refresh_figures,
)
from goldenthread.figures.queries.expected import silence_key
from goldenthread.figures.queries.health import health_on
from goldenthread.indicators.models import Measure
from goldenthread.publishing.models import Release
from goldenthread.reports.operations import publish_pack
from tests.figures.quarter import OCTOBER, Q1, Q2, action, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.terminal_runs import Command
from tests.world import make_partnership, make_target

pytestmark = pytest.mark.django_db
ON = date(2020, 1, 20)
LABELS: dict[str, Any] = {"numerator_label": "Paid in 30 days", "denominator_label": "Paid"}


def test_days_are_counted_from_the_quarter_s_end_to_each_step(lead: User, head: User, officer: User) -> None:
    make_partnership()
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "96.0", by=lead)
    submit(measure, by=lead)
    sign_off(measure, by=head, at=OCTOBER.replace(day=21))
    freeze_round(quarter=Q2, by=officer, at=OCTOBER.replace(day=25))
    published = publish_pack(quarter=Q2, audience="joint-committee", by=officer, at=OCTOBER.replace(day=28)).publication
    Release.objects.create(publication=published, released_at=OCTOBER.replace(day=31), released_by=officer.pk)

    (quarter,) = health_on(ON).quarters

    assert quarter.whole.return_days == Days(first=14, half=14, last=14)
    assert quarter.whole.sign_off_days == Days(first=21, half=21, last=21)
    assert (quarter.frozen_after, quarter.released_after, quarter.meeting_after) == (25, 31, None)
    assert [service.name for service in quarter.services] == ["Exchequer and Transactional"]


def test_a_later_correction_does_not_make_a_return_late(lead: User, officer: User) -> None:
    measure = make_due_measure(lag_days=21)
    opened(by=officer)
    give(measure, "96.0", by=lead)
    give(measure, "97.0", by=lead, at=OCTOBER.replace(month=11))

    (quarter,) = health_on(ON).quarters

    assert (quarter.whole.wanted, quarter.whole.in_time) == (1, 1)
    assert quarter.whole.return_days == Days(first=14, half=14, last=14)


def test_values_with_numerator_and_denominator_are_counted(lead: User, officer: User) -> None:
    whole, part = make_due_measure("EXC01", **LABELS), make_due_measure("EXC02")
    opened(by=officer)
    give(whole, "92.0", by=lead, numerator="92", denominator="100")
    give(part, "92.0", by=lead)

    (quarter,) = health_on(ON).quarters

    assert (quarter.whole.with_parts, quarter.whole.with_value) == (1, 2)


def test_a_rating_by_judgement_is_named_with_what_the_rule_says(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    said = Overriding(figure_ids=[figure_of(measure).pk], versions={}, rating=RatingCode.RED, reason="A week is lost.")
    override_ratings(said, by=officer, at=OCTOBER)

    assert health_on(ON).overrides == (
        Remark(name="EXC01, Havering", words="red by judgement, amber by the rule: A week is lost."),
    )


def test_what_the_rule_says_beside_a_judgement_is_what_it_says_now(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    figure = figure_of(measure)
    said = Overriding(figure_ids=[figure.pk], versions={}, rating=RatingCode.RED, reason="A week is lost.")
    override_ratings(said, by=officer, at=OCTOBER)
    make_target(measure, "92.0", starts_on=date(2019, 8, 1), tolerance="5")

    refreshing = Refreshing(figure_ids=[figure.pk], versions={}, reason="The sum was out of reach.")
    refresh_figures(refreshing, quarter=Q2, by=officer, at=OCTOBER)

    (remark,) = health_on(ON).overrides
    assert remark.words == "red by judgement, green by the rule: A week is lost."


def test_a_target_changed_after_the_quarter_began_is_named(officer: User) -> None:
    measure = make_due_measure()
    make_target(measure, "92.0", starts_on=date(2019, 8, 1), tolerance="5")
    opened(by=officer)

    (late,) = health_on(ON).late_changes

    assert late.words == "target or tolerance changed from 1 August 2019: not yet agreed"


def test_a_target_changed_before_the_quarter_began_is_not_late(officer: User) -> None:
    measure = make_due_measure()
    make_target(measure, "92.0", starts_on=date(2019, 6, 1), tolerance="5")
    opened(by=officer)

    assert health_on(ON).late_changes == ()


def silence(measure: Measure, *, under: str, by: User) -> None:
    ExpectedWarning.objects.create(
        measure=measure,
        code="unchanged-four-periods",
        said_under=under,
        reason="Always in time.",
        said_by=by,
        said_at=OCTOBER,
    )


def test_a_silenced_warning_is_named_while_it_holds(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(by=officer)
    silence(measure, under=silence_key(Terms.from_dict(figure_of(measure).terms)), by=lead)
    silence(measure, under="another target", by=lead)

    assert health_on(ON).silenced == (
        Remark(name="EXC01, Havering", words="unchanged for four periods: Always in time."),
    )


def test_a_promise_without_an_answer_is_named(lead: User, officer: User) -> None:
    measure = make_due_measure()
    opened(Q1, by=officer, at=OCTOBER.replace(month=7))
    give(measure, "92.1", by=lead, quarter=Q1, at=OCTOBER.replace(month=7), reasons="Two left.", actions=(action(),))
    submit(measure, by=lead, quarter=Q1, at=OCTOBER.replace(month=7))
    opened(by=officer)

    (unanswered,) = health_on(ON).unanswered

    assert unanswered.words == (
        "promised for Q1 2019/20, by 31 December 2019: Recruit two officers (Head of Exchequer)"
    )


def test_unanswered_promises_that_are_due_later_are_named_last_and_counted_apart(
    command: Command, lead: User, officer: User
) -> None:
    measure = make_due_measure()
    opened(Q1, by=officer, at=OCTOBER.replace(month=7))
    promises = (action(due_on="2020-02-28"), action("Train the two."))
    give(measure, "92.1", by=lead, quarter=Q1, at=OCTOBER.replace(month=7), reasons="Two left.", actions=promises)
    submit(measure, by=lead, quarter=Q1, at=OCTOBER.replace(month=7))
    opened(by=officer)

    health = health_on(ON)
    told = health_on(date(2020, 3, 1))

    assert [remark.words.partition(", by ")[2].partition(":")[0] for remark in health.unanswered] == [
        "31 December 2019",
        "28 February 2020",
    ]
    assert (health.unanswered_later, told.unanswered_later) == (1, 0)


def test_a_post_that_nobody_holds_and_an_owner_who_never_returned_are_named(lead: User, officer: User) -> None:
    held, free = make_due_measure("EXC01"), make_due_measure("EXC02", measure={"owner_post": "Head of Payments"})
    opened(by=officer)
    give(held, "96.0", by=lead)

    health = health_on(ON)

    assert health.without_owner == (Remark(name="EXC02, Havering", words="nobody holds the post Head of Payments"),)
    assert health.never_returned == (Remark(name="EXC02, Havering", words="never returned by Head of Payments"),)
    assert free.pk != held.pk


def test_what_is_not_due_yet_was_not_kept_back(officer: User) -> None:
    make_due_measure(lag_days=21)
    opened(by=officer)

    assert health_on(date(2019, 10, 20)).never_returned == ()


def test_the_number_of_reads_does_not_grow_with_figures_and_quarters(lead: User, officer: User) -> None:
    def reads() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            health_on(ON)
        return len(captured)

    first = make_due_measure("EXC01")
    for number in range(2, 6):
        make_due_measure(f"EXC0{number}")
    opened(Q1, by=officer, at=OCTOBER.replace(month=7))
    give(first, "96.0", by=lead, quarter=Q1, at=OCTOBER.replace(month=7))
    few = reads()
    opened(by=officer)

    assert reads() <= few + 1
    # One of them counts the sign-offs given by e-mail.
    assert few <= 17


def test_the_command_tells_every_quarter_or_one(command: Command, lead: User, officer: User) -> None:
    measure = make_due_measure(lag_days=21)
    opened(Q1, by=officer, at=OCTOBER.replace(month=7))
    opened(by=officer)
    give(measure, "96.0", by=lead)

    every, one = command("health"), command("health", "--year", "2019-20", "--quarter", "Q2", "--json")

    assert every.status == 0, every.err
    assert "Q1 2019/20, days after its end" in every.out
    assert (
        "All services: 1 of 1 returned on time, 1 in all (the first on day 14, half of them by day 14, the last on day "
        "14)" in every.out
    )
    assert "Ratings by judgement: none" in every.out
    assert [quarter["label"] for quarter in json.loads(one.out)["quarters"]] == ["Q2 2019/20"]


def test_the_command_before_any_round_says_so(command: Command) -> None:
    outcome = command("health")

    assert (outcome.status, "No quarter was opened yet." in outcome.out) == (0, True)


def test_a_quarter_without_its_year_is_wrong_usage(command: Command) -> None:
    assert command("health", "--quarter", "Q2").status == 2
