"""Every promise that a reader may see, with what was said of it as far as they may know: for lists and for its page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.domain.days import is_late
from goldenthread.domain.periods import Quarter
from goldenthread.domain.withheld import WithheldOf, WithheldPart
from goldenthread.figures.models import (
    Figure,
    Freeze,
    PromiseConfirmation,
    PromiseEvidence,
    PromiseWord,
    RemedialAction,
)
from goldenthread.figures.queries.due import WHOLE_PARTNERSHIP
from goldenthread.figures.queries.promises import CLOSING, SaidOfPromise, everything_said
from goldenthread.figures.queries.sight import Reader, Seen, Sight, sights
from goldenthread.figures.queries.withheld import is_hidden, withheld_of
from goldenthread.partnership.queries import Scope, services

# Before a figure is submitted its actions may still be replaced: nothing is promised yet.
_GIVEN = (Figure.State.SUBMITTED, Figure.State.QUERIED, Figure.State.SIGNED_OFF, Figure.State.FROZEN)


@dataclass(frozen=True, kw_only=True)
class Promised:
    """A promise as a reader sees it. `state` is open, done or dropped, and `due_on` the day that is given now.

    `said` is what was said of it, oldest first; `confirmed_by` is 0 while nobody else has confirmed that it is done.
    """

    action_id: int
    words: str
    owner_post: str
    figure_id: int
    measure_id: int
    ref: str
    title: str
    council: str
    council_slug: str
    directorate: str
    service: str
    scope: Scope
    quarter: Quarter  # whose exception report made it
    made_at: datetime
    first_due_on: date
    due_on: date
    state: str
    said: tuple[SaidOfPromise, ...]
    files: int
    confirmed_by: int
    confirmed_at: datetime | None
    confirmed_words: str
    is_in_progress: bool  # the reader sees it as it stands, not as it was issued or released
    illustrative: bool

    @property
    def name(self) -> str:
        return f"{self.ref}, {self.council}"

    @property
    def is_open(self) -> bool:
        return self.state == Action.State.OPEN

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    def is_overdue(self, *, on: date) -> bool:
        """Not closed, and its day has passed; the day itself is in time."""
        return self.is_open and is_late(self.due_on, on=on)

    @property
    def seen(self) -> str:
        """Stands for everything that was said of it: a form that carries another is stale."""
        last = self.said[-1].at.isoformat() if self.said else ""
        return f"{len(self.said)} {last} {'confirmed' if self.is_confirmed else ''}".strip()


def promises_seen(reader: Reader, *, posts: Collection[str] = ()) -> tuple[Promised, ...]:
    """Every promise that the reader may see, oldest first; as many reads whatever their number.

    Those of `posts`, which the reader holds or acts in, are seen as they stand.
    """
    return _promised(RemedialAction.objects.all(), reader, posts=posts)


def promise_seen(action_id: int, reader: Reader, *, posts: Collection[str] = ()) -> Promised | None:
    """The promise; None where there is none, or the reader may not see it."""
    return next(iter(_promised(_of_action(action_id), reader, posts=posts)), None)


def promises_of_figure(figure_id: int, reader: Reader) -> tuple[Promised, ...]:
    """The promises made with the figure that the reader may see, oldest first."""
    return _promised(RemedialAction.objects.filter(figure=figure_id), reader, posts=())


def promise_now(action_id: int) -> Promised | None:
    """The promise as it stands, whoever asks: for the operation that changes it. None where there is none."""
    every = Reader(person_id=0)
    rows = _rows(_of_action(action_id))
    found = _Beside(rows, every, whole=True)
    return next((one for one in map(found.promise, rows) if one is not None), None)


def _promised(which: QuerySet[RemedialAction], reader: Reader, *, posts: Collection[str]) -> tuple[Promised, ...]:
    rows = _rows(which)
    beside = _Beside(rows, reader, posts=posts)
    return tuple(one for one in map(beside.promise, rows) if one is not None)


def _of_action(action_id: int) -> QuerySet[RemedialAction]:
    # By the action's own key: a number that no key can be, as an address may hold it, finds nothing there.
    return RemedialAction.objects.filter(action__in=Action.objects.filter(pk=action_id))


def _rows(which: QuerySet[RemedialAction]) -> list[RemedialAction]:
    given = Q(figure__state__in=_GIVEN) | Q(figure__round__freezes__isnull=False)
    made = which.filter(given, withdrawn_at=None).distinct().order_by("pk")
    return list(made.select_related("action", "figure__round", "figure__measure__council"))


class _Beside:
    """What was read beside the promises, each kind of thing once."""

    def __init__(
        self, rows: list[RemedialAction], reader: Reader, *, posts: Collection[str] = (), whole: bool = False
    ) -> None:
        ids = [one.pk for one in rows]
        # Bounded, and not named one by one: SQLite takes a limited number of ids in one query.
        these = RemedialAction.objects.filter(pk__gte=min(ids, default=0), pk__lte=max(ids, default=-1))
        actions = these.order_by().values("action_id")
        self.reader, self.whole = reader, whole
        self.posts = {one.casefold() for one in posts}
        self.services = {one.id: one for one in services()}
        self.said = everything_said(these)
        self.sights: Mapping[Quarter, Sight] = {} if whole else sights(reader)
        frozen = Freeze.objects.order_by("pk").values_list("round__period", "number", "frozen_at")
        self.frozen = {(period, number): at for period, number, at in frozen}
        self.withheld: WithheldOf = {} if whole else withheld_of({one.figure.measure_id for one in rows})
        files = PromiseWord.objects.filter(action__in=actions).order_by().values_list("pk")
        self.files: dict[int, int] = dict(files.annotate(Count("evidence")))
        self.confirmed = {
            one.action_id: one for one in PromiseConfirmation.objects.filter(action__in=actions).order_by("pk")
        }

    def promise(self, row: RemedialAction) -> Promised | None:
        """The promise as far as the reader may know of it; None where they may not know that it was made."""
        action, figure = row.action, row.figure
        service, council = self.services[figure.service_id], figure.measure.council
        scope = Scope(figure.measure.council_id, service.directorate_id, service.id, name=service.name)
        quarter = Quarter.parse(figure.round.period)
        is_now = self._is_now(action, scope)

        def knows(at: datetime, period: str) -> bool:
            return is_now or self._knows(at, Quarter.parse(period), scope, measure=figure.measure_id)

        if not knows(action.made_at, figure.round.period):
            return None
        every = self.said.get(action.pk, ())
        said = tuple(one for one in every if one.is_in_force and knows(one.at, one.period))
        state, due_on = _standing(action, said)
        confirmed = self.confirmed.get(action.pk) if is_now and state == Action.State.DONE else None
        if confirmed is not None and (not said or confirmed.confirmed_at < said[-1].at):
            confirmed = None
        return Promised(
            action_id=action.pk,
            words=action.words,
            owner_post=action.owner_post,
            figure_id=figure.pk,
            measure_id=figure.measure_id,
            ref=figure.terms["indicator_ref"],
            title=figure.terms["title"],
            council=WHOLE_PARTNERSHIP if council is None else council.name,
            council_slug="" if council is None else council.slug,
            directorate=service.directorate,
            service=service.name,
            scope=scope,
            quarter=quarter,
            made_at=action.made_at,
            first_due_on=action.first_due_on,
            due_on=due_on,
            state=state,
            said=said,
            files=sum(self.files.get(one.word_id, 0) for one in said) if is_now else 0,
            confirmed_by=0 if confirmed is None else confirmed.confirmed_by_id,
            confirmed_at=None if confirmed is None else confirmed.confirmed_at,
            confirmed_words="" if confirmed is None else confirmed.words,
            is_in_progress=is_now,
            illustrative=action.illustrative,
        )

    def _is_now(self, action: Action, scope: Scope) -> bool:
        """Whether the reader sees it as it stands."""
        if self.whole or action.owner_post.casefold() in self.posts:
            return True
        return any(held.reaches(scope) for held in self.reader.in_progress)

    def _knows(self, at: datetime, quarter: Quarter, scope: Scope, *, measure: int) -> bool:
        """Whether what was said then, to be told in the quarter, was frozen in a version that is open to the reader,
        and is not withheld from them there."""
        sight = self.sights.get(quarter)
        seen = None if sight is None else sight.of(scope)
        if seen is None:
            return False
        how, version = seen
        frozen_at = self.frozen.get((str(quarter), version))
        if frozen_at is None or at > frozen_at:
            return False
        parts = (WithheldPart.MEASURE, WithheldPart.ACTIONS)
        return how is not Seen.RELEASED or not is_hidden(self.withheld, measure, str(quarter), *parts)


def _standing(action: Action, said: Iterable[SaidOfPromise]) -> tuple[str, date]:
    """State and day by what is known to have been said, in its order."""
    state, due_on = Action.State.OPEN.value, action.first_due_on
    for one in said:
        state = one.outcome if one.outcome in CLOSING else Action.State.OPEN.value
        due_on = one.new_due_on or due_on
    return state, due_on


@dataclass(frozen=True, kw_only=True)
class PromiseFile:
    """A file attached to what was said of a promise."""

    evidence_id: int
    word_id: int
    attachment_id: int
    name: str
    size: int
    words: str


def files_of(action_id: int) -> tuple[PromiseFile, ...]:
    """Every file that was attached to what was said of the promise, oldest first; one read, of no bytes."""
    rows = PromiseEvidence.objects.filter(word__action_id=action_id).order_by("pk")
    columns = ("pk", "word_id", "attachment_id", "attachment__name", "attachment__size", "words")
    return tuple(
        PromiseFile(evidence_id=pk, word_id=word, attachment_id=attachment, name=name, size=size, words=words)
        for pk, word, attachment, name, size, words in rows.values_list(*columns)
    )


def told_in(promise: Promised) -> str:
    """The quarter in which what is said of the promise now is told: the oldest after it whose figure of the measure is
    still to be given, or else the one after the newest round. One read."""
    later = Figure.objects.filter(round__period__gt=str(promise.quarter)).order_by("round__period")
    own = later.filter(measure_id=promise.measure_id).exclude(state__in=_GIVEN)
    first = own.values_list("round__period", flat=True).first()
    if first is not None:
        return str(first)
    newest = later.order_by("-round__period").values_list("round__period", flat=True).first()
    return str(Quarter.parse(newest or str(promise.quarter)).next)


def names_of(people: Iterable[int]) -> dict[int, str]:
    """The names of people by their ids; one read."""
    return dict(User.objects.filter(pk__in=set(people)).values_list("pk", "name"))
