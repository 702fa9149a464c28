"""What every pack has in common whoever it is for: its name, its standing, and where it goes to be worked on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from goldenthread.domain.days import day_words
from goldenthread.figures.queries.versions import not_frozen_label
from goldenthread.publishing.document import (
    EditableAs,
    Identifier,
    Notice,
    NoticeKind,
    ReportDocument,
    Section,
    Status,
)
from goldenthread.publishing.tidy_rows import DataTable
from goldenthread.reports.documents.pack import made_from, pack_name
from goldenthread.reports.documents.telling import Telling


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands over a pack. `key` is the audience as typed ("section-151:havering"), `whom` in words."""

    key: str
    title: str
    subject: str
    whom: str
    is_restricted: bool


def source_words(telling: Telling) -> str:
    """What the pack was made from; of a round that is not frozen, as it stood when: an issued one may be older than
    the freeze."""
    if not telling.is_draft:
        return made_from(telling.facts)
    at = telling.as_at
    return f"{not_frozen_label(telling.quarter)}{day_words(at.date())} at {at:%H:%M}"


def assembled(
    telling: Telling, *, head: Head, report: Iterable[Section], tables: Iterable[Section], rows: DataTable
) -> ReportDocument:
    """The document of a quarter; its status says whether it is restricted, and a draft."""
    status = {
        (False, False): Status.PUBLISHED,
        (False, True): Status.DRAFT,
        (True, False): Status.RESTRICTED,
        (True, True): Status.RESTRICTED_DRAFT,
    }[head.is_restricted, telling.is_draft]
    return document_of(
        Standing(
            name=pack_name(telling.facts, audience=head.key),
            publisher=telling.facts.partnership,
            period=f"{telling.quarter.label} ({telling.quarter.months})",
            as_at=telling.as_at,
            status=status,
            made_from=source_words(telling),
            illustrative_note=telling.facts.illustrative_note,
        ),
        head=head,
        report=report,
        tables=tables,
        rows=rows,
    )


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a document is of, and how it stands: the same for every audience of the same figures."""

    name: str
    publisher: str
    period: str
    as_at: datetime
    status: Status
    made_from: str
    illustrative_note: str


def document_of(
    standing: Standing, *, head: Head, report: Iterable[Section], tables: Iterable[Section], rows: DataTable
) -> ReportDocument:
    """What is read first goes into the editable texts, the tables into the workbooks; the PDF holds both."""
    return ReportDocument(
        name=standing.name,
        title=head.title,
        subject=head.subject,
        publisher=standing.publisher,
        audience=head.whom,
        period=standing.period,
        as_at=standing.as_at,
        status=standing.status,
        sections=(
            *(replace(section, editable_as=EditableAs.TEXT) for section in report),
            *(replace(section, editable_as=EditableAs.TABLES) for section in tables),
        ),
        rows=rows,
        illustrative_note=standing.illustrative_note,
        identifiers=(Identifier(scheme="figures", value=standing.made_from),),
    )


def not_frozen_notices(telling: Telling) -> tuple[Notice, ...]:
    """What stands before anything else in a pack of a round that is not frozen."""
    if not telling.is_draft:
        return ()
    at = telling.as_at
    words = (
        f"This is {telling.quarter.label} as it stood on {day_words(at.date())} at {at:%H:%M}. Nothing of it is "
        "frozen: figures, ratings and words may still change, and what is published may differ."
    )
    return (Notice(kind=NoticeKind.IMPORTANT, title="the round is not frozen", paragraphs=(words,)),)
