"""What must hold of the record, whatever was done to it: bytes, counts, explanations, and what was known."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.apps import apps
from django.db.models import BinaryField

from goldenthread.domain.periods import FinancialYear, Quarter
from goldenthread.domain.plain import to_plain
from goldenthread.figures.forms.cell_again import cell_check
from goldenthread.figures.models import Figure, Freeze
from goldenthread.figures.queries.as_known import figure_as_known, last_moment_of
from goldenthread.figures.queries.explained import Explained, explained_figure
from goldenthread.figures.queries.explained_year import explained_year
from goldenthread.figures.queries.years import latest_close, year_snapshots_of
from goldenthread.publishing.cells import Number, words_of
from goldenthread.publishing.document import ReportDocument, Table
from goldenthread.publishing.models import Publication
from goldenthread.publishing.queries import publication_standing, stored_publication
from goldenthread.reports.audiences import audience_called
from goldenthread.reports.queries import NoMeasuresOfCouncil, pack_document, pack_source
from goldenthread.reports.year_documents import YEAR_END, year_document, year_source
from goldenthread.storage.models import NeverChanges
from tests.reports.reading import tables_of

Bytes = tuple[tuple[str, str], ...]


# --- bytes ------------------------------------------------------------------------------------------------------------


def published_bytes() -> dict[str, Bytes]:
    """Of each publication the SHA-256 of its document and of every file, read anew."""
    ids = Publication.objects.order_by("pk").values_list("public_id", flat=True)
    return {public_id: _bytes_of(public_id) for public_id in ids}


def _bytes_of(public_id: str) -> Bytes:
    stored = stored_publication(public_id)
    contents = [("document", stored.document), *((file.name, file.content) for file in stored.files)]
    return tuple((name, hashlib.sha256(content).hexdigest()) for name, content in contents)


def everything_written() -> dict[str, object]:
    """The rows of every table that has a product's words in it: how many are only ever added, and all of the others."""
    held: dict[str, object] = {}
    for model in apps.get_models():
        if not model.__module__.startswith("goldenthread."):
            continue
        rows = model._default_manager.order_by("pk")
        if issubclass(model, NeverChanges):
            held[model.__name__] = rows.count()
        else:
            fields = [field.name for field in model._meta.concrete_fields if not isinstance(field, BinaryField)]
            held[model.__name__] = list(rows.values_list(*fields))
    return held


# --- counts -----------------------------------------------------------------------------------------------------------


def check_counts_of_quarter(quarter: Quarter, *, at: datetime) -> None:
    """The round's pack as it would be made now, frozen or a draft."""
    source = pack_source(quarter, at=at)
    document = pack_document(source)
    assert len(document.rows.rows) == len(source.figures)
    check_counts(document, counted=source.facts.counted)


def check_counts_of_audience(quarter: Quarter, *, audience: str, at: datetime) -> None:
    """The pack of one council, or of those who are told more, sums in every row; a council without figures has none."""
    whom = audience_called(audience)
    try:
        document = pack_document(pack_source(quarter, at=at), audience=whom, at=at)
    except NoMeasuresOfCouncil:
        assert whom.council is not None
        assert not Figure.objects.filter(round__period=str(quarter), measure__council_id=whom.council.id).exists()
        return
    for table in (table for section in document.sections for table in tables_of(section) if _counts(table)):
        assert all(sum(row[:-1]) == row[-1] for _, row in _numbers_of(table)), f"{document.name}: {table.caption}"


def check_counts_of_year(year: FinancialYear) -> None:
    if latest_close(year) is not None:
        made = year_document(YEAR_END, year=year, at=year_source(year).facts.closed_at)
        assert "counts-do-not-add-up" not in {finding.code for finding in made.findings}
        check_counts(made.document, counted=year_source(year).facts.counted)


def check_years_explained(year: FinancialYear) -> None:
    """Every value of the closed year comes out the same again from its quarters."""
    close = latest_close(year)
    for one in () if close is None else year_snapshots_of(close):
        told = explained_year(year, name=f"{one.terms.indicator_ref}:{one.terms.council or 'whole-partnership'}")
        assert not told.disagreements, f"{told.name}, {year}: {told.disagreements}"


