"""An action of a plan: what was agreed of it first, every change of that since, and what holds now.

What the committee agreed is the baseline; it never changes. A later change of date, scope, owner or measure of success
is kept beside it with its reason and its authority. An action is deferred, removed or merged by a decision alone: to
miss a date is not to defer (Epsom and Ewell's audit committee, item 3720).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from goldenthread.domain.days import day_words
from goldenthread.domain.listing import listed
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.domain.reasons import says_why

_MOST_MILESTONES = 100  # each is asked six boxes of one form
_LONGEST_POST = 120
# It names boxes of forms; "" is the action itself.
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,23}")


@dataclass(frozen=True, kw_only=True)
class MilestoneTerms:
    """A step on the way to an action, by a key that stays the same when its words or its day change."""

    key: str
    words: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ActionTerms:
    """What is agreed of an action: the words, what is sought by it, who owns it, and by when."""

    words: str
    outcome: str
    success: str  # how it will be known that it worked
    owner_post: str
    starts_on: date
    due_on: date
    milestones: tuple[MilestoneTerms, ...] = ()


class Standing(StrEnum):
    """Whether an action is being worked on."""

    LIVE = "live"
    DEFERRED = "deferred"
    REMOVED = "removed"
    MERGED = "merged"
    CLOSED = "closed"  # complete, and taken out of the plan: it is history


class ChangeKind(StrEnum):
    """What a change changes."""

    DATE = "date"  # of the action or of a milestone
    SCOPE = "scope"  # the words, the outcome, or which milestones there are
    OWNER = "owner"
    SUCCESS = "measure of success"
    DEFER = "defer"
    RESUME = "resume"
    REMOVE = "remove"
    MERGE = "merge"  # into another action
    CLOSE = "close"  # what is complete is taken out, to history


_LEADS_TO: Mapping[tuple[Standing, ChangeKind], Standing] = {
    **{(Standing.LIVE, kind): Standing.LIVE for kind in ChangeKind if kind is not ChangeKind.RESUME},
    (Standing.LIVE, ChangeKind.DEFER): Standing.DEFERRED,
    (Standing.LIVE, ChangeKind.REMOVE): Standing.REMOVED,
    (Standing.LIVE, ChangeKind.MERGE): Standing.MERGED,
    (Standing.LIVE, ChangeKind.CLOSE): Standing.CLOSED,
    (Standing.DEFERRED, ChangeKind.RESUME): Standing.LIVE,
    (Standing.DEFERRED, ChangeKind.REMOVE): Standing.REMOVED,
    (Standing.DEFERRED, ChangeKind.MERGE): Standing.MERGED,
}
_BY_DECISION_ALONE = (
    ChangeKind.DEFER,
    ChangeKind.RESUME,
    ChangeKind.REMOVE,
    ChangeKind.MERGE,
    ChangeKind.CLOSE,
)
_TERMS_OF: Mapping[ChangeKind, tuple[str, ...]] = {
    ChangeKind.DATE: ("starts_on", "due_on", "milestones"),
    ChangeKind.SCOPE: ("words", "outcome", "milestones"),
    ChangeKind.OWNER: ("owner_post",),
    ChangeKind.SUCCESS: ("success",),
    ChangeKind.RESUME: ("starts_on", "due_on", "milestones"),
}
_CALLED = {
    "words": "the words",
    "outcome": "the outcome sought",
    "success": "the measure of success",
    "owner_post": "the owner",
    "starts_on": "the first day",
    "due_on": "the last day",
    "milestones": "the milestones",
}


@dataclass(frozen=True, kw_only=True)
class AgreedChange:
    """A change of what was agreed: the terms that hold from then on, why, and by whose authority.

    `decision` names the committee's resolution ("onesource-joint-committee/2020-02-07/47/1"); "" where a post had the
    power, and then `by_post` names it.
    """

    kind: ChangeKind
    on: date
    terms: ActionTerms
    reason: str
    decision: str = ""
    by_post: str = ""
    merged_into: str = ""

    @property
    def authority(self) -> str:
        """Who had the power: the resolution, or the post."""
        return self.decision or self.by_post


def kinds_from(standing: Standing, *, is_complete: bool = False) -> tuple[ChangeKind, ...]:
    """What can be changed of an action that stands so: of one that is complete, nothing but that it is taken out."""
    every = tuple(kind for (origin, kind) in _LEADS_TO if origin is standing)
    return tuple(kind for kind in every if (kind is ChangeKind.CLOSE) is is_complete)


class ChangeRefused(Refused):
    """A change that cannot be made of an action as it stands."""


@dataclass(frozen=True, kw_only=True)
class ActionLife:
    """An action from its baseline to what holds now."""

    baseline: ActionTerms
    changes: tuple[AgreedChange, ...] = ()

    @property
    def terms(self) -> ActionTerms:
        """What holds now."""
        return self.changes[-1].terms if self.changes else self.baseline

    @property
    def standing(self) -> Standing:
        """Where its changes have led it."""
        standing = Standing.LIVE
        for change in self.changes:
            standing = _LEADS_TO[standing, change.kind]
        return standing

    @property
    def is_reprogrammed(self) -> bool:
        """Whether a day that was agreed first, of the action or of a milestone, was moved to a later one, or a
        milestone was taken out: what is on target then is on target for less than was agreed."""
        first: dict[str, date] = {}
        for terms in (self.baseline, *(change.terms for change in self.changes)):
            for one in terms.milestones:
                first.setdefault(one.key, one.due_on)
        now = {one.key: one.due_on for one in self.terms.milestones}
        return (
            self.terms.due_on > self.baseline.due_on
            or self.terms.starts_on > self.baseline.starts_on
            or any(key not in now or now[key] > due_on for key, due_on in first.items())
        )


def changed(life: ActionLife, change: AgreedChange, *, is_complete: bool = False) -> ActionLife:
    """The life with one more change; raises ChangeRefused, and InputRefused with everything that is wrong of it.

    `is_complete`: its owner called it done, and somebody else confirmed it. It is then taken out, and not changed.
    """
    standing = life.standing
    if (standing, change.kind) not in _LEADS_TO:
        raise ChangeRefused(_not_from(standing, change.kind))
    if is_complete and change.kind is not ChangeKind.CLOSE:
        raise ChangeRefused("This action is complete. Nothing of it is changed but that a decision takes it out.")
    if change.kind is ChangeKind.CLOSE and not is_complete:
        raise ChangeRefused("This action is not complete. To end it all the same, remove it by a decision.")
    problems = [
        *_unauthorised(change),
        *_beyond_its_kind(life.terms, change),
        *wrong_terms(change.terms),
        *_under_an_old_key(life, change.terms),
    ]
    last = life.changes[-1].on if life.changes else None
    if last is not None and change.on < last:
        problems.append(
            Problem(f"It was last changed on {day_words(last)}. Give that day or a later one.", column="on")
        )
    if problems:
        raise InputRefused(problems)
    return replace(life, changes=(*life.changes, change))


def wrong_terms(terms: ActionTerms) -> Iterator[Problem]:
    """What is wrong with the terms of an action, by the names of their parts."""
    for name in ("words", "outcome", "owner_post"):
        if not getattr(terms, name).strip():
            yield Problem(f"Give {_CALLED[name]}.", column=name)
    if terms.due_on < terms.starts_on:
        yield Problem(
            f"It would end on {day_words(terms.due_on)}, before it starts on {day_words(terms.starts_on)}.",
            column="due_on",
        )
    if len(terms.milestones) > _MOST_MILESTONES:
        yield Problem(
            f"It has {len(terms.milestones)} milestones, and can have {_MOST_MILESTONES}. Make several actions of it.",
            column="milestones",
        )
    seen: set[str] = set()
    for one in terms.milestones:
        if not _KEY.fullmatch(one.key):
            yield Problem(
                "The key of a milestone is letters, digits, full stops and hyphens, as in M1.",
                column="milestones",
                found=one.key[:24],
            )
        elif one.key in seen:
            yield Problem(f"There are two milestones {one.key}. Give each a key of its own.", column="milestones")
        seen.add(one.key)
        if not one.words.strip():
            yield Problem(f"Say what milestone {one.key} is.", column="milestones")
        if one.due_on < terms.starts_on:
            yield Problem(
                f"Milestone {one.key} is due on {day_words(one.due_on)}, before the action starts on "
                f"{day_words(terms.starts_on)}.",
                column="milestones",
            )
        elif one.due_on > terms.due_on:
            yield Problem(
                f"Milestone {one.key} is due on {day_words(one.due_on)}, after the action ends on "
                f"{day_words(terms.due_on)}.",
                column="milestones",
            )


def circle_in(needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The first circle among what each action waits for, as the refs along it, the first one again at the end; () where
    there is none. A circle could never be begun."""
    done: set[str] = set()
    for start in needs:
        path: list[str] = []
        waiting: list[Iterator[str]] = [iter((start,))]
        while waiting:
            ref = next(waiting[-1], None)
            if ref is None:
                waiting.pop()
                if path:
                    done.add(path.pop())
            elif ref in path:
                return (*path[path.index(ref) :], ref)
            elif ref not in done:
                path.append(ref)
                waiting.append(iter(tuple(needs.get(ref, ()))))
    return ()


