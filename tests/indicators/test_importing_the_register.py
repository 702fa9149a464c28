"""Importing a register: what is entered, what is a new version, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.audit.queries import history_of
from goldenthread.committee.models import Decision
from goldenthread.domain.measures import Polarity
from goldenthread.domain.periods import Quarter
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import ListEntryRow, ListRow, Register
from goldenthread.indicators.models import Definition, Measure, Target
from goldenthread.indicators.queries import list_counts, measures_due
from goldenthread.partnership.forms import AppointmentRow, DirectorateRow, PersonRow, ProvisionRow
from goldenthread.partnership.models import Appointment, Council, Directorate, Service
from goldenthread.partnership.queries import FirstPerson
from goldenthread.partnership.rules import RoleMissing
from goldenthread.spreadsheets.columns import Row
from tests.indicators.importing import JULY, bring_in, refused
from tests.registers import make_indicator_row, make_measure_row, make_register, make_target_row
from tests.world import make_appointment, make_decision, make_person

pytestmark = pytest.mark.django_db

Q2 = Quarter.parse("2019-20 Q2")
R = TypeVar("R", bound=Row)


def test_a_register_begins_a_new_database_and_says_itself_who_keeps_it() -> None:
    bring_in(make_register())

    officer = User.objects.get(email="officer@example.org")
    counts = list_counts(measures_due(Q2))
    assert (counts.counted, counts.indicators) == (3, 2)
    assert [(one.council.name, one.measures) for one in counts.by_council] == [("Newham", 1), ("Havering", 2)]
    assert history_of(subject="definition", subject_id="EXC01")[0].by == officer.pk


def test_whoever_the_register_does_not_let_keep_it_cannot_begin() -> None:
    (problem,) = refused(make_register(), by=FirstPerson("somebody@example.org"))

    assert problem.sheet == "Appointments"
    assert "administrator or performance officer" in problem.message
    assert not Council.objects.exists()


def test_the_same_register_twice_changes_nothing_and_records_nothing(kept: Register) -> None:
    events = Event.objects.count()

    outcome = bring_in(kept)

    assert outcome.changes_nothing
    assert Event.objects.count() == events


def test_somebody_without_the_role_is_refused(kept: Register, stranger: User) -> None:
    with pytest.raises(RoleMissing):
        bring_in(kept, by=stranger)


def test_a_trial_says_what_would_change_and_writes_nothing(kept: Register) -> None:
    later = make_indicator_row("EXC01", starts_on=date(2019, 10, 1), title="Invoices paid on time")

    outcome = bring_in(Register(indicators=(later,)), is_trial=True)

    (indicators,) = [sheet for sheet in outcome.sheets if sheet.sheet == "Indicators"]
    assert indicators.added == 1
    assert indicators.changes == (
        "EXC01, exchequer, 2019-10-01: Title was “Invoices paid within 30 days” and is now “Invoices paid on time”",
    )
    assert Definition.objects.count() == 2


def test_a_changed_card_is_a_new_version_and_the_old_one_stays(kept: Register) -> None:
    later = make_indicator_row("EXC01", starts_on=date(2019, 10, 1), title="Invoices paid on time")

    bring_in(Register(indicators=(later,)))

    titles = (
        Definition.objects.filter(indicator__ref="EXC01").order_by("starts_on").values_list("card__title", flat=True)
    )
    assert list(titles) == ["Invoices paid within 30 days", "Invoices paid on time"]
    due = {(measure.ref, measure.definition.version) for measure in measures_due(Quarter.parse("2019-20 Q3"))}
    assert due == {("EXC01", 2), ("PAS01", 1)}


def test_what_holds_from_a_day_is_not_written_anew(kept: Register) -> None:
    rewritten = replace(kept.targets[0], annual="90%")

    (problem,) = refused(Register(targets=(rewritten,)))

    assert problem.column == "Annual"
    assert "Annual was “95%” and is now “90%”" in problem.message
    assert problem.expected == "95%"


def test_nothing_is_put_in_before_what_is_known(kept: Register) -> None:
    bring_in(Register(targets=(make_target_row("EXC01", "Newham", starts_on=date(2019, 10, 1), annual="90%"),)))

    (problem,) = refused(
        Register(targets=(make_target_row("EXC01", "Newham", starts_on=date(2019, 9, 1), annual="92%"),))
    )

    assert problem.expected == "a day after 2019-10-01"


def test_a_version_that_says_the_same_as_the_one_before_it_is_refused(kept: Register) -> None:
    (problem,) = refused(Register(targets=(replace(kept.targets[0], starts_on=date(2019, 10, 1)),)))

    assert "says the same" in problem.message


def test_a_row_that_is_left_out_removes_nothing(kept: Register) -> None:
    outcome = bring_in(replace(kept, targets=kept.targets[:1], measures=()))

    assert outcome.changes_nothing
    assert Target.objects.count() == 3


def test_a_measure_is_refused_where_its_service_is_not_provided(kept: Register) -> None:
    (problem,) = refused(Register(measures=(make_measure_row("PAS01", "Newham"),)))

    assert problem.column == "Council"
    assert "“Passenger Transport” is not provided to it on 2014-04-01" in problem.message


def test_a_measure_may_begin_on_the_day_that_its_service_does(kept: Register) -> None:
    begins = date(2019, 8, 5)
    provided = ProvisionRow(service="Passenger Transport", council="LBN", starts_on=begins, extent="whole")

    bring_in(Register(provision=(provided,), measures=(make_measure_row("PAS01", "newham", starts_on=begins),)))

    assert Measure.objects.filter(indicator__ref="PAS01", council__slug="newham").exists()


def test_a_measure_of_the_whole_partnership_needs_no_provision(kept: Register) -> None:
    bring_in(Register(measures=(make_measure_row("PAS01", "Whole partnership"),)))

    assert Measure.objects.filter(indicator__ref="PAS01", council=None).exists()


def test_a_service_provided_in_part_names_its_parts(kept: Register) -> None:
    row = ProvisionRow(service="Exchequer", council="Newham", starts_on=date(2020, 4, 1), extent="part")

    (problem,) = refused(Register(provision=(row,)))

    assert problem.column == "Parts"


def test_a_service_that_ends_while_its_measures_stay_on_the_list_is_pointed_out(kept: Register) -> None:
    row = ProvisionRow(service="Exchequer", council="Newham", starts_on=date(2019, 11, 1), extent="not provided")

    outcome = bring_in(Register(provision=(row,)))

    (warning,) = outcome.warnings
    assert "EXC01 for Newham ends with its service" in warning.message


def test_a_measure_taken_off_the_list_says_why_and_keeps_its_past(kept: Register) -> None:
    off = ListEntryRow(
        year="2019-20",
        ref="PAS01",
        council="Havering",
        starts_on=date(2019, 10, 1),
        on_list="no",
        reason="The service has ended",
    )

    bring_in(Register(list_entries=(off,)))

    assert {measure.ref for measure in measures_due(Quarter.parse("2019-20 Q3"))} == {"EXC01"}
    assert {measure.ref for measure in measures_due(Q2)} == {"EXC01", "PAS01"}


def test_a_measure_taken_off_without_a_reason_is_refused(kept: Register) -> None:
    off = ListEntryRow(year="2019-20", ref="PAS01", council="Havering", starts_on=date(2019, 10, 1), on_list="no")

    (problem,) = refused(Register(list_entries=(off,)))

    assert problem.column == "Reason"


def test_a_measure_is_not_listed_before_anybody_answers_for_it(kept: Register) -> None:
    later = make_measure_row("PAS01", "whole partnership", starts_on=date(2019, 7, 1))
    entry = ListEntryRow(year="2019-20", ref="PAS01", council="whole partnership", on_list="yes")

    (problem,) = refused(Register(measures=(later,), list_entries=(entry,)))

    assert problem.expected == "2019-07-01 or later"


def test_a_decision_must_be_in_the_committees_record() -> None:
    register = make_register(lists=(ListRow(year="2019-20", title="List", decision=JULY),))

    (problem,) = refused(register)

    assert problem.column == "Decision"
    assert "import-committee" in problem.message


def test_a_proposed_list_is_agreed_by_a_decision_later_and_by_that_one_alone(kept: Register) -> None:
    make_decision()
    agreed = ListRow(year="2019-20", title="List of Performance Indicators", decision=JULY)
    bring_in(Register(lists=(agreed,)))
    other = make_decision(number="2").reference

    (problem,) = refused(Register(lists=(replace(agreed, decision=other),)))

    assert problem.expected == JULY
    assert all(measure.listing.authority.reference == JULY for measure in measures_due(Q2))


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written() -> None:
    register = make_register()
    councils = (replace(register.councils[0], gss_code="Newham", line=2), *register.councils[1:])
    targets = (
        replace(register.targets[0], council="Barking", line=2),
        replace(register.targets[1], annual="most", line=3),
        replace(register.targets[2], ref="NONE01", line=4),
    )

    problems = refused(replace(register, councils=councils, targets=targets))

    assert [(problem.sheet, problem.row, problem.column, problem.found) for problem in problems] == [
        ("Councils", 2, "GSS code", "Newham"),
        ("Targets", 2, "Council", "Barking"),
        ("Targets", 3, "Annual", "most"),
        ("Targets", 4, "Ref", "NONE01"),
    ]
    assert not Council.objects.exists()
    assert not User.objects.exists()


def test_a_card_that_contradicts_itself_is_refused_and_its_measures_are_not_blamed() -> None:
    wrong = make_indicator_row("EXC01", polarity=Polarity.HIGHER, unit=Unit.TEXT, denominator="")

    problems = refused(make_register(indicators=(wrong, make_indicator_row("PAS01", service="Passenger Transport"))))

    assert {problem.sheet for problem in problems} == {"Indicators"}
    assert {"Better", "Denominator", "Year-end rule"} <= {problem.column for problem in problems}


def test_only_an_administrator_changes_who_holds_which_role(kept: Register) -> None:
    director = AppointmentRow(
        email="officer@example.org", role="director", post="Director of Finance", starts_on=date(2019, 4, 1)
    )
    administrator = make_person("Administrator", email="admin@example.org")
    make_appointment(administrator, role="administrator")

    (problem,) = refused(Register(appointments=(director,)))
    bring_in(Register(appointments=(director,)), by=administrator)

    assert "only an administrator" in problem.message
    assert Appointment.objects.filter(role="director", person__email="officer@example.org").exists()


def test_an_appointment_ends_on_its_last_day(kept: Register) -> None:
    administrator = make_person("Administrator", email="admin@example.org")
    make_appointment(administrator, role="administrator")
    ended = replace(kept.appointments[0], ended_on=date(2019, 12, 31))

    bring_in(Register(appointments=(ended,)), by=administrator)

    assert Appointment.objects.get(role="performance-officer").ended_on == date(2019, 12, 31)


def test_the_log_of_an_appointment_holds_the_persons_number_and_never_the_address(kept: Register) -> None:
    logged = Event.objects.filter(subject="appointment").values_list("subject_id", "details")

    assert "officer@example.org" not in str(list(logged))


def test_a_person_of_the_register_is_renamed(kept: Register) -> None:
    administrator = make_person("Administrator", email="admin@example.org")
    make_appointment(administrator, role="administrator")

    bring_in(Register(people=(PersonRow(email="Officer@Example.org", name="Improvement officer"),)), by=administrator)

    assert User.objects.get(email="officer@example.org").name == "Improvement officer"


def test_two_councils_may_swap_their_names_and_codes(kept: Register) -> None:
    bring_in(Register(councils=_with_swapped(kept.councils, "name", "gss_code")))

    now = {council.slug: (council.name, council.gss_code) for council in Council.objects.all()}
    assert now == {"newham": ("Havering", "E09000016"), "havering": ("Newham", "E09000025")}


def test_two_services_may_swap_their_names(kept: Register) -> None:
    bring_in(Register(services=_with_swapped(kept.services, "name")))

    now = dict(Service.objects.values_list("slug", "name"))
    assert now == {"exchequer": "Passenger Transport", "passenger-transport": "Exchequer"}


def test_two_directorates_may_swap_their_names(kept: Register) -> None:
    both = (*kept.directorates, DirectorateRow(slug="legal", name="Legal"))
    bring_in(Register(directorates=both))

    bring_in(Register(directorates=_with_swapped(both, "name")))

    assert dict(Directorate.objects.values_list("slug", "name")) == {"finance": "Legal", "legal": "Finance"}


def _with_swapped(rows: Sequence[R], *names: str) -> tuple[R, ...]:
    """The first two rows, each with what the other has under these names."""
    first, second = rows[:2]
    return (
        replace(first, **{name: getattr(second, name) for name in names}),
        replace(second, **{name: getattr(first, name) for name in names}),
    )


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2200, 1, 1), date(2030, 1, 1), date(1, 1, 1)])
def test_a_day_of_a_year_that_cannot_be_meant_is_refused_on_every_sheet(kept: Register, day: date) -> None:
    ended = ProvisionRow(service="Exchequer", council="Newham", starts_on=day, extent="not provided")
    appointment = replace(kept.appointments[0], starts_on=day)
    moved = make_indicator_row("EXC01", starts_on=day, title="Other")

    problems = refused(Register(provision=(ended,), appointments=(appointment,), indicators=(moved,)))

    assert [(problem.sheet, problem.column) for problem in problems] == [
        ("Provision", "From"),
        ("Appointments", "From"),
        ("Indicators", "From"),
    ]
    assert {problem.message for problem in problems} == {"This year is none that is kept here. Correct the day."}
    assert problems[0].expected == "a day of the years 1974 to 2029"


def test_the_day_on_which_an_appointment_ends_is_bounded_too(kept: Register) -> None:
    (problem,) = refused(Register(appointments=(replace(kept.appointments[0], ended_on=date(9999, 1, 1)),)))

    assert (problem.sheet, problem.column) == ("Appointments", "To")


def test_a_decision_still_to_come_agrees_nothing() -> None:
    decision = make_decision(on="2019-10-15")
    lists = (ListRow(year="2019-20", title="List of Performance Indicators", decision=decision.reference),)

    problems = refused(make_register(lists=lists))

    assert (problems[0].sheet, problems[0].column) == ("Lists", "Decision")
    assert problems[0].message == (
        "The record dates this decision 15 October 2019, which is still to come: nothing is agreed by it yet. "
        "Name a decision that agreed it, or leave the cell blank: it is then not yet agreed."
    )


@pytest.mark.parametrize("verb", ["noted", "received", "deferred", "referred"])
def test_a_decision_that_agrees_nothing_agrees_no_list_and_no_target(kept: Register, verb: str) -> None:
    decision = make_decision(number="8", verb=verb)
    entry = replace(kept.list_entries[0], decision=decision.reference, starts_on=date(2019, 10, 1))
    target = replace(kept.targets[0], decision=decision.reference, starts_on=date(2019, 10, 1))

    problems = refused(Register(list_entries=(entry,), targets=(target,)))

    assert {(one.sheet, one.column) for one in problems} == {("List entries", "Decision"), ("Targets", "Decision")}
    assert all(f"something was {verb}, and nothing agreed" in one.message for one in problems)


def test_what_rests_on_such_a_decision_already_is_imported_again(kept: Register) -> None:
    before = replace(kept.lists[0], decision=make_decision().reference)
    bring_in(Register(lists=(before,)))
    Decision.objects.update(verb="noted")

    assert bring_in(Register(lists=(before,))).changes_nothing
