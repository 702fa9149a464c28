"""Publishing a quarter's pack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.accounts.models import User
from goldenthread.domain.periods import Quarter
from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.publishing.models import Publication
from goldenthread.publishing.operations import publish_document
from goldenthread.publishing.queries import FileEntry, published_files
from goldenthread.publishing.rules import check_can_publish
from goldenthread.reports.documents.pack import JOINT_COMMITTEE, made_from, presented_to
from goldenthread.reports.linter import LintFinding, refusals
from goldenthread.reports.queries import findings_of, frozen_source, pack_document

AUDIENCES = (JOINT_COMMITTEE,)


class PackNotFit(InputRefused):
    """The checks before publication found something that must be mended first."""


@dataclass(frozen=True, kw_only=True)
class PublishedPack:
    """The publication, and what was found and published over."""

    publication: Publication
    files: tuple[FileEntry, ...]
    warnings: tuple[LintFinding, ...]


def publish_pack(
    *, quarter: Quarter, audience: str, by: User, at: datetime, replaces: str = "", because: str = ""
) -> PublishedPack:
    """Publishes the latest freeze for an audience: document and files in one transaction, or nothing.

    Raises NothingFrozen, PackNotFit with everything found, and what `publish_document` raises.
    """
    check_can_publish(by, at=at)
    source = frozen_source(quarter)
    document = pack_document(source, replaces=replaces, because=because)
    findings = findings_of(source, document=document, at=at)
    refused = refusals(findings)
    if refused:
        raise PackNotFit(Problem(finding.words) for finding in refused)
    publication = publish_document(
        document,
        audience=audience,
        period=str(quarter),
        made_from=made_from(source.facts),
        presented_to=presented_to(source.facts),
        by=by,
        at=at,
        replaces=replaces,
        because=because,
    )
    return PublishedPack(publication=publication, files=published_files(publication.public_id), warnings=findings)