def differing(before: ActionTerms, after: ActionTerms) -> tuple[str, ...]:
    """The names of the terms that differ, in their order."""
    return tuple(one.name for one in fields(ActionTerms) if getattr(before, one.name) != getattr(after, one.name))


def in_words(names: Sequence[str]) -> str:
    """ "the owner and the last day"."""
    return listed([_CALLED[name] for name in names])


def _not_from(standing: Standing, kind: ChangeKind) -> str:
    if standing is Standing.LIVE:
        return "This action is live: there is nothing to resume."
    if standing is Standing.DEFERRED:
        return f"This action is deferred. Resume it by a decision before you change its {kind.value}."
    return f"This action was {standing.value} by a decision. Nothing more can be changed of it."


def _unauthorised(change: AgreedChange) -> Iterator[Problem]:
    if not says_why(change.reason):
        yield Problem("Say in words why it is changed.", column="reason", found=change.reason)
    if change.kind in _BY_DECISION_ALONE and not change.decision:
        yield Problem(
            f"To {change.kind.value} an action takes a decision of the committee. Name the resolution.",
            column="decision",
        )
    elif not change.authority.strip():
        yield Problem("Name the resolution, or the post that has the power.", column="decision")
    if len(change.by_post) > _LONGEST_POST:
        yield Problem(
            f"A post has at most {_LONGEST_POST} characters, and this has {len(change.by_post)}.", column="by_post"
        )
    if (change.kind is ChangeKind.MERGE) != bool(change.merged_into):
        yield Problem("An action is merged into another: name that one, and none otherwise.", column="merged_into")


