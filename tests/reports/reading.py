"""Reading a document back, as a member of the public would: tables by caption, sentences, numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.publishing.cells import words_of
from goldenthread.publishing.document import Block, Paragraph, ReportDocument, Section, Table, tables_in, words_in


def section_called(document: ReportDocument, title: str) -> Section:
    """The one section whose title ends with this."""
    (found,) = [section for section in document.sections if section.title.endswith(title)]
    return found


def tables_of(section: Section) -> tuple[Table, ...]:
    return tuple(table for block in section.blocks for table in tables_in(block))


def table_called(section: Section, caption: str) -> Table:
    """The one table whose caption starts with this."""
    (found,) = [table for table in tables_of(section) if table.caption.startswith(caption)]
    return found


def column_of(table: Table, title: str) -> list[str]:
    index = [column.title for column in table.columns].index(title)
    return [words_of(row[index]) for row in table.rows]


def row_of(table: Table, first: str) -> list[str]:
    """The one row that starts with these words."""
    (found,) = [row for row in table.rows if words_of(row[0]).startswith(first)]
    return [words_of(cell) for cell in found]


def all_words(document: ReportDocument) -> str:
    return "\n".join(text for section in document.sections for text in section_words(section))


def section_words(section: Section) -> Iterator[str]:
    yield section.title
    for block in section.blocks:
        yield from words_in(block)


def paragraphs(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def number_before(words: str, sentence: str) -> int:
    """The number that stands before these words in a sentence; "none" and "no" are 0."""
    found = re.search(rf"\b(none|no|\d[\d,]*) {re.escape(words)}", sentence)
    assert found is not None, f"{words!r} has no number before it in {sentence!r}"
    return 0 if found[1] in ("none", "no") else int(found[1].replace(",", ""))


def percentages(sentence: str) -> list[str]:
    return re.findall(r"\((\d+(?:\.\d+)?)%\)", sentence)
