"""The officer's own words in a document: one section, each text under its heading, marked as whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.domain.days import day_words
from goldenthread.publishing.document import Block, EditableAs, Heading, Paragraph, ReportDocument, Section
from goldenthread.reports.documents.cleaning import cleaned

TITLE = "In the officer's own words"
NOTE = (
    "These words were written for this report. Every other sentence and every count in it is worked out from its "
    "figures."
)


@dataclass(frozen=True, kw_only=True)
class OwnWords:
    """What somebody wrote for a place of the document, with the post that they held."""

    heading: str
    words: str
    post: str
    on: date


def with_own_words(document: ReportDocument, own: Sequence[OwnWords]) -> ReportDocument:
    """The document with these words after its first part; without any, the very same document."""
    section = own_words_section(own)
    if section is None:
        return document
    first, *rest = document.sections
    return replace(document, sections=(first, section, *rest))


def own_words_section(own: Sequence[OwnWords]) -> Section | None:
    """The part with these words; None where there are none."""
    if not own:
        return None
    blocks: list[Block] = [Paragraph(text=NOTE)]
    for one in own:
        blocks.append(Heading(text=cleaned(one.heading)))
        blocks += [Paragraph(text=cleaned(text)) for text in one.words.split("\n\n") if text.strip()]
        blocks.append(Paragraph(lead="Written by:", text=cleaned(f"{one.post}, {day_words(one.on)}")))
    # The part before it fills its page, and is read alone.
    return Section(title=TITLE, blocks=tuple(blocks), new_page=True, editable_as=EditableAs.TEXT)


def own_words_in(document: ReportDocument) -> Section | None:
    """The part with the officer's words; None where the document has none."""
    return next((one for one in document.sections if one.title == TITLE), None)
