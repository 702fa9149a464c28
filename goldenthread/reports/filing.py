"""A report to committee as the paper of its item: made as a PDF that passes the gate, and filed."""

from __future__ import annotations

from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.committee.models import Paper
from goldenthread.committee.operations.reports import check_can_file, file_report
from goldenthread.committee.queries.reports import written_report
from goldenthread.publishing.rules import fit_pdf
from goldenthread.reports.documents.to_committee import report_document


def make_report_the_paper(
    *, item_id: int, version: int, meeting_version: int, uncleared_because: str, by: User, at: datetime
) -> Paper:
    """The newest version of an item's report, filed. Raises what `file_report` raises, and NotFit."""
    check_can_file(item_id, version=version, uncleared_because=uncleared_because, by=by, at=at)
    written = written_report(item_id)
    assert written is not None, "what can be filed was written"
    # Typesetting takes its time, and nobody should wait for it with a lock: a version never changes.
    pdf_bytes = fit_pdf(report_document(written, is_draft=False))
    return file_report(
        item_id=item_id,
        version=written.version,
        meeting_version=meeting_version,
        pdf_bytes=pdf_bytes,
        uncleared_because=uncleared_because,
        by=by,
        at=at,
    )
