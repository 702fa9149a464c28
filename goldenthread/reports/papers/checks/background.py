"""The list of background papers, which the law asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Kind, Paper, Part

_SPOKEN_OF = re.compile(r"\bbackground\s+(?:papers?|documents?)\b", re.IGNORECASE)


def background_listed(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """A report without a list of background papers, or with an empty one; "None" is a list."""
    if paper.kind is not Kind.REPORT or paper.text_of(Part.BACKGROUND).strip():
        return
    is_headed = paper.has(Part.BACKGROUND)
    # "There are no background papers", in a paragraph of its own.
    if not is_headed and any(_SPOKEN_OF.search(passage.text) for passage in paper.passages):
        return
    yield Finding(
        code=Code.BACKGROUND_MISSING,
        severity=Severity.BLOCKING,
        where=paper.place_of(Part.BACKGROUND) if is_headed else paper.whole,
        what="The list of background papers is empty." if is_headed else "The report has no list of background papers.",
        why="Each report says which documents it relies on (Local Government Act 1972, s100D).",
        mend="List them under “Background Papers”, or write “None”.",
    )
