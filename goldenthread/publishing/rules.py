"""Who may publish, issue and release, and what may follow what: the checks that raise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.domain.problems import InputRefused, Problem, Refused
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import may
from goldenthread.partnership.rules import check_code
from goldenthread.publishing.checks import DocumentRefused
from goldenthread.publishing.document import ReportDocument, Status
from goldenthread.publishing.gate import GateRefused
from goldenthread.publishing.models import Publication, Release
from goldenthread.publishing.rendering import RenderedFile, checked_pdf, render_all
from goldenthread.publishing.typeset import TypesettingRefused
from goldenthread.terminal.order import check_in_order, moment_in_words, why_too_early

T = TypeVar("T")


class NotAllowedToPublish(Refused):
    """Somebody who is not performance officer wants to publish."""


class NotToBePublished(Refused):
    """The document is a draft, or from a later moment than its publication."""


class NotRestricted(Refused):
    """What is public is published and released, and never issued to single people."""


class NotAllowedToRelease(Refused):
    """Somebody who is neither the committee's clerk nor performance officer wants to release."""


class NotToBeReleased(Refused):
    """The publication is restricted, public already, or was replaced before anybody saw it."""


class HasItAlready(InputRefused):
    """Somebody was given this publication before. Carries one problem for each of them."""


class NotFit(InputRefused):
    """The document cannot be printed, or its PDF is not accessible or not archival. Carries every reason."""


class AlreadyPublished(Refused):
    """Something stands under this name; what comes after it has to say that it replaces it, and why."""


class NothingToReplace(Refused):
    """What is to be replaced was never published, is another document, or was replaced before."""


def check_can_publish(by: User, *, at: datetime, what: str = "publish") -> None:
    """Raises NotAllowedToPublish unless the person is performance officer on that day."""
    on = timezone.localtime(at).date()
    permission = Permission.PUBLISH if what == "publish" else Permission.ISSUE
    if not may(by, permission, today=on):
        raise NotAllowedToPublish(
            f"{by.name} is not performance officer on {on.day} {on:%B %Y}, so cannot {what}. Ask the performance "
            "officer, or have the appointment entered first."
        )
    check_code(by, permission)


def check_can_release(by: User, *, at: datetime) -> None:
    """Raises NotAllowedToRelease unless the person is the committee's clerk or performance officer on that day."""
    on = timezone.localtime(at).date()
    if not may(by, Permission.RELEASE, today=on):
        raise NotAllowedToRelease(
            f"{by.name} is neither committee clerk nor performance officer on {on.day} {on:%B %Y}, so cannot release. "
            "Ask one of them, or have the appointment entered first."
        )
    check_code(by, Permission.RELEASE)


def check_releasable(
    publication: Publication, *, released: Release | None, replaced_by: Publication | None, at: datetime
) -> None:
    """Raises NotToBeReleased for what is restricted, public already or replaced, and OutOfOrder before publication."""
    if publication.restricted:
        raise NotToBeReleased(
            f"{publication.public_id} is restricted: it is issued to named people, and is never made public."
        )
    if released is not None:
        raise NotToBeReleased(
            f"{publication.public_id} is public already, since {moment_in_words(released.released_at)}."
        )
    if replaced_by is not None:
        raise NotToBeReleased(f"{publication.public_id} was replaced by {replaced_by.public_id}: release that one.")
    check_in_order(at, after=publication.published_at, what=f"{publication.public_id} was published")


def check_ready(document: ReportDocument, *, at: datetime) -> None:
    """Raises NotToBePublished for a draft, and for figures frozen after the moment of publication."""
    if document.status.is_restricted:
        raise NotToBePublished(
            "This is restricted: it is given to named people, and never published.", at_terminal="`issue` gives it."
        )
    if document.status is not Status.PUBLISHED:
        raise NotToBePublished("This is a draft: nothing is published but frozen figures. Freeze the round first.")
    too_early = why_too_early(at, after=document.as_at, what="The figures were frozen")
    if too_early:
        raise NotToBePublished(too_early)


def check_issuable(document: ReportDocument, *, at: datetime) -> None:
    """Raises NotRestricted for what is public, and NotToBePublished for what is from a later moment than its issue."""
    if not document.status.is_restricted:
        raise NotRestricted(f"{document.name} is public: publish it, and release it with the agenda.")
    too_early = why_too_early(at, after=document.as_at, what="The figures stood so")
    if too_early:
        raise NotToBePublished(too_early)


def fit_files(document: ReportDocument) -> tuple[RenderedFile, ...]:
    """Every file of the document, the PDF past its gate; raises NotFit."""
    return _fit(render_all, document)


def fit_pdf(document: ReportDocument) -> bytes:
    """The document's PDF alone, past its gate; raises NotFit."""
    return _fit(checked_pdf, document)


def _fit(render: Callable[[ReportDocument], T], document: ReportDocument) -> T:
    try:
        return render(document)
    except (DocumentRefused, GateRefused) as refusal:
        raise NotFit(Problem(words) for words in refusal.problems) from refusal
    except TypesettingRefused as refusal:
        raise NotFit([Problem(f"The document cannot be typeset: {refusal}")]) from refusal


def check_can_replace(
    *, name: str, current: Publication | None, replaces: Publication | None, typed: str, at: datetime
) -> None:
    """Raises AlreadyPublished, NothingToReplace or OutOfOrder where it does not follow on from what stands.

    `current` is what stands under the document's name, `replaces` what `typed` names.
    """
    if not typed:
        if current is not None and current.restricted:
            raise AlreadyPublished(
                f"{current.public_id} was issued already ({current.made_from}). Give it to more people.",
                at_terminal=f"`issue --publication {current.public_id} --to EMAIL` gives it.",
            )
        if current is not None:
            raise AlreadyPublished(
                f"{current.public_id} is published already ({current.made_from}). Where it has to be corrected, "
                "publish a correction of it.",
                at_terminal=f'That is with --replaces {current.public_id} --because "WHY".',
            )
        return
    if replaces is None:
        raise NothingToReplace(f"Nothing was published under the id {typed!r}, so nothing can replace it.")
    if replaces.name != name:
        raise NothingToReplace(f"{typed} is another document, not {name}; a correction replaces the same document.")
    if current is None or replaces.pk != current.pk:
        standing = "nothing" if current is None else current.public_id
        raise NothingToReplace(f"{typed} was replaced before; what stands now is {standing}. Replace that one.")
    check_in_order(at, after=replaces.published_at, what=f"{typed} was published")
