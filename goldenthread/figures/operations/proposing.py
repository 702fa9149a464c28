"""Proposing the next year's list: each target of this year's kept, changed or dropped, with its rationale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.cards import Card
from goldenthread.domain.measures import ToleranceUnit
from goldenthread.domain.periods import FinancialYear
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.reasons import says_why
from goldenthread.domain.targets import Profile, ProfileKind, ProfileNotPossible, adds_up, scaled_quarters
from goldenthread.figures.forms.proposal import ANSWERS, ProposalRow, written_over
from goldenthread.figures.queries.proposals import CarriedMeasure, carried_measures, values_before
from goldenthread.figures.rules import today_in_london
from goldenthread.indicators.forms.sheets import WHOLE_PARTNERSHIP, ListEntryRow, ListRow, Register, TargetRow
from goldenthread.indicators.operations import import_register
from goldenthread.indicators.queries import agreed_list, held_register
from goldenthread.indicators.queries.years import PROPOSED, YEAR
from goldenthread.indicators.rules.numbers import FigureRefused, number_text, read_number
from goldenthread.indicators.rules.roles import check_can_keep_the_register
from goldenthread.indicators.rules.targets import target_thing
from goldenthread.storage.turns import take_turns

# The fields of a target by those of the proposal, and what its kind must be to have them.
_FIELDS = {
    "new_target": ("annual", ("number", "floor")),
    "new_lower": ("lower", ("band",)),
    "new_upper": ("upper", ("band",)),
    "new_floor": ("floor", ("floor",)),
    "new_words": ("words", ("words",)),
    "new_tolerance": ("tolerance", ("number", "floor", "band")),
}
# Where a problem of the register's own sheets stands on the proposal.
_COLUMNS = {
    "Annual": "New target",
    "Lower": "New lower edge",
    "Upper": "New upper edge",
    "Floor": "New floor",
    "Words": "New words",
    "Tolerance": "New tolerance",
    "Tolerance unit": "New tolerance",
    "History years": "Profile anew",
    "Reason": "Rationale",
}
_HEADINGS = {
    "new_target": "New target",
    "new_lower": "New lower edge",
    "new_upper": "New upper edge",
    "new_floor": "New floor",
    "new_words": "New words",
    "new_tolerance": "New tolerance",
}


class YearAlreadyProposed(Refused):
    """There is a list of the next year already."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(
            f"There is a list of {year.label} already. Change it in the register, or rest it on the decision that "
            "agreed it."
        )


class NothingToCarry(Refused):
    """The year has no list from which another could be proposed."""

    def __init__(self, year: FinancialYear) -> None:
        super().__init__(f"{year.label} has no list with measures on it, so none can be proposed from it.")


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What was proposed for the next year."""

    year: str
    kept: int
    changed: int
    dropped: int
    warnings: tuple[Problem, ...]


def measures_to_propose(year: FinancialYear) -> tuple[CarriedMeasure, ...]:
    """The measures that a proposal answers for; raises YearAlreadyProposed or NothingToCarry."""
    if agreed_list(year.next) is not None:
        raise YearAlreadyProposed(year.next)
    measures = carried_measures(year)
    if not measures:
        raise NothingToCarry(year)
    return measures


def measures_to_answer(year: FinancialYear, *, by: User, at: datetime) -> tuple[CarriedMeasure, ...]:
    """The same with three years' results, withheld ones too, for who may propose; raises RoleMissing as well."""
    check_can_keep_the_register(by, on=today_in_london(at))
    return measures_to_propose(year)


@transaction.atomic
def propose_year(
    rows: Sequence[ProposalRow],
    *,
    year: FinancialYear,
    file: str,
    by: User,
    at: datetime,
    problems: Sequence[Problem] = (),
    is_trial: bool = False,
) -> Proposed:
    """Enters the list and the targets of the year after `year` as proposed: no decision has agreed them yet.

    `problems` are those met in reading the rows. Raises RoleMissing, YearAlreadyProposed, NothingToCarry, and
    InputRefused with everything that is wrong, each with its place; nothing is written then.
    """
    take_turns("register")
    check_can_keep_the_register(by, on=today_in_london(at))
    measures = measures_to_propose(year)
    answers = _Answers(rows, measures=measures, year=year, file=file, problems=problems)
    register = answers.register()
    if answers.problems:
        raise InputRefused(answers.problems)
    try:
        outcome = import_register(
            register,
            by=by,
            at=at,
            known_values=values_before(year.next, measures=measures),
            carried=answers.carried,
            is_trial=is_trial,
        )
    except InputRefused as refusal:
        raise InputRefused(_on_the_proposal(refusal.problems)) from refusal
    proposed = Proposed(
        year=str(year.next),
        kept=sum(row.is_kept for row in rows),
        changed=sum(row.is_changed for row in rows),
        dropped=sum(row.is_dropped for row in rows),
        warnings=tuple(_on_the_proposal(outcome.warnings)),
    )
    if not is_trial:
        details = {"kept": proposed.kept, "changed": proposed.changed, "dropped": proposed.dropped, "file": file}
        record(PROPOSED, subject=YEAR, subject_id=proposed.year, by=by.pk, at=at, details=details)
    return proposed


