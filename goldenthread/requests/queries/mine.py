"""What somebody has to do with requests: a council's view to say, a request to score, a review that is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.domain.request_decisions import RequestState
from goldenthread.domain.request_evaluations import SCORERS
from goldenthread.domain.request_records import View
from goldenthread.partnership.permissions import Permission, Role, roles_with
from goldenthread.partnership.queries import HeldRole, Scope, councils
from goldenthread.requests.models import Request
from goldenthread.requests.queries.dossiers import RequestFacts, all_requests

_OPEN = (RequestState.RECEIVED, RequestState.EVALUATING)


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """One thing: of what kind ("view", "score", "review"), of which request; `council` of a view is its short name."""

    kind: str
    reference: str
    requester: str
    council: str = ""
    council_name: str = ""
    due_on: date | None = None


def requests_to_do(held: Sequence[HeldRole], *, person_id: int, today: date) -> tuple[ToDo, ...]:
    """What the person, who holds these roles, has to do. One read where nothing is under way."""
    under_way = [one.value for one in (*_OPEN, RequestState.RUNNING)]
    roles = {one.role for one in held}
    asked = {Role.PERFORMANCE_OFFICER, *roles_with(Permission.GIVE_A_VIEW), *roles_with(Permission.SCORE_REQUESTS)}
    if not roles & asked or not Request.objects.filter(state__in=under_way).exists():
        return ()
    slugs = {one.id: (one.slug, one.name) for one in councils()}
    found: list[ToDo] = []
    for facts in all_requests():
        if facts.state in _OPEN and facts.protocol is not None:
            found += _views(facts, held, slugs=slugs)
            found += _scores(facts, held, person_id=person_id)
        elif facts.state is RequestState.RUNNING and Role.PERFORMANCE_OFFICER in roles:
            due = facts.review_on
            if due is not None and due <= today:
                found.append(
                    ToDo(kind="review", reference=facts.reference, requester=facts.asked.requester, due_on=due)
                )
    return tuple(found)


def _views(facts: RequestFacts, held: Sequence[HeldRole], *, slugs: dict[int, tuple[str, str]]) -> Iterator[ToDo]:
    """Of each council that they stand for, and that has not said its view."""
    for one in {role.council_id for role in held if role.role in roles_with(Permission.GIVE_A_VIEW)}:
        slug, name = slugs.get(one or 0, ("", ""))
        view = facts.dossier.views.get(slug)
        if slug in facts.dossier.partners and (view is None or view.view is View.ASKED):
            yield ToDo(
                kind="view",
                reference=facts.reference,
                requester=facts.asked.requester,
                council=slug,
                council_name=name,
            )


def _scores(facts: RequestFacts, held: Sequence[HeldRole], *, person_id: int) -> Iterator[ToDo]:
    """Of a service that they lead or direct, while a criterion has fewer scores than it takes and none of theirs."""
    scope = Scope(directorate_id=facts.directorate_id, service_id=facts.service_id, name=facts.service)
    leads = [one for one in held if one.service_id is not None or one.directorate_id is not None]
    if facts.protocol is None or not any(
        one.role in roles_with(Permission.SCORE_REQUESTS) and one.reaches(scope) for one in leads
    ):
        return
    for criterion in facts.protocol.record.criteria:
        scorers = {one.scorer_id for one in facts.dossier.scores if one.score.criterion == criterion.key}
        if person_id not in scorers and len(scorers) < SCORERS:
            yield ToDo(kind="score", reference=facts.reference, requester=facts.asked.requester)
            return
