"""Clearing: a Section 151 officer or partner lead says that their council's frozen figures may be published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import Refused
from goldenthread.figures.models import Clearance, Round
from goldenthread.figures.queries.clearances import (
    ClearedVersion,
    clearances_of,
    council_called,
    figures_sha256,
    frozen_of_council,
    frozen_versions,
    newest_restatement,
)
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.models import Appointment
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import scope_of
from goldenthread.partnership.rules import check_may
from goldenthread.terminal.order import check_in_order, moment_in_words


class NothingToClear(Refused):
    """There is no such version of the figures, or none of that council in it."""


class ClearedAlready(Refused):
    """The same person cleared this version before."""


@transaction.atomic
def clear_figures(
    *, quarter: Quarter, council: str, by: User, at: datetime, version: int | None = None, words: str = ""
) -> ClearedVersion:
    """Records that the council's figures in a version of the round, the newest where none is named, are cleared.

    What was restated since the last clearance may be cleared again: a close of the year that tells it asks for that.
    Raises CouncilUnknown, RoleMissing, NothingToClear, OutOfOrder and ClearedAlready.
    """
    whose = council_called(council)
    held = check_may(by, Permission.CLEAR_FIGURES, today=today_in_london(at), of=scope_of(council=whose))
    # So that no version is frozen meanwhile, and nobody clears twice at once.
    Round.objects.select_for_update().filter(period=str(quarter)).first()
    versions = frozen_versions(quarter)
    freeze = versions.get(max(versions, default=0) if version is None else version)
    if freeze is None:
        which = "was never frozen" if version is None or not versions else f"has no version {version} of its figures"
        raise NothingToClear(f"{quarter.label} {which}, so there is nothing to clear.")
    figures = frozen_of_council(freeze, council=whose)
    if not figures:
        raise NothingToClear(f"Version {freeze.number} of {quarter.label} has no figure of {whose.name}.")
    check_in_order(at, after=freeze.frozen_at, what=f"Version {freeze.number} was frozen")
    restated = newest_restatement(quarter, council=whose)
    if restated is not None:
        check_in_order(at, after=restated.at, what=f"{restated.figure.indicator_ref} was restated")
    restatement_id = 0 if restated is None else restated.restatement_id
    by_them = Clearance.objects.filter(freeze_id=freeze.id, council_id=whose.id, role=held.role, cleared_by=by)
    if by_them.filter(restatement_id=restatement_id).exists():
        earlier = clearances_of(quarter, council=whose, at=at)
        since = next((f" on {moment_in_words(one.at)}" for one in earlier if one.version == freeze.number), "")
        raise ClearedAlready(f"{by.name} cleared version {freeze.number} for {whose.name} already{since}.")
    sha256 = figures_sha256(figures)
    Clearance.objects.create(
        freeze_id=freeze.id,
        council_id=whose.id,
        role=held.role,
        sha256=sha256,
        restatement_id=restatement_id,
        words=words,
        cleared_by=by,
        cleared_at=at,
    )
    record(
        "figures cleared",
        subject="round",
        subject_id=str(quarter),
        by=by.pk,
        at=at,
        details={
            "council": whose.slug,
            "version": freeze.number,
            "sha256": sha256,
            "restatement": restatement_id,
            "words": words,
            "role": held.role,
        },
    )
    return ClearedVersion(
        version=freeze.number,
        role=Appointment.Role(held.role).label,
        post=held.post,
        at=at,
        words=words,
        sha256=sha256,
        restatement_id=restatement_id,
    )
