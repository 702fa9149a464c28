"""The notice of what an officer or a director decided of a request, published: public once it is released."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.domain.problems import Refused
from goldenthread.domain.request_protocols import DecisionLevel
from goldenthread.publishing.models import Publication
from goldenthread.publishing.operations import check_follows, publish_document
from goldenthread.publishing.origins import MadeOf, OriginKind
from goldenthread.publishing.rules import check_can_publish
from goldenthread.reports.request_documents import document_of_notice
from goldenthread.requests.queries.dossiers import request_called

# For whom it is: nobody in particular.
AUDIENCE = "everybody"


class CommitteesOwn(Refused):
    """The committee's decisions have notices of their own."""


def publish_notice(
    reference: str, *, by: User, at: datetime, tell: Callable[[str], None] = lambda _words: None
) -> Publication:
    """Publishes the notice, once: document and files in one transaction, or nothing.

    Raises RequestUnknown, NothingToPrint, CommitteesOwn, and what `publish_document` raises.
    """
    check_can_publish(by, at=at)
    document = document_of_notice(reference)
    facts = request_called(reference)
    assert facts is not None and facts.decided is not None, "its notice was just made"
    if facts.decided.level is DecisionLevel.COMMITTEE:
        raise CommitteesOwn(
            "The joint committee decided this request: the clerk issues the notice of that decision, with its meeting."
        )
    check_follows(document.name, replaces="", at=at)
    return publish_document(
        document,
        audience=AUDIENCE,
        period="",
        made_from=f"request {reference}, as it was decided",
        presented_to=document.audience,
        origin=MadeOf(kind=OriginKind.REQUEST, withheld=()),
        by=by,
        at=at,
        tell=tell,
    )
