"""A register that is exported, imported into an empty database and exported again is the same, byte for byte."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.domain.measures import MeasureType, Polarity, ToleranceUnit, YearEndRule
from goldenthread.domain.rating import shipped_policies
from goldenthread.domain.units import Unit
from goldenthread.indicators.forms.reading import read_register
from goldenthread.indicators.forms.sheets import HistoryRow, IndicatorRow, ListEntryRow, PolicyRow, Register, TargetRow
from goldenthread.indicators.forms.writing import write_register_workbook, write_register_zip
from goldenthread.indicators.models import Measure
from goldenthread.indicators.operations import import_register
from goldenthread.indicators.queries import held_register
from goldenthread.partnership.queries import FirstPerson
from tests.indicators.test_register_files import words
from tests.registers import make_indicator_row, make_measure_row, make_register, make_target_row
from tests.terminal_runs import Command

pytestmark = pytest.mark.django_db

AT = datetime(2020, 6, 1, 12, tzinfo=ZoneInfo("Europe/London"))
YEAR_BEGINS = date(2019, 4, 1)


def imported(register: Register) -> Register:
    """The register as an empty database holds it after importing this one; the database is empty again afterwards."""
    with transaction.atomic():
        import_register(register, by=FirstPerson("officer@example.org"), at=AT)
        held = held_register().register
        transaction.set_rollback(True)
    return held


units = st.sampled_from((Unit.PERCENTAGE, Unit.COUNT, Unit.GBP_THOUSAND, Unit.DAYS))
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=2, max_value=10_000)
later_days = st.lists(st.integers(1, 300), max_size=2, unique=True).map(sorted)


def typed(number: Decimal, *, unit: Unit) -> str:
    """A number as somebody may type it."""
    return f"{number}%" if unit is Unit.PERCENTAGE else f"{number:,}"


@st.composite
def cards(draw: st.DrawFn, ref: str, service: str) -> IndicatorRow:
    """A card without parts, of any unit."""
    return make_indicator_row(
        ref,
        service=service,
        unit=draw(units),
        title=draw(words),
        definition=draw(words),
        numerator="",
        denominator="",
        numerator_in_denominator=False,
        decimals=draw(st.integers(0, 4)),
        polarity=draw(st.sampled_from((Polarity.HIGHER, Polarity.LOWER))),
        measure_type=MeasureType.PERIOD,
        year_end_rule=draw(st.sampled_from((YearEndRule.LAST, YearEndRule.MEAN))),
        small_number="",
        priority=draw(st.one_of(st.just(""), words)),
    )


@st.composite
def targets(draw: st.DrawFn, card: IndicatorRow, council: str) -> tuple[TargetRow, ...]:
    """The year's target and its changes, each with another number and a later day."""
    rows = []
    for extra, day in enumerate((0, *draw(later_days))):
        number = draw(numbers) + extra * 20_000
        stepped = draw(st.booleans())
        rows.append(
            make_target_row(
                card.ref,
                council,
                starts_on=YEAR_BEGINS + timedelta(days=day),
                annual=typed(number, unit=card.unit),
                profile="stepped" if stepped else "",
                q1=typed(draw(numbers), unit=card.unit) if stepped else "",
                q4=typed(number, unit=card.unit) if stepped else "",
                tolerance=str(draw(numbers)),
                tolerance_unit=draw(st.sampled_from(ToleranceUnit)),
                rationale=draw(st.one_of(st.just(""), words)),
            )
        )
    return tuple(rows)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """A register that can be imported, with anything in it that may vary."""
    exchequer = draw(cards("EXC01", "Exchequer"))
    transport = draw(cards("PAS01", "Passenger Transport"))
    history = tuple(
        HistoryRow(
            ref="EXC01",
            council="Newham",
            period=f"2018-19 Q{number}",
            value=typed(draw(numbers), unit=exchequer.unit),
            target=draw(st.one_of(st.just(""), numbers.map(lambda one: typed(one, unit=exchequer.unit)))),
            source=draw(words),
            illustrative=draw(st.booleans()),
        )
        for number in draw(st.sets(st.integers(1, 4)))
    )
    off = ListEntryRow(
        year="2019-20", ref="PAS01", council="LBH", starts_on=date(2019, 12, 1), on_list="no", reason=draw(words)
    )
    register = make_register(
        indicators=(exchequer, transport),
        history=history,
        targets=(
            *draw(targets(exchequer, "Newham")),
            *draw(targets(exchequer, "E09000016")),
            *draw(targets(transport, "havering")),
        ),
    )
    return replace(register, list_entries=(*register.list_entries, off))


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(registers())
def test_exported_imported_and_exported_again_it_is_the_same_bytes(register: Register) -> None:
    first = write_register_workbook(imported(register))
    read, problems = read_register(first, name="register.xlsx")

    second = write_register_workbook(imported(read))

    assert problems == ()
    assert second == first


@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(registers())
def test_so_it_is_as_csv(register: Register) -> None:
    first = write_register_zip(imported(register))
    read, problems = read_register(first, name="register.zip")

    second = write_register_zip(imported(read))

    assert problems == ()
    assert second == first


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(registers())
def test_a_database_that_imports_its_own_export_changes_nothing(register: Register) -> None:
    with transaction.atomic():
        import_register(register, by=FirstPerson("officer@example.org"), at=AT)
        read, _ = read_register(write_register_workbook(held_register().register), name="register.xlsx")

        outcome = import_register(read, by=FirstPerson("officer@example.org"), at=AT)

        transaction.set_rollback(True)

    assert outcome.changes_nothing


