"""Everything that publishes, issues and releases: the document and every file of it, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.accounts.operations import tell
from goldenthread.audit.operations import record
from goldenthread.domain.plain import to_plain
from goldenthread.domain.problems import Problem
from goldenthread.domain.reasons import check_says_why
from goldenthread.mail import letters
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import people_who_may
from goldenthread.publishing.canonical import canonical_json
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.models import Issue, Origin, Publication, PublishedFile, Release
from goldenthread.publishing.origins import MadeOf
from goldenthread.publishing.queries import PublicationUnknown
from goldenthread.publishing.rendering import RenderedFile, versions
from goldenthread.publishing.rules import (
    AlreadyPublished,
    HasItAlready,
    NotRestricted,
    NotToBePublished,
    check_can_publish,
    check_can_release,
    check_can_replace,
    check_issuable,
    check_ready,
    check_releasable,
    fit_files,
)
from goldenthread.publishing.turns import take_turns_over_figures
from goldenthread.terminal.order import check_in_order, moment_in_words


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Somebody who is given a restricted document, and the post that they hold on that day."""

    person: User
    post: str


def publish_document(
    document: ReportDocument,
    *,
    audience: str,
    period: str,
    made_from: str,
    by: User,
    at: datetime,
    presented_to: str = "",
    origin: MadeOf | None = None,
    replaces: str = "",
    because: str = "",
    check: Callable[[], None] = lambda: None,
    tell: Callable[[str], None] = lambda _words: None,
) -> Publication:
    """Renders the document, passes the PDF through the gate, and stores it with all its files or nothing at all.

    `replaces` is the public id of the publication that this one corrects, `because` the reason that readers are told.
    `origin` is what it was made of, as data: what has none is never released. `check` raises where that is no longer
    so; like every other check it is asked again in the transaction that stores, since rendering takes its time. `tell`
    is told before that begins.
    Raises NotAllowedToPublish, NotToBePublished, NoReason, AlreadyPublished, NothingToReplace, and NotFit for what
    cannot be printed or a PDF that does not pass the gate.
    """
    check_can_publish(by, at=at)
    check_ready(document, at=at)
    if replaces:
        check_says_why(because, of="A correction")
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
            origin=origin,
            replaces=replaces,
            because=because,
            check=check,
        )
    except IntegrityError as conflict:
        # Somebody else published it while ours was being rendered. Ask again, to say what stands now.
        check_follows(document.name, replaces=replaces, at=at)
        raise AlreadyPublished(f"{document.name} was published by somebody else at this moment.") from conflict


def issue_document(
    document: ReportDocument,
    *,
    to: Sequence[Recipient],
    audience: str,
    period: str,
    made_from: str,
    by: User,
    at: datetime,
    presented_to: str = "",
    origin: MadeOf | None = None,
    replaces: str = "",
    because: str = "",
    check: Callable[[], None] = lambda: None,
    tell: Callable[[str], None] = lambda _words: None,
) -> Publication:
    """Renders a restricted document and stores it with all its files and who was given it, or nothing at all.

    What was issued under its name before is replaced: `replaces` and `because` say so, as of what is published.
    Raises what `publish_document` raises, and NotRestricted for a document that is public.
    """
    check_can_publish(by, at=at, what="issue")
    check_issuable(document, at=at)
    if replaces:
        check_says_why(because, of="What replaces another")
    check_follows(document.name, replaces=replaces, at=at)
    check()
    tell(f"Typesetting {document.period} and checking the PDF")
    files = fit_files(document)
    try:
        return _store_and_issue(
            document,
            to=to,
            files=files,
            audience=audience,
            period=period,
            made_from=made_from,
            by=by,
            at=at,
            presented_to=presented_to,
            origin=origin,
            replaces=replaces,
            because=because,
            check=check,
        )
    except IntegrityError as conflict:
        check_follows(document.name, replaces=replaces, at=at)
        raise AlreadyPublished(f"{document.name} was issued by somebody else at this moment.") from conflict


@transaction.atomic
def _store_and_issue(
    document: ReportDocument, *, to: Sequence[Recipient], by: User, at: datetime, **stored: Any
) -> Publication:
    publication = _store(document, by=by, at=at, restricted=True, **stored)
    _give(publication, to=to, by=by, at=at)
    return publication


