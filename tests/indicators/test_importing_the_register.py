"""Importing a register: what is entered, what is a new version, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from goldenthread.accounts.models import User
from goldenthread.audit.models import Event
from goldenthread.audit.queries import history_of
from goldenthread.domain.measures import MeasureType, Polarity, YearEndRule
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.rating import shipped_policies
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.sheets import HistoryRow, ListEntryRow, ListRow, PolicyRow, Register
from goldenthread.indicators.models import Definition, Measure, RatingPolicy, Target
from goldenthread.indicators.operations import RegisterOutcome, import_register
from goldenthread.indicators.queries import list_counts, measures_due
from goldenthread.partnership.forms import AppointmentRow, PersonRow, ProvisionRow
from goldenthread.partnership.models import Appointment, Council
from goldenthread.partnership.queries import FirstPerson
from goldenthread.partnership.rules import RoleMissing
from tests.registers import make_indicator_row, make_measure_row, make_register, make_target_row
from tests.world import make_appointment, make_decision, make_person

pytestmark = pytest.mark.django_db

FIRST = FirstPerson("officer@example.org")
AT = datetime(2019, 10, 14, 10, 30, tzinfo=ZoneInfo("Europe/London"))
Q2 = Quarter.parse("2019-20 Q2")
JULY = "onesource-joint-committee/2019-07-12/9/1"


def bring_in(register: Register, *, by: User | FirstPerson = FIRST, is_trial: bool = False) -> RegisterOutcome:
    return import_register(register, by=by, at=AT, is_trial=is_trial)


def refused(register: Register, *, by: User | FirstPerson = FIRST) -> tuple[Problem, ...]:
    with pytest.raises(InputRefused) as refusal:
        bring_in(register, by=by)
    return refusal.value.problems


@pytest.fixture
def kept() -> Register:
    """A register that has been imported."""
    register = make_register()
    bring_in(register)
    return register


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
    assert "EXC01 for Newham stays on the list" in warning.message


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


def test_a_target_entered_after_the_list_was_agreed_is_not_slipped_in_under_its_decision(kept: Register) -> None:
    make_decision()
    bring_in(Register(lists=(ListRow(year="2019-20", title="List", decision=JULY),)))
    measure = make_measure_row("PAS01", "whole partnership")
    target = make_target_row("PAS01", "whole partnership")

    (problem,) = refused(Register(measures=(measure,), targets=(target,)))

    assert problem.column == "Decision"
    assert "was agreed on 2019-07-12 before this was entered" in problem.message


def test_a_target_of_0_that_the_card_does_not_intend_is_pointed_out_and_not_refused() -> None:
    register = make_register()

    outcome = bring_in(
        replace(register, targets=(make_target_row("EXC01", "Newham", annual="0%"), *register.targets[1:]))
    )

    (warning,) = [warning for warning in outcome.warnings if warning.column == "Annual"]
    assert "The target is 0" in warning.message
    assert Target.objects.count() == 3


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"annual": ""}, "Annual"),
        ({"annual": "0.95"}, "Annual"),
        ({"annual": "n/a"}, "Annual"),
        ({"annual": "101%"}, "Annual"),
        ({"kind": "band", "annual": "", "lower": "90%", "upper": "95%"}, "Kind"),
        ({"kind": "words"}, "Annual"),
        ({"kind": "floor", "floor": "98%"}, "Floor"),
        ({"tolerance_unit": None}, "Tolerance unit"),
        ({"tolerance": "-1"}, "Tolerance"),
        ({"year": "2019"}, "Year"),
        ({"starts_on": date(2020, 4, 1)}, "From"),
        ({"q2": "95%"}, "Q2"),
        ({"profile": "straight line"}, "Profile"),
        ({"history_years": "2018-19"}, "History years"),
        ({"decision": "no/such/decision"}, "Decision"),
    ],
)
def test_a_target_that_contradicts_itself_its_card_or_its_year_is_refused(fields: dict[str, str], column: str) -> None:
    card = make_indicator_row("EXC01", maximum="100%")
    register = make_register(
        indicators=(card,),
        measures=(make_measure_row("EXC01", "Newham"),),
        list_entries=(),
        targets=(),
    )

    problems = refused(replace(register, targets=(make_target_row("EXC01", "Newham", **fields),)))

    assert column in {problem.column for problem in problems}
    assert {problem.sheet for problem in problems} == {"Targets"}


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


def own_policy(change: Callable[[str], str] = str) -> str:
    return change(shipped_policies()["relative-tolerance"].text)


def test_a_policy_of_the_partnerships_own_is_kept_with_its_text() -> None:
    text = own_policy(lambda toml: toml.replace("relative-tolerance", "our-tolerance"))
    register = make_register(policies=(PolicyRow(policy="our-tolerance", version=1, toml=text),))

    bring_in(
        replace(
            register, measures=(make_measure_row("EXC01", "Newham", policy="our-tolerance"), *register.measures[1:])
        )
    )

    assert RatingPolicy.objects.get(slug="our-tolerance").text == text


def test_a_policy_may_stand_in_a_file_beside_the_register() -> None:
    text = own_policy(lambda toml: toml.replace("relative-tolerance", "our-tolerance"))
    register = make_register(
        policies=(PolicyRow(policy="our-tolerance", version=1, file="ours.toml"),), policy_files={"ours.toml": text}
    )

    bring_in(register)

    assert RatingPolicy.objects.filter(slug="our-tolerance").exists()


def test_a_shipped_policy_with_another_text_under_its_version_is_refused() -> None:
    text = own_policy(lambda toml: toml + "\n# Changed.\n")
    version = shipped_policies()["relative-tolerance"].version

    (problem,) = refused(make_register(policies=(PolicyRow(policy="relative-tolerance", version=version, toml=text),)))

    assert problem.column == "TOML"
    assert "The product ships 'relative-tolerance'" in problem.message


def test_a_policy_that_is_no_policy_says_what_is_wrong_with_it() -> None:
    problems = refused(make_register(policies=(PolicyRow(policy="ours", version=1, toml='slug = "ours"\n'),)))

    assert {(problem.sheet, problem.column) for problem in problems} == {("Policies", "TOML")}


def test_an_unknown_policy_is_refused(kept: Register) -> None:
    (problem,) = refused(Register(measures=(make_measure_row("PAS01", "whole partnership", policy="guesswork"),)))

    assert problem.column == "Policy"


RECEIPTS = make_indicator_row(
    "CTB01",
    title="Council tax receipts (£000, all years)",
    numerator="",
    denominator="",
    numerator_in_denominator=False,
    unit=Unit.GBP_THOUSAND,
    decimals=0,
    measure_type=MeasureType.CUMULATIVE,
    year_end_rule=YearEndRule.LAST,
)


def receipts(year: str, *values: str) -> tuple[HistoryRow, ...]:
    return tuple(
        HistoryRow(ref="CTB01", council="Havering", period=f"{year} Q{number}", value=value, source="QRC")
        for number, value in enumerate(values, start=1)
    )


def receipts_register(*history: HistoryRow) -> Register:
    return make_register(
        indicators=(RECEIPTS,),
        measures=(make_measure_row("CTB01", "Havering"),),
        list_entries=(),
        history=history,
        targets=(
            make_target_row(
                "CTB01",
                "Havering",
                annual="£150,000",
                profile="from history",
                history_years="2017-18, 2018-19",
                years_left_out="2016-17: paid late",
                tolerance="1",
            ),
        ),
    )


def test_a_profile_from_history_is_the_mean_cumulative_share_of_the_years_named() -> None:
    history = (*receipts("2017-18", "30", "60", "90", "100"), *receipts("2018-19", "20", "50", "80", "100"))

    bring_in(receipts_register(*history))

    target = Target.objects.get()
    assert (target.q1, target.q2, target.q3, target.q4) == tuple(map(Decimal, ("37500", "82500", "127500", "150000")))
    assert target.profile_words == (
        "The mean cumulative share of 2017/18 and 2018/19 (25.0%, 55.0%, 85.0%, 100.0%); 2016/17 left out: paid late."
    )


def test_a_profile_from_history_that_is_not_there_says_to_import_it_first() -> None:
    (problem,) = refused(receipts_register(*receipts("2018-19", "20", "50", "80", "100")))

    assert problem.column == "History years"
    assert "no figures for all four quarters of 2017/18" in problem.message
    assert "import-history" in problem.message


def test_history_imported_before_makes_a_profile_too() -> None:
    without_targets = replace(receipts_register(), targets=())
    bring_in(without_targets)
    bring_in(
        Register(history=(*receipts("2017-18", "30", "60", "90", "100"), *receipts("2018-19", "20", "50", "80", "100")))
    )

    bring_in(receipts_register())

    assert Target.objects.get().q2 == Decimal(82500)
