"""That somebody read the definition of an indicator and found it still right: kept in the log, and no card changes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import says_why
from goldenthread.indicators.models import Indicator
from goldenthread.indicators.rules.roles import check_can_keep_the_register

REVIEWED = "definition reviewed"


@transaction.atomic
def review_definition(*, ref: str, words: str, by: User, at: datetime) -> None:
    """The definition is still right, and why it is thought so. Raises RoleMissing, InputRefused."""
    check_can_keep_the_register(by, on=timezone.localdate(at))
    problems = []
    if not Indicator.objects.filter(ref=ref).exists():
        problems.append(Problem(f"There is no indicator {ref!r}.", column="ref", found=ref[:24]))
    if not says_why(words):
        problems.append(Problem("Say in words what was looked at.", column="words", found=words[:80]))
    if problems:
        raise InputRefused(problems)
    record(REVIEWED, subject="definition", subject_id=ref, by=by.pk, at=at, details={"words": words.strip()})
