"""Editing the words of an exception report for publication. The author's own stay beside them, and numbers stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.claims import untrue_claims
from goldenthread.domain.heads import long_heads, numbers_added, numbers_moved
from goldenthread.domain.listing import listed
from goldenthread.domain.placeholders import placeholder_in
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.reasons import says_why
from goldenthread.domain.workflow import FigureState, FigureStep, next_figure_state
from goldenthread.figures.models import EditedWords, ExceptionReport, Figure
from goldenthread.figures.operations.locking import lock_figures, save_figures
from goldenthread.figures.operations.warning import raise_words
from goldenthread.figures.queries.numbers import numbers_of
from goldenthread.figures.rules import WORDS_EDITED, Reach, reach_of, why_not_step


class EditRefused(InputRefused):
    """The words cannot be edited so; nothing was written. Carries every reason."""


@dataclass(frozen=True, kw_only=True)
class Editing:
    """What is said. A head that is None stays as it is published now. `version` is the one looked at."""

    figure_id: int
    version: int
    reasons: str | None
    back_on_track: str | None
    because: str


@dataclass(frozen=True, kw_only=True)
class HeadEdited:
    """One head: the author's own words, those published until now, and those published from here on."""

    head: str
    original: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Edited:
    """The words of a figure after an edit, whom to tell, and what is remarked of them."""

    name: str
    heads: tuple[HeadEdited, ...]
    author: str  # the person who wrote the original
    author_email: str
    sign_off_lapsed: bool
    remarks: tuple[str, ...]


@transaction.atomic
def edit_words(said: Editing, *, by: User, at: datetime) -> Edited:
    """Keeps words as edited for publication, beside the author's own. A sign-off given before lapses.

    Raises EditRefused with everything that stands against it.
    """
    (figure,) = lock_figures([said.figure_id])
    words = figure.words
    before = figure.published_words
    after = tuple(
        old if new is None else new for old, new in zip(before, (said.reasons, said.back_on_track), strict=True)
    )
    reach = reach_of(by, at=at)
    found = [Problem(f"{figure.name}: {why}") for why in _why_not(said, figure, after=after, reach=reach)]
    if found or words is None:
        raise EditRefused(found)
    was_signed_off = figure.state == FigureState.SIGNED_OFF
    edit = EditedWords.objects.create(
        report=words, reasons=after[0], back_on_track=after[1], because=said.because, edited_by=by, edited_at=at
    )
    figure.edited = None if after == (words.reasons, words.back_on_track) else edit
    figure.state = next_figure_state(state=figure.state, step=FigureStep.EDIT_WORDS)
    figure.signed_off_by = figure.signed_off_at = figure.signed_off_in = None
    raise_words(figure)
    save_figures([figure], done="edited for publication", at=at)
    edited = Edited(
        name=figure.name,
        heads=tuple(_heads(words, before=before, after=after)),
        author=words.written_by.name,
        author_email=words.written_by.email,
        sign_off_lapsed=was_signed_off,
        remarks=tuple(_remarks(figure, after=after)),
    )
    _record(figure, edited, because=said.because, by=by, at=at)
    return edited


def _why_not(said: Editing, figure: Figure, *, after: tuple[str, ...], reach: Reach) -> Iterator[str]:
    if not says_why(said.because):
        yield "An edit says why. Give the reason: the author reads it."
    words = figure.words
    # Whoever may not edit at all is told that first; what has no words yet stands where its return stands.
    why = why_not_step(figure, FigureStep.EDIT_WORDS, reach=reach)
    if why:
        yield why
        return
    if said.version != figure.version:
        yield "It was changed since you looked at it. Look at it again before you go on."
        return
    if words is None:
        yield "No exception report was given of it, so there are no words to edit. Have one returned."
        return
    if said.reasons is not None and not said.reasons.strip():
        yield "The reasons are blank. Edited words say something; what shall not be read is withheld."
    if after == figure.published_words:
        yield "These are the words as they are published already. There is nothing to edit."
    originals = (words.reasons, words.back_on_track)
    for head, original, new in zip(("reasons", "back on track"), originals, after, strict=True):
        if placeholder_in(new) and new != original:
            yield f"Under “{head}” “{placeholder_in(new)}” stands for words still to come. Write them, or leave it out."
        added, moved = numbers_added(original=original, edited=new), numbers_moved(original=original, edited=new)
        if added:
            yield (
                f"Under “{head}” the edited words state {listed(added)}, which the author's own words do not. An "
                "edit changes words and never numbers: ask the author for it."
            )
        if moved:
            yield (
                f"Under “{head}” the edited words state {listed(moved)} in another order than the author's own words "
                "do. An edit changes words and never numbers: keep their order, or ask the author."
            )


def _heads(words: ExceptionReport, *, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[HeadEdited]:
    originals = (words.reasons, words.back_on_track)
    for head, original, old, new in zip(("reasons", "back on track"), originals, before, after, strict=True):
        if old != new:
            yield HeadEdited(head=head, original=original, before=old, after=new)


def _remarks(figure: Figure, *, after: tuple[str, ...]) -> Iterator[str]:
    reasons, back_on_track = after
    yield from map(str, long_heads(reasons=reasons, back_on_track=back_on_track, actions=()))
    for claim in untrue_claims(reasons, numbers=numbers_of([figure])[figure.pk]):
        yield f"“{claim.text}” does not agree with the figures. {claim.why}"


def _record(figure: Figure, edited: Edited, *, because: str, by: User, at: datetime) -> None:
    record(
        WORDS_EDITED,
        subject="figure",
        subject_id=figure.pk,
        by=by.pk,
        at=at,
        details={
            "version": figure.version,
            "because": because,
            "changes": [
                {"what": one.head, "original": one.original, "old": one.before, "new": one.after}
                for one in edited.heads
            ],
            "sign_off_lapsed": edited.sign_off_lapsed,
        },
    )
