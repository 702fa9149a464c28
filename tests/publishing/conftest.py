"""What several tests of publishing look at: one pack, made once."""

from __future__ import annotations

import pytest

from goldenthread.publishing.rendering import accessible_pdf
from tests.publishing.sample import sample_document

PACK = sample_document(measures=120, exceptions=24)


@pytest.fixture(scope="session")
def pack_pdf() -> bytes:
    """The sample pack of 120 measures, through the gate."""
    return accessible_pdf(PACK)
