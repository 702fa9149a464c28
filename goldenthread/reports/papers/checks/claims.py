"""Claims that the paper's own numbers, or the frozen figures that it speaks of, do not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.domain.claims import OwnNumbers, untrue_claims
from goldenthread.domain.measures import Polarity
from goldenthread.domain.units import Unit
from goldenthread.reports.papers.findings import Code, Facts, FigureKnown, Finding, Severity
from goldenthread.reports.papers.paper import Paper

# Of a sentence that may speak of anything only its own arithmetic can be asked: "42 of 60 (80%)", "fell from 3 to 5".
_OF_ANYTHING = OwnNumbers(unit=Unit.TEXT, decimals=0, polarity=Polarity.NONE, period="", value=None)
_REFERENCE = re.compile(r"[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*")


def claims_untrue(paper: Paper, facts: Facts) -> Iterator[Finding]:
    """ "N of M", "all but Q1", "above target", "fell from x to y", each where it cannot be."""
    for sentence in paper.sentences():
        about = _about(sentence.text, facts.figures)
        numbers = about.numbers if about is not None else _OF_ANYTHING
        for claim in untrue_claims(sentence.text, numbers=numbers):
            whose = "" if about is None else f" of {about.reference} for {about.council or 'the whole partnership'}"
            yield Finding(
                code=Code.CLAIM,
                severity=Severity.BLOCKING,
                where=sentence.place,
                what=f"It says “{claim.text}”{whose}, which the figures do not bear out. {claim.why}",
                why="Words and figures contradict each other, and members are asked to note both.",
                mend="Correct the words, or the figure if that is wrong.",
            )


def _about(text: str, figures: tuple[FigureKnown, ...]) -> FigureKnown | None:
    """The one figure that a sentence names, by reference or whole title and by council; None where several may be."""
    references, folded = set(_REFERENCE.findall(text)), text.casefold()
    found = [
        one for one in figures if one.reference in references or (" " in one.title and one.title.casefold() in folded)
    ]
    if len(found) > 1:
        found = [one for one in found if one.council and one.council in text]
    return found[0] if len(found) == 1 else None
