"""Counts of measures that disagree with the agreed list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Paper

_MEASURES = r"(?:performance\s+)?(?:indicators|measures|PIs|KPIs)"
_QUALIFIED = re.compile(
    r"\b(?:last|previous|earlier|would|will|new|further|more|of\s+which|rated|strategic|key|green|amber|red|proposed|"
    r"other|not|no|late|returned|improved|different)\b",
    re.IGNORECASE,
)


def counts_of_the_register(paper: Paper, facts: Facts) -> Iterator[Finding]:
    """ "There are 120 indicators …, 51 for Newham" held against the agreed list of the quarter, where it is known."""
    total = sum(count for _, count in facts.counted)
    if not facts.counted:
        return
    councils = "|".join(re.escape(council) for council, _ in facts.counted)
    of_a_council = re.compile(rf"(?<![\d.,£%-])(\d+)\s+(?:{_MEASURES}\s+)?(?:for|in)\s+(?:LB\s+)?({councils})\b")
    of_all = re.compile(rf"\bthere\s+are\s+(\d+)\s+{_MEASURES}\b", re.IGNORECASE)
    for sentence in paper.sentences():
        whole = of_all.search(sentence.text)
        if whole is None or _QUALIFIED.search(sentence.text):
            continue
        said = [("", int(whole[1]))] + [
            (council, int(number)) for number, council in of_a_council.findall(sentence.text)
        ]
        listed = {"": total, **dict(facts.counted)}
        for council, number in said:
            if number != listed[council]:
                yield Finding(
                    code=Code.REGISTER,
                    severity=Severity.BLOCKING,
                    where=sentence.place,
                    what=f"It counts {number} measures{f' for {council}' if council else ''}, and the agreed list of "
                    f"that quarter holds {listed[council]}.",
                    why="The committee agreed the list, and is told of another.",
                    mend="Correct the count, or say why it differs from the list.",
                )
