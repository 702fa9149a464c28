"""Recommendations: each asks the committee to do something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Kind, Paper, Part, Passage, Place

_WHY = "A committee decides by what it resolves: without a verb nothing is noted, agreed or delegated."
_STEMS = (
    "accept|acknowledg|adopt|agree|allow|amend|appoint|approv|ask|authoris|authoriz|award|begin|bring|carr|choos|close|commend|"
    "comment|commission|confirm|consider|consult|continue|creat|decid|declar|defer|delegat|delet|designat|determin|direct|"
    "discuss|dispos|dissolv|elect|endorse?|ensur|enter|establish|exclud|extend|express|give|grant|identif|implement|increas|"
    "instruct|introduc|invest|invit|keep|maintain|make|nominat|not|permit|proceed|procur|provid|publish|ratif|receiv|"
    "rais|recogniz|recognis|recommend|reduc|refer|reject|releas|remov|request|requir|resolv|retain|review|revok|scrutin|set|"
    "sign|start|submit|support|suspend|terminat|thank|transfer|undertak|var|waiv|welcom|withdraw|writ"
)
# The verb as a committee's papers write it: "Note …", "notes", "noted"; not the noun "Director" or "approval".
_FORM = rf"(?:{_STEMS})(?:e|y|ies|ied|en|t)?(?:s|es|d|ed|ted|red|ing)?"
_PAST = r"(?:given|taken|made|let|sought|brought|held|chosen|put|heard|sent|paid|withdrawn|written|undertaken)"
_WHO = r"(?:committee|members|cabinet|board|council|panel|commission|executive|it|they)"
_VERB = re.compile(
    rf"^(?:that\s+)?(?:to\s+[a-z]|{_FORM}\b)|\b(?:be|is|are|was|were|been)\s+(?:\w+ly\s+)?(?:{_FORM}|{_PAST})\b|\bbe\s+(?:the|an?)\b"
    rf"|\b{_WHO}\s+(?:\w+ly\s+)?{_FORM}\b|\bto\s+(?:\w+ly\s+)?{_FORM}\b"
    rf"|\bofficers\s+(?:\w+ly\s+)?(?:report|return|bring|prepare|{_FORM})\b"
    # "In accordance with section 101, note the plan."
    rf"|^(?:that\s+)?(?:in|for|subject|pursuant|under|following|having|with|on|as|after|until)\b[^;]*,\s+{_FORM}\b",
    re.IGNORECASE,
)
# A word that stands before "the" or "with" is a verb, whether it is known here or not: "Raises with the Leader".
_ANY_VERB = re.compile(
    r"^(?!(?:the|an?|all|any|in|for|at|of|on|from|by|with|under|and|or|that|this|these|those|both|each|subject|to)\b)"
    r"[a-z-]+\s+(?:the|an?|any|all|no|its|their|that|this|these|those|with|how|whether|what)\b",
    re.IGNORECASE,
)
# The words that lead in to what is recommended hold these without saying what is to be done.
_LEAD = re.compile(
    r"\b(?:it\s+is\s+|is\s+|are\s+)?(?:recommended|asked|invited|requested)\s*(?:that\s*:?$|to\s*:?$)?", re.IGNORECASE
)
_ALONE = re.compile(r"(?:none|not\s+applicable|n/?a|there\s+are\s+no\s+recommendations)\.?", re.IGNORECASE)


def recommendations_decide(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """A report without a recommendation, and a recommendation or resolution without a verb."""
    asked = [passage for passage in paper.resolved if not passage.is_heading]
    if paper.kind is Kind.REPORT and not paper.has(Part.RECOMMENDATIONS):
        yield _finding(
            Code.RECOMMENDATION_MISSING, paper.whole, "The report has no recommendations.", severity=Severity.ADVICE
        )
    elif paper.kind is Kind.REPORT and not asked:
        yield _finding(
            Code.RECOMMENDATION_MISSING,
            paper.place_of(Part.RECOMMENDATIONS),
            "Nothing stands under the recommendations.",
        )
    inherits, parent = False, False
    for passage in asked:
        if _is_lead_in(passage):
            inherits = bool(_VERB.search(_LEAD.sub("", passage.text)))
            continue
        is_letter = _is_under(passage)
        if not is_letter:
            parent = _decides(passage.text)
        if not (inherits or _decides(passage.text) or (is_letter and parent) or _ALONE.fullmatch(passage.text)):
            yield _finding(
                Code.RECOMMENDATION_VERB,
                passage.place,
                f"“{_shortened(passage.text)}” says nothing that the committee is to do.",
            )


def _finding(code: Code, where: Place, what: str, *, severity: Severity = Severity.BLOCKING) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        where=where,
        what=what,
        why=_WHY,
        mend="Begin with what the committee is to do: to note, agree, approve, delegate, receive, refer or defer.",
    )


def _is_lead_in(passage: Passage) -> bool:
    """ "The Committee is asked to note:", above what follows."""
    return not passage.number and passage.text.endswith(":")


def _is_under(passage: Passage) -> bool:
    """Whether it is "3 a)": under a numbered one, whose verb is its own."""
    return passage.number.endswith(")")


def _decides(text: str) -> bool:
    return _VERB.search(text) is not None or _ANY_VERB.match(text) is not None


def _shortened(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
