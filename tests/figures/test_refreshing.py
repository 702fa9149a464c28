"""Changes in the year: the register's changed inputs copied on to an open round, for a reason and by an authority."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.queries import DecisionAgreesNothing, DecisionUnknown
from goldenthread.figures.models import Figure, RefreshedTerms
from goldenthread.figures.operations import (
    Refreshed,
    Refreshing,
    RefreshRefused,
    RoundWasFrozen,
    freeze_round,
    refresh_figures,
    reopen_figures,
)
from goldenthread.indicators.models import Measure
from tests.figures.quarter import OCTOBER, Q2, figure_of, give, make_due_measure, opened, sign_off, submit
from tests.figures.restated import snapshot_of
from tests.terminal_runs import Command
from tests.world import (
    make_accountability,
    make_decision,
    make_definition,
    make_earlier_figure,
    make_item,
    make_list_entry,
    make_meeting,
    make_policy,
    make_target,
)

pytestmark = pytest.mark.django_db
REASON = "The sum was out of reach."
JULY = date(2019, 7, 1)


def refresh(*measures: Measure, by: User, decision: str = "", dry_run: bool = False, **said: Any) -> Refreshed:
    figures = [figure_of(measure) for measure in measures]
    defaults: dict[str, Any] = {
        "figure_ids": [figure.pk for figure in figures],
        "versions": {figure.pk: figure.version for figure in figures},
        "reason": REASON,
        "decision": decision,
    }
    return refresh_figures(Refreshing(**{**defaults, **said}), quarter=Q2, by=by, at=OCTOBER, dry_run=dry_run)


def lower_target(measure: Measure, annual: str = "92.0", **fields: Any) -> None:
    """From July on another target, and the same tolerance."""
    make_target(measure, annual, starts_on=JULY, tolerance=fields.pop("tolerance", "5"), **fields)


def earlier_target(measure: Measure) -> str | None:
    kept = figure_of(measure).earlier_terms
    return None if kept is None else kept["terms"]["target"]


@pytest.fixture
def returned(lead: User, officer: User) -> Measure:
    """92.1% against 95% and 5 points: amber."""
    measure = make_due_measure()
    opened(by=officer)
    give(measure, "92.1", by=lead)
    return measure


def test_a_changed_target_is_copied_and_the_rating_is_shown_before_and_after(returned: Measure, officer: User) -> None:
    lower_target(returned)

    (one,) = refresh(returned, by=officer).figures

    assert (one.rating_before, one.rating) == ("amber", "green")
    assert ("target of the quarter", "95.0%", "92.0%") in [(c.what, c.old, c.new) for c in one.changes]
    assert figure_of(returned).terms["target"] == "92.0"


def test_who_why_and_both_terms_are_kept_for_good(returned: Measure, officer: User) -> None:
    decision = make_decision(number="7")
    lower_target(returned)

    refresh(returned, by=officer, decision=decision.reference)

    row = RefreshedTerms.objects.get()
    assert (row.before["target"], row.after["target"]) == ("95.0", "92.0")
    assert (row.rating_before, row.rating_after, row.reason) == ("amber", "green", REASON)
    assert (row.decision, row.said_by) == (decision, officer)
    newest = history_of(subject="figure", subject_id=figure_of(returned).pk)[-1]
    assert (newest.kind, newest.details["rating"]) == ("terms refreshed", "green")


def test_the_report_has_the_rating_under_both_targets_and_who_agreed_the_new_one(
    returned: Measure, officer: User
) -> None:
    decision = make_decision(item=make_item(meeting=make_meeting(on="2019-10-11"), number="4"), number="7")
    make_target(returned, "92.0", starts_on=date(2019, 8, 1), tolerance="5")

    refresh(returned, by=officer, decision=decision.reference)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    snapshot = snapshot_of(returned)
    earlier = snapshot.earlier_terms
    assert earlier is not None
    assert (snapshot.rating, earlier.rating, earlier.target) == ("green", "amber", Decimal("95.0"))
    assert (earlier.authority, earlier.changed_on) == (decision.reference, date(2019, 8, 1))
    assert "11 October 2019" in earlier.authority_words
    assert snapshot.terms.target_agreed_late


def test_a_target_that_the_register_gives_a_decision_keeps_it(returned: Measure, officer: User) -> None:
    own, other = make_decision(number="7"), make_decision(number="8")
    lower_target(returned, decision=own)

    refresh(returned, by=officer, decision=other.reference)

    assert figure_of(returned).terms["authority"] == own.reference


def test_a_change_that_no_decision_agreed_says_so(returned: Measure, officer: User) -> None:
    make_target(returned, "92.0", starts_on=date(2019, 8, 1), tolerance="5")

    (one,) = refresh(returned, by=officer).figures

    assert one.authority == "not yet agreed"
    assert RefreshedTerms.objects.get().decision is None


def test_a_target_changed_before_opening_and_again_after_it_is_printed_beside_the_one_before(
    lead: User, officer: User
) -> None:
    measure = make_due_measure()
    make_target(measure, "93.0", starts_on=date(2019, 5, 1), tolerance="5")
    opened(by=officer)
    give(measure, "92.1", by=lead)
    lower_target(measure)

    refresh(measure, by=officer)

    assert earlier_target(measure) == "93.0"


def test_another_owner_leaves_the_earlier_target_as_it_is(lead: User, officer: User) -> None:
    measure = make_due_measure()
    make_target(measure, "93.0", starts_on=date(2019, 5, 1), tolerance="5")
    opened(by=officer)
    make_accountability(measure, owner_post="Head of Payments", starts_on="2019-08-01")

    (one,) = refresh(measure, by=officer).figures

    assert [change.what for change in one.changes] == ["owner post"]
    assert earlier_target(measure) == "95.0"
    assert figure_of(measure).terms["owner_post"] == "Head of Payments"


def test_both_policies_are_copied(returned: Measure, officer: User) -> None:
    joint, own = make_policy("relative-tolerance"), make_policy("on-off-track")
    make_accountability(returned, starts_on="2019-08-01", policy=joint, own_policy=own)

    (one,) = refresh(returned, by=officer).figures

    figure = figure_of(returned)
    assert (figure.policy, figure.own_policy) == (joint, own)
    assert (one.own_before, one.own) == ("", "red")


def test_a_figure_that_would_not_change_is_passed_over(returned: Measure, officer: User) -> None:
    version = figure_of(returned).version

    refreshed = refresh(returned, by=officer)

    assert (refreshed.figures, refreshed.unchanged) == ((), 1)
    assert figure_of(returned).version == version
    assert not RefreshedTerms.objects.exists()


def test_a_second_person_at_once_finds_nothing_left_to_copy(returned: Measure, officer: User) -> None:
    versions = {figure_of(returned).pk: figure_of(returned).version}
    lower_target(returned)
    refresh(returned, by=officer)

    refreshed = refresh(returned, by=officer, versions=versions)

    assert (refreshed.figures, refreshed.unchanged) == ((), 1)


def test_a_figure_that_somebody_returned_meanwhile_is_looked_at_again(
    returned: Measure, lead: User, officer: User
) -> None:
    versions = {figure_of(returned).pk: figure_of(returned).version}
    lower_target(returned)
    give(returned, "93.0", by=lead)

    with pytest.raises(RefreshRefused, match="changed since you looked at it"):
        refresh(returned, by=officer, versions=versions)


def test_a_sign_off_given_before_lapses(returned: Measure, lead: User, head: User, officer: User) -> None:
    submit(returned, by=lead)
    sign_off(returned, by=head)
    lower_target(returned)

    (one,) = refresh(returned, by=officer).figures

    figure = figure_of(returned)
    assert one.sign_off_lapsed
    assert (figure.state, figure.signed_off_by) == (Figure.State.SUBMITTED, None)
    sign_off(returned, by=head)


def test_a_dry_run_shows_it_and_writes_nothing(returned: Measure, officer: User) -> None:
    lower_target(returned)

    (one,) = refresh(returned, by=officer, dry_run=True).figures

    assert one.rating == "green"
    assert figure_of(returned).rating == "amber"
    assert not RefreshedTerms.objects.exists()


def test_after_the_freeze_it_is_refused_even_where_the_figure_was_opened_again(
    returned: Measure, officer: User
) -> None:
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)
    reopen_figures(figure_ids=[figure_of(returned).pk], reason="Wrong", by=officer, at=OCTOBER)
    lower_target(returned)

    with pytest.raises(RoundWasFrozen, match="was frozen as version 1"):
        refresh(returned, by=officer)

    assert figure_of(returned).terms["target"] == "95.0"


@pytest.mark.parametrize(
    ("meeting", "verb", "why"),
    [
        ("2019-07-12", "noted", "something was noted, and nothing agreed"),
        ("2019-07-12", "deferred", "something was deferred, and nothing agreed"),
        ("2019-10-16", "agreed", "16 October 2019, which is still to come"),
    ],
)
def test_a_decision_that_agrees_nothing_by_then_is_refused(
    returned: Measure, officer: User, meeting: str, verb: str, why: str
) -> None:
    lower_target(returned)
    item = make_item(meeting=make_meeting(on=meeting), number="4")
    decision = make_decision(item=item, number="9", verb=verb)

    with pytest.raises(DecisionAgreesNothing, match=why):
        refresh(returned, by=officer, decision=decision.reference)

    assert not RefreshedTerms.objects.exists()


def test_a_decision_that_does_not_exist_is_refused(returned: Measure, officer: User) -> None:
    lower_target(returned)

    with pytest.raises(DecisionUnknown):
        refresh(returned, by=officer, decision="onesource-joint-committee/2019-07-12/9/99")

    assert figure_of(returned).rating == "amber"


def test_a_service_lead_does_not_refresh(returned: Measure, lead: User) -> None:
    lower_target(returned)

    with pytest.raises(RefreshRefused, match="is not performance officer"):
        refresh(returned, by=lead)


def test_of_several_figures_that_cannot_be_refreshed_each_is_named_and_none_changes(
    lead: User, head: User, officer: User
) -> None:
    measures = [make_due_measure("EXC01"), make_due_measure("EXC02")]
    opened(by=officer)
    for measure in measures:
        lower_target(measure)

    with pytest.raises(RefreshRefused) as refusal:
        refresh(*measures, by=head)

    assert len(refusal.value.problems) == 2
    assert {figure.terms["target"] for figure in Figure.objects.all()} == {"95.0"}


def test_another_unit_than_that_of_the_returned_value_is_refused(returned: Measure, officer: User) -> None:
    make_definition(returned.indicator, starts_on="2019-08-01", unit="count", decimals=0)

    with pytest.raises(RefreshRefused, match="Its value was returned as percentage"):
        refresh(returned, by=officer)


def test_a_measure_that_has_left_the_list_is_passed_over_with_the_reason(returned: Measure, officer: User) -> None:
    make_list_entry(returned, starts_on="2019-09-01", on_list=False)

    refreshed = refresh(returned, by=officer)

    assert refreshed.passed_over == (
        ("EXC01, Havering", "It is no longer on the year's list on the quarter's last day; the round keeps it."),
    )


def test_what_is_unlikely_under_the_new_target_is_asked(returned: Measure, officer: User) -> None:
    lower_target(returned, "0.5")

    (one,) = refresh(returned, by=officer).figures

    assert [words.split(":")[0] for words in one.warnings] == ["150-times-target"]


# --- a definition that counts something else --------------------------------------------------------------------------


def test_a_definition_that_counts_something_else_breaks_travel_and_chart_after_a_refresh(
    lead: User, officer: User
) -> None:
    measure = make_due_measure()
    for period, value in (("2018-19 Q2", "90.0"), ("2019-20 Q1", "91.0")):
        make_earlier_figure(measure, period, value)
    opened(by=officer)
    give(measure, "92.1", by=lead)
    note = "Counts disputed invoices too."
    make_definition(measure.indicator, starts_on="2019-07-01", break_in_series=True, break_note=note)

    refresh(measure, by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    snapshot = snapshot_of(measure)
    assert (snapshot.travel_short, snapshot.travel_long) == ("not-stated", "not-stated")
    assert snapshot.terms.break_note == note
    words = "From 1 July 2019 it counts something else than before: Counts disputed invoices too."
    assert {point.period: point.break_words for point in snapshot.series if point.break_words} == {"2019-20 Q2": words}


def test_a_chart_breaks_at_the_first_period_after_the_change_also_where_one_is_missing(
    lead: User, officer: User
) -> None:
    measure = make_due_measure()
    make_definition(measure.indicator, starts_on="2018-12-01", break_in_series=True, break_note="All staff.")
    for period in ("2018-19 Q2", "2018-19 Q4", "2019-20 Q1"):
        make_earlier_figure(measure, period)
    opened(by=officer)
    give(measure, "92.1", by=lead)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER)

    series = snapshot_of(measure).series

    assert [point.period for point in series if point.break_words] == ["2018-19 Q3"]


# --- the command ------------------------------------------------------------------------------------------------------


def run(command: Command, *arguments: str) -> Any:
    quarter = ("--year", "2019-20", "--quarter", "Q2", "--reason", REASON)
    return command("refresh-figures", *quarter, "--by", "officer@example.org", "--at", "2019-10-14T11:00", *arguments)


def test_the_command_shows_each_change_with_the_rating_before_and_after(
    command: Command, returned: Measure, officer: User
) -> None:
    lower_target(returned)

    outcome = run(command, "--all", "--dry-run")

    assert outcome.status == 0, outcome.err
    assert "EXC01, Havering: from amber to green" in outcome.out
    assert "target of the quarter: from 95.0% to 92.0%" in outcome.out
    assert "1 figure would be refreshed; 0 figures are as the register has them." in outcome.out
    assert "nothing was written" in outcome.out


def test_who_may_not_refresh_is_told_so_also_where_nothing_differs(returned: Measure, lead: User) -> None:
    with pytest.raises(RefreshRefused, match="Head of Exchequer is not performance officer"):
        refresh(returned, by=lead)


def test_the_command_takes_figures_by_name(command: Command, returned: Measure, officer: User) -> None:
    lower_target(returned)

    outcome = run(command, "--figures", "EXC01:havering", "--json")

    assert outcome.status == 0, outcome.err
    assert '"rating_before": "amber"' in outcome.out
    assert figure_of(returned).rating == "green"


def test_the_command_refuses_a_decision_that_is_not_in_the_record(
    command: Command, returned: Measure, officer: User
) -> None:
    outcome = run(command, "--all", "--decision", "joint/2019-01-01/1/1")

    assert outcome.status == 1
    assert "has no decision" in outcome.err