@transaction.atomic
def issue_publication(public_id: str, *, to: Sequence[Recipient], by: User, at: datetime) -> Publication:
    """Gives a restricted publication to more people, as it is stored.

    Raises PublicationUnknown, NotAllowedToPublish, NotRestricted, OutOfOrder, NotToBePublished where a newer one
    stands, and HasItAlready with everybody who has it.
    """
    publication = _locked(public_id)
    check_can_publish(by, at=at, what="issue")
    if not publication.restricted:
        raise NotRestricted(f"{public_id} is not restricted: once it is released, anybody may read it.")
    newer = Publication.objects.defer("document", "versions").filter(replaces=publication).first()
    if newer is not None:
        raise NotToBePublished(f"{public_id} was replaced by {newer.public_id}: issue that one.")
    check_in_order(at, after=publication.published_at, what=f"{public_id} was first issued")
    had = {issue.person: issue for issue in Issue.objects.filter(publication=publication).order_by("id")}
    again = [recipient for recipient in to if recipient.person.pk in had]
    if again:
        raise HasItAlready(
            Problem(f"{one.person.name} has {public_id} since {moment_in_words(had[one.person.pk].issued_at)}.")
            for one in again
        )
    _give(publication, to=to, by=by, at=at)
    return publication


def _give(publication: Publication, *, to: Sequence[Recipient], by: User, at: datetime) -> None:
    Issue.objects.bulk_create(
        Issue(publication=publication, person=one.person.pk, post=one.post, issued_at=at, issued_by=by.pk) for one in to
    )
    record(
        "document issued",
        subject="publication",
        subject_id=publication.public_id,
        by=by.pk,
        at=at,
        details={"to": [{"person": one.person.pk, "post": one.post} for one in to]},
    )
    tell(letters.issued(path="/reports/issued"), people=[one.person.pk for one in to], by=by, at=at)


@transaction.atomic
def release_publication(
    public_id: str, *, by: User, at: datetime, because: str = "", check: Callable[[], None] = lambda: None
) -> Release:
    """Makes a publication public, once; `check` raises where it must wait, `because` says why it is late.

    Raises PublicationUnknown, NotAllowedToRelease, NoReason, NotToBeReleased and OutOfOrder.
    """
    publication = _locked(public_id)
    check_can_release(by, at=at)
    if because:
        check_says_why(because, of="What is released late")
    check_releasable(
        publication,
        released=Release.objects.filter(publication=publication).first(),
        replaced_by=Publication.objects.defer("document", "versions").filter(replaces=publication).first(),
        at=at,
    )
    take_turns_over_figures()
    check()
    release = Release.objects.create(publication=publication, released_at=at, released_by=by.pk, because=because)
    record(
        "document released",
        subject="publication",
        subject_id=public_id,
        by=by.pk,
        at=at,
        details={"because": because},
    )
    tell(letters.released(title=publication.title, path="/"), people=_readers(at), by=by, at=at)
    return release


def _readers(at: datetime) -> tuple[int, ...]:
    """Who is told that something is public: who reads every council's figures, and who cleared their own council's."""
    on = timezone.localtime(at).date()
    return people_who_may(Permission.READ_EVERYTHING_FROZEN, Permission.CLEAR_FIGURES, on=on)


def _locked(public_id: str) -> Publication:
    """The publication without its bytes, kept from others until the transaction ends; raises PublicationUnknown."""
    found = Publication.objects.select_for_update().defer("document", "versions").filter(public_id=public_id).first()
    if found is None:
        raise PublicationUnknown(public_id)
    return found


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
    origin: MadeOf | None,
    replaces: str,
    because: str,
    check: Callable[[], None],
    restricted: bool = False,
) -> Publication:
    named = Publication.objects.select_for_update().defer("document", "versions").filter(name=document.name)
    earlier = list(named.order_by("id"))
    check_can_publish(by, at=at, what="issue" if restricted else "publish")
    replaced = check_follows(document.name, replaces=replaces, at=at)
    take_turns_over_figures()
    check()
    content = canonical_json(document)
    publication = Publication.objects.create(
        public_id=f"{document.name}-{len(earlier) + 1}",
        name=document.name,
        title=f"{document.title}, {document.period}",
        audience=audience,
        period=period,
        presented_to=presented_to,
        restricted=restricted,
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
    if origin is not None:
        Origin.objects.create(
            publication=publication,
            kind=origin.kind.value,
            number=origin.number,
            chosen=origin.chosen,
            withheld=to_plain(origin.withheld),
            meeting_on=origin.meeting_on,
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