def test_a_policy_of_ones_own_goes_with_the_register() -> None:
    text = shipped_policies()["relative-tolerance"].text.replace("relative-tolerance", "our-tolerance")
    register = make_register(
        policies=(PolicyRow(policy="our-tolerance", version=1, toml=text),),
        measures=(
            make_measure_row("EXC01", "Newham", policy="our-tolerance"),
            make_measure_row("EXC01", "Havering"),
            make_measure_row("PAS01", "Havering"),
        ),
    )
    first = write_register_zip(imported(register))

    read, problems = read_register(first, name="register.zip")

    assert problems == ()
    assert write_register_zip(imported(read)) == first
    assert {row.policy: bool(row.toml) for row in read.policies} == {"our-tolerance": True, "own-tolerance": False}


def test_a_profile_from_history_is_made_again_from_the_history_that_goes_with_it() -> None:
    card = make_indicator_row(
        "CTB01",
        numerator="",
        denominator="",
        numerator_in_denominator=False,
        unit=Unit.GBP_THOUSAND,
        measure_type=MeasureType.CUMULATIVE,
        year_end_rule=YearEndRule.LAST,
    )
    history = tuple(
        HistoryRow(ref="CTB01", council="Havering", period=f"2018-19 Q{number}", value=value, source="QRC")
        for number, value in enumerate(("42,000.5", "83,000", "125,000", "150,000"), start=1)
    )
    target = make_target_row("CTB01", "LBH", annual="£160,000", profile="from history", history_years="2018/19")
    register = make_register(
        indicators=(card,),
        measures=(make_measure_row("CTB01", "Havering"),),
        list_entries=(),
        history=history,
        targets=(target,),
    )
    first = write_register_workbook(imported(register))

    read, problems = read_register(first, name="register.xlsx")

    assert problems == ()
    assert write_register_workbook(imported(read)) == first


def test_the_commands_export_and_import_what_they_export(command: Command, tmp_path: Path) -> None:
    import_register(make_register(), by=FirstPerson("officer@example.org"), at=AT)
    exported = command("export-register", tmp_path / "register.xlsx")

    imported_again = command("import-register", tmp_path / "register.xlsx", "--by", "officer@example.org")

    assert (exported.status, imported_again.status) == (0, 0)
    assert "Nothing changes" in imported_again.out
    assert Measure.objects.count() == 3


def test_the_command_reads_a_folder_with_its_policies(command: Command, tmp_path: Path) -> None:
    import_register(make_register(), by=FirstPerson("officer@example.org"), at=AT)
    command("export-register", tmp_path / "register")
    text = shipped_policies()["relative-tolerance"].text.replace("relative-tolerance", "our-tolerance")
    (tmp_path / "register" / "ours.toml").write_text(text, encoding="utf-8")
    policies = tmp_path / "register" / "policies.csv"
    policies.write_text(policies.read_text(encoding="utf-8") + "our-tolerance,1,,ours.toml\n", encoding="utf-8")

    outcome = command("import-register", tmp_path / "register", "--by", "officer@example.org", "--dry-run", "--json")

    assert outcome.status == 0
    assert '"Policies": {\n      "added": 1' in outcome.out


def test_the_command_prints_every_problem_with_its_place_and_ends_with_1(command: Command, tmp_path: Path) -> None:
    import_register(make_register(), by=FirstPerson("officer@example.org"), at=AT)
    file = tmp_path / "targets.csv"
    file.write_text("Ref,Council,Year,Kind,Annual\nEXC01,Newham,2019-20,number,0.95\nXX,Newham,2019-20,number,9%\n")

    outcome = command("import-register", file, "--by", "officer@example.org")

    assert outcome.status == 1
    assert "targets.csv, sheet Targets, row 2, column Annual: This could mean 0.95% or 95%." in outcome.err
    assert "targets.csv, sheet Targets, row 3, column Ref: No indicator has the reference 'XX'." in outcome.err


def test_a_register_cannot_be_exported_as_what_is_no_workbook(command: Command, tmp_path: Path) -> None:
    outcome = command("export-register", tmp_path / "register.docx")

    assert outcome.status == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("afile/register.xlsx", "afile is no folder; name another."),
        ("/proc/zz/register.xlsx", "/proc/zz cannot be written: No such file or directory."),
        ("/dev/full", "/dev/full is no folder; name another."),
        ("full.xlsx", "full.xlsx cannot be written: No space left on device."),
        ("folder.xlsx", "folder.xlsx cannot be written: Is a directory."),
    ],
)
def test_a_register_that_cannot_be_written_names_where(
    name: str, said: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_register(make_register(), by=FirstPerson("officer@example.org"), at=AT)
    monkeypatch.chdir(tmp_path)
    Path("afile").touch()
    Path("full.xlsx").symlink_to("/dev/full")
    Path("folder.xlsx").mkdir()

    outcome = command("export-register", name)

    assert (outcome.status, outcome.err) == (1, f"{said}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["afile", "folder.xlsx", "full.xlsx"]


def test_a_register_is_replaced_whole_or_not_at_all(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_register(make_register(), by=FirstPerson("officer@example.org"), at=AT)
    (tmp_path / "register.xlsx").write_text("as it was")
    monkeypatch.setattr("os.fsync", _disk_is_full)

    outcome = command("export-register", tmp_path / "register.xlsx")

    assert (outcome.status, (tmp_path / "register.xlsx").read_text()) == (1, "as it was")
    assert [path.name for path in tmp_path.iterdir()] == ["register.xlsx"]


def _disk_is_full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
