"""Restating: what was reported stays, and what is now known stands beside it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.restated import RestatementKind
from goldenthread.domain.units import ReadingKind
from goldenthread.figures.models import FrozenFigure, Restatement, YearClose
from goldenthread.figures.operations import RestatementRefused, freeze_round, reopen_figures
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.queries.returned import ReturnedReading
from goldenthread.indicators.models import Measure
from goldenthread.storage.triggers import install_triggers, remove_triggers
from tests.figures.quarter import OCTOBER, Q1, Q2, figure_of, give, make_due_measure, opened
from tests.figures.restated import AUGUST, JULY, REASON, frozen_q1, make_complaints, restate, snapshot_of
from tests.figures.year import JUNE, MAY, YEAR, lived
from tests.world import make_policy

pytestmark = pytest.mark.django_db


def test_what_was_reported_stays_beside_what_is_now_known(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    before = list(FrozenFigure.objects.values_list("pk", "snapshot"))

    restated = restate(measure, "31", by=officer)

    assert (restated.reported, restated.known_before, restated.value) == (Decimal(38), Decimal(38), Decimal(31))
    assert (restated.rating_reported, restated.rating) == ("amber", "green")
    assert restated.rating_reason.startswith("Green: 31")
    assert (restated.kind, restated.reason, restated.by, restated.at) == (
        RestatementKind.CORRECTION,
        REASON,
        "Performance Officer",
        OCTOBER,
    )
    assert restated.changes_rating
    assert list(FrozenFigure.objects.values_list("pk", "snapshot")) == before
    assert figure_of(measure, Q1).rating == "amber"


def test_both_policies_say_what_it_would_have_been(lead: User, officer: User) -> None:
    measure = make_complaints(own_policy=make_policy("on-off-track"))
    frozen_q1(measure, lead=lead, officer=officer)

    restated = restate(measure, "31", by=officer)

    assert (restated.own_rating_reported, restated.own_rating) == ("red", "green")


def test_it_is_rated_under_the_terms_that_it_was_frozen_with(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    row = figure_of(measure, Q1)
    row.terms["target"] = "20"
    # Past the database's own refusal, as somebody with its file could.
    remove_triggers()
    row.save()
    install_triggers()

    assert restate(measure, "31", by=officer).rating == "green"


def test_the_audit_tells_of_it(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)

    restate(measure, "31", by=officer)

    event = Event.objects.get(kind="figure restated")
    assert (event.by, event.subject_id) == (officer.pk, str(figure_of(measure, Q1).pk))
    assert (event.details["old"], event.details["new"], event.details["reason"]) == ("38", "31", REASON)


def test_a_second_restatement_says_what_was_known_until_then(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    restate(measure, "31", by=officer)

    second = restate(measure, "36", by=officer, at=OCTOBER + timedelta(days=1))

    assert (second.reported, second.known_before, second.value) == (Decimal(38), Decimal(31), Decimal(36))
    assert (second.rating_reported, second.rating_before, second.rating) == ("amber", "green", "amber")


def test_a_provisional_figure_becomes_final_as_it_was_reported(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer, provisional=True)

    restated = restate(measure, None, by=officer, kind=RestatementKind.SCHEDULED_REVISION)

    assert (restated.value, restated.provisional, restated.changes_value) == (Decimal(38), False, False)
    assert (restated.rating, restated.changes_rating) == ("amber", False)


# --- refusals ---------------------------------------------------------------------------------------------------------


def refused(measure: Measure, value: str | None = "31", **given: Any) -> str:
    """Why it was refused; nothing was written."""
    with pytest.raises(RestatementRefused) as refusal, transaction.atomic():
        restate(measure, value, **given)
    assert not Restatement.objects.exists()
    assert not Event.objects.filter(kind="figure restated").exists()
    return str(refusal.value)


def test_a_restatement_without_a_reason_is_refused(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)

    assert "says why" in refused(measure, by=officer, reason="  ")


def test_a_figure_that_is_not_frozen_is_refused(lead: User, officer: User) -> None:
    measure = make_complaints()
    opened(Q1, by=officer, at=JULY)
    give(measure, "38", by=lead, quarter=Q1, at=JULY)

    assert "It is not frozen" in refused(measure, by=officer)


def test_a_figure_that_nobody_returned_is_opened_and_returned_and_not_restated(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, None, lead=lead, officer=officer)

    assert "Nobody returned it, so nothing was reported that could be restated. Open it" in refused(measure, by=officer)


def test_nor_is_one_whose_round_was_frozen_before_it_was_due(lead: User, officer: User) -> None:
    measure = make_due_measure("LEG01", lag_days=120)
    frozen_q1(measure, None, lead=lead, officer=officer)
    assert snapshot_of(measure, Q1).status == "data-lag"

    assert "Nobody returned it, so nothing was reported" in refused(measure, "97.0", by=officer)


def test_a_figure_that_was_opened_again_is_refused(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    reopen_figures(figure_ids=[figure_of(measure, Q1).pk], reason="Wrong", by=officer, at=OCTOBER)

    assert "It was opened again" in refused(measure, by=officer)


def test_the_value_that_is_known_already_is_refused(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)

    assert "known to be 38, final, already" in refused(measure, "38.0", by=officer)


def test_words_in_place_of_a_number_are_refused(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)

    assert "says a number" in refused(measure, by=officer, reading=ReturnedReading(kind=ReadingKind.MARK_X))


def test_only_the_performance_officer_restates(lead: User, head: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)

    assert "is not performance officer" in refused(measure, by=lead)
    assert "is not performance officer" in refused(measure, by=head)


def test_a_moment_before_the_freeze_is_refused(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)

    assert "It was frozen on 19 August 2019" in refused(measure, by=officer, at=JULY)


def test_a_moment_before_the_close_of_its_year_is_refused(lead: User, officer: User) -> None:
    measure = make_complaints()
    lived({measure: ["38", "33", "34", "35"]}, lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE)

    assert "2019/20 was closed on 15 June 2020 at 10:30" in refused(measure, by=officer, at=MAY)
    assert restate(measure, "31", by=officer, at=JUNE + timedelta(days=1)).value == 31


def test_a_moment_before_a_later_quarter_was_frozen_is_refused(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    opened(Q2, by=officer)
    freeze_round(quarter=Q2, by=officer, at=OCTOBER + timedelta(days=1))

    assert "Q2 2019/20 was frozen on 15 October 2019" in refused(measure, by=officer, at=OCTOBER)


def test_a_moment_before_a_later_year_was_closed_is_refused(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    YearClose.objects.create(year="2020-21", number=1, closed_at=JUNE, closed_by=officer, facts={})

    assert "2020/21 was closed on 15 June 2020" in refused(measure, by=officer, at=OCTOBER)


def test_a_value_alone_does_not_lose_what_it_is_made_from(lead: User, officer: User) -> None:
    measure = make_due_measure(year_end_rule=YearEndRule.RATIO, numerator_label="Paid", denominator_label="All")
    opened(Q1, by=officer, at=JULY)
    give(measure, "96.0", by=lead, quarter=Q1, at=JULY, numerator="96", denominator="100")
    freeze_round(quarter=Q1, by=officer, at=AUGUST)

    sentence = (
        "It is known from its parts, 96 of 100, and a value alone would lose them. Give numerator and denominator"
    )
    assert sentence in refused(measure, "80", by=officer)
    assert restate(measure, None, by=officer, provisional=True).denominator == 100


def test_a_value_that_its_parts_do_not_make_is_refused(lead: User, officer: User) -> None:
    measure = make_due_measure(year_end_rule=YearEndRule.RATIO, numerator_label="Paid", denominator_label="All")
    opened(Q1, by=officer, at=JULY)
    give(measure, "96.0", by=lead, quarter=Q1, at=JULY, numerator="96", denominator="100")
    freeze_round(quarter=Q1, by=officer, at=AUGUST)
    reading = ReturnedReading(
        kind=ReadingKind.VALUE, value=Decimal(5), typed=Decimal(84), numerator=Decimal(5), denominator=Decimal(100)
    )

    why = refused(measure, by=officer, reading=reading)

    assert "84.0% was typed as its value, and its numerator and denominator make 5.0%" in why


def test_a_restatement_names_the_returned_value_that_it_corrects(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)

    restate(measure, "31", by=officer)

    corrected = Restatement.objects.get().returned_value
    assert corrected is not None
    assert (corrected.pk, corrected.value) == (figure_of(measure, Q1).value_id, Decimal(38))


def test_who_looked_before_somebody_else_restated_is_told_the_newer_value(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    looked_at = figure_of(measure, Q1).version
    restate(measure, "31", by=officer)

    with pytest.raises(RestatementRefused, match="Performance Officer restated it on 14 October 2019 at 10:30 to 31"):
        restate(measure, "33", by=officer, version=looked_at)

    assert Restatement.objects.count() == 1


def test_the_database_itself_wants_a_reason(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)

    with pytest.raises(IntegrityError, match="a_restatement_says_why"):
        Restatement.objects.create(
            figure=figure_of(measure, Q1),
            kind="correction",
            value="1",
            rating="green",
            said_by=officer,
            said_at=OCTOBER,
        )


def test_a_dry_run_keeps_nothing(lead: User, officer: User) -> None:
    measure = make_complaints()
    frozen_q1(measure, lead=lead, officer=officer)
    version = figure_of(measure, Q1).version

    restated = restate(measure, "31", by=officer, dry_run=True)

    assert restated.rating == "green"
    assert not Restatement.objects.exists()
    assert not Event.objects.filter(kind="figure restated").exists()
    assert figure_of(measure, Q1).version == version
