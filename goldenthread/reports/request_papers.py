"""A request is put to a committee: its report drafted for an item, the protocol and the evaluation as appendices."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.attachments.kinds import KINDS
from goldenthread.attachments.looking import LookedOver
from goldenthread.committee.operations.agenda import ItemSaid, PaperSaid, Restriction, add_item
from goldenthread.committee.operations.papers import add_paper
from goldenthread.committee.operations.reports import write_report
from goldenthread.committee.queries.desk import DeskMeeting, DeskPaper, desk_meeting, desk_meeting_of_item
from goldenthread.committee.queries.reports import report_of
from goldenthread.domain.problems import Refused
from goldenthread.domain.request_evaluations import KeptEvaluation, Outcome
from goldenthread.partnership.queries import the_partnership
from goldenthread.publishing.rules import fit_pdf
from goldenthread.reports.documents.request_evaluation import EXEMPT_PARAGRAPH, PUBLIC_INTEREST
from goldenthread.reports.documents.request_paper import (
    EVALUATION_APPENDIX,
    PROTOCOL_APPENDIX,
    PaperSource,
    drafted_report,
    subject_of,
)
from goldenthread.reports.request_documents import document_of_evaluation, document_of_protocol, kept_evaluation
from goldenthread.requests.operations import put_to_committee
from goldenthread.requests.queries.dossiers import request_called
from goldenthread.requests.queries.register import references
from goldenthread.requests.rules import RequestUnknown


class NotToBeDecided(Refused):
    """The evaluation says that there is nothing to decide yet."""


def put_request_to_committee(
    *,
    reference: str,
    version: int | None = None,
    meeting_id: int,
    item_id: int | None = None,
    post: str,
    by: User,
    at: datetime,
) -> int:
    """The item under which the committee is asked to decide the request, by its id: all of it or nothing.

    The report is drafted for the item, a new one at the end of the agenda where none is named; the protocol is added as
    an open appendix, and the evaluation as one that is exempt under paragraph 3. Where the item has them already, newer
    ones take their place. `post` is that of whoever writes the report. Raises RequestUnknown, NothingToPrint,
    NotToBeDecided, NotFit, and what the operations of requests and of the record raise.
    """
    facts, partnership = request_called(reference), the_partnership()
    if facts is None or facts.protocol is None:
        raise RequestUnknown(reference, known=", ".join(references()))
    kept: KeptEvaluation = kept_evaluation(facts).record
    if kept.evaluation.outcome is Outcome.NOT_YET:
        raise NotToBeDecided(f"There is nothing to decide of request {reference} yet. {' '.join(kept.evaluation.why)}")
    # Typesetting takes its time, and nobody should wait for it with a lock.
    protocol = fit_pdf(document_of_protocol(facts.protocol.number, at=at))
    evaluation = fit_pdf(document_of_evaluation(reference))
    report = drafted_report(
        PaperSource(
            facts=facts,
            evaluation=kept.evaluation,
            known=kept.known,
            author=f"{by.name}, {post}" if post not in ("", by.name) else by.name,
            contact="" if partnership is None else partnership.report_contact or by.email,
        )
    )
    with transaction.atomic():
        if item_id is None:
            said = ItemSaid(title=subject_of(facts))
            meeting = _meeting(desk_meeting(meeting_id))
            item_id = add_item(meeting_id=meeting_id, version=meeting.version, said=said, by=by, at=at).pk
        put_to_committee(reference=reference, version=version, item_id=item_id, by=by, at=at)
        newest = report_of(item_id).newest
        write_report(item_id=item_id, version=0 if newest is None else newest.number, report=report, by=by, at=at)
        _append(item_id, PROTOCOL_APPENDIX, protocol, restriction=Restriction(), by=by, at=at)
        exempt = Restriction(
            access="exempt",
            exempt_paragraphs=EXEMPT_PARAGRAPH,
            public_interest=PUBLIC_INTEREST,
            safe_title="Appendix B (exempt)",
        )
        _append(item_id, EVALUATION_APPENDIX, evaluation, restriction=exempt, by=by, at=at)
    return item_id


def _append(item_id: int, title: str, content: bytes, *, restriction: Restriction, by: User, at: datetime) -> None:
    """The appendix as a paper of the item; where it has one of the title, as its correction, and not twice the same."""
    meeting = _meeting(desk_meeting_of_item(item_id))
    papers = next(one.papers for one in meeting.items if one.id == item_id)
    corrected = {one.corrects_id for one in papers}
    before: DeskPaper | None = next((one for one in papers if one.title == title and one.id not in corrected), None)
    sha256 = hashlib.sha256(content).hexdigest()
    if before is not None and before.sha256 == sha256:
        return
    # A file's name may be read where the paper may not: it says no title.
    file = LookedOver(
        name=f"appendix-{meeting.date.isoformat()}-{sha256[:8]}.pdf", kind=KINDS["pdf"], content=content, sha256=sha256
    )
    said = PaperSaid(
        kind="appendix",
        title=title,
        type_name="PDF",
        file=file,
        corrects_id=None if before is None else before.id,
        corrects_because="" if before is None else "The request was evaluated anew.",
        restriction=restriction,
    )
    add_paper(item_id=item_id, version=meeting.version, said=said, by=by, at=at)


def _meeting(found: DeskMeeting | None) -> DeskMeeting:
    assert found is not None, "it was chosen from those that there are"
    return found
