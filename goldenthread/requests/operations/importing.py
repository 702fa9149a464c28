"""A request entered from a file: received where it is not known, and then everything that the file says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.domain.plain import to_plain
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.request_evaluations import SCORERS
from goldenthread.domain.request_files import RequestFile
from goldenthread.domain.request_records import Score
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import may
from goldenthread.requests.models import Request, Statement
from goldenthread.requests.operations.receiving import correct_request, receive_request
from goldenthread.requests.operations.stating import (
    answer_gate,
    build_price,
    check_score,
    consider,
    record_partner_view,
    score_criterion,
    settle_score,
    state_case,
    state_needs,
)
from goldenthread.requests.queries.dossiers import BY_PROTOCOL
from goldenthread.requests.queries.protocols import same_requests


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of a file: the reference, whether it is new, how many statements, and whose scores were left."""

    reference: str
    is_new: bool
    statements: int
    left: tuple[str, ...]  # scorers who have still to enter scores themselves


@transaction.atomic
def import_request(file: RequestFile, *, by: User, at: datetime) -> Imported:
    """All of it or nothing; the same file twice changes nothing: what was stated in these words before, and was put
    right since, stays as it was put right.

    A request is the same where the same body asked for the same service on the same day. Nobody scores in another's
    name: of the scores those of `by` are entered, and the others enter theirs with the same file; of one that is known,
    whoever scores and keeps no requests enters nothing else. Raises what the operations raise, and InputRefused with
    everything that is wrong of any part, each with its place.
    """
    asked = file.asked
    known = same_requests(asked).first()
    keeps = may(by, Permission.KEEP_REQUESTS, today=timezone.localdate(at))
    if known is not None and not keeps:
        request, written = known, 0
    elif known is None:
        request, written = receive_request(asked, by=by, at=at), 1
    else:
        request = known
        again = None
        if not _was_said(known, Statement.Kind.ASKED, asked):
            again = correct_request(reference=known.reference, version=None, asked=asked, by=by, at=at)
        written = int(again is not None)
    own = _names_of(by)
    problems: list[Problem] = []
    scores_alone = replace(file, needs=None, gates=(), price=None, considerations=(), views=(), case=None)
    for place, state in _steps(file if keeps else scores_alone, request, own=own, by=by, at=at):
        try:
            written += state() is not None
        except InputRefused as refused:
            problems += [replace(one, column=f"{place} {one.column}".strip()) for one in refused.problems]
    if problems:
        raise InputRefused(problems)
    entered = _entered(request)
    left = tuple(
        dict.fromkeys(one.scorer for one in file.scores if (one.scorer.casefold(), one.score.criterion) not in entered)
    )
    return Imported(reference=request.reference, is_new=known is None, statements=written, left=left)


def _names_of(person: User) -> set[str]:
    """By what a file may call the person: the address, and the name where nobody else is called so."""
    is_alone = User.objects.filter(name=person.name).count() == 1
    return {person.email.casefold(), *([person.name.casefold()] if is_alone else [])}


def _was_said(request: Request, kind: str, content: object, *, key: str = "") -> bool:
    """Whether this was stated before in these words; of what a protocol asks, under the request's own."""
    rows = request.statements.filter(kind=kind, key=key)
    if kind in BY_PROTOCOL:
        rows = rows.filter(protocol=F("request__protocol"))
    plain = to_plain(content)
    return any(one == plain for one in rows.values_list("content", flat=True))


def _steps(
    file: RequestFile, request: Request, *, own: set[str], by: User, at: datetime
) -> Iterator[tuple[str, Callable[[], Statement | None]]]:
    """Each part of the file with its place, as the step that enters it."""

    def step(operation: Callable[..., Statement | None], **said: object) -> Callable[[], Statement | None]:
        return partial(operation, reference=request.reference, by=by, at=at, **said)

    def is_new(kind: str, content: object, key: str = "") -> bool:
        return not _was_said(request, kind, content, key=key)

    kinds = Statement.Kind
    if file.needs is not None and is_new(kinds.NEEDS, file.needs):
        yield "need", step(state_needs, needs=file.needs)
    for place, gate in enumerate(file.gates, start=1):
        if is_new(kinds.GATE, gate, gate.gate.value):
            yield f"gate[{place}]", step(answer_gate, answer=gate)
    if file.price is not None and is_new(kinds.PRICE, file.price):
        yield "price", step(build_price, price=file.price)
    for place, said in enumerate(file.considerations, start=1):
        if is_new(kinds.CONSIDERATION, said, said.of.value):
            yield f"consideration[{place}]", step(consider, said=said)
    for place, view in enumerate(file.views, start=1):
        if is_new(kinds.VIEW, view, view.council):
            yield f"view[{place}]", step(record_partner_view, view=view)
    if file.case is not None and is_new(kinds.CASE, file.case):
        yield "case", step(state_case, case=file.case)
    yield from _scoring(file, request, own=own, by=by, at=at)


def _scoring(
    file: RequestFile, request: Request, *, own: set[str], by: User, at: datetime
) -> Iterator[tuple[str, Callable[[], Statement | None]]]:
    """The scores of the file, and what was settled; those of others are checked and not entered."""
    for place, one in enumerate(file.scores, start=1):
        is_own = one.scorer.casefold() in own
        if is_own and _was_scored(request, one.score, by=by):
            continue
        if is_own:
            enter = partial(score_criterion, reference=request.reference, score=one.score, by=by, at=at)
            yield f"score[{place}]", enter
        else:
            yield f"score[{place}]", partial(check_score, request, one.score)
    for place, settled in enumerate(file.settled, start=1):
        if _was_said(request, Statement.Kind.SETTLED, settled, key=settled.criterion):
            continue
        # It waits until both scorers have entered theirs.
        if _scorers(request, settled.criterion) < SCORERS:
            yield f"settled[{place}]", partial(check_score, request, settled)
        else:
            settle = partial(settle_score, reference=request.reference, settled=settled, by=by, at=at)
            yield f"settled[{place}]", settle


def _was_scored(request: Request, score: Score, *, by: User) -> bool:
    """Whether the person gave this score before, in these words."""
    rows = _scores_of(request).filter(key=score.criterion, by=by)
    return any(one == to_plain(score) for one in rows.values_list("content", flat=True))


def _scores_of(request: Request) -> QuerySet[Statement]:
    """The scores under the protocol that the request is evaluated by now."""
    # As the row has it: what is at hand was read before its first statement took a protocol.
    return request.statements.filter(kind=Statement.Kind.SCORE, protocol=F("request__protocol"))


def _entered(request: Request) -> set[tuple[str, str]]:
    """Who scored what by now: the scorer, by address and by name, and the criterion."""
    rows = _scores_of(request).values_list("by__email", "by__name", "key")
    return {(who.casefold(), key) for email, name, key in rows for who in (email, name)}


def _scorers(request: Request, criterion: str) -> int:
    rows = _scores_of(request).filter(key=criterion)
    return rows.order_by("by").values("by").distinct().count()
