"""The words of a PDF. A scan is a picture and has none."""

from __future__ import annotations

import logging
from io import BytesIO


def words_of_pdf(content: bytes, *, most: int) -> str:
    """What a PDF says, page by page; "" where it is damaged, or holds no text that can be read."""
    import pypdf  # noqa: PLC0415 - takes a moment, and only a PDF needs it

    # It warns of every small fault that programs leave in a PDF, and quotes the paper.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    found: list[str] = []
    length = 0
    try:
        for page in pypdf.PdfReader(BytesIO(content)).pages:
            words = page.extract_text().strip()
            found.append(words)
            length += len(words)
            if length > most:
                break
    except Exception:
        return "\n".join(found)
    return "\n".join(found)
