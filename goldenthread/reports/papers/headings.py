"""The headings of the template of reports, as they are written: "Legal implications and risks: None because …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.reports.papers.paper import Part

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?"
_LABELS: tuple[tuple[Part, str], ...] = (
    (Part.SUBJECT, r"subject(?:\s+heading)?|(?:report\s+)?title|title\s+of\s+(?:the\s+)?report"),
    (
        Part.AUTHOR,
        r"(?:report\s+)?author(?:s|\(s\))?(?:\s+and\s+contact(?:\s+details)?)?|contact(?:\s+(?:officer|details))?"
        r"|(?:lead|contact)\s+officers?(?:\s+and\s+contact(?:\s+details)?)?|originator|report\s+of|report\s+by",
    ),
    (Part.POLICY, r"policy\s+context"),
    (Part.FINANCIAL_SUMMARY, r"financial\s+summary"),
    (Part.SUMMARY, r"(?:executive\s+)?summary|purpose(?:\s+of\s+(?:the\s+|this\s+)?report)?"),
    (Part.RECOMMENDATIONS, r"recommendations?|recommended|(?:it\s+is\s+)?recommended\s+that"),
    (
        Part.DETAIL,
        r"(?:report\s+)?details?(?:\s+of\s+the\s+report)?|background(?:\s+information)?|introduction"
        r"(?:\s+and\s+background)?|context|(?:other|alternative)?\s*options(?:\s+considered)?|reasons\s+(?:for\s+(?:the\s+)?"
        r"(?:decision|recommendations?)|and\s+options)|conclusions?|next\s+steps|consultation|proposals?|(?:key|main)\s+"
        r"issues|current\s+position|supporting\s+information",
    ),
    (Part.IMPLICATIONS, r"implications(?:\s+and\s+risks)?"),
    (Part.APPENDICES, r"appendix|appendices|list\s+of\s+appendices|attachments"),
    (Part.BACKGROUND, r"(?:list\s+of\s+)?background\s+(?:papers|documents|information\s+used\s+.{1,60})"),
)
_HEADED = tuple(
    (part, re.compile(rf"{_NUMBER}(?:{words})\s*(?::\s*(?P<rest>.*)|)", re.IGNORECASE | re.DOTALL))
    for part, words in _LABELS
)
# "There are other implications: …" is a sentence.
_KIND = r"(?P<kind>(?!(?:there|no|the|any|this|these|some|what|it|such)\b)[^\W\d_][\w,/&’'() -]{1,60}?)"
_IMPLICATION = re.compile(
    rf"{_NUMBER}(?:{_KIND}\s+implications?(?:\s+and\s+risks?)?|{_KIND.replace('kind', 'impact')}\s+impact"
    r"(?:\s+assessment)?)(?:\s*\([^()]{1,80}\))?\s*(?::\s*(?P<rest>.*)|)",
    re.IGNORECASE | re.DOTALL,
)
# What a kind is called here, by what stands in its heading.
KINDS = (
    ("financial", re.compile(r"\b(?:financ\w+|budget\w*)\b", re.IGNORECASE)),
    ("legal", re.compile(r"\blegal\b", re.IGNORECASE)),
    ("HR", re.compile(r"\b(?:HR|human\s+resources?|staffing|workforce|personnel)\b", re.IGNORECASE)),
    ("equalities", re.compile(r"\b(?:equalit\w+|equity|diversity)\b", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Headed:
    """A heading of the template, the kind of implication ("" of another part), and what stands on its line after it."""

    part: Part
    kinds: tuple[str, ...]
    rest: str


def headed(text: str) -> Headed | None:
    """The heading of the template that a line is or begins with."""
    for part, pattern in _HEADED:
        found = pattern.fullmatch(text)
        if found is not None:
            return Headed(part, (), (found["rest"] or "").strip())
    found = _IMPLICATION.fullmatch(text)
    if found is None:
        return None
    kind = (found["kind"] or found["impact"]).strip()
    kinds = tuple(name for name, pattern in KINDS if pattern.search(kind)) or (kind.casefold(),)
    return Headed(Part.IMPLICATIONS, kinds, (found["rest"] or "").strip())