def check_counts(document: ReportDocument, *, counted: int) -> None:
    """Each row of a table of counts sums to its base, its councils to all, and all to the rows of the data."""
    tables = [table for section in document.sections for table in tables_of(section) if _counts(table)]
    assert tables, f"{document.name} has no table of counts"
    for table in tables:
        numbers = dict(_numbers_of(table))
        assert all(sum(row[:-1]) == row[-1] for row in numbers.values()), f"{document.name}: {numbers}"
        of_all, beside = numbers.pop("All councils"), numbers.pop("Whole partnership", None)
        assert [sum(column) for column in zip(*numbers.values(), strict=True)] == of_all
        assert of_all[-1] == counted == sum(1 for row in data_of(document) if row["counted"] is True)
        by_rating = Counter(str(row["rating"]) for row in data_of(document) if row["counted"] is True)
        titles = [column.title for column in table.columns[1:]]
        told = dict(zip(titles, of_all, strict=True))
        assert [told[name.capitalize()] for name in ("red", "amber", "green")] == [
            by_rating[name] for name in ("red", "amber", "green")
        ]
        if beside is not None:
            assert beside[-1] == sum(1 for row in data_of(document) if not row["council_gss"] and _is_beside(row))


def _is_beside(row: Mapping[str, object]) -> bool:
    return row["counted"] is False and not row.get("ended_on")


def _counts(table: Table) -> bool:
    titles = {column.title for column in table.columns}
    return {"Red", "Amber", "Green", "Measures"} <= titles


def _numbers_of(table: Table) -> Iterator[tuple[str, list[int]]]:
    for name, *cells in table.rows:
        yield words_of(name), [int(cell.value) for cell in cells if isinstance(cell, Number) and cell.value is not None]


def data_of(document: ReportDocument) -> list[dict[str, object]]:
    """The document's tidy rows, each by the names of its columns."""
    names = [column.name for column in document.rows.columns]
    return [dict(zip(names, row, strict=True)) for row in document.rows.rows]


# --- explanations -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Behind:
    """What is known, apart from its snapshot, of a figure at the moment of a freeze."""

    value: str
    returner: str
    signer: str
    cell: str


def check_explained(name: str, *, quarter: Quarter, number: int, behind: Behind, at: datetime) -> None:
    """A frozen figure names everything behind it, and its arithmetic comes out the same again."""
    found = explained_figure(quarter, name=name, number=number, at=at)
    told = found.explanation
    assert not told.disagreements, f"{name}, {quarter} version {number}: {told.disagreements}"
    parts = {part.title: {line.what: line.words for line in part.lines} for part in told.parts}
    assert parts["The figure"]["exactly"] == behind.value
    assert parts["Its rating for the joint committee"]["why"]
    assert parts["The policy"]["the joint committee's policy"]
    who = parts["Who, and when"]
    assert who["returned"].partition(", ")[0] == (behind.returner or "not done")
    assert who["signed off"].partition(", ")[0] == (behind.signer or "not done")
    assert who[f"frozen as version {number}"].startswith("Performance Officer, ")
    assert parts["The file"].get("place", "").rpartition(" ")[2] == behind.cell
    if behind.cell:
        _check_cell(found)


def _check_cell(found: Explained) -> None:
    filed = found.filed
    assert filed is not None
    said, check = cell_check(
        filed.content,
        name=filed.name,
        sheet=filed.sheet,
        cell=filed.cell,
        unit=found.snapshot.terms.unit,
        numbers=filed.numbers,
    )
    assert check.agrees, f"{filed.name} says {said}: {check}"


def versions_of(quarter: Quarter) -> list[int]:
    """The numbers of the quarter's freezes."""
    return list(Freeze.objects.filter(round__period=str(quarter)).order_by("number").values_list("number", flat=True))


# --- what was known ---------------------------------------------------------------------------------------------------


def standing_on(day: date) -> dict[str, str]:
    """What stood under the name of each document at the day's end, as plain data."""
    names = sorted(set(Publication.objects.values_list("name", flat=True)))
    found = {name: publication_standing(name, at=last_moment_of(day)) for name in names}
    return {name: json.dumps(to_plain(one)) for name, one in found.items() if one is not None}


def known_on(day: date, *, quarter: Quarter, name: str) -> str:
    """The figure as it was known at the day's end, as plain data."""
    found = figure_as_known(quarter, name=name, on=day)
    # The register's own words for a figure that is not frozen yet are those of today.
    told = replace(found, known=None, terms=None) if found.known is None else found  # type: ignore[arg-type]
    return json.dumps([to_plain(getattr(told, field)) for field in ("known", "returned", "returned_at", "steps")])


def name_of(figure: Figure) -> str:
    """COM01:havering"""
    council = figure.measure.council
    return f"{figure.measure.indicator.ref}:{'whole-partnership' if council is None else council.slug}"
