"""Who wrote the report, and how they are reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Kind, Paper, Part

_WHY = "A member or a resident who has a question must know whom to ask."
_NOT_GIVEN = re.compile(r"(?:not\s+given|n/?a|-|–)?\.?", re.IGNORECASE)
# An e-mail, a telephone or an extension.
_REACHED = re.compile(r"\S@\S|\d{3,}|\bext\b", re.IGNORECASE)


def who_wrote_it(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """A report that names no author, or an author without a telephone number or an e-mail."""
    if paper.kind is not Kind.REPORT:
        return
    author = paper.text_of(Part.AUTHOR).strip()
    is_headed = paper.has(Part.AUTHOR)
    if _NOT_GIVEN.fullmatch(author):
        yield Finding(
            code=Code.AUTHOR_MISSING,
            severity=Severity.ADVICE,
            where=paper.place_of(Part.AUTHOR) if is_headed else paper.whole,
            what="The report names no author.",
            why=_WHY,
            mend="Give the author's post and contact under “Report author and contact details”.",
        )
    elif not _REACHED.search(author):
        yield Finding(
            code=Code.CONTACT_MISSING,
            severity=Severity.ADVICE,
            where=paper.place_of(Part.AUTHOR),
            what="The report names its author, and no telephone number or e-mail.",
            why=_WHY,
            mend="Add one of them.",
        )
