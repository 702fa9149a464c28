"""A director's sign-off given by e-mail, recorded by an officer with the e-mail: for those who are seldom at a desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.attachments.kinds import EMAILS
from goldenthread.attachments.looking import GivenFile, LookedOver, look_over
from goldenthread.attachments.operations import keep_files
from goldenthread.audit.operations import Happening, record_all
from goldenthread.audit.queries import histories_of
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import Problem
from goldenthread.domain.workflow import FigureStep, StepNotAllowed, next_figure_state
from goldenthread.figures.models import EmailedSignOff, Figure
from goldenthread.figures.operations.locking import lock_figures, save_figures
from goldenthread.figures.operations.telling import tell_signed_off
from goldenthread.figures.queries.attached import EMAILED
from goldenthread.figures.rules import (
    Reach,
    StepsRefused,
    reach_of,
    when,
    who_and_when,
    why_before_the_last,
    why_not_signed_off,
)
from goldenthread.partnership.permissions import Permission

# What may be done to a figure after the e-mail was sent and leaves what was signed off as it was.
_LEAVES_IT_ALONE = frozenset(("warning answered", "figure withheld", "figure shown again", "figure submitted"))
_MOST_EVENTS = 5_000


@dataclass(frozen=True, kw_only=True)
class EmailedSaid:
    """Who signed which figures off, when they sent the e-mail, and the e-mail. `versions` are those looked at."""

    director: User
    sent_at: datetime
    figure_ids: Sequence[int]
    versions: Mapping[int, int]
    email: GivenFile


def record_emailed_sign_off(said: EmailedSaid, *, most_bytes: int, by: User, at: datetime) -> tuple[str, ...]:
    """Signs the figures off in the director's name, as the e-mail says; their names. All of them or none.

    The director must have been able to sign each of them off on the day of the e-mail, had no part in returning it, and
    saw it as it is; whoever records it returned none of them. That the director signed in with a code cannot be asked,
    so these are counted. Raises FilesRefused, and StepsRefused with every reason of every figure.
    """
    (email,) = look_over([said.email], most_bytes=most_bytes, allowed=EMAILS)
    return _record(said, email=email, by=by, at=at)


@transaction.atomic
def _record(said: EmailedSaid, *, email: LookedOver, by: User, at: datetime) -> tuple[str, ...]:
    figures = lock_figures(said.figure_ids)
    wrong = [Problem(why) for why in _why_not_at_all(said, figures, by=by, at=at)]
    if not wrong:
        wrong = [Problem(f"{figure.name}: {why}") for figure, why in _why_not(said, figures, by=by, at=at)]
    if wrong:
        raise StepsRefused(wrong)
    (kept,) = keep_files([email], by=by.pk, at=at)
    row = EmailedSignOff.objects.create(
        director=said.director, sent_at=said.sent_at, email=kept, recorded_by=by, recorded_at=at
    )
    for figure in figures:
        figure.state = next_figure_state(state=figure.state, step=FigureStep.SIGN_OFF)
        figure.signed_off_by, figure.signed_off_at, figure.signed_off_in = said.director, said.sent_at, row
    tell_signed_off(figures, by=by, at=at)
    save_figures(figures, done="signed off by e-mail", at=at)
    record_all(
        [
            Happening(
                EMAILED,
                "figure",
                str(figure.pk),
                {
                    "version": figure.version,
                    "director": said.director.pk,
                    "sent_at": said.sent_at.isoformat(),
                    "sha256": kept.sha256,
                    "because": f"The e-mail was sent on {when(said.sent_at)}. No code was asked for.",
                },
            )
            for figure in figures
        ],
        by=by.pk,
        at=at,
    )
    return tuple(figure.name for figure in figures)


def _why_not_at_all(said: EmailedSaid, figures: Sequence[Figure], *, by: User, at: datetime) -> Iterator[str]:
    if not figures:
        yield "Choose the figures that the e-mail signs off."
    if said.director.pk == by.pk:
        yield "You cannot record a sign-off of your own. Sign the figures off at the page for it."
    if said.sent_at > at:
        yield f"The e-mail cannot have been sent later than now, {when(at)}. Give the day and time that stand in it."


def _why_not(said: EmailedSaid, figures: Sequence[Figure], *, by: User, at: datetime) -> Iterator[tuple[Figure, str]]:
    director = reach_of(said.director, at=said.sent_at, signing=figures)
    officer = reach_of(by, at=at, signing=figures)
    changed = _changed_since(said, figures)
    for figure in figures:
        why = _why_not_one(figure, said, director=director, officer=officer, is_changed=figure.pk in changed)
        if why:
            yield figure, why


def _why_not_one(figure: Figure, said: EmailedSaid, *, director: Reach, officer: Reach, is_changed: bool) -> str:
    try:
        next_figure_state(state=figure.state, step=FigureStep.SIGN_OFF)
    except StepNotAllowed as refusal:
        return who_and_when(figure) or str(refusal)
    missing = officer.why_not(figure, Permission.RECORD_SIGN_OFFS) or why_before_the_last(figure, at=officer.at)
    if missing:
        return missing
    if said.versions.get(figure.pk, figure.version) != figure.version:
        return "It was changed since you looked at it. Look at it again before you go on."
    if str(figure.pk) in officer.returned:
        return "You returned it, so somebody else has to record that it was signed off."
    if not director.post_for(figure, Permission.SIGN_OFF_FIGURES):
        return (
            f"{said.director.name} could not sign it off on {day_words(director.on)}: no appointment as its director "
            "reaches it on that day."
        )
    if figure.submitted_at is not None and said.sent_at < figure.submitted_at:
        return f"The e-mail is older than what it signs off: it was submitted on {when(figure.submitted_at)}."
    if is_changed:
        return "It was changed after the e-mail was sent, so the e-mail is not of what stands here. Ask for another."
    if any(not warning.answer for warning in figure.warnings_now):
        return "A warning about it has no answer yet. Its service answers it first."
    return why_not_signed_off(figure, reach=director)


def _changed_since(said: EmailedSaid, figures: Sequence[Figure]) -> frozenset[int]:
    """Ids of the figures to which something was done after the e-mail that it cannot know of."""
    events = histories_of({"figure": [figure.pk for figure in figures]}, most=_MOST_EVENTS)
    return frozenset(
        int(one.subject_id) for one in events if one.at > said.sent_at and one.kind not in _LEAVES_IT_ALONE
    )
