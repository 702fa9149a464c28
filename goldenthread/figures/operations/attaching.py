"""Evidence of a figure: attached while it is returned, taken off before it is submitted; and that it was handed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.attachments.looking import GivenFile, LookedOver, look_over
from goldenthread.attachments.operations import keep_files
from goldenthread.audit.operations import Happening, record, record_all
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.figures.models import Figure, FigureEvidence
from goldenthread.figures.operations.locking import lock_figures, save_figures
from goldenthread.figures.queries.in_the_log import OF_A_FIGURE, OF_A_PROMISE
from goldenthread.figures.rules import reach_of, who_and_when, why_before_the_last
from goldenthread.partnership.permissions import Permission

# What one figure is borne out by; more is a folder, and belongs into one PDF.
MOST_FILES = 20
SAVED = "evidence saved as a file"  # as the log calls it
_OPEN = (Figure.State.DUE, Figure.State.RETURNED, Figure.State.QUERIED)


class EvidenceRefused(InputRefused):
    """Evidence cannot be attached to this figure, or taken off it, as it stands; nothing was changed."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A file, and in a few words what it shows."""

    file: GivenFile
    words: str


def attach_evidence(
    *, figure_id: int, version: int, shown: Sequence[Shown], most_bytes: int, by: User, at: datetime
) -> tuple[str, ...]:
    """Attaches the files, all of them or none; the names under which they are kept.

    They are looked over before any row is held. Raises FilesRefused, with everything that is wrong with them, and
    EvidenceRefused where the figure takes none.
    """
    looked = look_over([one.file for one in shown], most_bytes=most_bytes)
    return _attach(figure_id, version, list(zip(looked, (one.words for one in shown), strict=True)), by=by, at=at)


@transaction.atomic
def _attach(
    figure_id: int, version: int, files: Sequence[tuple[LookedOver, str]], *, by: User, at: datetime
) -> tuple[str, ...]:
    figure = _held(figure_id, version=version, by=by, at=at)
    there = FigureEvidence.objects.filter(figure=figure, removed_at=None)
    known = dict(there.values_list("attachment__sha256", "attachment__name"))
    if len(known) + len(files) > MOST_FILES:
        raise EvidenceRefused([Problem(f"A figure takes {MOST_FILES} files. Put several into one PDF.")])
    again = [
        Problem(f"This file is attached already, as {known[one.sha256]}.", file=one.name)
        for one, _ in files
        if one.sha256 in known
    ]
    if again:
        raise EvidenceRefused(again)
    kept = keep_files([one for one, _ in files], by=by.pk, at=at)
    for attachment, (_, words) in zip(kept, files, strict=True):
        FigureEvidence.objects.create(figure=figure, attachment=attachment, words=words, attached_by=by, attached_at=at)
    save_figures([figure], done="given evidence", at=at)
    record_all(
        [
            _happening("evidence attached", figure, name=one.name, sha256=one.sha256, words=words)
            for one, (_, words) in zip(kept, files, strict=True)
        ],
        by=by.pk,
        at=at,
    )
    return tuple(one.name for one in kept)


@transaction.atomic
def remove_evidence(*, figure_id: int, evidence_id: int, version: int, by: User, at: datetime) -> str:
    """Takes a file off a figure that is not submitted yet, and gives its name. It stays in the figure's history.

    Raises EvidenceRefused.
    """
    figure = _held(figure_id, version=version, by=by, at=at)
    row = FigureEvidence.objects.filter(figure=figure, pk=evidence_id).select_related(None).first()
    if row is None or row.removed_at is not None:
        raise EvidenceRefused([Problem("This file is not attached to the figure any more.")])
    row.removed_by, row.removed_at = by, at
    row.save(update_fields=["removed_by", "removed_at"])
    name, sha256 = FigureEvidence.objects.values_list("attachment__name", "attachment__sha256").get(pk=row.pk)
    save_figures([figure], done="relieved of evidence", at=at)
    record_all([_happening("evidence removed", figure, name=name, sha256=sha256, words=row.words)], by=by.pk, at=at)
    return name


def _held(figure_id: int, *, version: int, by: User, at: datetime) -> Figure:
    (figure,) = lock_figures([figure_id])
    wrong = [Problem(why) for why in _why_not(figure, version=version, by=by, at=at)]
    if wrong:
        raise EvidenceRefused(wrong)
    return figure


def _why_not(figure: Figure, *, version: int, by: User, at: datetime) -> Iterator[str]:
    if figure.state not in _OPEN:
        yield f"{who_and_when(figure)} Have it opened again first; evidence is attached before it is submitted."
        return
    missing = reach_of(by, at=at).why_not(figure, Permission.RETURN_FIGURES)
    if missing:
        yield missing
    elif figure.version != version:
        yield "Somebody changed the figure since you opened this page. Look at what is here now, and attach it again."
    else:
        too_early = why_before_the_last(figure, at=at)
        if too_early:
            yield too_early


def _happening(kind: str, figure: Figure, *, name: str, sha256: str, words: str) -> Happening:
    details: Mapping[str, object] = {
        "version": figure.version,
        "name": name,
        "sha256": sha256,
        "because": f"{name}: {words}",
    }
    return Happening(kind, "figure", str(figure.pk), details)


@transaction.atomic
def note_evidence_saved(*, figure_id: int, name: str, by: User, at: datetime) -> None:
    """The person was handed a file that is attached to the figure, or the e-mail by which it was signed off."""
    record(SAVED, subject=OF_A_FIGURE, subject_id=figure_id, by=by.pk, at=at, details={"file": name})


@transaction.atomic
def note_evidence_of_promise_saved(*, action_id: int, name: str, by: User, at: datetime) -> None:
    """The person was handed a file that is attached to what was said of the promise."""
    record(SAVED, subject=OF_A_PROMISE, subject_id=action_id, by=by.pk, at=at, details={"file": name})
