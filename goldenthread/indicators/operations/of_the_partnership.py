"""What a page says of councils, directorates, services and provision, entered by the register's own rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.problems import Problem, Refused
from goldenthread.domain.reasons import check_says_why
from goldenthread.indicators.forms.sheets import Register
from goldenthread.indicators.operations.decided import check_is_decided, why_kept
from goldenthread.indicators.operations.register import RegisterOutcome, import_register
from goldenthread.partnership.forms import PartnershipSheets
from goldenthread.partnership.queries import partnership_sheets
from goldenthread.spreadsheets.columns import Row
from goldenthread.storage.turns import take_turns

# Which of the partnership's rows a page was opened on.
Standing = Callable[[PartnershipSheets], tuple[Row, ...]]


class PartnershipChanged(Refused):
    """Somebody else entered something of this since its page was opened."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} was changed since you opened this page. Look at what differs first.")


@dataclass(frozen=True, kw_only=True)
class SaidOfPartnership:
    """The rows that say what is to change; and, of what is decided, why and by whose authority.

    `name` is what it is about in words, `subject` and `subject_id` in the log; `seen` is the mark of the rows `of` it
    as they were looked at. `done` is what the log calls a decision, "provision decided"; without one no reason is
    asked for, since the log tells of each row what it was and is.
    """

    name: str
    subject: str
    subject_id: str
    rows: Register
    of: Standing
    seen: str
    done: str = ""
    reason: str = ""
    decision: str = ""


def mark_of(rows: tuple[Row, ...]) -> str:
    """Stands for rows as they were read: another where one was added or changed since."""
    return sha256(repr(rows).encode()).hexdigest()[:32]


@transaction.atomic
def enter_of_partnership(
    said: SaidOfPartnership, *, by: User, at: datetime, problems: Iterable[Problem] = (), is_trial: bool = False
) -> RegisterOutcome:
    """Enters what is new, as `import_register` does; with `is_trial` it only says what it would do, and what ends.

    `problems` are those met in reading what was typed. Raises PartnershipChanged, NoReason, DecisionUnknown,
    DecisionAgreesNothing, RoleMissing, and InputRefused with everything else that is wrong.
    """
    take_turns("register")
    if mark_of(said.of(partnership_sheets())) != said.seen:
        raise PartnershipChanged(said.name)
    if said.done:
        check_says_why(said.reason, of="A change of what is provided")
    check_is_decided(said.decision, at=at)
    outcome = import_register(said.rows, by=by, at=at, problems=problems, is_trial=is_trial)
    if said.done and not is_trial and not outcome.changes_nothing:
        record(
            said.done,
            subject=said.subject,
            subject_id=said.subject_id,
            by=by.pk,
            at=at,
            details=why_kept(said.reason, decision=said.decision),
        )
    return outcome
