"""The words of a PDF. A scan is a picture and has none."""

from __future__ import annotations

import logging
import time
from io import BytesIO

# A page takes about a tenth of a second: a long pack is found by its first hundred pages, and not by none.
SECONDS = 10


def words_of_pdf(content: bytes, *, most: int, seconds: float = SECONDS) -> str:
    """What a PDF says, page by page, until there is so much or it took so long; "" where no text can be read."""
    import pypdf  # noqa: PLC0415 - takes a moment, and only a PDF needs it

    # It warns of every small fault that programs leave in a PDF, and quotes the paper.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    until = time.monotonic() + seconds
    found: list[str] = []
    length = 0
    try:
        for page in pypdf.PdfReader(BytesIO(content)).pages:
            words = page.extract_text().strip()
            found.append(words)
            length += len(words)
            if length > most or time.monotonic() > until:
                break
    except Exception:
        return "\n".join(found)
    return "\n".join(found)
