"""Everything that publishes: the document and every file of it, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.publishing.canonical import canonical_json
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.models import Publication, PublishedFile
from goldenthread.publishing.rendering import RenderedFile, versions
from goldenthread.publishing.rules import (
    AlreadyPublished,
    check_can_publish,
    check_can_replace,
    check_ready,
    fit_files,
)


def publish_document(
    document: ReportDocument,
    *,
    audience: str,
    period: str,
    made_from: str,
    by: User,
    at: datetime,
    presented_to: str = "",
    replaces: str = "",
    because: str = "",
    check: Callable[[], None] = lambda: None,
    tell: Callable[[str], None] = lambda _words: None,
) -> Publication:
    """Renders the document, passes the PDF through the gate, and stores it with all its files or nothing at all.

    `replaces` is the public id of the publication that this one corrects, `because` the reason that readers are told.
    `check` raises where what the document was made from is no longer so; like every other check it is asked again in
    the transaction that stores, since rendering takes its time. `tell` is told before that begins.
    Raises NotAllowedToPublish, NotToBePublished, AlreadyPublished, NothingToReplace, and NotFit for a document that
    cannot be printed or a PDF that does not pass the gate.
    """
    check_can_publish(by, at=at)
    check_ready(document, at=at)
    check_follows(document.name, replaces=replaces, at=at)
    check()
    tell(f"Typesetting {document.period} and checking the PDF")
    # Rendering takes a second, and nobody should wait for it with a lock: the document no longer changes.
    files = fit_files(document)
    try:
        return _store(
            document,
            files=files,
            audience=audience,
            period=period,
            made_from=made_from,
            by=by,
            at=at,
            presented_to=presented_to,
            replaces=replaces,
            because=because,
            check=check,
        )
    except IntegrityError as conflict:
        # Somebody else published it while ours was being rendered. Ask again, to say what stands now.
        check_follows(document.name, replaces=replaces, at=at)
        raise AlreadyPublished(f"{document.name} was published by somebody else at this moment.") from conflict


@transaction.atomic
def _store(
    document: ReportDocument,
    *,
    files: tuple[RenderedFile, ...],
    audience: str,
    period: str,
    made_from: str,
    by: User,
    at: datetime,
    presented_to: str,
    replaces: str,
    because: str,
    check: Callable[[], None],
) -> Publication:
    earlier = list(Publication.objects.select_for_update().filter(name=document.name).order_by("id"))
    check_can_publish(by, at=at)
    replaced = check_follows(document.name, replaces=replaces, at=at)
    check()
    content = canonical_json(document)
    publication = Publication.objects.create(
        public_id=f"{document.name}-{len(earlier) + 1}",
        name=document.name,
        title=f"{document.title}, {document.period}",
        audience=audience,
        period=period,
        presented_to=presented_to,
        illustrative_note=document.illustrative_note,
        made_from=made_from,
        published_at=at,
        published_by=by.pk,
        document=content,
        document_sha256=hashlib.sha256(content).hexdigest(),
        versions=versions(),
        replaces=replaced,
        replaces_because=because if replaced is not None else "",
    )
    PublishedFile.objects.bulk_create(
        PublishedFile(
            publication=publication,
            name=file.name,
            media_type=file.media_type,
            content=file.content,
            size=len(file.content),
            sha256=file.sha256,
            style_sha256=file.style_sha256,
        )
        for file in files
    )
    record(
        "document published",
        subject="publication",
        subject_id=publication.public_id,
        by=by.pk,
        at=at,
        details={
            "made_from": made_from,
            "document_sha256": publication.document_sha256,
            "files": {file.name: file.sha256 for file in files},
            "replaces": replaces,
            "because": because,
        },
    )
    return publication


def check_follows(name: str, *, replaces: str, at: datetime) -> Publication | None:
    """What the new publication replaces, once that is known to be right.

    Raises AlreadyPublished, NothingToReplace and OutOfOrder.
    """
    without_bytes = Publication.objects.defer("document", "versions")
    current = without_bytes.filter(name=name, replaced_by=None).order_by("id").first()
    replaced = without_bytes.filter(public_id=replaces).first() if replaces else None
    check_can_replace(name=name, current=current, replaces=replaced, typed=replaces, at=at)
    return replaced
