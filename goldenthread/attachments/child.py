"""The process in which a file's content is looked into, with a ceiling on its memory and its time."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from goldenthread.attachments import inside
from goldenthread.attachments.office import wrong_with_office
from goldenthread.spreadsheets.child import set_limits

# The exit status by which the child says that its memory ran out.
OUT_OF_MEMORY = 71


def wrong_with(content: bytes, *, ending: str) -> list[str]:
    """What keeps a file of this kind from being kept, in sentences; [] where nothing does."""
    look: dict[str, Callable[[bytes], list[str]]] = {
        "pdf": inside.wrong_with_pdf,
        "csv": inside.wrong_with_text,
        "txt": inside.wrong_with_text,
        "png": inside.wrong_with_png,
        "jpg": inside.wrong_with_jpeg,
        "eml": inside.wrong_with_email,
        "msg": inside.wrong_with_outlook,
    }
    if ending in look:
        return look[ending](content)
    return wrong_with_office(content, ending=ending)


def main() -> int:
    """Reads a file from standard input and writes what is wrong with it, as JSON.

    The command line gives the file's ending, the most bytes of memory and the most seconds.
    """
    ending, memory_bytes, seconds = sys.argv[1:]
    set_limits(memory_bytes=int(memory_bytes), seconds=int(seconds))
    try:
        found = wrong_with(sys.stdin.buffer.read(), ending=ending)
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(json.dumps(found))
    return 0
