"""Acronyms that the paper never explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Paper

# What everybody knows who can be expected to read a report.
_KNOWN = """
AM BBC BST CCTV COVID CSV DIY DNA DVD EU FAQ GB GDPR GMT GP GPS HR HTML HTTP HTTPS ICT ID IT JSON KB MB MP NHS ODS ODT
OK PC PDF PIN PM PO PR PS QR RAG TV UK UN URL USA USB VAT VIP WC WIFI XLSX XML
"""
# What is set in capitals for its weight.
_WORDS = """
ALL AN AND ANY ARE AS AT BE BUT BY CAN COPY DO DRAFT END FINAL FOR FROM HAS HAVE HEAD IF IN IS ITEM LATE MAY MUST NEW NO
NONE NOT NOTE NOW OF OLD ON ONE ONLY OPEN OR OUR OUT PAGE PART PLAN SHALL STILL THAT THE THEM THIS TO TOTAL TWO UP US
WAS WE WILL WITH YES YOU RED AMBER GREEN REPORT AGENDA PUBLIC FROZEN TABLE
"""
_LEFT_ALONE = frozenset(f"{_KNOWN}{_WORDS}".split())
_ACRONYM = re.compile(r"(?<![\w.@/£-])(?P<acronym>[A-Z]{2,6})(?P<plural>s)?(?![\w@]|-\d|/\d|\d)")
_AFTER_A_NAME = re.compile(
    r"(?<=[\w’'.,”])\s[(“‘'\"]{1,2}(?:the\s|or\s|hereafter\s)?[“‘'\"]?([A-Z]{2,6})s?[”’'\"]?[),;]"
)
_BEFORE_IT = re.compile(r"\b([A-Z]{2,6})s?\s?\((?:the\s)?([A-Za-z])[a-z]")
_AS_A_KEY = re.compile(r"^([A-Z]{2,6})\s?(?::|=|–|\||means\b|stands\s+for\b)\s?\w", re.MULTILINE)
_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})")


def acronyms_unexplained(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """Each acronym once, where it first stands: "NNDR collection" with no "National Non-Domestic Rates (NNDR)"."""
    whole = "\n".join(passage.text for passage in paper.passages)
    words = {word for word in re.findall(r"[a-z]+", whole) if len(word) > 1}
    explained, told = _explained(whole), set()
    for passage in paper.passages:
        if passage.is_heading or not _has_small_words(passage.text):
            continue
        for match in _ACRONYM.finditer(passage.text):
            acronym = match["acronym"]
            if acronym in told or acronym in _LEFT_ALONE or acronym.casefold() in words:
                continue
            told.add(acronym)
            if _ROMAN.fullmatch(acronym) or set(acronym) == {"X"} or acronym in ("TBC", "TBA", "TBD"):
                continue
            if acronym not in explained:
                yield Finding(
                    code=Code.ACRONYM,
                    severity=Severity.ADVICE,
                    where=passage.place_at(match.start()),
                    what=f"“{acronym}” is never explained.",
                    why="Members of the public read the report too, and some members are new.",
                    mend=f"Where it first stands, write it out: “the whole name ({acronym})”.",
                )


def _has_small_words(text: str) -> bool:
    """A line in capitals tells nothing of which of its words are acronyms."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.islower() for letter in letters) * 2 >= len(letters)


def _explained(whole: str) -> set[str]:
    """Those that stand in brackets after a name, before one in brackets, or at the head of a line that says them."""
    after_a_name = _AFTER_A_NAME.findall(whole)
    before_it = [acronym for acronym, initial in _BEFORE_IT.findall(whole) if initial.upper() == acronym[0]]
    return {*after_a_name, *before_it, *_AS_A_KEY.findall(whole)}
