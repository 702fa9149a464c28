"""Implications and risks: each kind said, and said with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.headings import KINDS
from goldenthread.reports.papers.paper import Implication, Kind, Paper, Part

_WANTED = {
    "financial": "A committee must know what a decision costs before it takes it.",
    "legal": "A committee must know the power by which it decides, and what may be challenged.",
    "HR": "A committee must know what a decision does to staff.",
    "equalities": "A decision must have due regard to equality (Equality Act 2010, s149), and the report is the proof.",
}
_ABOUT = r"\s+(?:implications?|comments?|considerations?)\b"
_COMMENTS = r"\bcomments?\s+(?:of|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}?"
# Other templates say it in other words, and a sentence may speak of several kinds.
_NAMED = {
    "financial": re.compile(rf"\b(?:financial|resource){_ABOUT}|{_COMMENTS}(?:financ\w+|section\s+151)", re.IGNORECASE),
    "legal": re.compile(rf"\blegal{_ABOUT}|{_COMMENTS}(?:legal|monitoring|solicitor)", re.IGNORECASE),
    "HR": re.compile(
        rf"\b(?:HR|human\s+resources?|staffing|workforce|people){_ABOUT}|{_COMMENTS}(?:HR|human)\b", re.IGNORECASE
    ),
    "equalities": re.compile(r"\b(?:equalit\w+|EqIA|EIA|protected\s+characteristics?|due\s+regard)\b", re.IGNORECASE),
}
_BARE = re.compile(
    r"(?:not\s+applicable|n\s?/\s?a|none|nil|no|-|–|—|not\s+relevant|"
    r"(?:there\s+are\s+)?(?:none|no\s+(?:direct\s+|specific\s+|known\s+)*(?:\w+\s+)?implications(?:\s+or\s+risks)?)"
    r"(?:\s+(?:arising(?:\s+directly)?\s+)?(?:from|of|in|to)\s+this\s+report)?)\.?",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"£\s?\d|\b(?:budgets?|savings?|funding|costs?|fees?|charges?|grants?|contracts?|procure\w*|expenditure|spend)\b",
    re.IGNORECASE,
)
_AN_AMOUNT = re.compile(r"£\s?\d")
_POSTS = re.compile(
    r"\b(?:redundanc\w+|restructur\w+|TUPE|redeploy\w*|(?:new|delete\w*|additional|vacant)\s+(?:\w+\s+)?posts?|"
    r"posts?\s+(?:be|will\s+be|would\s+be)\s+(?:deleted|created|removed)|recruit\w*)\b",
    re.IGNORECASE,
)
_SPOKEN = (Part.SUMMARY, Part.RECOMMENDATIONS, Part.DETAIL, Part.FINANCIAL_SUMMARY)


def implications_said(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """An implication that is empty or a bare "Not applicable", and a kind of which the report says nothing."""
    if paper.kind is not Kind.REPORT:
        return
    for one in paper.implications:
        yield from _of_one(one, paper)
    said = {one.kind for one in paper.implications}
    said |= {kind for kind, pattern in KINDS if pattern.search(paper.text_of(Part.IMPLICATIONS))}
    for kind, why in _WANTED.items():
        if kind not in said and not any(_NAMED[kind].search(passage.text) for passage in paper.passages):
            yield Finding(
                code=Code.IMPLICATION_MISSING,
                severity=Severity.BLOCKING,
                where=paper.whole,
                what=f"Nothing is said of {kind} implications and risks.",
                why=why,
                mend=f"Add “{kind[0].upper()}{kind[1:]} implications and risks”; where there are none, say why.",
            )


def _of_one(one: Implication, paper: Paper) -> Iterator[Finding]:
    why = _WANTED.get(one.kind, "A committee must know the risks of a decision before it takes it.")
    heading = f"{one.kind[0].upper()}{one.kind[1:]} implications and risks"
    if not one.text.strip():
        yield Finding(
            code=Code.IMPLICATION_EMPTY,
            severity=Severity.BLOCKING,
            where=one.place,
            what=f"Nothing stands under “{heading}”.",
            why=why,
            mend="Say what they are; where there are none, say why.",
        )
    elif _BARE.fullmatch(one.text.strip()):
        changed = _changes(one.kind, paper)
        beside = f", and the report changes {changed}" if changed else ""
        yield Finding(
            code=Code.IMPLICATION_BARE,
            severity=Severity.BLOCKING if changed else Severity.ADVICE,
            where=one.place,
            what=f"“{heading}” says “{one.text.strip()}” and no more{beside}.",
            why=f"{why} A bare answer does not show that anybody looked.",
            mend="Say why: “None arise from noting this report, because …”.",
        )


def _changes(kind: str, paper: Paper) -> str:
    """ "money" or "posts", where the report surely speaks of changing them; else ""."""
    asked = paper.text_of(Part.RECOMMENDATIONS)
    if kind == "financial":
        spoken = " ".join(paper.text_of(part) for part in _SPOKEN)
        return "money" if _MONEY.search(asked) or _AN_AMOUNT.search(spoken) else ""
    if kind == "HR":
        return "posts" if _POSTS.search(" ".join(paper.text_of(part) for part in _SPOKEN)) else ""
    return ""
