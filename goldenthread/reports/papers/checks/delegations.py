"""Delegations: to whom, after consulting whom, and up to what amount or until when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.reports.papers.findings import Code, Facts, Finding, Severity
from goldenthread.reports.papers.paper import Paper

_RESOLVED = re.compile(r"(?:it\s+was\s+)?RESOLVED\b", re.IGNORECASE)
# "Decisions under delegated powers" delegates nothing, nor do "two delegates to the General Assembly".
_DELEGATES = re.compile(
    r"(?<!\btwo )(?<!\bthree )(?<!\d )(?<!\bthe )(?<!\ba )(?<!\bas )(?<!\bits )(?<!\bour )(?<![’']s )"
    r"\bdelegates?\b(?!\s+(?:decision|list|report|from|at\b))|\b(?:be|is|are|was|were)\s+(?:hereby\s+)?delegated\b"
    r"|\b(?:delegated|authority)\s+(?:authority\s+)?(?:be|is)\s+(?:given|granted|delegated)\b",
    re.IGNORECASE,
)
_ROLE = (
    r"officers?|directors?|chief|heads?|chair(?:man|woman|person)?|leader|mayor|managers?|solicitor|treasurer|clerk|"
    r"sub-?committee|cabinet|council|councils|members?|team|board|secretary|executive|lead"
)
_TO_WHOM = re.compile(
    rf"\bto\s+(?:(?:the|an?|its|each|their|both|all)\s+)?(?:[\w’'-]+\s+){{0,5}}?(?:{_ROLE})\b|\bdelegates?\s+(?:the\s+)?(?:[\w’'-]+\s+){{0,4}}?(?:{_ROLE})\b",
    re.IGNORECASE,
)
_CONSULTING = re.compile(r"\bconsult\w*\b|\bin\s+agreement\s+with\b|\bwith\s+the\s+agreement\s+of\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"£\s?\d|\b(?:until|no\s+later\s+than|not\s+exceed\w*|up\s+to|within\s+(?:the\s+)?(?:\w+\s+)?(?:budget|limit|days|"
    r"weeks|months|year|envelope|terms|tolerance)|by\s+\d|by\s+(?:the\s+)?(?:end|January|February|March|April|May|June|"
    r"July|August|September|October|November|December)|before\s|for\s+(?:a\s+period|\w+\s+(?:months|years|weeks))|"
    r"for\s+(?:the\s+)?(?:financial|municipal)\s+year|20\d\d|subject\s+to|limited\s+to|minor)",
    re.IGNORECASE,
)


def delegations_incomplete(paper: Paper, _facts: Facts) -> Iterator[Finding]:
    """A delegation to nobody; and one that names no consultee or no limit."""
    in_words = [one for one in paper.passages if _RESOLVED.match(one.text) and one not in paper.resolved]
    for passage in (*paper.resolved, *in_words):
        if passage.is_heading or not _DELEGATES.search(passage.text):
            continue
        # Sub-items may hold the rest: "3. To delegate to the Director: a) …".
        if passage.text.endswith(":"):
            continue
        if not _TO_WHOM.search(passage.text):
            yield Finding(
                code=Code.DELEGATION_TO_NOBODY,
                severity=Severity.BLOCKING,
                where=passage.place,
                what="It delegates, and does not say to whom.",
                why="Nobody has the power, and a decision taken under it can be set aside.",
                mend="Name the post: to delegate to the Executive Director.",
            )
        if not _CONSULTING.search(passage.text):
            yield Finding(
                code=Code.DELEGATION_WITHOUT_CONSULTEE,
                severity=Severity.ADVICE,
                where=passage.place,
                what="It delegates, and names nobody who is to be consulted.",
                why="Members cannot tell who has a say before the decision is taken without them.",
                mend="Say “after consulting …”, or that nobody needs to be consulted.",
            )
        if not _LIMIT.search(passage.text):
            yield Finding(
                code=Code.DELEGATION_WITHOUT_LIMIT,
                severity=Severity.ADVICE,
                where=passage.place,
                what="It delegates, and sets no limit of time or amount.",
                why="A power without an end is still there when everybody has forgotten it.",
                mend="Say until when, or up to what amount.",
            )
