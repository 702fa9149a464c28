"""What a page says of one indicator, entered by the register's own rules: the rows that a workbook would say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.problems import Problem, Refused
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.operations.decided import check_why, why_kept
from goldenthread.indicators.operations.register import RegisterOutcome, import_register
from goldenthread.indicators.queries.register import mark_of, rows_of_indicator
from goldenthread.storage.turns import take_turns


class RegisterChanged(Refused):
    """Somebody else entered something of this indicator since its page was opened."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"{ref} was changed in the register since you opened this page. Look at what differs first.")


@dataclass(frozen=True, kw_only=True)
class SaidOfIndicator:
    """The rows that say what is to change, and why.

    `seen` is the mark (`mark_of`) of the indicator's rows as they were looked at. `done` is what the log calls it:
    "indicator added". The decision is that of the whole change; rows with a column for one name it themselves.
    """

    ref: str
    rows: Register
    seen: str
    done: str
    reason: str
    decision: str = ""


@transaction.atomic
def enter_of_indicator(
    said: SaidOfIndicator, *, by: User, at: datetime, problems: Iterable[Problem] = (), is_trial: bool = False
) -> RegisterOutcome:
    """Enters what is new, as `import_register` does; with `is_trial` it only says what it would do.

    `problems` are those met in reading what was typed. Raises RegisterChanged, NoReason, DecisionUnknown,
    DecisionAgreesNothing, RoleMissing, and InputRefused with everything else that is wrong.
    """
    take_turns("register")
    if mark_of(rows_of_indicator(said.ref)) != said.seen:
        raise RegisterChanged(said.ref)
    check_why(said.reason, decision=said.decision, of="A change of the register", at=at)
    outcome = import_register(said.rows, by=by, at=at, problems=problems, is_trial=is_trial)
    if not is_trial and not outcome.changes_nothing:
        record(
            said.done,
            subject="indicator",
            subject_id=said.ref,
            by=by.pk,
            at=at,
            details=why_kept(said.reason, decision=said.decision),
        )
    return outcome
