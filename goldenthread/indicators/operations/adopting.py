"""Adopting a rating policy for councils from a day on: a new row of each of their measures, by the register's rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import Refused
from goldenthread.indicators.forms.sheets import MeasureRow, Register
from goldenthread.indicators.operations.decided import check_why, why_kept
from goldenthread.indicators.operations.register import RegisterOutcome, import_register
from goldenthread.indicators.queries.adopting import mark_of_measures, measures_of, rated_by
from goldenthread.storage.turns import take_turns


class MeasuresChanged(Refused):
    """Who answers for the measures, or what rates them, was changed since it was looked at."""

    def __init__(self) -> None:
        super().__init__("These measures were changed in the register since you opened this page. Look again first.")


class NothingToAdopt(Refused):
    """Every measure is rated by the policy already, or there is none."""

    def __init__(self, *, on: date) -> None:
        super().__init__(
            f"No measure that is asked for on {day_words(on)} would be rated otherwise than now. Choose others, or "
            "another day."
        )


@dataclass(frozen=True, kw_only=True)
class Adopting:
    """A version of a policy, for all measures of the councils, as the joint committee's or as the councils' own.

    `councils` are slugs, or WHOLE_PARTNERSHIP. `seen` is the mark of their rows as they were looked at; "" looks at
    none.
    """

    slug: str
    version: int
    as_own: bool
    councils: tuple[str, ...]
    starts_on: date
    reason: str
    decision: str = ""
    seen: str = ""


@dataclass(frozen=True, kw_only=True)
class Adopted:
    """The measures' rows before and after, and what the register said of them."""

    before: tuple[MeasureRow, ...]
    after: tuple[MeasureRow, ...]
    mark: str
    outcome: RegisterOutcome


@transaction.atomic
def adopt_policy(said: Adopting, *, by: User, at: datetime, is_trial: bool = False) -> Adopted:
    """Enters a row from the day on for each measure that is rated otherwise now; with `is_trial` only says which.

    Raises NothingToAdopt, MeasuresChanged, NoReason, DecisionUnknown, DecisionAgreesNothing, InputRefused, RoleMissing.
    """
    take_turns("register")
    before = measures_of(said.councils, on=said.starts_on)
    mark = mark_of_measures(before)
    if said.seen and said.seen != mark:
        raise MeasuresChanged
    check_why(said.reason, decision=said.decision, of="Adopting a policy", at=at)
    after = rated_by(before, slug=said.slug, version=said.version, as_own=said.as_own, on=said.starts_on)
    if not after:
        raise NothingToAdopt(on=said.starts_on)
    register = Register(measures=tuple(after), file=f"{said.slug} adopted")
    outcome = import_register(register, by=by, at=at, is_trial=is_trial)
    if not is_trial:
        record(
            "policy adopted",
            subject="policy",
            subject_id=said.slug,
            by=by.pk,
            at=at,
            details={
                "version": said.version,
                "from": said.starts_on.isoformat(),
                "councils": list(said.councils),
                "as": "own policy" if said.as_own else "policy of the joint committee",
                "measures": len(after),
                **why_kept(said.reason, decision=said.decision),
            },
        )
    touched = {(row.ref, row.council) for row in after}
    return Adopted(
        before=tuple(row for row in before if (row.ref, row.council) in touched),
        after=tuple(after),
        mark=mark,
        outcome=outcome,
    )