def _on_the_proposal(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Problems of the register's sheets, at the place where the proposal says the same."""
    for problem in problems:
        yield replace(problem, sheet=ProposalRow.sheet, column=_COLUMNS.get(problem.column, ANSWERS))


class _Answers:
    """A proposal's rows held against the measures that it must answer for."""

    def __init__(
        self,
        rows: Sequence[ProposalRow],
        *,
        measures: Sequence[CarriedMeasure],
        year: FinancialYear,
        file: str,
        problems: Sequence[Problem],
    ) -> None:
        self.rows = rows
        self.measures = {(one.due.ref, one.scope): one for one in measures}
        self.year = year
        self.file = file
        self.problems = list(problems)
        held = held_register().register
        self.names = {row.name.casefold(): row.slug for row in held.councils} | {
            row.slug: row.slug for row in held.councils
        }
        self.targets: dict[tuple[str, str], TargetRow] = {
            (row.ref, row.council): row for row in held.targets if row.year == str(year)
        }
        self.carried: dict[tuple[str, str, str], Profile] = {}
        self.list = next((row for row in held.lists if row.year == str(year)), None)

    def register(self) -> Register:
        """The next year's list and targets; what is wrong is in `problems`."""
        answered: dict[tuple[str, str], ProposalRow] = {}
        entries: list[ListEntryRow] = []
        targets: list[TargetRow] = []
        if not self._is_of_the_year():
            return Register(file=self.file)
        for row in self.rows:
            key = (row.ref, self._scope(row))
            measure = self.measures.get(key)
            if measure is None:
                self._refuse(
                    row, "Ref", f"{row.ref} for {row.council} is not on the list of {self.year.label}, or ends."
                )
                continue
            if key in answered:
                self._refuse(
                    row, "Ref", f"This measure stands already in row {answered[key].line}. Keep one of the two."
                )
                continue
            answered[key] = row
            if row.broken:
                continue
            for heading, said, known in written_over(row, measure=measure):
                self._refuse(
                    row,
                    heading,
                    f"“{said}” was written over “{known or 'nothing'}”, as it is known now. Give another target under "
                    "New target; where what is known has changed, take a new workbook.",
                )
            if not says_why(row.rationale):
                self._refuse(row, "Rationale", f"“{row.rationale}” gives no reason. Say why, for the committee.")
            entries += self._entry(row, measure=measure)
            if not row.is_dropped:
                targets += self._target(row, measure=measure, old=self.targets.get(key))
            elif row.new_cells:
                self._refuse(row, _HEADINGS[next(iter(row.new_cells))], "A measure that is dropped has no new target.")
        missing = [one for key, one in self.measures.items() if key not in answered]
        if missing:
            named = ", ".join(f"{one.due.ref} for {one.scope}" for one in missing)
            self.problems.append(
                Problem(
                    f"These measures have no row, and each wants an answer: {named}. Take them from a new "
                    "workbook of the proposal.",
                    file=self.file,
                    sheet=ProposalRow.sheet,
                )
            )
        title = "List of Performance Indicators" if self.list is None else self.list.title
        asked_by = "" if self.list is None else self.list.reporting_decision
        return Register(
            lists=(ListRow(year=str(self.year.next), title=title, reporting_decision=asked_by),),
            list_entries=tuple(entries),
            targets=tuple(targets),
            file=self.file,
        )

    def _is_of_the_year(self) -> bool:
        """Whether every row is for the list that is proposed; the first that is not is told, once for all."""
        for row in self.rows:
            if row.year and row.year != str(self.year.next):
                self.problems = []  # whatever else is wrong is of another file
                self._refuse(
                    row,
                    "Proposed for",
                    f"This row is for the list of {row.year}, and what is proposed here is that of {self.year.next}. "
                    f"Answer the workbook that is made for {self.year.next}.",
                )
                return False
        return True

    def _scope(self, row: ProposalRow) -> str:
        written = " ".join(row.council.split()).casefold()
        return WHOLE_PARTNERSHIP if written == WHOLE_PARTNERSHIP else self.names.get(written, written)

    def _refuse(self, row: ProposalRow, column: str, message: str) -> None:
        self.problems.append(
            Problem(message, file=self.file, sheet=ProposalRow.sheet, row=row.line or None, column=column)
        )

    def _entry(self, row: ProposalRow, *, measure: CarriedMeasure) -> Iterator[ListEntryRow]:
        listing = measure.due.listing
        if measure.due.council is None and not row.is_dropped:
            return
        # Where there is no target to carry it, the rationale stands with the place on the list.
        reason = row.rationale if row.is_dropped or measure.due.target is None else ""
        yield ListEntryRow(
            year=str(self.year.next),
            ref=row.ref,
            council=measure.scope,
            on_list="no" if row.is_dropped else "suspended" if listing.suspended else "yes",
            reason=listing.reason if listing.suspended and not row.is_dropped else reason,
            line=row.line,
        )

    def _target(self, row: ProposalRow, *, measure: CarriedMeasure, old: TargetRow | None) -> Iterator[TargetRow]:
        typed = row.new_cells
        if row.is_kept and typed:
            heading = _HEADINGS[next(iter(typed))]
            self._refuse(row, heading, "A target that is kept stays as it is. Write change, or leave this blank.")
        if row.is_changed and not typed and not row.profile_anew:
            self._refuse(row, "New target", "Say what changes, or write keep.")
        if row.profile_anew and (old is None or old.profile != "from history"):
            self._refuse(row, "Profile anew", "Only a profile from history is made anew. Leave this blank.")
            return
        if old is None:
            if typed:
                yield self._new_target(row, typed=typed, card=_card(measure))
            return
        said: dict[str, Any] = {_FIELDS[name][0]: text for name, text in typed.items()}
        for name in typed:
            if old.kind not in _FIELDS[name][1]:
                self._refuse(
                    row, _HEADINGS[name], f"A target of the kind “{old.kind}” has none of these. Leave it blank."
                )
        carried = replace(
            old,
            year=str(self.year.next),
            starts_on=None,
            decision="",
            rationale=row.rationale,
            line=row.line,
            **said,
        )
        profiled = self._profiled(carried, row, measure=measure, old=old, has_annual="annual" in said)
        if profiled is not None:
            yield profiled

    def _profiled(
        self, carried: TargetRow, row: ProposalRow, *, measure: CarriedMeasure, old: TargetRow, has_annual: bool
    ) -> TargetRow | None:
        """The target with its quarters' part; None where a problem was told. `has_annual`: another one was typed."""
        if row.profile_anew:
            return replace(carried, history_years=self._years_anew(old))
        if old.profile == "from history" and not has_annual and measure.due.target is not None:
            # Made of the years that it names, as they were known then: it goes on as it is.
            self.carried[target_thing(carried)] = Profile(
                kind=ProfileKind.FROM_HISTORY,
                quarters=measure.due.target.quarters,
                words=measure.due.target.profile_words,
            )
        if old.annual not in ("", "0") and old.profile in ("", "constant", "stepped") and _adds_up(_card(measure)):
            if not has_annual:
                self._refuse(
                    row,
                    "New target",
                    f"The quarters of {row.ref} add up to its year, and {old.annual} was the target of one quarter. "
                    "Write change, and give the target of the year: its quarters get equal parts.",
                )
                return None
            return replace(carried, profile="straight line", q1="", q2="", q3="", q4="")
        if has_annual and old.profile in ("typed", "stepped"):
            scaled = self._scaled(row, measure=measure)
            return None if scaled is None else replace(carried, **scaled)
        return carried

    def _new_target(self, row: ProposalRow, *, typed: dict[str, str], card: Card) -> TargetRow:
        """A target for a measure that had none: a number, a band or words, by what was typed."""
        kind = "words" if "new_words" in typed else "band" if "new_lower" in typed or "new_upper" in typed else "number"
        if kind == "number" and "new_floor" in typed:
            kind = "floor"
        said: dict[str, Any] = {_FIELDS[name][0]: text for name, text in typed.items()}
        return TargetRow(
            ref=row.ref,
            council=self._scope(row),
            year=str(self.year.next),
            kind=kind,
            profile="straight line" if kind in ("number", "floor") and _adds_up(card) else "",
            tolerance_unit=ToleranceUnit.POINTS if "tolerance" in said else None,
            rationale=row.rationale,
            line=row.line,
            **said,
        )

    def _years_anew(self, old: TargetRow) -> str:
        """The same number of years, with the one that ends as the newest."""
        years = [year for year in old.history_years.split(", ") if year]
        return ", ".join([*years[1:], str(self.year)])

    def _scaled(self, row: ProposalRow, *, measure: CarriedMeasure) -> dict[str, Any] | None:
        """The quarters in proportion to the new target; None where a problem was told."""
        target, card = measure.due.target, _card(measure)
        if target is None or target.annual is None:
            return {}
        try:
            after = read_number(row.new_target, unit=card.unit)
            if after is None:
                return {}
            quarters = scaled_quarters(
                target.quarters, before=target.annual, after=after, decimals=card.decimals, adds_up=_adds_up(card)
            )
        except (FigureRefused, ProfileNotPossible) as refusal:
            self._refuse(row, "New target", str(refusal))
            return None
        return {f"q{place}": number_text(number, unit=card.unit) for place, number in enumerate(quarters, start=1)}


def _adds_up(card: Card) -> bool:
    return adds_up(card.measure_type, card.year_end_rule)


def _card(measure: CarriedMeasure) -> Card:
    return measure.due.definition.card
