"""In which publications a figure stands, and whether it stands there as it was frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from goldenthread.domain.explained import Check, Line, Part, exact
from goldenthread.domain.periods import Quarter
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.queries.posts import Posts
from goldenthread.figures.queries.versions import version_label
from goldenthread.publishing.canonical import read_document
from goldenthread.publishing.models import Publication, Release
from goldenthread.publishing.tidy_rows import DataTable, DataValue
from goldenthread.terminal.order import moment_in_words

WITHHELD = "[c]"
PUBLICATIONS = "Publications in which it stands"
_NOTHING, _NOTHING_OPEN = "nothing was published of it", "none that is public, or was issued to you"


def publications_part(
    quarter: Quarter, *, number: int, snapshot: FigureSnapshot, posts: Posts, only: Collection[str] | None = None
) -> Part:
    """Every publication made from this version of the figures, oldest first, its bytes and its row held against it;
    with `only`, of no others than those with these ids."""
    rows = Publication.objects.filter(made_from=version_label(quarter, number=number)).order_by("published_at", "pk")
    if only is not None:
        rows = rows.filter(public_id__in=only)
    released = dict(
        Release.objects.filter(publication__in=rows.order_by()).values_list("publication_id", "released_at")
    )
    lines: list[Line] = []
    checks: list[Check] = []
    for row in rows.iterator():
        content = bytes(row.document)
        document = read_document(content)
        told = _row_of(document.rows, snapshot)
        if told is None:
            continue
        lines.append(Line(what=row.public_id, words=_words(row, released_at=released.get(row.pk), posts=posts)))
        anew = hashlib.sha256(content).hexdigest()
        checks.append(Check(what=f"SHA-256 of {row.public_id}", told=row.document_sha256, anew=anew))
        checks += _row_checks(told, snapshot, public_id=row.public_id)
    return Part(
        title=PUBLICATIONS,
        lines=tuple(lines) or (Line(what="none", words=_NOTHING if only is None else _NOTHING_OPEN),),
        checks=tuple(checks),
    )


def _words(row: Publication, *, released_at: datetime | None, posts: Posts) -> str:
    by = posts.post_of_any(row.published_by, at=row.published_at)
    words = (
        f"{row.title}, for {row.presented_to or row.audience}; published by {by}, {moment_in_words(row.published_at)}"
    )
    if row.restricted:
        return f"{words}; restricted"
    return words if released_at is None else f"{words}; public since {moment_in_words(released_at)}"


def _row_of(rows: DataTable | None, snapshot: FigureSnapshot) -> dict[str, DataValue] | None:
    if rows is None:
        return None
    names = [column.name for column in rows.columns]
    if not {"ref", "council_gss"} <= set(names):
        return None
    for row in rows.rows:
        told = dict(zip(names, row, strict=True))
        if (told["ref"], told["council_gss"] or "") == (snapshot.terms.indicator_ref, snapshot.terms.council_gss):
            return told
    return None


def _row_checks(told: dict[str, DataValue], snapshot: FigureSnapshot, *, public_id: str) -> Iterator[Check]:
    """What is withheld there was frozen all the same, and is no disagreement."""
    if told.get("marker") == WITHHELD or told.get("status") == "withheld":
        return
    value = told.get("value")
    number = value if isinstance(value, Decimal) else None
    yield Check(what=f"value in {public_id}", told=exact(number), anew=exact(snapshot.value))
    rating = told.get("rating")
    yield Check(what=f"rating in {public_id}", told=str(rating or ""), anew=snapshot.rating)


def publications_open_to(person_id: int, *, quarter: Quarter) -> frozenset[str]:
    """The ids of the quarter's publications that are public, or were issued to this person; one read."""
    of_quarter = Publication.objects.filter(period=str(quarter)).order_by()
    theirs = Q(release__isnull=False, restricted=False) | Q(issues__person=person_id)
    return frozenset(of_quarter.filter(theirs).values_list("public_id", flat=True))


def released_of(quarter: Quarter) -> frozenset[str]:
    """The ids of the quarter's publications that are public; one read."""
    rows = Publication.objects.filter(period=str(quarter), release__isnull=False, restricted=False).order_by()
    return frozenset(rows.values_list("public_id", flat=True))
