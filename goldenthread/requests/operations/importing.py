"""A request entered from a file: received where it is not known, and then everything that the file says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.domain.plain import to_plain
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.domain.request_evaluations import SCORERS
from goldenthread.domain.request_files import RequestFile
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


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What came of a file: the reference, whether it is new, how many statements, and whose scores were left."""

    reference: str
    is_new: bool
    statements: int
    left: tuple[str, ...]  # scorers who have still to enter scores themselves


@transaction.atomic
def import_request(file: RequestFile, *, by: User, at: datetime) -> Imported:
    """All of it or nothing; the same file twice changes nothing.

    A request is the same where the same body asked for the same service on the same day. Nobody scores in another's
    name: of the scores those of `by` are entered, and the others enter theirs with the same file; of one that is known,
    whoever scores and keeps no requests enters nothing else. Raises what the operations raise, and InputRefused with
    everything that is wrong of any part, each with its place.
    """
    asked = file.asked
    known = Request.objects.filter(
        requester=asked.requester.strip(), service__slug=asked.service, received_on=asked.received_on
    ).first()
    keeps = may(by, Permission.KEEP_REQUESTS, today=timezone.localdate(at))
    if known is not None and not keeps:
        request, written = known, 0
    elif known is None:
        request, written = receive_request(asked, by=by, at=at), 1
    else:
        request = known
        newest = known.statements.filter(kind=Statement.Kind.ASKED).order_by("-number").first()
        again = None
        if newest is None or not _is_same(newest, file):
            again = correct_request(reference=known.reference, version=None, asked=asked, by=by, at=at)
        written = int(again is not None)
    own = {by.email.casefold(), by.name.casefold()}
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


def _is_same(newest: Statement, file: RequestFile) -> bool:
    return bool(newest.content == to_plain(file.asked))


def _steps(
    file: RequestFile, request: Request, *, own: set[str], by: User, at: datetime
) -> Iterator[tuple[str, Callable[[], Statement | None]]]:
    """Each part of the file with its place, as the step that enters it."""

    def step(operation: Callable[..., Statement | None], **said: object) -> Callable[[], Statement | None]:
        return partial(operation, reference=request.reference, by=by, at=at, **said)

    if file.needs is not None:
        yield "need", step(state_needs, needs=file.needs)
    for place, gate in enumerate(file.gates, start=1):
        yield f"gate[{place}]", step(answer_gate, answer=gate)
    if file.price is not None:
        yield "price", step(build_price, price=file.price)
    for place, said in enumerate(file.considerations, start=1):
        yield f"consideration[{place}]", step(consider, said=said)
    for place, view in enumerate(file.views, start=1):
        yield f"view[{place}]", step(record_partner_view, view=view)
    if file.case is not None:
        yield "case", step(state_case, case=file.case)
    for place, one in enumerate(file.scores, start=1):
        is_own = one.scorer.casefold() in own
        enter = step(score_criterion, score=one.score) if is_own else partial(check_score, request, one.score)
        yield f"score[{place}]", enter
    for place, settled in enumerate(file.settled, start=1):
        # It waits until both scorers have entered theirs.
        waits = _scorers(request, settled.criterion) < SCORERS
        enter = partial(check_score, request, settled) if waits else step(settle_score, settled=settled)
        yield f"settled[{place}]", enter


def _entered(request: Request) -> set[tuple[str, str]]:
    """Who scored what by now: the scorer, by address and by name, and the criterion."""
    rows = request.statements.filter(kind=Statement.Kind.SCORE).values_list("by__email", "by__name", "key")
    return {(who.casefold(), key) for email, name, key in rows for who in (email, name)}


def _scorers(request: Request, criterion: str) -> int:
    rows = request.statements.filter(kind=Statement.Kind.SCORE, key=criterion)
    return rows.order_by("by").values("by").distinct().count()
