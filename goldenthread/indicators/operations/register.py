"""Importing a register, or earlier figures: whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import add_person
from goldenthread.accounts.queries import person_by_email
from goldenthread.audit.operations import record
from goldenthread.committee.queries import decisions
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.targets import Profile
from goldenthread.indicators.forms.sheets import SHEETS, HistoryRow, Register
from goldenthread.indicators.operations.entering import enter_register
from goldenthread.indicators.queries.history import measures_in_rounds
from goldenthread.indicators.queries.register import held_register
from goldenthread.indicators.queries.years import closed_years, lists_proposed_on
from goldenthread.indicators.rules.history import quarters_of
from goldenthread.indicators.rules.register import check_register
from goldenthread.indicators.rules.roles import check_can_keep_the_register, is_administrator
from goldenthread.partnership.forms import AppointmentRow
from goldenthread.partnership.operations import enter_partnership
from goldenthread.partnership.queries import FirstPerson, somebody_holds_a_role
from goldenthread.spreadsheets.differences import Compared, changed_in_words, key_in_words
from goldenthread.storage.turns import take_turns

_KEEPERS = ("administrator", "performance officer")


@dataclass(frozen=True)
class SheetOutcome:
    """How many rows of a sheet were added, changed, and there already.

    `changes` says in words what is different: of changed rows, and of versions that follow another.
    """

    sheet: str
    added: int
    changed: int
    unchanged: int
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterOutcome:
    """What an import did, or, tried out, would do; and what is odd about the file."""

    sheets: tuple[SheetOutcome, ...]
    warnings: tuple[Problem, ...]

    @property
    def changes_nothing(self) -> bool:
        return not any(sheet.added or sheet.changed for sheet in self.sheets)


@transaction.atomic
def import_register(
    said: Register,
    *,
    by: User | FirstPerson,
    at: datetime,
    problems: Iterable[Problem] = (),
    known_values: Mapping[tuple[str, str, str], Decimal | None] | None = None,
    carried: Mapping[tuple[str, str, str], Profile] | None = None,
    is_trial: bool = False,
) -> RegisterOutcome:
    """Enters what a register says that is new or different; with `is_trial` it only says what it would do.

    `problems` are those met in reading it. Raises InputRefused with them and everything else that is
    wrong, and then nothing is written. The same register twice changes nothing and records nothing.

    The performance officer or an administrator may do this; an administrator alone changes people
    and their appointments. In a new database, where nobody holds a role, whoever the register itself
    makes one of the two begins. Raises RoleMissing.

    `known_values` are figures of rounds by reference, council and period, of which a profile from history may be made
    beside those of the register's own history. `carried` are profiles that targets take over as they are, by reference,
    council and year.
    """
    take_turns("register")
    day = timezone.localdate(at)
    first = not somebody_holds_a_role()
    problems = list(problems)
    person: User | None = None
    if first:
        problems += _who_begins(said, by=by, on=day)
    else:
        person = person_by_email(by.email)
        check_can_keep_the_register(person, on=day)
    held = held_register()
    changes, findings = check_register(
        said,
        held=replace(
            held,
            values={**(known_values or {}), **held.values},
            in_rounds=measures_in_rounds(quarters_of(said.history)),
            carried=carried,
            proposed_on=lists_proposed_on(),
        ),
        decisions=decisions(),
        may_appoint=first or (person is not None and is_administrator(person, on=day)),
        today=day,
        closed_years=closed_years(),
        problems=problems,
    )
    if findings.problems:
        raise InputRefused(_in_order(findings.problems))
    new_policies = {(policy.slug, policy.version) for policy in changes.policies}
    known_policies = [row for row in said.policies if (row.policy, row.version) not in new_policies]
    sheets = (
        SheetOutcome("Policies", len(new_policies), 0, len(known_policies)),
        *(_sheet_outcome(sheet, of) for sheet, of in changes.by_sheet().items()),
    )
    outcome = RegisterOutcome(sheets=sheets, warnings=_in_order(findings.warnings))
    if is_trial or outcome.changes_nothing:
        return outcome
    if person is None:
        person = add_person(email=by.email, name=_name_of(said, email=by.email), by=None, at=at)
    enter_partnership(changes.partnership, by=person, at=at)
    enter_register(changes, by=person, at=at)
    record(
        "register imported",
        subject="register",
        subject_id=said.file or "register",
        by=person.pk,
        at=at,
        details={sheet.sheet: [sheet.added, sheet.changed] for sheet in sheets if sheet.added or sheet.changed},
    )
    return outcome


def import_history(
    rows: Iterable[HistoryRow],
    *,
    file: str,
    by: User,
    at: datetime,
    problems: Iterable[Problem] = (),
    is_trial: bool = False,
) -> RegisterOutcome:
    """Enters figures of periods before rounds were kept here, each with its source; as `import_register` does."""
    register = Register(history=tuple(rows), file=file)
    return import_register(register, by=by, at=at, problems=problems, is_trial=is_trial)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of a whole file first, then by sheet as the workbook has them, and by row."""
    place = {row.sheet: position for position, row in enumerate(SHEETS)}
    return tuple(sorted(problems, key=lambda problem: (place.get(problem.sheet, -1), problem.row or 0)))


def _sheet_outcome(sheet: str, of: Compared[Any]) -> SheetOutcome:
    said = tuple(
        f"{key_in_words(row)}: {changed_in_words(old, row, without='starts_on')}"
        for old, row in (*of.changed, *of.follows)
    )
    return SheetOutcome(sheet, len(of.new), len(of.changed), of.unchanged, said)


def _who_begins(said: Register, *, by: User | FirstPerson, on: date) -> list[Problem]:
    """What is wrong with the person who begins a new database; the file must make them one who may."""
    email = by.email.casefold()
    if any(_lets_begin(row, email=email, on=on) for row in said.appointments):
        return []
    return [
        Problem(
            f"Nobody holds a role here yet, so the register must say that {by.email} may keep it. Add the person to "
            "sheet People, and to sheet Appointments as administrator or performance officer of the whole partnership.",
            file=said.file,
            sheet=AppointmentRow.sheet,
            found=by.email,
            expected=f"a row for {by.email} that holds on {on.isoformat()}",
        )
    ]


def _lets_begin(row: AppointmentRow, *, email: str, on: date) -> bool:
    is_theirs = row.email.casefold() == email and row.role in _KEEPERS
    is_everywhere = not (row.council or row.directorate or row.service)
    return is_theirs and is_everywhere and row.starts_on <= on and (row.ended_on is None or row.ended_on >= on)


def _name_of(said: Register, *, email: str) -> str:
    return next((row.name for row in said.people if row.email.casefold() == email.casefold()), email)
