"""What was promised before and is still open, and what is promised now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from goldenthread.actions.models import Action
from goldenthread.domain.rating.inputs import Status
from goldenthread.domain.snapshot import AnsweredPromise, Promise
from goldenthread.figures.models import Figure, PromiseAnswer, PromiseWord, RemedialAction

CLOSING = (PromiseAnswer.Outcome.DONE, PromiseAnswer.Outcome.DROPPED)
_FEW = 500  # ids that one query names
# Of the figure whose return made a promise or answers it: nothing of a promise is told by these.
_LARGE = ("figure__terms", "figure__earlier_terms", "figure__comparators", "figure__beside")


@dataclass(frozen=True, kw_only=True)
class CarriedPromise:
    """A promise of an earlier quarter, with what this quarter's return says of it: outcome "" is unanswered."""

    action_id: int
    words: str
    owner_post: str
    first_due_on: date
    due_on: date
    state: str
    illustrative: bool
    promised_for: str
    outcome: str = ""
    said: str = ""
    new_due_on: date | None = None

    def as_snapshot(self) -> AnsweredPromise:
        return AnsweredPromise(
            promise=Promise(
                action_id=self.action_id,
                words=self.words,
                owner_post=self.owner_post,
                first_due_on=self.first_due_on,
                due_on=self.due_on,
                state=self.state,
                illustrative=self.illustrative,
            ),
            promised_for=self.promised_for,
            outcome=self.outcome,
            words=self.said,
            new_due_on=self.new_due_on,
        )


@dataclass(frozen=True, kw_only=True)
class SaidOfPromise:
    """One thing that was said of a promise: in a quarter's return, or at the promise's own page to be told in it."""

    action_id: int
    period: str
    outcome: str
    words: str
    new_due_on: date | None
    by: int
    at: datetime
    is_in_force: bool  # what is said in a return is, once that is submitted
    word_id: int = 0  # of what was said at its own page; 0 of a return


def everything_said(made: QuerySet[RemedialAction]) -> dict[int, list[SaidOfPromise]]:
    """What was ever said of the promises, by action, in the order in which it counts: by quarter, and within it by
    time. Two reads."""
    actions = made.order_by().values("action_id")
    found: dict[int, list[SaidOfPromise]] = {}
    answers = PromiseAnswer.objects.filter(action__in=actions).select_related("figure__round", "action").order_by("pk")
    for answer in answers.defer(*_LARGE):
        # Actions follow what is said of them once it is submitted, and stay so where the figure is opened again.
        in_force = answer.figure.submitted_at is not None or answer.action.state == answer.outcome
        found.setdefault(answer.action_id, []).append(
            SaidOfPromise(
                action_id=answer.action_id,
                period=answer.figure.round.period,
                outcome=answer.outcome,
                words=answer.words,
                new_due_on=answer.new_due_on,
                by=answer.answered_by_id,
                at=answer.answered_at,
                is_in_force=in_force,
            )
        )
    for word in PromiseWord.objects.filter(action__in=actions).order_by("pk"):
        found.setdefault(word.action_id, []).append(
            SaidOfPromise(
                action_id=word.action_id,
                period=word.period,
                outcome=word.outcome,
                words=word.words,
                new_due_on=word.new_due_on,
                by=word.said_by_id,
                at=word.said_at,
                is_in_force=True,
                word_id=word.pk,
            )
        )
    for said in found.values():
        said.sort(key=lambda one: (one.period, one.at))  # stable: of one moment, as they were added
    return found


def carried_promises(
    figures: QuerySet[Figure], *, period: str, of_many: bool = False
) -> dict[int, tuple[CarriedPromise, ...]]:
    """Promises of earlier quarters that were open when this one began, by measure; three reads.

    `figures` are of the round of `period`. One that an earlier quarter's return called done or dropped is
    closed; one that this quarter's return calls so is still told of here. `of_many` spends two reads more to find
    first what can be open at all: of a whole round, after years, that is little of what was promised.
    """
    measures = figures.order_by().values_list("measure_id", flat=True)
    perhaps = _perhaps_open(period) if of_many else None
    made = _made_before(period)
    # By ids alone where they are known: asked for its measure too, SQLite would begin with every figure of each.
    made = made.filter(figure__measure__in=measures) if perhaps is None else made.filter(pk__in=perhaps)
    wanted = None if perhaps is None else set(measures)
    found: dict[int, list[CarriedPromise]] = {}
    for remedial, promise in _carried_of(made, period=period):
        if wanted is None or remedial.figure.measure_id in wanted:
            found.setdefault(remedial.figure.measure_id, []).append(promise)
    return {measure: tuple(promises) for measure, promises in found.items()}


def promises_left(period: str) -> tuple[tuple[RemedialAction, CarriedPromise], ...]:
    """Promises of earlier quarters that were open when this one began, of measures that have no figure in its round, or
    one that ended with its service while the round was open; three reads. No return answers them any more: one that
    was called closed for this quarter before its measure ended is none of them."""
    every = Figure.objects.filter(round__period=period).order_by()
    here = every.exclude(pk__in=ended_in_the_round(every).values("pk"))
    made = _made_before(period).defer(None).exclude(figure__measure__in=here.values("measure_id"))
    found = _carried_of(made.select_related("figure__measure__council", "figure__service"), period=period)
    return tuple((remedial, one) for remedial, one in found if one.state == Action.State.OPEN)


