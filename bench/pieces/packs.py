"""A pack: from the document to a PDF with row headers that passed both gates."""

from __future__ import annotations

from pathlib import Path

from bench.measuring import Piece, Work
from goldenthread.publishing.rendering import accessible_pdf
from tests.publishing.sample import sample_document


def _pdf_of(measures: int) -> Work:
    document = sample_document(measures=measures)
    return lambda: accessible_pdf(document)


def _pack_of_120(_: Path) -> Work:
    return _pdf_of(120)


def _pack_of_1200(_: Path) -> Work:
    return _pdf_of(1200)


PIECES = (
    Piece("pack of 120 measures, document to PDF past both gates", _pack_of_120, seconds=0.8, runs=7, cold=True),
    Piece("pack of 1,200 measures, document to PDF past both gates", _pack_of_1200, seconds=6.0, runs=3, cold=True),
)
