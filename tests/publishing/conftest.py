"""What several tests of publishing look at: one pack, made once."""

from __future__ import annotations

import pytest

from goldenthread.publishing.rendering import accessible_pdf, render_all
from tests.publishing.sample import sample_document
from tests.publishing.small import make_document

PACK = sample_document(measures=120, exceptions=24)


@pytest.fixture(scope="session")
def pack_pdf() -> bytes:
    """The sample pack of 120 measures, through the gate."""
    return accessible_pdf(PACK)


@pytest.fixture(scope="module")
def rendered():
    return render_all(make_document())


@pytest.fixture
def folder(rendered, tmp_path):
    for file in rendered:
        (tmp_path / file.name).write_bytes(file.content)
    return tmp_path