def ended_in_the_round(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    """Those that ended with their service while their round was open: no pack, no count and no return holds them."""
    return figures.filter(terms__absence=Status.NOT_PROVIDED.value)


def _made_before(period: str) -> QuerySet[RemedialAction]:
    made = RemedialAction.objects.filter(withdrawn_at=None, figure__round__period__lt=period).defer(*_LARGE)
    return made.select_related("action", "figure__round").order_by("figure__round__period", "pk")


def _carried_of(made: QuerySet[RemedialAction], *, period: str) -> Iterator[tuple[RemedialAction, CarriedPromise]]:
    """Those that nothing said in an earlier quarter has closed."""
    answers = everything_said(made)
    for remedial in made:
        said = answers.get(remedial.action_id, [])
        before = [answer for answer in said if answer.period < period]
        now = [answer for answer in said if answer.period == period]
        if before and before[-1].outcome in CLOSING:
            continue
        yield remedial, _carried(remedial, before=before, answer=now[-1] if now else None)


def _perhaps_open(period: str) -> list[int] | None:
    """Ids of what may be open when the quarter began; None where that is much. One read, which asks figures nothing.

    It leaves out what something closed, where nothing else was ever said and nothing for this quarter or a later one.
    """
    here = Figure.objects.filter(round__period__gte=period).order_by().values("pk")
    closed = other = Q()
    for kind, now in (
        (PromiseAnswer.objects.order_by(), Q(figure__in=here)),
        (PromiseWord.objects.order_by(), Q(period__gte=period)),
    ):
        closed |= Q(action__in=kind.filter(outcome__in=CLOSING).values("action_id"))
        other |= Q(action__in=kind.exclude(outcome__in=CLOSING).values("action_id"))
        other |= Q(action__in=kind.filter(now).values("action_id"))
    made = RemedialAction.objects.filter(~closed | other, withdrawn_at=None).order_by()
    found = list(made.values_list("pk", flat=True)[: _FEW + 1])
    return None if len(found) > _FEW else found


def _carried(
    remedial: RemedialAction, *, before: Sequence[SaidOfPromise], answer: SaidOfPromise | None
) -> CarriedPromise:
    """The promise with the day that stood when the quarter began, and its state by the quarter's own answer: later
    answers may have moved or closed the action since."""
    action = remedial.action
    moved = [one.new_due_on for one in before if one.new_due_on is not None]
    return CarriedPromise(
        action_id=action.pk,
        words=action.words,
        owner_post=action.owner_post,
        first_due_on=action.first_due_on,
        due_on=moved[-1] if moved else action.first_due_on,
        state=_state_by(answer),
        illustrative=action.illustrative,
        promised_for=remedial.figure.round.period,
        outcome="" if answer is None else answer.outcome,
        said="" if answer is None else answer.words,
        new_due_on=None if answer is None else answer.new_due_on,
    )


def _state_by(answer: SaidOfPromise | None) -> str:
    if answer is None or answer.outcome not in CLOSING or not answer.is_in_force:
        return Action.State.OPEN.value
    return answer.outcome


def promises_made(figures: QuerySet[Figure]) -> dict[int, tuple[Action, ...]]:
    """The remedial actions that these figures' exception reports promise now, by figure; one read."""
    found: dict[int, list[Action]] = {}
    made = RemedialAction.objects.filter(withdrawn_at=None, figure__in=figures.order_by().values("pk"))
    for remedial in made.select_related("action").order_by("pk"):
        found.setdefault(remedial.figure_id, []).append(remedial.action)
    return {figure: tuple(actions) for figure, actions in found.items()}


def dates_promised(figures: QuerySet[Figure]) -> dict[int, tuple[date, ...]]:
    """By when these figures' returns say that something will be done, promised now or anew, by figure; two reads."""
    made = {figure: [action.first_due_on for action in actions] for figure, actions in promises_made(figures).items()}
    newest: dict[tuple[int, int], date | None] = {}
    answers = PromiseAnswer.objects.filter(figure__in=figures.order_by().values("pk")).order_by("pk")
    for figure, action, new_due_on in answers.values_list("figure_id", "action_id", "new_due_on"):
        newest[figure, action] = new_due_on
    for (figure, _), day in newest.items():
        if day is not None:
            made.setdefault(figure, []).append(day)
    return {figure: tuple(days) for figure, days in made.items()}


def as_promise(action: Action) -> Promise:
    """An action as the quarter that promised it keeps it: open, by the day first given.

    What became of it is told by the quarters after it, however late the quarter is frozen.
    """
    return Promise(
        action_id=action.pk,
        words=action.words,
        owner_post=action.owner_post,
        first_due_on=action.first_due_on,
        due_on=action.first_due_on,
        state=Action.State.OPEN.value,
        illustrative=action.illustrative,
    )
