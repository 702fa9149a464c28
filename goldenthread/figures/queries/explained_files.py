"""The files behind a figure: the one that it was returned in, and those that were attached to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.attachments.queries import stored_checksums
from goldenthread.domain.explained import Check, Line, Part
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.figures.models import Figure, ReturnedValue, ReturnFile


@dataclass(frozen=True, kw_only=True)
class FiledCell:
    """Where a value came from: a stored file with its bytes, sheet and cell, and what it may say there."""

    name: str
    content: bytes
    sheet: str
    cell: str
    numbers: tuple[Decimal, ...]  # value, numerator, or the value typed beside its parts


def file_part(snapshot: FigureSnapshot, *, filed: FiledCell | None) -> Part:
    """The file that it was returned in, as it was frozen, held against what is stored."""
    told = snapshot.provenance
    if not told.file_name:
        return Part(title="The file", lines=(Line(what="file", words="none: it was not returned in a file"),))
    lines = (
        Line(what="file", words=told.file_name),
        Line(what="SHA-256", words=told.file_sha256),
        Line(what="place", words=f"sheet {told.sheet}, cell {told.cell}"),
    )
    anew = "the file is not stored" if filed is None else hashlib.sha256(filed.content).hexdigest()
    return Part(
        title="The file",
        lines=lines,
        checks=(Check(what="SHA-256 of the stored file", told=told.file_sha256, anew=anew),),
    )


def evidence_parts(snapshot: FigureSnapshot) -> Iterator[Part]:
    """The files attached to the figure as it was frozen, each held against what is stored; nothing where none was."""
    told = [(one.name, one.words, one.sha256) for one in snapshot.evidence]
    email = snapshot.provenance.sign_off_email_sha256
    if email:
        told.append(("the e-mail of the sign-off", "", email))
    if told:
        stored = stored_checksums([sha256 for _, _, sha256 in told])
        yield Part(
            title="What is attached to it",
            lines=tuple(
                Line(what=name, words=f"{words}; SHA-256 {sha256}".removeprefix("; ")) for name, words, sha256 in told
            ),
            checks=tuple(
                Check(what=f"SHA-256 of {name}", told=sha256, anew=stored.get(sha256, "the file is not stored"))
                for name, _, sha256 in told
            ),
        )


def filed_cell(figure: Figure, snapshot: FigureSnapshot) -> FiledCell | None:
    """The file with its bytes, from this figure's round."""
    told = snapshot.provenance
    if not told.file_sha256:
        return None
    file = ReturnFile.objects.filter(round=figure.round, sha256=told.file_sha256).order_by("pk").first()
    if file is None:
        return None
    typed = ReturnedValue.objects.filter(figure=figure, file__sha256=told.file_sha256, cell=told.cell)
    numbers = (snapshot.value, snapshot.numerator, *typed.order_by("-pk").values_list("typed", flat=True))
    return FiledCell(
        name=told.file_name,
        content=bytes(file.content),
        sheet=told.sheet,
        cell=told.cell,
        numbers=tuple(number for number in numbers if number is not None),
    )