def _beyond_its_kind(before: ActionTerms, change: AgreedChange) -> Iterator[Problem]:
    """Nothing but what its kind says may differ; of a change of dates, no milestone but its day."""
    names = differing(before, change.terms)
    allowed = _TERMS_OF.get(change.kind, ())
    beyond = [name for name in names if name not in allowed]
    if beyond:
        yield Problem(
            f"This changes {in_words(beyond)} too. Enter that as a change of its own.",
            column=beyond[0],
        )
    if not names and allowed and change.kind is not ChangeKind.RESUME:
        yield Problem("Nothing of it would change. Change something, or leave it.", column="terms")
    if change.kind in (ChangeKind.DATE, ChangeKind.RESUME) and _without_days(before) != _without_days(change.terms):
        yield Problem("This changes what the milestones are, not only their days.", column="milestones")
    if change.kind is ChangeKind.SCOPE and _moved(before, change.terms):
        yield Problem(
            "This moves the days of milestones too. Enter that as a change of dates, with its own authority.",
            column="milestones",
        )


def _under_an_old_key(life: ActionLife, after: ActionTerms) -> Iterator[Problem]:
    """A milestone that was taken out comes back as it was, or under another key: what was said of it is kept by it."""
    now = {one.key for one in life.terms.milestones}
    taken_out = {
        one.key: one.words
        for terms in (life.baseline, *(change.terms for change in life.changes))
        for one in terms.milestones
        if one.key not in now
    }
    for one in after.milestones:
        if taken_out.get(one.key, one.words) != one.words:
            yield Problem(
                f"{one.key} was the milestone “{taken_out[one.key]}”, which was taken out. Give this one another key.",
                column="milestones",
            )


def _without_days(terms: ActionTerms) -> list[tuple[str, str]]:
    return [(one.key, one.words) for one in terms.milestones]


def _moved(before: ActionTerms, after: ActionTerms) -> bool:
    days = {one.key: one.due_on for one in before.milestones}
    return any(days.get(one.key, one.due_on) != one.due_on for one in after.milestones)
